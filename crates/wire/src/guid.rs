//! `GUID`, [MS-DTYP] 2.3.4.

use std::fmt;
use std::str::FromStr;

use crate::{Malformed, Reader, Writer};

/// `GUID`, [MS-DTYP] 2.3.4.1: the four fields as the text form shows them.
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq, PartialOrd, Ord)]
pub struct Guid {
    /// `Data1`.
    pub data1: u32,
    /// `Data2`.
    pub data2: u16,
    /// `Data3`.
    pub data3: u16,
    /// `Data4`.
    pub data4: [u8; 8],
}

/// A text that is no GUID.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a GUID has the form 12345678-1234-1234-1234-123456789abc")]
pub struct InvalidGuid;

impl Guid {
    /// The GUID of zeros.
    pub const NIL: Self = Self {
        data1: 0,
        data2: 0,
        data3: 0,
        data4: [0; 8],
    };

    /// From the 128-bit number whose hexadecimal digits are those of the text form; the way to write a constant.
    #[must_use]
    pub const fn from_u128(value: u128) -> Self {
        let [a, b, c, d, e, f, g, h, data4 @ ..] = value.to_be_bytes();
        Self {
            data1: u32::from_be_bytes([a, b, c, d]),
            data2: u16::from_be_bytes([e, f]),
            data3: u16::from_be_bytes([g, h]),
            data4,
        }
    }

    /// Sixteen octets as they stand on the wire in little-endian order.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        let [a, b, c, d, e, f, g, h, data4 @ ..] = bytes;
        Self {
            data1: u32::from_le_bytes([a, b, c, d]),
            data2: u16::from_le_bytes([e, f]),
            data3: u16::from_le_bytes([g, h]),
            data4,
        }
    }

    /// The sixteen octets of the little-endian wire form.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        let mut w = Writer::new();
        self.encode(&mut w);
        w.as_slice().try_into().unwrap_or_default()
    }

    /// Reads the little-endian wire form.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when fewer than 16 octets are left.
    pub fn decode(r: &mut Reader<'_>, field: &'static str) -> Result<Self, Malformed> {
        r.array(field).map(Self::from_bytes)
    }

    /// Writes the little-endian wire form.
    pub fn encode(self, w: &mut Writer) {
        w.u32(self.data1);
        w.u16(self.data2);
        w.u16(self.data3);
        w.bytes(&self.data4);
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, rest @ ..] = self.data4;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{a:02x}{b:02x}-",
            self.data1, self.data2, self.data3
        )?;
        rest.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Guid {
    type Err = InvalidGuid;

    fn from_str(text: &str) -> Result<Self, InvalidGuid> {
        let text = text
            .strip_prefix('{')
            .and_then(|t| t.strip_suffix('}'))
            .unwrap_or(text);
        let lengths = text.split('-').map(str::len);
        if !lengths.eq([8, 4, 4, 4, 12])
            || !text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
        {
            return Err(InvalidGuid);
        }
        u128::from_str_radix(&text.replace('-', ""), 16)
            .map(Self::from_u128)
            .map_err(|_| InvalidGuid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_wire_forms_agree() {
        let guid: Guid = "12345678-1234-abcd-ef00-01234567cffb".parse().unwrap();
        assert_eq!(guid.to_string(), "12345678-1234-abcd-ef00-01234567cffb");
        assert_eq!(
            guid,
            Guid::from_u128(0x12345678_1234_abcd_ef00_01234567cffb)
        );
        let wire = [
            0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, 0xef, 0x00, 0x01, 0x23, 0x45, 0x67,
            0xcf, 0xfb,
        ];
        assert_eq!(guid.to_bytes(), wire);
        assert_eq!(Guid::from_bytes(wire), guid);
    }

    #[test]
    fn what_is_no_guid_is_refused() {
        for text in [
            "",
            "12345678",
            "+2345678-1234-abcd-ef00-01234567cffb",
            "12345678-1234-abcd-ef0001-234567cffb",
        ] {
            assert_eq!(text.parse::<Guid>(), Err(InvalidGuid), "{text}");
        }
    }
}
