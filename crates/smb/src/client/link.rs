//! What all messages of a connection have in common, [MS-SMB2] 3.2.4.1 and 3.2.5.1: numbers, credits, protection.

use std::borrow::Cow;
use std::collections::BTreeMap;

use wire::NtStatus;

use crate::crypto::{Encryption, Forged, Signer};
use crate::error::{LogonError, ProtocolError, Refused};
use crate::header::{Addressee, Command, Flags, Header, UNSOLICITED};
use crate::message::{Body, CancelRequest, encode_body, join_message, split_message};
use crate::protection::{Protection, Role, Unverified};
use crate::transform::{self, OpenError};

/// The one session of the one connection, from the first message on.
pub(super) struct Link {
    pub(super) session_id: u64,
    pub(super) tree_id: u32,
    /// `CreditCharge` of each request: a unit of 64 KiB, which nothing here exceeds; SMB 2.0.2 has no such field.
    pub(super) credit_charge: u16,
    /// `None` before there are keys, and in an anonymous session, which has none. What is not encrypted is signed; the
    /// peer may encrypt as soon as there are keys for it.
    protection: Option<Protection>,
    /// Nothing is accepted that is not encrypted.
    encrypting: bool,
    next_message_id: u64,
    credits: u16,
    outstanding: BTreeMap<u64, Outstanding>,
}

struct Outstanding {
    command: Command,
    /// Known once the server has postponed its answer.
    async_id: Option<u64>,
    cancelled: bool,
}

/// A message from the server that passed all checks.
#[derive(Debug)]
pub(super) enum Incoming {
    /// The answer to a request.
    Final(Response),
    /// The promise of one.
    Interim(Header),
    /// Something that we did not ask for, and that does not concern pipes.
    Unsolicited,
}

/// A final response.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) header: Header,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// The body, if the request succeeded.
    pub(super) fn success<B: Body>(&self) -> Result<B, Failure> {
        let Header {
            command, status, ..
        } = self.header;
        if status == NtStatus::SUCCESS {
            B::decode(&self.body).map_err(|malformed| Failure::Protocol(malformed.into()))
        } else {
            Err(Failure::Refused(Refused { command, status }))
        }
    }
}

/// Why there is no body.
pub(super) enum Failure {
    Refused(Refused),
    Protocol(ProtocolError),
}

impl From<Failure> for LogonError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refused) => Self::Refused(refused),
            Failure::Protocol(error) => Self::Protocol(error),
        }
    }
}

/// With this many credits, no caller of this crate ever waits for one.
const CREDITS_WANTED: u16 = 32;

impl Link {
    pub(super) const fn new() -> Self {
        Self {
            session_id: 0,
            tree_id: 0,
            credit_charge: 0,
            protection: None,
            encrypting: false,
            next_message_id: 0,
            credits: 1,
            outstanding: BTreeMap::new(),
        }
    }

    pub(super) const fn has_credit(&self) -> bool {
        self.credits > 0
    }

    /// Takes the keys into use.
    pub(super) fn sign_with(&mut self, signer: Signer, encryption: Option<Encryption>) {
        self.protection = Some(Protection::new(Role::Client, signer, encryption));
    }

    /// Encrypts from now on; `false` without keys for it.
    #[must_use]
    pub(super) fn encrypt(&mut self) -> bool {
        let protection = self.protection.as_ref();
        self.encrypting = protection.is_some_and(Protection::can_encrypt);
        self.encrypting
    }

    /// Whether a response proves that the server knows the session key.
    pub(super) const fn is_protected(&self) -> bool {
        self.protection.is_some()
    }

    pub(super) const fn is_encrypted(&self) -> bool {
        self.encrypting
    }

    /// Numbers and protects a request; returns its `MessageId`, and the message.
    pub(super) fn request(
        &mut self,
        command: Command,
        body: &[u8],
    ) -> Result<(u64, Vec<u8>), ProtocolError> {
        let Some(credits) = self.credits.checked_sub(1) else {
            return Err(ProtocolError::CreditsExhausted);
        };
        let message_id = self.next_message_id;
        let header = Header {
            credit_charge: self.credit_charge,
            status: NtStatus::SUCCESS,
            command,
            credits: CREDITS_WANTED.saturating_sub(credits).max(1),
            flags: Flags::default(),
            next_command: 0,
            message_id,
            addressee: Addressee::Sync {
                tree_id: self.tree_id,
            },
            session_id: self.session_id,
        };
        let message = self.protect(header, body)?;
        self.credits = credits;
        self.next_message_id = message_id.saturating_add(1);
        self.outstanding.insert(
            message_id,
            Outstanding {
                command,
                async_id: None,
                cancelled: false,
            },
        );
        Ok((message_id, message))
    }

    /// SMB2 CANCEL of an outstanding request, [MS-SMB2] 3.2.4.24: it has the number of what it cancels, costs no credit,
    /// and is not answered. There is one for each request: a second one, which may have another `AsyncId`, would be signed
    /// with the same nonce of AES-GMAC, and two such signatures tell the key.
    pub(super) fn cancel(&mut self, message_id: u64) -> Result<Option<Vec<u8>>, ProtocolError> {
        let outstanding = self.outstanding.get_mut(&message_id);
        let Some(outstanding) = outstanding.filter(|outstanding| !outstanding.cancelled) else {
            return Ok(None);
        };
        outstanding.cancelled = true;
        let addressee = match outstanding.async_id {
            Some(async_id) => Addressee::Async { async_id },
            None => Addressee::Sync {
                tree_id: self.tree_id,
            },
        };
        let header = Header {
            credit_charge: 0,
            status: NtStatus::SUCCESS,
            command: Command::CANCEL,
            credits: 0,
            flags: Flags::default(),
            next_command: 0,
            message_id,
            addressee,
            session_id: self.session_id,
        };
        self.protect(header, &encode_body(&CancelRequest)).map(Some)
    }

    /// Checks, counts and matches a message from the server, [MS-SMB2] 3.2.5.1.
    pub(super) fn receive(&mut self, message: &[u8]) -> Result<Incoming, ProtocolError> {
        let encrypted = transform::is_encrypted(message);
        let message = if encrypted {
            Cow::Owned(self.decrypt(message)?)
        } else if self.is_encrypted() {
            return Err(ProtocolError::NotEncrypted);
        } else {
            Cow::Borrowed(message)
        };
        let (header, body) = split_message(&message)?;
        if !header.flags.contains(Flags::RESPONSE) {
            return Err(ProtocolError::NotAResponse);
        }
        if header.next_command != 0 {
            return Err(ProtocolError::Compound);
        }
        if header.message_id == UNSOLICITED {
            return Ok(Incoming::Unsolicited);
        }
        // An interim response says nothing but "later", and the server need not sign it, [MS-SMB2] 3.2.5.1.3.
        let interim = header.status == NtStatus::PENDING;
        if !encrypted && (!interim || header.flags.contains(Flags::SIGNED)) {
            self.verify(&message, &header)?;
        }
        if self.is_protected() && header.session_id != self.session_id {
            return Err(ProtocolError::WrongSession(header.session_id));
        }
        self.settle(&header, interim)?;
        Ok(if interim {
            Incoming::Interim(header)
        } else {
            Incoming::Final(Response {
                header,
                body: body.to_vec(),
            })
        })
    }

    /// Verifies the signature of a plain response, [MS-SMB2] 3.2.5.1.3; nothing to do before there are keys.
    pub(super) fn verify(&self, message: &[u8], header: &Header) -> Result<(), ProtocolError> {
        let Some(protection) = &self.protection else {
            return Ok(());
        };
        let (command, status) = (header.command, header.status);
        protection
            .verify(header, message)
            .map_err(|unverified| match unverified {
                Unverified::Missing => ProtocolError::SignatureMissing { command, status },
                Unverified::Wrong => ProtocolError::SignatureWrong { command, status },
            })
    }

    /// Decrypts what is encrypted, [MS-SMB2] 3.2.5.1.1.
    fn decrypt(&self, message: &[u8]) -> Result<Vec<u8>, ProtocolError> {
        let Some(protection) = &self.protection else {
            return Err(ProtocolError::UnexpectedEncryption);
        };
        let opened = protection.open(self.session_id, message);
        opened.map_err(|error| match error {
            OpenError::Malformed(malformed) => malformed.into(),
            OpenError::OtherSession(id) => ProtocolError::WrongSession(id),
            OpenError::Forged => ProtocolError::DecryptionFailed,
            OpenError::NoKey => ProtocolError::UnexpectedEncryption,
        })
    }

    /// Takes the credits, and the request off the list if this is its final answer.
    fn settle(&mut self, header: &Header, interim: bool) -> Result<(), ProtocolError> {
        let message_id = header.message_id;
        let Some(outstanding) = self.outstanding.get_mut(&message_id) else {
            return Err(ProtocolError::UnknownMessage(message_id));
        };
        if outstanding.command != header.command {
            return Err(ProtocolError::WrongCommand {
                sent: outstanding.command,
                received: header.command,
            });
        }
        if !interim {
            self.outstanding.remove(&message_id);
        } else if let Addressee::Async { async_id } = header.addressee {
            outstanding.async_id = Some(async_id);
        } else {
            return Err(ProtocolError::UnexpectedInterim(header.command));
        }
        self.credits = self.credits.saturating_add(header.credits);
        if self.credits == 0 && self.outstanding.is_empty() {
            return Err(ProtocolError::CreditsExhausted);
        }
        Ok(())
    }

    /// Signs or encrypts, [MS-SMB2] 3.2.4.1.1 and 3.2.4.1.8.
    fn protect(&mut self, header: Header, body: &[u8]) -> Result<Vec<u8>, ProtocolError> {
        match &mut self.protection {
            None => Ok(join_message(&header, body)),
            Some(protection) if self.encrypting => {
                protection.seal(self.session_id, join_message(&header, body))
            }
            Some(protection) => protection.sign(header, body),
        }
        .map_err(cannot_protect)
    }
}

fn cannot_protect(_: Forged) -> ProtocolError {
    ProtocolError::CannotProtect
}
