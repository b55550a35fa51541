//! How programs begin: with a command line that is one, or not, and messages for finding faults.

use std::ffi::OsString;
use std::fmt::Display;
use std::io;

use clap::error::ErrorKind;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::{ExitStatus, Out};

/// The same as [`unparsed`], of a program that answers in JSON too: whoever asked for that gets a document, which `document`
/// makes of what is to be said.
pub fn refused<D: Display>(
    program: &str,
    words: &[OsString],
    error: &clap::Error,
    document: impl FnOnce(String) -> D,
) -> ExitStatus {
    // Help and version are what they are.
    if !error.use_stderr() || !wants_json(words) {
        return unparsed(program, error);
    }
    Out::stdout().document(&document(complaint(error)));
    ExitStatus::Usage
}

/// Whether a command line asks for JSON, in any spelling, even if nothing else of it can be understood.
#[must_use]
pub fn wants_json(words: &[OsString]) -> bool {
    let texts = words.iter().skip(1).filter_map(|word| word.to_str());
    let mut options = texts.take_while(|text| *text != "--");
    options.any(|text| {
        let name = text.trim_start_matches(['-', '/']);
        name.len() < text.len() && name.eq_ignore_ascii_case("json")
    })
}

/// Says what clap has against a command line, or the help or version that it was asked for, which are errors to clap as well.
#[must_use]
pub fn unparsed(program: &str, error: &clap::Error) -> ExitStatus {
    // A log that many write to has to tell whose error it is.
    if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        Out::stderr().text(&format!("{program}: "));
    }
    if error.use_stderr() {
        // Nobody is left to be told.
        let _ = error.print();
        return ExitStatus::Usage;
    }
    match error.print() {
        // Of a pipe that is closed, whoever has closed it has read enough.
        Err(lost) if lost.kind() != io::ErrorKind::BrokenPipe => {
            Out::stderr().line(&format!("{program}: the output cannot be written: {lost}"));
            ExitStatus::Failed
        }
        _ => ExitStatus::Success,
    }
}

/// What clap has against a command line, in one line and without the usage.
fn complaint(error: &clap::Error) -> String {
    // All that clap has to say then is the help.
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "a command is missing; --help tells which there are".to_owned();
    }
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let end = ["\n\nUsage:", "\n\nFor more information"].map(|part| text.find(part));
    let end = end.into_iter().flatten().min().unwrap_or(text.len());
    let told = text.get(..end).unwrap_or(text);
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Messages of the libraries go to standard error, where this variable of the environment wants them: `NETDOM_LOG=debug`.
pub fn log_to_stderr(variable: &str) {
    let nothing = || Targets::new().with_default(LevelFilter::OFF);
    let filter = wanted_by(variable).unwrap_or_else(nothing);
    let to_stderr = fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(filter)
        .with(to_stderr)
        .init();
}

/// Which messages this variable of the environment wants, as `debug` or `warn,smb=trace`, if it is set to such words.
#[must_use]
pub fn wanted_by(variable: &str) -> Option<Targets> {
    std::env::var(variable).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgAction, Command};

    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn json_is_asked_for_in_any_spelling() {
        for line in ["p --json x", "p x /JSON", "p -json", "p --typo --json"] {
            assert!(wants_json(&words(line)), "{line}");
        }
        for line in ["p x", "--json x", "p json", "p -- --json", "p --jsonx"] {
            assert!(!wants_json(&words(line)), "{line}");
        }
    }

    #[test]
    fn a_complaint_is_one_line_and_has_all_but_the_usage() {
        let command = Command::new("p")
            .arg(Arg::new("json").long("json").action(ArgAction::SetTrue))
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand(Command::new("verify").arg(Arg::new("name").required(true)));
        for (line, told) in [
            (
                "p --jsn verify x",
                "unexpected argument '--jsn' found tip: a similar argument exists: '--json'",
            ),
            (
                "p --json verify",
                "the following required arguments were not provided: <name>",
            ),
            ("p", "a command is missing; --help tells which there are"),
        ] {
            let error = command.clone().try_get_matches_from(words(line));
            assert_eq!(complaint(&error.unwrap_err()), told, "{line}");
        }
    }
}
