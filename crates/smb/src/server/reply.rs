//! Sending a response, [MS-SMB2] 3.3.4.1.

use wire::{NtStatus, Writer};

use super::connection::Connection;
use super::{EncryptionPolicy, Violation};
use crate::header::{Addressee, Command, Flags, Header};
use crate::message::{Body, ErrorResponse, encode_body, join_message};

/// What a response takes from its request.
#[derive(Clone, Copy)]
pub(super) struct ReplyTo {
    pub(super) command: Command,
    pub(super) message_id: u64,
    pub(super) credit_charge: u16,
    /// What the client gets for it.
    pub(super) credits: u16,
    pub(super) session_id: u64,
    pub(super) tree_id: u32,
    /// Known once the response was promised.
    pub(super) async_id: Option<u64>,
    /// Whether the request came encrypted.
    pub(super) sealed: bool,
}

/// A response but for the header.
pub(super) struct Reply {
    pub(super) status: NtStatus,
    pub(super) body: Vec<u8>,
}

/// Why there is none.
pub(super) enum Stop {
    Refused(NtStatus),
    Violation(Violation),
}

/// What came of a request: `None` when it was answered already, or will be later.
pub(super) type Handled = Result<Option<Reply>, Stop>;

impl From<NtStatus> for Stop {
    fn from(status: NtStatus) -> Self {
        Self::Refused(status)
    }
}

impl From<Violation> for Stop {
    fn from(violation: Violation) -> Self {
        Self::Violation(violation)
    }
}

/// The response of a request that succeeded.
pub(super) fn success<B: Body>(body: &B) -> Handled {
    Ok(Some(Reply {
        status: NtStatus::SUCCESS,
        body: encode_body(body),
    }))
}

impl ReplyTo {
    fn header(&self, status: NtStatus) -> Header {
        Header {
            credit_charge: self.credit_charge,
            status,
            command: self.command,
            credits: self.credits,
            flags: Flags::RESPONSE,
            next_command: 0,
            message_id: self.message_id,
            addressee: match self.async_id {
                Some(async_id) => Addressee::Async { async_id },
                None => Addressee::Sync {
                    tree_id: self.tree_id,
                },
            },
            session_id: self.session_id,
        }
    }
}

impl Connection {
    /// Sends a response. `None`, and nothing is sent, if it cannot be protected as it has to be: when 2^64 messages
    /// were encrypted by one key.
    pub(super) fn answer(&mut self, to: &ReplyTo, status: NtStatus, body: &[u8]) -> Option<&[u8]> {
        let message = self.protect(to, status, body)?;
        self.outgoing.push_back(message);
        self.outgoing.back().map(Vec::as_slice)
    }

    /// Sends a response that has only a status.
    pub(super) fn refuse(&mut self, to: &ReplyTo, status: NtStatus) {
        let mut w = Writer::new();
        ErrorResponse::Data(Vec::new()).encode(&mut w);
        self.answer(to, status, w.as_slice());
    }

    /// Signs or encrypts, [MS-SMB2] 3.3.4.1.1 and 3.3.4.1.4.
    fn protect(&mut self, to: &ReplyTo, status: NtStatus, body: &[u8]) -> Option<Vec<u8>> {
        let header = to.header(status);
        let session = self.sessions.valid(to.session_id);
        let Some(protection) = session.and_then(|valid| valid.protection.as_mut()) else {
            return Some(join_message(&header, body));
        };
        // What says that a session is to be encrypted is not encrypted itself.
        let required = self.config.encryption == EncryptionPolicy::Required
            && to.command != Command::SESSION_SETUP;
        if to.sealed || required {
            let message = join_message(&header, body);
            protection.seal(to.session_id, message).ok()
        } else if status == NtStatus::PENDING {
            // Two signatures for one `MessageId` would use a nonce of AES-GMAC twice, [MS-SMB2] 3.1.4.1.
            Some(join_message(&header, body))
        } else {
            protection.sign(header, body).ok()
        }
    }
}
