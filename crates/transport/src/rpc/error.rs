//! Why a call has no reply.

use std::time::Duration;

use auth::AuthError;
use rpc::RpcStatus;
use rpc::association::{BindRefusal, CallRefused, ProtocolError};
use rpc::pdu::RejectReason;
use wire::{Malformed, Win32Error};

use crate::PipeError;

/// Why a bind or a call has no reply: one variant for each thing that one would do something else about.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The connection failed. Whether a call had an effect is not known.
    #[error("the connection was lost: {0}")]
    Lost(#[from] PipeError),
    /// Nothing came in time. Whether the call had an effect is not known.
    #[error("no answer within {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    /// A call was dropped while its request was being sent, so the server is in the middle of it.
    #[error("an earlier call was given up while it was being sent")]
    Interrupted,
    /// The server, or the called procedure's stub, refused the call.
    #[error("the call failed: {status}")]
    Fault {
        /// Why.
        status: RpcStatus,
        /// Whether the call may have had an effect.
        executed: bool,
    },
    /// The server does not offer the interface, or not to us.
    #[error(transparent)]
    BindRefused(BindRefusal),
    /// The server did not accept the authentication of this association.
    #[error("the server refused the authentication: {0}")]
    LogonRefused(BindRefusal),
    /// The authentication failed on our side: the server could not prove what it should.
    #[error("the authentication failed: {0}")]
    Authentication(AuthError),
    /// The server answered, and what it sent is not a reply to this call.
    #[error("malformed reply to {call}: {error}")]
    MalformedReply {
        /// The name of the call.
        call: &'static str,
        /// What is wrong.
        error: Malformed,
    },
    /// A message did not have the protection that was agreed: somebody altered it.
    #[error("a message was altered on its way: {0}")]
    Altered(ProtocolError),
    /// The server does not keep to the protocol.
    #[error("the server broke the protocol: {0}")]
    Protocol(ProtocolError),
    /// The call could not be sent.
    #[error("the call could not be sent: {0}")]
    NotSent(#[from] CallRefused),
}

impl CallError {
    /// Tells a refused logon from a refused interface; `authenticated` if the association was to have its own logon.
    pub(super) fn refused(refusal: BindRefusal, authenticated: bool) -> Self {
        let logon = match refusal {
            BindRefusal::Nak(reason) => [
                RejectReason::AUTHENTICATION_TYPE_NOT_RECOGNIZED,
                RejectReason::INVALID_CHECKSUM,
            ]
            .contains(&reason),
            BindRefusal::Fault(status) => {
                status == RpcStatus::ACCESS_DENIED
                    || Win32Error(status.0) == Win32Error::RPC_S_SEC_PKG_ERROR
            }
            BindRefusal::Interface(_) => false,
        };
        if authenticated && logon {
            Self::LogonRefused(refusal)
        } else {
            Self::BindRefused(refusal)
        }
    }
}

impl From<ProtocolError> for CallError {
    fn from(error: ProtocolError) -> Self {
        match error {
            ProtocolError::Authentication(error) => Self::Authentication(error),
            ProtocolError::Altered
            | ProtocolError::Unprotected(_)
            | ProtocolError::WrongSecurityContext(_)
            | ProtocolError::UnexpectedToken(_) => Self::Altered(error),
            other => Self::Protocol(other),
        }
    }
}
