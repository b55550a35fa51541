//! Strings that say their length in octets, in 16 bits: `{ USHORT Length; USHORT MaximumLength; [size_is(MaximumLength /
//! n), length_is(Length / n)] T *Buffer; }`.

use crate::array::encode_variance;
use crate::string::utf16;
use crate::{ConformantVarying, Count, Decoder, Encoder, Malformed, Ndr};

/// `RPC_UNICODE_STRING`, [MS-DTYP] 2.3.10: UTF-16 without a terminator, or null. It may contain NUL.
///
/// 65,534 octets fit; the rest of a longer text is cut.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct UnicodeString(pub Option<String>);

/// `STRING`, [MS-NRPC] 2.2.1.1.2: octets of a text in an unknown code page, or of no text at all, such as an
/// `NtChallengeResponse`. 65,535 octets fit; the rest is cut.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct AnsiString(pub Option<Vec<u8>>);

/// `RPC_SHORT_BLOB`, [MS-SAMR]: 16-bit units that are no text, or null. 32,767 units fit; the rest is cut.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct ShortBlob(pub Option<Vec<u16>>);

impl UnicodeString {
    /// The null string, which is not the empty one.
    pub const NULL: Self = Self(None);

    /// The text; nothing if null.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The text; the empty one if null.
    #[must_use]
    pub fn as_str_or_empty(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

impl Ndr for UnicodeString {
    const ALIGN: usize = 4;
    type Pending = Announced;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encode_lengths(self.as_str().map(str::encode_utf16), encoder);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        encode_buffer(self.as_str().map(str::encode_utf16), encoder);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Announced, Malformed> {
        decode_lengths::<u16>(decoder)
    }

    fn decode_referents(
        announced: Announced,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        let text = decode_buffer(announced, decoder)?
            .map(|units: Vec<u16>| utf16(&units, decoder.field()))
            .transpose()?;
        Ok(Self(text))
    }
}

impl Count for UnicodeString {
    fn count(&self) -> usize {
        self.as_str_or_empty().encode_utf16().count()
    }
}

impl From<&str> for UnicodeString {
    fn from(text: &str) -> Self {
        Self(Some(text.to_owned()))
    }
}

impl From<String> for UnicodeString {
    fn from(text: String) -> Self {
        Self(Some(text))
    }
}

impl From<&str> for AnsiString {
    fn from(text: &str) -> Self {
        Self(Some(text.as_bytes().to_vec()))
    }
}

impl From<Vec<u8>> for AnsiString {
    fn from(octets: Vec<u8>) -> Self {
        Self(Some(octets))
    }
}

impl From<Vec<u16>> for ShortBlob {
    fn from(units: Vec<u16>) -> Self {
        Self(Some(units))
    }
}

macro_rules! buffers {
    ($($name:ident of $unit:ty;)*) => {
        $(
            impl Ndr for $name {
                const ALIGN: usize = 4;
                type Pending = Announced;

                fn encode_inline(&self, encoder: &mut Encoder) {
                    encode_lengths(self.0.as_ref().map(|units| units.iter().copied()), encoder);
                }

                fn encode_referents(&self, encoder: &mut Encoder) {
                    encode_buffer(self.0.as_ref().map(|units| units.iter().copied()), encoder);
                }

                fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Announced, Malformed> {
                    decode_lengths::<$unit>(decoder)
                }

                fn decode_referents(
                    announced: Announced,
                    decoder: &mut Decoder<'_>,
                ) -> Result<Self, Malformed> {
                    decode_buffer(announced, decoder).map(Self)
                }
            }

            impl Count for $name {
                fn count(&self) -> usize {
                    self.0.as_ref().map_or(0, Vec::len)
                }
            }
        )*
    };
}

buffers! {
    AnsiString of u8;
    ShortBlob of u16;
}

/// How many units the buffer has that is not read yet; `None` if it is null.
type Announced = Option<u32>;

/// `Length`, `MaximumLength` and the pointer. That the maximum is the length is what Windows clients send.
fn encode_lengths<T: Ndr>(units: Option<impl Iterator<Item = T>>, encoder: &mut Encoder) {
    encoder.align(4);
    let is_null = units.is_none();
    let count = units.map_or(0, |units| units.take(most::<T>()).count());
    let octets = u16::try_from(count.saturating_mul(T::ALIGN)).unwrap_or(u16::MAX);
    encoder.u16(octets);
    encoder.u16(octets);
    if is_null {
        encoder.null();
    } else {
        encoder.referent();
    }
}

/// A [`ConformantVarying`] of the units, which are nowhere together.
fn encode_buffer<T: Ndr>(units: Option<impl Iterator<Item = T> + Clone>, encoder: &mut Encoder) {
    if let Some(units) = units {
        let units = units.take(most::<T>());
        let count = units.clone().count();
        encoder.count(count);
        encode_variance(count, encoder);
        units.for_each(|unit| unit.encode_inline(encoder));
    }
}

/// As many units as `Length` can express.
fn most<T: Ndr>() -> usize {
    // Units are integers, whose alignment is their size.
    usize::from(u16::MAX).checked_div(T::ALIGN).unwrap_or(0)
}

fn decode_lengths<T: Ndr>(decoder: &mut Decoder<'_>) -> Result<Announced, Malformed> {
    decoder.align(4)?;
    let length = decoder.u16()?;
    let maximum = decoder.u16()?;
    let present = decoder.referent()?;
    let whole = usize::from(length).is_multiple_of(T::ALIGN);
    if length > maximum || !whole || (length > 0 && !present) {
        return Err(decoder.illegal(length));
    }
    let size = u32::try_from(T::ALIGN).unwrap_or(1);
    Ok(present.then(|| u32::from(length) / size))
}

fn decode_buffer<T: Ndr>(
    announced: Announced,
    decoder: &mut Decoder<'_>,
) -> Result<Option<Vec<T>>, Malformed> {
    let Some(count) = announced else {
        return Ok(None);
    };
    let ConformantVarying::<T>(units) = decoder.object()?;
    if usize::try_from(count).is_ok_and(|count| count == units.len()) {
        Ok(Some(units))
    } else {
        Err(decoder.illegal(count))
    }
}
