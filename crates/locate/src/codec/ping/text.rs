//! UTF-16 text of the locator messages: terminated by a zero, and bounded.

use std::fmt;

use wire::{Malformed, Reader, Writer, utf16};

/// A name in a locator message: at most 255 UTF-16 code units, without a zero.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct PingText(String);

/// Why a text cannot stand in a locator message.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidPingText {
    /// Too long.
    #[error("a name in a locator message has at most 255 characters, and this one has {0}")]
    TooLong(usize),
    /// A zero, which would end it early.
    #[error("a zero cannot stand in a name")]
    Zero,
}

impl PingText {
    /// The longest text in UTF-16 code units: what a request with a name of each kind can hold in one datagram of
    /// Samba's and Windows', and more than any account name (20) or DNS name (255 octets) has.
    pub const MAX_UNITS: usize = 255;

    /// Checks a text.
    ///
    /// # Errors
    /// [`InvalidPingText`] with the reason.
    pub fn new(text: &str) -> Result<Self, InvalidPingText> {
        if text.contains('\0') {
            return Err(InvalidPingText::Zero);
        }
        match text.encode_utf16().count() {
            0..=Self::MAX_UNITS => Ok(Self(text.to_owned())),
            longer => Err(InvalidPingText::TooLong(longer)),
        }
    }

    /// `\\NAME`.
    #[must_use]
    pub fn unc(name: &wire::NetbiosName) -> Self {
        Self(name.unc())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn decode(r: &mut Reader<'_>, field: &'static str) -> Result<Self, Malformed> {
        let (units, _) = r.peek().as_chunks::<2>();
        let length = units
            .iter()
            .take(Self::MAX_UNITS.saturating_add(1))
            .position(|unit| *unit == [0, 0])
            .ok_or(Malformed::NotText { field })?;
        let text = utf16::decode(r.bytes(length.saturating_mul(2), field)?, field)?;
        r.skip(2, field)?;
        Ok(Self(text))
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        w.bytes(&utf16::encode(&self.0));
        w.u16(0);
    }
}

impl fmt::Display for PingText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&wire::NetbiosName> for PingText {
    fn from(name: &wire::NetbiosName) -> Self {
        Self(name.as_str().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounded_and_terminated() {
        assert!(PingText::new(&"a".repeat(255)).is_ok());
        assert_eq!(
            PingText::new(&"a".repeat(256)),
            Err(InvalidPingText::TooLong(256))
        );
        assert_eq!(PingText::new("a\0b"), Err(InvalidPingText::Zero));
        for wire in [
            &[b'a', 0][..],
            &[b'a', 0, 0],
            &[0x00, 0xd8, 0, 0],
            &[b'a'; 1000],
        ] {
            assert!(
                PingText::decode(&mut Reader::new(wire), "t").is_err(),
                "{wire:x?}"
            );
        }
    }
}
