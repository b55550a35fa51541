//! `lab`: a domain in one process. Called as `lab netdom …` or `lab nltest …` it is that program, so that one build has
//! them all.

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    match words.first().and_then(|word| word.to_str()) {
        Some("netdom") => netdom::main(words).into(),
        Some("nltest") => nltest::main(words).into(),
        _ => lab::main(),
    }
}
