//! The interfaces that a server offers.

use ndr::{Conformant, Full, Ndr, Params};
use rpc::InterfaceVersion;
use rpc::pdu::SyntaxId;
use wire::{Guid, Win32Error};

/// `rpc__mgmt_inq_if_ids` request, C706 appendix Q.
#[derive(Clone, Copy, Debug, Default, Eq, Params, PartialEq)]
pub struct InqIfIds {}

/// `rpc__mgmt_inq_if_ids` reply.
#[derive(Debug, Eq, Params, PartialEq)]
pub struct InqIfIdsReply {
    /// Null if the call failed.
    pub if_id_vector: Full<InterfaceIds>,
    /// The outcome.
    pub status: Win32Error,
}

/// `rpc_if_id_vector_t`, C706 appendix N.
#[derive(Debug, Eq, Ndr, PartialEq)]
pub struct InterfaceIds {
    count: u32,
    if_id: Conformant<Full<InterfaceId>>,
}

/// `rpc_if_id_t`, C706 appendix N.
#[derive(Clone, Copy, Debug, Eq, Ndr, PartialEq)]
pub struct InterfaceId {
    /// Its UUID.
    pub uuid: Guid,
    /// The major version.
    pub major: u16,
    /// The minor version.
    pub minor: u16,
}

impl InterfaceIds {
    /// A list of interfaces.
    #[must_use]
    pub fn new(interfaces: &[SyntaxId]) -> Self {
        let ids = interfaces.iter().map(InterfaceId::from).map(Full::new);
        Self {
            // An endpoint offers a handful.
            count: u32::try_from(interfaces.len()).unwrap_or(u32::MAX),
            if_id: Conformant(ids.collect()),
        }
    }

    /// The interfaces that are not null.
    pub fn iter(&self) -> impl Iterator<Item = SyntaxId> {
        let ids = self.if_id.0.iter();
        ids.filter_map(|id| id.0.as_deref()).map(SyntaxId::from)
    }
}

impl From<&SyntaxId> for InterfaceId {
    fn from(interface: &SyntaxId) -> Self {
        Self {
            uuid: interface.uuid,
            major: interface.version.major,
            minor: interface.version.minor,
        }
    }
}

impl From<&InterfaceId> for SyntaxId {
    fn from(id: &InterfaceId) -> Self {
        Self {
            uuid: id.uuid,
            version: InterfaceVersion {
                major: id.major,
                minor: id.minor,
            },
        }
    }
}
