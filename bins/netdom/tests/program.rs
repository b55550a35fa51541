//! The program as it is called, where it needs nobody else.

#![cfg(test)] // so that clippy takes all of this for tests

use std::process::{Command, Output};

use serde_json::Value;

fn netdom(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netdom"));
    // The settings of whoever runs the tests are not the tests'.
    command
        .args(words)
        .env_clear()
        .env("NETDOM_CONFIG", "/dev/null");
    command.output().unwrap()
}

/// Whoever asks for JSON gets one document, also where the command line is none.
#[test]
fn a_refused_command_line_is_a_document() {
    for (words, told) in [
        (vec!["--json"], "requires a subcommand"),
        (vec!["verify", "/JSON"], "arguments were not provided"),
        (vec!["verify", "a.b", "--json"], "a.b"),
        (vec!["/json", "verify", "M", "--typo"], "--typo"),
        (
            vec!["verify", "M", "/json", "/domain:D"],
            "no account is named",
        ),
    ] {
        let output = netdom(&words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["exit"], 2);
        assert_eq!(document["reason"], "usage");
        assert_eq!(document["events"], serde_json::json!([]));
        let message = document["error"]["message"].as_str().unwrap();
        assert!(message.contains(told), "{message}");
    }
    let help = netdom(&["--json", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(help.stdout.starts_with(b"Finds out why"), "{help:?}");
}
