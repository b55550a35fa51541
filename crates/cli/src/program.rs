//! How programs begin: with a command line that is one, or not, and messages for finding faults.

use tracing_subscriber::EnvFilter;

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
    let filter = EnvFilter::try_from_env(variable).unwrap_or_else(|_| EnvFilter::new("off"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
