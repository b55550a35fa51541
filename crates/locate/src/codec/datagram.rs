//! NetBIOS datagrams: RFC 1002 4.4.

use std::net::Ipv4Addr;

use wire::{Malformed, Reader, Writer};

use super::nb_name::NbName;

/// `DIRECT_UNIQUE`, `DIRECT_GROUP` or `BROADCAST DATAGRAM`, RFC 1002 4.4.2, in one piece. Fragments are refused: a
/// mailslot message of the locator never needs them, and collecting them would keep state for strangers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Datagram {
    /// `MSG_TYPE`.
    pub kind: DatagramKind,
    /// `SNT` of `FLAGS`: the node type of the sender.
    pub node_type: NodeType,
    /// `DGM_ID`.
    pub id: u16,
    /// `SOURCE_IP`: where the sender says that it is.
    pub source_address: Ipv4Addr,
    /// `SOURCE_PORT`.
    pub source_port: u16,
    /// `SOURCE_NAME`.
    pub source: NbName,
    /// `DESTINATION_NAME`.
    pub destination: NbName,
    /// `USER_DATA`.
    pub data: Vec<u8>,
}

/// `MSG_TYPE`, RFC 1002 4.4.1, of the datagrams that carry data.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DatagramKind {
    /// To a name of one node.
    DirectUnique,
    /// To the name of a group.
    DirectGroup,
    /// To everybody.
    Broadcast,
}

/// `SNT`, RFC 1002 4.4.1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NodeType {
    /// Broadcast.
    B,
    /// Point to point.
    P,
    /// Mixed.
    M,
    /// Hybrid, which RFC 1002 calls NBDD.
    H,
}

impl Datagram {
    /// The longest `USER_DATA`: RFC 1002 4.4.1 allows datagrams of 1064 octets with their headers, and Windows and
    /// Samba send no more than 1023 in a mailslot; this is what an Ethernet frame holds.
    pub const MAX_DATA: usize = 1400;

    /// Reads a datagram.
    ///
    /// # Errors
    /// [`Malformed`] for another type, a fragment, too much data, or lengths that do not agree.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let kind = DatagramKind::from_wire(r.u8("MSG_TYPE")?)?;
        let flags = r.u8("FLAGS")?;
        if flags & (MORE | FIRST) != FIRST {
            return Err(Malformed::Illegal {
                field: "FLAGS",
                value: u64::from(flags),
            });
        }
        let node_type = NodeType::from_flags(flags);
        let id = r.u16_be("DGM_ID")?;
        let source_address = Ipv4Addr::from(r.array::<4>("SOURCE_IP")?);
        let source_port = r.u16_be("SOURCE_PORT")?;
        let length = usize::from(r.u16_be("DGM_LENGTH")?);
        let offset = r.u16_be("PACKET_OFFSET")?;
        if offset != 0 {
            return Err(Malformed::Illegal {
                field: "PACKET_OFFSET",
                value: u64::from(offset),
            });
        }
        if length != r.remaining() {
            return Err(Malformed::Truncated {
                field: "DGM_LENGTH",
                needed: length,
                left: r.remaining(),
            });
        }
        let source = NbName::decode(bytes, &mut r, "SOURCE_NAME")?;
        let destination = NbName::decode(bytes, &mut r, "DESTINATION_NAME")?;
        let data = r.take_rest();
        if data.len() > Self::MAX_DATA {
            return Err(Malformed::TooLarge {
                field: "USER_DATA",
                value: u64::try_from(data.len()).unwrap_or(u64::MAX),
                limit: u64::try_from(Self::MAX_DATA).unwrap_or(u64::MAX),
            });
        }
        let data = data.to_vec();
        Ok(Self {
            kind,
            node_type,
            id,
            source_address,
            source_port,
            source,
            destination,
            data,
        })
    }

    /// The octets of this datagram.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::new();
        w.u8(self.kind.to_wire());
        w.u8(FIRST | self.node_type.to_flags());
        w.u16_be(self.id);
        w.bytes(&self.source_address.octets());
        w.u16_be(self.source_port);
        w.u16_be(0); // DGM_LENGTH, below
        w.u16_be(0); // PACKET_OFFSET
        self.source.encode(&mut w);
        self.destination.encode(&mut w);
        w.bytes(&self.data);
        let length = u16::try_from(w.len().saturating_sub(HEADER_LEN)).unwrap_or(u16::MAX);
        w.patch(LENGTH_OFFSET, &length.to_be_bytes());
        w.into_vec()
    }
}

impl DatagramKind {
    const fn from_wire(octet: u8) -> Result<Self, Malformed> {
        match octet {
            0x10 => Ok(Self::DirectUnique),
            0x11 => Ok(Self::DirectGroup),
            0x12 => Ok(Self::Broadcast),
            // `u64::from` is not const, and an octet loses nothing by this.
            other => Err(Malformed::Illegal {
                field: "MSG_TYPE",
                value: u64::from_le_bytes([other, 0, 0, 0, 0, 0, 0, 0]),
            }),
        }
    }

    const fn to_wire(self) -> u8 {
        match self {
            Self::DirectUnique => 0x10,
            Self::DirectGroup => 0x11,
            Self::Broadcast => 0x12,
        }
    }
}

impl NodeType {
    const fn from_flags(flags: u8) -> Self {
        match flags >> 2 & 0b11 {
            0b00 => Self::B,
            0b01 => Self::P,
            0b10 => Self::M,
            _ => Self::H,
        }
    }

    const fn to_flags(self) -> u8 {
        match self {
            Self::B => 0b0000,
            Self::P => 0b0100,
            Self::M => 0b1000,
            Self::H => 0b1100,
        }
    }
}

/// `M` of `FLAGS`: more fragments follow.
const MORE: u8 = 0x01;
/// `F` of `FLAGS`: the first fragment.
const FIRST: u8 = 0x02;
/// Where `DGM_LENGTH` is.
const LENGTH_OFFSET: usize = 10;
/// Up to `SOURCE_NAME`, which is where `DGM_LENGTH` begins to count.
const HEADER_LEN: usize = 14;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dotted::DottedName;
    use super::super::nb_name::Suffix;
    use super::*;

    fn sample() -> Datagram {
        let scope = DottedName::default();
        Datagram {
            kind: DatagramKind::DirectUnique,
            node_type: NodeType::P,
            id: 0x0102,
            source_address: Ipv4Addr::new(10, 1, 0, 9),
            source_port: 138,
            source: NbName::new(&"ADMIN".parse().unwrap(), Suffix::WORKSTATION, &scope),
            destination: NbName::new(&"DOMAIN".parse().unwrap(), Suffix::PDC, &scope),
            data: b"data".to_vec(),
        }
    }

    #[test]
    fn on_the_wire() {
        let wire = sample().encode();
        assert_eq!(
            wire[..14],
            [
                0x10, // MSG_TYPE: DIRECT_UNIQUE
                0x06, // FLAGS: P node, first, no more
                0x01, 0x02, // DGM_ID
                10, 1, 0, 9, // SOURCE_IP
                0x00, 138, // SOURCE_PORT
                0x00, 72, // DGM_LENGTH: two names of 34 and 4 octets of data
                0x00, 0x00, // PACKET_OFFSET
            ]
        );
        assert_eq!(Datagram::decode(&wire), Ok(sample()));
        for len in 0..wire.len() {
            assert!(Datagram::decode(&wire[..len]).is_err(), "prefix of {len}");
        }
    }

    #[test]
    fn fragments_other_types_and_long_data_are_refused() {
        for (at, octet) in [(1, 0x07), (1, 0x00), (13, 0x01), (0, 0x13), (11, 71)] {
            let mut wire = sample().encode();
            wire[at] = octet;
            assert!(Datagram::decode(&wire).is_err(), "{octet:#x} at {at}");
        }
        let long = Datagram {
            data: vec![0; 1401],
            ..sample()
        };
        assert!(matches!(
            Datagram::decode(&long.encode()),
            Err(Malformed::TooLarge { .. })
        ));
    }

    proptest! {
        #[test]
        fn any_data_round_trips(data in proptest::collection::vec(any::<u8>(), 0..=1400), id: u16, source_port: u16) {
            let datagram = Datagram { data, id, source_port, ..sample() };
            prop_assert_eq!(Datagram::decode(&datagram.encode()), Ok(datagram));
        }

        #[test]
        fn any_octets_are_read_or_refused(wire in proptest::collection::vec(any::<u8>(), 0..128)) {
            crate::oracle::datagram(&wire);
        }
    }
}
