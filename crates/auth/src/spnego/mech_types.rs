//! The mechanisms that are negotiated about.

use std::fmt;

use wire::{Malformed, Reader};

use super::der::{OBJECT_IDENTIFIER, SEQUENCE, element, expect, only};

/// `MechType`, RFC 4178 4.1: the contents octets of an object identifier. Unknown ones survive.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct MechType<'a>(pub &'a [u8]);

impl MechType<'static> {
    /// NTLM, 1.3.6.1.4.1.311.2.2.10, [MS-SPNG] 1.9.
    pub const NTLMSSP: Self = Self(&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 2, 10]);
    /// Kerberos, 1.2.840.113554.1.2.2, RFC 4121. Recognised, and not spoken.
    pub const KERBEROS: Self = Self(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 1, 2, 2]);
    /// Kerberos with the bit that Windows 2000 dropped, 1.2.840.48018.1.2.2, [MS-SPNG] 1.9. Recognised, and not spoken.
    pub const MS_KERBEROS: Self = Self(&[0x2a, 0x86, 0x48, 0x82, 0xf7, 0x12, 1, 2, 2]);
    /// SPNEGO itself, 1.3.6.1.5.5.2.
    pub(super) const SPNEGO: Self = Self(&[0x2b, 6, 1, 5, 5, 2]);
}

impl MechType<'_> {
    pub(super) fn encode(self) -> Vec<u8> {
        element(OBJECT_IDENTIFIER, &[self.0])
    }
}

impl fmt::Debug for MechType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            MechType::NTLMSSP => f.write_str("NTLM"),
            MechType::KERBEROS => f.write_str("Kerberos"),
            MechType::MS_KERBEROS => f.write_str("Kerberos (Windows 2000)"),
            Self(other) => write!(f, "{other:02x?}"),
        }
    }
}

/// `MechTypeList`, RFC 4178 4.2.1, as it came, because the `mechListMIC` is over these very octets.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MechTypes(Vec<u8>);

impl MechTypes {
    /// An offer, the most preferred mechanism first.
    #[must_use]
    pub fn new(offer: &[MechType<'_>]) -> Self {
        let each: Vec<_> = offer.iter().map(|mech| mech.encode()).collect();
        Self(element(SEQUENCE, &[&each.concat()]))
    }

    /// Checks a `SEQUENCE OF MechType`.
    pub(super) fn decode(encoded: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(only(encoded, SEQUENCE, "mechTypes")?);
        while !r.is_empty() {
            expect(&mut r, OBJECT_IDENTIFIER, "MechType")?;
        }
        Ok(Self(encoded.to_vec()))
    }

    /// The list with its tag and length: what the `mechListMIC` covers.
    #[must_use]
    pub fn as_encoded(&self) -> &[u8] {
        &self.0
    }

    /// The mechanisms, the most preferred first.
    pub fn iter(&self) -> impl Iterator<Item = MechType<'_>> {
        // It was checked when it was made.
        let mut r = Reader::new(only(&self.0, SEQUENCE, "mechTypes").unwrap_or_default());
        std::iter::from_fn(move || {
            expect(&mut r, OBJECT_IDENTIFIER, "MechType")
                .ok()
                .map(MechType)
        })
    }
}
