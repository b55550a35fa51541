//! Names made of labels, and their compressed wire form: RFC 1035 3.1 and 4.1.4, as [MS-ADTS] 6.3.7 uses them.

use std::fmt;
use std::str::FromStr;

use wire::{Malformed, Reader, Writer};

/// Text that can be written as RFC 1035 labels: none (the empty name), or labels of 1 to 63 octets, and 255 octets in
/// all on the wire. Locator answers carry user and site names in this form too, so that the characters are not only
/// those of host names; control characters are refused.
///
/// Because the bounds hold by construction, an answer made of these cannot overflow (CVE-2020-14303 and kin).
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct DottedName(String);

/// Why a text cannot be written as labels.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidDottedName {
    /// Two dots in a row, or one at the start.
    #[error("a name between two dots is empty")]
    EmptyLabel,
    /// A part between dots has more than 63 octets.
    #[error("a part between dots has at most 63 octets, and this one has {0}")]
    LabelTooLong(usize),
    /// More than 255 octets on the wire.
    #[error("a name has at most 255 octets, and this one has {0}")]
    TooLong(usize),
    /// A character that cannot stand in a name.
    #[error("{0:?} cannot stand in a name")]
    Character(char),
}

impl DottedName {
    /// The longest label, in octets: RFC 1035 2.3.4.
    pub const MAX_LABEL: usize = 63;
    /// The longest name on the wire with its length octets and the root label: RFC 1035 2.3.4.
    pub const MAX_WIRE_LEN: usize = 255;

    /// Checks a text; one dot at its end, the DNS root, is removed.
    ///
    /// # Errors
    /// [`InvalidDottedName`] with the reason.
    pub fn new(text: &str) -> Result<Self, InvalidDottedName> {
        let text = text.strip_suffix('.').unwrap_or(text);
        if let Some(bad) = text.chars().find(|c| c.is_control()) {
            return Err(InvalidDottedName::Character(bad));
        }
        for label in labels(text) {
            match label.len() {
                0 => return Err(InvalidDottedName::EmptyLabel),
                1..=Self::MAX_LABEL => {}
                longer => return Err(InvalidDottedName::LabelTooLong(longer)),
            }
        }
        // Each dot becomes a length octet; the first label and the root add one each.
        let wire_len = if text.is_empty() {
            1
        } else {
            text.len().saturating_add(2)
        };
        if wire_len > Self::MAX_WIRE_LEN {
            return Err(InvalidDottedName::TooLong(wire_len));
        }
        Ok(Self(text.to_owned()))
    }

    /// The text, without a dot at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the empty name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Equality as DNS sees it: without regard to ASCII case.
    #[must_use]
    pub fn matches(&self, other: &str) -> bool {
        self.0
            .eq_ignore_ascii_case(other.strip_suffix('.').unwrap_or(other))
    }

    /// Reads a possibly compressed name. `message` is what pointers count from, and `r` a reader somewhere in it.
    ///
    /// # Errors
    /// [`Malformed`] when the name is truncated, too long, not text, or has a pointer that does not lead backwards.
    pub fn decode(
        message: &[u8],
        r: &mut Reader<'_>,
        field: &'static str,
    ) -> Result<Self, Malformed> {
        let mut text = String::new();
        for label in read_labels(message, r, field)? {
            let label = std::str::from_utf8(label).map_err(|_| Malformed::NotText { field })?;
            // A dot within a label would make two different wire names the same text.
            if label.contains('.') {
                return Err(Malformed::NotText { field });
            }
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(label);
        }
        Self::new(&text).map_err(|_| Malformed::NotText { field })
    }

    /// Writes the name without compression.
    pub fn encode(&self, w: &mut Writer) {
        for label in labels(&self.0) {
            encode_label(w, label);
        }
        w.u8(0);
    }
}

impl fmt::Display for DottedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DottedName {
    type Err = InvalidDottedName;

    fn from_str(text: &str) -> Result<Self, InvalidDottedName> {
        Self::new(text)
    }
}

/// Writes names into one message, with pointers to what an earlier name has in common with them: RFC 1035 4.1.4.
#[derive(Debug, Default)]
pub struct Compressor {
    seen: Vec<(String, u16)>,
}

impl Compressor {
    /// Appends `name` to `w`, which must hold the message from its first octet on.
    pub fn encode(&mut self, name: &DottedName, w: &mut Writer) {
        let mut rest = name.as_str();
        while !rest.is_empty() {
            if let Some((_, offset)) = self.seen.iter().find(|(suffix, _)| suffix == rest) {
                w.u16_be(POINTER | offset);
                return;
            }
            if let Some(offset) = u16::try_from(w.len()).ok().filter(|at| *at < POINTER_LIMIT) {
                self.seen.push((rest.to_owned(), offset));
            }
            let (label, tail) = rest.split_once('.').unwrap_or((rest, ""));
            encode_label(w, label);
            rest = tail;
        }
        w.u8(0);
    }
}

/// The labels of a possibly compressed name. Every pointer has to lead to before the labels that it follows, so that
/// reading ends; more than 255 octets in all are refused.
pub(crate) fn read_labels<'m>(
    message: &'m [u8],
    r: &mut Reader<'_>,
    field: &'static str,
) -> Result<Vec<&'m [u8]>, Malformed> {
    let mut here = r.position();
    let mut behind = None;
    let mut floor = here;
    let mut total = 1_usize;
    let mut found = Vec::new();
    loop {
        let length = octet(message, here, field)?;
        match length >> 6 {
            0b00 if length == 0 => {
                let end = behind.unwrap_or(here.saturating_add(1));
                r.skip(end.saturating_sub(r.position()), field)?;
                return Ok(found);
            }
            0b00 => {
                let start = here.saturating_add(1);
                let end = start.saturating_add(usize::from(length));
                let label = message
                    .get(start..end)
                    .ok_or_else(|| Malformed::Truncated {
                        field,
                        needed: usize::from(length),
                        left: message.len().saturating_sub(start),
                    })?;
                total = total.saturating_add(label.len()).saturating_add(1);
                if total > DottedName::MAX_WIRE_LEN {
                    return Err(Malformed::TooLarge {
                        field,
                        value: 256,
                        limit: 255,
                    });
                }
                found.push(label);
                here = end;
            }
            0b11 => {
                let low = octet(message, here.saturating_add(1), field)?;
                let target = usize::from(u16::from_be_bytes([length, low]) & !POINTER);
                if target >= floor {
                    return Err(Malformed::Illegal {
                        field,
                        value: u64::from(length) << 8 | u64::from(low),
                    });
                }
                behind = behind.or(Some(here.saturating_add(2)));
                floor = target;
                here = target;
            }
            _ => {
                return Err(Malformed::Illegal {
                    field,
                    value: u64::from(length),
                });
            }
        }
    }
}

fn octet(message: &[u8], at: usize, field: &'static str) -> Result<u8, Malformed> {
    message.get(at).copied().ok_or(Malformed::Truncated {
        field,
        needed: 1,
        left: 0,
    })
}

fn labels(text: &str) -> impl Iterator<Item = &str> {
    let parts = (!text.is_empty()).then(|| text.split('.'));
    parts.into_iter().flatten()
}

fn encode_label(w: &mut Writer, label: &str) {
    // `DottedName::new` keeps every label at 63 octets or less.
    w.u8(u8::try_from(label.len()).unwrap_or(u8::MAX));
    w.bytes(label.as_bytes());
}

/// The two high bits that make a length a pointer.
const POINTER: u16 = 0xc000;
/// Pointers have 14 bits.
const POINTER_LIMIT: u16 = 0x4000;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> DottedName {
        DottedName::new(text).unwrap()
    }

    #[test]
    fn common_suffixes_are_written_once() {
        let mut w = Writer::new();
        let mut compressor = Compressor::default();
        compressor.encode(&name("corp.example"), &mut w);
        compressor.encode(&name("corp.example"), &mut w);
        compressor.encode(&name("dc.corp.example"), &mut w);
        compressor.encode(&name(""), &mut w);
        let wire = [
            4, b'c', b'o', b'r', b'p', 7, b'e', b'x', b'a', b'm', b'p', b'l', b'e', 0, // at 0
            0xc0, 0, // the same again
            2, b'd', b'c', 0xc0, 0, // dc. and the same
            0, // the empty name
        ];
        assert_eq!(w.as_slice(), wire);
        let mut r = Reader::new(&wire);
        for expected in ["corp.example", "corp.example", "dc.corp.example", ""] {
            assert_eq!(
                DottedName::decode(&wire, &mut r, "n").unwrap().as_str(),
                expected
            );
        }
        assert!(r.is_empty());
    }

    #[test]
    fn pointers_only_lead_backwards() {
        for wire in [
            &[0xc0, 0x00][..],         // to itself
            &[0xc0, 0x02, 1, b'a', 0], // forwards
            &[1, b'a', 0xc0, 0x00],    // to the start of the very name
            &[0xc0],                   // cut in two
            &[0xc0, 0xff],             // behind the end
            &[0x40, 0x00],             // a reserved kind of label
        ] {
            assert!(
                DottedName::decode(wire, &mut Reader::new(wire), "n").is_err(),
                "{wire:x?}"
            );
        }
        // Two names that point at each other.
        let wire = [0xc0, 2, 0xc0, 0];
        let mut r = Reader::new(&wire);
        r.skip(2, "first").unwrap();
        assert!(DottedName::decode(&wire, &mut r, "n").is_err());
    }

    #[test]
    fn a_name_of_256_octets_is_refused_on_both_ways() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert_eq!(longest.len() + 2, 255);
        let mut w = Writer::new();
        name(&longest).encode(&mut w);
        assert_eq!(w.len(), 255);
        assert_eq!(
            DottedName::new(&format!("{longest}a")),
            Err(InvalidDottedName::TooLong(256))
        );
        assert_eq!(
            DottedName::new(&"a".repeat(130)),
            Err(InvalidDottedName::LabelTooLong(130))
        );

        let mut wire = w.into_vec();
        wire.splice(254..255, [1, b'b', 0]);
        assert!(matches!(
            DottedName::decode(&wire, &mut Reader::new(&wire), "n"),
            Err(Malformed::TooLarge { .. })
        ));
    }

    #[test]
    fn what_would_not_survive_a_round_trip_is_refused() {
        for wire in [&[3, b'a', b'.', b'b', 0][..], &[1, 0x1b, 0], &[1, 0xff, 0]] {
            assert_eq!(
                DottedName::decode(wire, &mut Reader::new(wire), "n"),
                Err(Malformed::NotText { field: "n" })
            );
        }
        assert_eq!(DottedName::new("a..b"), Err(InvalidDottedName::EmptyLabel));
        assert_eq!(DottedName::new("."), Ok(DottedName::default()));
    }

    proptest! {
        #[test]
        fn any_names_round_trip_compressed(texts in proptest::collection::vec("([a-c]{1,3}(\\.[a-c]{1,3}){0,4})?", 0..8)) {
            let mut w = Writer::new();
            let mut compressor = Compressor::default();
            for text in &texts {
                compressor.encode(&name(text), &mut w);
            }
            let mut r = Reader::new(w.as_slice());
            for text in &texts {
                prop_assert_eq!(DottedName::decode(w.as_slice(), &mut r, "n"), Ok(name(text)));
            }
            prop_assert!(r.is_empty());
        }

        #[test]
        fn any_octets_are_read_or_refused(wire in proptest::collection::vec(any::<u8>(), 0..300), at in 0_usize..300) {
            let mut r = Reader::new(&wire);
            if r.skip(at, "start").is_ok() {
                let _outcome = DottedName::decode(&wire, &mut r, "n");
            }
        }
    }
}
