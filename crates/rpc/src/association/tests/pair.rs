//! Two ends in memory.

use auth::{Exchange, Protection};
use wire::Guid;

use super::double::Double;
use crate::InterfaceVersion;
use crate::association::{
    BindAuth, ClientAssociation, ClientConfig, ClientEvent, IncomingCall, Limits, ProtocolError,
    ServerAssociation, ServerEvent, ServerPolicy,
};
use crate::pdu::{AuthType, ContextId, SyntaxId};

pub(super) const LOGON: SyntaxId = syntax(0x12345678_1234_abcd_ef00_01234567cffb, 1, 0);
pub(super) const LSARPC: SyntaxId = syntax(0x12345778_1234_abcd_ef00_0123456789ab, 0, 0);
pub(super) const SAMR: SyntaxId = syntax(0x12345778_1234_abcd_ef00_0123456789ac, 1, 0);

const fn syntax(uuid: u128, major: u16, minor: u16) -> SyntaxId {
    SyntaxId {
        uuid: Guid::from_u128(uuid),
        version: InterfaceVersion { major, minor },
    }
}

/// A server that has [`LOGON`] and [`LSARPC`], and takes [`Double`] for every provider but SPNEGO.
pub(super) struct Policy {
    pub(super) tokens: u8,
    pub(super) fails_at: Option<u8>,
}

impl ServerPolicy for Policy {
    fn interfaces(&self) -> &[SyntaxId] {
        &[LOGON, LSARPC]
    }

    fn secondary_address(&self) -> &str {
        "\\PIPE\\lsass"
    }

    fn acceptor(&mut self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        (auth_type != AuthType::SPNEGO)
            .then(|| Double::acceptor(self.tokens, self.fails_at, &auth_type.to_string()))
    }

    fn join_group(&mut self, requested: u32) -> Option<u32> {
        matches!(requested, 0 | 7).then_some(7)
    }
}

pub(super) struct Pair {
    pub(super) client: ClientAssociation,
    pub(super) server: ServerAssociation,
    /// Octets that are carried at a time.
    pub(super) portion: usize,
    /// Lengths of all PDUs that were carried.
    pub(super) lengths: Vec<usize>,
}

/// Why a pair stopped.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Broken {
    Client(ProtocolError),
    Server(ProtocolError),
}

pub(super) fn auth(tokens: u8, protection: Protection) -> BindAuth {
    BindAuth::new(AuthType::NTLM, protection, Double::initiator(tokens))
}

pub(super) fn server(tokens: u8, fails_at: Option<u8>) -> ServerAssociation {
    let policy = Box::new(Policy { tokens, fails_at });
    ServerAssociation::new(policy, Limits::default())
}

impl Pair {
    pub(super) fn new(auth: Option<BindAuth>, server: ServerAssociation) -> Self {
        Self::with_config(auth, server, ClientConfig::default())
    }

    pub(super) fn with_config(
        auth: Option<BindAuth>,
        server: ServerAssociation,
        config: ClientConfig,
    ) -> Self {
        Self {
            client: ClientAssociation::bind(LOGON, auth, config).unwrap(),
            server,
            portion: usize::MAX,
            lengths: vec![],
        }
    }

    /// Bound and ready, with protection if there are tokens.
    pub(super) fn bound(tokens: u8, protection: Protection) -> Self {
        let auth = (tokens > 0).then(|| auth(tokens, protection));
        let mut pair = Self::new(auth, server(tokens, None));
        pair.pump().unwrap();
        assert_eq!(pair.client.poll_event(), Some(ClientEvent::Bound));
        pair
    }

    /// Carries PDUs until there are no more.
    pub(super) fn pump(&mut self) -> Result<(), Broken> {
        loop {
            if let Some(pdu) = self.client.poll_transmit() {
                self.lengths.push(pdu.octets.len());
                for portion in pdu.octets.chunks(self.portion) {
                    self.server.receive(portion).map_err(Broken::Server)?;
                }
            } else if let Some(pdu) = self.server.poll_transmit() {
                self.lengths.push(pdu.len());
                for portion in pdu.chunks(self.portion) {
                    self.client.receive(portion).map_err(Broken::Client)?;
                }
            } else {
                return Ok(());
            }
        }
    }

    /// Carries what the server still has to say after an error, as a shell does before it closes.
    pub(super) fn deliver_last_words(&mut self) {
        while let Some(pdu) = self.server.poll_transmit() {
            self.client.receive(&pdu).unwrap();
        }
    }

    /// Calls and lets the server answer with the stub data reversed.
    pub(super) fn echo(&mut self, stub: &[u8]) -> Result<Vec<u8>, Broken> {
        let call_id = self.client.call(ContextId(0), 26, None, stub).unwrap();
        self.pump()?;
        let call = self.incoming();
        assert_eq!((call.call_id, call.opnum), (call_id, 26));
        assert_eq!(call.interface, LOGON);
        let mut answer = call.stub.octets;
        answer.reverse();
        self.server.respond(call_id, &answer);
        self.pump()?;
        match self.client.poll_event() {
            Some(ClientEvent::Response { call_id: id, stub }) if id == call_id => Ok(stub.octets),
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn incoming(&mut self) -> IncomingCall {
        match self.server.poll_event() {
            Some(ServerEvent::Call(call)) => call,
            _ => panic!("no call"),
        }
    }
}
