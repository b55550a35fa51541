//! UTF-16LE, the character encoding of every string on these wires.

use crate::Malformed;

/// The UTF-16LE octets of a text, without a terminator.
#[must_use]
pub fn encode(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The text of UTF-16LE octets, without looking for a terminator.
///
/// # Errors
/// [`Malformed::NotText`] for an odd number of octets or an unpaired surrogate.
pub fn decode(bytes: &[u8], field: &'static str) -> Result<String, Malformed> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(Malformed::NotText { field });
    }
    char::decode_utf16(pairs.iter().map(|pair| u16::from_le_bytes(*pair)))
        .collect::<Result<_, _>>()
        .map_err(|_| Malformed::NotText { field })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_basic_plane() {
        assert_eq!(encode("a𝄞"), [0x61, 0, 0x34, 0xd8, 0x1e, 0xdd]);
        assert_eq!(
            decode(&[0x61, 0, 0x34, 0xd8, 0x1e, 0xdd], "x").as_deref(),
            Ok("a𝄞")
        );
        assert_eq!(
            decode(&[0x34, 0xd8], "x"),
            Err(Malformed::NotText { field: "x" })
        );
        assert_eq!(decode(&[0x34], "x"), Err(Malformed::NotText { field: "x" }));
    }
}
