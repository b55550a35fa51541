//! `CHALLENGE_MESSAGE`, what a server answers.

use wire::{Malformed, Reader, Writer};

use super::payload::{
    Field, MAX_BLOB, MAX_NAME, Payload, SIGNATURE, VERSION, expect_header, locate,
};
use super::{AvPairs, NegotiateFlags, text};

/// `CHALLENGE_MESSAGE`, [MS-NLMP] 2.2.1.2.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Challenge {
    /// `TargetName`: the NetBIOS name of the server, or of its domain.
    pub target_name: String,
    /// `NegotiateFlags`: what server and client can do.
    pub flags: NegotiateFlags,
    /// `ServerChallenge`.
    pub server_challenge: [u8; 8],
    /// `TargetInfo`, if [`NegotiateFlags::TARGET_INFO`] says that there is any.
    pub target_info: Option<AvPairs>,
}

impl Challenge {
    /// Reads a whole message.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(message: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(message);
        expect_header(&mut r, MESSAGE_TYPE)?;
        let target_name = Field::decode(&mut r, "TargetName", MAX_NAME)?;
        let flags = NegotiateFlags(r.u32("NegotiateFlags")?);
        let server_challenge = r.array("ServerChallenge")?;
        r.skip(8, "Reserved")?;
        let target_info = Field::decode(&mut r, "TargetInfo", MAX_BLOB)?;
        if flags.contains(NegotiateFlags::VERSION) {
            r.skip(VERSION.len(), "Version")?;
        }
        let [target_name, target_info] = locate(message, r.position(), [target_name, target_info])?;
        Ok(Self {
            target_name: if flags.contains(NegotiateFlags::UNICODE) {
                text::decode(target_name, flags, "TargetName")?
            } else {
                // Of no use, in whatever code page it is.
                text::decode(target_name, flags, "TargetName").unwrap_or_default()
            },
            flags,
            server_challenge,
            target_info: if flags.contains(NegotiateFlags::TARGET_INFO) {
                let mut r = Reader::new(target_info);
                let pairs = AvPairs::decode(&mut r)?;
                r.finish("TargetInfo")?;
                Some(pairs)
            } else {
                None
            },
        })
    }

    /// The message; `Version` is always there and says so in the flags, as `target_info` does.
    ///
    /// # Errors
    /// [`Malformed::TooLarge`] for names that no target has, [`Malformed::NotText`] for one that the flags' character set
    /// has not.
    pub fn encode(&self) -> Result<Vec<u8>, Malformed> {
        let mut payload = Payload::after(FIXED_LEN);
        let target_name = text::encode(&self.target_name, self.flags, "TargetName")?;
        let target_name = payload.push("TargetName", &target_name, MAX_NAME)?;
        let (present, info) = match &self.target_info {
            Some(pairs) => (NegotiateFlags::TARGET_INFO, pairs.encode()?),
            None => (NegotiateFlags::default(), Vec::new()),
        };
        let target_info = payload.push("TargetInfo", &info, MAX_BLOB)?;
        let flags = self.flags.without(NegotiateFlags::TARGET_INFO) | present;

        let mut w = Writer::new();
        w.bytes(&SIGNATURE);
        w.u32(MESSAGE_TYPE);
        target_name.encode(&mut w);
        w.u32((flags | NegotiateFlags::VERSION).0);
        w.bytes(&self.server_challenge);
        w.zeros(8); // Reserved
        target_info.encode(&mut w);
        w.bytes(&VERSION);
        Ok(payload.finish(w))
    }
}

const MESSAGE_TYPE: u32 = 2;
const FIXED_LEN: usize = 56;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ntlm::AvId;

    /// [MS-NLMP] 4.2.4.3.
    const IMAGE: [u8; 104] = [
        0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0x00, // Signature: "NTLMSSP\0"
        0x02, 0x00, 0x00, 0x00, // MessageType: NtLmChallenge
        0x0c, 0x00, 0x0c, 0x00, 0x38, 0x00, 0x00, 0x00, // TargetNameFields: 12 octets at 56
        0x33, 0x82, 0x8a, 0xe2, // NegotiateFlags
        0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, // ServerChallenge
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // Reserved
        0x24, 0x00, 0x24, 0x00, 0x44, 0x00, 0x00, 0x00, // TargetInfoFields: 36 octets at 68
        0x06, 0x00, 0x70, 0x17, 0x00, 0x00, 0x00, 0x0f, // Version: 6.0.6000
        0x53, 0x00, 0x65, 0x00, 0x72, 0x00, 0x76, 0x00, 0x65, 0x00, 0x72, 0x00, // "Server"
        0x02, 0x00, 0x0c, 0x00, // MsvAvNbDomainName, 12 octets
        0x44, 0x00, 0x6f, 0x00, 0x6d, 0x00, 0x61, 0x00, 0x69, 0x00, 0x6e, 0x00, // "Domain"
        0x01, 0x00, 0x0c, 0x00, // MsvAvNbComputerName, 12 octets
        0x53, 0x00, 0x65, 0x00, 0x72, 0x00, 0x76, 0x00, 0x65, 0x00, 0x72, 0x00, // "Server"
        0x00, 0x00, 0x00, 0x00, // MsvAvEOL
    ];

    fn message() -> Challenge {
        let mut info = AvPairs::default();
        info.set_text(AvId::NB_DOMAIN_NAME, "Domain");
        info.set_text(AvId::NB_COMPUTER_NAME, "Server");
        Challenge {
            target_name: "Server".into(),
            flags: NegotiateFlags(0xe28a_8233),
            server_challenge: [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef],
            target_info: Some(info),
        }
    }

    #[test]
    fn wire_image() {
        assert_eq!(Challenge::decode(&IMAGE), Ok(message()));
        let mut with_our_version = IMAGE;
        with_our_version[48..56].copy_from_slice(&VERSION);
        assert_eq!(message().encode().unwrap(), with_our_version);
        for end in 0..IMAGE.len() {
            assert!(Challenge::decode(&IMAGE[..end]).is_err(), "{end} octets");
        }
    }

    #[test]
    fn target_information_within_the_target_name_is_refused() {
        let mut image = IMAGE;
        image[44] = 0x38;
        assert_eq!(
            Challenge::decode(&image),
            Err(Malformed::Illegal {
                field: "TargetInfo",
                value: 0x38
            })
        );
    }
}
