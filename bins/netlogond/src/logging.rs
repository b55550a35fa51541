//! Where the messages of the libraries go.

use std::io;
use std::os::unix::fs::MetadataExt as _;

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
            LogTarget::Auto => stderr_is_the_journal(),
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

/// systemd.exec(5), `JOURNAL_STREAM`: device and inode of what goes to the journal. It is inherited by programs whose
/// standard error goes elsewhere, so that the two have to be compared.
fn stderr_is_the_journal() -> bool {
    let Ok(stream) = std::env::var("JOURNAL_STREAM") else {
        return false;
    };
    let stderr = std::fs::metadata("/proc/self/fd/2");
    stderr.is_ok_and(|stderr| stream == format!("{}:{}", stderr.dev(), stderr.ino()))
}

fn from_environment() -> Option<EnvFilter> {
    EnvFilter::try_from_env("NETLOGOND_LOG").ok()
}
