//! The server's end, [MS-RPCE] 3.3.3.

mod authentication;
mod calls;
mod negotiation;
mod security;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::Arc;

use auth::{Claim, Exchange, Identity, Protection};
use wire::{Guid, SecretKey};

use self::authentication::{Leg, Login};
use self::calls::{Partial, Unanswered};
use self::security::SecurityContexts;
use super::framer::Framer;
use super::{Limits, ProtocolError, StubData};
use crate::pdu::{AuthType, BindTimeFeatures, CallId, ContextId, Frame, PduKind, SyntaxId};

/// The server's end of an association.
///
/// What it answers an error with is in [`poll_transmit`](Self::poll_transmit), to be sent before the connection is
/// closed.
pub struct ServerAssociation {
    state: State,
    policy: Box<dyn ServerPolicy>,
    limits: Limits,
    framer: Framer,
    outgoing: VecDeque<Vec<u8>>,
    events: VecDeque<ServerEvent>,
    /// The longest PDU that both ends agreed that we send.
    max_xmit_frag: u16,
    /// Whether both ends agreed to several calls at a time.
    multiplexed: bool,
    assoc_group: u32,
    contexts: BTreeMap<ContextId, SyntaxId>,
    /// Whether the client has proposed header signing.
    header_signing: bool,
    /// Whether it was begun without authentication, so that calls may come without protection.
    anonymous: bool,
    /// What else both ends agreed to.
    features: BindTimeFeatures,
    security: SecurityContexts,
    /// Whether a message came that only who the client says it is could have protected.
    proven: bool,
    /// The request of which some fragments came.
    partial: Option<Partial>,
    /// A request that has to wait until the call before it is answered; what came after it is still to be looked at.
    held: Option<Frame>,
    /// The calls that are not answered yet.
    calls: BTreeMap<CallId, Unanswered>,
}

/// Where an association stands.
enum State {
    /// Only a `bind` will do.
    Unbound,
    /// Whoever drives this association judges a claim; what comes meanwhile has to wait.
    Judging(Login, Leg),
    /// Calls are taken, of those who may make them.
    Open,
    /// Over.
    Closed,
}

/// What an endpoint offers, and to whom.
pub trait ServerPolicy: Send {
    /// The interfaces, with the highest minor version of each that is served.
    fn interfaces(&self) -> &[SyntaxId];

    /// Port or pipe, as `sec_addr` of `bind_ack` names it.
    fn secondary_address(&self) -> &str;

    /// An acceptor for this kind of authentication, if it is accepted.
    fn acceptor(&mut self, auth_type: AuthType) -> Option<Box<dyn Exchange>>;

    /// The association group that a client joins: a new one if it asks for zero, and `None` if there is no such group.
    /// Context handles are shared within a group.
    fn join_group(&mut self, requested: u32) -> Option<u32>;
}

/// What happened.
pub enum ServerEvent {
    /// A call, to be answered by [`respond`](ServerAssociation::respond) or [`fault`](ServerAssociation::fault).
    Call(IncomingCall),
    /// A name and a proof, to be judged and passed to [`resume`](ServerAssociation::resume).
    Identify(Claim),
    /// The client asks to cancel a call, which is to be answered all the same.
    Cancel(CallId),
    /// The client does not wait for a call any more.
    Orphaned(CallId),
}

/// A request, whole and verified.
#[derive(Clone, Debug)]
pub struct IncomingCall {
    /// Its number.
    pub call_id: CallId,
    /// What is called.
    pub interface: SyntaxId,
    /// `opnum`.
    pub opnum: u16,
    /// The object that the call is addressed to.
    pub object: Option<Guid>,
    /// Its parameters.
    pub stub: StubData,
    /// Who calls, as the security context says under which the request came; `None` if it came without one.
    pub caller: Option<Arc<Authenticated>>,
}

/// Who calls, with the key that he and the server have: one for each security context.
pub struct Authenticated {
    /// Who calls.
    pub caller: Caller,
    /// The session key, if the security provider made one.
    pub session_key: Option<SecretKey<16>>,
}

impl fmt::Debug for Authenticated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.caller, f)
    }
}

/// Who calls, and how his messages are protected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Caller {
    /// The account.
    pub identity: Identity,
    /// How it was proved.
    pub auth_type: AuthType,
    /// What was done to each message.
    pub protection: Protection,
    /// As of [`auth::Established`].
    pub standing: Option<u64>,
}

impl ServerAssociation {
    /// Awaits a `bind`.
    #[must_use]
    pub fn new(policy: Box<dyn ServerPolicy>, limits: Limits) -> Self {
        Self {
            state: State::Unbound,
            policy,
            limits,
            framer: Framer::new(limits.max_fragment),
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
            max_xmit_frag: limits.max_fragment,
            multiplexed: false,
            assoc_group: 0,
            contexts: BTreeMap::new(),
            header_signing: false,
            anonymous: false,
            features: BindTimeFeatures::NONE,
            security: SecurityContexts::default(),
            proven: false,
            partial: None,
            held: None,
            calls: BTreeMap::new(),
        }
    }

    /// Takes octets from the client, in any portions. Unless it [`takes_more`](Self::takes_more), one should read no more from
    /// the client, for only a few PDUs are kept.
    ///
    /// # Errors
    /// [`ProtocolError`] ends the association.
    pub fn receive(&mut self, octets: &[u8]) -> Result<(), ProtocolError> {
        if matches!(self.state, State::Closed) {
            return Err(ProtocolError::Closed);
        }
        if self.held.is_some() && !self.takes_more() {
            self.close();
            return Err(ProtocolError::Impatient);
        }
        self.framer.push(octets);
        self.process().inspect_err(|_| self.close())
    }

    /// Whether a request that had to wait for an answer need not any more.
    #[must_use]
    pub fn has_next(&self) -> bool {
        self.held.is_some() && self.calls.is_empty()
    }

    /// Goes on with it: once the answer is sent, so that not many are kept.
    ///
    /// # Errors
    /// [`ProtocolError`] ends the association.
    pub fn go_on(&mut self) -> Result<(), ProtocolError> {
        let next = self.held.take_if(|_| self.calls.is_empty());
        let Some(frame) = next else { return Ok(()) };
        self.request(frame)
            .and_then(|()| self.process())
            .inspect_err(|_| self.close())
    }

    /// The next PDU to be sent.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        self.outgoing.pop_front()
    }

    /// The next thing that happened.
    pub fn poll_event(&mut self) -> Option<ServerEvent> {
        self.events.pop_front()
    }

    /// Whether it is over.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        matches!(self.state, State::Closed)
    }

    /// Whether it waits for [`resume`](Self::resume).
    #[must_use]
    pub const fn is_judging(&self) -> bool {
        matches!(self.state, State::Judging(..))
    }

    /// Whether it has room for more octets: it neither waits for [`resume`](Self::resume) nor holds a few PDUs of a client that
    /// does not wait for the answer to its last call.
    #[must_use]
    pub fn takes_more(&self) -> bool {
        !self.is_judging() && (self.held.is_none() || self.framer.buffered() <= self.patience())
    }

    /// Whether the client has begun nothing that it has not finished: a PDU, a request in fragments, an authentication,
    /// or the association itself.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        matches!(self.state, State::Open)
            && !self.security.is_unfinished()
            && self.partial.is_none()
            && self.held.is_none()
            && self.framer.buffered() == 0
    }

    /// Whether the client has proven who it is, by a message that it has protected: not every security provider has a
    /// proof before.
    #[must_use]
    pub const fn is_authenticated(&self) -> bool {
        self.proven
    }

    /// The association group that the client has joined; zero before.
    #[must_use]
    pub const fn assoc_group(&self) -> u32 {
        self.assoc_group
    }

    fn report(&mut self, event: ServerEvent) {
        // There is one at a time, mostly, and its place stays for as long as the association.
        self.events.reserve_exact(1);
        self.events.push_back(event);
    }

    fn process(&mut self) -> Result<(), ProtocolError> {
        while !matches!(self.state, State::Closed | State::Judging(..))
            && self.held.is_none()
            && let Some(frame) = self.framer.next()?
        {
            match frame.header().kind {
                PduKind::BIND => self.bind(&frame)?,
                PduKind::ALTER_CONTEXT => self.alter_context(&frame)?,
                PduKind::AUTH3 => self.auth3(&frame)?,
                PduKind::REQUEST if self.has_to_wait(&frame) => self.held = Some(frame),
                PduKind::REQUEST => self.request(frame)?,
                PduKind::CO_CANCEL | PduKind::ORPHANED => self.given_up(frame)?,
                other => return Err(ProtocolError::Unexpected(other)),
            }
        }
        if self.is_judging() && self.framer.buffered() > self.patience() {
            return Err(ProtocolError::Impatient);
        }
        Ok(())
    }

    /// How much of what a client sends is kept that should wait: a few PDUs.
    fn patience(&self) -> usize {
        usize::from(self.limits.max_fragment).saturating_mul(4)
    }

    fn close(&mut self) {
        self.state = State::Closed;
        self.partial = None;
        self.held = None;
        self.calls.clear();
    }
}
