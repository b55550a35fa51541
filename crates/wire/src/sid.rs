//! `SID`, [MS-DTYP] 2.4.2.

use std::fmt;
use std::str::FromStr;

use crate::{Malformed, Reader, Writer};

/// A security identifier of revision 1, [MS-DTYP] 2.4.2: an authority of 48 bits and up to 15 sub-authorities.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sid {
    authority: u64,
    sub_authorities: Vec<u32>,
}

/// A text or a set of numbers that is no SID.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a SID has the form S-1-5-21-1-2-3, with at most 15 sub-authorities")]
pub struct InvalidSid;

impl Sid {
    /// The most sub-authorities that a SID can have.
    pub const MAX_SUB_AUTHORITIES: usize = 15;
    /// The largest identifier authority: 48 bits.
    pub const MAX_AUTHORITY: u64 = 0xffff_ffff_ffff;

    /// Puts a SID together.
    ///
    /// # Errors
    /// [`InvalidSid`] for more than 15 sub-authorities or an authority of more than 48 bits.
    pub fn new(authority: u64, sub_authorities: &[u32]) -> Result<Self, InvalidSid> {
        if authority > Self::MAX_AUTHORITY || sub_authorities.len() > Self::MAX_SUB_AUTHORITIES {
            return Err(InvalidSid);
        }
        Ok(Self {
            authority,
            sub_authorities: sub_authorities.to_vec(),
        })
    }

    /// `S-1-5-32`, the domain of the BUILTIN aliases.
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            authority: 5,
            sub_authorities: vec![32],
        }
    }

    /// `IdentifierAuthority`.
    #[must_use]
    pub const fn authority(&self) -> u64 {
        self.authority
    }

    /// `SubAuthority`.
    #[must_use]
    pub fn sub_authorities(&self) -> &[u32] {
        &self.sub_authorities
    }

    /// The relative identifier: the last sub-authority.
    #[must_use]
    pub fn rid(&self) -> Option<u32> {
        self.sub_authorities.last().copied()
    }

    /// The SID without its relative identifier: the domain of an account.
    #[must_use]
    pub fn domain(&self) -> Option<Self> {
        let (_, domain) = self.sub_authorities.split_last()?;
        Some(Self {
            authority: self.authority,
            sub_authorities: domain.to_vec(),
        })
    }

    /// Whether it has the form of a domain's, [MS-LSAD] 3.1.4.10.
    #[must_use]
    pub fn is_domain(&self) -> bool {
        self.authority() == 5 && matches!(self.sub_authorities(), [21, _, _, _])
    }

    /// The account `rid` of the domain that `self` is.
    ///
    /// # Errors
    /// [`InvalidSid`] when `self` has 15 sub-authorities already.
    pub fn child(&self, rid: u32) -> Result<Self, InvalidSid> {
        let mut sub_authorities = self.sub_authorities.clone();
        sub_authorities.push(rid);
        Self::new(self.authority, &sub_authorities)
    }

    /// Reads the packet representation, [MS-DTYP] 2.4.2.2.
    ///
    /// # Errors
    /// [`Malformed`] for another revision, more than 15 sub-authorities, or too few octets.
    pub fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let revision = r.u8("Revision")?;
        if revision != 1 {
            return Err(Malformed::Illegal {
                field: "Revision",
                value: u64::from(revision),
            });
        }
        let count = r.u8("SubAuthorityCount")?;
        if usize::from(count) > Self::MAX_SUB_AUTHORITIES {
            return Err(Malformed::TooLarge {
                field: "SubAuthorityCount",
                value: u64::from(count),
                limit: 15,
            });
        }
        let [a, b, c, d, e, f] = r.array("IdentifierAuthority")?;
        let authority = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
        let sub_authorities = (0..count)
            .map(|_| r.u32("SubAuthority"))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            authority,
            sub_authorities,
        })
    }

    /// Writes the packet representation, [MS-DTYP] 2.4.2.2.
    pub fn encode(&self, w: &mut Writer) {
        let [_, _, authority @ ..] = self.authority.to_be_bytes();
        w.u8(1);
        // `new` and `decode` keep the count at 15 or less.
        w.u8(u8::try_from(self.sub_authorities.len()).unwrap_or(u8::MAX));
        w.bytes(&authority);
        self.sub_authorities.iter().for_each(|sub| w.u32(*sub));
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // [MS-DTYP] 2.4.2.1: decimal below 2^32, hexadecimal from there on.
        if self.authority <= u64::from(u32::MAX) {
            write!(f, "S-1-{}", self.authority)?;
        } else {
            write!(f, "S-1-{:#014x}", self.authority)?;
        }
        self.sub_authorities
            .iter()
            .try_for_each(|sub| write!(f, "-{sub}"))
    }
}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Sid {
    type Err = InvalidSid;

    fn from_str(text: &str) -> Result<Self, InvalidSid> {
        let mut parts = text.strip_prefix("S-1-").ok_or(InvalidSid)?.split('-');
        let authority = parts.next().ok_or(InvalidSid)?;
        let authority = match authority.strip_prefix("0x") {
            Some(hex) => u64::from_str_radix(hex, 16),
            None => authority.parse(),
        }
        .map_err(|_| InvalidSid)?;
        let sub_authorities = parts
            .map(str::parse)
            .collect::<Result<Vec<u32>, _>>()
            .map_err(|_| InvalidSid)?;
        Self::new(authority, &sub_authorities)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn domain_admins_on_the_wire() {
        let sid: Sid = "S-1-5-21-1-2-3-512".parse().unwrap();
        let mut w = Writer::new();
        sid.encode(&mut w);
        let wire = [
            0x01, 0x05, // Revision, SubAuthorityCount
            0, 0, 0, 0, 0, 5, // IdentifierAuthority: NT
            21, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, // the domain
            0x00, 0x02, 0, 0, // RID 512
        ];
        assert_eq!(w.as_slice(), wire);
        assert_eq!(Sid::decode(&mut Reader::new(&wire)), Ok(sid.clone()));
        assert_eq!(sid.rid(), Some(512));
        assert_eq!(sid.domain().unwrap().child(512), Ok(sid));
        for len in 0..wire.len() {
            assert!(
                Sid::decode(&mut Reader::new(&wire[..len])).is_err(),
                "prefix of {len}"
            );
        }
    }

    #[test]
    fn sixteen_sub_authorities_are_refused_everywhere() {
        assert_eq!(Sid::new(5, &[0; 16]), Err(InvalidSid));
        assert_eq!(Sid::new(5, &[0; 15]).unwrap().child(1), Err(InvalidSid));
        assert!(matches!(
            Sid::decode(&mut Reader::new(&[1, 16, 0, 0])),
            Err(Malformed::TooLarge { .. })
        ));
    }

    proptest! {
        #[test]
        fn text_and_wire_round_trip(authority in 0..=Sid::MAX_AUTHORITY, subs in proptest::collection::vec(any::<u32>(), 0..=15)) {
            let sid = Sid::new(authority, &subs).unwrap();
            prop_assert_eq!(sid.to_string().parse::<Sid>(), Ok(sid.clone()));
            let mut w = Writer::new();
            sid.encode(&mut w);
            prop_assert_eq!(Sid::decode(&mut Reader::new(w.as_slice())), Ok(sid));
        }
    }
}
