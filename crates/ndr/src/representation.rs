//! `NDR_format_label`, C706 14.1.

use crate::Malformed;

/// How the sender of a PDU represents integers, C706 14.1.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum DataRepresentation {
    /// What we send, and Windows and Samba too.
    #[default]
    LittleEndian,
    /// What a peer may send.
    BigEndian,
}

impl DataRepresentation {
    /// The `NDR_format_label` of what we send: little-endian, ASCII, IEEE.
    pub const LABEL: [u8; 4] = [0x10, 0, 0, 0];

    /// Reads the `NDR_format_label` of a PDU. The representation of floating point numbers does not matter: no
    /// interface here has any.
    ///
    /// # Errors
    /// [`Malformed::Illegal`] for EBCDIC and for values that C706 does not define.
    pub const fn from_label([format, _, _, _]: [u8; 4]) -> Result<Self, Malformed> {
        match format {
            0x10 => Ok(Self::LittleEndian),
            0x00 => Ok(Self::BigEndian),
            _ => Err(Malformed::Illegal {
                field: "NDR_format_label",
                value: u64_of(format),
            }),
        }
    }
}

const fn u64_of(octet: u8) -> u64 {
    u64::from_be_bytes([0, 0, 0, 0, 0, 0, 0, octet])
}
