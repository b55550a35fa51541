//! Asking for all that is offered.

use ndr::{ContextHandle, Decoder, Encoder, Full, Malformed, Ndr, Params};
use wire::Guid;

use super::{EptStatus, Portion, Tower};
use crate::mgmt::InterfaceId;

/// `ept_lookup` request, [MS-RPCE] 2.2.1.2.4.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct Lookup {
    /// By what is looked for.
    pub inquiry_type: InquiryType,
    /// The object, for those that look for one.
    pub object: Full<Guid>,
    /// The interface, for those that look for one.
    pub interface_id: Full<InterfaceId>,
    /// Which of its versions.
    pub vers_option: VersionOption,
    /// Where to go on.
    pub entry_handle: ContextHandle,
    /// How many entries are wanted.
    pub max_entries: u32,
}

impl Lookup {
    /// Asks for everything, from the beginning, in portions of so many entries.
    #[must_use]
    pub const fn all(max_entries: u32) -> Self {
        Self {
            inquiry_type: InquiryType::ALL,
            object: Full::NULL,
            interface_id: Full::NULL,
            vers_option: VersionOption::ALL,
            entry_handle: ContextHandle::NIL,
            max_entries,
        }
    }
}

/// `ept_lookup` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupReply {
    /// Where to go on; null when that was all.
    pub entry_handle: ContextHandle,
    /// The entries.
    pub entries: Portion<Entry>,
    /// The outcome.
    pub status: EptStatus,
}

/// `ept_lookup_handle_free` request, [MS-RPCE] 2.2.1.2.6: who has seen enough says so.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct LookupHandleFree {
    /// Where it would have gone on.
    pub entry_handle: ContextHandle,
}

/// `ept_lookup_handle_free` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct LookupHandleFreeReply {
    /// Null.
    pub entry_handle: ContextHandle,
    /// The outcome.
    pub status: EptStatus,
}

/// `ept_entry_t`, C706 appendix O.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct Entry {
    /// Nil: no object.
    pub object: Guid,
    /// The interface, and the way to it.
    pub tower: Full<Tower>,
    /// What it is, for people.
    pub annotation: Annotation,
}

/// `annotation`: a text in an array of a fixed size, of which only the used part is sent.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Annotation(String);

impl Annotation {
    /// Octets of a text with its terminator.
    const SIZE: usize = 64;

    /// A text, cut off where there is no more room for it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let printable = text.chars().filter(|c| matches!(c, ' '..='~'));
        Self(printable.take(Self::SIZE.saturating_sub(1)).collect())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Ndr for Annotation {
    const ALIGN: usize = 4;
    type Pending = Self;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.u32(0); // offset
        encoder.count(self.0.len().saturating_add(1));
        encoder.bytes(self.0.as_bytes());
        encoder.bytes(&[0]);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let offset = decoder.u32()?;
        if offset != 0 {
            return Err(decoder.illegal(offset));
        }
        let count = decoder.u32()?;
        let most = u32::try_from(Self::SIZE).unwrap_or(u32::MAX);
        if count == 0 || count > most {
            return Err(decoder.illegal(count));
        }
        let mut octets = decoder.elements::<u8>(count)?;
        match octets.pop() {
            Some(0) if octets.iter().all(|octet| octet.is_ascii() && *octet != 0) => {}
            _ => return Err(decoder.illegal(count)),
        }
        Ok(Self(octets.into_iter().map(char::from).collect()))
    }

    fn decode_referents(pending: Self, _decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

crate::flags::values! {
    /// `inquiry_type`, C706 appendix O.
    InquiryType: u32 {
        /// `rpc_c_ep_all_elts`.
        ALL = 0;
        /// `rpc_c_ep_match_by_if`.
        BY_INTERFACE = 1;
        /// `rpc_c_ep_match_by_obj`.
        BY_OBJECT = 2;
        /// `rpc_c_ep_match_by_both`.
        BY_BOTH = 3;
    }
}

crate::flags::values! {
    /// `vers_option`, C706 appendix O.
    VersionOption: u32 {
        /// `rpc_c_vers_all`.
        ALL = 1;
        /// `rpc_c_vers_compatible`: the same major version, and no lower minor version.
        COMPATIBLE = 2;
        /// `rpc_c_vers_exact`.
        EXACT = 3;
        /// `rpc_c_vers_major_only`.
        MAJOR_ONLY = 4;
        /// `rpc_c_vers_upto`: no later version.
        UP_TO = 5;
    }
}
