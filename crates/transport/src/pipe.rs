//! What DCE/RPC runs over: something that carries PDUs to a peer and back, whether SMB pipe, TCP connection or memory.

use std::future::Future;
use std::io;
use std::pin::Pin;

use wire::{Malformed, NtStatus, SecretKey};

/// What a [`PipeIo`] method returns: boxed, so that a client can hold any carrier.
pub type PipeFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, PipeError>> + Send + 'a>>;

/// A connection that carries DCE/RPC PDUs.
///
/// Message boundaries do not matter: an association finds its PDUs by `frag_length`, so a carrier may deliver octets in
/// any portions.
pub trait PipeIo: Send {
    /// Sends one PDU. With [`Answer::Expected`] the peer will answer it before anything else is sent, so that an SMB
    /// pipe may carry both in one `FSCTL_PIPE_TRANSCEIVE`; the answer still comes from [`PipeIo::receive`].
    ///
    /// Resolves when the PDU is on its way, without waiting for the answer. When the future is dropped before that, the
    /// connection is no longer usable.
    fn send<'a>(&'a mut self, pdu: &'a [u8], answer: Answer) -> PipeFuture<'a, ()>;

    /// The next octets from the peer: at least one. Dropping the future loses none of them.
    fn receive(&mut self) -> PipeFuture<'_, Vec<u8>>;

    /// The session key of the connection below, with which some calls encrypt passwords: the SMB session's, and `None`
    /// for a carrier that has no authentication of its own.
    fn session_key(&self) -> Option<&SecretKey<16>> {
        None
    }
}

/// Whether a PDU is answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answer {
    /// The peer answers before anything else is sent.
    Expected,
    /// More is to be sent before the peer answers, or it does not answer at all.
    None,
}

/// Why a carrier no longer carries.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PipeError {
    /// The peer closed the connection or the pipe.
    #[error("the peer closed the connection")]
    Closed,
    /// The operating system reports that the connection failed.
    #[error("the connection failed: {0}")]
    Io(io::ErrorKind),
    /// The SMB server refused to read or write.
    #[error("the server refused to carry on: {0}")]
    Refused(NtStatus),
    /// A message of the connection below does not fit its signature.
    #[error("a message was altered on its way")]
    Altered,
    /// A message of the connection below cannot be understood.
    #[error("the server sent a malformed message: {0}")]
    Malformed(#[from] Malformed),
}

impl From<io::Error> for PipeError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => Self::Closed,
            kind => Self::Io(kind),
        }
    }
}
