//! A client that behaves, for tests and oracles.

use auth::ntlm::{self, InitiatorEntropy};
use auth::{Credentials, Exchange, MessageSecurity, Step, spnego};
use rasn_ldap::{
    AuthenticationChoice, BindRequest, Control, LdapMessage, ProtocolOp, ResultCode,
    SaslCredentials,
};
use wire::{FileTime, NetbiosName, SecretKey};

use crate::frames::Frames;
use crate::message;
use crate::session::MECHANISM;

/// The client's end of a connection.
pub struct Peer {
    exchange: Option<Box<dyn Exchange>>,
    security: Option<Box<dyn MessageSecurity>>,
    frames: Frames,
    id: u32,
}

impl Peer {
    /// A client with these credentials, and no randomness whatever.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        let ntlm = ntlm::Initiator::new(
            credentials,
            "ldap/SERVER",
            NetbiosName::new("CLIENT").unwrap_or_else(|error| panic!("CLIENT: {error}")),
            InitiatorEntropy {
                client_challenge: [0xaa; 8],
                exported_session_key: SecretKey::new([0x55; 16]),
            },
            FileTime::ZERO,
        );
        Self {
            exchange: Some(Box::new(spnego::Initiator::new(Box::new(ntlm)))),
            security: None,
            frames: Frames::new(),
            id: 0,
        }
    }

    /// The first message of a bind.
    pub fn begin(&mut self) -> Vec<u8> {
        self.step(&[]).unwrap_or_default()
    }

    /// The next message of a bind, after the server's answer; none once both are agreed.
    ///
    /// # Errors
    /// How the server has refused.
    pub fn go_on(&mut self, answer: &[u8]) -> Result<Option<Vec<u8>>, ResultCode> {
        let Some(ProtocolOp::BindResponse(response)) =
            self.read(answer).pop().map(|message| message.protocol_op)
        else {
            return Err(ResultCode::ProtocolError);
        };
        let token = response.server_sasl_creds.unwrap_or_default();
        match response.result_code {
            ResultCode::SaslBindInProgress => Ok(self.step(&token)),
            ResultCode::Success => {
                let _ = self.step(&token);
                if let Some(security) = self.security.take() {
                    self.frames.protect(security);
                }
                Ok(None)
            }
            refused => Err(refused),
        }
    }

    /// The octets of a request.
    pub fn request(&mut self, operation: ProtocolOp) -> Vec<u8> {
        let octets = message::encode(self.next_id(), operation);
        self.protect(octets)
    }

    /// The octets of a request with a control.
    pub fn request_with(&mut self, operation: ProtocolOp, control: Control) -> Vec<u8> {
        let octets = message::encode_with(self.next_id(), operation, control);
        self.protect(octets)
    }

    /// What goes over the wire for these octets.
    pub fn protect(&mut self, octets: Vec<u8>) -> Vec<u8> {
        self.frames.send(octets)
    }

    /// The messages in what the server has sent.
    ///
    /// # Panics
    /// When that is no LDAP.
    pub fn read(&mut self, octets: &[u8]) -> Vec<LdapMessage> {
        self.frames.receive(octets);
        let mut messages = Vec::new();
        loop {
            match self.frames.next() {
                Ok(Some(octets)) => match message::decode(&octets) {
                    Ok(message) => messages.push(message),
                    Err(error) => panic!("{error}: {octets:x?}"),
                },
                Ok(None) => return messages,
                Err(ended) => panic!("{ended}"),
            }
        }
    }

    fn step(&mut self, token: &[u8]) -> Option<Vec<u8>> {
        let token = match self.exchange.take()?.step(token).ok()? {
            Step::Continue { token, next } => {
                self.exchange = Some(next);
                token
            }
            Step::Done { token, established } => {
                self.security = established.security;
                token?
            }
            Step::Identify(_) => return None,
        };
        let bind = BindRequest::new(
            3,
            "".into(),
            AuthenticationChoice::Sasl(SaslCredentials::new(MECHANISM.into(), Some(token.into()))),
        );
        Some(message::encode(
            self.next_id(),
            ProtocolOp::BindRequest(bind),
        ))
    }

    const fn next_id(&mut self) -> u32 {
        self.id = self.id.saturating_add(1);
        self.id
    }
}
