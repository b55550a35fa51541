//! Where the messages of the libraries go.

use std::io;
use std::os::unix::fs::MetadataExt as _;

use tracing_subscriber::filter::{ParseError, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{Log, LogTarget};

impl Log {
    /// The filter that the level stands for.
    pub(crate) fn filter(&self) -> Result<Targets, ParseError> {
        self.level.parse()
    }

    /// Begins to tell what happens, as a service does. What the environment says is stronger than what the settings say.
    pub(crate) fn start(&self) -> io::Result<()> {
        let filter = match cli::wanted_by(VARIABLE) {
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

/// What wants other messages, of a service or of a command: `NETLOGOND_LOG=debug`.
pub(crate) const VARIABLE: &str = "NETLOGOND_LOG";

/// systemd.exec(5), `JOURNAL_STREAM`: device and inode of what goes to the journal. It is inherited by programs whose
/// standard error goes elsewhere, so that the two have to be compared.
fn stderr_is_the_journal() -> bool {
    let Ok(stream) = std::env::var("JOURNAL_STREAM") else {
        return false;
    };
    let stderr = std::fs::metadata("/proc/self/fd/2");
    stderr.is_ok_and(|stderr| stream == format!("{}:{}", stderr.dev(), stderr.ino()))
}
