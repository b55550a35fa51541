//! The one shape of all security providers, [MS-RPCE] 2.2.1.1.7 and 3.3.1.5.2.

use std::ops::Range;

use wire::{SecretKey, Sid};

use crate::AuthError;

/// One party's half of an authentication. Each step consumes the state that it starts from, so a finished or failed
/// exchange cannot be asked again.
pub trait Exchange: Send {
    /// Takes the peer's token, which is empty when an initiator begins.
    ///
    /// # Errors
    /// [`AuthError`] when the token is malformed or the peer could not prove who it is.
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError>;
}

/// What follows a token.
pub enum Step {
    /// Send `token`; the peer's answer goes to `next`.
    Continue {
        /// What the peer is to get.
        token: Vec<u8>,
        /// Awaits the answer.
        next: Box<dyn Exchange>,
    },
    /// An acceptor has a name and a proof, and somebody who knows accounts has to say whether they fit.
    Identify(crate::Claim),
    /// This side is finished; `token` still goes to the peer if there is one.
    Done {
        /// What the peer is to get, if anything.
        token: Option<Vec<u8>>,
        /// The context that both sides now share.
        established: Established,
    },
}

/// The outcome of an authentication.
pub struct Established {
    /// The other side, as it proved to be; for an initiator, the account that it presented.
    pub identity: Identity,
    /// The exported session key; `None` for an anonymous one.
    pub session_key: Option<SecretKey<16>>,
    /// What the account's standing was when a secure channel was set up, by which whoever knows accounts sees whether the
    /// channel has ended since; `None` of everything else.
    pub standing: Option<u64>,
    /// Signs and seals messages; `None` where the mechanism made no keys.
    pub security: Option<Box<dyn MessageSecurity>>,
}

/// A proven account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Identity {
    /// A null session.
    Anonymous,
    /// An account, named as it was presented.
    Account {
        /// NetBIOS or DNS name of the account's domain; may be empty.
        domain: String,
        /// The account name.
        user: String,
        /// The NetBIOS name that the caller gave its computer; proves nothing.
        workstation: String,
        /// Whose account it is, once a judge of the claim who knows accounts has said so: names are given anew, SIDs are
        /// not.
        sid: Option<Sid>,
        /// The groups that whoever judged the claim says the account is in, where that is another authority than this
        /// computer's: the domain's controller, whom a member asks.
        groups: Vec<Sid>,
    },
}

/// How a message is protected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Protection {
    /// Signed: `RPC_C_AUTHN_LEVEL_PKT_INTEGRITY`.
    Integrity,
    /// Signed and sealed: `RPC_C_AUTHN_LEVEL_PKT_PRIVACY`.
    Privacy,
}

/// Signs and seals in both directions, in the order in which the messages go over the wire.
///
/// `message` is everything that the signature covers; `body` is the range of it that [`Protection::Privacy`] encrypts in
/// place. Without header signing the two are the same octets; with it, `message` is the whole PDU up to the token.
pub trait MessageSecurity: Send {
    /// How both parties agreed to protect messages, where the protocol has no level of its own for that: `GSS_Wrap`.
    fn agreed(&self) -> Protection {
        Protection::Privacy
    }

    /// The length of the tokens that [`MessageSecurity::protect`] makes, in octets: constant for a context and level.
    fn token_len(&self, protection: Protection) -> usize;

    /// Signs `message`, and seals `body` of it if asked to; returns the token.
    fn protect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        body: Range<usize>,
    ) -> Vec<u8>;

    /// Opens `body` if it is sealed, and verifies `token` over `message`.
    ///
    /// # Errors
    /// [`Altered`] when the token does not fit; `message` must not be used then, and the context is spent.
    fn unprotect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        body: Range<usize>,
        token: &[u8],
    ) -> Result<(), Altered>;

    /// The `mechListMIC` that this side sends, over the mechanisms that the initiator offered, RFC 4178 5.
    fn mech_list_mic(&mut self, mech_types: &[u8]) -> Vec<u8> {
        self.protect(Protection::Integrity, &mut mech_types.to_vec(), 0..0)
    }

    /// Verifies the peer's `mechListMIC`, RFC 4178 5.
    ///
    /// # Errors
    /// [`Altered`] when it does not fit.
    fn verify_mech_list_mic(&mut self, mech_types: &[u8], mic: &[u8]) -> Result<(), Altered> {
        self.unprotect(Protection::Integrity, &mut mech_types.to_vec(), 0..0, mic)
    }
}

/// A message whose token does not fit: altered, replayed, out of order, or protected with another key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the message was altered, replayed or protected with another key")]
pub struct Altered;
