//! Non-encapsulated unions, C706 14.3.8.

use crate::{Decoder, Encoder, Malformed, Ndr};

/// A `union`: `#[derive(Ndr)]` on an `enum` implements it. Its tag is a part of it on the wire.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no union",
    note = "derive `Ndr` for an enum with `#[ndr(tag = …)]`"
)]
pub trait Union: Ndr {
    /// The type that `switch_type` names.
    type Tag: Ndr<Pending = Self::Tag> + Copy + Eq + Into<u64>;

    /// Which arm this is.
    fn tag(&self) -> Self::Tag;

    /// Which arm this will be.
    fn pending_tag(pending: &Self::Pending) -> Self::Tag;
}

/// A level and the union that it selects, next to each other: two parameters, or two members of a structure.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Leveled<U>(pub U);

impl<U> From<U> for Leveled<U> {
    fn from(union: U) -> Self {
        Self(union)
    }
}

impl<U: Union> Ndr for Leveled<U> {
    const ALIGN: usize = U::ALIGN;
    type Pending = U::Pending;

    fn encode_inline(&self, encoder: &mut Encoder) {
        self.0.tag().encode_inline(encoder);
        self.0.encode_inline(encoder);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        self.0.encode_referents(encoder);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        let level = U::Tag::decode_inline(decoder)?;
        let pending = U::decode_inline(decoder)?;
        if U::pending_tag(&pending) != level {
            return Err(decoder.illegal(level));
        }
        Ok(pending)
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        U::decode_referents(pending, decoder).map(Self)
    }
}
