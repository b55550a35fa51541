//! Writing to a mailslot: [MS-MAIL] 2.2.1, which is an `SMB_COM_TRANSACTION` in a NetBIOS datagram.
//!
//! This is the only place where a frame of SMB 1 appears. It is no session of that protocol: nothing is negotiated,
//! nobody logs on, and no file or pipe can be reached by it. But NT4 domains have no other ping, and the frame has this
//! shape since LAN Manager.

use wire::{Malformed, Reader, Writer};

/// `\MAILSLOT\NET\NETLOGON`: where a domain controller listens.
pub const NETLOGON: &str = "\\MAILSLOT\\NET\\NETLOGON";
/// `\MAILSLOT\NET\NTLOGON`: where it listens as well, to the logon requests of Windows NT.
pub const NTLOGON: &str = "\\MAILSLOT\\NET\\NTLOGON";

/// A mailslot write of the second class, [MS-MAIL] 2.2.1: one way, unacknowledged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MailslotWrite {
    name: MailslotName,
    data: Vec<u8>,
}

/// The name of a mailslot: `\MAILSLOT\` and up to 100 graphic characters of ASCII more.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MailslotName(String);

/// A text that names no mailslot, or data too long for one.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidMailslot {
    /// The name does not begin as one, is too long, or has a character outside ASCII.
    #[error("a mailslot is named \\MAILSLOT\\ and up to 100 characters of ASCII")]
    Name,
    /// More data than a datagram carries.
    #[error("a mailslot write has at most 1000 octets, and this one has {0}")]
    TooLong(usize),
}

impl MailslotName {
    /// The longest name, in octets.
    pub const MAX_LEN: usize = 110;

    /// Checks a name.
    ///
    /// # Errors
    /// [`InvalidMailslot::Name`].
    pub fn new(name: &str) -> Result<Self, InvalidMailslot> {
        let prefix = name.get(..PREFIX.len()).ok_or(InvalidMailslot::Name)?;
        if !prefix.eq_ignore_ascii_case(PREFIX)
            || name.len() > Self::MAX_LEN
            || !name.bytes().all(|b| b.is_ascii_graphic())
        {
            return Err(InvalidMailslot::Name);
        }
        Ok(Self(name.to_owned()))
    }

    /// The mailslot of this number on which a ping awaits its answer. It is what an answer proves to know the question
    /// by, so the number must be hard to guess.
    #[must_use]
    pub fn for_answer(number: u64) -> Self {
        Self(format!("\\MAILSLOT\\NET\\GETDC{number:016X}"))
    }

    /// The mailslot where domain controllers listen.
    #[must_use]
    pub fn netlogon() -> Self {
        Self(NETLOGON.to_owned())
    }

    /// Whether a domain controller listens there.
    #[must_use]
    pub fn is_logon(&self) -> bool {
        [NETLOGON, NTLOGON]
            .iter()
            .any(|name| self.0.eq_ignore_ascii_case(name))
    }

    /// The whole name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Equality without regard to ASCII case.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl MailslotWrite {
    /// The most data of one write: what fits into a datagram beside the names and this frame.
    pub const MAX_DATA: usize = 1000;

    /// A write of `data` to `name`.
    ///
    /// # Errors
    /// [`InvalidMailslot::TooLong`].
    pub fn new(name: MailslotName, data: Vec<u8>) -> Result<Self, InvalidMailslot> {
        match data.len() {
            0..=Self::MAX_DATA => Ok(Self { name, data }),
            longer => Err(InvalidMailslot::TooLong(longer)),
        }
    }

    /// The mailslot.
    #[must_use]
    pub const fn name(&self) -> &MailslotName {
        &self.name
    }

    /// What was written.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Reads the `USER_DATA` of a NetBIOS datagram.
    ///
    /// # Errors
    /// [`Malformed`] for anything but a mailslot write with one piece of data.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        expect(
            r.u32("Protocol")?,
            u32::from_le_bytes(*b"\xffSMB"),
            "Protocol",
        )?;
        expect(r.u8("Command")?, SMB_COM_TRANSACTION, "Command")?;
        r.skip(SMB_HEADER_LEN.saturating_sub(5), "SMB_Header")?;
        expect(r.u8("WordCount")?, WORD_COUNT, "WordCount")?;
        expect(r.u16("TotalParameterCount")?, 0, "TotalParameterCount")?;
        let total = r.u16("TotalDataCount")?;
        r.skip(14, "MaxParameterCount to Reserved2")?;
        expect(r.u16("ParameterCount")?, 0, "ParameterCount")?;
        r.skip(2, "ParameterOffset")?;
        expect(r.u16("DataCount")?, total, "DataCount")?;
        let offset = usize::from(r.u16("DataOffset")?);
        expect(r.u8("SetupCount")?, SETUP_COUNT, "SetupCount")?;
        r.skip(1, "Reserved3")?;
        expect(r.u16("MailslotOpcode")?, MAILSLOT_WRITE, "MailslotOpcode")?;
        r.skip(2, "Priority")?;
        expect(r.u16("Class")?, UNRELIABLE, "Class")?;
        // Samba and Windows disagree on whether the padding before the data counts.
        r.skip(2, "ByteCount")?;

        let name = until_nul(&mut r, "MailslotName")?;
        let name = MailslotName::new(name).map_err(|_| Malformed::NotText {
            field: "MailslotName",
        })?;
        let padding = offset
            .checked_sub(r.position())
            .ok_or_else(|| Malformed::Illegal {
                field: "DataOffset",
                value: u64::try_from(offset).unwrap_or(u64::MAX),
            })?;
        r.skip(padding, "DataOffset")?;
        let data = r.bytes(usize::from(total), "Data")?.to_vec();
        Self::new(name, data).map_err(|_| Malformed::TooLarge {
            field: "DataCount",
            value: u64::from(total),
            limit: u64::try_from(Self::MAX_DATA).unwrap_or(u64::MAX),
        })
    }

    /// The `USER_DATA` of a NetBIOS datagram.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // `new` bounds the data and `MailslotName` the name, so that these fit.
        let data_len = u16::try_from(self.data.len()).unwrap_or(u16::MAX);
        let name_len = u16::try_from(self.name.0.len())
            .unwrap_or(u16::MAX)
            .saturating_add(1);
        let mut w = Writer::new();
        w.bytes(b"\xffSMB");
        w.u8(SMB_COM_TRANSACTION);
        w.zeros(SMB_HEADER_LEN.saturating_sub(5));
        w.u8(WORD_COUNT);
        w.u16(0); // TotalParameterCount
        w.u16(data_len); // TotalDataCount
        w.u16(0); // MaxParameterCount
        w.u16(0); // MaxDataCount
        w.u8(0); // MaxSetupCount
        w.u8(0); // Reserved1
        w.u16(0); // Flags
        w.u32(0); // Timeout
        w.u16(0); // Reserved2
        w.u16(0); // ParameterCount
        w.u16(0); // ParameterOffset
        w.u16(data_len); // DataCount
        w.u16(FIXED_LEN.saturating_add(name_len)); // DataOffset
        w.u8(SETUP_COUNT);
        w.u8(0); // Reserved3
        w.u16(MAILSLOT_WRITE);
        w.u16(PRIORITY);
        w.u16(UNRELIABLE);
        w.u16(name_len.saturating_add(data_len)); // ByteCount
        w.bytes(self.name.0.as_bytes());
        w.u8(0);
        w.bytes(&self.data);
        w.into_vec()
    }
}

fn expect<T: PartialEq + Into<u64>>(
    found: T,
    wanted: T,
    field: &'static str,
) -> Result<(), Malformed> {
    if found == wanted {
        return Ok(());
    }
    Err(Malformed::Illegal {
        field,
        value: found.into(),
    })
}

/// Text up to a zero octet, which is consumed; at most as long as a mailslot's name.
pub(crate) fn until_nul<'a>(r: &mut Reader<'a>, field: &'static str) -> Result<&'a str, Malformed> {
    let rest = r.peek();
    let length = rest
        .iter()
        .take(MailslotName::MAX_LEN.saturating_add(1))
        .position(|octet| *octet == 0)
        .ok_or(Malformed::NotText { field })?;
    let text = r.bytes(length, field)?;
    r.skip(1, field)?;
    std::str::from_utf8(text).map_err(|_| Malformed::NotText { field })
}

/// How every mailslot's name begins.
const PREFIX: &str = "\\MAILSLOT\\";
/// `SMB_Header`, [MS-CIFS] 2.2.3.1.
const SMB_HEADER_LEN: usize = 32;
/// [MS-CIFS] 2.2.4.33.
const SMB_COM_TRANSACTION: u8 = 0x25;
/// Fourteen words and three of set-up.
const WORD_COUNT: u8 = 17;
/// Opcode, priority and class.
const SETUP_COUNT: u8 = 3;
/// `TRANS_MAILSLOT_WRITE`.
const MAILSLOT_WRITE: u16 = 1;
/// The middle of 0 to 9; nobody looks at it.
const PRIORITY: u16 = 1;
/// The second class: no acknowledgement.
const UNRELIABLE: u16 = 2;
/// Header, word count, words and byte count: everything before the name.
const FIXED_LEN: u16 = 32 + 1 + 34 + 2;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn on_the_wire() {
        let write = MailslotWrite::new(MailslotName::netlogon(), vec![7, 0, 1, 2]).unwrap();
        let wire = write.encode();
        assert_eq!(&wire[..5], b"\xffSMB\x25");
        assert_eq!(
            wire[32..69],
            [
                17, // WordCount
                0, 0, 4, 0, // TotalParameterCount, TotalDataCount
                0, 0, 0, 0, 0, 0, // MaxParameterCount, MaxDataCount, MaxSetupCount, Reserved1
                0, 0, 0, 0, 0, 0, 0, 0, // Flags, Timeout, Reserved2
                0, 0, 0, 0, // ParameterCount, ParameterOffset
                4, 0, 92, 0, // DataCount, DataOffset
                3, 0, // SetupCount, Reserved3
                1, 0, 1, 0, 2, 0, // MailslotOpcode, Priority, Class
                27, 0, // ByteCount
            ]
        );
        assert_eq!(&wire[69..92], b"\\MAILSLOT\\NET\\NETLOGON\0");
        assert_eq!(wire[92..], [7, 0, 1, 2]);
        assert_eq!(MailslotWrite::decode(&wire), Ok(write));
        for len in 0..wire.len() {
            assert!(
                MailslotWrite::decode(&wire[..len]).is_err(),
                "prefix of {len}"
            );
        }
    }

    #[test]
    fn no_other_command_of_smb_1_is_understood() {
        let wire = MailslotWrite::new(MailslotName::netlogon(), vec![])
            .unwrap()
            .encode();
        for command in (0..=u8::MAX).filter(|c| *c != SMB_COM_TRANSACTION) {
            let mut other = wire.clone();
            other[4] = command;
            assert!(MailslotWrite::decode(&other).is_err());
        }
    }

    #[test]
    fn names_and_offsets_are_bounded() {
        assert!(MailslotName::new("\\PIPE\\x").is_err());
        assert!(MailslotName::new(&format!("\\MAILSLOT\\{}", "a".repeat(101))).is_err());
        assert!(MailslotName::new("\\mailslot\\net\\getdc939").is_ok());
        let wire = MailslotWrite::new(MailslotName::netlogon(), vec![1])
            .unwrap()
            .encode();
        for offset in [0_u16, 91, 93, u16::MAX] {
            let mut other = wire.clone();
            other[57..59].copy_from_slice(&offset.to_le_bytes());
            assert!(
                MailslotWrite::decode(&other).is_err(),
                "DataOffset {offset}"
            );
        }
        assert_eq!(
            MailslotWrite::new(MailslotName::netlogon(), vec![0; 1001]),
            Err(InvalidMailslot::TooLong(1001))
        );
    }

    proptest! {
        #[test]
        fn any_data_round_trips(data in proptest::collection::vec(any::<u8>(), 0..=1000), number: u64) {
            let write = MailslotWrite::new(MailslotName::for_answer(number), data).unwrap();
            prop_assert_eq!(MailslotWrite::decode(&write.encode()), Ok(write));
        }

        #[test]
        fn any_octets_are_read_or_refused(wire in proptest::collection::vec(any::<u8>(), 0..128)) {
            crate::oracle::mailslot(&wire);
        }
    }
}
