//! `request`, `response` and `fault`, C706 12.6.4.9, 12.6.4.10 and 12.6.4.7.

use wire::{Guid, Malformed, Writer};

use super::context::ContextId;
use super::fields::FieldReader;
use super::header::{Header, PduFlags};
use crate::RpcStatus;

/// The body of `rpcconn_request_hdr_t`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Request<'a> {
    /// `alloc_hint`: how much stub data is still to come, as far as the sender knows. Never trusted.
    pub alloc_hint: u32,
    /// `p_cont_id`.
    pub context: ContextId,
    /// `opnum`.
    pub opnum: u16,
    /// `object`, which is there when `PFC_OBJECT_UUID` is set.
    pub object: Option<Guid>,
    /// The stub data of this fragment.
    pub stub: &'a [u8],
}

impl<'a> Request<'a> {
    /// Where the stub data begins, from the start of the PDU.
    #[must_use]
    pub const fn stub_at(has_object: bool) -> usize {
        if has_object {
            Header::LEN + 8 + 16
        } else {
            Header::LEN + 8
        }
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        w.u32(self.alloc_hint);
        w.u16(self.context.0);
        w.u16(self.opnum);
        if let Some(object) = self.object {
            object.encode(w);
        }
        w.bytes(self.stub);
    }

    pub(super) fn decode(mut r: FieldReader<'a>, flags: PduFlags) -> Result<Self, Malformed> {
        let alloc_hint = r.u32("alloc_hint")?;
        let context = ContextId(r.u16("p_cont_id")?);
        let opnum = r.u16("opnum")?;
        let object = if flags.contains(PduFlags::OBJECT_UUID) {
            Some(r.guid("object")?)
        } else {
            None
        };
        Ok(Self {
            alloc_hint,
            context,
            opnum,
            object,
            stub: r.take_rest(),
        })
    }
}

/// The body of `rpcconn_response_hdr_t`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Response<'a> {
    /// `alloc_hint`, as in [`Request`].
    pub alloc_hint: u32,
    /// `p_cont_id`.
    pub context: ContextId,
    /// `cancel_count`: cancels that arrived too late.
    pub cancel_count: u8,
    /// The stub data of this fragment.
    pub stub: &'a [u8],
}

impl<'a> Response<'a> {
    /// Where the stub data begins, from the start of the PDU.
    pub const STUB_AT: usize = Header::LEN + 8;

    pub(super) fn encode(&self, w: &mut Writer) {
        w.u32(self.alloc_hint);
        w.u16(self.context.0);
        w.u8(self.cancel_count);
        w.u8(0);
        w.bytes(self.stub);
    }

    pub(super) fn decode(mut r: FieldReader<'a>) -> Result<Self, Malformed> {
        let alloc_hint = r.u32("alloc_hint")?;
        let context = ContextId(r.u16("p_cont_id")?);
        let cancel_count = r.u8("cancel_count")?;
        r.skip(1, "reserved")?;
        Ok(Self {
            alloc_hint,
            context,
            cancel_count,
            stub: r.take_rest(),
        })
    }
}

/// The body of `rpcconn_fault_hdr_t`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Fault<'a> {
    /// `alloc_hint`, as in [`Request`].
    pub alloc_hint: u32,
    /// `p_cont_id`.
    pub context: ContextId,
    /// `cancel_count`, as in [`Response`].
    pub cancel_count: u8,
    /// `status`.
    pub status: RpcStatus,
    /// What else the server has to say: nothing, or the extended error of [MS-EERR].
    pub stub: &'a [u8],
}

impl<'a> Fault<'a> {
    /// Where the stub data begins, from the start of the PDU.
    pub const STUB_AT: usize = Header::LEN + 16;

    pub(super) fn encode(&self, w: &mut Writer) {
        w.u32(self.alloc_hint);
        w.u16(self.context.0);
        w.u8(self.cancel_count);
        w.u8(0);
        w.u32(self.status.0);
        w.zeros(4);
        w.bytes(self.stub);
    }

    pub(super) fn decode(mut r: FieldReader<'a>) -> Result<Self, Malformed> {
        let alloc_hint = r.u32("alloc_hint")?;
        let context = ContextId(r.u16("p_cont_id")?);
        let cancel_count = r.u8("cancel_count")?;
        r.skip(1, "reserved")?;
        let status = RpcStatus(r.u32("status")?);
        // Padding, which some senders leave out.
        let _ = r.skip(4, "reserved2");
        Ok(Self {
            alloc_hint,
            context,
            cancel_count,
            status,
            stub: r.take_rest(),
        })
    }
}
