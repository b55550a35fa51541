//! The Netlogon service, as a library: so that its man page can be made and its command line tested without running it.

mod administer;
pub mod args;
mod config;
mod error;
mod init;
mod json;
mod logging;
mod manual;
mod member;
mod password;
mod process;
mod refusal;
mod reload;
mod render;
mod report;
mod run;
#[cfg(test)]
mod samples;
mod serve;
mod service;
mod text;
pub mod values;

use args::Args;
use clap::{CommandFactory, FromArgMatches};
use cli::{ExitStatus, Out};

use crate::error::UsageError;
use crate::json::Json;
use crate::text::Text;

/// The command line as clap knows it, for man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    Args::command().after_long_help(manual::manual())
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitStatus {
    let words: Vec<_> = std::env::args_os().collect();
    let parsed = command()
        .try_get_matches_from(&words)
        .and_then(|matches| Args::from_arg_matches(&matches));
    let args = match parsed {
        Ok(args) => args,
        Err(error) => {
            let document = |message| Json::refused(&UsageError::CommandLine(message).into());
            return cli::refused("netlogond", &words, &error, document);
        }
    };
    if args.json {
        let mut json = Json::new(Some(args.command.name()));
        let exit = run::run(&args, &mut json);
        let mut out = Out::stdout();
        out.document(&json.into_document(exit));
        out.ended("netlogond", exit)
    } else {
        let mut text = Text::new(Out::stdout(), Out::stderr());
        let exit = run::run(&args, &mut text);
        text.ended(exit)
    }
}
