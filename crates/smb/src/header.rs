//! SMB2 packet header, [MS-SMB2] 2.2.1.

use wire::{Malformed, NtStatus, Reader, Writer};

/// Octets of a header; offsets within a message count from its first one.
pub const HEADER_LEN: usize = 64;

/// `ProtocolId` of a plain message.
pub const PROTOCOL_ID: [u8; 4] = [0xfe, b'S', b'M', b'B'];

/// Where `Signature` stands within a message.
pub(crate) const SIGNATURE_OFFSET: usize = 48;

/// `MessageId` of what a server sends without being asked, [MS-SMB2] 3.2.5.1.
pub const UNSOLICITED: u64 = u64::MAX;

/// `Command`.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Command(pub u16);

macro_rules! commands {
    ($($value:literal $name:ident)*) => {
        impl Command {
            $(
                #[doc = concat!("`SMB2_", stringify!($name), "`.")]
                pub const $name: Self = Self($value);
            )*
        }

        impl std::fmt::Display for Command {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.0 {
                    $($value => f.write_str(stringify!($name)),)*
                    other => write!(f, "SMB2 command {other:#06x}"),
                }
            }
        }
    };
}

commands! {
    0x0000 NEGOTIATE
    0x0001 SESSION_SETUP
    0x0002 LOGOFF
    0x0003 TREE_CONNECT
    0x0004 TREE_DISCONNECT
    0x0005 CREATE
    0x0006 CLOSE
    0x0008 READ
    0x0009 WRITE
    0x000b IOCTL
    0x000c CANCEL
    0x000d ECHO
    0x0010 QUERY_INFO
    0x0011 SET_INFO
    0x0012 OPLOCK_BREAK
}

/// `Flags`, without `SMB2_FLAGS_ASYNC_COMMAND`: that one is [`Addressee::Async`].
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Flags(pub u32);

impl Flags {
    /// `SMB2_FLAGS_SERVER_TO_REDIR`: a response.
    pub const RESPONSE: Self = Self(0x0000_0001);
    /// `SMB2_FLAGS_RELATED_OPERATIONS`: within a compound.
    pub const RELATED: Self = Self(0x0000_0004);
    /// `SMB2_FLAGS_SIGNED`.
    pub const SIGNED: Self = Self(0x0000_0008);

    const ASYNC_COMMAND: u32 = 0x0000_0002;
}

wire::flag_bits!(Flags);

/// What the eight octets after `MessageId` are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Addressee {
    /// [MS-SMB2] 2.2.1.2.
    Sync {
        /// `TreeId`.
        tree_id: u32,
    },
    /// [MS-SMB2] 2.2.1.1: the request has been, or is to be, answered later.
    Async {
        /// `AsyncId`.
        async_id: u64,
    },
}

/// SMB2 packet header, [MS-SMB2] 2.2.1.1 and 2.2.1.2. `Signature` is not among the fields, as it is computed over the
/// encoded message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Header {
    /// Credits that a request consumes.
    pub credit_charge: u16,
    /// `Status` of a response; `ChannelSequence` of a request.
    pub status: NtStatus,
    /// `Command`.
    pub command: Command,
    /// Credits asked for, or granted.
    pub credits: u16,
    /// `Flags`.
    pub flags: Flags,
    /// Offset of the next message of a compound, from the start of this one.
    pub next_command: u32,
    /// `MessageId`.
    pub message_id: u64,
    /// `TreeId` or `AsyncId`.
    pub addressee: Addressee,
    /// `SessionId`.
    pub session_id: u64,
}

impl Header {
    /// Reads a header; the reader then stands at the body.
    ///
    /// # Errors
    /// [`Malformed`] when this is no SMB 2 message.
    pub fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let protocol: [u8; 4] = r.array("ProtocolId")?;
        if protocol != PROTOCOL_ID {
            return Err(Malformed::Illegal {
                field: "ProtocolId",
                value: u32::from_be_bytes(protocol).into(),
            });
        }
        let size = r.u16("StructureSize")?;
        if usize::from(size) != HEADER_LEN {
            return Err(Malformed::Illegal {
                field: "StructureSize",
                value: size.into(),
            });
        }
        let credit_charge = r.u16("CreditCharge")?;
        let status = NtStatus(r.u32("Status")?);
        let command = Command(r.u16("Command")?);
        let credits = r.u16("CreditRequest/CreditResponse")?;
        let flags = r.u32("Flags")?;
        let next_command = r.u32("NextCommand")?;
        let message_id = r.u64("MessageId")?;
        let addressee = if flags & Flags::ASYNC_COMMAND == 0 {
            r.skip(4, "Reserved")?;
            Addressee::Sync {
                tree_id: r.u32("TreeId")?,
            }
        } else {
            Addressee::Async {
                async_id: r.u64("AsyncId")?,
            }
        };
        let session_id = r.u64("SessionId")?;
        r.skip(16, "Signature")?;
        Ok(Self {
            credit_charge,
            status,
            command,
            credits,
            flags: Flags(flags & !Flags::ASYNC_COMMAND),
            next_command,
            message_id,
            addressee,
            session_id,
        })
    }

    /// Writes the header, with a signature of zeros.
    pub fn encode(&self, w: &mut Writer) {
        w.bytes(&PROTOCOL_ID);
        w.u16(64); // StructureSize
        w.u16(self.credit_charge);
        w.u32(self.status.0);
        w.u16(self.command.0);
        w.u16(self.credits);
        w.u32(match self.addressee {
            Addressee::Sync { .. } => self.flags.0,
            Addressee::Async { .. } => self.flags.0 | Flags::ASYNC_COMMAND,
        });
        w.u32(self.next_command);
        w.u64(self.message_id);
        match self.addressee {
            Addressee::Sync { tree_id } => {
                w.u32(0); // Reserved
                w.u32(tree_id);
            }
            Addressee::Async { async_id } => w.u64(async_id),
        }
        w.u64(self.session_id);
        w.zeros(16); // Signature
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[rustfmt::skip]
    const WIRE: [u8; 64] = [
        0xfe, b'S', b'M', b'B',                         // ProtocolId
        0x40, 0x00,                                     // StructureSize
        0x01, 0x00,                                     // CreditCharge
        0x03, 0x01, 0x00, 0x00,                         // Status: STATUS_PENDING
        0x0b, 0x00,                                     // Command: IOCTL
        0x20, 0x00,                                     // CreditResponse
        0x03, 0x00, 0x00, 0x00,                         // Flags: response, async
        0x00, 0x00, 0x00, 0x00,                         // NextCommand
        0x07, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // MessageId
        0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // AsyncId
        0x41, 0x00, 0x00, 0x14, 0x00, 0x98, 0x00, 0x00, // SessionId
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // Signature
    ];

    fn interim() -> Header {
        Header {
            credit_charge: 1,
            status: NtStatus::PENDING,
            command: Command::IOCTL,
            credits: 32,
            flags: Flags::RESPONSE,
            next_command: 0,
            message_id: 7,
            addressee: Addressee::Async { async_id: 8 },
            session_id: 0x0000_9800_1400_0041,
        }
    }

    #[test]
    fn an_interim_response_on_the_wire() {
        let mut w = Writer::new();
        interim().encode(&mut w);
        assert_eq!(w.as_slice(), WIRE);
        assert_eq!(Header::decode(&mut Reader::new(&WIRE)), Ok(interim()));
    }

    #[test]
    fn no_prefix_is_a_header() {
        for len in 0..WIRE.len() {
            assert!(Header::decode(&mut Reader::new(&WIRE[..len])).is_err());
        }
    }

    #[test]
    fn smb_1_and_compressed_messages_are_refused() {
        for first in [0xff, 0xfc] {
            let mut other = WIRE;
            other[0] = first;
            assert!(matches!(
                Header::decode(&mut Reader::new(&other)),
                Err(Malformed::Illegal {
                    field: "ProtocolId",
                    ..
                })
            ));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            credit_charge: u16, status: u32, command: u16, credits: u16, flags: u32,
            next_command: u32, message_id: u64, address: Result<u32, u64>, session_id: u64,
        ) {
            let header = Header {
                credit_charge,
                status: NtStatus(status),
                command: Command(command),
                credits,
                flags: Flags(flags & !Flags::ASYNC_COMMAND),
                next_command,
                message_id,
                addressee: match address {
                    Ok(tree_id) => Addressee::Sync { tree_id },
                    Err(async_id) => Addressee::Async { async_id },
                },
                session_id,
            };
            let mut w = Writer::new();
            header.encode(&mut w);
            prop_assert_eq!(w.len(), HEADER_LEN);
            prop_assert_eq!(Header::decode(&mut Reader::new(w.as_slice())), Ok(header));
        }
    }
}
