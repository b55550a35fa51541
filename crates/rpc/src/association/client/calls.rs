//! Calls, their answers, and giving up on them.

use std::collections::btree_map::Entry;

use ndr::DataRepresentation;
use wire::Guid;

use super::{CallRefused, ClientAssociation, ClientEvent, Outgoing};
use crate::association::ProtocolError;
use crate::association::fragments::{Reassembly, cut};
use crate::association::shield;
use crate::association::verification::Verification;
use crate::pdu::{
    self, BindTimeFeatures, Body, CallId, ContextId, Fault, Frame, PduFlags, Request,
};

/// A call that is not answered yet.
pub(super) struct Outstanding {
    context: ContextId,
    progress: Progress,
}

enum Progress {
    /// Nothing came yet.
    Waiting,
    /// Some fragments came.
    Partial(Reassembly),
    /// Nobody waits any more. The answer may come all the same, and then it has its place in the order of signatures.
    Abandoned,
}

impl ClientAssociation {
    /// Makes a call; [`ClientEvent::Response`] or [`ClientEvent::Fault`] with the same number will follow.
    ///
    /// # Errors
    /// [`CallRefused`] when it cannot be made now.
    pub fn call(
        &mut self,
        context: ContextId,
        opnum: u16,
        object: Option<Guid>,
        stub: &[u8],
    ) -> Result<CallId, CallRefused> {
        let limits = self.config.limits;
        if !self.is_open() {
            return Err(CallRefused::NotOpen);
        }
        let Some((_, interface)) = self.contexts.iter().find(|(id, _)| *id == context) else {
            return Err(CallRefused::UnknownContext);
        };
        let interface = *interface;
        let most = if self.multiplexed {
            limits.max_calls
        } else {
            1
        };
        if self.calls.len() >= most {
            return Err(CallRefused::Busy);
        }
        if stub.len() > limits.max_stub {
            return Err(CallRefused::TooLong(limits.max_stub));
        }
        let call_id = self.next_call_id();
        let verified = self
            .shield
            .as_ref()
            .filter(|shield| !shield.signs_headers)
            .map(|_| Verification {
                header_signing: self.header_signing,
                interface,
                drep: DataRepresentation::LittleEndian,
                call_id,
                context,
                opnum,
            })
            .map(|verification| verification.append_to(stub));
        let stub = verified.as_deref().unwrap_or(stub);
        let request = |alloc_hint, stub| {
            Body::Request(Request {
                alloc_hint,
                context,
                opnum,
                object,
                stub,
            })
        };
        let shield = self.shield.as_mut();
        let pdus = cut(stub, call_id, self.max_xmit_frag, shield, request);
        self.outgoing
            .extend(pdus.into_iter().map(|octets| Outgoing {
                octets,
                answered: false,
            }));
        let alone = self.calls.is_empty();
        if let Some(last) = self.outgoing.back_mut() {
            last.answered = alone;
        }
        let call = Outstanding {
            context,
            progress: Progress::Waiting,
        };
        self.calls.insert(call_id, call);
        Ok(call_id)
    }

    /// Asks the server to cancel a call, which it may do, and answers either way. Nothing happens if the call is not
    /// outstanding.
    pub fn cancel(&mut self, call_id: CallId) {
        if self.calls.contains_key(&call_id) {
            self.tell(call_id, &Body::CoCancel);
        }
    }

    /// Tells the server that nobody waits for the answer to a call, and drops it if it comes all the same. The
    /// association is over unless the server agreed to keep it ([MS-RPCE] 3.3.1.5.3). Nothing happens if the call is not
    /// outstanding.
    pub fn orphan(&mut self, call_id: CallId) {
        let Some(call) = self.calls.get_mut(&call_id) else {
            return;
        };
        call.progress = Progress::Abandoned;
        self.tell(call_id, &Body::Orphaned);
        let kept = BindTimeFeatures::KEEP_CONNECTION_ON_ORPHAN;
        if !self.features.contains(kept) {
            self.close();
        }
    }

    fn tell(&mut self, call_id: CallId, body: &Body<'_>) {
        self.outgoing.push_back(Outgoing {
            octets: pdu::plain(PduFlags::WHOLE, call_id, body),
            answered: false,
        });
    }

    /// Takes a `response`: verified before anything in it is believed, and in the order in which it came.
    pub(super) fn response(&mut self, mut frame: Frame) -> Result<(), ProtocolError> {
        let call_id = frame.header().call_id;
        let last = frame.header().flags.contains(PduFlags::LAST_FRAG);
        let Entry::Occupied(mut entry) = self.calls.entry(call_id) else {
            return Err(unknown(&frame));
        };
        shield::open(self.shield.as_mut(), &mut frame)?;
        let Body::Response(response) = frame.body()? else {
            return Err(ProtocolError::Unexpected(frame.header().kind));
        };
        let call = entry.get_mut();
        if response.context != call.context {
            return Err(ProtocolError::WrongContext(response.context));
        }
        let limits = &self.config.limits;
        match &mut call.progress {
            Progress::Waiting => {
                let reassembly = Reassembly::begin(&frame, response.stub, limits)?;
                call.progress = Progress::Partial(reassembly);
            }
            Progress::Partial(reassembly) => reassembly.go_on(&frame, response.stub, limits)?,
            Progress::Abandoned => {}
        }
        if last && let Progress::Partial(reassembly) = entry.remove().progress {
            let stub = reassembly.finish();
            self.events
                .push_back(ClientEvent::Response { call_id, stub });
        }
        Ok(())
    }

    /// Takes the fault of a call.
    pub(super) fn call_fault(&mut self, mut frame: Frame) -> Result<(), ProtocolError> {
        let header = *frame.header();
        let Some(call) = self.calls.remove(&header.call_id) else {
            return Err(unknown(&frame));
        };
        shield::open_if_protected(self.shield.as_mut(), &mut frame)?;
        let Body::Fault(Fault { status, .. }) = frame.body()? else {
            return Err(ProtocolError::Unexpected(header.kind));
        };
        if !matches!(call.progress, Progress::Abandoned) {
            self.events.push_back(ClientEvent::Fault {
                call_id: header.call_id,
                status,
                executed: !header.flags.contains(PduFlags::DID_NOT_EXECUTE),
            });
        }
        Ok(())
    }
}

fn unknown(frame: &Frame) -> ProtocolError {
    ProtocolError::UnknownCall {
        kind: frame.header().kind,
        call_id: frame.header().call_id,
    }
}
