//! Why an association is over.

use auth::AuthError;
use wire::Malformed;

use crate::pdu::{CallId, ContextId, PduKind};

/// Why an association ended that was not simply closed. Whatever the reason, nothing that the peer sent since the last
/// event may be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProtocolError {
    /// A PDU does not decode.
    #[error("malformed PDU: {0}")]
    Malformed(#[from] Malformed),
    /// A PDU that has no place where the association stands.
    #[error("{0} out of turn")]
    Unexpected(PduKind),
    /// A PDU of a call that nobody made.
    #[error("{kind} for call {call_id}, which is not outstanding")]
    UnknownCall {
        /// Which PDU.
        kind: PduKind,
        /// Which call.
        call_id: CallId,
    },
    /// A request with the number of a call that is not answered yet.
    #[error("call {0} was made twice")]
    CallRepeated(CallId),
    /// A second call under a security context that has one at a time.
    #[error(
        "call {0} before the last one was answered, in a security context without multiplexing"
    )]
    NotMultiplexed(CallId),
    /// A presentation context that was not agreed, or not for this call.
    #[error("presentation context {} was not agreed for this call", .0.0)]
    WrongContext(ContextId),
    /// The server's answer has another number of results than contexts were proposed.
    #[error("{results} results for {proposed} presentation contexts")]
    WrongResultCount {
        /// How many were proposed.
        proposed: usize,
        /// How many were answered.
        results: usize,
    },
    /// No context at all, or more than are allowed, or two with the same number.
    #[error("a list of presentation contexts that is empty, too long, or has duplicates")]
    IllegalContextList,
    /// A PDU of the negotiation that is not a single fragment.
    #[error("{0} in several fragments")]
    Fragmented(PduKind),
    /// A first fragment within a message, a later one without a first, or one of another call between them.
    #[error("fragments of call {0} are out of order")]
    FragmentOrder(CallId),
    /// A later fragment that contradicts the first one about what is called.
    #[error("fragments of call {0} contradict each other")]
    FragmentChanged(CallId),
    /// More stub data than is accepted.
    #[error("more than {limit} octets of stub data")]
    TooMuchStub {
        /// What is accepted.
        limit: usize,
    },
    /// More fragments than are accepted.
    #[error("more than {limit} fragments")]
    TooManyFragments {
        /// What is accepted.
        limit: usize,
    },
    /// The peer accepts only PDUs shorter than C706 12.6.3.1 requires it to.
    #[error("the peer accepts PDUs of only {0} octets")]
    FragmentSize(u16),
    /// A PDU without signature in an association that has a security context.
    #[error("{0} without the agreed protection")]
    Unprotected(PduKind),
    /// An authentication token in an association or PDU that has no place for one.
    #[error("{0} with an authentication token that was not agreed")]
    UnexpectedToken(PduKind),
    /// A token of another security context than the agreed one.
    #[error("{0} with another security context than the agreed one")]
    WrongSecurityContext(PduKind),
    /// More security contexts than are accepted.
    #[error("more than {limit} security contexts")]
    TooManySecurityContexts {
        /// What is accepted.
        limit: usize,
    },
    /// A level that protects nothing, or an unknown one.
    #[error("authentication level {0} is not accepted")]
    LevelRefused(u8),
    /// No provider for this authentication type.
    #[error("authentication type {0} is not offered")]
    AuthTypeRefused(u8),
    /// A message that does not fit its signature.
    #[error("a message was altered, replayed or protected with another key")]
    Altered,
    /// A verification trailer that says something else than the PDU in which it came.
    #[error("{0} of the verification trailer contradicts the request")]
    Contradicted(&'static str),
    /// The peers could not authenticate each other.
    #[error("authentication failed: {0}")]
    Authentication(#[from] AuthError),
    /// The security provider asked for a leg that the protocol does not have here.
    #[error("the security provider wants a leg that there is not")]
    WrongLeg,
    /// Protection was asked for, and the security provider made no keys for it.
    #[error("the authentication left no keys to protect messages with")]
    NoKeys,
    /// A token of ours that does not fit into a PDU.
    #[error("an authentication token of {0} octets does not fit into a PDU")]
    TokenTooLong(usize),
    /// The peer wants to join an association group that is not there.
    #[error("association group {0:#x} is not known")]
    UnknownGroup(u32),
    /// The peer kept sending while it had to wait for the end of its authentication or the answer to a call.
    #[error("too much was sent before the authentication was finished or a call answered")]
    Impatient,
    /// The association has ended before.
    #[error("the association is closed")]
    Closed,
}
