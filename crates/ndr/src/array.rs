//! Arrays, C706 14.3.3. Those whose size is fixed in the IDL are Rust arrays.

use crate::{Decoder, Encoder, Malformed, Ndr};

/// `[size_is(n)] T[]`, a conformant array: its maximum count, then the elements.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Conformant<T>(pub Vec<T>);

/// `[size_is(n), length_is(m)] T[]`, a conformant varying array: its maximum count, offset and actual count, then that
/// many elements.
///
/// `MAX` is the constant that the IDL gives as `size_is`; 0 where the maximum is whatever is sent.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ConformantVarying<T, const MAX: u32 = 0>(pub Vec<T>);

/// `[length_is(m)] T x[MAX]`, a varying array: offset and actual count, then that many elements.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Varying<T, const MAX: u32>(pub Vec<T>);

impl<T: Ndr> Ndr for Conformant<T> {
    const ALIGN: usize = T::ALIGN;
    const CONFORMANT: bool = true;
    type Pending = Vec<T::Pending>;

    fn encode_conformance(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len());
    }

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.elements(&self.0);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        encoder.element_referents(&self.0);
    }

    fn decode_conformance(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        decoder.read_max_count()
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.elements::<T>(decoder.max_count())
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.element_referents(pending).map(Self)
    }
}

impl<T: Ndr, const MAX: u32> Ndr for ConformantVarying<T, MAX> {
    const ALIGN: usize = crate::traits::max_align(&[4, T::ALIGN]);
    const CONFORMANT: bool = true;
    type Pending = Vec<T::Pending>;

    fn encode_conformance(&self, encoder: &mut Encoder) {
        let fixed = usize::try_from(MAX).unwrap_or(usize::MAX);
        encoder.count(self.0.len().max(fixed));
    }

    fn encode_inline(&self, encoder: &mut Encoder) {
        encode_variance(self.0.len(), encoder);
        encoder.elements(&self.0);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        encoder.element_referents(&self.0);
    }

    fn decode_conformance(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        decoder.read_max_count()
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        let max = decoder.max_count();
        let max = if MAX == 0 { max } else { max.min(MAX) };
        let count = decode_variance(max, decoder)?;
        decoder.elements::<T>(count)
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.element_referents(pending).map(Self)
    }
}

impl<T: Ndr, const MAX: u32> Ndr for Varying<T, MAX> {
    const ALIGN: usize = crate::traits::max_align(&[4, T::ALIGN]);
    type Pending = Vec<T::Pending>;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encode_variance(self.0.len(), encoder);
        encoder.elements(&self.0);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        encoder.element_referents(&self.0);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        let count = decode_variance(MAX, decoder)?;
        decoder.elements::<T>(count)
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.element_referents(pending).map(Self)
    }
}

impl<T: Ndr, const N: usize> Ndr for [T; N] {
    const ALIGN: usize = T::ALIGN;
    type Pending = [T::Pending; N];

    fn encode_inline(&self, encoder: &mut Encoder) {
        const { assert!(N > 0, "an array without elements has no representation") }
        encoder.elements(self);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        encoder.element_referents(self);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        const { assert!(!T::CONFORMANT, "elements have one size, C706 14.3.3") }
        exactly((0..N).map(|_| T::decode_inline(decoder)))
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        let pending = pending.into_iter();
        exactly(pending.map(|item| T::decode_referents(item, decoder)))
    }
}

/// Offset and actual count, C706 14.3.3.4.
pub(crate) fn encode_variance(count: usize, encoder: &mut Encoder) {
    encoder.u32(0);
    encoder.count(count);
}

/// The actual count of an array of at most `max` elements. The offset is always 0: nobody here sends slices.
pub(crate) fn decode_variance(max: u32, decoder: &mut Decoder<'_>) -> Result<u32, Malformed> {
    let offset = decoder.u32()?;
    if offset != 0 {
        return Err(decoder.illegal(offset));
    }
    let count = decoder.u32()?;
    if count > max {
        return Err(Malformed::TooLarge {
            field: decoder.field(),
            value: count.into(),
            limit: max.into(),
        });
    }
    Ok(count)
}

/// Collects an array from an iterator that yields `N` items.
fn exactly<T, const N: usize>(
    items: impl Iterator<Item = Result<T, Malformed>>,
) -> Result<[T; N], Malformed> {
    let items = items.collect::<Result<Vec<_>, _>>()?;
    items
        .try_into()
        .map_err(|short: Vec<_>| Malformed::Truncated {
            field: "array",
            needed: N,
            left: short.len(),
        })
}

macro_rules! lists {
    ($($name:ident<T $(, $MAX:ident)?>)*) => {
        $(
            impl<T $(, const $MAX: u32)?> From<Vec<T>> for $name<T $(, $MAX)?> {
                fn from(items: Vec<T>) -> Self {
                    Self(items)
                }
            }

            impl<T $(, const $MAX: u32)?> Default for $name<T $(, $MAX)?> {
                fn default() -> Self {
                    Self(Vec::new())
                }
            }

            impl<T $(, const $MAX: u32)?> crate::Count for $name<T $(, $MAX)?> {
                fn count(&self) -> usize {
                    self.0.len()
                }
            }
        )*
    };
}
pub(crate) use lists;

lists! { Conformant<T> ConformantVarying<T, MAX> Varying<T, MAX> }
