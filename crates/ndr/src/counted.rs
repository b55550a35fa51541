//! Arrays together with the integer that says how many elements they have, so that the two cannot differ.

use crate::array::{encode_variance, lists};
use crate::{Conformant, ConformantVarying, Decoder, Encoder, Malformed, Ndr, Param};

/// `{ ULONG n; [size_is(n)] T *p; }`. Without elements the pointer is null; reading accepts either.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Counted<T>(pub Vec<T>);

/// `{ ULONG m; ULONG n; [size_is(n), length_is(m)] T *p; }`, such as `LSAPR_CR_CIPHER_VALUE`, [MS-LSAD] 2.2.6.1.
/// Without elements the pointer is null; reading accepts either.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CountedVarying<T>(pub Vec<T>);

/// Two parameters: `ULONG n, [size_is(n)] T p[]`.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CountedInline<T>(pub Vec<T>);

/// Two parameters: `ULONG m, [size_is(MAX), length_is(m)] T p[]`, such as the names of [MS-SAMR] 3.1.5.11.2.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CountedVaryingInline<T, const MAX: u32>(pub Vec<T>);

/// Two parameters: `[unique, size_is(n)] T *p, ULONG n`. Without elements the pointer is null; reading accepts either.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ThenCount<T>(pub Vec<T>);

/// Two parameters: `[size_is(n)] T p[], ULONG n`, such as a `ChangeLogEntry`, [MS-NRPC] 3.5.4.6.4.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct InlineThenCount<T>(pub Vec<T>);

lists! { Counted<T> CountedVarying<T> CountedInline<T> CountedVaryingInline<T, MAX> ThenCount<T> InlineThenCount<T> }

/// How many elements the pointer has that is not read yet; `None` if it is null.
type Announced = Option<u32>;

impl<T: Ndr> Ndr for Counted<T> {
    const ALIGN: usize = 4;
    type Pending = Announced;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len());
        encode_pointer(&self.0, encoder);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        if !self.0.is_empty() {
            encode_conformant(&self.0, encoder);
        }
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Announced, Malformed> {
        let count = decoder.u32()?;
        decode_pointer(count, decoder)
    }

    fn decode_referents(
        announced: Announced,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        let Some(count) = announced else {
            return Ok(Self::default());
        };
        let Conformant(items) = decoder.object()?;
        same_count(items, count, decoder).map(Self)
    }
}

impl<T: Ndr> Ndr for CountedVarying<T> {
    const ALIGN: usize = 4;
    type Pending = Announced;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len());
        encoder.count(self.0.len());
        encode_pointer(&self.0, encoder);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        if self.0.is_empty() {
            return;
        }
        encoder.count(self.0.len());
        encode_variance(self.0.len(), encoder);
        encoder.elements(&self.0);
        encoder.element_referents(&self.0);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Announced, Malformed> {
        let count = decoder.u32()?;
        let max = decoder.u32()?;
        if count > max {
            return Err(decoder.illegal(count));
        }
        decode_pointer(count, decoder)
    }

    fn decode_referents(
        announced: Announced,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        let Some(count) = announced else {
            return Ok(Self::default());
        };
        let ConformantVarying::<T>(items) = decoder.object()?;
        same_count(items, count, decoder).map(Self)
    }
}

impl<T: Ndr> Param for CountedInline<T> {
    fn encode_param(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len());
        encode_conformant(&self.0, encoder);
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let count = decoder.u32()?;
        let Conformant(items) = decoder.object()?;
        same_count(items, count, decoder).map(Self)
    }
}

impl<T: Ndr, const MAX: u32> Param for CountedVaryingInline<T, MAX> {
    fn encode_param(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len());
        encoder.u32(MAX);
        encode_variance(self.0.len(), encoder);
        encoder.elements(&self.0);
        encoder.element_referents(&self.0);
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let count = decoder.u32()?;
        let ConformantVarying::<T, MAX>(items) = decoder.object()?;
        same_count(items, count, decoder).map(Self)
    }
}

impl<T: Ndr> Param for ThenCount<T> {
    fn encode_param(&self, encoder: &mut Encoder) {
        encode_pointer(&self.0, encoder);
        if !self.0.is_empty() {
            encode_conformant(&self.0, encoder);
        }
        encoder.count(self.0.len());
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let items = decoder.object::<Option<Conformant<T>>>()?;
        let items = items.unwrap_or_default().0;
        let count = decoder.u32()?;
        same_count(items, count, decoder).map(Self)
    }
}

impl<T: Ndr> Param for InlineThenCount<T> {
    fn encode_param(&self, encoder: &mut Encoder) {
        encode_conformant(&self.0, encoder);
        encoder.count(self.0.len());
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let Conformant(items) = decoder.object()?;
        let count = decoder.u32()?;
        same_count(items, count, decoder).map(Self)
    }
}

fn encode_pointer<T>(items: &[T], encoder: &mut Encoder) {
    if items.is_empty() {
        encoder.null();
    } else {
        encoder.referent();
    }
}

fn encode_conformant<T: Ndr>(items: &[T], encoder: &mut Encoder) {
    encoder.count(items.len());
    encoder.elements(items);
    encoder.element_referents(items);
}

fn decode_pointer(count: u32, decoder: &mut Decoder<'_>) -> Result<Announced, Malformed> {
    match (decoder.referent()?, count) {
        (true, count) => Ok(Some(count)),
        (false, 0) => Ok(None),
        (false, count) => Err(decoder.illegal(count)),
    }
}

/// The same count stands in two places; a peer that contradicts itself is not believed.
fn same_count<T>(items: Vec<T>, count: u32, decoder: &Decoder<'_>) -> Result<Vec<T>, Malformed> {
    if usize::try_from(count).is_ok_and(|count| count == items.len()) {
        Ok(items)
    } else {
        Err(decoder.illegal(count))
    }
}
