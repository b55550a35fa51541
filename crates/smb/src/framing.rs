//! Direct TCP transport, [MS-SMB2] 2.1: each message on port 445 is preceded by its length.

use wire::{Malformed, Reader};

/// Octets in front of each message.
pub const FRAME_HEADER_LEN: usize = 4;

/// What `StreamProtocolLength` can express: 24 bits.
const LONGEST_FRAME: usize = 0x00ff_ffff;

/// A message that a frame cannot hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a message of {0} octets does not fit a frame")]
pub struct FrameTooLong(pub usize);

/// The octets that go before a message of `len` octets.
///
/// # Errors
/// [`FrameTooLong`] when the length does not fit 24 bits.
pub fn frame_header(len: usize) -> Result<[u8; FRAME_HEADER_LEN], FrameTooLong> {
    match u32::try_from(len) {
        Ok(short) if len <= LONGEST_FRAME => Ok(short.to_be_bytes()),
        _ => Err(FrameTooLong(len)),
    }
}

/// The length of the message that follows `header`, if it is no longer than `limit`.
///
/// # Errors
/// [`Malformed::Illegal`] when the first octet is not zero (a NetBIOS session message, or something else than SMB), and
/// [`Malformed::TooLarge`] above `limit`, so that nothing is allocated for it.
pub fn frame_len(header: [u8; FRAME_HEADER_LEN], limit: usize) -> Result<usize, Malformed> {
    let mut r = Reader::new(&header);
    let word = r.u32_be("StreamProtocolLength")?;
    if word >> 24 != 0 {
        return Err(Malformed::Illegal {
            field: "Zero",
            value: u64::from(word >> 24),
        });
    }
    match usize::try_from(word) {
        Ok(len) if len <= limit => Ok(len),
        _ => Err(Malformed::TooLarge {
            field: "StreamProtocolLength",
            value: word.into(),
            limit: u64::try_from(limit).unwrap_or(u64::MAX),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_in_network_order_below_an_octet_of_zero() {
        assert_eq!(frame_header(0x01_02_03), Ok([0, 1, 2, 3]));
        assert_eq!(frame_len([0, 1, 2, 3], 0x01_02_03), Ok(0x01_02_03));
        assert_eq!(frame_header(0x0100_0000), Err(FrameTooLong(0x0100_0000)));
    }

    #[test]
    fn a_frame_beyond_the_limit_or_of_another_protocol_is_refused() {
        assert!(matches!(
            frame_len([0, 0, 1, 1], 256),
            Err(Malformed::TooLarge { value: 257, .. })
        ));
        assert!(matches!(
            frame_len([0x85, 0, 0, 0], 256),
            Err(Malformed::Illegal { value: 0x85, .. })
        ));
    }
}
