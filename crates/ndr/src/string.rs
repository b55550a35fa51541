//! Strings that end with a terminator, C706 14.3.4.

use crate::array::{decode_variance, encode_variance};
use crate::{Count, Decoder, Encoder, Malformed, Ndr};

/// `[string] wchar_t *`, what such a pointer points to: UTF-16 with a terminator.
///
/// Such a text contains no NUL: reading refuses one before the end, and making a value from a text drops the first NUL
/// and everything after it, as whoever gets the string would.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct WideStr(String);

/// `[string] char *`, what such a pointer points to: octets with a terminator. Their code page is not transmitted, so
/// only ASCII means the same everywhere; UTF-8 is read and written, as Samba does.
///
/// Such a text contains no NUL; see [`WideStr`].
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct AnsiStr(String);

impl Ndr for WideStr {
    const ALIGN: usize = 4;
    const CONFORMANT: bool = true;
    type Pending = Self;

    fn encode_conformance(&self, encoder: &mut Encoder) {
        encoder.count(self.units());
    }

    fn encode_inline(&self, encoder: &mut Encoder) {
        encode_variance(self.units(), encoder);
        self.0.encode_utf16().for_each(|unit| encoder.u16(unit));
        encoder.u16(0);
    }

    fn decode_conformance(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        decoder.read_max_count()
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let units = decode_terminated::<u16>(decoder)?;
        utf16(&units, decoder.field()).map(Self)
    }

    fn decode_referents(pending: Self, _decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

impl WideStr {
    /// Characters with the terminator.
    fn units(&self) -> usize {
        self.count().saturating_add(1)
    }
}

impl Count for WideStr {
    fn count(&self) -> usize {
        self.0.encode_utf16().count()
    }
}

impl Ndr for AnsiStr {
    const ALIGN: usize = 4;
    const CONFORMANT: bool = true;
    type Pending = Self;

    fn encode_conformance(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len().saturating_add(1));
    }

    fn encode_inline(&self, encoder: &mut Encoder) {
        encode_variance(self.0.len().saturating_add(1), encoder);
        encoder.bytes(self.0.as_bytes());
        encoder.u8(0);
    }

    fn decode_conformance(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        decoder.read_max_count()
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let octets = decode_terminated::<u8>(decoder)?;
        let field = decoder.field();
        match String::from_utf8(octets) {
            Ok(text) => Ok(Self(text)),
            Err(_) => Err(Malformed::NotText { field }),
        }
    }

    fn decode_referents(pending: Self, _decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

impl Count for AnsiStr {
    fn count(&self) -> usize {
        self.0.len()
    }
}

/// The text of UTF-16 in the host's byte order.
pub(crate) fn utf16(units: &[u16], field: &'static str) -> Result<String, Malformed> {
    String::from_utf16(units).map_err(|_| Malformed::NotText { field })
}

/// The characters before the terminator, of which there is exactly one and which is the last of all.
fn decode_terminated<T>(decoder: &mut Decoder<'_>) -> Result<Vec<T>, Malformed>
where
    T: Ndr<Pending = T> + Default + PartialEq,
{
    let count = decode_variance(decoder.max_count(), decoder)?;
    let mut characters = decoder.elements::<T>(count)?;
    let terminator = T::default();
    if characters.pop().as_ref() != Some(&terminator) || characters.contains(&terminator) {
        return Err(Malformed::NotText {
            field: decoder.field(),
        });
    }
    Ok(characters)
}

macro_rules! terminated {
    ($($name:ident)*) => {
        $(
            impl $name {
                /// The text without the terminator.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// The text without the terminator.
                #[must_use]
                pub fn into_string(self) -> String {
                    self.0
                }
            }

            impl From<String> for $name {
                fn from(mut text: String) -> Self {
                    if let Some(end) = text.find('\0') {
                        text.truncate(end);
                    }
                    Self(text)
                }
            }

            impl From<&str> for $name {
                fn from(text: &str) -> Self {
                    text.to_owned().into()
                }
            }
        )*
    };
}

terminated! { WideStr AnsiStr }
