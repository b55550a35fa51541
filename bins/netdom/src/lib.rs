//! The administrator's tool, as a library: so that its man page can be made and its command line tested without running it.

pub mod args;
mod error;
mod json;
mod manual;
mod render;
mod run;
mod text;

use std::ffi::OsString;

use args::Args;
use clap::CommandFactory;
use cli::{ExitStatus, Out};

use crate::error::{Error, UsageError};
use crate::json::Json;
use crate::render::Render;
use crate::text::Text;

/// The command line as clap knows it, for man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    Args::command().after_long_help(manual::manual())
}

/// Runs the program on these words, of which the first is its name.
#[must_use]
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitStatus {
    let words: Vec<OsString> = words.into_iter().collect();
    let args = match Args::from_words(words.clone()) {
        Ok(args) => args,
        Err(error) => {
            let document = |message| Json::refused(&UsageError::CommandLine(message).into());
            return cli::refused("netdom", &words, &error, document);
        }
    };
    cli::log_to_stderr("NETDOM_LOG");
    if args.global.json {
        let mut json = Json::new(Some(args.command.name()));
        let exit = run(&args, &mut json);
        let mut out = Out::stdout();
        out.document(&json.into_document(exit));
        out.ended("netdom", exit)
    } else {
        let mut text = Text::new(Out::stdout(), Out::stderr(), !args.global.noverbose);
        if args.global.passwordd.is_some() || args.global.passwordo.is_some() {
            text.complain("every user of this machine can see a password on the command line");
        }
        let exit = run(&args, &mut text);
        text.ended(exit)
    }
}

fn run(args: &Args, render: &mut dyn Render) -> ExitStatus {
    try_run(args, render).unwrap_or_else(|error| {
        render.failed(&error);
        error.exit()
    })
}

fn try_run(args: &Args, render: &mut dyn Render) -> Result<ExitStatus, Error> {
    let administrator = run::administrator(&args.global)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(UsageError::Runtime)?;
    runtime.block_on(run::command(&administrator, &args.command, render))
}
