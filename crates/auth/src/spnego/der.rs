//! Just enough DER, X.690 8 and 10: definite lengths in their shortest form, tags of one octet.

use wire::{Malformed, Reader};

/// `OCTET STRING`.
pub(super) const OCTET_STRING: u8 = 0x04;
/// `OBJECT IDENTIFIER`.
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
/// `ENUMERATED`.
pub(super) const ENUMERATED: u8 = 0x0a;
/// `SEQUENCE` and `SEQUENCE OF`.
pub(super) const SEQUENCE: u8 = 0x30;
/// `[APPLICATION 0]`, which frames an initial token, RFC 2743 3.1.
pub(super) const APPLICATION_0: u8 = 0x60;

/// `[number]`, explicit.
pub(super) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// The contents of the element that comes next, which must have this tag.
pub(super) fn expect<'a>(
    r: &mut Reader<'a>,
    tag: u8,
    field: &'static str,
) -> Result<&'a [u8], Malformed> {
    let found = r.u8(field)?;
    if found != tag {
        return Err(Malformed::Illegal {
            field,
            value: found.into(),
        });
    }
    let len = length(r, field)?;
    r.bytes(len, field)
}

/// The contents of the element that comes next, if it has this tag.
pub(super) fn optional<'a>(
    r: &mut Reader<'a>,
    tag: u8,
    field: &'static str,
) -> Result<Option<&'a [u8]>, Malformed> {
    if r.peek().first() == Some(&tag) {
        expect(r, tag, field).map(Some)
    } else {
        Ok(None)
    }
}

/// The contents of the one element that these octets are.
pub(super) fn only<'a>(
    bytes: &'a [u8],
    tag: u8,
    field: &'static str,
) -> Result<&'a [u8], Malformed> {
    let mut r = Reader::new(bytes);
    let contents = expect(&mut r, tag, field)?;
    r.finish(field)?;
    Ok(contents)
}

/// An element.
pub(super) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let contents = parts.concat();
    let mut out = vec![tag];
    let len = contents.len().to_be_bytes();
    match (u8::try_from(contents.len()), significant(&len)) {
        (Ok(short @ ..0x80), _) => out.push(short),
        (_, long) => {
            // At most eight, the size of a length.
            out.push(LONG | u8::try_from(long.len()).unwrap_or_default());
            out.extend_from_slice(long);
        }
    }
    out.extend_from_slice(&contents);
    out
}

fn length(r: &mut Reader<'_>, field: &'static str) -> Result<usize, Malformed> {
    let first = r.u8(field)?;
    if first < LONG {
        return Ok(first.into());
    }
    let octets = r.bytes(usize::from(first & !LONG), field)?;
    let shortest = significant(octets) == octets && !matches!(octets, [..0x80]);
    match *octets {
        [a] if shortest => Ok(a.into()),
        [a, b] if shortest => Ok(u16::from_be_bytes([a, b]).into()),
        // Indefinite, longer than any token, or not in its only legal form.
        _ => Err(Malformed::Illegal {
            field,
            value: first.into(),
        }),
    }
}

/// A big-endian number without its leading zeros.
fn significant(octets: &[u8]) -> &[u8] {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    octets.get(zeros..).unwrap_or_default()
}

const LONG: u8 = 0x80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_their_only_legal_form() {
        for len in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff] {
            let contents = vec![7; len];
            let image = element(OCTET_STRING, &[&contents]);
            assert_eq!(only(&image, OCTET_STRING, "x"), Ok(&contents[..]));
        }
        assert_eq!(element(4, &[&[0; 0x80]])[..3], [4, 0x81, 0x80]);
        assert_eq!(element(4, &[&[0; 0x100]])[..4], [4, 0x82, 1, 0]);
    }

    #[test]
    fn every_other_form_is_refused() {
        let illegal = |value| Err(Malformed::Illegal { field: "x", value });
        let try_only = |head: &[u8]| {
            let mut image = head.to_vec();
            image.resize(head.len() + 0x7f, 0);
            only(&image, 4, "x").map(<[u8]>::len)
        };
        assert_eq!(try_only(&[4, 0x7f]), Ok(0x7f));
        assert_eq!(try_only(&[4, 0x80]), illegal(0x80)); // indefinite
        assert_eq!(try_only(&[4, 0x81, 0x7f]), illegal(0x81)); // short would do
        assert_eq!(try_only(&[4, 0x82, 0x00, 0xff]), illegal(0x82)); // leading zero
        assert_eq!(try_only(&[4, 0x83, 1, 0, 0]), illegal(0x83)); // too long
        assert_eq!(try_only(&[5, 0x7f]), illegal(5)); // another tag
        assert!(try_only(&[4, 0xff]).is_err());
        assert_eq!(
            try_only(&[4, 0x7e]),
            Err(Malformed::Trailing {
                field: "x",
                left: 1
            })
        );
    }
}
