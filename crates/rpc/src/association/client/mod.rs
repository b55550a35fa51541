//! The client's end, [MS-RPCE] 3.3.2.

mod calls;
mod negotiation;

use std::collections::{BTreeMap, VecDeque};

use auth::{Exchange, Protection};
use wire::SecretKey;

use self::calls::Outstanding;
use self::negotiation::Negotiation;
use super::framer::Framer;
use super::shield::Shield;
use super::{Limits, ProtocolError, StubData};
use crate::RpcStatus;
use crate::pdu::{
    AuthType, BindTimeFeatures, CallId, ContextId, Frame, PduKind, ProviderReason, RejectReason,
    SyntaxId,
};

/// The client's end of an association.
pub struct ClientAssociation {
    state: State,
    config: ClientConfig,
    framer: Framer,
    outgoing: VecDeque<Outgoing>,
    events: VecDeque<ClientEvent>,
    /// The longest PDU that both ends agreed that we send.
    max_xmit_frag: u16,
    /// Whether the server agreed to several calls at a time.
    multiplexed: bool,
    features: BindTimeFeatures,
    /// Whether header signing was proposed.
    header_signing: bool,
    contexts: Vec<(ContextId, SyntaxId)>,
    shield: Option<Shield>,
    session_key: Option<SecretKey<16>>,
    calls: BTreeMap<CallId, Outstanding>,
    last_call_id: CallId,
}

/// Where an association stands.
enum State {
    /// `bind` or a further leg of authentication awaits its answer; nothing can be called yet.
    Binding(Negotiation),
    /// Calls can be made.
    Open,
    /// Calls can be made, and one more presentation context is proposed.
    Altering(Negotiation),
    /// Over.
    Closed,
}

/// How a client wants it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClientConfig {
    /// What the server may make us hold.
    pub limits: Limits,
    /// Whether to propose several calls at a time.
    pub multiplex: bool,
}

impl Default for ClientConfig {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            multiplex: true,
        }
    }
}

/// How a client authenticates, [MS-RPCE] 3.3.1.5.2.
pub struct BindAuth {
    /// The security provider.
    pub auth_type: AuthType,
    /// What is done to each message. There is no way to ask for less than integrity.
    pub protection: Protection,
    /// The provider's initiator.
    pub exchange: Box<dyn Exchange>,
    /// `auth_context_id`: any number.
    pub context_number: u32,
    /// Whether to propose `PFC_SUPPORT_HEADER_SIGN`; see [`AuthType::signs_headers`] for what depends on it.
    pub header_signing: bool,
}

impl BindAuth {
    /// As everybody does it: with header signing where the provider has it.
    #[must_use]
    pub fn new(auth_type: AuthType, protection: Protection, exchange: Box<dyn Exchange>) -> Self {
        Self {
            auth_type,
            protection,
            exchange,
            context_number: 1,
            header_signing: auth_type.can_sign_headers(),
        }
    }
}

/// A PDU to be sent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Outgoing {
    /// The PDU.
    pub octets: Vec<u8>,
    /// Whether it is answered by what the server sends next, so that both can be one exchange of the carrier.
    pub answered: bool,
}

/// What happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ClientEvent {
    /// The association is open; [`ContextId`] 0 is the interface that it was bound to.
    Bound,
    /// It was refused, and is closed.
    Refused(BindRefusal),
    /// The interface of an [`alter_context`](ClientAssociation::alter_context) can be called now.
    ContextAccepted(ContextId),
    /// It can not.
    ContextRefused(ContextId, BindRefusal),
    /// A call was answered.
    Response {
        /// Which call.
        call_id: CallId,
        /// What came back.
        stub: StubData,
    },
    /// A call failed. Servers do not protect this message: without a connection that does, anyone may have sent it.
    Fault {
        /// Which call.
        call_id: CallId,
        /// Why.
        status: RpcStatus,
        /// Whether the call may have had an effect.
        executed: bool,
    },
    /// The server asks to close the association when nothing is outstanding any more.
    Shutdown,
}

/// Why a server refused an interface.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BindRefusal {
    /// `bind_nak`.
    #[error("the server refused the association: {0}")]
    Nak(RejectReason),
    /// It does not have the interface, or not in NDR.
    #[error("the server refused the interface: {0}")]
    Interface(ProviderReason),
    /// A fault, which is how servers say that a later leg of authentication failed.
    #[error("the server refused the association: {0}")]
    Fault(RpcStatus),
}

/// Why a call was not even sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CallRefused {
    /// The association is not open yet, or not any more.
    #[error("the association is not open")]
    NotOpen,
    /// The server takes one call at a time and has one, or `max_calls` are outstanding.
    #[error("too many calls are outstanding")]
    Busy,
    /// The server did not agree to this presentation context.
    #[error("the interface is not bound")]
    UnknownContext,
    /// More stub data than `max_stub`.
    #[error("more than {0} octets of stub data")]
    TooLong(usize),
}

impl ClientAssociation {
    /// Begins with a `bind` to `interface`, which will have context 0.
    ///
    /// # Errors
    /// [`ProtocolError`] when the security provider cannot begin.
    pub fn bind(
        interface: SyntaxId,
        auth: Option<BindAuth>,
        config: ClientConfig,
    ) -> Result<Self, ProtocolError> {
        let mut new = Self {
            state: State::Closed,
            config,
            framer: Framer::new(config.limits.max_fragment),
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
            max_xmit_frag: config.limits.max_fragment,
            multiplexed: false,
            features: BindTimeFeatures::NONE,
            header_signing: false,
            contexts: Vec::new(),
            shield: None,
            session_key: None,
            calls: BTreeMap::new(),
            last_call_id: CallId(0),
        };
        new.begin(interface, auth)?;
        Ok(new)
    }

    /// Takes octets from the server, in any portions.
    ///
    /// # Errors
    /// [`ProtocolError`] ends the association.
    pub fn receive(&mut self, octets: &[u8]) -> Result<(), ProtocolError> {
        if matches!(self.state, State::Closed) {
            return Err(ProtocolError::Closed);
        }
        self.framer.push(octets);
        self.process().inspect_err(|_| self.close())
    }

    /// The next PDU to be sent.
    pub fn poll_transmit(&mut self) -> Option<Outgoing> {
        self.outgoing.pop_front()
    }

    /// The next thing that happened.
    pub fn poll_event(&mut self) -> Option<ClientEvent> {
        self.events.pop_front()
    }

    /// Whether calls can be made.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Open | State::Altering(_))
    }

    /// Whether it is over.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        matches!(self.state, State::Closed)
    }

    /// The features that the server agreed to.
    #[must_use]
    pub const fn features(&self) -> BindTimeFeatures {
        self.features
    }

    /// The session key of the authentication that was done by this association, if it has one.
    #[must_use]
    pub const fn session_key(&self) -> Option<&SecretKey<16>> {
        self.session_key.as_ref()
    }

    fn process(&mut self) -> Result<(), ProtocolError> {
        while !self.is_closed()
            && let Some(frame) = self.framer.next()?
        {
            match frame.header().kind {
                PduKind::BIND_ACK | PduKind::BIND_NAK | PduKind::ALTER_CONTEXT_RESP => {
                    self.negotiated(&frame)?
                }
                PduKind::RESPONSE => self.response(frame)?,
                PduKind::FAULT => self.fault(frame)?,
                PduKind::SHUTDOWN => self.events.push_back(ClientEvent::Shutdown),
                other => return Err(ProtocolError::Unexpected(other)),
            }
        }
        Ok(())
    }

    fn fault(&mut self, frame: Frame) -> Result<(), ProtocolError> {
        let call_id = frame.header().call_id;
        match &self.state {
            State::Binding(leg) | State::Altering(leg) if leg.call_id() == call_id => {
                self.negotiation_fault(&frame)
            }
            _ => self.call_fault(frame),
        }
    }

    fn close(&mut self) {
        self.state = State::Closed;
        self.calls.clear();
    }

    fn next_call_id(&mut self) -> CallId {
        self.last_call_id = CallId(self.last_call_id.0.wrapping_add(1));
        self.last_call_id
    }
}
