//! Asking for any DC: `NETLOGON_SAM_LOGON_REQUEST`, [MS-ADTS] 6.3.1.6.

use wire::{Malformed, Reader, Sid, Writer};

use super::text::PingText;
use super::{LOGON_SAM_LOGON_REQUEST, NtVersion, decode_trailer, encode_trailer};
use crate::codec::mailslot::{MailslotName, until_nul};

/// `NETLOGON_SAM_LOGON_REQUEST`, [MS-ADTS] 6.3.1.6.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SamLogonRequest {
    /// `RequestCount`: how often this was asked before.
    pub request_count: u16,
    /// `UnicodeComputerName`: who asks.
    pub computer: PingText,
    /// `UnicodeUserName`: the account that is to be known there; empty for none.
    pub user: PingText,
    /// `MailslotName`: where the answer is to go.
    pub reply_to: MailslotName,
    /// `AllowableAccountControlBits`.
    pub account_control: u32,
    /// `DomainSid`.
    pub domain_sid: Option<Sid>,
    /// `NtVersion`.
    pub version: NtVersion,
}

impl SamLogonRequest {
    pub(super) fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let request_count = r.u16("RequestCount")?;
        let computer = PingText::decode(r, "UnicodeComputerName")?;
        let user = PingText::decode(r, "UnicodeUserName")?;
        let reply_to = until_nul(r, "MailslotName")?;
        let reply_to = MailslotName::new(reply_to).map_err(|_| Malformed::NotText {
            field: "MailslotName",
        })?;
        let account_control = r.u32("AllowableAccountControlBits")?;
        let domain_sid = match r.u32("DomainSidSize")? {
            0 => None,
            size @ 1..=MAX_SID_SIZE => {
                r.align(4, "DomainSid")?;
                let mut sid = r.sub(usize::try_from(size).unwrap_or(usize::MAX), "DomainSid")?;
                let decoded = Sid::decode(&mut sid)?;
                sid.finish("DomainSid")?;
                Some(decoded)
            }
            size => {
                return Err(Malformed::TooLarge {
                    field: "DomainSidSize",
                    value: u64::from(size),
                    limit: u64::from(MAX_SID_SIZE),
                });
            }
        };
        let version = decode_trailer(r)?;
        Ok(Self {
            request_count,
            computer,
            user,
            reply_to,
            account_control,
            domain_sid,
            version,
        })
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        w.u16(LOGON_SAM_LOGON_REQUEST);
        w.u16(self.request_count);
        self.computer.encode(w);
        self.user.encode(w);
        w.bytes(self.reply_to.as_str().as_bytes());
        w.u8(0);
        w.u32(self.account_control);
        match &self.domain_sid {
            None => w.u32(0),
            Some(sid) => {
                let mut encoded = Writer::new();
                sid.encode(&mut encoded);
                w.u32(u32::try_from(encoded.len()).unwrap_or(u32::MAX));
                w.align(4);
                w.bytes(encoded.as_slice());
            }
        }
        encode_trailer(w, self.version);
    }
}

/// Fifteen sub-authorities.
const MAX_SID_SIZE: u32 = 8 + 4 * 15;

#[cfg(test)]
mod tests {
    use super::super::PingRequest;
    use super::*;

    fn sample(domain_sid: Option<Sid>) -> PingRequest {
        PingRequest::SamLogon(SamLogonRequest {
            request_count: 0,
            computer: PingText::new("ADM").unwrap(),
            user: PingText::new("").unwrap(),
            reply_to: MailslotName::new("\\MAILSLOT\\A").unwrap(),
            account_control: 0,
            domain_sid,
            version: NtVersion::V1.with(NtVersion::V5EX),
        })
    }

    #[test]
    fn on_the_wire() {
        let wire = [
            &[18, 0, 0, 0][..], // Opcode: LOGON_SAM_LOGON_REQUEST, RequestCount
            b"A\0D\0M\0\0\0",   // UnicodeComputerName
            b"\0\0",            // UnicodeUserName
            b"\\MAILSLOT\\A\0", // MailslotName
            &[0, 0, 0, 0],      // AllowableAccountControlBits
            &[0, 0, 0, 0],      // DomainSidSize
            &[5, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], // NtVersion, LmNtToken, Lm20Token
        ]
        .concat();
        assert_eq!(sample(None).encode(), wire);
        assert_eq!(PingRequest::decode(&wire), Ok(sample(None)));
        for len in 0..wire.len() {
            assert!(
                PingRequest::decode(&wire[..len]).is_err(),
                "prefix of {len}"
            );
        }
    }

    #[test]
    fn a_sid_is_aligned_and_bounded() {
        let with_sid = sample("S-1-5-21-1-2-3".parse().ok());
        let wire = with_sid.encode();
        assert_eq!(PingRequest::decode(&wire), Ok(with_sid));
        let mut hostile = sample(None).encode();
        let size_at = hostile.len() - 12;
        hostile[size_at] = 69;
        assert!(matches!(
            PingRequest::decode(&hostile),
            Err(Malformed::TooLarge { .. })
        ));
    }

    // CVE-2020-14303 and kin: a user of 130 characters is no reason to overflow anything.
    #[test]
    fn a_user_of_130_characters_is_read_and_256_are_refused() {
        let PingRequest::SamLogon(request) = sample(None) else {
            panic!("a request")
        };
        let long = SamLogonRequest {
            user: PingText::new(&"u".repeat(130)).unwrap(),
            ..request
        };
        let wire = PingRequest::SamLogon(long.clone()).encode();
        assert_eq!(PingRequest::decode(&wire), Ok(PingRequest::SamLogon(long)));
        let mut hostile = wire[..12].to_vec();
        hostile.extend("u".repeat(256).encode_utf16().flat_map(u16::to_le_bytes));
        hostile.extend_from_slice(&[0; 40]);
        assert!(matches!(
            PingRequest::decode(&hostile),
            Err(Malformed::NotText { .. })
        ));
    }
}
