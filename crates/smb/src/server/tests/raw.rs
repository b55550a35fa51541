//! A client that can send anything.

use auth::{Credentials, Exchange, Step};
use wire::{Guid, NtStatus};

use super::host::{Host, account, config, initiator};
use super::*;
use crate::crypto::{PreauthHash, SessionKeys};
use crate::dialect::{Capabilities, Cipher, Dialect, SecurityMode, SigningAlgorithm};
use crate::header::{Addressee, Command, Flags, Header};
use crate::message::{
    Body, CreateRequest, CreateResponse, FileId, HashAlgorithm, NegotiateContext, NegotiateRequest,
    SessionSetupRequest, SessionSetupResponse, TreeConnectRequest, encode_body, join_message,
    split_message,
};
use crate::protection::{Protection, Role};

/// A session of the client.
#[derive(Default)]
pub(super) struct Seat {
    pub(super) session_id: u64,
    pub(super) tree_id: u32,
    pub(super) protection: Option<Protection>,
}

pub(super) struct Raw {
    pub(super) host: Host,
    pub(super) next_id: u64,
    pub(super) seat: Seat,
    dialect: Dialect,
    preauth: PreauthHash,
}

pub(super) type Answer = (Header, Vec<u8>);

/// The algorithms of all raw sessions.
const SIGNING: SigningAlgorithm = SigningAlgorithm::AES_GMAC;
const CIPHER: Cipher = Cipher::AES_128_GCM;

impl Raw {
    pub(super) fn new(config: Config) -> Self {
        Self {
            dialect: config.max_dialect,
            host: Host::new(config),
            next_id: 0,
            seat: Seat::default(),
            preauth: PreauthHash::new(),
        }
    }

    pub(super) fn negotiated(config: Config) -> Self {
        let mut raw = Self::new(config);
        let request = raw.negotiate_request();
        assert_eq!(raw.ask(&request).0.status, NtStatus::SUCCESS);
        raw
    }

    /// Logged on as DOMAIN\root, with a tree connect to `IPC$`.
    pub(super) fn logged_on() -> Self {
        Self::logged_on_to(config())
    }

    pub(super) fn logged_on_to(config: Config) -> Self {
        let mut raw = Self::negotiated(config);
        assert_eq!(raw.log_on(account(r"DOMAIN\root"), 0), NtStatus::SUCCESS);
        raw.connect();
        raw
    }

    pub(super) fn negotiate_request(&self) -> NegotiateRequest {
        let offered = |dialect: &Dialect| *dialect <= self.dialect;
        NegotiateRequest {
            security_mode: SecurityMode::SIGNING_REQUIRED,
            capabilities: Capabilities::ENCRYPTION,
            client_guid: Guid::NIL,
            dialects: Dialect::ALL.into_iter().filter(offered).collect(),
            contexts: vec![
                NegotiateContext::PreauthIntegrity {
                    hashes: vec![HashAlgorithm::SHA_512],
                    salt: vec![3; 32],
                },
                NegotiateContext::Encryption(vec![CIPHER]),
                NegotiateContext::Signing(vec![SIGNING]),
            ],
        }
    }

    /// The header of the next request.
    pub(super) fn header(&mut self, command: Command) -> Header {
        let message_id = self.next_id;
        self.next_id += 1;
        Header {
            credit_charge: 1,
            status: NtStatus::SUCCESS,
            command,
            credits: 8,
            flags: Flags::default(),
            next_command: 0,
            message_id,
            addressee: Addressee::Sync {
                tree_id: self.seat.tree_id,
            },
            session_id: self.seat.session_id,
        }
    }

    /// A request, signed if there is a key.
    pub(super) fn message(&mut self, body: &impl Body) -> Vec<u8> {
        self.raw_message(body_command(body), &encode_body(body))
    }

    pub(super) fn raw_message(&mut self, command: Command, body: &[u8]) -> Vec<u8> {
        let header = self.header(command);
        self.protect(header, body)
    }

    pub(super) fn protect(&self, header: Header, body: &[u8]) -> Vec<u8> {
        match &self.seat.protection {
            Some(protection) => protection.sign(header, body).unwrap(),
            None => join_message(&header, body),
        }
    }

    /// Gives the server a message; returns what it answers, after it has verified that.
    pub(super) fn give(&mut self, message: &[u8]) -> Result<Vec<Answer>, Violation> {
        self.host.give(message)?;
        Ok(self.answers())
    }

    pub(super) fn answers(&mut self) -> Vec<Answer> {
        let sent = self.host.sent();
        sent.iter().map(|message| self.verified(message)).collect()
    }

    fn verified(&self, message: &[u8]) -> Answer {
        let opened;
        let mut message = message;
        let mut sealed = false;
        if crate::transform::is_encrypted(message) {
            let protection = self.seat.protection.as_ref().unwrap();
            let Ok(inner) = protection.open(self.seat.session_id, message) else {
                panic!("encrypted by another key")
            };
            opened = inner;
            message = &opened;
            sealed = true;
        }
        let (header, body) = split_message(message).unwrap();
        assert!(header.flags.contains(Flags::RESPONSE));
        if let Some(protection) = &self.seat.protection
            && header.session_id == self.seat.session_id
            && header.status != NtStatus::PENDING
            && header.status != NtStatus::USER_SESSION_DELETED
            && !sealed
        {
            assert_eq!(protection.verify(&header, message), Ok(()), "{header:?}");
        }
        (header, body.to_vec())
    }

    /// A request with one answer.
    pub(super) fn ask(&mut self, body: &impl Body) -> Answer {
        let message = self.message(body);
        self.ask_raw(&message)
    }

    pub(super) fn ask_raw(&mut self, message: &[u8]) -> Answer {
        let mut answers = self.give(message).unwrap();
        assert_eq!(answers.len(), 1, "{answers:?}");
        answers.remove(0)
    }

    pub(super) fn status(&mut self, body: &impl Body) -> NtStatus {
        self.ask(body).0.status
    }

    /// Encrypts a message.
    pub(super) fn seal(&mut self, message: Vec<u8>) -> Vec<u8> {
        let protection = self.seat.protection.as_mut().unwrap();
        protection.seal(self.seat.session_id, message).unwrap()
    }

    /// Logs on, in a session of its own if there is none; returns the last status.
    pub(super) fn log_on(&mut self, credentials: Credentials, previous: u64) -> NtStatus {
        let mut exchange: Box<dyn Exchange> = initiator(credentials);
        let mut token = Vec::new();
        let mut preauth = self.connection_hash();
        loop {
            let Ok(Step::Continue {
                token: answer,
                next,
            }) = exchange.step(&token)
            else {
                panic!("the mechanism is finished, and the server is not")
            };
            exchange = next;
            let message = self.message(&setup(answer, previous));
            preauth = preauth.then(&message);
            self.host.give(&message).unwrap();
            let heard = self.host.sent().remove(0);
            let (header, body) = split_message(&heard).unwrap();
            if self.seat.session_id == 0 {
                self.seat.session_id = header.session_id;
            }
            if header.status == NtStatus::MORE_PROCESSING_REQUIRED {
                preauth = preauth.then(&heard);
                token = SessionSetupResponse::decode(body).unwrap().token;
                continue;
            }
            if header.status == NtStatus::SUCCESS && self.seat.protection.is_none() {
                let token = SessionSetupResponse::decode(body).unwrap().token;
                self.adopt(exchange, &token, &preauth);
            }
            self.verified(&heard);
            return header.status;
        }
    }

    fn adopt(&mut self, exchange: Box<dyn Exchange>, token: &[u8], preauth: &PreauthHash) {
        let Ok(Step::Done { established, .. }) = exchange.step(token) else {
            panic!("the server is finished, and the mechanism is not")
        };
        let Some(key) = established.session_key else {
            return;
        };
        let (signing, cipher) = if self.dialect == Dialect::SMB_3_1_1 {
            (SIGNING, CIPHER)
        } else {
            (self.dialect.default_signing(), Cipher::AES_128_CCM)
        };
        let keys = SessionKeys::derive(self.dialect, signing, Some(cipher), &key, preauth).unwrap();
        let protection = Protection::new(Role::Client, keys.signer, keys.encryption);
        self.seat.protection = Some(protection);
    }

    pub(super) fn connect(&mut self) -> NtStatus {
        let (header, _) = self.ask(&tree(r"\\SERVER\IPC$"));
        if let Addressee::Sync { tree_id } = header.addressee {
            self.seat.tree_id = tree_id;
        }
        header.status
    }

    pub(super) fn open(&mut self, name: &str) -> FileId {
        let (header, body) = self.ask(&CreateRequest::pipe(name.into()));
        assert_eq!(header.status, NtStatus::SUCCESS);
        CreateResponse::decode(&body).unwrap().file_id
    }

    /// The connection's hash; it was said before there was any session.
    fn connection_hash(&mut self) -> PreauthHash {
        if let Some(agreement) = &self.host.connection.agreement {
            self.preauth = agreement.preauth;
        }
        self.preauth
    }
}

fn body_command<B: Body>(_: &B) -> Command {
    B::COMMAND
}

pub(super) fn setup(token: Vec<u8>, previous_session_id: u64) -> SessionSetupRequest {
    SessionSetupRequest {
        flags: 0,
        security_mode: SecurityMode::SIGNING_REQUIRED,
        capabilities: Capabilities::default(),
        previous_session_id,
        token,
    }
}

pub(super) fn tree(path: &str) -> TreeConnectRequest {
    TreeConnectRequest {
        flags: 0,
        path: path.into(),
    }
}
