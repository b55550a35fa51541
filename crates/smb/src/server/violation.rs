//! Why a connection has to be closed.

use wire::Malformed;

/// What no honest client sends. The connection is of no use after it, and must be closed without an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A message after one that had ended the connection.
    #[error("the connection was to be closed")]
    Closed,
    /// More octets than one message can have.
    #[error("the client sent a message of {0} octets")]
    TooLong(usize),
    /// A message does not decode, and has nothing to answer to.
    #[error("malformed SMB message: {0}")]
    Malformed(#[from] Malformed),
    /// A message with the direction of a response, [MS-SMB2] 3.3.5.2.
    #[error("the client sent a response instead of a request")]
    NotARequest,
    /// More requests in one message than anybody needs.
    #[error("the client sent a compound of too many requests")]
    CompoundTooLong,
    /// A client that speaks nothing newer than SMB 1, [MS-SMB2] 3.3.5.3.
    #[error("the client offers no dialect of SMB 2 that is good enough")]
    OnlySmb1,
    /// Another request before NEGOTIATE, [MS-SMB2] 3.3.5.2.
    #[error("the client sent a request before it had negotiated")]
    NotNegotiated,
    /// A second NEGOTIATE, [MS-SMB2] 3.3.5.4.
    #[error("the client negotiated twice")]
    NegotiatedAlready,
    /// What was negotiated is not what the client had said or heard, [MS-SMB2] 3.3.5.15.12.
    #[error("the negotiation was altered on its way")]
    NegotiationAltered,
    /// A `MessageId` that was used already, or that no credit is for, [MS-SMB2] 3.3.5.2.3.
    #[error("the client has no right to number a message {0}")]
    MessageId(u64),
    /// An encrypted message for a session that is not there, or has no keys, [MS-SMB2] 3.3.5.2.1.1.
    #[error("the client encrypted for session {0:#x}, which cannot decrypt")]
    UnexpectedEncryption(u64),
    /// An encrypted message that was altered, or encrypted with another key, [MS-SMB2] 3.3.5.2.1.1.
    #[error("an encrypted message was altered or is not from this client")]
    DecryptionFailed,
    /// A request for another session than the one that it was encrypted for, [MS-SMB2] 3.3.5.2.1.1.
    #[error("a request for session {0:#x} was encrypted for another one")]
    OtherSession(u64),
}
