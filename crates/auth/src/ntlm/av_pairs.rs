//! `AV_PAIR`, what a target says about itself and what the client repeats under its proof.

use wire::{FileTime, Malformed, Reader, Writer, utf16};

/// `AvId`, [MS-NLMP] 2.2.2.1. Unknown values survive.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AvId(pub u16);

impl AvId {
    /// `MsvAvEOL`: ends the list, and is never in an [`AvPairs`].
    pub const EOL: Self = Self(0);
    /// `MsvAvNbComputerName`.
    pub const NB_COMPUTER_NAME: Self = Self(1);
    /// `MsvAvNbDomainName`.
    pub const NB_DOMAIN_NAME: Self = Self(2);
    /// `MsvAvDnsComputerName`.
    pub const DNS_COMPUTER_NAME: Self = Self(3);
    /// `MsvAvDnsDomainName`.
    pub const DNS_DOMAIN_NAME: Self = Self(4);
    /// `MsvAvDnsTreeName`: the forest.
    pub const DNS_TREE_NAME: Self = Self(5);
    /// `MsvAvFlags`.
    pub const FLAGS: Self = Self(6);
    /// `MsvAvTimestamp`: the server's time, and its demand for a message integrity code.
    pub const TIMESTAMP: Self = Self(7);
    /// `MsvAvTargetName`: the service principal name that the client means to reach.
    pub const TARGET_NAME: Self = Self(9);
    /// `MsvAvChannelBindings`: an MD5 hash, or zeros for none.
    pub const CHANNEL_BINDINGS: Self = Self(10);

    /// How long the value is, if it is not text.
    const fn fixed_len(self) -> Option<usize> {
        match self {
            Self::FLAGS => Some(4),
            Self::TIMESTAMP => Some(8),
            Self::CHANNEL_BINDINGS => Some(16),
            _ => None,
        }
    }
}

/// A list of `AV_PAIR`, [MS-NLMP] 2.2.2.1, without its terminator: each identifier at most once, in the order of the wire.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AvPairs(Vec<(AvId, Vec<u8>)>);

impl AvPairs {
    /// `MsvAvFlags`: the `AUTHENTICATE_MESSAGE` has a message integrity code.
    pub const FLAG_MIC: u32 = 0x2;

    /// Reads up to and including `MsvAvEOL`.
    ///
    /// # Errors
    /// [`Malformed`] for a list that does not end, repeats an identifier, or has a number of the wrong length.
    pub fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut pairs = Self::default();
        loop {
            let id = AvId(r.u16("AvId")?);
            let len = usize::from(r.u16("AvLen")?);
            if id == AvId::EOL && len == 0 {
                return Ok(pairs);
            }
            // A peer that says something twice says it differently to different readers.
            if id == AvId::EOL || pairs.find(id).is_some() || pairs.0.len() >= MAX_PAIRS {
                return Err(Malformed::Illegal {
                    field: "AvId",
                    value: id.0.into(),
                });
            }
            if id.fixed_len().is_some_and(|fixed| fixed != len) {
                return Err(Malformed::Illegal {
                    field: "AvLen",
                    value: u64::try_from(len).unwrap_or(u64::MAX),
                });
            }
            pairs.0.push((id, r.bytes(len, "Value")?.to_vec()));
        }
    }

    /// The list with its `MsvAvEOL`.
    ///
    /// # Errors
    /// [`Malformed::TooLarge`] for a value of more than 65535 octets.
    pub fn encode(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        for (id, value) in &self.0 {
            w.u16(id.0);
            w.u16(u16::try_from(value.len()).map_err(|_| Malformed::TooLarge {
                field: "AvLen",
                value: u64::try_from(value.len()).unwrap_or(u64::MAX),
                limit: u16::MAX.into(),
            })?);
            w.bytes(value);
        }
        w.u16(AvId::EOL.0);
        w.u16(0);
        Ok(w.into_vec())
    }

    /// The value of `id`.
    #[must_use]
    pub fn find(&self, id: AvId) -> Option<&[u8]> {
        self.0
            .iter()
            .find(|(candidate, _)| *candidate == id)
            .map(|(_, value)| value.as_slice())
    }

    /// The text of a pair; `None` if it is not there, or no text.
    #[must_use]
    pub fn text(&self, id: AvId) -> Option<String> {
        utf16::decode(self.find(id)?, "AvPair").ok()
    }

    /// Sets the value of `id`, where it stands or at the end.
    pub fn set(&mut self, id: AvId, value: Vec<u8>) {
        match self.0.iter_mut().find(|(candidate, _)| *candidate == id) {
            Some((_, old)) => *old = value,
            None => self.0.push((id, value)),
        }
    }

    /// Sets the value of `id` to a text.
    pub fn set_text(&mut self, id: AvId, text: &str) {
        self.set(id, utf16::encode(text));
    }

    /// `MsvAvTimestamp`.
    #[must_use]
    pub fn timestamp(&self) -> Option<FileTime> {
        let octets = self.find(AvId::TIMESTAMP)?.try_into().ok()?;
        Some(FileTime(u64::from_le_bytes(octets)))
    }

    /// `MsvAvFlags`; zero if there is none.
    #[must_use]
    pub fn flags(&self) -> u32 {
        self.find(AvId::FLAGS)
            .and_then(|octets| octets.try_into().ok())
            .map_or(0, u32::from_le_bytes)
    }
}

/// Eleven identifiers are defined.
const MAX_PAIRS: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    const IMAGE: [u8; 28] = [
        0x02, 0x00, 0x04, 0x00, // MsvAvNbDomainName, 4 octets
        0x44, 0x00, 0x4f, 0x00, // "DO"
        0x07, 0x00, 0x08, 0x00, // MsvAvTimestamp, 8 octets
        0x00, 0x80, 0x3e, 0xd5, 0xde, 0xb1, 0x9d, 0x01, // 1970-01-01
        0x00, 0x00, 0x00, 0x00, // MsvAvEOL
        0xff, 0xff, 0xff, 0xff, // not part of it
    ];

    fn decode(bytes: &[u8]) -> Result<AvPairs, Malformed> {
        AvPairs::decode(&mut Reader::new(bytes))
    }

    #[test]
    fn wire_image() {
        let pairs = decode(&IMAGE).unwrap();
        assert_eq!(pairs.find(AvId::NB_DOMAIN_NAME), Some(&b"D\0O\0"[..]));
        assert_eq!(pairs.timestamp(), Some(FileTime::from_unix_seconds(0)));
        assert_eq!((pairs.flags(), pairs.find(AvId::FLAGS)), (0, None));
        assert_eq!(pairs.encode().unwrap(), IMAGE[..24]);
        for end in 0..24 {
            assert!(decode(&IMAGE[..end]).is_err(), "{end} octets of it");
        }
    }

    #[test]
    fn repeated_identifiers_and_wrong_lengths_are_refused() {
        let illegal = |field, value| Err(Malformed::Illegal { field, value });
        assert_eq!(
            decode(&[9, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]),
            illegal("AvId", 9)
        );
        assert_eq!(decode(&[6, 0, 2, 0, 0, 0, 0, 0, 0, 0]), illegal("AvLen", 2));
        assert_eq!(decode(&[0, 0, 2, 0, 0, 0]), illegal("AvId", 0));
    }

    #[test]
    fn a_value_is_replaced_in_its_place() {
        let mut pairs = decode(&IMAGE).unwrap();
        pairs.set_text(AvId::NB_DOMAIN_NAME, "X");
        pairs.set(AvId::FLAGS, vec![2, 0, 0, 0]);
        assert_eq!(pairs.encode().unwrap()[..6], [2, 0, 2, 0, b'X', 0]);
        assert_eq!(pairs.flags(), AvPairs::FLAG_MIC);
    }
}
