//! Why there is no verdict.

use std::io;

use cli::{ExitStatus, PasswordError};
use local_client::{ClientError, Failure, FailureKind};

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("give --helper-protocol, or --username for one logon")]
    NothingToDo,
    #[error("{0} is for one logon, and a helper takes names from its server")]
    OnlyForOneLogon(&'static str),
    #[error("--challenge and --nt-response belong together, and --request-nt-key needs both")]
    HalfAResponse,
    #[error("--username: {0}")]
    Account(auth::InvalidAccount),
    #[error("--challenge has {0} octets, and 8 are needed")]
    Challenge(usize),
    #[error(
        "a password on the command line can be read by every user of this machine: use --password-file, the terminal, or \
         standard input"
    )]
    PasswordArgument,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error("the password cannot be read from standard input: {0}")]
    Input(io::Error),
    #[error("the program cannot start: {0}")]
    Runtime(io::Error),
    #[error(transparent)]
    Client(#[from] ClientError),
}

impl Error {
    /// The message, and the remedy if there is one that is not obvious.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Client(ClientError::NotConnected { error, .. }) => {
                let remedy = match error.kind() {
                    io::ErrorKind::PermissionDenied => {
                        "run this as a user of the group that `socket.group` of the member's settings names"
                    }
                    _ => {
                        "start `netlogond member`, or name the socket of its settings with --socket"
                    }
                };
                format!("{self}. To do: {remedy}")
            }
            _ => self.to_string(),
        }
    }

    pub(crate) fn exit(&self) -> ExitStatus {
        match self {
            Self::Client(error) => of_client(error),
            _ => ExitStatus::Usage,
        }
    }
}

fn of_client(error: &ClientError) -> ExitStatus {
    match error {
        ClientError::NotConnected { error, .. }
            if error.kind() == io::ErrorKind::PermissionDenied =>
        {
            ExitStatus::Rights
        }
        ClientError::NotDone(failure) if failure.kind == FailureKind::Forbidden => {
            ExitStatus::Rights
        }
        ClientError::TooLong(_) => ExitStatus::Usage,
        ClientError::NotConnected { .. } | ClientError::Lost(_) | ClientError::TimedOut(_) => {
            ExitStatus::Unreachable
        }
        _ => ExitStatus::Protocol,
    }
}

/// The exit status of a logon that is not let in.
pub(crate) fn of_failure(failure: &Failure) -> ExitStatus {
    match (failure.kind, failure.code.as_str()) {
        (FailureKind::NoChannel, "no-controller" | "unreachable") => ExitStatus::Unreachable,
        (FailureKind::NoChannel, _) => ExitStatus::Broken,
        _ => ExitStatus::Failed,
    }
}
