//! The program as it is called, where it needs nobody else.

#![cfg(test)] // so that clippy takes all of this for tests

use std::process::{Command, Output};

fn nltest(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nltest"));
    // The settings of whoever runs the tests are not the tests'.
    command
        .args(words)
        .env_clear()
        .env("NETDOM_CONFIG", "/dev/null");
    command.output().unwrap()
}

fn text(octets: &[u8]) -> &str {
    std::str::from_utf8(octets).unwrap()
}

#[test]
fn a_time_is_told_without_asking_anybody() {
    let output = nltest(&["/TIME:9dad5428", "01c0e577"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(&output.stdout),
        "9dad5428 01c0e577 = 5/26/2001 00:05:47\nThe command completed successfully\n"
    );
    assert!(output.stderr.is_empty());
}

#[test]
fn what_is_not_supported_says_why() {
    let output = nltest(&["/server:X", "/DBFLAG:0x2080ffff"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("nltest: /dbflag is not supported, because "));
}

#[test]
fn help_is_success_and_misuse_is_not() {
    let help = nltest(&["/?"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("--sc_verify"));
    let misuse = nltest(&["/sc_qery:D"]);
    assert_eq!(misuse.status.code(), Some(2));
    assert!(text(&misuse.stderr).starts_with("nltest: error: "));
}

/// Whoever asks for JSON gets one document, also where the command line is none.
#[test]
fn a_refused_command_line_is_a_document() {
    for (words, told) in [
        (vec!["/json"], "nothing is asked"),
        (
            vec!["--json", "/sc_qery:D"],
            "similar argument exists: '--sc_query'",
        ),
        (vec!["/JSON", "/query", "/pdc"], "/dsgetdc"),
        (vec!["/dbflag:0", "/json"], "/dbflag is not supported"),
    ] {
        let output = nltest(&words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (&document["exit"], &document["reason"]),
            (&2.into(), &"usage".into())
        );
        let message = document["error"]["message"].as_str().unwrap();
        assert!(message.contains(told), "{message}");
    }
}

/// There is no switch for one, and clap does not repeat it.
#[test]
fn a_password_on_the_command_line_is_refused_and_not_repeated() {
    for word in ["/password:hunter2", "--password=hunter2", "/passwd=hunter2"] {
        let output = nltest(&["/server:127.0.0.1", "/userd:root", word, "/query"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(!text(&output.stderr).contains("hunter2"), "{output:?}");
    }
}

/// A password is asked for before anything is sent, and not from a pipe.
#[test]
fn an_account_needs_a_password() {
    let output = nltest(&["/server:127.0.0.1", "/userd:root", "/query", "/json"]);
    assert_eq!(output.status.code(), Some(2));
    let document = text(&output.stdout);
    assert!(document.contains("NLTEST_PASSWORD"), "{document}");
}

#[test]
fn a_machine_without_a_service_is_unreachable() {
    // Nobody listens at this address of the loopback network.
    let output = nltest(&["/server:127.254.254.254", "/sc_verify:D"]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert_eq!(
        text(&output.stdout),
        "I_NetLogonControl failed: Status = 1722 0x6ba RPC_S_SERVER_UNAVAILABLE\n"
    );
    assert!(text(&output.stderr).contains("[connection-refused]"));
}
