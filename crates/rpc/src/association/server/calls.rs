//! Requests and their answers.

use wire::Guid;

use super::security::Sender;
use super::{IncomingCall, ServerAssociation, ServerEvent, State};
use crate::RpcStatus;
use crate::association::ProtocolError;
use crate::association::fragments::{Reassembly, cut};
use crate::association::verification::Verification;
use crate::pdu::{Body, CallId, ContextId, Frame, PduFlags, PduKind, Request, Response, SyntaxId};

/// A call that is not answered yet.
pub(super) struct Unanswered {
    context: ContextId,
    /// The number of the security context under which it came, and under which it is answered.
    pub(super) security: Option<u32>,
}

/// A request of which some fragments came. The first one says who calls what; no other call may come between them.
pub(super) struct Partial {
    sender: Sender,
    call_id: CallId,
    context: ContextId,
    interface: SyntaxId,
    opnum: u16,
    object: Option<Guid>,
    reassembly: Reassembly,
}

impl ServerAssociation {
    /// Answers a call. Nothing happens if the client no longer waits for it.
    pub fn respond(&mut self, call_id: CallId, stub: &[u8]) {
        let Some(Unanswered { context, security }) = self.calls.remove(&call_id) else {
            return;
        };
        let response = |alloc_hint, stub| {
            Body::Response(Response {
                alloc_hint,
                context,
                cancel_count: 0,
                stub,
            })
        };
        let shield = match security.map(|number| self.security.shield(number)) {
            None => None,
            Some(Some(shield)) => Some(shield),
            // Never without the protection under which it was asked.
            Some(None) => return,
        };
        let pdus = cut(stub, call_id, self.max_xmit_frag, shield, response);
        self.outgoing.extend(pdus);
    }

    /// Answers a call by a fault; `executed` if it may have had an effect. Nothing happens if the client no longer waits
    /// for it.
    pub fn fault(&mut self, call_id: CallId, status: RpcStatus, executed: bool) {
        if self.calls.remove(&call_id).is_some() {
            let flags = PduFlags::NONE.with_if(!executed, PduFlags::DID_NOT_EXECUTE);
            self.put_fault(call_id, status, flags);
        }
    }

    pub(super) fn request(&mut self, frame: Frame) -> Result<(), ProtocolError> {
        let call_id = frame.header().call_id;
        self.accept_request(frame).inspect_err(|error| {
            self.send_fault(call_id, status_of(error));
        })
    }

    fn accept_request(&mut self, mut frame: Frame) -> Result<(), ProtocolError> {
        if !matches!(self.state, State::Open) {
            return Err(ProtocolError::Unexpected(PduKind::REQUEST));
        }
        let sender = self.open(&mut frame)?;
        let Body::Request(request) = frame.body()? else {
            return Err(ProtocolError::Unexpected(frame.header().kind));
        };
        let partial = match self.partial.take() {
            None => self.first_fragment(sender, &frame, &request)?,
            Some(partial) => self.next_fragment(&sender, &frame, &request, partial)?,
        };
        if frame.header().flags.contains(PduFlags::LAST_FRAG) {
            self.complete(partial)?;
        } else {
            self.partial = Some(partial);
        }
        Ok(())
    }

    fn first_fragment(
        &self,
        sender: Sender,
        frame: &Frame,
        request: &Request<'_>,
    ) -> Result<Partial, ProtocolError> {
        let call_id = frame.header().call_id;
        if self.calls.contains_key(&call_id) {
            return Err(ProtocolError::CallRepeated(call_id));
        }
        self.check_turn(&sender, call_id)?;
        let interface = self
            .contexts
            .get(&request.context)
            .ok_or(ProtocolError::WrongContext(request.context))?;
        let limits = self.limits.for_request(sender.number.is_some());
        Ok(Partial {
            sender,
            call_id,
            context: request.context,
            interface: *interface,
            opnum: request.opnum,
            object: request.object,
            reassembly: Reassembly::begin(frame, request.stub, &limits)?,
        })
    }

    fn next_fragment(
        &self,
        sender: &Sender,
        frame: &Frame,
        request: &Request<'_>,
        mut partial: Partial,
    ) -> Result<Partial, ProtocolError> {
        let call_id = frame.header().call_id;
        if call_id != partial.call_id {
            return Err(ProtocolError::FragmentOrder(call_id));
        }
        if sender.number != partial.sender.number {
            return Err(ProtocolError::WrongSecurityContext(PduKind::REQUEST));
        }
        let first = (partial.context, partial.opnum, partial.object);
        if (request.context, request.opnum, request.object) != first {
            return Err(ProtocolError::FragmentChanged(call_id));
        }
        let limits = self.limits.for_request(sender.number.is_some());
        partial.reassembly.go_on(frame, request.stub, &limits)?;
        Ok(partial)
    }

    fn complete(&mut self, partial: Partial) -> Result<(), ProtocolError> {
        let call_id = partial.call_id;
        if self.calls.len() >= self.limits.max_calls {
            self.send_fault(call_id, RpcStatus::SERVER_TOO_BUSY);
            return Ok(());
        }
        let mut stub = partial.reassembly.finish();
        // Without a signature over it, it would be as good as the header.
        if partial.sender.number.is_some() {
            let verification = Verification {
                header_signing: self.header_signing,
                interface: partial.interface,
                drep: stub.drep,
                call_id,
                context: partial.context,
                opnum: partial.opnum,
            };
            verification.strip(&mut stub.octets)?;
        }
        let unanswered = Unanswered {
            context: partial.context,
            security: partial.sender.number,
        };
        self.calls.insert(call_id, unanswered);
        self.report(ServerEvent::Call(IncomingCall {
            call_id,
            interface: partial.interface,
            opnum: partial.opnum,
            object: partial.object,
            stub,
            caller: partial.sender.authenticated,
        }));
        Ok(())
    }

    /// Takes `co_cancel` and `orphaned`. Of a call that is answered already they come too late, which is no error.
    pub(super) fn given_up(&mut self, mut frame: Frame) -> Result<(), ProtocolError> {
        let kind = frame.header().kind;
        if !matches!(self.state, State::Open) {
            return Err(ProtocolError::Unexpected(kind));
        }
        // Peers do not protect these even where they could. Neither can do more than end a call, which whoever forges it
        // could do anyway.
        if frame.trailer().is_some() {
            self.open(&mut frame)?;
        }
        let call_id = frame.header().call_id;
        if kind == PduKind::CO_CANCEL {
            if self.calls.contains_key(&call_id) {
                self.report(ServerEvent::Cancel(call_id));
            }
            return Ok(());
        }
        self.partial.take_if(|partial| partial.call_id == call_id);
        if self.calls.remove(&call_id).is_some() {
            self.report(ServerEvent::Orphaned(call_id));
        }
        Ok(())
    }
}

/// What the client of a call hears of the end of the association.
const fn status_of(error: &ProtocolError) -> RpcStatus {
    match error {
        ProtocolError::WrongContext(_) => RpcStatus::UNKNOWN_INTERFACE,
        ProtocolError::Unprotected(_)
        | ProtocolError::WrongSecurityContext(_)
        | ProtocolError::UnexpectedToken(_)
        | ProtocolError::Altered
        | ProtocolError::Contradicted(_)
        | ProtocolError::Authentication(_) => RpcStatus::ACCESS_DENIED,
        ProtocolError::TooMuchStub { .. } | ProtocolError::TooManyFragments { .. } => {
            RpcStatus::REMOTE_OUT_OF_MEMORY
        }
        _ => RpcStatus::PROTOCOL_ERROR,
    }
}
