//! Finding out who calls: the legs of an authentication, and its end.

use std::sync::Arc;

use auth::{AuthError, Established, Protection, Step};

use super::negotiation::{Acknowledgement, whole_body};
use super::security::{SecurityContext, Unfinished};
use super::{Authenticated, Caller, ServerAssociation, ServerEvent, State};
use crate::RpcStatus;
use crate::association::ProtocolError;
use crate::association::shield::{self, Shield};
use crate::pdu::{CallId, Frame, Header, PduFlags, PduKind, RejectReason, SecurityContextId};

/// What a client asked for when it began to authenticate.
#[derive(Clone, Copy)]
pub(super) struct Login {
    pub(super) context: SecurityContextId,
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

impl ServerAssociation {
    pub(super) fn auth3(&mut self, frame: &Frame) -> Result<(), ProtocolError> {
        let Header { kind, call_id, .. } = *frame.header();
        whole_body(frame)?;
        if !matches!(self.state, State::Open) {
            return Err(ProtocolError::Unexpected(kind));
        }
        let Some(trailer) = frame.trailer() else {
            return Err(ProtocolError::Unprotected(kind));
        };
        let unfinished = self.security.take_unfinished(frame, trailer.context)?;
        let (login, exchange) = unfinished.ok_or(ProtocolError::WrongSecurityContext(kind))?;
        self.proceed(login, Leg::Last(call_id), exchange.step(frame.token()))
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
    pub(super) fn login(
        &mut self,
        frame: &Frame,
        context: SecurityContextId,
    ) -> Result<Unfinished, ProtocolError> {
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

    /// Goes on as the security provider says.
    pub(super) fn proceed(
        &mut self,
        login: Login,
        leg: Leg,
        step: Result<Step, AuthError>,
    ) -> Result<(), ProtocolError> {
        match (step, leg) {
            (Ok(Step::Identify(claim)), leg) => {
                self.state = State::Judging(login, leg);
                self.report(ServerEvent::Identify(claim));
                Ok(())
            }
            (Ok(Step::Continue { token, next }), Leg::Answered(ack)) => {
                self.answer_with(&token, login, &ack)?;
                self.begun(login, SecurityContext::Unfinished(login, next));
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
                self.begun(login, SecurityContext::Denied(error));
                Ok(())
            }
            (Err(error), Leg::Answered(_)) => Err(error.into()),
        }
    }

    fn established(&mut self, login: Login, established: Established) -> Result<(), ProtocolError> {
        let shield = Shield {
            context: login.context,
            protection: login.protection,
            signs_headers: login.context.auth_type.signs_headers(login.header_signing),
            security: established.security.ok_or(ProtocolError::NoKeys)?,
        };
        let authenticated = Arc::new(Authenticated {
            caller: Caller {
                identity: established.identity,
                auth_type: login.context.auth_type,
                protection: login.protection,
                standing: established.standing,
            },
            session_key: established.session_key,
        });
        self.begun(login, SecurityContext::Established(shield, authenticated));
        Ok(())
    }

    fn begun(&mut self, login: Login, context: SecurityContext) {
        self.security.insert(login.context, context);
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
}
