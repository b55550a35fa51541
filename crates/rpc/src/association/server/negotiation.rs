//! Binding, authenticating, and adding interfaces.

use auth::{AuthError, Established, Exchange, Protection, Step};

use super::{Caller, ServerAssociation, ServerEvent, State};
use crate::RpcStatus;
use crate::association::shield::{self, Shield};
use crate::association::{Limits, ProtocolError};
use crate::pdu::{
    self, Bind, BindAck, BindNak, BindTimeFeatures, Body, CallId, ContextElement, ContextResult,
    Fault, Frame, PduFlags, PduKind, ProviderReason, RejectReason, SecurityContextId, SyntaxId,
};

/// What a client asked for when it began to authenticate.
#[derive(Clone, Copy)]
pub(super) struct Login {
    context: SecurityContextId,
    protection: Protection,
    header_signing: bool,
}

/// A PDU that carries a token, and how it is answered.
pub(super) enum Leg {
    /// `bind` or `alter_context`, with an acknowledgement that is ready but for the token.
    Answered(Acknowledgement),
    /// `rpc_auth_3`, which has no answer.
    Last(CallId),
}

/// An answer to `bind` or `alter_context`.
pub(super) struct Acknowledgement {
    call_id: CallId,
    flags: PduFlags,
    body: Body<'static>,
}

impl ServerAssociation {
    pub(super) fn bind(&mut self, frame: &Frame) -> Result<(), ProtocolError> {
        let call_id = frame.header().call_id;
        if !matches!(self.state, State::Unbound) {
            self.send_fault(call_id, RpcStatus::PROTOCOL_ERROR);
            return Err(ProtocolError::Unexpected(PduKind::BIND));
        }
        self.accept_bind(frame).inspect_err(|error| {
            let reason = match error {
                ProtocolError::AuthTypeRefused(_) | ProtocolError::LevelRefused(_) => {
                    RejectReason::AUTHENTICATION_TYPE_NOT_RECOGNIZED
                }
                ProtocolError::Authentication(_) | ProtocolError::NoKeys => {
                    RejectReason::INVALID_CHECKSUM
                }
                _ => RejectReason::NOT_SPECIFIED,
            };
            self.send_nak(call_id, reason);
        })
    }

    fn accept_bind(&mut self, frame: &Frame) -> Result<(), ProtocolError> {
        let Body::Bind(bind) = whole_body(frame)? else {
            return Err(ProtocolError::Unexpected(frame.header().kind));
        };
        for size in [bind.max_recv_frag, bind.max_xmit_frag] {
            if size < Limits::MUST_RECEIVE {
                return Err(ProtocolError::FragmentSize(size));
            }
        }
        self.max_xmit_frag = self.max_xmit_frag.min(bind.max_recv_frag);
        self.assoc_group = self
            .policy
            .join_group(bind.assoc_group)
            .ok_or(ProtocolError::UnknownGroup(bind.assoc_group))?;
        self.multiplexed = frame.header().flags.contains(PduFlags::CONC_MPX)
            && frame
                .trailer()
                .is_none_or(|trailer| trailer.context.auth_type.can_multiplex());
        let ack = BindAck {
            secondary_address: self.policy.secondary_address().to_owned(),
            ..self.judge_all(&bind)?
        };
        let ack = self.acknowledgement(frame, Body::BindAck(ack));
        match frame.trailer() {
            None => {
                self.opened(&ack);
                Ok(())
            }
            Some(trailer) => {
                let (login, acceptor) = self.login(frame, trailer.context)?;
                self.proceed(login, Leg::Answered(ack), acceptor.step(frame.token()))
            }
        }
    }

    pub(super) fn alter_context(&mut self, frame: &Frame) -> Result<(), ProtocolError> {
        let call_id = frame.header().call_id;
        self.accept_alter_context(frame).inspect_err(|error| {
            self.send_fault(
                call_id,
                match error {
                    ProtocolError::Authentication(_) | ProtocolError::NoKeys => {
                        RpcStatus::ACCESS_DENIED
                    }
                    _ => RpcStatus::PROTOCOL_ERROR,
                },
            );
        })
    }

    fn accept_alter_context(&mut self, frame: &Frame) -> Result<(), ProtocolError> {
        let Body::AlterContext(bind) = whole_body(frame)? else {
            return Err(ProtocolError::Unexpected(frame.header().kind));
        };
        let ack = Body::AlterContextResp(self.judge_all(&bind)?);
        let ack = self.acknowledgement(frame, ack);
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Open => {
                // A second security context was not negotiated, and the first one is finished.
                shield::no_token(frame)?;
                self.opened(&ack);
                Ok(())
            }
            State::Authenticating(login, exchange) => {
                self.take_token(frame, login, exchange, Leg::Answered(ack))
            }
            State::Unbound | State::Judging(..) | State::Denied(_) | State::Closed => {
                Err(ProtocolError::Unexpected(PduKind::ALTER_CONTEXT))
            }
        }
    }

    pub(super) fn auth3(&mut self, frame: &Frame) -> Result<(), ProtocolError> {
        whole_body(frame)?;
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Authenticating(login, exchange) => {
                let leg = Leg::Last(frame.header().call_id);
                self.take_token(frame, login, exchange, leg)
            }
            _ => Err(ProtocolError::Unexpected(PduKind::AUTH3)),
        }
    }

    /// Goes on after [`ServerEvent::Identify`], with what [`auth::Claim::resume`] returned.
    ///
    /// # Errors
    /// [`ProtocolError`] when the claim was refused, or what was sent meanwhile ends the association.
    pub fn resume(&mut self, verdict: Result<Step, AuthError>) -> Result<(), ProtocolError> {
        let (login, leg) = match std::mem::replace(&mut self.state, State::Closed) {
            State::Judging(login, leg) => (login, leg),
            other => {
                self.state = other;
                return Err(ProtocolError::WrongLeg);
            }
        };
        let (call_id, is_bind) = match &leg {
            Leg::Answered(ack) => (ack.call_id, ack.body.kind() == PduKind::BIND_ACK),
            Leg::Last(call_id) => (*call_id, false),
        };
        let outcome = self.proceed(login, leg, verdict);
        if outcome.is_err() && is_bind {
            self.send_nak(call_id, RejectReason::INVALID_CHECKSUM);
        } else if outcome.is_err() {
            self.send_fault(call_id, RpcStatus::ACCESS_DENIED);
        }
        outcome
            .and_then(|()| self.process())
            .inspect_err(|_| self.close())
    }

    /// Begins an authentication.
    fn login(
        &mut self,
        frame: &Frame,
        context: SecurityContextId,
    ) -> Result<(Login, Box<dyn Exchange>), ProtocolError> {
        let protection = context
            .level
            .protection()
            .ok_or(ProtocolError::LevelRefused(context.level.0))?;
        let acceptor = self
            .policy
            .acceptor(context.auth_type)
            .ok_or(ProtocolError::AuthTypeRefused(context.auth_type.0))?;
        let flags = frame.header().flags;
        let header_signing = flags.contains(PduFlags::SUPPORT_HEADER_SIGN);
        self.header_signing |= header_signing;
        let login = Login {
            context,
            protection,
            header_signing,
        };
        Ok((login, acceptor))
    }

    fn take_token(
        &mut self,
        frame: &Frame,
        login: Login,
        exchange: Box<dyn Exchange>,
        leg: Leg,
    ) -> Result<(), ProtocolError> {
        shield::token_of(login.context, frame)?;
        self.proceed(login, leg, exchange.step(frame.token()))
    }

    /// Goes on as the security provider says.
    fn proceed(
        &mut self,
        login: Login,
        leg: Leg,
        step: Result<Step, AuthError>,
    ) -> Result<(), ProtocolError> {
        match (step, leg) {
            (Ok(Step::Identify(claim)), leg) => {
                self.state = State::Judging(login, leg);
                self.events.push_back(ServerEvent::Identify(claim));
                Ok(())
            }
            (Ok(Step::Continue { token, next }), Leg::Answered(ack)) => {
                self.answer_with(&token, login, &ack)?;
                self.state = State::Authenticating(login, next);
                Ok(())
            }
            (Ok(Step::Done { token, established }), leg) => {
                match (token, leg) {
                    (Some(token), Leg::Answered(ack)) => self.answer_with(&token, login, &ack)?,
                    (None, Leg::Last(_)) => {}
                    _ => return Err(ProtocolError::WrongLeg),
                }
                self.established(login, established)
            }
            (Ok(Step::Continue { .. }), Leg::Last(_)) => Err(ProtocolError::WrongLeg),
            // The client hears of it when it calls.
            (Err(error), Leg::Last(_)) => {
                self.state = State::Denied(error);
                Ok(())
            }
            (Err(error), Leg::Answered(_)) => Err(error.into()),
        }
    }

    fn established(&mut self, login: Login, established: Established) -> Result<(), ProtocolError> {
        self.session_key = established.session_key;
        self.caller = Some(Caller {
            identity: established.identity,
            auth_type: login.context.auth_type,
            protection: login.protection,
        });
        self.shield = Some(Shield {
            context: login.context,
            protection: login.protection,
            signs_headers: login.context.auth_type.signs_headers(login.header_signing),
            security: established.security.ok_or(ProtocolError::NoKeys)?,
        });
        self.state = State::Open;
        Ok(())
    }

    /// What becomes of a proposal; contexts that are accepted can be called from now on.
    fn judge_all(&mut self, bind: &Bind) -> Result<BindAck, ProtocolError> {
        let contexts = &bind.contexts;
        let duplicate = contexts.iter().enumerate().any(|(index, element)| {
            contexts
                .iter()
                .skip(index.saturating_add(1))
                .any(|other| other.id == element.id)
        });
        if contexts.is_empty() || contexts.len() > self.limits.max_contexts || duplicate {
            return Err(ProtocolError::IllegalContextList);
        }
        let results = contexts.iter().map(|element| self.judge(element)).collect();
        Ok(BindAck {
            max_xmit_frag: self.max_xmit_frag,
            max_recv_frag: self.limits.max_fragment.min(bind.max_xmit_frag),
            assoc_group: self.assoc_group,
            secondary_address: String::new(),
            results,
        })
    }

    fn judge(&mut self, element: &ContextElement) -> ContextResult {
        if let Some(features) = element.features() {
            return ContextResult::negotiated(features.and(FEATURES));
        }
        let offered = |ours: &SyntaxId| {
            let theirs = &element.interface;
            ours.uuid == theirs.uuid
                && ours.version.major == theirs.version.major
                && ours.version.minor >= theirs.version.minor
        };
        if !self.policy.interfaces().iter().any(offered) {
            return ContextResult::rejected(ProviderReason::ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        // NDR64 alone is no choice here.
        if !element.transfer.contains(&SyntaxId::NDR) {
            return ContextResult::rejected(ProviderReason::TRANSFER_SYNTAXES_NOT_SUPPORTED);
        }
        match self.contexts.get(&element.id) {
            Some(known) if *known == element.interface => ContextResult::ACCEPTED,
            Some(_) => ContextResult::rejected(ProviderReason::NOT_SPECIFIED),
            None if self.contexts.len() >= self.limits.max_contexts => {
                ContextResult::rejected(ProviderReason::LOCAL_LIMIT_EXCEEDED)
            }
            None => {
                self.contexts.insert(element.id, element.interface);
                ContextResult::ACCEPTED
            }
        }
    }

    fn acknowledgement(&self, frame: &Frame, body: Body<'static>) -> Acknowledgement {
        let header_signing = PduFlags::SUPPORT_HEADER_SIGN;
        let agreed = frame.header().flags.contains(header_signing)
            && frame
                .trailer()
                .is_some_and(|trailer| trailer.context.auth_type.can_sign_headers());
        Acknowledgement {
            call_id: frame.header().call_id,
            flags: PduFlags::WHOLE
                .with_if(self.multiplexed, PduFlags::CONC_MPX)
                .with_if(agreed, header_signing),
            body,
        }
    }

    /// Acknowledges without a token.
    fn opened(&mut self, ack: &Acknowledgement) {
        self.outgoing
            .push_back(pdu::plain(ack.flags, ack.call_id, &ack.body));
        self.state = State::Open;
    }

    fn answer_with(
        &mut self,
        token: &[u8],
        login: Login,
        ack: &Acknowledgement,
    ) -> Result<(), ProtocolError> {
        let pdu = shield::carry(
            self.max_xmit_frag,
            ack.flags,
            ack.call_id,
            &ack.body,
            login.context,
            token,
        )?;
        self.outgoing.push_back(pdu);
        Ok(())
    }

    fn send_nak(&mut self, call_id: CallId, reason: RejectReason) {
        let nak = Body::BindNak(BindNak { reason });
        self.outgoing
            .push_back(pdu::plain(PduFlags::WHOLE, call_id, &nak));
    }

    /// Tells of something that was not executed.
    pub(super) fn send_fault(&mut self, call_id: CallId, status: RpcStatus) {
        self.put_fault(call_id, status, PduFlags::DID_NOT_EXECUTE);
    }

    /// Faults go out without protection, as they do from Windows and Samba: clients do not verify them, so one that took
    /// a sequence number would put the two ends out of step.
    pub(super) fn put_fault(&mut self, call_id: CallId, status: RpcStatus, flags: PduFlags) {
        let fault = Body::Fault(Fault {
            alloc_hint: 0,
            context: Default::default(),
            cancel_count: 0,
            status,
            stub: &[],
        });
        let flags = PduFlags::WHOLE.with(flags);
        self.outgoing.push_back(pdu::plain(flags, call_id, &fault));
    }
}

/// The body of a PDU of the negotiation, which is never in fragments.
fn whole_body(frame: &Frame) -> Result<Body<'_>, ProtocolError> {
    if !frame.header().flags.contains(PduFlags::WHOLE) {
        return Err(ProtocolError::Fragmented(frame.header().kind));
    }
    Ok(frame.body()?)
}

/// What we agree to.
const FEATURES: BindTimeFeatures = BindTimeFeatures::KEEP_CONNECTION_ON_ORPHAN;
