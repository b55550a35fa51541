//! TREE_CONNECT to `IPC$`, [MS-SMB2] 3.2.4.2.4 and 3.2.5.5, and the confirmation of the negotiation that follows it.

use wire::{NtStatus, SecretKey, Writer};

use super::link::{Incoming, Link, Response};
use super::negotiation::Agreement;
use super::{Handshake, Progress, Session};
use crate::dialect::Dialect;
use crate::error::{LogonError, ProtocolError};
use crate::header::{Addressee, Command};
use crate::message::{
    ControlCode, FileId, IoctlRequest, IoctlResponse, ShareFlags, ShareType, TreeConnectRequest,
    TreeConnectResponse, ValidateNegotiateInfoResponse, encode_body,
};

/// What logon leaves behind.
pub(super) struct LoggedOn {
    pub(super) link: Link,
    pub(super) agreement: Agreement,
    /// `None` in an anonymous session.
    pub(super) application_key: Option<SecretKey<16>>,
}

/// Awaits the TREE_CONNECT response.
pub struct TreeConnect(LoggedOn);

/// Awaits the answer to FSCTL_VALIDATE_NEGOTIATE_INFO.
pub struct Validation(LoggedOn);

impl TreeConnect {
    pub(super) fn start(mut logged_on: LoggedOn, path: String) -> Result<Progress, LogonError> {
        let request = encode_body(&TreeConnectRequest { flags: 0, path });
        let (_, message) = logged_on.link.request(Command::TREE_CONNECT, &request)?;
        Ok(Progress::Send {
            message,
            next: Handshake::TreeConnect(Self(logged_on)),
        })
    }

    /// Takes a message from the server.
    pub(super) fn receive(mut self, message: &[u8]) -> Result<Progress, LogonError> {
        let response = match self.0.link.receive(message)? {
            Incoming::Final(response) => response,
            Incoming::Interim(_) | Incoming::Unsolicited => {
                return Ok(Progress::Wait(Handshake::TreeConnect(self)));
            }
        };
        let share: TreeConnectResponse = response.success()?;
        if share.share_type != ShareType::PIPE {
            return Err(LogonError::NotPipes(share.share_type));
        }
        let Self(mut logged_on) = self;
        logged_on.link.tree_id = tree_id(&response)?;
        if share.share_flags.contains(ShareFlags::ENCRYPT_DATA) && !logged_on.link.encrypt() {
            return Err(LogonError::EncryptionUnavailable);
        }
        // In SMB 3.1.1 the keys themselves depend on the negotiation; without keys, no answer could be believed.
        if logged_on.agreement.dialect == Dialect::SMB_3_1_1 || !logged_on.link.is_protected() {
            return Ok(Progress::Done(Box::new(Session::new(logged_on))));
        }
        Validation::start(logged_on)
    }
}

impl Validation {
    /// "Requesting secure negotiation", [MS-SMB2] 3.2.5.5.
    fn start(mut logged_on: LoggedOn) -> Result<Progress, LogonError> {
        let mut w = Writer::new();
        logged_on.agreement.said.encode(&mut w);
        let request = encode_body(&IoctlRequest {
            code: ControlCode::VALIDATE_NEGOTIATE_INFO,
            file_id: FileId::NONE,
            input: w.into_vec(),
            max_output: 24,
        });
        let (_, message) = logged_on.link.request(Command::IOCTL, &request)?;
        Ok(Progress::Send {
            message,
            next: Handshake::Validation(Self(logged_on)),
        })
    }

    /// Takes a message from the server, whose signature proves that nobody else says so, [MS-SMB2] 3.2.5.14.12.
    pub(super) fn receive(mut self, message: &[u8]) -> Result<Progress, LogonError> {
        let response = match self.0.link.receive(message)? {
            Incoming::Final(response) => response,
            Incoming::Interim(_) | Incoming::Unsolicited => {
                return Ok(Progress::Wait(Handshake::Validation(self)));
            }
        };
        let Self(logged_on) = self;
        confirm(&logged_on.agreement, &response)?;
        Ok(Progress::Done(Box::new(Session::new(logged_on))))
    }
}

/// Whether the server says the same as the NEGOTIATE response said.
fn confirm(agreement: &Agreement, response: &Response) -> Result<(), LogonError> {
    let status = response.header.status;
    if is_ignorance(status) && !agreement.dialect.is_smb3() {
        return Ok(());
    }
    if status != NtStatus::SUCCESS {
        return Err(LogonError::NegotiationUnconfirmed(status));
    }
    let answer: IoctlResponse = response.success()?;
    let confirmed =
        ValidateNegotiateInfoResponse::decode(&answer.output).map_err(ProtocolError::from)?;
    if confirmed == agreement.heard {
        Ok(())
    } else {
        Err(LogonError::NegotiationAltered)
    }
}

/// How servers from before SMB 3 say, and sign, that they do not know the control code. Had one of SMB 3 been talked down,
/// it would know it.
const fn is_ignorance(status: NtStatus) -> bool {
    matches!(
        status,
        NtStatus::FILE_CLOSED | NtStatus::INVALID_DEVICE_REQUEST | NtStatus::NOT_SUPPORTED
    )
}

/// The `TreeId` of a response. One that was postponed has an `AsyncId` in its place, and no way to name the tree.
fn tree_id(response: &Response) -> Result<u32, ProtocolError> {
    match response.header.addressee {
        Addressee::Sync { tree_id } => Ok(tree_id),
        Addressee::Async { .. } => Err(ProtocolError::UnexpectedInterim(Command::TREE_CONNECT)),
    }
}
