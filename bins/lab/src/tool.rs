//! The real `netdom`, as a process of its own: this very program, under that name.

use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `netdom` with these words, and hands each line that it prints to `line`. Its exit status is returned.
pub(crate) fn netdom(
    config: &Path,
    words: &[&str],
    mut line: impl FnMut(&str),
) -> io::Result<Option<i32>> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("netdom")
        .args(words)
        .env("NETDOM_CONFIG", config)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        // What it complains of is part of the picture.
        .stderr(Stdio::inherit())
        .spawn()?;
    if let Some(output) = child.stdout.take() {
        for text in BufReader::new(output).lines() {
            line(&text?);
        }
    }
    Ok(child.wait()?.code())
}
