//! Invariants 1 and 2 by words: what sources of which room may not name.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Metadata;
use super::layers::PROTOCOLS;

/// Whoever opens a socket names one of these. Addresses (`IpAddr`) are data and may be named by all.
const SOCKETS: [&str; 7] = [
    "TcpStream",
    "TcpListener",
    "TcpSocket",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
];

/// What else protocol code does not touch, tests and all: files, processes, environment, clocks, randomness, threads that wait. A time
/// (`SystemTime`) is data, as an address is; only asking for the present one is not.
const IMPURE: [&str; 12] = [
    "File",
    "OsRng",
    "SystemTime::now",
    "fs",
    "getrandom",
    "rand",
    "sleep",
    "thread_rng",
    "tokio",
    "std::env",
    "std::process",
    "Instant::now",
];

/// May open sockets.
const SOCKET_ROOMS: [&str; 5] = ["transport", "locate", "interop", "load", "xtask"];

/// One sentence for each breach.
pub(super) fn breaches(metadata: &Metadata) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for package in metadata.ours() {
        let mut forbidden = Vec::new();
        if !SOCKET_ROOMS.contains(&package.name.as_str()) {
            forbidden.extend(SOCKETS);
        }
        if PROTOCOLS.contains(&package.name.as_str()) {
            forbidden.extend(IMPURE);
        }
        let root = Path::new(&package.manifest_path)
            .parent()
            .context("a manifest without a directory")?;
        each_source(&root.join("src"), &mut |path, text| {
            for (line, word) in named(text, &forbidden) {
                breaches.push(format!(
                    "{}:{line} names {word}, which {} may not",
                    path.display(),
                    package.name
                ));
            }
        })?;
    }
    Ok(breaches)
}

/// Lines, counted from one, that name one of `words` outside comments and strings.
fn named<'w>(text: &str, words: &[&'w str]) -> Vec<(usize, &'w str)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let code: String = code.split('"').step_by(2).collect();
        found.extend(
            words
                .iter()
                .filter(|word| has_word(&code, word))
                .map(|word| (number + 1, *word)),
        );
    }
    found
}

fn has_word(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        let after = code
            .get(at + word.len()..)
            .and_then(|after| after.chars().next());
        // `self.fs` and `rand: …` would be fields of ours; a module is followed or preceded by a path.
        let is_path = word.contains("::")
            || word.starts_with(char::is_uppercase)
            || code.contains(&format!("{word}::"))
            || code.contains(&format!("::{word}"))
            || code.contains(&format!("{word}("))
            || code.trim_start().starts_with("use ");
        is_path && !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// Shows each Rust source below a directory.
pub(crate) fn each_source(dir: &Path, visit: &mut dyn FnMut(&Path, &str)) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            each_source(&path, visit)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&path, &fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sockets_clocks_files_and_randomness_are_found() {
        for line in [
            "use std::net::{IpAddr, TcpStream};",
            "let now = SystemTime::now();",
            "let t = std::time::Instant::now();",
            "use std::{fs, io};",
            "std::fs::read(path)",
            "getrandom(&mut buffer)",
            "let mut rng = rand::rng();",
            "tokio::spawn(task);",
        ] {
            let words = [&SOCKETS[..], &IMPURE[..]].concat();
            assert!(!named(line, &words).is_empty(), "{line}");
        }
    }

    #[test]
    fn addresses_comments_and_other_words_are_not() {
        for line in [
            "use std::net::{IpAddr, Ipv4Addr};",
            "// as tokio::spawn would",
            "/// A `TcpStream` carries it.",
            "let operand = offset.fs_flags;",
            "pub struct FileTime(u64);",
            "let strand = 1;",
            r#"r.u64("fs::SystemTime::now")"#,
        ] {
            let words = [&SOCKETS[..], &IMPURE[..]].concat();
            assert_eq!(named(line, &words), [], "{line}");
        }
    }
}
