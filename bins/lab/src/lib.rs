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

use std::io::IsTerminal as _;
use std::process::ExitCode;

use args::Args;
use clap::{CommandFactory as _, Parser as _};
use cli::{ExitStatus, Out};
use tracing_subscriber::EnvFilter;

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
    let args = Args::parse();
    let filter = EnvFilter::try_from_env("LAB_LOG").unwrap_or_else(|_| EnvFilter::new("off"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let outcome = runtime
        .map_err(Error::Runtime)
        .and_then(|runtime| runtime.block_on(run(&args)));
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            Out::stderr().line(&format!("lab: {error}"));
            ExitStatus::Failed.into()
        }
    }
}

/// Plays; whether each channel was broken and repaired.
async fn run(args: &Args) -> Result<bool, Error> {
    let mut show = Show::new(args.json);
    let house = House::build().await?;
    show.built(&house);
    let mut acts = Vec::new();
    for cause in args.causes() {
        acts.push(story::play(&house, cause, &mut show).await?);
    }
    let good = acts.iter().all(story::Act::is_good);
    show.finished(&acts);
    let watched = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if args.keep || (watched && !args.once && !args.json) {
        show.invite(&house);
        // Whoever ends the lab by other means ends the domain as well.
        let _ = tokio::signal::ctrl_c().await;
    }
    Ok(good)
}
