//! Tags and lengths of the encoding that LDAP uses, RFC 4511 5.1: definite lengths only. They are walked through before
//! anything recursive reads them, for a filter of a few thousand nested `not`s fits into a message, and would exhaust the
//! stack.

use wire::Reader;

/// Not in the encoding of LDAP: an indefinite length, one that leaves what it is in, or nested more deeply than any message
/// needs.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not in the encoding of LDAP")]
pub struct NotBer;

/// Walks through all elements, and sees that none leaves the one that it is in, or lies deeper than `max_depth` others.
///
/// # Errors
/// [`NotBer`].
pub fn check_nesting(octets: &[u8], max_depth: usize) -> Result<(), NotBer> {
    let mut r = Reader::new(octets);
    // Where each open constructed element ends.
    let mut open: Vec<usize> = Vec::new();
    while !r.is_empty() {
        while open.last().is_some_and(|end| *end <= r.position()) {
            open.pop();
        }
        let header = Header::read(&mut r)?.ok_or(NotBer)?;
        let end = r.position().saturating_add(header.length);
        if header.length > r.remaining() || open.last().is_some_and(|outer| end > *outer) {
            return Err(NotBer);
        }
        if header.constructed {
            if open.len() >= max_depth {
                return Err(NotBer);
            }
            open.push(end);
        } else {
            r.skip(header.length, "value").map_err(|_| NotBer)?;
        }
    }
    Ok(())
}

/// How long the element at the start of `octets` is with its tag and length; `None` when more octets are needed to tell.
///
/// # Errors
/// [`NotBer`] for what is none, whatever follows.
pub fn element_len(octets: &[u8]) -> Result<Option<usize>, NotBer> {
    let mut r = Reader::new(octets);
    let header = Header::read(&mut r)?;
    Ok(header.map(|header| r.position().saturating_add(header.length)))
}

/// What introduces an element.
struct Header {
    constructed: bool,
    length: usize,
}

impl Header {
    /// Reads a tag of one octet, as all of LDAP's are, and a length; `None` where the octets end within.
    fn read(r: &mut Reader<'_>) -> Result<Option<Self>, NotBer> {
        let Ok(tag) = r.u8("tag") else {
            return Ok(None);
        };
        if tag & LONG_TAG == LONG_TAG {
            return Err(NotBer);
        }
        let Ok(first) = r.u8("length") else {
            return Ok(None);
        };
        let length = match first {
            0..=0x7f => Ok(u32::from(first)),
            0x81 => r.u8("length").map(u32::from),
            0x82 => r.u16_be("length").map(u32::from),
            0x83 => r
                .array::<3>("length")
                .map(|[a, b, c]| u32::from_be_bytes([0, a, b, c])),
            // Samba and Windows always use four octets.
            0x84 => r.u32_be("length"),
            _ => return Err(NotBer),
        };
        let Ok(length) = length else {
            return Ok(None);
        };
        Ok(Some(Self {
            constructed: tag & CONSTRUCTED != 0,
            length: usize::try_from(length).map_err(|_| NotBer)?,
        }))
    }
}

/// The bit of a tag that says that there are tags within.
const CONSTRUCTED: u8 = 0x20;
/// The number of a tag that goes on in further octets.
const LONG_TAG: u8 = 0x1f;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_each_form() {
        for (octets, length) in [
            (&[0x30, 5][..], 7),
            (&[0x30, 0x81, 200], 203),
            (&[0x30, 0x82, 1, 0], 260),
            (&[0x30, 0x83, 1, 0, 0], 65_541),
            (&[0x30, 0x84, 0, 0, 1, 0], 262),
        ] {
            assert_eq!(element_len(octets), Ok(Some(length)));
            for end in 0..octets.len() {
                assert_eq!(
                    element_len(&octets[..end]),
                    Ok(None),
                    "{octets:x?} to {end}"
                );
            }
        }
        for octets in [&[0x30, 0x80][..], &[0x3f, 0], &[0x30, 0x85, 0, 0, 0, 0, 1]] {
            assert_eq!(element_len(octets), Err(NotBer), "{octets:x?}");
        }
    }

    #[test]
    fn elements_stay_within_each_other() {
        for (octets, depth) in [
            (&[0x30, 2, 0x04, 0][..], 1),
            (&[0x30, 4, 0x30, 2, 0x30, 0], 3),
            (&[0x30, 0, 0x30, 0, 0x30, 0], 1),
        ] {
            assert_eq!(check_nesting(octets, depth), Ok(()), "{octets:x?}");
            assert_eq!(check_nesting(octets, depth - 1), Err(NotBer), "{octets:x?}");
        }
        for octets in [
            &[0x30, 1, 0x04, 0][..],
            &[0x30, 3, 0x04, 0],
            &[0x30, 2, 0x04],
            &[0x30, 4, 0x30, 3, 0x04, 0],
            &[0x30, 0x80, 0, 0],
        ] {
            assert_eq!(check_nesting(octets, 9), Err(NotBer), "{octets:x?}");
        }
    }
}
