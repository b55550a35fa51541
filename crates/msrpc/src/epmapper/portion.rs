//! Part of a list, as the calls of the endpoint mapper return it.

use ndr::{Decoder, Encoder, Malformed, Ndr, Param};

/// As much of a list as the caller has room for: how many there are, and an array that counts for itself, too. Two parameters:
/// `num_towers` and `ITowers` of `ept_map`, `num_ents` and `entries` of `ept_lookup`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Portion<T> {
    /// As many as the request had room for.
    pub max: u32,
    /// No more than that.
    pub items: Vec<T>,
}

/// The most that anybody may ask for at once, [MS-RPCE] 2.2.1.2.4 and 2.2.1.2.5.
pub const MAX_PORTION: u32 = 500;

impl<T: Ndr> Param for Portion<T> {
    fn encode_param(&self, encoder: &mut Encoder) {
        encoder.count(self.items.len());
        encoder.u32(self.max);
        encoder.u32(0); // offset
        encoder.count(self.items.len());
        encoder.elements(&self.items);
        encoder.element_referents(&self.items);
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let number = decoder.u32()?;
        let max = decoder.u32()?;
        if max > MAX_PORTION {
            return Err(decoder.illegal(max));
        }
        let offset = decoder.u32()?;
        let count = decoder.u32()?;
        if offset != 0 {
            return Err(decoder.illegal(offset));
        }
        if count != number || count > max {
            return Err(decoder.illegal(count));
        }
        let pending = decoder.elements::<T>(count)?;
        Ok(Self {
            max,
            items: decoder.element_referents(pending)?,
        })
    }
}
