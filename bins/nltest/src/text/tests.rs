use super::*;
use crate::samples;

fn shown(samples: &[samples::Sample]) -> String {
    let mut text = String::new();
    for (line, question, answer) in samples {
        text.push_str(&format!("# nltest {line} -> {}\n", answer.exit().code()));
        for line in lines(question, answer) {
            text.push_str(&format!("{line}\n"));
        }
        if let Some(advice) = answer.advice(question, r"\\MEMBER") {
            text.push_str(&format!("stderr: nltest: {advice}\n"));
        }
        text.push('\n');
    }
    text
}

#[test]
fn every_form() {
    insta::assert_snapshot!(shown(&samples::all()));
}

fn of(wanted: &str) -> Vec<String> {
    let all = samples::all();
    let (_, question, answer) = all.iter().find(|(line, ..)| *line == wanted).unwrap();
    lines(question, answer)
}

// KB Q158148 as today's version prints it, and Microsoft's documentation of containers.
#[test]
fn channels_as_scripts_know_them() {
    assert_eq!(
        of("/sc_verify:DOMAIN"),
        [
            "Flags: b0 HAS_IP  HAS_TIMESERV",
            r"Trusted DC Name \\DOMAINPDC",
            "Trusted DC Connection Status Status = 0 0x0 NERR_Success",
            "Trust Verification Status = 0 0x0 NERR_Success",
            "The command completed successfully",
        ]
    );
    assert_eq!(
        of("/sc_verify:DOMAIN, account missing"),
        [
            "Flags: 80",
            "Trusted DC Name",
            "Trusted DC Connection Status Status = 1787 0x6fb ERROR_NO_TRUST_SAM_ACCOUNT",
            "Trust Verification Status = 1787 0x6fb ERROR_NO_TRUST_SAM_ACCOUNT",
            "The command completed successfully",
        ]
    );
    assert_eq!(
        of("/query"),
        [
            "Flags: 0",
            "Connection Status = 0 0x0 NERR_Success",
            "The command completed successfully",
        ]
    );
}

/// `for /f "tokens=2 delims==="` of Q197478, which finds computers that have not changed their passwords for long.
#[test]
fn the_age_of_a_password_stands_behind_the_equals_sign() {
    let lines = of("/user:User1");
    let line = lines
        .iter()
        .find(|line| line.starts_with("PasswordLastSet:"))
        .unwrap();
    assert_eq!(line.split('=').nth(1), Some(" 5/26/2001 00:05:47"));
}

#[test]
fn a_status_without_a_name_is_two_numbers() {
    assert_eq!(status(Win32Error(99_999)), "Status = 99999 0x1869f");
}

#[test]
fn names_from_peers_reach_no_terminal() {
    for (question, answer) in samples::hostile() {
        let lines = lines(&question, &answer);
        let text = lines.join("");
        let acts = |c: char| c.is_control() || c == '\u{202e}';
        assert!(!text.contains(acts), "{text:?}");
    }
}
