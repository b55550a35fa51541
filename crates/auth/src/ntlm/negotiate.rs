//! `NEGOTIATE_MESSAGE`, what a client begins with.

use wire::{Malformed, Reader, Writer};

use super::NegotiateFlags;
use super::payload::{Field, MAX_NAME, SIGNATURE, VERSION, expect_header, locate};

/// `NEGOTIATE_MESSAGE`, [MS-NLMP] 2.2.1.1. Domain and workstation are never sent and, read, only checked: they come in an
/// unknown code page and prove nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Negotiate {
    /// `NegotiateFlags`: what the client can do.
    pub flags: NegotiateFlags,
}

impl Negotiate {
    /// Reads a whole message.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(message: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(message);
        expect_header(&mut r, MESSAGE_TYPE)?;
        let flags = NegotiateFlags(r.u32("NegotiateFlags")?);
        let domain = Field::decode(&mut r, "DomainName", MAX_NAME)?;
        let workstation = Field::decode(&mut r, "WorkstationName", MAX_NAME)?;
        locate(message, r.position(), [domain, workstation])?;
        Ok(Self { flags })
    }

    /// The message; `Version` is always there and says so in the flags.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::new();
        w.bytes(&SIGNATURE);
        w.u32(MESSAGE_TYPE);
        w.u32((self.flags | NegotiateFlags::VERSION).0);
        w.zeros(16); // DomainNameFields and WorkstationFields, both empty
        w.bytes(&VERSION);
        w.into_vec()
    }
}

const MESSAGE_TYPE: u32 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    const IMAGE: [u8; 40] = [
        0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0x00, // Signature: "NTLMSSP\0"
        0x01, 0x00, 0x00, 0x00, // MessageType: NtLmNegotiate
        0x01, 0x00, 0x00, 0x22, // NegotiateFlags: 128, VERSION, UNICODE
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // DomainNameFields
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // WorkstationFields
        0x06, 0x01, 0xb1, 0x1d, 0x00, 0x00, 0x00,
        0x0f, // Version: 6.1.7601, NTLMSSP_REVISION_W2K3
    ];

    #[test]
    fn wire_image() {
        let message = Negotiate {
            flags: NegotiateFlags::UNICODE | NegotiateFlags::KEY_128 | NegotiateFlags::VERSION,
        };
        assert_eq!(message.encode(), IMAGE);
        assert_eq!(Negotiate::decode(&IMAGE), Ok(message));
        for end in 0..32 {
            assert!(Negotiate::decode(&IMAGE[..end]).is_err(), "{end} octets");
        }
    }

    #[test]
    fn another_message_type_is_refused() {
        let mut image = IMAGE;
        image[8] = 3;
        assert_eq!(
            Negotiate::decode(&image),
            Err(Malformed::Illegal {
                field: "MessageType",
                value: 3
            })
        );
    }
}
