//! The message of SMB 1 that asks for several protocols, [MS-SMB2] 3.3.5.3: clients that are prepared to meet old
//! servers begin with it. Nothing else of SMB 1 is understood.

use wire::{FileTime, Malformed, NtStatus, Reader};

use super::Violation;
use super::connection::Connection;
use super::negotiate::{Agreement, choose, heard, response};
use super::reply::ReplyTo;
use crate::crypto::PreauthHash;
use crate::dialect::Dialect;
use crate::header::Command;
use crate::message::encode_body;

/// `Protocol` of an SMB 1 message, [MS-CIFS] 2.2.3.1.
const SMB1: [u8; 4] = [0xff, b'S', b'M', b'B'];

/// `SMB_COM_NEGOTIATE`.
const NEGOTIATE: u8 = 0x72;

/// "SMB 2.???": the response says that SMB 2 goes on with a NEGOTIATE of its own, [MS-SMB2] 2.2.4.
const WILDCARD: Dialect = Dialect(0x02ff);

/// Whether a message announces itself as SMB 1.
pub(super) fn is_smb1(message: &[u8]) -> bool {
    message.starts_with(&SMB1)
}

impl Connection {
    /// Answers with "SMB 2.???" if that is offered, or with SMB 2.0.2.
    pub(super) fn negotiate_multi_protocol(
        &mut self,
        message: &[u8],
        now: FileTime,
    ) -> Result<(), Violation> {
        if self.agreement.is_some() {
            return Err(Violation::NegotiatedAlready);
        }
        let offered = Offered::decode(message)?;
        let newer = self.config.max_dialect > Dialect::SMB_2_0_2;
        let dialect = if offered.wildcard && newer {
            WILDCARD
        } else if offered.smb_2_0_2 {
            choose(&self.config, &[Dialect::SMB_2_0_2]).ok_or(Violation::OnlySmb1)?
        } else {
            return Err(Violation::OnlySmb1);
        };
        // It counts as message 0, and what follows is message 1.
        if !self.window.take(0, 1) {
            return Err(Violation::MessageId(0));
        }
        let to = ReplyTo {
            command: Command::NEGOTIATE,
            message_id: 0,
            credit_charge: 0,
            credits: self.window.grant(1),
            session_id: 0,
            tree_id: 0,
            async_id: None,
            sealed: false,
        };
        let response = response(&self.config, dialect, None, now);
        self.answer(&to, NtStatus::SUCCESS, &encode_body(&response));
        if dialect != WILDCARD {
            self.agreement = Some(Agreement {
                dialect,
                signing: dialect.default_signing(),
                cipher: None,
                preauth: PreauthHash::new(),
                said: None,
                heard: heard(&response),
            });
        }
        Ok(())
    }
}

/// Which dialects of SMB 2 are among those offered.
#[derive(Debug, Eq, PartialEq)]
struct Offered {
    smb_2_0_2: bool,
    wildcard: bool,
}

impl Offered {
    /// `SMB_COM_NEGOTIATE` Request, [MS-CIFS] 2.2.4.52.1.
    fn decode(message: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(message);
        r.skip(4, "Protocol")?;
        let command = r.u8("Command")?;
        if command != NEGOTIATE {
            return Err(Malformed::Illegal {
                field: "Command",
                value: command.into(),
            });
        }
        r.skip(27, "SMB_Header")?;
        let words = r.u8("WordCount")?;
        r.skip(usize::from(words).saturating_mul(2), "Words")?;
        let len = r.u16("ByteCount")?;
        let dialects = r.bytes(len.into(), "Dialects")?;
        // Each is an octet `BufferFormat`, 2, and a string that ends in a zero.
        let has = |wanted: &[u8]| {
            dialects
                .split(|octet| *octet == 0)
                .any(|dialect| dialect.strip_prefix(&[2]) == Some(wanted))
        };
        Ok(Self {
            smb_2_0_2: has(b"SMB 2.002"),
            wildcard: has(b"SMB 2.???"),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::server) fn smb1_negotiate(dialects: &[&str]) -> Vec<u8> {
        let strings: Vec<u8> = dialects
            .iter()
            .flat_map(|dialect| [&[2], dialect.as_bytes(), &[0]].concat())
            .collect();
        let mut message = SMB1.to_vec();
        message.push(NEGOTIATE);
        message.resize(33, 0);
        message.extend(u16::try_from(strings.len()).unwrap().to_le_bytes());
        message.extend(strings);
        message
    }

    #[test]
    fn what_is_offered_is_found_among_the_old() {
        let message = smb1_negotiate(&["NT LM 0.12", "SMB 2.002", "SMB 2.???"]);
        let both = Offered {
            smb_2_0_2: true,
            wildcard: true,
        };
        assert_eq!(Offered::decode(&message), Ok(both));
        for len in 0..message.len() {
            assert!(Offered::decode(&message[..len]).is_err(), "{len} octets");
        }
    }
}
