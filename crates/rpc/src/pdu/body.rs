//! What stands between header and verifier.

use wire::{Malformed, Writer};

use super::bind::Bind;
use super::bind_reply::{BindAck, BindNak};
use super::call::{Fault, Request, Response};
use super::fields::FieldReader;
use super::header::{Header, PduFlags, PduKind};

/// The body of any PDU, C706 12.6.4.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Body<'a> {
    /// `bind`.
    Bind(Bind),
    /// `bind_ack`.
    BindAck(BindAck),
    /// `bind_nak`.
    BindNak(BindNak),
    /// `alter_context`.
    AlterContext(Bind),
    /// `alter_context_resp`.
    AlterContextResp(BindAck),
    /// `rpc_auth_3`, [MS-RPCE] 2.2.2.10: four octets of padding before the verifier.
    Auth3,
    /// `request`.
    Request(Request<'a>),
    /// `response`.
    Response(Response<'a>),
    /// `fault`.
    Fault(Fault<'a>),
    /// `shutdown`.
    Shutdown,
    /// `co_cancel`.
    CoCancel,
    /// `orphaned`.
    Orphaned,
}

impl<'a> Body<'a> {
    /// Decodes what [`Frame`](super::Frame) split off.
    pub(super) fn decode(header: &Header, body: &'a [u8]) -> Result<Self, Malformed> {
        let r = FieldReader::new(body, header.drep);
        Ok(match header.kind {
            PduKind::BIND => Self::Bind(Bind::decode(r)?),
            PduKind::BIND_ACK => Self::BindAck(BindAck::decode(r)?),
            PduKind::BIND_NAK => Self::BindNak(BindNak::decode(r)?),
            PduKind::ALTER_CONTEXT => Self::AlterContext(Bind::decode(r)?),
            PduKind::ALTER_CONTEXT_RESP => Self::AlterContextResp(BindAck::decode(r)?),
            PduKind::REQUEST => Self::Request(Request::decode(r, header.flags)?),
            PduKind::RESPONSE => Self::Response(Response::decode(r)?),
            PduKind::FAULT => Self::Fault(Fault::decode(r)?),
            PduKind::AUTH3 => empty(r, Self::Auth3)?,
            PduKind::SHUTDOWN => empty(r, Self::Shutdown)?,
            PduKind::CO_CANCEL => empty(r, Self::CoCancel)?,
            PduKind::ORPHANED => empty(r, Self::Orphaned)?,
            PduKind(other) => {
                return Err(Malformed::Illegal {
                    field: "PTYPE",
                    value: other.into(),
                });
            }
        })
    }

    /// Its `PTYPE`.
    #[must_use]
    pub const fn kind(&self) -> PduKind {
        match self {
            Self::Bind(_) => PduKind::BIND,
            Self::BindAck(_) => PduKind::BIND_ACK,
            Self::BindNak(_) => PduKind::BIND_NAK,
            Self::AlterContext(_) => PduKind::ALTER_CONTEXT,
            Self::AlterContextResp(_) => PduKind::ALTER_CONTEXT_RESP,
            Self::Auth3 => PduKind::AUTH3,
            Self::Request(_) => PduKind::REQUEST,
            Self::Response(_) => PduKind::RESPONSE,
            Self::Fault(_) => PduKind::FAULT,
            Self::Shutdown => PduKind::SHUTDOWN,
            Self::CoCancel => PduKind::CO_CANCEL,
            Self::Orphaned => PduKind::ORPHANED,
        }
    }

    /// The flag that follows from the body.
    pub(super) const fn implied_flags(&self) -> PduFlags {
        match self {
            Self::Request(Request {
                object: Some(_), ..
            }) => PduFlags::OBJECT_UUID,
            _ => PduFlags::NONE,
        }
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        match self {
            Self::Bind(body) | Self::AlterContext(body) => body.encode(w),
            Self::BindAck(body) | Self::AlterContextResp(body) => body.encode(w),
            Self::BindNak(body) => body.encode(w),
            Self::Auth3 => w.zeros(4),
            Self::Request(body) => body.encode(w),
            Self::Response(body) => body.encode(w),
            Self::Fault(body) => body.encode(w),
            Self::Shutdown | Self::CoCancel | Self::Orphaned => {}
        }
    }
}

/// Where in a PDU the part begins that privacy encrypts, from the start of the PDU.
pub(super) const fn stub_at(kind: PduKind, flags: PduFlags) -> usize {
    match kind {
        PduKind::REQUEST => Request::stub_at(flags.contains(PduFlags::OBJECT_UUID)),
        PduKind::RESPONSE => Response::STUB_AT,
        PduKind::FAULT => Fault::STUB_AT,
        _ => Header::LEN,
    }
}

fn empty<'a>(r: FieldReader<'_>, body: Body<'a>) -> Result<Body<'a>, Malformed> {
    r.finish_padded("body")?;
    Ok(body)
}
