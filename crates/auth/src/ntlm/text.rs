//! Names in the one of two character sets that was agreed on, [MS-NLMP] 2.2: Unicode, or the "OEM" set of who cannot
//! write that. Nothing says which one of the many sets it is, so only what is the same in all of them is read: ASCII. A name
//! in an unknown code page could name anybody.

use wire::{Malformed, utf16};

use super::NegotiateFlags;

/// Reads a name.
pub(super) fn decode(
    octets: &[u8],
    flags: NegotiateFlags,
    field: &'static str,
) -> Result<String, Malformed> {
    if flags.contains(NegotiateFlags::UNICODE) {
        return utf16::decode(octets, field);
    }
    match std::str::from_utf8(octets) {
        Ok(text) if text.is_ascii() => Ok(text.to_owned()),
        _ => Err(Malformed::NotText { field }),
    }
}

/// Writes one.
pub(super) fn encode(
    name: &str,
    flags: NegotiateFlags,
    field: &'static str,
) -> Result<Vec<u8>, Malformed> {
    if flags.contains(NegotiateFlags::UNICODE) {
        Ok(utf16::encode(name))
    } else if name.is_ascii() {
        Ok(name.as_bytes().to_vec())
    } else {
        Err(Malformed::NotText { field })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_same_in_all_code_pages_is_no_name() {
        let oem = NegotiateFlags::OEM;
        let both = NegotiateFlags::OEM | NegotiateFlags::UNICODE;
        let not_text = Malformed::NotText { field: "UserName" };
        assert_eq!(decode(b"User", oem, "UserName").as_deref(), Ok("User"));
        assert_eq!(encode("User", oem, "UserName").as_deref(), Ok(&b"User"[..]));
        // Umlauts of code page 437, of Windows 1252 and of UTF-8.
        for octets in [&b"m\x81ller"[..], b"m\xfcller", "müller".as_bytes()] {
            assert_eq!(decode(octets, oem, "UserName"), Err(not_text));
        }
        assert_eq!(encode("müller", oem, "UserName"), Err(not_text));
        // Who can write Unicode does.
        let octets = encode("ü", both, "UserName").unwrap();
        assert_eq!(octets, [0xfc, 0]);
        assert_eq!(decode(&octets, both, "UserName").as_deref(), Ok("ü"));
    }
}
