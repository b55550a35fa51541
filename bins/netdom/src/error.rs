//! Why a command ended without a result.

use std::io;

use admin::{ConfigError, Failure, OwnNameError};
use cli::{ExitStatus, PasswordError};
use serde_json::{Value, json};

/// Why a command ended without a result.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A step failed.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// Nothing was sent.
    #[error(transparent)]
    Usage(#[from] UsageError),
}

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UsageError {
    /// As JSON; clap itself says it to people.
    #[error("{0}")]
    CommandLine(String),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error("{text}: {error}")]
    Account {
        text: String,
        error: auth::InvalidAccount,
    },
    #[error("no account is named; give one with /userd:DOMAIN\\user")]
    NoAccount,
    #[error("no domain is named; give it with /domain:DOMAIN")]
    NoDomain,
    #[error(transparent)]
    OwnName(OwnNameError),
    #[error("the program cannot start: {0}")]
    Runtime(io::Error),
}

impl Error {
    /// The exit status.
    pub(crate) const fn exit(&self) -> ExitStatus {
        match self {
            Self::Failure(failure) => failure.exit(),
            Self::Usage(_) => ExitStatus::Usage,
        }
    }

    /// The reason code.
    pub(crate) const fn reason(&self) -> &'static str {
        match self {
            Self::Failure(failure) => failure.reason.code(),
            Self::Usage(_) => "usage",
        }
    }

    /// As JSON.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            // A failure has no maps whose keys are no text, which is all that could not be written.
            Self::Failure(failure) => serde_json::to_value(failure).unwrap_or_default(),
            Self::Usage(error) => {
                json!({ "side": "here", "reason": self.reason(), "message": error.to_string() })
            }
        }
    }
}
