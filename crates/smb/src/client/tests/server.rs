//! A server that does as it is told.

use wire::{FileTime, Guid, NtStatus, SecretKey};

use super::super::{Config, EncryptionPolicy};
use super::SESSION_KEY;
use crate::crypto::{PreauthHash, SessionKeys, Signing};
use crate::dialect::{Capabilities, Cipher, Dialect, SecurityMode, SigningAlgorithm};
use crate::header::{Addressee, Command, Flags, Header};
use crate::message::*;
use crate::transform;

pub(super) const SESSION_ID: u64 = 0x1122_3344;
pub(super) const TREE_ID: u32 = 7;
pub(super) const PIPE: FileId = FileId {
    persistent: 1,
    volatile: 2,
};

/// How the server answers FSCTL_VALIDATE_NEGOTIATE_INFO.
#[derive(Clone, Copy)]
pub(super) enum Confirmation {
    Truth,
    OtherDialect,
    OtherCapabilities,
    Refusal(NtStatus),
}

pub(super) struct Server {
    pub(super) dialect: Dialect,
    pub(super) cipher: Option<Cipher>,
    pub(super) signing: SigningAlgorithm,
    pub(super) session_flags: SessionFlags,
    pub(super) share_flags: ShareFlags,
    pub(super) share_type: ShareType,
    pub(super) confirmation: Confirmation,
    /// What each response grants.
    pub(super) credits: u16,
    pub(super) logon_status: NtStatus,
    pub(super) encrypting: bool,
    keys: Option<SessionKeys>,
    preauth: PreauthHash,
    legs: usize,
    nonce: u64,
}

impl Server {
    pub(super) fn new(dialect: Dialect) -> Self {
        let smb3 = dialect.is_smb3();
        Self {
            dialect,
            cipher: smb3.then_some(Cipher::AES_128_CCM),
            signing: match smb3 {
                true => SigningAlgorithm::AES_CMAC,
                false => SigningAlgorithm::HMAC_SHA256,
            },
            session_flags: SessionFlags::default(),
            share_flags: ShareFlags::default(),
            share_type: ShareType::PIPE,
            confirmation: Confirmation::Truth,
            credits: 8,
            logon_status: NtStatus::SUCCESS,
            encrypting: false,
            keys: None,
            preauth: PreauthHash::new(),
            legs: 0,
            nonce: 0,
        }
    }

    /// A client that will meet this server.
    pub(super) fn client_config(&self) -> Config {
        Config {
            max_dialect: self.dialect,
            encryption: EncryptionPolicy::WhenDemanded,
            ..Config::default()
        }
    }

    /// The next answer of the handshake, or of the usual work.
    pub(super) fn answer(&mut self, message: &[u8]) -> Vec<u8> {
        let (header, body) = self.open(message);
        match header.command {
            Command::NEGOTIATE => {
                self.preauth = self.preauth.then(message);
                let answer = self.reply(&header, NtStatus::SUCCESS, &self.negotiate_response());
                self.preauth = self.preauth.then(&answer);
                answer
            }
            Command::SESSION_SETUP => self.session_setup(&header, message),
            Command::TREE_CONNECT => {
                let request = TreeConnectRequest::decode(&body).unwrap();
                assert_eq!(request.path, r"\\SERVER\IPC$");
                let response = TreeConnectResponse {
                    share_type: self.share_type,
                    share_flags: self.share_flags,
                    capabilities: 0,
                    maximal_access: 0,
                };
                let answer = self.reply(&header, NtStatus::SUCCESS, &response);
                self.encrypting |= self.share_flags.contains(ShareFlags::ENCRYPT_DATA);
                answer
            }
            Command::IOCTL => {
                let request = IoctlRequest::decode(&body).unwrap();
                assert_eq!(request.code, ControlCode::VALIDATE_NEGOTIATE_INFO);
                self.validate(&header, &request)
            }
            other => panic!("{other} is not in the script"),
        }
    }

    fn negotiate_response(&self) -> NegotiateResponse {
        let smb3 = self.dialect.is_smb3();
        NegotiateResponse {
            security_mode: SecurityMode::SIGNING_REQUIRED,
            dialect: self.dialect,
            server_guid: Guid {
                data1: 9,
                ..Guid::NIL
            },
            capabilities: match (smb3, self.cipher) {
                (true, Some(_)) => Capabilities::ENCRYPTION,
                _ => Capabilities::default(),
            },
            max_transact_size: 0x0010_0000,
            max_read_size: 0x0010_0000,
            max_write_size: 0x0010_0000,
            system_time: FileTime(0),
            server_start_time: FileTime(0),
            token: Vec::new(),
            contexts: match self.dialect {
                Dialect::SMB_3_1_1 => vec![
                    NegotiateContext::PreauthIntegrity {
                        hashes: vec![HashAlgorithm::SHA_512],
                        salt: vec![6; 32],
                    },
                    NegotiateContext::Encryption(vec![self.cipher.unwrap_or(Cipher(0))]),
                    NegotiateContext::Signing(vec![self.signing]),
                ],
                _ => Vec::new(),
            },
        }
    }

    fn session_setup(&mut self, header: &Header, message: &[u8]) -> Vec<u8> {
        self.preauth = self.preauth.then(message);
        self.legs += 1;
        if self.legs == 1 {
            let body = SessionSetupResponse {
                flags: SessionFlags::default(),
                token: b"challenge".to_vec(),
            };
            let answer = self.reply(header, NtStatus::MORE_PROCESSING_REQUIRED, &body);
            self.preauth = self.preauth.then(&answer);
            return answer;
        }
        if self.logon_status != NtStatus::SUCCESS {
            return self.refuse(header, self.logon_status);
        }
        let nobody = SessionFlags::IS_GUEST.0 | SessionFlags::IS_NULL.0;
        if self.session_flags.0 & nobody == 0 {
            self.keys = SessionKeys::derive(
                self.dialect,
                self.signing,
                self.cipher,
                &SecretKey::new(SESSION_KEY),
                &self.preauth,
            );
        }
        let body = SessionSetupResponse {
            flags: self.session_flags,
            token: b"done".to_vec(),
        };
        let answer = self.reply(header, NtStatus::SUCCESS, &body);
        self.encrypting = self.session_flags.contains(SessionFlags::ENCRYPT_DATA);
        answer
    }

    fn validate(&mut self, header: &Header, request: &IoctlRequest) -> Vec<u8> {
        let said = ValidateNegotiateInfoRequest::decode(&request.input).unwrap();
        assert_eq!(said.dialects.last(), Some(&self.dialect));
        let heard = self.negotiate_response();
        let mut info = ValidateNegotiateInfoResponse {
            capabilities: heard.capabilities,
            server_guid: heard.server_guid,
            security_mode: heard.security_mode,
            dialect: heard.dialect,
        };
        match self.confirmation {
            Confirmation::Truth => {}
            Confirmation::OtherDialect => info.dialect = Dialect::SMB_3_1_1,
            Confirmation::OtherCapabilities => info.capabilities.0 ^= Capabilities::ENCRYPTION.0,
            Confirmation::Refusal(status) => return self.refuse(header, status),
        }
        let mut w = wire::Writer::new();
        info.encode(&mut w);
        let body = IoctlResponse {
            code: request.code,
            file_id: request.file_id,
            output: w.into_vec(),
        };
        self.reply(header, NtStatus::SUCCESS, &body)
    }

    /// Reads a request, and checks that it is protected as it must be.
    pub(super) fn open(&self, message: &[u8]) -> (Header, Vec<u8>) {
        if self.encrypting {
            let keys = self.keys.as_ref().unwrap().encryption.as_ref().unwrap();
            let Ok(inner) = transform::open(&keys.seal, SESSION_ID, message) else {
                panic!("the client did not encrypt");
            };
            let (header, body) = split_message(&inner).unwrap();
            return (header, body.to_vec());
        }
        let (header, body) = split_message(message).unwrap();
        if let Some(keys) = &self.keys {
            assert!(header.flags.contains(Flags::SIGNED));
            let signing = Signing {
                message_id: header.message_id,
                by_server: false,
                cancel: header.command == Command::CANCEL,
            };
            assert_eq!(keys.signer.verify(message, signing), Ok(()));
        }
        (header, body.to_vec())
    }

    pub(super) fn reply(&mut self, to: &Header, status: NtStatus, body: &impl Body) -> Vec<u8> {
        self.send(self.header(to, status), &encode_body(body))
    }

    pub(super) fn refuse(&mut self, to: &Header, status: NtStatus) -> Vec<u8> {
        let mut w = wire::Writer::new();
        ErrorResponse::Data(Vec::new()).encode(&mut w);
        self.send(self.header(to, status), w.as_slice())
    }

    /// `STATUS_PENDING`, which only has to be encrypted, not signed.
    pub(super) fn postpone(&mut self, to: &Header, async_id: u64) -> Vec<u8> {
        let header = Header {
            addressee: Addressee::Async { async_id },
            ..self.header(to, NtStatus::PENDING)
        };
        let mut w = wire::Writer::new();
        ErrorResponse::Data(Vec::new()).encode(&mut w);
        if self.encrypting {
            self.send(header, w.as_slice())
        } else {
            join_message(&header, w.as_slice())
        }
    }

    pub(super) fn header(&self, to: &Header, status: NtStatus) -> Header {
        let tree_id = match to.command {
            Command::NEGOTIATE | Command::SESSION_SETUP => 0,
            _ => TREE_ID,
        };
        Header {
            status,
            credits: self.credits,
            flags: Flags::RESPONSE,
            addressee: Addressee::Sync { tree_id },
            session_id: match to.command {
                Command::NEGOTIATE => 0,
                _ => SESSION_ID,
            },
            ..*to
        }
    }

    /// Signs or encrypts.
    pub(super) fn send(&mut self, mut header: Header, body: &[u8]) -> Vec<u8> {
        let Some(keys) = &self.keys else {
            return join_message(&header, body);
        };
        if self.encrypting {
            let keys = keys.encryption.as_ref().unwrap();
            self.nonce += 1;
            let message = join_message(&header, body);
            let Ok(sealed) = transform::seal(&keys.open, self.nonce, SESSION_ID, message) else {
                panic!();
            };
            return sealed;
        }
        header.flags = header.flags.with(Flags::SIGNED);
        let mut message = join_message(&header, body);
        let signing = Signing {
            message_id: header.message_id,
            by_server: true,
            cancel: false,
        };
        keys.signer.sign(&mut message, signing).unwrap();
        message
    }
}
