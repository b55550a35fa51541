//! The whole program: each channel is broken and repaired, and what is printed is what Q175024 shows.

#![cfg(test)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

/// The output of Q175024, in order.
const SEED: [&str; 15] = [
    r"Searching PDC for domain DOMAIN ...",
    r"Found PDC \\DOMAINPDC",
    r"Querying domain information on PDC \\DOMAINPDC ...",
    r"Querying domain information on computer \\DOMAINMEMBER ...",
    r"Computer \\DOMAINMEMBER is already a member of domain DOMAIN.",
    r"Verifying secure channel on \\DOMAINMEMBER ...",
    r"Verifying the computer account on the PDC \\DOMAINPDC ...",
    r"Resetting secure channel ...",
    r"Changing computer account on PDC \\DOMAINPDC ...",
    r"Stopping service NETLOGON on \\DOMAINMEMBER .... stopped.",
    r"Starting service NETLOGON on \\DOMAINMEMBER .... started.",
    r"Querying user groups of \\DOMAINMEMBER ...",
    r"Adding DOMAIN domain groups on \\DOMAINMEMBER ...",
    r"The computer \\DOMAINMEMBER joined the domain DOMAIN successfully.",
    r"Logoff/Logon \\DOMAINMEMBER to take modifications into effect.",
];

const LOGON_MESSAGE: &str = "The system cannot log you on to this domain because the system's computer account in its \
                             primary domain is missing or the password on that account is incorrect.";

fn lab(words: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_lab")).args(words).output();
    output.unwrap()
}

fn text(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}\n{errors}");
    text
}

/// The lines that stand in `text` in this order, each after the one before.
fn in_order(text: &str, lines: &[&str]) {
    let mut rest = text.lines();
    for line in lines {
        assert!(rest.any(|found| found == *line), "{line}\nin\n{text}");
    }
}

#[test]
fn each_cause_is_told_as_the_seed_tells_it() {
    let text = text(&lab(&["--once"]));
    let acts: Vec<_> = text.split("\n== ").skip(1).collect();
    assert_eq!(acts.len(), 4, "{text}");
    // The events of the seed, and the words of the data that it explains.
    let causes = [
        ("renamed", 5721, 5723, "8b 01 00 c0"),
        ("old secret", 3210, 5722, "22 00 00 c0"),
        ("account removed", 5721, 5723, "8b 01 00 c0"),
        ("wrong password", 3210, 5722, "22 00 00 c0"),
    ];
    for (act, (cause, member, controller, data)) in acts.iter().zip(causes) {
        in_order(act, &SEED);
        let broken = act.split("$ netdom").next().unwrap();
        assert!(broken.contains(LOGON_MESSAGE), "{cause}: {act}");
        for event in [
            format!("DOMAINMEMBER: NETLOGON event {member} (error)"),
            format!("DOMAINPDC: NETLOGON event {controller} (error)"),
        ] {
            assert!(broken.contains(&event), "{cause}: {event} in {act}");
        }
        assert!(
            broken.contains(&format!("  Data: {data} ")),
            "{cause}: {act}"
        );
        assert!(act.contains("  logged on."), "{cause}: {act}");
    }
}

#[test]
fn programs_read_one_document() {
    let text = text(&lab(&["--once", "--json", "--cause", "account-removed"]));
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["ok"], true);
    assert_eq!(document["acts"][0]["cause"], "account-removed");
    assert_eq!(document["acts"][0]["status"], "0xC000018B");
    assert_eq!(document["acts"][0]["netdom"], 0);
}

/// Runs the lab with a directory of its own for temporary things, and says what is left in it.
fn left_behind(words: &[&str], end: impl FnOnce(&mut Child)) -> (Output, usize) {
    let name = format!("lab-test-{}-{}", std::process::id(), words.len());
    let directory = std::env::temp_dir().join(name);
    std::fs::create_dir(&directory).unwrap();
    let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"))
        .args(words)
        .env("TMPDIR", &directory)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    end(&mut lab);
    let output = lab.wait_with_output().unwrap();
    let left = std::fs::read_dir(&directory).unwrap().count();
    std::fs::remove_dir_all(&directory).unwrap();
    (output, left)
}

/// Nothing of it is left where others could find it.
#[test]
fn a_refused_command_line_is_a_document() {
    let output = lab(&["--json", "--cause", "weather"]);
    assert_eq!(output.status.code(), Some(2));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["ok"], false);
    assert!(document["error"].as_str().unwrap().contains("weather"));
}

#[test]
fn nothing_is_left_behind() {
    let words = ["--once", "--cause", "wrong-password"];
    let (output, left) = left_behind(&words, |_| {});
    text(&output);
    assert_eq!(left, 0);
}

/// Nor when it is ended: by a signal after the story, or in the midst of it.
#[test]
fn nothing_is_left_behind_by_a_lab_that_is_ended() {
    let end = |lab: &mut Child, line: &str| {
        let mut lines = BufReader::new(lab.stdout.as_mut().unwrap()).lines();
        assert!(lines.any(|found| found.unwrap().contains(line)));
        let pid = lab.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(killed.unwrap().success());
    };
    let kept = ["--keep", "--cause", "wrong-password"];
    let (output, left) = left_behind(&kept, |lab| end(lab, "The domain stays up"));
    assert_eq!((output.status.code(), left), (Some(0), 0));
    let (output, left) = left_behind(&["--once"], |lab| end(lab, "== "));
    assert_eq!((output.status.code(), left), (Some(1), 0));
}
