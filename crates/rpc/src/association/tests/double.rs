//! A security provider that protects nothing from anybody, and is exact about what it is given.

use std::ops::Range;

use auth::{
    Altered, AuthError, Established, Exchange, Identity, MessageSecurity, Protection, Step,
};
use wire::SecretKey;

/// Either party of an exchange of `total` tokens, of which the initiator sends the odd ones: two like Netlogon, three
/// like NTLM, four like SPNEGO around NTLM.
pub(super) struct Double {
    /// The number of the token that is this party's next.
    next: u8,
    total: u8,
    /// Fails when this token arrives.
    fails_at: Option<u8>,
    /// Who the other party proves to be.
    peer: Identity,
}

pub(super) const SESSION_KEY: [u8; 16] = *b"the session key!";

impl Double {
    pub(super) fn initiator(total: u8) -> Box<dyn Exchange> {
        Box::new(Self {
            next: 1,
            total,
            fails_at: None,
            peer: Identity::Anonymous,
        })
    }

    pub(super) fn acceptor(total: u8, fails_at: Option<u8>, user: &str) -> Box<dyn Exchange> {
        Box::new(Self {
            next: 2,
            total,
            fails_at,
            peer: Self::account(user),
        })
    }

    pub(super) fn account(user: &str) -> Identity {
        Identity::Account {
            domain: String::new(),
            user: user.to_owned(),
            workstation: String::new(),
            sid: None,
            groups: Vec::new(),
        }
    }

    fn token(number: u8) -> Vec<u8> {
        match number {
            0 => vec![],
            number => vec![number; 40 + usize::from(number)],
        }
    }
}

impl Exchange for Double {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let arrived = self.next - 1;
        if token != Self::token(arrived) || self.fails_at == Some(arrived) {
            return Err(AuthError::Rejected);
        }
        let token = (self.next <= self.total).then(|| Self::token(self.next));
        if self.next < self.total
            && let Some(token) = token
        {
            let next = Box::new(Self {
                next: self.next + 2,
                ..*self
            });
            return Ok(Step::Continue { token, next });
        }
        Ok(Step::Done {
            token,
            established: Established {
                identity: self.peer,
                session_key: Some(SecretKey::new(SESSION_KEY)),
                standing: None,
                security: Some(Box::new(DoubleSecurity {
                    sends_odd: self.next % 2 == 1,
                    sent: 0,
                    received: 0,
                })),
            },
        })
    }
}

/// Tokens of 24 octets: a checksum over direction, sequence number and message, and what makes them differ in length by
/// level, as real ones do.
struct DoubleSecurity {
    sends_odd: bool,
    sent: u8,
    received: u8,
}

impl DoubleSecurity {
    fn checksum(message: &[u8], odd: bool, number: u8) -> [u8; 8] {
        // FNV-1a: enough for a test that changes one octet at a time.
        [u8::from(odd), number]
            .iter()
            .chain(message)
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, octet| {
                (hash ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01b3)
            })
            .to_le_bytes()
    }

    fn token(&self, protection: Protection, checksum: [u8; 8]) -> Vec<u8> {
        let mut token = checksum.to_vec();
        token.resize(self.token_len(protection), 0x77);
        token
    }
}

fn crypt(protection: Protection, message: &mut [u8], body: Range<usize>) {
    if protection == Protection::Privacy {
        message[body].iter_mut().for_each(|octet| *octet ^= 0xa5);
    }
}

impl MessageSecurity for DoubleSecurity {
    fn token_len(&self, protection: Protection) -> usize {
        match protection {
            Protection::Integrity => 24,
            Protection::Privacy => 32,
        }
    }

    fn protect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        body: Range<usize>,
    ) -> Vec<u8> {
        self.sent = self.sent.wrapping_add(1);
        let checksum = Self::checksum(message, self.sends_odd, self.sent);
        crypt(protection, message, body);
        self.token(protection, checksum)
    }

    fn unprotect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        body: Range<usize>,
        token: &[u8],
    ) -> Result<(), Altered> {
        self.received = self.received.wrapping_add(1);
        crypt(protection, message, body);
        let checksum = Self::checksum(message, !self.sends_odd, self.received);
        if token == self.token(protection, checksum) {
            Ok(())
        } else {
            Err(Altered)
        }
    }
}
