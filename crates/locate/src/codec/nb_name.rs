//! NetBIOS names of sixteen octets and their first-level encoding: RFC 1001 14.1, RFC 1002 4.1.

use std::fmt;

use wire::{Malformed, NetbiosName, Reader, Writer};

use super::dotted::{DottedName, read_labels};

/// The sixteenth octet of a NetBIOS name: what the name stands for, [MS-NBTE] 1.8 and [MS-BRWS] 2.1.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Suffix(pub u8);

impl Suffix {
    /// `<00>`: a workstation (unique), or members of a domain or workgroup (group).
    pub const WORKSTATION: Self = Self(0x00);
    /// `<1B>`: the domain master browser, which is the PDC.
    pub const PDC: Self = Self(0x1b);
    /// `<1C>`: the domain controllers of a domain (group).
    pub const DOMAIN_CONTROLLERS: Self = Self(0x1c);
    /// `<20>`: a file server.
    pub const SERVER: Self = Self(0x20);
}

impl fmt::Display for Suffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{:02X}>", self.0)
    }
}

/// The sixteen octets of a NetBIOS name, whatever they are, and the scope they are in: RFC 1001 14.1.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct NbName {
    /// Fifteen octets of name, padded with spaces, and the suffix.
    pub octets: [u8; 16],
    /// The NetBIOS scope, which almost nobody has: the empty name.
    pub scope: DottedName,
}

impl NbName {
    /// A computer's or domain's name with the suffix that says which of its services is meant.
    #[must_use]
    pub fn new(name: &NetbiosName, suffix: Suffix, scope: &DottedName) -> Self {
        let mut octets = [b' '; 16];
        for (slot, octet) in octets.iter_mut().zip(name.as_str().bytes()) {
            *slot = octet;
        }
        let [.., last] = &mut octets;
        *last = suffix.0;
        Self {
            octets,
            scope: scope.clone(),
        }
    }

    /// `*`, padded with zeros: the name that every node has, for a node status request. RFC 1002 4.2.17.
    #[must_use]
    pub fn any(scope: &DottedName) -> Self {
        let mut octets = [0; 16];
        let [first, ..] = &mut octets;
        *first = b'*';
        Self {
            octets,
            scope: scope.clone(),
        }
    }

    /// The name before the suffix, if it is one that a computer or domain can have.
    #[must_use]
    pub fn name(&self) -> Option<NetbiosName> {
        parse_padded(&self.octets)
    }

    /// The sixteenth octet.
    #[must_use]
    pub const fn suffix(&self) -> Suffix {
        let [.., last] = self.octets;
        Suffix(last)
    }

    /// Reads the second-level encoding; `message` is what pointers count from, and `r` a reader somewhere in it.
    ///
    /// # Errors
    /// [`Malformed`] for a label that is not 32 half-octets, or a scope that is no name.
    pub fn decode(
        message: &[u8],
        r: &mut Reader<'_>,
        field: &'static str,
    ) -> Result<Self, Malformed> {
        let labels = read_labels(message, r, field)?;
        let Some((name, scope)) = labels.split_first() else {
            return Err(Malformed::Illegal { field, value: 0 });
        };
        let scope = scope
            .iter()
            .map(|label| {
                std::str::from_utf8(label)
                    .ok()
                    .filter(|text| !text.contains('.'))
            })
            .collect::<Option<Vec<_>>>()
            .and_then(|parts| DottedName::new(&parts.join(".")).ok())
            .ok_or(Malformed::NotText { field })?;
        Ok(Self {
            octets: from_half_octets(name, field)?,
            scope,
        })
    }

    /// Writes the second-level encoding, without compression.
    pub fn encode(&self, w: &mut Writer) {
        w.u8(ENCODED_LEN);
        for octet in self.octets {
            w.u8(b'A'.saturating_add(octet >> 4));
            w.u8(b'A'.saturating_add(octet & 0x0f));
        }
        self.scope.encode(w);
    }
}

impl fmt::Display for NbName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [name @ .., _] = self.octets;
        write!(
            f,
            "{}{}",
            name.trim_ascii_end().escape_ascii(),
            self.suffix()
        )
    }
}

/// The name in fifteen octets padded with spaces, of sixteen of which the last is the suffix.
pub(crate) fn parse_padded(octets: &[u8; 16]) -> Option<NetbiosName> {
    let [name @ .., _] = octets;
    NetbiosName::new(std::str::from_utf8(name.trim_ascii_end()).ok()?).ok()
}

/// First-level encoding, RFC 1001 14.1: each octet became two letters from `A` to `P`.
fn from_half_octets(label: &[u8], field: &'static str) -> Result<[u8; 16], Malformed> {
    let (pairs, odd) = label.as_chunks::<2>();
    let mut octets = [0; 16];
    if !odd.is_empty() || pairs.len() != octets.len() {
        return Err(Malformed::Illegal {
            field,
            value: u64::try_from(label.len()).unwrap_or(u64::MAX),
        });
    }
    for (slot, [high, low]) in octets.iter_mut().zip(pairs) {
        *slot = half_octet(*high, field)? << 4 | half_octet(*low, field)?;
    }
    Ok(octets)
}

fn half_octet(letter: u8, field: &'static str) -> Result<u8, Malformed> {
    match letter {
        b'A'..=b'P' => Ok(letter.wrapping_sub(b'A')),
        other => Err(Malformed::Illegal {
            field,
            value: u64::from(other),
        }),
    }
}

/// Sixteen octets as letters.
const ENCODED_LEN: u8 = 32;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn encoded(name: &NbName) -> Vec<u8> {
        let mut w = Writer::new();
        name.encode(&mut w);
        w.into_vec()
    }

    // RFC 1001 14.1: "FRED" within the scope "NETBIOS.COM" is EGFCEFEECACACACACACACACACACACACA.NETBIOS.COM.
    #[test]
    fn the_example_of_rfc_1001() {
        let scope = DottedName::new("NETBIOS.COM").unwrap();
        let fred = NbName::new(&"FRED".parse().unwrap(), Suffix(b' '), &scope);
        let wire = encoded(&fred);
        let mut expected = b"\x20EGFCEFEECACACACACACACACACACACACA".to_vec();
        expected.extend_from_slice(b"\x07NETBIOS\x03COM\x00");
        assert_eq!(wire, expected);
        assert_eq!(
            NbName::decode(&wire, &mut Reader::new(&wire), "n"),
            Ok(fred)
        );
        for len in 0..wire.len() {
            let prefix = &wire[..len];
            assert!(
                NbName::decode(prefix, &mut Reader::new(prefix), "n").is_err(),
                "prefix of {len}"
            );
        }
    }

    #[test]
    fn parts_of_a_name() {
        let pdc = NbName::new(
            &"domain".parse().unwrap(),
            Suffix::PDC,
            &DottedName::default(),
        );
        assert_eq!(pdc.name(), "DOMAIN".parse().ok());
        assert_eq!(pdc.suffix(), Suffix::PDC);
        assert_eq!(pdc.to_string(), "DOMAIN<1B>");
        let any = NbName::any(&DottedName::default());
        assert_eq!(&encoded(&any)[..5], b"\x20CKAA");
        assert_eq!(any.name(), None);
    }

    #[test]
    fn letters_outside_a_to_p_and_other_lengths_are_refused() {
        for label in [
            "EGFCEFEECACACACACACACACACACACACQ",
            "EGFC",
            "EGFCEFEECACACACACACACACACACACACAC",
        ] {
            let mut wire = vec![u8::try_from(label.len()).unwrap()];
            wire.extend_from_slice(label.as_bytes());
            wire.push(0);
            assert!(
                matches!(
                    NbName::decode(&wire, &mut Reader::new(&wire), "n"),
                    Err(Malformed::Illegal { .. })
                ),
                "{label}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_sixteen_octets_round_trip(octets: [u8; 16]) {
            let name = NbName { octets, scope: DottedName::default() };
            let wire = encoded(&name);
            prop_assert_eq!(NbName::decode(&wire, &mut Reader::new(&wire), "n"), Ok(name));
        }
    }
}
