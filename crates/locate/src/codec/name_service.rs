//! NetBIOS name service packets: RFC 1002 4.2.

use std::net::Ipv4Addr;

use wire::{Malformed, Reader, Writer};

use super::nb_name::NbName;
use super::node_status::NodeStatus;

/// A name service packet, RFC 1002 4.2.1: query, registration, release, refresh or status, and the answers to them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message {
    /// `NAME_TRN_ID`: chosen by whoever asks, repeated by whoever answers.
    pub id: u16,
    /// `R` and `OPCODE`.
    pub operation: Operation,
    /// `NM_FLAGS`.
    pub flags: NmFlags,
    /// `RCODE`.
    pub rcode: Rcode,
    /// The question section.
    pub questions: Vec<Question>,
    /// The answer section.
    pub answers: Vec<Record>,
    /// The authority section.
    pub authorities: Vec<Record>,
    /// The additional section, which registrations use.
    pub additionals: Vec<Record>,
}

/// `R` and `OPCODE` of RFC 1002 4.2.1.1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Operation {
    /// `R`: whether this is an answer.
    pub response: bool,
    /// What is asked for.
    pub opcode: Opcode,
}

/// `OPCODE` without `R`, RFC 1002 4.2.1.1: four bits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Opcode(pub u8);

impl Opcode {
    /// Name query and node status.
    pub const QUERY: Self = Self(0);
    /// Name registration.
    pub const REGISTRATION: Self = Self(5);
    /// Name release.
    pub const RELEASE: Self = Self(6);
    /// Wait for acknowledgement.
    pub const WACK: Self = Self(7);
    /// Name refresh.
    pub const REFRESH: Self = Self(8);
    /// Name refresh, as RFC 1002 4.2.4 draws it and some send it.
    pub const REFRESH_ALTERNATE: Self = Self(9);
    /// Registration of a unique name by a host with several addresses: [MS-NBTE] 2.2.2.
    pub const MULTIHOMED_REGISTRATION: Self = Self(15);
}

/// `NM_FLAGS`, RFC 1002 4.2.1.1: seven bits.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct NmFlags(pub u8);

impl NmFlags {
    /// `AA`: authoritative answer.
    pub const AUTHORITATIVE: Self = Self(0x40);
    /// `RD`: recursion desired; a name server only answers questions that have it.
    pub const RECURSION_DESIRED: Self = Self(0x10);
    /// `RA`: recursion available.
    pub const RECURSION_AVAILABLE: Self = Self(0x08);
    /// `B`: the packet was broadcast or multicast.
    pub const BROADCAST: Self = Self(0x01);
}

wire::flag_bits!(NmFlags);

/// `RCODE`, RFC 1002 4.2.6 and 4.2.14: four bits.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Rcode(pub u8);

impl Rcode {
    /// A positive answer.
    pub const OK: Self = Self(0);
    /// `NAM_ERR`: the name does not exist.
    pub const NAME_ERROR: Self = Self(3);
    /// `RFS_ERR`: the server will not do this for this host.
    pub const REFUSED: Self = Self(5);
    /// `ACT_ERR`: another node owns the name.
    pub const ACTIVE: Self = Self(6);
    /// `CFT_ERR`: more than one node owns the name.
    pub const CONFLICT: Self = Self(7);
}

/// `QUESTION_TYPE` and `RR_TYPE`, RFC 1002 4.2.1.2 and 4.2.1.3.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RecordType(pub u16);

impl RecordType {
    /// `NULL`: what a negative answer has.
    pub const NULL: Self = Self(0x000a);
    /// `NB`: the addresses of a name.
    pub const NB: Self = Self(0x0020);
    /// `NBSTAT`: the names of a node.
    pub const NBSTAT: Self = Self(0x0021);
}

/// `QUESTION`, RFC 1002 4.2.1.2, of class IN.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Question {
    /// `QUESTION_NAME`.
    pub name: NbName,
    /// `QUESTION_TYPE`.
    pub kind: RecordType,
}

/// `RESOURCE RECORD`, RFC 1002 4.2.1.3, of class IN.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// `RR_NAME`.
    pub name: NbName,
    /// `TTL`, in seconds.
    pub ttl: u32,
    /// `RR_TYPE` and `RDATA`.
    pub data: RecordData,
}

/// `RDATA` by `RR_TYPE`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RecordData {
    /// `NB`: `ADDR_ENTRY`s.
    Addresses(Vec<NbAddress>),
    /// `NBSTAT`.
    NodeStatus(NodeStatus),
    /// Any other type.
    Other(RecordType, Vec<u8>),
}

/// `ADDR_ENTRY`, RFC 1002 4.2.13.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NbAddress {
    /// `NB_FLAGS`.
    pub flags: NbFlags,
    /// `NB_ADDRESS`.
    pub address: Ipv4Addr,
}

/// `NB_FLAGS` and `NAME_FLAGS`, RFC 1002 4.2.1.3 and 4.2.18.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct NbFlags(pub u16);

impl NbFlags {
    /// `G`: a group name.
    pub const GROUP: Self = Self(0x8000);
    /// `ONT`, the type of the owner, when it is a hybrid node: it asks a name server first.
    pub const H_NODE: Self = Self(0x6000);
    /// `CNF` of `NAME_FLAGS`: another node owns the name too.
    pub const CONFLICT: Self = Self(0x0800);
    /// `ACT` of `NAME_FLAGS`: the name is in use.
    pub const ACTIVE: Self = Self(0x0400);

    /// Those of these flags that a registration has: `G` and `ONT`.
    #[must_use]
    pub const fn registered(self) -> Self {
        Self(self.0 & (Self::GROUP.0 | 0x6000))
    }

    /// Whether the name belongs to a group rather than to one node.
    #[must_use]
    pub const fn is_group(self) -> bool {
        self.0 & Self::GROUP.0 != 0
    }
}

wire::flag_bits!(NbFlags);

impl Message {
    /// A question that asks `name` for its addresses or its status, RFC 1002 4.2.12 and 4.2.17.
    #[must_use]
    pub fn query(id: u16, name: NbName, kind: RecordType, flags: NmFlags) -> Self {
        Self {
            id,
            operation: Operation {
                response: false,
                opcode: Opcode::QUERY,
            },
            flags,
            rcode: Rcode::OK,
            questions: vec![Question { name, kind }],
            answers: Vec::new(),
            authorities: Vec::new(),
            additionals: Vec::new(),
        }
    }

    /// A claim to `name`, RFC 1002 4.2.2; with another operation code its refresh or release, 4.2.4 and 4.2.9.
    #[must_use]
    pub fn claim(
        id: u16,
        opcode: Opcode,
        flags: NmFlags,
        name: &NbName,
        entry: NbAddress,
        ttl: u32,
    ) -> Self {
        let record = Record {
            name: name.clone(),
            ttl,
            data: RecordData::Addresses(vec![entry]),
        };
        Self {
            operation: Operation {
                response: false,
                opcode,
            },
            additionals: vec![record],
            ..Self::query(id, name.clone(), RecordType::NB, flags)
        }
    }

    /// An answer to this request, whatever it asks for; it says that the answering node owns what it speaks of.
    #[must_use]
    pub fn reply(&self, recursion_available: bool, rcode: Rcode, record: Record) -> Self {
        let mut flags = NmFlags::AUTHORITATIVE;
        if self.flags.contains(NmFlags::RECURSION_DESIRED) {
            flags = flags.with(NmFlags::RECURSION_DESIRED);
        }
        if recursion_available {
            flags = flags.with(NmFlags::RECURSION_AVAILABLE);
        }
        let opcode = match self.operation.opcode {
            // [MS-NBTE] 2.2.2 knows no answer of its own; Samba passes over one with this code.
            Opcode::MULTIHOMED_REGISTRATION => Opcode::REGISTRATION,
            other => other,
        };
        Self {
            operation: Operation {
                response: true,
                opcode,
            },
            flags,
            ..Self::answer(self.id, rcode, record)
        }
    }

    /// An answer to the query `id`: positive, RFC 1002 4.2.13 and 4.2.18, or with another `rcode` negative, 4.2.14.
    #[must_use]
    pub fn answer(id: u16, rcode: Rcode, record: Record) -> Self {
        Self {
            id,
            operation: Operation {
                response: true,
                opcode: Opcode::QUERY,
            },
            flags: NmFlags::AUTHORITATIVE.with(NmFlags::RECURSION_DESIRED),
            rcode,
            questions: Vec::new(),
            answers: vec![record],
            authorities: Vec::new(),
            additionals: Vec::new(),
        }
    }

    /// Reads a packet. Octets after the last record are refused.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let id = r.u16_be("NAME_TRN_ID")?;
        let [high, low] = r.array("OPCODE")?;
        let counts = [
            r.u16_be("QDCOUNT")?,
            r.u16_be("ANCOUNT")?,
            r.u16_be("NSCOUNT")?,
            r.u16_be("ARCOUNT")?,
        ];
        let [qd, an, ns, ar] = counts;
        // Each question and record takes octets from the packet, so that its length bounds what is collected.
        let questions = (0..qd)
            .map(|_| Question::decode(bytes, &mut r))
            .collect::<Result<_, _>>()?;
        let mut records = |count| {
            (0..count)
                .map(|_| Record::decode(bytes, &mut r))
                .collect::<Result<Vec<_>, _>>()
        };
        let (answers, authorities, additionals) = (records(an)?, records(ns)?, records(ar)?);
        r.finish("name service packet")?;
        Ok(Self {
            id,
            operation: Operation {
                response: high & 0x80 != 0,
                opcode: Opcode(high >> 3 & 0x0f),
            },
            flags: NmFlags((high & 0x07) << 4 | low >> 4),
            rcode: Rcode(low & 0x0f),
            questions,
            answers,
            authorities,
            additionals,
        })
    }

    /// The octets of this packet, without name compression.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::new();
        w.u16_be(self.id);
        let response = if self.operation.response { 0x80 } else { 0 };
        w.u8(response | (self.operation.opcode.0 & 0x0f) << 3 | self.flags.0 >> 4 & 0x07);
        w.u8(self.flags.0 << 4 | self.rcode.0 & 0x0f);
        w.u16_be(count(self.questions.len()));
        let sections = [&self.answers, &self.authorities, &self.additionals];
        for section in sections {
            w.u16_be(count(section.len()));
        }
        for question in &self.questions {
            question.encode(&mut w);
        }
        for record in sections.into_iter().flatten() {
            record.encode(&mut w);
        }
        w.into_vec()
    }
}

impl Question {
    fn decode(message: &[u8], r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let name = NbName::decode(message, r, "QUESTION_NAME")?;
        let kind = RecordType(r.u16_be("QUESTION_TYPE")?);
        class_in(r, "QUESTION_CLASS")?;
        Ok(Self { name, kind })
    }

    fn encode(&self, w: &mut Writer) {
        self.name.encode(w);
        w.u16_be(self.kind.0);
        w.u16_be(CLASS_IN);
    }
}

impl Record {
    fn decode(message: &[u8], r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let name = NbName::decode(message, r, "RR_NAME")?;
        let kind = RecordType(r.u16_be("RR_TYPE")?);
        class_in(r, "RR_CLASS")?;
        let ttl = r.u32_be("TTL")?;
        let length = r.u16_be("RDLENGTH")?;
        let data = RecordData::decode(kind, r.sub(usize::from(length), "RDATA")?)?;
        Ok(Self { name, ttl, data })
    }

    fn encode(&self, w: &mut Writer) {
        self.name.encode(w);
        w.u16_be(self.data.kind().0);
        w.u16_be(CLASS_IN);
        w.u32_be(self.ttl);
        let data = self.data.encode();
        w.u16_be(count(data.len()));
        w.bytes(&data);
    }
}

impl RecordData {
    const fn kind(&self) -> RecordType {
        match self {
            Self::Addresses(_) => RecordType::NB,
            Self::NodeStatus(_) => RecordType::NBSTAT,
            Self::Other(kind, _) => *kind,
        }
    }

    fn decode(kind: RecordType, mut r: Reader<'_>) -> Result<Self, Malformed> {
        match kind {
            RecordType::NB => {
                let mut addresses = Vec::new();
                while !r.is_empty() {
                    let flags = NbFlags(r.u16_be("NB_FLAGS")?);
                    let address = Ipv4Addr::from(r.array::<4>("NB_ADDRESS")?);
                    addresses.push(NbAddress { flags, address });
                }
                Ok(Self::Addresses(addresses))
            }
            RecordType::NBSTAT => NodeStatus::decode(&mut r).map(Self::NodeStatus),
            other => Ok(Self::Other(other, r.take_rest().to_vec())),
        }
    }

    fn encode(&self) -> Vec<u8> {
        let mut w = Writer::new();
        match self {
            Self::Addresses(addresses) => {
                for entry in addresses {
                    w.u16_be(entry.flags.0);
                    w.bytes(&entry.address.octets());
                }
            }
            Self::NodeStatus(status) => status.encode(&mut w),
            Self::Other(_, data) => w.bytes(data),
        }
        w.into_vec()
    }
}

fn class_in(r: &mut Reader<'_>, field: &'static str) -> Result<(), Malformed> {
    match r.u16_be(field)? {
        CLASS_IN => Ok(()),
        other => Err(Malformed::Illegal {
            field,
            value: u64::from(other),
        }),
    }
}

/// A count or length as 16 bits. What is encoded here fits into a datagram, and so do its counts.
fn count(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

/// The Internet class.
const CLASS_IN: u16 = 1;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dotted::DottedName;
    use super::super::nb_name::Suffix;
    use super::*;

    fn pdc() -> NbName {
        NbName::new(
            &"DOMAIN".parse().unwrap(),
            Suffix::PDC,
            &DottedName::default(),
        )
    }

    /// `DOMAIN<1B>` in half-octets.
    const PDC_LABEL: &[u8; 32] = b"EEEPENEBEJEOCACACACACACACACACABL";

    #[test]
    fn name_query() {
        let query = Message::query(
            0x1234,
            pdc(),
            RecordType::NB,
            NmFlags::RECURSION_DESIRED.with(NmFlags::BROADCAST),
        );
        let mut wire = vec![
            0x12, 0x34, // NAME_TRN_ID
            0x01, 0x10, // R 0, OPCODE 0, RD and B, RCODE 0
            0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // one question
            0x20, // 32 letters
        ];
        wire.extend_from_slice(PDC_LABEL);
        wire.extend_from_slice(&[
            0x00, // no scope
            0x00, 0x20, // QUESTION_TYPE: NB
            0x00, 0x01, // QUESTION_CLASS: IN
        ]);
        assert_eq!(query.encode(), wire);
        assert_eq!(Message::decode(&wire), Ok(query));
        refuses_prefixes(&wire);
    }

    #[test]
    fn positive_answer_whose_name_is_a_pointer() {
        let mut wire = vec![
            0x12, 0x34, // NAME_TRN_ID
            0x85, 0x80, // R 1, OPCODE 0, AA RD RA, RCODE 0
            0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, // one question, one answer
            0x20,
        ];
        wire.extend_from_slice(PDC_LABEL);
        wire.extend_from_slice(&[
            0x00, 0x00, 0x20, 0x00, 0x01, // no scope, NB, IN
            0xc0, 0x0c, // RR_NAME: the name of the question
            0x00, 0x20, 0x00, 0x01, // NB, IN
            0x00, 0x00, 0x01, 0x2c, // TTL: 300 s
            0x00, 0x0c, // RDLENGTH: two entries
            0x00, 0x00, 10, 1, 0, 2, // unique, B node
            0xe0, 0x00, 10, 1, 0, 3, // group, H node
        ]);
        let answer = Message::decode(&wire).unwrap();
        assert!(answer.operation.response);
        assert_eq!(
            answer.flags,
            NmFlags::AUTHORITATIVE
                .with(NmFlags::RECURSION_DESIRED)
                .with(NmFlags::RECURSION_AVAILABLE)
        );
        let [record] = &answer.answers[..] else {
            panic!("one answer")
        };
        assert_eq!((record.name.clone(), record.ttl), (pdc(), 300));
        let RecordData::Addresses(addresses) = &record.data else {
            panic!("addresses")
        };
        assert_eq!(addresses[0].address, Ipv4Addr::new(10, 1, 0, 2));
        assert!(!addresses[0].flags.is_group() && addresses[1].flags.is_group());
        refuses_prefixes(&wire);
    }

    #[test]
    fn negative_answer() {
        let data = RecordData::Other(RecordType::NULL, Vec::new());
        let answer = Message::answer(
            7,
            Rcode::NAME_ERROR,
            Record {
                name: pdc(),
                ttl: 0,
                data,
            },
        );
        let wire = answer.encode();
        assert_eq!(wire[3] & 0x0f, 3);
        assert_eq!(Message::decode(&wire), Ok(answer));
    }

    #[test]
    fn registration_has_room() {
        let data = RecordData::Addresses(vec![NbAddress {
            flags: NbFlags::default(),
            address: Ipv4Addr::LOCALHOST,
        }]);
        let mut registration = Message::query(1, pdc(), RecordType::NB, NmFlags::RECURSION_DESIRED);
        registration.operation.opcode = Opcode::REGISTRATION;
        registration.additionals = vec![Record {
            name: pdc(),
            ttl: 300_000,
            data,
        }];
        assert_eq!(Message::decode(&registration.encode()), Ok(registration));
    }

    #[test]
    fn counts_that_promise_too_much_are_truncated_not_allocated() {
        let wire = [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert!(matches!(
            Message::decode(&wire),
            Err(Malformed::Truncated { .. })
        ));
    }

    fn refuses_prefixes(wire: &[u8]) {
        for len in 0..wire.len() {
            assert!(Message::decode(&wire[..len]).is_err(), "prefix of {len}");
        }
    }

    proptest! {
        #[test]
        fn any_octets_are_read_or_refused(wire in proptest::collection::vec(any::<u8>(), 0..128)) {
            crate::oracle::name_service(&wire);
        }

        #[test]
        fn any_header_round_trips(id: u16, response: bool, opcode in 0_u8..16, flags in 0_u8..128, rcode in 0_u8..16) {
            let message = Message {
                operation: Operation { response, opcode: Opcode(opcode) },
                rcode: Rcode(rcode),
                ..Message::query(id, pdc(), RecordType::NBSTAT, NmFlags(flags))
            };
            prop_assert_eq!(Message::decode(&message.encode()), Ok(message));
        }
    }
}
