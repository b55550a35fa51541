//! The keys of a session at work, at either end: [MS-SMB2] 3.1.4.1, 3.1.4.3 and 3.1.5.1.

use crate::crypto::{Encryption, Forged, Signer, Signing};
use crate::header::{Command, Flags, Header};
use crate::message::join_message;
use crate::transform::{self, OpenError};

/// Which end of the connection this is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Role {
    Client,
    Server,
}

/// The keys of a session, and which nonces were used up.
pub(crate) struct Protection {
    role: Role,
    signer: Signer,
    encryption: Option<Encryption>,
    next_nonce: u64,
}

/// Why a plain message is not believed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Unverified {
    Missing,
    Wrong,
}

impl Protection {
    /// `encryption` is as the client uses it.
    pub(crate) fn new(role: Role, signer: Signer, encryption: Option<Encryption>) -> Self {
        Self {
            role,
            signer,
            encryption: match role {
                Role::Client => encryption,
                Role::Server => encryption.map(Encryption::reversed),
            },
            next_nonce: 0,
        }
    }

    pub(crate) const fn can_encrypt(&self) -> bool {
        self.encryption.is_some()
    }

    /// A message with a signature.
    pub(crate) fn sign(&self, mut header: Header, body: &[u8]) -> Result<Vec<u8>, Forged> {
        header.flags = header.flags.with(Flags::SIGNED);
        let mut message = join_message(&header, body);
        self.signer
            .sign(&mut message, signing(self.role, &header))?;
        Ok(message)
    }

    /// Verifies the signature of a message from the other end.
    pub(crate) fn verify(&self, header: &Header, message: &[u8]) -> Result<(), Unverified> {
        if !header.flags.contains(Flags::SIGNED) {
            return Err(Unverified::Missing);
        }
        let sender = match self.role {
            Role::Client => Role::Server,
            Role::Server => Role::Client,
        };
        self.signer
            .verify(message, signing(sender, header))
            .map_err(|Forged| Unverified::Wrong)
    }

    /// Encrypts a message, by a nonce that was never used.
    pub(crate) fn seal(&mut self, session_id: u64, message: Vec<u8>) -> Result<Vec<u8>, Forged> {
        let keys = self.encryption.as_ref().ok_or(Forged)?;
        let nonce = self.next_nonce;
        self.next_nonce = nonce.checked_add(1).ok_or(Forged)?;
        transform::seal(&keys.seal, nonce, session_id, message)
    }

    /// Decrypts a message from the other end.
    pub(crate) fn open(&self, session_id: u64, message: &[u8]) -> Result<Vec<u8>, OpenError> {
        let keys = self.encryption.as_ref().ok_or(OpenError::NoKey)?;
        transform::open(&keys.open, session_id, message)
    }
}

fn signing(sender: Role, header: &Header) -> Signing {
    let by_server = sender == Role::Server;
    Signing {
        message_id: header.message_id,
        by_server,
        cancel: !by_server && header.command == Command::CANCEL,
    }
}
