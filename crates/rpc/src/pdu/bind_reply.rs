//! `bind_ack`, `alter_context_resp` and `bind_nak`, C706 12.6.4.4, 12.6.4.2 and 12.6.4.5.

use std::fmt;

use wire::{Malformed, Writer};

use super::context::ContextResult;
use super::fields::FieldReader;
use super::header::VERSION;

/// The body of `rpcconn_bind_ack_hdr_t` and `rpcconn_alter_context_response_hdr_t`: what the server agrees to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BindAck {
    /// `max_xmit_frag`: the longest PDU that the server will send.
    pub max_xmit_frag: u16,
    /// `max_recv_frag`: the longest PDU that it accepts.
    pub max_recv_frag: u16,
    /// `assoc_group_id`.
    pub assoc_group: u32,
    /// `sec_addr`: port or pipe on which more connections of the group may be opened. Empty in `alter_context_resp`.
    pub secondary_address: String,
    /// `p_result_list`: one for each context that the client proposed, in its order.
    pub results: Vec<ContextResult>,
}

impl BindAck {
    pub(super) fn encode(&self, w: &mut Writer) {
        w.u16(self.max_xmit_frag);
        w.u16(self.max_recv_frag);
        w.u32(self.assoc_group);
        self.encode_secondary_address(w);
        w.align(4);
        ContextResult::encode_list(&self.results, w);
    }

    /// `port_any_t`: the length counts the terminator, and none is there when it is zero.
    fn encode_secondary_address(&self, w: &mut Writer) {
        let text = self.secondary_address.as_bytes();
        match u16::try_from(text.len())
            .ok()
            .and_then(|len| len.checked_add(1))
        {
            Some(len) if len > 1 => {
                w.u16(len);
                w.bytes(text);
                w.u8(0);
            }
            // Nobody needs an address that does not fit.
            _ => w.u16(0),
        }
    }

    pub(super) fn decode(mut r: FieldReader<'_>) -> Result<Self, Malformed> {
        let max_xmit_frag = r.u16("max_xmit_frag")?;
        let max_recv_frag = r.u16("max_recv_frag")?;
        let assoc_group = r.u32("assoc_group_id")?;
        let len = r.u16("sec_addr")?;
        let address = r.bytes(len.into(), "sec_addr")?;
        let address = address.strip_suffix(&[0]).unwrap_or(address);
        let secondary_address = str::from_utf8(address)
            .map_err(|_| Malformed::NotText { field: "sec_addr" })?
            .to_owned();
        r.align(4, "pad2")?;
        let results = ContextResult::decode_list(&mut r)?;
        r.finish_padded("bind_ack")?;
        Ok(Self {
            max_xmit_frag,
            max_recv_frag,
            assoc_group,
            secondary_address,
            results,
        })
    }
}

/// The body of `rpcconn_bind_nak_hdr_t`. The protocol versions that the server supports are written, and not read:
/// there is one. So are the signature and the extended error that [MS-RPCE] 2.2.2.9 lets follow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BindNak {
    /// `provider_reject_reason`.
    pub reason: RejectReason,
}

impl BindNak {
    pub(super) fn encode(self, w: &mut Writer) {
        w.u16(self.reason.0);
        w.u8(1);
        w.u8(VERSION);
        w.u8(0);
    }

    pub(super) fn decode(mut r: FieldReader<'_>) -> Result<Self, Malformed> {
        let reason = RejectReason(r.u16("provider_reject_reason")?);
        Ok(Self { reason })
    }
}

/// `p_reject_reason_t`, C706 12.6.3.1 and [MS-RPCE] 2.2.2.5: why a bind was refused.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct RejectReason(pub u16);

impl RejectReason {
    /// `reason_not_specified`.
    pub const NOT_SPECIFIED: Self = Self(0);
    /// `temporary_congestion`.
    pub const TEMPORARY_CONGESTION: Self = Self(1);
    /// `local_limit_exceeded`.
    pub const LOCAL_LIMIT_EXCEEDED: Self = Self(2);
    /// `protocol_version_not_supported`.
    pub const PROTOCOL_VERSION_NOT_SUPPORTED: Self = Self(4);
    /// `authentication_type_not_recognized`.
    pub const AUTHENTICATION_TYPE_NOT_RECOGNIZED: Self = Self(8);
    /// `invalid_checksum`: the authentication failed.
    pub const INVALID_CHECKSUM: Self = Self(9);

    /// The name that the specifications give it.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        Some(match self.0 {
            0 => "reason_not_specified",
            1 => "temporary_congestion",
            2 => "local_limit_exceeded",
            3 => "called_paddr_unknown",
            4 => "protocol_version_not_supported",
            5 => "default_context_not_supported",
            6 => "user_data_not_readable",
            7 => "no_psap_available",
            8 => "authentication_type_not_recognized",
            9 => "invalid_checksum",
            _ => return None,
        })
    }
}

impl fmt::Display for RejectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "reason {}", self.0),
        }
    }
}

impl fmt::Debug for RejectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
