//! The work-alike of NT's `nltest`, as a library: so that its man page can be made and its command line tested without
//! running it.

mod answer;
mod args;
mod error;
mod json;
mod manual;
mod question;
mod remedy;
mod run;
#[cfg(test)]
mod samples;
mod text;
mod unsupported;

use std::ffi::OsString;

use clap::CommandFactory;
use cli::{ExitStatus, Out, Waiting};

use crate::answer::Answer;
use crate::args::Args;
use crate::error::{Error, UsageError};
use crate::question::Question;
use crate::run::Desk;

/// The command line as clap knows it, for man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    Args::command().after_long_help(manual::manual())
}

/// Runs the program on these words, of which the first is its name.
#[must_use]
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitStatus {
    let words: Vec<OsString> = words.into_iter().collect();
    let (mut out, mut err) = (Out::stdout(), Out::stderr());
    if let Some(unsupported) = unsupported::find(&words) {
        let error = Error::from(UsageError::Unsupported(unsupported));
        match cli::wants_json(&words) {
            true => out.document(&json::refused(&error)),
            false => err.line(&format!("nltest: {error}")),
        }
        return error.exit();
    }
    let args = match Args::from_words(words.clone()) {
        Ok(args) => args,
        Err(error) => {
            let document = |message| json::refused(&UsageError::CommandLine(message).into());
            return cli::refused("nltest", &words, &error, document);
        }
    };
    cli::log_to_stderr("NLTEST_LOG");
    let answer = try_run(&args);
    let exit = match &answer {
        Ok((_, answer)) => answer.exit(),
        Err(error) => error.exit(),
    };
    if args.global.json {
        out.document(&json::document(&args, &answer, exit));
        return out.ended("nltest", exit);
    }
    match &answer {
        Ok((question, answer)) => {
            text::lines(question, answer)
                .iter()
                .for_each(|line| out.line(line));
        }
        Err(error) => {
            error.status_line().iter().for_each(|line| out.line(line));
            err.line(&format!("nltest: {error}"));
        }
    }
    if let Ok((question, answer)) = &answer {
        let advice = answer.advice(question, &args.server_or_self());
        advice
            .iter()
            .for_each(|line| err.line(&format!("nltest: {line}")));
    }
    out.ended("nltest", exit)
}

fn try_run(args: &Args) -> Result<(Question, Answer), Error> {
    let question = args.question().ok_or(UsageError::NoQuestion)?;
    let desk = Desk::open(&args.global)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(UsageError::Runtime)?;
    let server = args.global.server.as_deref();
    let waiting = match args.global.json {
        true => Waiting::silently(),
        false => Waiting::aloud("nltest"),
    };
    let asked = question.asked(&args.server_or_self(), server.is_some());
    match runtime.block_on(waiting.on(&asked, desk.answer(&question, server))) {
        Ok(answer) => Ok((question, answer)),
        Err(failure) => Err(Error::Unanswered {
            is_local: server.is_none() && question.is_for_one_machine(),
            question: Box::new(question),
            failure: Box::new(failure),
        }),
    }
}
