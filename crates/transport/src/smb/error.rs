//! Why an SMB connection is of no use, or no longer.

use std::io;

use smb::{LogonError, NegotiateError, ProtocolError, Refused, RequestError};
use wire::{Malformed, NtStatus};

use crate::PipeError;

/// Why an SMB connection is of no use, or no longer; or why one request on it failed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SmbError {
    /// Nobody answers at that address, or nobody who wants to.
    #[error("cannot connect: {0}")]
    Unreachable(io::ErrorKind),
    /// Connecting and negotiating took too long.
    #[error("the server did not answer in time while connecting")]
    ConnectTimedOut,
    /// Logging on took too long.
    #[error("the server did not answer in time during the logon")]
    LogonTimedOut,
    /// A request took too long, or the server takes no more of them.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The server closed the connection, or the session was logged off.
    #[error("the connection was closed")]
    Closed,
    /// A message was begun and not finished.
    #[error("a message took too long to arrive")]
    Unfinished,
    /// The operating system reports that the connection failed.
    #[error("the connection failed: {0}")]
    Io(io::ErrorKind),
    /// The operating system gives no random numbers.
    #[error("no random numbers are available")]
    NoEntropy,
    /// What the server sent is no frame that a client of pipes accepts.
    #[error("malformed frame: {0}")]
    Frame(Malformed),
    /// No dialect was agreed on.
    #[error(transparent)]
    Negotiate(#[from] NegotiateError),
    /// No session for pipes came about.
    #[error(transparent)]
    Logon(#[from] LogonError),
    /// The server broke the protocol.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
    /// The server refused one request.
    #[error("the server refused {0}")]
    Refused(#[from] Refused),
    /// A request cannot be sent.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The server answered a request with the result of another kind of request.
    #[error("the server's answer does not fit the request")]
    WrongReply,
}

impl From<io::Error> for SmbError {
    fn from(error: io::Error) -> Self {
        match PipeError::from(error) {
            PipeError::Io(kind) => Self::Io(kind),
            _ => Self::Closed,
        }
    }
}

impl From<SmbError> for PipeError {
    fn from(error: SmbError) -> Self {
        match error {
            SmbError::Refused(Refused { status, .. }) if is_end_of_pipe(status) => Self::Closed,
            SmbError::Refused(Refused { status, .. }) => Self::Refused(status),
            SmbError::Closed => Self::Closed,
            SmbError::Io(kind) => Self::Io(kind),
            SmbError::TimedOut => Self::Io(io::ErrorKind::TimedOut),
            SmbError::Request(_) => Self::Io(io::ErrorKind::InvalidInput),
            SmbError::Frame(malformed)
            | SmbError::Protocol(ProtocolError::Malformed(malformed)) => Self::Malformed(malformed),
            SmbError::Protocol(
                ProtocolError::SignatureMissing { .. }
                | ProtocolError::SignatureWrong { .. }
                | ProtocolError::NotEncrypted
                | ProtocolError::DecryptionFailed,
            ) => Self::Altered,
            // The rest either cannot happen on an open pipe or is another way of not speaking SMB.
            _ => Self::Io(io::ErrorKind::InvalidData),
        }
    }
}

/// The ways in which the other end of a pipe can be gone.
const fn is_end_of_pipe(status: NtStatus) -> bool {
    matches!(
        status,
        NtStatus::PIPE_BROKEN
            | NtStatus::PIPE_CLOSING
            | NtStatus::PIPE_DISCONNECTED
            | NtStatus::END_OF_FILE
            | NtStatus::FILE_CLOSED
    )
}
