//! The administrator's tool, as a library: so that its man page can be made and its command line tested without running it.

pub mod args;
mod slash;

/// The command line as clap knows it, for man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    use clap::CommandFactory;
    args::Args::command()
}
