//! NEGOTIATE, [MS-SMB2] 3.2.4.2.2.2 and 3.2.5.2. The message of SMB 1 that asks for several protocols is never sent.

use auth::Exchange;
use wire::{FileTime, Guid};

use super::link::{Failure, Incoming, Link};
use super::logon::Logon;
use super::{Config, EncryptionPolicy, Progress, contexts};
use crate::MAX_TRANSFER;
use crate::crypto::PreauthHash;
use crate::dialect::{Capabilities, Cipher, Dialect, SecurityMode, SigningAlgorithm};
use crate::error::{LogonError, NegotiateError, ProtocolError};
use crate::header::Command;
use crate::message::{
    NegotiateRequest, NegotiateResponse, ValidateNegotiateInfoRequest,
    ValidateNegotiateInfoResponse, encode_body,
};

/// Awaits the NEGOTIATE response.
pub struct Negotiation {
    link: Link,
    config: Config,
    request: NegotiateRequest,
    preauth: PreauthHash,
}

/// A dialect is agreed on, and nobody has proven anything.
pub struct Negotiated {
    pub(super) link: Link,
    pub(super) agreement: Agreement,
    pub(super) preauth: PreauthHash,
}

/// What was agreed on.
pub(super) struct Agreement {
    pub(super) dialect: Dialect,
    pub(super) signing: SigningAlgorithm,
    pub(super) cipher: Option<Cipher>,
    pub(super) encryption: EncryptionPolicy,
    /// Octets that one request may carry, either way.
    pub(super) max_transfer: u32,
    pub(super) system_time: FileTime,
    /// What both sides said, to be confirmed once there is a key.
    pub(super) said: ValidateNegotiateInfoRequest,
    pub(super) heard: ValidateNegotiateInfoResponse,
}

/// Less than this, and not even the fragments of a DCE/RPC bind need fit.
const MIN_PIPE_TRANSFER: u32 = 0x0000_1000;

impl Negotiation {
    /// Begins on a new connection; returns the first message. `client_guid` and `salt` are random.
    ///
    /// # Errors
    /// [`ProtocolError::CannotProtect`], which cannot happen before there are keys.
    pub fn start(
        config: Config,
        client_guid: Guid,
        salt: &[u8; 32],
    ) -> Result<(Self, Vec<u8>), ProtocolError> {
        let dialects = config.dialects();
        // Both fields are reserved in a request that offers no SMB 3, [MS-SMB2] 2.2.3. The bit that says that we can
        // encrypt is what servers that require it look for.
        let capabilities = if dialects.iter().any(|dialect| dialect.is_smb3()) {
            Capabilities::ENCRYPTION
        } else {
            Capabilities::default()
        };
        let contexts = if dialects.contains(&Dialect::SMB_3_1_1) {
            contexts::offer(salt)
        } else {
            Vec::new()
        };
        let request = NegotiateRequest {
            security_mode: SecurityMode::SIGNING_REQUIRED,
            capabilities,
            client_guid,
            dialects,
            contexts,
        };
        let mut link = Link::new();
        let (_, message) = link.request(Command::NEGOTIATE, &encode_body(&request))?;
        let preauth = PreauthHash::new().then(&message);
        Ok((
            Self {
                link,
                config,
                request,
                preauth,
            },
            message,
        ))
    }

    /// Takes the response.
    ///
    /// # Errors
    /// [`NegotiateError`], one for each reason to go no further.
    pub fn finish(mut self, message: &[u8]) -> Result<Negotiated, NegotiateError> {
        let response = match self.link.receive(message)? {
            Incoming::Final(response) => response,
            Incoming::Interim(header) => {
                return Err(ProtocolError::UnexpectedInterim(header.command).into());
            }
            Incoming::Unsolicited => {
                return Err(ProtocolError::UnknownMessage(crate::header::UNSOLICITED).into());
            }
        };
        let response: NegotiateResponse = response.success().map_err(|failure| match failure {
            Failure::Refused(refused) => NegotiateError::Refused(refused.status),
            Failure::Protocol(error) => NegotiateError::Protocol(error),
        })?;
        let agreement = agree(&self.config, &self.request, &response)?;
        self.link.credit_charge = u16::from(agreement.dialect > Dialect::SMB_2_0_2);
        Ok(Negotiated {
            link: self.link,
            agreement,
            preauth: self.preauth.then(message),
        })
    }
}

impl Negotiated {
    /// The dialect.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.agreement.dialect
    }

    /// How messages will be signed.
    #[must_use]
    pub const fn signing(&self) -> SigningAlgorithm {
        self.agreement.signing
    }

    /// How messages could be encrypted.
    #[must_use]
    pub const fn cipher(&self) -> Option<Cipher> {
        self.agreement.cipher
    }

    /// The server's clock, as it says; nothing proves it yet.
    #[must_use]
    pub const fn system_time(&self) -> FileTime {
        self.agreement.system_time
    }

    /// Logs on by `exchange` and connects to `\\server\IPC$`.
    ///
    /// # Errors
    /// [`LogonError::Auth`] when the mechanism cannot begin.
    pub fn logon(self, exchange: Box<dyn Exchange>, server: &str) -> Result<Progress, LogonError> {
        Logon::start(self, exchange, format!(r"\\{server}\IPC$"))
    }
}

/// Checks what the server chose.
fn agree(
    config: &Config,
    request: &NegotiateRequest,
    response: &NegotiateResponse,
) -> Result<Agreement, NegotiateError> {
    let dialect = response.dialect;
    if !request.dialects.contains(&dialect) {
        return Err(NegotiateError::DialectNotOffered(dialect));
    }
    let (cipher, signing) = if dialect == Dialect::SMB_3_1_1 {
        let choice = contexts::choice(&response.contexts)?;
        (choice.cipher, choice.signing)
    } else {
        let encrypts =
            dialect.is_smb3() && response.capabilities.contains(Capabilities::ENCRYPTION);
        let cipher = encrypts.then_some(Cipher::AES_128_CCM);
        (cipher, dialect.default_signing())
    };
    // Known before any credential is shown.
    if config.encryption == EncryptionPolicy::Always && cipher.is_none() {
        return Err(NegotiateError::EncryptionUnavailable);
    }
    let NegotiateResponse {
        max_transact_size,
        max_read_size,
        max_write_size,
        ..
    } = *response;
    let least = max_transact_size.min(max_read_size).min(max_write_size);
    if least < MIN_PIPE_TRANSFER {
        return Err(NegotiateError::TransferSizeTooSmall(least));
    }
    Ok(Agreement {
        dialect,
        signing,
        cipher,
        encryption: config.encryption,
        max_transfer: least.min(MAX_TRANSFER),
        system_time: response.system_time,
        said: ValidateNegotiateInfoRequest {
            capabilities: request.capabilities,
            client_guid: request.client_guid,
            security_mode: request.security_mode,
            dialects: request.dialects.clone(),
        },
        heard: ValidateNegotiateInfoResponse {
            capabilities: response.capabilities,
            server_guid: response.server_guid,
            security_mode: response.security_mode,
            dialect,
        },
    })
}
