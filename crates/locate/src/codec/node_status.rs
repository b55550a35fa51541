//! `NODE STATUS RESPONSE`: RFC 1002 4.2.18.

use wire::{Malformed, NetbiosName, Reader, Writer};

use super::name_service::NbFlags;
use super::nb_name::{Suffix, parse_padded};

/// `RDATA` of a node status answer, RFC 1002 4.2.18: the names of a node. Of its statistics only `UNIT_ID` is kept.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NodeStatus {
    /// `NODE_NAME ARRAY`, at most 255.
    names: Vec<NodeName>,
    /// `UNIT_ID`: the hardware address, or zeros.
    pub unit_id: [u8; 6],
}

/// An entry of `NODE_NAME ARRAY`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NodeName {
    /// Fifteen octets of name, and the suffix.
    pub octets: [u8; 16],
    /// `NAME_FLAGS`.
    pub flags: NbFlags,
}

impl NodeName {
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

    fn is(&self, suffix: Suffix, group: bool) -> bool {
        self.suffix() == suffix && self.flags.is_group() == group
    }
}

impl NodeStatus {
    /// The most names that `NUM_NAMES` can count.
    pub const MAX_NAMES: usize = 255;

    /// A status of these names, of which the first 255 count.
    #[must_use]
    pub fn new(mut names: Vec<NodeName>, unit_id: [u8; 6]) -> Self {
        names.truncate(Self::MAX_NAMES);
        Self { names, unit_id }
    }

    /// The names of the node.
    #[must_use]
    pub fn names(&self) -> &[NodeName] {
        &self.names
    }

    /// The computer's name: that of its file server `<20>`, or else its workstation `<00>`.
    #[must_use]
    pub fn computer(&self) -> Option<NetbiosName> {
        self.find(Suffix::SERVER, false)
            .or_else(|| self.find(Suffix::WORKSTATION, false))
    }

    /// The domain or workgroup that the node belongs to: that of the group `<1C>` for a DC, `<00>` for everybody.
    #[must_use]
    pub fn domain(&self) -> Option<NetbiosName> {
        self.find(Suffix::DOMAIN_CONTROLLERS, true)
            .or_else(|| self.find(Suffix::WORKSTATION, true))
    }

    /// Whether the node holds `domain` with this suffix.
    #[must_use]
    pub fn holds(&self, domain: &NetbiosName, suffix: Suffix) -> bool {
        self.names
            .iter()
            .any(|entry| entry.suffix() == suffix && entry.name().as_ref() == Some(domain))
    }

    pub(super) fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = r.u8("NUM_NAMES")?;
        let names = (0..count)
            .map(|_| {
                let octets = r.array("NODE_NAME")?;
                let flags = NbFlags(r.u16_be("NAME_FLAGS")?);
                Ok(NodeName { octets, flags })
            })
            .collect::<Result<_, Malformed>>()?;
        let unit_id = r.array("UNIT_ID")?;
        // The other statistics say nothing about names, and implementations differ in their length.
        r.take_rest();
        Ok(Self { names, unit_id })
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        // `new` and `decode` keep the count at 255 or less.
        w.u8(u8::try_from(self.names.len()).unwrap_or(u8::MAX));
        for entry in &self.names {
            w.bytes(&entry.octets);
            w.u16_be(entry.flags.0);
        }
        w.bytes(&self.unit_id);
        w.zeros(STATISTICS_LEN);
    }

    fn find(&self, suffix: Suffix, group: bool) -> Option<NetbiosName> {
        self.names
            .iter()
            .find(|entry| entry.is(suffix, group))?
            .name()
    }
}

/// What follows `UNIT_ID` in the statistics of RFC 1002 4.2.18.
const STATISTICS_LEN: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &[u8; 16], flags: u16) -> NodeName {
        NodeName {
            octets: *name,
            flags: NbFlags(flags),
        }
    }

    /// What an NT4-style PDC answers.
    fn pdc() -> NodeStatus {
        let names = vec![
            entry(b"DOMAINPDC      \x00", 0x0400),
            entry(b"DOMAINPDC      \x20", 0x0400),
            entry(b"\x01\x02__MSBROWSE__\x02\x01", 0x8400),
            entry(b"DOMAIN         \x00", 0x8400),
            entry(b"DOMAIN         \x1b", 0x0400),
            entry(b"DOMAIN         \x1c", 0x8400),
        ];
        NodeStatus::new(names, [2, 0, 0, 0, 0, 1])
    }

    #[test]
    fn names_by_their_suffixes() {
        let status = pdc();
        let domain = "DOMAIN".parse().unwrap();
        assert_eq!(status.computer(), "DOMAINPDC".parse().ok());
        assert_eq!(status.domain(), Some(domain));
        assert!(status.holds(&"DOMAIN".parse().unwrap(), Suffix::PDC));
        assert!(!status.holds(&"DOMAINPDC".parse().unwrap(), Suffix::PDC));
        assert_eq!(NodeStatus::default().computer(), None);
    }

    #[test]
    fn on_the_wire() {
        let mut w = Writer::new();
        pdc().encode(&mut w);
        let wire = w.into_vec();
        assert_eq!(wire[0], 6);
        assert_eq!(wire.len(), 1 + 6 * 18 + 46);
        assert_eq!(NodeStatus::decode(&mut Reader::new(&wire)), Ok(pdc()));
        for len in 0..wire.len() - STATISTICS_LEN {
            assert!(
                NodeStatus::decode(&mut Reader::new(&wire[..len])).is_err(),
                "prefix of {len}"
            );
        }
    }
}
