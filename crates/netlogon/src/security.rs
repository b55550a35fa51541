//! Netlogon as a security provider of RPC: `RPC_C_AUTHN_NETLOGON`, type 68, [MS-NRPC] 3.3.
//!
//! The provider signs and seals the stub data and its padding, never the headers of a PDU: RPC must not negotiate header
//! signing with it.

use std::array;
use std::ops::Range;

use auth::{
    Altered, AuthError, Established, Exchange, Identity, MessageSecurity, Protection, Step,
};
use wire::NtStatus;

use crate::session_key::SessionKey;
use crate::signature::{Message, SequenceNumber, protect, token_len, unprotect};
use crate::token::{NegotiateRequest, NegotiateResponse};

/// Fills a buffer with random octets: where the confounders of sealed messages come from.
pub type Entropy = Box<dyn FnMut(&mut [u8]) + Send>;

/// The client's half of the exchange.
pub struct Initiator {
    request: NegotiateRequest,
    identity: Identity,
    key: SessionKey,
    entropy: Entropy,
}

impl Initiator {
    /// Starts from the names that the server finds the session by, and the session key of the channel.
    #[must_use]
    pub const fn new(
        request: NegotiateRequest,
        identity: Identity,
        key: SessionKey,
        entropy: Entropy,
    ) -> Self {
        Self {
            request,
            identity,
            key,
            entropy,
        }
    }
}

impl Exchange for Initiator {
    fn step(self: Box<Self>, _token: &[u8]) -> Result<Step, AuthError> {
        Ok(Step::Continue {
            token: self.request.encode(),
            next: Box::new(AwaitResponse {
                identity: self.identity,
                security: Security::new(Role::Initiator, self.key, self.entropy),
            }),
        })
    }
}

struct AwaitResponse {
    identity: Identity,
    security: Security,
}

impl Exchange for AwaitResponse {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let NegotiateResponse = NegotiateResponse::decode(token)?;
        Ok(Step::Done {
            token: None,
            established: established(self.identity, None, self.security),
        })
    }
}

/// The secure channel that a client named.
pub struct Session {
    /// The account that set the channel up.
    pub identity: Identity,
    /// What the account's standing was then.
    pub standing: u64,
    /// The session key that they agreed on.
    pub key: SessionKey,
}

/// Looks up the session of the computer that a request names.
pub type FindSession = Box<dyn FnOnce(&NegotiateRequest) -> Option<Session> + Send>;

/// The server's half of the exchange. A client that has no session is refused; that it knows the key of the one that it
/// named shows with its first message.
pub struct Acceptor {
    find: FindSession,
    entropy: Entropy,
}

impl Acceptor {
    /// Waits for a client; `find` looks its session up.
    #[must_use]
    pub const fn new(find: FindSession, entropy: Entropy) -> Self {
        Self { find, entropy }
    }
}

impl Exchange for Acceptor {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let request = NegotiateRequest::decode(token)?;
        let session = (self.find)(&request).ok_or(AuthError::Refused(NtStatus::ACCESS_DENIED))?;
        let security = Security::new(Role::Acceptor, session.key, self.entropy);
        Ok(Step::Done {
            token: Some(NegotiateResponse.encode()),
            established: established(session.identity, Some(session.standing), security),
        })
    }
}

/// There is no session key to export: those who use one for something else have the channel.
fn established(identity: Identity, standing: Option<u64>, security: Security) -> Established {
    Established {
        identity,
        session_key: None,
        standing,
        security: Some(Box::new(security)),
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Role {
    Initiator,
    Acceptor,
}

/// Protects messages, [MS-NRPC] 3.3.4.2.
struct Security {
    role: Role,
    key: SessionKey,
    /// The number of the next message, whichever side sends it.
    next: u64,
    confounders: Confounders,
}

/// Confounders, several of which are drawn at a time, because whoever is asked for them may be the operating system.
struct Confounders {
    entropy: Entropy,
    drawn: array::IntoIter<[u8; 8], 8>,
}

impl Confounders {
    fn draw(&mut self) -> [u8; 8] {
        loop {
            if let Some(confounder) = self.drawn.next() {
                return confounder;
            }
            let mut drawn = [[0; 8]; 8];
            (self.entropy)(drawn.as_flattened_mut());
            self.drawn = drawn.into_iter();
        }
    }
}

impl Security {
    fn new(role: Role, key: SessionKey, entropy: Entropy) -> Self {
        Self {
            role,
            key,
            next: 0,
            confounders: Confounders {
                entropy,
                drawn: array::IntoIter::default(),
            },
        }
    }
}

impl MessageSecurity for Security {
    fn token_len(&self, protection: Protection) -> usize {
        token_len(self.key.algorithm(), protection == Protection::Privacy)
    }

    fn protect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        body: Range<usize>,
    ) -> Vec<u8> {
        let sequence = SequenceNumber::new(self.next, self.role == Role::Initiator);
        self.next = self.next.wrapping_add(1);
        let confounder = || self.confounders.draw();
        let message = covered(protection, message, body);
        protect(&self.key, sequence, confounder, message)
    }

    fn unprotect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        body: Range<usize>,
        token: &[u8],
    ) -> Result<(), Altered> {
        let sequence = SequenceNumber::new(self.next, self.role == Role::Acceptor);
        let message = covered(protection, message, body);
        unprotect(&self.key, sequence, token, message)?;
        self.next = self.next.wrapping_add(1);
        Ok(())
    }
}

fn covered(protection: Protection, message: &mut [u8], body: Range<usize>) -> Message<'_> {
    match protection {
        Protection::Integrity => Message::signed(message),
        Protection::Privacy => Message::sealed(message, body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_confounder_is_used_twice() {
        let mut octet = 0_u8;
        let mut confounders = Confounders {
            entropy: Box::new(move |octets| {
                octets.fill_with(|| {
                    octet = octet.wrapping_add(1);
                    octet
                });
            }),
            drawn: array::IntoIter::default(),
        };
        // As if each had been asked for by itself.
        for n in 0..20_u8 {
            let expected = std::array::from_fn(|at| n * 8 + 1 + u8::try_from(at).unwrap());
            assert_eq!(confounders.draw(), expected);
        }
    }
}
