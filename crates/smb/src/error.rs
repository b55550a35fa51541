//! Why SMB does not go on: one enum per thing that can go wrong.

use auth::AuthError;
use wire::{Malformed, NtStatus};

use crate::dialect::{Cipher, Dialect, SigningAlgorithm};
use crate::header::Command;
use crate::message::{HashAlgorithm, ShareType};

/// What no honest server sends; the connection is of no use after it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProtocolError {
    /// A message does not decode.
    #[error("malformed SMB message: {0}")]
    Malformed(#[from] Malformed),
    /// A message with the direction of a request.
    #[error("the server sent a request instead of a response")]
    NotAResponse,
    /// A compound, which answers only a compound; we send none.
    #[error("the server sent a compound response that nobody asked for")]
    Compound,
    /// No request with that `MessageId` is outstanding: it never was, or it was answered already.
    #[error("the server answered message {0}, which awaits no answer")]
    UnknownMessage(u64),
    /// The response is to another command than the request.
    #[error("the server answered {sent} with {received}")]
    WrongCommand {
        /// What we had sent.
        sent: Command,
        /// What it answers.
        received: Command,
    },
    /// An interim response where none can be.
    #[error("the server postponed its answer to {0}")]
    UnexpectedInterim(Command),
    /// The message belongs to another session than ours.
    #[error("the server answered in session {0:#x}, which is not ours")]
    WrongSession(u64),
    /// A response without a signature in an authenticated session. Neither command nor status can be believed.
    #[error("the response to {command} ({status}) is not signed")]
    SignatureMissing {
        /// The command that it claims to answer.
        command: Command,
        /// The status that it claims.
        status: NtStatus,
    },
    /// A response whose signature does not fit. Neither command nor status can be believed.
    #[error("the signature of the response to {command} ({status}) is wrong")]
    SignatureWrong {
        /// The command that it claims to answer.
        command: Command,
        /// The status that it claims.
        status: NtStatus,
    },
    /// A plain message in an encrypted session.
    #[error("the server sent a plain message in an encrypted session")]
    NotEncrypted,
    /// An encrypted message before there are keys.
    #[error("the server sent an encrypted message in a session without encryption")]
    UnexpectedEncryption,
    /// An encrypted message that was altered, or encrypted with another key.
    #[error("an encrypted message was altered or is not for us")]
    DecryptionFailed,
    /// The server granted no right to send anything, and owes no answer that could.
    #[error("the server granted no credits to go on with")]
    CreditsExhausted,
    /// All nonces of the session are used up, or the message is longer than its cipher can take.
    #[error("a message cannot be signed or encrypted")]
    CannotProtect,
}

/// Why no dialect was agreed on.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NegotiateError {
    /// The server broke the protocol.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
    /// The server refused; `STATUS_NOT_SUPPORTED` when it knows none of our dialects.
    #[error("the server refused to negotiate: {0}")]
    Refused(NtStatus),
    /// The server chose what we had not offered.
    #[error("the server chose {0}, which was not offered")]
    DialectNotOffered(Dialect),
    /// SMB 3.1.1 without SMB2_PREAUTH_INTEGRITY_CAPABILITIES.
    #[error("the server chose SMB 3.1.1 without pre-authentication integrity")]
    NoPreauthIntegrity,
    /// The server chose a hash algorithm that we had not offered.
    #[error("the server chose hash algorithm {0:?}, which was not offered")]
    HashNotOffered(HashAlgorithm),
    /// The server chose a cipher that we had not offered.
    #[error("the server chose {0}, which was not offered")]
    CipherNotOffered(Cipher),
    /// The server chose a signing algorithm that we had not offered.
    #[error("the server chose {0}, which was not offered")]
    SigningNotOffered(SigningAlgorithm),
    /// A negotiate context came twice, or did not choose exactly one algorithm.
    #[error("the server did not choose exactly one {0}")]
    Ambiguous(&'static str),
    /// We insist on encryption.
    #[error("encryption is required here, and the server does not offer it")]
    EncryptionUnavailable,
    /// The server takes or gives fewer octets at once than a pipe needs.
    #[error("the server transfers at most {0} octets at once, which is too few")]
    TransferSizeTooSmall(u32),
}

/// Why no session for pipes came about.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LogonError {
    /// The server broke the protocol.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
    /// The security mechanism failed on our side.
    #[error(transparent)]
    Auth(#[from] AuthError),
    /// The server refused a step.
    #[error("the server refused {0}")]
    Refused(#[from] Refused),
    /// The security mechanism ended while the server went on, or the other way round.
    #[error("the server and the security mechanism disagree on whether the logon is finished")]
    OutOfStep,
    /// The server did not believe our credentials, and let us in as a guest.
    #[error("the server logged us on as a guest instead of the account that was asked for")]
    GuestLogon,
    /// The server gave an anonymous session although we had credentials.
    #[error("the server logged us on anonymously instead of the account that was asked for")]
    NullSession,
    /// The mechanism made no session key, without which nothing can be signed.
    #[error("the security mechanism made no session key")]
    NoSessionKey,
    /// The server, the share or our configuration insists on encryption, for which there is no cipher or no key.
    #[error("encryption is required, and this session cannot be encrypted")]
    EncryptionUnavailable,
    /// `IPC$` is something else than the share of the pipes.
    #[error("IPC$ on this server is no share of named pipes ({0:?})")]
    NotPipes(ShareType),
    /// What the server negotiated is not what reached us: somebody in between altered it.
    #[error("the negotiation was altered on its way")]
    NegotiationAltered,
    /// The server would not confirm the negotiation, although its dialect obliges it to.
    #[error("the server did not confirm the negotiation: {0}")]
    NegotiationUnconfirmed(NtStatus),
}

/// A request that the server answered with an error; the session goes on.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{command}: {status}")]
pub struct Refused {
    /// The command.
    pub command: Command,
    /// Its status.
    pub status: NtStatus,
}

/// A request that cannot be sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// More octets than the server takes at once.
    #[error("{len} octets are more than the {limit} that the server takes at once")]
    TooLong {
        /// What was to be sent.
        len: usize,
        /// What can be.
        limit: u32,
    },
    /// A pipe name that no server could have.
    #[error("the name of the pipe has {0} octets")]
    NameTooLong(usize),
}
