//! How programs begin: with a command line that is one, or not, and messages for finding faults.

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::ExitStatus;

/// Says what clap has against a command line, or the help or version that it was asked for, which are errors to clap as well.
#[must_use]
pub fn unparsed(error: &clap::Error) -> ExitStatus {
    // A closed pipe is no reason to fail.
    let _ = error.print();
    if error.use_stderr() {
        ExitStatus::Usage
    } else {
        ExitStatus::Success
    }
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
