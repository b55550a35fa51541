//! Binding, authenticating, and adding interfaces.

use super::authentication::Leg;
use super::{ServerAssociation, State};
use crate::RpcStatus;
use crate::association::{Limits, ProtocolError};
use crate::pdu::{
    self, Bind, BindAck, BindNak, BindTimeFeatures, Body, CallId, ContextElement, ContextResult,
    Fault, Frame, PduFlags, PduKind, ProviderReason, RejectReason, SyntaxId,
};

/// An answer to `bind` or `alter_context`.
pub(super) struct Acknowledgement {
    pub(super) call_id: CallId,
    pub(super) flags: PduFlags,
    pub(super) body: Body<'static>,
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
                self.anonymous = true;
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
        let kind = frame.header().kind;
        let Body::AlterContext(bind) = whole_body(frame)? else {
            return Err(ProtocolError::Unexpected(kind));
        };
        if !matches!(self.state, State::Open) {
            return Err(ProtocolError::Unexpected(kind));
        }
        let ack = Body::AlterContextResp(self.judge_all(&bind)?);
        let ack = self.acknowledgement(frame, ack);
        let Some(trailer) = frame.trailer() else {
            if !self.anonymous && !self.security.is_established() {
                return Err(ProtocolError::Unprotected(kind));
            }
            self.opened(&ack);
            return Ok(());
        };
        let (login, exchange) = match self.security.take_unfinished(frame, trailer.context)? {
            Some(unfinished) => unfinished,
            None => {
                self.may_begin(kind)?;
                self.login(frame, trailer.context)?
            }
        };
        self.proceed(login, Leg::Answered(ack), exchange.step(frame.token()))
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
        if let Some(proposed) = element.features() {
            let agreed = proposed & FEATURES;
            // Later it is too late.
            if matches!(self.state, State::Unbound) {
                self.features = agreed;
            }
            return ContextResult::negotiated(agreed);
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

    pub(super) fn send_nak(&mut self, call_id: CallId, reason: RejectReason) {
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
pub(super) fn whole_body(frame: &Frame) -> Result<Body<'_>, ProtocolError> {
    if !frame.header().flags.contains(PduFlags::WHOLE) {
        return Err(ProtocolError::Fragmented(frame.header().kind));
    }
    Ok(frame.body()?)
}

/// What we agree to.
const FEATURES: BindTimeFeatures = BindTimeFeatures::SECURITY_CONTEXT_MULTIPLEXING
    .with(BindTimeFeatures::KEEP_CONNECTION_ON_ORPHAN);
