//! Asking for the way to an interface.

use ndr::{ContextHandle, Full, Params};
use wire::Guid;

use super::{Portion, Tower};

/// `ept_map` request, [MS-RPCE] 2.2.1.2.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct Map {
    /// Null: no object.
    pub object: Full<Guid>,
    /// The interface, and by which protocols it is to be reached.
    pub map_tower: Full<Tower>,
    /// Where to go on.
    pub entry_handle: ContextHandle,
    /// How many towers are wanted.
    pub max_towers: u32,
}

impl Map {
    /// Asks for up to `max_towers` ways to what `tower` has at its top, by the protocols that it has below.
    #[must_use]
    pub fn new(tower: Tower, max_towers: u32) -> Self {
        Self {
            object: Full::NULL,
            map_tower: Full::new(tower),
            entry_handle: ContextHandle::NIL,
            max_towers,
        }
    }
}

/// `ept_map` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct MapReply {
    /// Where to go on; null when that was all.
    pub entry_handle: ContextHandle,
    /// The ways to the interface.
    pub towers: Portion<Full<Tower>>,
    /// The outcome.
    pub status: EptStatus,
}

impl MapReply {
    /// The towers that are not null.
    pub fn towers(&self) -> impl Iterator<Item = &Tower> {
        self.towers
            .items
            .iter()
            .filter_map(|tower| tower.0.as_deref())
    }
}

crate::flags::values! {
    /// `error_status_t` of the endpoint mapper, C706 appendix O.
    EptStatus: u32 {
        /// `rpc_s_ok`.
        OK = 0;
        /// `ept_s_cant_perform_op`.
        CANNOT_PERFORM = 0x16c9_a0cd;
        /// `ept_s_not_registered`: nobody offers the interface in that way.
        NOT_REGISTERED = 0x16c9_a0d6;
    }
}
