//! Where the messages of the libraries go.

use std::io;

use tracing_subscriber::filter::{EnvFilter, ParseError};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{Log, LogTarget};

impl Log {
    /// The filter that the level stands for.
    pub(crate) fn filter(&self) -> Result<EnvFilter, ParseError> {
        EnvFilter::builder().parse(&self.level)
    }

    /// Begins to tell what happens, as a service does. What the environment says is stronger than what the settings say.
    pub(crate) fn start(&self) -> io::Result<()> {
        let filter = match from_environment() {
            Some(filter) => filter,
            None => self.filter().map_err(io::Error::other)?,
        };
        let journal = match self.target {
            LogTarget::Stderr => false,
            LogTarget::Journald => true,
            // systemd.exec(5): set if standard output or error go to the journal.
            LogTarget::Auto => std::env::var_os("JOURNAL_STREAM").is_some(),
        };
        let registry = tracing_subscriber::registry().with(filter);
        if journal {
            registry.with(tracing_journald::layer()?).init();
        } else {
            registry.with(fmt::layer().with_writer(io::stderr)).init();
        }
        Ok(())
    }
}

/// Messages of the libraries while a command is done, wanted only for finding faults: `NETLOGOND_LOG=debug`.
pub(crate) fn to_stderr() {
    let filter = from_environment().unwrap_or_else(|| EnvFilter::new("off"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
}

fn from_environment() -> Option<EnvFilter> {
    EnvFilter::try_from_env("NETLOGOND_LOG").ok()
}
