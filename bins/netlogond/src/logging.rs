//! Where the messages of the libraries go.

use std::io;
use std::os::unix::fs::MetadataExt as _;

use tracing_subscriber::filter::{LevelFilter, ParseError, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Registry, fmt, reload};

use crate::config::{Invalid, Log, LogTarget};

impl Log {
    /// The filter that the level stands for.
    pub(crate) fn filter(&self) -> Result<Targets, ParseError> {
        self.level.parse()
    }

    /// Whether it stands for what is meant.
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        let mut parts = self.level.split(',').map(str::trim);
        let is_level = |part: &str| part.contains('=') || part.parse::<LevelFilter>().is_ok();
        match parts.find(|part| !is_level(part)) {
            Some(part) => Err(Invalid::NoLevel(part.to_owned())),
            None => self.filter().map(drop).map_err(Invalid::Level),
        }
    }

    /// Begins to tell what happens, as a service does. What the environment says is stronger than what the settings say.
    pub(crate) fn start(&self) -> io::Result<Level> {
        let wanted = cli::wanted_by(VARIABLE);
        let overruled = wanted.is_some();
        let filter = match wanted {
            Some(filter) => filter,
            None => self.filter().map_err(io::Error::other)?,
        };
        let journal = match self.target {
            LogTarget::Stderr => false,
            LogTarget::Journald => true,
            LogTarget::Auto => stderr_is_the_journal(),
        };
        let (filter, handle) = reload::Layer::new(filter);
        let registry = tracing_subscriber::registry().with(filter);
        if journal {
            registry.with(tracing_journald::layer()?).init();
        } else {
            registry.with(fmt::layer().with_writer(io::stderr)).init();
        }
        Ok(Level { handle, overruled })
    }
}

/// Which messages are told, as long as the service runs.
pub(crate) struct Level {
    handle: reload::Handle<Targets, Registry>,
    /// By the environment.
    overruled: bool,
}

impl Level {
    /// Has the messages told that the settings want, unless the environment is stronger; whether it is not.
    pub(crate) fn set(&self, log: &Log) -> io::Result<bool> {
        if !self.overruled {
            let filter = log.filter().map_err(io::Error::other)?;
            self.handle.reload(filter).map_err(io::Error::other)?;
        }
        Ok(!self.overruled)
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
