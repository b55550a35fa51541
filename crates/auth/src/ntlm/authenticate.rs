//! `AUTHENTICATE_MESSAGE`, the client's proof.

use wire::{Malformed, Reader, Writer};

use super::payload::{
    Field, MAX_BLOB, MAX_NAME, Payload, SIGNATURE, VERSION, expect_header, fixed_len, locate,
};
use super::{NegotiateFlags, text};

/// `AUTHENTICATE_MESSAGE`, [MS-NLMP] 2.2.1.3. No `Debug`: the responses are enough to try passwords on.
#[derive(Clone, Eq, PartialEq)]
pub struct Authenticate {
    /// `LmChallengeResponse`.
    pub lm_response: Vec<u8>,
    /// `NtChallengeResponse`.
    pub nt_response: Vec<u8>,
    /// `DomainName` of the account.
    pub domain: String,
    /// `UserName`.
    pub user: String,
    /// `Workstation`: the client's NetBIOS name.
    pub workstation: String,
    /// `EncryptedRandomSessionKey`; empty without [`NegotiateFlags::KEY_EXCH`].
    pub encrypted_session_key: Vec<u8>,
    /// `NegotiateFlags`: what both agreed on.
    pub flags: NegotiateFlags,
    /// `MIC`; clients from before Windows Server 2003 SP2 have no room for it.
    pub mic: Option<[u8; 16]>,
}

impl Authenticate {
    /// Where `MIC` is in the message, if it is.
    pub(super) const MIC_OFFSET: usize = 72;

    /// Reads a whole message.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(message: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(message);
        expect_header(&mut r, MESSAGE_TYPE)?;
        let fields = [
            Field::decode(&mut r, "LmChallengeResponse", MAX_BLOB)?,
            Field::decode(&mut r, "NtChallengeResponse", MAX_BLOB)?,
            Field::decode(&mut r, "DomainName", MAX_NAME)?,
            Field::decode(&mut r, "UserName", MAX_NAME)?,
            Field::decode(&mut r, "Workstation", MAX_NAME)?,
            Field::decode(&mut r, "EncryptedRandomSessionKey", MAX_BLOB)?,
        ];
        let flags = NegotiateFlags(r.u32("NegotiateFlags")?);
        let [lm, nt, domain, user, workstation, session_key] =
            locate(message, r.position(), fields)?;
        // Nothing says whether there is a MIC but the room between the flags and the first field.
        let mic = if fixed_len(message, &fields) < FIXED_LEN {
            None
        } else {
            r.skip(VERSION.len(), "Version")?;
            Some(r.array("MIC")?)
        };
        // [MS-NLMP] 2.2.2.5: one of both has to be there.
        if !flags.intersects(NegotiateFlags::UNICODE | NegotiateFlags::OEM) {
            return Err(Malformed::Illegal {
                field: "NegotiateFlags",
                value: flags.0.into(),
            });
        }
        Ok(Self {
            lm_response: lm.to_vec(),
            nt_response: nt.to_vec(),
            domain: text::decode(domain, flags, "DomainName")?,
            user: text::decode(user, flags, "UserName")?,
            workstation: text::decode(workstation, flags, "Workstation")?,
            encrypted_session_key: session_key.to_vec(),
            flags,
            mic,
        })
    }

    /// The message; `Version` is always there and says so in the flags.
    ///
    /// # Errors
    /// [`Malformed::TooLarge`] for a name or response that no peer would read, [`Malformed::NotText`] for a name that the
    /// flags' character set has not.
    pub fn encode(&self) -> Result<Vec<u8>, Malformed> {
        let mut payload = Payload::after(if self.mic.is_some() {
            FIXED_LEN
        } else {
            Self::MIC_OFFSET
        });
        // The order of [MS-NLMP] 4.2.4.3.
        let mut push_name = |field, name| {
            let octets = text::encode(name, self.flags, field)?;
            payload.push(field, &octets, MAX_NAME)
        };
        let domain = push_name("DomainName", &self.domain)?;
        let user = push_name("UserName", &self.user)?;
        let workstation = push_name("Workstation", &self.workstation)?;
        let lm = payload.push("LmChallengeResponse", &self.lm_response, MAX_BLOB)?;
        let nt = payload.push("NtChallengeResponse", &self.nt_response, MAX_BLOB)?;
        let session_key = payload.push(
            "EncryptedRandomSessionKey",
            &self.encrypted_session_key,
            MAX_BLOB,
        )?;

        let mut w = Writer::new();
        w.bytes(&SIGNATURE);
        w.u32(MESSAGE_TYPE);
        for field in [lm, nt, domain, user, workstation, session_key] {
            field.encode(&mut w);
        }
        w.u32((self.flags | NegotiateFlags::VERSION).0);
        w.bytes(&VERSION);
        if let Some(mic) = &self.mic {
            w.bytes(mic);
        }
        Ok(payload.finish(w))
    }
}

const MESSAGE_TYPE: u32 = 3;
const FIXED_LEN: usize = 88;

#[cfg(test)]
mod tests {
    use super::*;

    /// [MS-NLMP] 4.2.4.3.
    const IMAGE: [u8; 232] = [
        0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0x00, // Signature: "NTLMSSP\0"
        0x03, 0x00, 0x00, 0x00, // MessageType: NtLmAuthenticate
        0x18, 0x00, 0x18, 0x00, 0x6c, 0x00, 0x00,
        0x00, // LmChallengeResponseFields: 24 at 108
        0x54, 0x00, 0x54, 0x00, 0x84, 0x00, 0x00,
        0x00, // NtChallengeResponseFields: 84 at 132
        0x0c, 0x00, 0x0c, 0x00, 0x48, 0x00, 0x00, 0x00, // DomainNameFields: 12 at 72
        0x08, 0x00, 0x08, 0x00, 0x54, 0x00, 0x00, 0x00, // UserNameFields: 8 at 84
        0x10, 0x00, 0x10, 0x00, 0x5c, 0x00, 0x00, 0x00, // WorkstationFields: 16 at 92
        0x10, 0x00, 0x10, 0x00, 0xd8, 0x00, 0x00,
        0x00, // EncryptedRandomSessionKeyFields: 16 at 216
        0x35, 0x82, 0x88, 0xe2, // NegotiateFlags
        0x05, 0x01, 0x28, 0x0a, 0x00, 0x00, 0x00, 0x0f, // Version: 5.1.2600
        0x44, 0x00, 0x6f, 0x00, 0x6d, 0x00, 0x61, 0x00, 0x69, 0x00, 0x6e, 0x00, // "Domain"
        0x55, 0x00, 0x73, 0x00, 0x65, 0x00, 0x72, 0x00, // "User"
        0x43, 0x00, 0x4f, 0x00, 0x4d, 0x00, 0x50, 0x00, // "COMP"
        0x55, 0x00, 0x54, 0x00, 0x45, 0x00, 0x52, 0x00, // "UTER"
        0x86, 0xc3, 0x50, 0x97, 0xac, 0x9c, 0xec, 0x10, // LmChallengeResponse: LMv2 proof
        0x25, 0x54, 0x76, 0x4a, 0x57, 0xcc, 0xcc, 0x19, //
        0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, // and client challenge
        0x68, 0xcd, 0x0a, 0xb8, 0x51, 0xe5, 0x1c, 0x96, // NtChallengeResponse: NTProofStr
        0xaa, 0xbc, 0x92, 0x7b, 0xeb, 0xef, 0x6a, 0x1c, //
        0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // RespType, HiRespType, Reserved
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // TimeStamp
        0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, // ChallengeFromClient
        0x00, 0x00, 0x00, 0x00, // Reserved3
        0x02, 0x00, 0x0c, 0x00, // MsvAvNbDomainName, 12 octets
        0x44, 0x00, 0x6f, 0x00, 0x6d, 0x00, 0x61, 0x00, 0x69, 0x00, 0x6e, 0x00, // "Domain"
        0x01, 0x00, 0x0c, 0x00, // MsvAvNbComputerName, 12 octets
        0x53, 0x00, 0x65, 0x00, 0x72, 0x00, 0x76, 0x00, 0x65, 0x00, 0x72, 0x00, // "Server"
        0x00, 0x00, 0x00, 0x00, // MsvAvEOL
        0x00, 0x00, 0x00, 0x00, // padding
        0xc5, 0xda, 0xd2, 0x54, 0x4f, 0xc9, 0x79, 0x90, // EncryptedRandomSessionKey
        0x94, 0xce, 0x1c, 0xe9, 0x0b, 0xc9, 0xd0, 0x3e, //
    ];

    #[test]
    fn wire_image() {
        let message = Authenticate::decode(&IMAGE).unwrap();
        assert_eq!(
            (
                message.domain.as_str(),
                message.user.as_str(),
                message.workstation.as_str()
            ),
            ("Domain", "User", "COMPUTER")
        );
        assert_eq!(message.lm_response, IMAGE[108..132]);
        assert_eq!(message.nt_response, IMAGE[132..216]);
        assert_eq!(message.encrypted_session_key, IMAGE[216..]);
        assert_eq!(message.flags, NegotiateFlags(0xe288_8235));
        assert_eq!(message.mic, None);

        let mut with_our_version = IMAGE;
        with_our_version[64..72].copy_from_slice(&VERSION);
        assert_eq!(message.encode().unwrap(), with_our_version);
        for end in 0..IMAGE.len() {
            assert!(Authenticate::decode(&IMAGE[..end]).is_err(), "{end} octets");
        }
    }

    #[test]
    fn a_mic_moves_the_payload() {
        let mut message = Authenticate::decode(&IMAGE).unwrap();
        message.mic = Some([0x5a; 16]);
        let encoded = message.encode().unwrap();
        assert_eq!(encoded[Authenticate::MIC_OFFSET..][..16], [0x5a; 16]);
        assert!(Authenticate::decode(&encoded).unwrap() == message);
    }

    #[test]
    fn a_name_in_no_character_set_is_refused() {
        let mut image = IMAGE;
        image[60] &= !1;
        assert_eq!(
            Authenticate::decode(&image).err(),
            Some(Malformed::Illegal {
                field: "NegotiateFlags",
                value: 0xe288_8234
            })
        );
    }
}
