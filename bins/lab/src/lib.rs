//! The lab: DOMAINPDC and DOMAINMEMBER in one process, on loopback ports that an ordinary user may open, and the story of
//! Q175024 played on them.
//!
//! | module | has |
//! |---|---|
//! | `house`, `machine` | the two services, with all that they keep in a temporary directory |
//! | `causes` | what breaks a channel, and what is to be seen then |
//! | `story` | each cause: break, look, repair, look |
//! | `show` | what is printed |
//! | `tool` | the real `netdom`, as another process |

pub mod args;
mod causes;
mod clock;
mod error;
mod house;
mod machine;
mod scratch;
mod show;
mod story;
mod tool;

use std::io::{self, IsTerminal as _};
use std::pin::pin;
use std::process::ExitCode;

use args::Args;
use clap::{CommandFactory as _, Parser as _};
use cli::{ExitStatus, Out};
use serde_json::{Value, json};
use tokio::signal::unix::{SignalKind, signal};

use crate::error::Error;
use crate::house::House;
use crate::show::Show;

/// The command line as clap knows it, for the man page and completions.
#[must_use]
pub fn command() -> clap::Command {
    Args::command()
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let args = match Args::try_parse_from(&words) {
        Ok(args) => args,
        Err(error) => return cli::refused("lab", &words, &error, failed).into(),
    };
    cli::log_to_stderr("LAB_LOG");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let outcome = runtime
        .map_err(Error::Runtime)
        .and_then(|runtime| runtime.block_on(run(&args)));
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => {
            if args.json {
                Out::stdout().document(&failed(error.to_string()));
            }
            Out::stderr().line(&format!("lab: {error}"));
            ExitStatus::Failed.into()
        }
    }
}

/// The document for a story that was not played.
fn failed(why: String) -> Value {
    json!({ "ok": false, "error": why })
}

/// Plays; whether each channel was broken and repaired.
async fn run(args: &Args) -> Result<ExitStatus, Error> {
    let watched = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let keep = args.keep || (watched && !args.once && !args.json);
    let mut ended = pin!(ended().map_err(Error::Signals)?);
    let mut show = Show::new(args.json);
    // Whoever ends it has the domain's directory removed nevertheless.
    let (house, good) = tokio::select! {
        played = play(args, &mut show, keep) => played?,
        () = &mut ended => return Err(Error::Ended),
    };
    if keep {
        show.invite(&house);
        ended.await;
    }
    Ok(show.ended(match good {
        true => ExitStatus::Success,
        false => ExitStatus::Failed,
    }))
}

/// The whole story, and the domain afterwards.
async fn play(args: &Args, show: &mut Show, keep: bool) -> Result<(House, bool), Error> {
    let house = House::build().await?;
    show.built(&house);
    let mut acts = Vec::new();
    for cause in args.causes() {
        acts.push(story::play(&house, cause, show).await?);
    }
    show.finished(&acts, keep.then_some(&house.config));
    let good = acts.iter().all(story::Act::is_good);
    Ok((house, good))
}

/// Waits for whatever ends a program in a terminal, or a service.
fn ended() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    })
}
