//! The common header, C706 12.6.3.1 and 12.6.4.

use std::fmt;

use ndr::DataRepresentation;
use wire::{Malformed, Reader, Writer};

use super::fields::FieldReader;

/// The fields that all PDUs begin with, C706 12.6.3.1; [MS-RPCE] 2.2.2.3 adds a flag.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Header {
    /// `PTYPE`.
    pub kind: PduKind,
    /// `pfc_flags`.
    pub flags: PduFlags,
    /// `packed_drep`; what we write is little-endian always.
    pub drep: DataRepresentation,
    /// `call_id`.
    pub call_id: CallId,
}

impl Header {
    /// Octets of the common header.
    pub const LEN: usize = 16;

    /// Where `frag_length` stands.
    pub(super) const FRAG_LENGTH_AT: usize = 8;
    /// Where `auth_length` stands.
    pub(super) const AUTH_LENGTH_AT: usize = 10;

    /// Writes the header with lengths of zero.
    pub(super) fn encode(&self, w: &mut Writer) {
        w.u8(VERSION);
        w.u8(0);
        w.u8(self.kind.0);
        w.u8(self.flags.0);
        w.bytes(&DataRepresentation::LABEL);
        w.u16(0);
        w.u16(0);
        w.u32(self.call_id.0);
    }

    /// Reads a header with `frag_length` and `auth_length`.
    pub(super) fn decode(bytes: &[u8]) -> Result<(Self, u16, u16), Malformed> {
        let (kind, flags, drep) = decode_start(bytes)?;
        let mut r = FieldReader::new(bytes, drep);
        r.skip(Self::FRAG_LENGTH_AT, "header")?;
        let frag_length = r.u16("frag_length")?;
        let auth_length = r.u16("auth_length")?;
        let call_id = CallId(r.u32("call_id")?);
        let header = Self {
            kind,
            flags,
            drep,
            call_id,
        };
        Ok((header, frag_length, auth_length))
    }
}

/// The length of the PDU that `bytes` begin with; `None` as long as there are too few to tell.
///
/// What is wrong with a header is said as soon as the octet is there, so that nothing is waited for in vain.
///
/// # Errors
/// [`Malformed`] when no PDU begins so, or when it is longer than `limit`.
pub fn frame_len(bytes: &[u8], limit: u16) -> Result<Option<usize>, Malformed> {
    let Some(start) = bytes.get(..Header::AUTH_LENGTH_AT) else {
        return Ok(None);
    };
    let (_, _, drep) = decode_start(start)?;
    let mut r = FieldReader::new(start, drep);
    r.skip(Header::FRAG_LENGTH_AT, "header")?;
    let frag_length = r.u16("frag_length")?;
    if frag_length > limit {
        return Err(Malformed::TooLarge {
            field: "frag_length",
            value: frag_length.into(),
            limit: limit.into(),
        });
    }
    let len = usize::from(frag_length);
    if len < Header::LEN {
        return Err(Malformed::Illegal {
            field: "frag_length",
            value: frag_length.into(),
        });
    }
    Ok(Some(len))
}

fn decode_start(bytes: &[u8]) -> Result<(PduKind, PduFlags, DataRepresentation), Malformed> {
    let mut r = Reader::new(bytes);
    let illegal = |field, value: u8| Malformed::Illegal {
        field,
        value: value.into(),
    };
    match r.u8("rpc_vers")? {
        VERSION => {}
        other => return Err(illegal("rpc_vers", other)),
    }
    match r.u8("rpc_vers_minor")? {
        0..=1 => {}
        other => return Err(illegal("rpc_vers_minor", other)),
    }
    let kind = PduKind(r.u8("PTYPE")?);
    if !kind.is_connection_oriented() {
        return Err(illegal("PTYPE", kind.0));
    }
    let flags = PduFlags(r.u8("pfc_flags")?);
    let drep = DataRepresentation::from_label(r.array("packed_drep")?)?;
    Ok((kind, flags, drep))
}

/// `PTYPE`, C706 12.6.4: which PDU it is.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PduKind(pub u8);

impl PduKind {
    /// A call, or a fragment of one.
    pub const REQUEST: Self = Self(0);
    /// The answer to a call, or a fragment of one.
    pub const RESPONSE: Self = Self(2);
    /// A call that failed below the called procedure.
    pub const FAULT: Self = Self(3);
    /// Opens an association.
    pub const BIND: Self = Self(11);
    /// The server agrees.
    pub const BIND_ACK: Self = Self(12);
    /// The server refuses.
    pub const BIND_NAK: Self = Self(13);
    /// More presentation contexts, or a further leg of authentication.
    pub const ALTER_CONTEXT: Self = Self(14);
    /// Its answer.
    pub const ALTER_CONTEXT_RESP: Self = Self(15);
    /// `rpc_auth_3`, [MS-RPCE] 2.2.2.10: the last leg of authentication, without an answer.
    pub const AUTH3: Self = Self(16);
    /// The server asks the client to close.
    pub const SHUTDOWN: Self = Self(17);
    /// The client asks to have a call cancelled.
    pub const CO_CANCEL: Self = Self(18);
    /// The client no longer waits for a call.
    pub const ORPHANED: Self = Self(19);

    /// The name that C706 gives it.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::REQUEST => "request",
            Self::RESPONSE => "response",
            Self::FAULT => "fault",
            Self::BIND => "bind",
            Self::BIND_ACK => "bind_ack",
            Self::BIND_NAK => "bind_nak",
            Self::ALTER_CONTEXT => "alter_context",
            Self::ALTER_CONTEXT_RESP => "alter_context_resp",
            Self::AUTH3 => "rpc_auth_3",
            Self::SHUTDOWN => "shutdown",
            Self::CO_CANCEL => "co_cancel",
            Self::ORPHANED => "orphaned",
            _ => return None,
        })
    }

    /// The other types of C706 12.6.4 belong to the datagram protocol.
    const fn is_connection_oriented(self) -> bool {
        self.name().is_some()
    }
}

impl fmt::Debug for PduKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for PduKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "PTYPE {}", self.0),
        }
    }
}

/// `pfc_flags`, C706 12.6.3.1 and [MS-RPCE] 2.2.2.3.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct PduFlags(pub u8);

impl PduFlags {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// `PFC_FIRST_FRAG`.
    pub const FIRST_FRAG: Self = Self(0x01);
    /// `PFC_LAST_FRAG`.
    pub const LAST_FRAG: Self = Self(0x02);
    /// Both of them: the PDU is one fragment.
    pub const WHOLE: Self = Self(0x03);
    /// `PFC_SUPPORT_HEADER_SIGN` of PDUs that negotiate; in the others, the same bit is `PFC_PENDING_CANCEL`.
    pub const SUPPORT_HEADER_SIGN: Self = Self(0x04);
    /// `PFC_CONC_MPX`: several calls at a time.
    pub const CONC_MPX: Self = Self(0x10);
    /// `PFC_DID_NOT_EXECUTE` of a fault: the call had no effect.
    pub const DID_NOT_EXECUTE: Self = Self(0x20);
    /// `PFC_OBJECT_UUID`: a request names an object.
    pub const OBJECT_UUID: Self = Self(0x80);

    /// These, and `other` if `condition` holds.
    #[must_use]
    pub const fn with_if(self, condition: bool, other: Self) -> Self {
        if condition { self.with(other) } else { self }
    }
}

wire::flag_bits!(PduFlags);

/// `call_id`: which call of an association a PDU belongs to.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CallId(pub u32);

impl fmt::Display for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// `rpc_vers`.
pub(crate) const VERSION: u8 = 5;
