//! Why an authentication failed.

use wire::{Malformed, NtStatus};

use crate::ntlm::NegotiateFlags;

/// Why an authentication failed: one variant per reason.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// A token does not decode.
    #[error("the authentication token is malformed: {0}")]
    Malformed(#[from] Malformed),
    /// Whoever knows the accounts refused the logon.
    #[error("the logon was refused: {0}")]
    Refused(NtStatus),
    /// The peer did not agree to what this side needs, or somebody in between took it out.
    #[error("the peer does not offer {0}")]
    NotNegotiated(NegotiateFlags),
    /// The peer changed its mind after the negotiation, or somebody in between changed it.
    #[error("the peer went back on what was negotiated: {0}")]
    FlagsChanged(NegotiateFlags),
    /// The server's challenge does not describe the server, so nothing would bind the proof to it.
    #[error("the server's challenge has no target information")]
    TargetInfoMissing,
    /// An NTLMv1 response.
    #[error("the client answered with NTLMv1, which is refused")]
    NtlmV1Refused,
    /// A response that has not the form of MS-CHAPv2's where one of those is expected.
    #[error("the response is none of MS-CHAPv2")]
    NotMsChapV2,
    /// An LM or LMv2 response without an NT response.
    #[error("the client answered with an LM response only, which is refused")]
    LmRefused,
    /// A null session where none is allowed.
    #[error("an anonymous logon is not allowed here")]
    AnonymousRefused,
    /// A response without a name.
    #[error("the client sent a proof but no user name")]
    UserNameMissing,
    /// The proof was made with another password, for another challenge or for another name.
    #[error("the client's proof does not fit the account's password")]
    WrongProof,
    /// A session key was to be exchanged and is not there.
    #[error("the client's message has no session key")]
    SessionKeyMissing,
    /// The client's message has no integrity code, or somebody in between took it out.
    #[error("the client's message has no integrity code")]
    MicMissing,
    /// One of the three messages did not arrive as it was sent.
    #[error("the messages of the authentication were altered on their way")]
    MicWrong,
    /// A token where none was due.
    #[error("the peer sent an authentication token out of turn")]
    UnexpectedToken,
    /// A SPNEGO message that should continue the exchange does not.
    #[error("the peer sent no authentication token")]
    TokenMissing,
    /// The peer offers no mechanism that is spoken here.
    #[error("the peer does not offer NTLM")]
    NoCommonMechanism,
    /// The acceptor chose what it was not offered.
    #[error("the peer chose a mechanism that it was not offered")]
    MechanismChanged,
    /// The acceptor ended the SPNEGO negotiation.
    #[error("the peer rejected the authentication")]
    Rejected,
    /// The acceptor says that the negotiation is at an end, or not, when it cannot be.
    #[error("the peer's negotiation state does not fit the exchange")]
    WrongState,
    /// The list of mechanisms is not protected, or somebody in between took the protection out.
    #[error("the peer did not confirm the list of mechanisms")]
    MechListMicMissing,
    /// The list of mechanisms did not arrive as it was sent.
    #[error("the list of mechanisms was altered on its way")]
    MechListMicWrong,
}
