//! Asking for the way to an interface.

use ndr::{ContextHandle, Decoder, Encoder, Full, Malformed, Param, Params};
use wire::Guid;

use super::Tower;

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
    /// The most towers that anybody may ask for, [MS-RPCE] 2.2.1.2.5.
    pub const MAX_TOWERS: u32 = 500;

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
    pub towers: Towers,
    /// The outcome.
    pub status: EptStatus,
}

/// `num_towers` and `ITowers` of [MS-RPCE] 2.2.1.2.5: two parameters, and the second counts for itself, too.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Towers {
    /// As many as the request had in `max_towers`.
    pub max_towers: u32,
    /// No more than that.
    pub towers: Vec<Full<Tower>>,
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

impl Towers {
    /// The towers that are not null.
    pub fn iter(&self) -> impl Iterator<Item = &Tower> {
        self.towers.iter().filter_map(|tower| tower.0.as_deref())
    }
}

impl Param for Towers {
    fn encode_param(&self, encoder: &mut Encoder) {
        encoder.count(self.towers.len());
        encoder.u32(self.max_towers);
        encoder.u32(0); // offset
        encoder.count(self.towers.len());
        encoder.elements(&self.towers);
        encoder.element_referents(&self.towers);
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let num_towers = decoder.u32()?;
        let max_towers = decoder.u32()?;
        if max_towers > Map::MAX_TOWERS {
            return Err(decoder.illegal(max_towers));
        }
        let offset = decoder.u32()?;
        let count = decoder.u32()?;
        if offset != 0 {
            return Err(decoder.illegal(offset));
        }
        if count != num_towers || count > max_towers {
            return Err(decoder.illegal(count));
        }
        let pending = decoder.elements::<Full<Tower>>(count)?;
        Ok(Self {
            max_towers,
            towers: decoder.element_referents(pending)?,
        })
    }
}
