//! Why a question has no answer.

use std::fmt;
use std::io;

use admin::{ConfigError, Failure, OwnNameError, Reason};
use cli::{ExitStatus, PasswordError};
use serde_json::{Value, json};

use crate::question::Question;
use crate::remedy::remedy;
use crate::text;
use crate::unsupported::Unsupported;

/// Why a question has no answer.
#[derive(Debug)]
pub(crate) enum Error {
    /// Whoever was asked gave none.
    Unanswered {
        /// The question.
        question: Box<Question>,
        /// Why.
        failure: Box<Failure>,
        /// Whether this machine itself was asked, because no other was named.
        is_local: bool,
    },
    /// Nothing was sent.
    Usage(UsageError),
}

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UsageError {
    /// As JSON; clap itself says it to people.
    #[error("{0}")]
    CommandLine(String),
    #[error("{0}")]
    Unsupported(Unsupported),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    OwnName(#[from] OwnNameError),
    #[error("{text}: {error}")]
    Account {
        text: String,
        error: auth::InvalidAccount,
    },
    #[error("nothing is asked")]
    NoQuestion,
    #[error("the program cannot start: {0}")]
    Runtime(io::Error),
}

impl Error {
    /// The exit status.
    pub(crate) const fn exit(&self) -> ExitStatus {
        match self {
            Self::Unanswered { failure, .. } => failure.exit(),
            Self::Usage(_) => ExitStatus::Usage,
        }
    }

    /// The reason code.
    pub(crate) const fn reason(&self) -> &'static str {
        match self {
            Self::Unanswered { failure, .. } => failure.reason.code(),
            Self::Usage(_) => "usage",
        }
    }

    /// The line by which scripts know that a call failed.
    pub(crate) fn status_line(&self) -> Option<String> {
        match self {
            Self::Unanswered {
                question, failure, ..
            } => Some(format!(
                "{} failed: {}",
                question.call(),
                text::status(failure.reason.win32())
            )),
            Self::Usage(_) => None,
        }
    }

    /// As JSON.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            // A failure has no maps whose keys are no text, which is all that could not be written.
            Self::Unanswered { failure, .. } => {
                let mut value = serde_json::to_value(failure).unwrap_or_default();
                if let Some(fields) = value.as_object_mut() {
                    fields.insert("remedy".to_owned(), json!(remedy(&failure.reason)));
                }
                value
            }
            Self::Usage(error) => {
                json!({ "side": "here", "reason": self.reason(), "message": error.to_string() })
            }
        }
    }

    /// Whether nobody answers on this machine, which was asked for want of a name.
    fn lacks_a_service_here(&self) -> bool {
        matches!(self, Self::Unanswered { failure, is_local: true, .. }
            if failure.reason.is_about_reaching()
                || matches!(failure.reason, Reason::NotOffered { .. }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unanswered { failure, .. } => {
                f.write_str(&failure.told(remedy(&failure.reason)))?
            }
            // The settings are quoted in lines.
            Self::Usage(error) => {
                let told = error.to_string();
                let lines: Vec<_> = told.trim_end().lines().map(cli::escaped).collect();
                return f.write_str(&lines.join("\n"));
            }
        }
        if self.lacks_a_service_here() {
            f.write_str(NOBODY_HERE)?;
        }
        Ok(())
    }
}

impl From<UsageError> for Error {
    fn from(error: UsageError) -> Self {
        Self::Usage(error)
    }
}

const NOBODY_HERE: &str = " Without /server this machine's own Netlogon service is asked, over SMB at 127.0.0.1: start \
                           it with `netlogond member`, or name another machine with /server:NAME.";

#[cfg(test)]
mod tests {
    use admin::{Change, Side};

    use super::*;

    fn unanswered(reason: Reason, is_local: bool) -> Error {
        Error::Unanswered {
            question: Box::new(Question::Site),
            failure: Box::new(Failure {
                job: admin::Job::Ask,
                side: Side::Member(r"\\M".to_owned()),
                step: None,
                reason,
                change: Change::None,
            }),
            is_local,
        }
    }

    #[test]
    fn a_failed_call_has_the_line_that_scripts_know() {
        let error = unanswered(
            Reason::NotOffered {
                interface: "netlogon",
            },
            false,
        );
        assert_eq!(
            error.status_line().as_deref(),
            Some("Getting site name failed: Status = 1722 0x6ba RPC_S_SERVER_UNAVAILABLE")
        );
        assert_eq!(error.exit(), ExitStatus::Failed);
    }

    #[test]
    fn who_names_nobody_learns_who_was_asked() {
        let named = unanswered(Reason::ConnectionRefused, false).to_string();
        assert!(!named.contains("/server:NAME"), "{named}");
        let own = unanswered(Reason::ConnectionRefused, true).to_string();
        assert!(own.contains("netlogond member"), "{own}");
        let absent = unanswered(Reason::NoDomain, false).to_string();
        assert!(absent.contains("/dsgetdc:DOMAIN"), "{absent}");
        // It is there, and refuses.
        let refused = unanswered(Reason::AccessDenied, true).to_string();
        assert!(!refused.contains("netlogond member"), "{refused}");
    }
}
