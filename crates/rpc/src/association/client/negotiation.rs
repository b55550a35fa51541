//! Binding, authenticating, and adding interfaces: the PDUs that precede calls.

use auth::{Exchange, Step};

use super::{BindAuth, BindRefusal, ClientAssociation, ClientEvent, Outgoing, State};
use crate::association::shield::{self, Shield};
use crate::association::{Limits, ProtocolError};
use crate::pdu::{
    self, AuthLevel, Bind, BindAck, BindTimeFeatures, Body, CallId, ContextElement, ContextId,
    ContextOutcome, Fault, Frame, PduFlags, PduKind, ProviderReason, SecurityContextId, SyntaxId,
};

/// A proposal that awaits its answer.
pub(super) struct Negotiation {
    call_id: CallId,
    /// What answers it.
    answer: PduKind,
    /// What was proposed; the first element is the interface that matters.
    proposed: Vec<ContextElement>,
    /// The authentication of which the proposal was a leg.
    login: Option<Login>,
}

/// An authentication that is not finished.
struct Login {
    context: SecurityContextId,
    protection: auth::Protection,
    exchange: Box<dyn Exchange>,
    header_signing: bool,
}

impl Negotiation {
    pub(super) const fn call_id(&self) -> CallId {
        self.call_id
    }

    fn context(&self) -> ContextId {
        self.proposed
            .first()
            .map(|element| element.id)
            .unwrap_or_default()
    }
}

impl ClientAssociation {
    /// Sends the `bind`.
    pub(super) fn begin(
        &mut self,
        interface: SyntaxId,
        auth: Option<BindAuth>,
    ) -> Result<(), ProtocolError> {
        let features = ContextElement {
            id: ContextId(1),
            interface,
            transfer: vec![BindTimeFeatures::KEEP_CONNECTION_ON_ORPHAN.to_syntax()],
        };
        let mut proposed = vec![ContextElement::ndr(ContextId(0), interface)];
        if auth
            .as_ref()
            .is_none_or(|auth| auth.auth_type.can_multiplex())
        {
            proposed.push(features);
        } else {
            // Nor can the answer to a call that was given up come whenever it likes.
            self.config.multiplex = false;
        }
        let Some(auth) = auth else {
            return self.propose(PduKind::BIND, proposed, None);
        };
        self.header_signing = auth.header_signing;
        let (token, next) = match auth.exchange.step(&[])? {
            Step::Continue { token, next } => (token, next),
            // A context that needs no word from the server could be anyone's.
            Step::Done { .. } | Step::Identify(_) => return Err(ProtocolError::WrongLeg),
        };
        let login = Login {
            context: SecurityContextId {
                auth_type: auth.auth_type,
                level: AuthLevel::from(auth.protection),
                number: auth.context_number,
            },
            protection: auth.protection,
            exchange: next,
            header_signing: auth.header_signing,
        };
        self.propose(PduKind::BIND, proposed, Some((login, token)))
    }

    /// Proposes one more interface on the open association; [`ClientEvent::ContextAccepted`] or
    /// [`ClientEvent::ContextRefused`] will follow.
    ///
    /// # Errors
    /// [`CallRefused`](super::CallRefused) when that cannot be done now.
    pub fn alter_context(&mut self, interface: SyntaxId) -> Result<ContextId, super::CallRefused> {
        match self.state {
            State::Open => {}
            State::Altering(_) => return Err(super::CallRefused::Busy),
            State::Binding(_) | State::Closed => return Err(super::CallRefused::NotOpen),
        }
        // 1 was the number of the element that proposed features.
        let highest = self.contexts.iter().map(|(id, _)| id.0).max();
        let id = ContextId(highest.unwrap_or_default().max(1).wrapping_add(1));
        let proposed = vec![ContextElement::ndr(id, interface)];
        // Only a token could make this fail, and there is none.
        self.propose(PduKind::ALTER_CONTEXT, proposed, None)
            .map_err(|_| super::CallRefused::NotOpen)?;
        Ok(id)
    }

    /// Sends `bind` or `alter_context`.
    fn propose(
        &mut self,
        kind: PduKind,
        proposed: Vec<ContextElement>,
        login: Option<(Login, Vec<u8>)>,
    ) -> Result<(), ProtocolError> {
        let call_id = self.next_call_id();
        let max_fragment = self.config.limits.max_fragment;
        let bind = Bind {
            max_xmit_frag: max_fragment,
            max_recv_frag: max_fragment,
            assoc_group: 0,
            contexts: proposed.clone(),
        };
        let (body, answer) = match kind {
            PduKind::BIND => (Body::Bind(bind), PduKind::BIND_ACK),
            _ => (Body::AlterContext(bind), PduKind::ALTER_CONTEXT_RESP),
        };
        let flags = PduFlags::WHOLE.with_if(self.config.multiplex, PduFlags::CONC_MPX);
        let (octets, login) = match login {
            None => (pdu::plain(flags, call_id, &body), None),
            Some((login, token)) => {
                let flags = flags.with_if(login.header_signing, PduFlags::SUPPORT_HEADER_SIGN);
                let octets = shield::carry(
                    self.max_xmit_frag,
                    flags,
                    call_id,
                    &body,
                    login.context,
                    &token,
                )?;
                (octets, Some(login))
            }
        };
        let negotiation = Negotiation {
            call_id,
            answer,
            proposed,
            login,
        };
        self.state = match self.state {
            State::Open => State::Altering(negotiation),
            _ => State::Binding(negotiation),
        };
        self.outgoing.push_back(Outgoing {
            octets,
            answered: self.calls.is_empty(),
        });
        Ok(())
    }

    /// Takes `bind_ack`, `bind_nak` or `alter_context_resp`.
    pub(super) fn negotiated(&mut self, frame: &Frame) -> Result<(), ProtocolError> {
        let header = frame.header();
        let open = self.is_open();
        let negotiation = match std::mem::replace(&mut self.state, State::Closed) {
            State::Binding(negotiation) | State::Altering(negotiation) => negotiation,
            State::Open | State::Closed => return Err(ProtocolError::Unexpected(header.kind)),
        };
        if header.call_id != negotiation.call_id {
            return Err(ProtocolError::UnknownCall {
                kind: header.kind,
                call_id: header.call_id,
            });
        }
        if !header.flags.contains(PduFlags::WHOLE) {
            return Err(ProtocolError::Fragmented(header.kind));
        }
        match frame.body()? {
            Body::BindNak(nak) if negotiation.answer == PduKind::BIND_ACK => {
                self.refused(open, negotiation.context(), BindRefusal::Nak(nak.reason));
                Ok(())
            }
            Body::BindAck(ack) | Body::AlterContextResp(ack)
                if negotiation.answer == header.kind =>
            {
                self.acknowledged(frame, negotiation, &ack, open)
            }
            _ => Err(ProtocolError::Unexpected(header.kind)),
        }
    }

    /// Takes a fault that answers the proposal.
    pub(super) fn negotiation_fault(&mut self, frame: &Frame) -> Result<(), ProtocolError> {
        let Body::Fault(Fault { status, .. }) = frame.body()? else {
            return Err(ProtocolError::Unexpected(frame.header().kind));
        };
        let open = self.is_open();
        if let State::Binding(negotiation) | State::Altering(negotiation) =
            std::mem::replace(&mut self.state, State::Closed)
        {
            self.refused(open, negotiation.context(), BindRefusal::Fault(status));
        }
        Ok(())
    }

    fn acknowledged(
        &mut self,
        frame: &Frame,
        negotiation: Negotiation,
        ack: &BindAck,
        open: bool,
    ) -> Result<(), ProtocolError> {
        let accepted = self.take_results(&negotiation.proposed, ack)?;
        if let Err(reason) = accepted {
            self.refused(open, negotiation.context(), BindRefusal::Interface(reason));
            return Ok(());
        }
        if frame.header().kind == PduKind::BIND_ACK {
            if ack.max_recv_frag < Limits::MUST_RECEIVE {
                return Err(ProtocolError::FragmentSize(ack.max_recv_frag));
            }
            self.max_xmit_frag = self.max_xmit_frag.min(ack.max_recv_frag);
            self.multiplexed =
                self.config.multiplex && frame.header().flags.contains(PduFlags::CONC_MPX);
        }
        match negotiation.login {
            Some(login) => self.go_on(frame, login, negotiation.proposed, negotiation.call_id),
            None => {
                shield::no_token(frame)?;
                self.accepted(open, negotiation.proposed)
            }
        }
    }

    /// What became of the interface that was proposed first, and of the features.
    fn take_results(
        &mut self,
        proposed: &[ContextElement],
        ack: &BindAck,
    ) -> Result<Result<(), ProviderReason>, ProtocolError> {
        if ack.results.len() != proposed.len() {
            return Err(ProtocolError::WrongResultCount {
                proposed: proposed.len(),
                results: ack.results.len(),
            });
        }
        let mut interface = Err(ProviderReason::NOT_SPECIFIED);
        for (element, result) in proposed.iter().zip(&ack.results) {
            match (element.features(), result.outcome) {
                (Some(ours), ContextOutcome::NegotiateAck(theirs)) => {
                    self.features = ours & theirs;
                }
                // A server that does not know of features has rejected a transfer syntax.
                (Some(_), _) => {}
                (None, ContextOutcome::Accepted) if result.transfer == SyntaxId::NDR => {
                    interface = Ok(());
                }
                (None, ContextOutcome::Accepted | ContextOutcome::NegotiateAck(_)) => {
                    return Err(ProtocolError::WrongContext(element.id));
                }
                (
                    None,
                    ContextOutcome::UserRejection(reason)
                    | ContextOutcome::ProviderRejection(reason),
                ) => interface = Err(reason),
            }
        }
        Ok(interface)
    }

    /// The next leg of authentication: `rpc_auth_3` if it is the last, `alter_context` if the server is to answer again.
    fn go_on(
        &mut self,
        frame: &Frame,
        login: Login,
        proposed: Vec<ContextElement>,
        call_id: CallId,
    ) -> Result<(), ProtocolError> {
        let kind = frame.header().kind;
        shield::token_of(login.context, frame)?;
        // The answer to the bind decides; what the later legs carry is not looked at.
        let agreed = frame.header().flags.contains(PduFlags::SUPPORT_HEADER_SIGN);
        let header_signing = login.header_signing && (agreed || kind != PduKind::BIND_ACK);
        match login.exchange.step(frame.token())? {
            Step::Continue { token, next } => {
                let login = Login {
                    exchange: next,
                    header_signing,
                    ..login
                };
                let interface = proposed.into_iter().take(1).collect();
                self.propose(PduKind::ALTER_CONTEXT, interface, Some((login, token)))
            }
            Step::Done { token, established } => {
                if let Some(token) = token {
                    let octets = shield::carry(
                        self.max_xmit_frag,
                        PduFlags::WHOLE,
                        call_id,
                        &Body::Auth3,
                        login.context,
                        &token,
                    )?;
                    self.outgoing.push_back(Outgoing {
                        octets,
                        answered: false,
                    });
                }
                self.session_key = established.session_key;
                self.shield = Some(Shield {
                    context: login.context,
                    protection: login.protection,
                    signs_headers: login.context.auth_type.signs_headers(header_signing),
                    security: established.security.ok_or(ProtocolError::NoKeys)?,
                });
                self.accepted(false, proposed)
            }
            Step::Identify(_) => Err(ProtocolError::WrongLeg),
        }
    }

    fn accepted(&mut self, open: bool, proposed: Vec<ContextElement>) -> Result<(), ProtocolError> {
        let Some(element) = proposed.first() else {
            return Err(ProtocolError::IllegalContextList);
        };
        self.contexts.push((element.id, element.interface));
        self.state = State::Open;
        self.events.push_back(if open {
            ClientEvent::ContextAccepted(element.id)
        } else {
            ClientEvent::Bound
        });
        Ok(())
    }

    fn refused(&mut self, open: bool, context: ContextId, refusal: BindRefusal) {
        if open {
            self.state = State::Open;
            self.events
                .push_back(ClientEvent::ContextRefused(context, refusal));
        } else {
            self.close();
            self.events.push_back(ClientEvent::Refused(refusal));
        }
    }
}
