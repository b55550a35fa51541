//! `NETLOGON_SAM_LOGON_RESPONSE_NT40` and `NETLOGON_SAM_LOGON_RESPONSE`: [MS-ADTS] 6.3.1.7 and 6.3.1.8.

use std::net::Ipv4Addr;

use wire::{Guid, Malformed, Reader, Writer};

use super::text::PingText;
use super::{DsFlags, MAX_PADDING, NtVersion, TRAILER_LEN, decode_trailer, encode_trailer};
use crate::codec::dotted::{Compressor, DottedName};

/// What the operation code of an answer says, [MS-ADTS] 6.3.1.3.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LogonAnswer {
    /// `LOGON_SAM_LOGON_RESPONSE`: here, and the user, if any was asked for, is known.
    Ready,
    /// `LOGON_SAM_PAUSE_RESPONSE`: here, but Netlogon is paused and takes nobody on.
    Paused,
    /// `LOGON_SAM_USER_UNKNOWN`: here, but the user is not known.
    UserUnknown,
}

/// `NETLOGON_SAM_LOGON_RESPONSE_NT40`, [MS-ADTS] 6.3.1.7, and, with its directory part, `NETLOGON_SAM_LOGON_RESPONSE`,
/// 6.3.1.8.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SamLogonResponse {
    /// `Opcode`.
    pub answer: LogonAnswer,
    /// `UnicodeLogonServer`: the DC, with or without `\\`.
    pub computer: PingText,
    /// `UnicodeUserName`.
    pub user: PingText,
    /// `UnicodeDomainName`: the domain's NetBIOS name.
    pub domain: PingText,
    /// What only `NETLOGON_SAM_LOGON_RESPONSE` has.
    pub directory: Option<DirectoryPart>,
}

/// The part of `NETLOGON_SAM_LOGON_RESPONSE`, [MS-ADTS] 6.3.1.8, that its older form lacks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DirectoryPart {
    /// `DomainGuid`.
    pub domain_guid: Guid,
    /// `DnsForestName`.
    pub dns_forest: DottedName,
    /// `DnsDomainName`.
    pub dns_domain: DottedName,
    /// `DnsHostName`.
    pub dns_host: DottedName,
    /// `DcIpAddress`.
    pub address: Ipv4Addr,
    /// `Flags`.
    pub flags: DsFlags,
}

impl LogonAnswer {
    const ALL: [Self; 3] = [Self::Ready, Self::Paused, Self::UserUnknown];

    /// The meaning of an operation code of the family that begins with `first`.
    pub(super) fn from_opcode(opcode: u16, first: u16) -> Result<Self, Malformed> {
        opcode
            .checked_sub(first)
            .and_then(|index| Self::ALL.get(usize::from(index)))
            .copied()
            .ok_or_else(|| Malformed::Illegal {
                field: "Opcode",
                value: u64::from(opcode),
            })
    }

    pub(super) const fn opcode(self, first: u16) -> u16 {
        match self {
            Self::Ready => first,
            Self::Paused => first.saturating_add(1),
            Self::UserUnknown => first.saturating_add(2),
        }
    }
}

impl SamLogonResponse {
    pub(super) fn decode(
        opcode: u16,
        message: &[u8],
        r: &mut Reader<'_>,
    ) -> Result<Self, Malformed> {
        let answer = LogonAnswer::from_opcode(opcode, LOGON_SAM_LOGON_RESPONSE)?;
        let computer = PingText::decode(r, "UnicodeLogonServer")?;
        let user = PingText::decode(r, "UnicodeUserName")?;
        let domain = PingText::decode(r, "UnicodeDomainName")?;
        // Nothing but its length tells the forms apart before the end, and the end must agree.
        let directory = match r.remaining() {
            0..=LONGEST_TRAILER => None,
            _ => Some(DirectoryPart::decode(message, r)?),
        };
        let version = decode_trailer(r)?;
        if version.contains(NtVersion::V5) != directory.is_some() {
            return Err(Malformed::Illegal {
                field: "NtVersion",
                value: u64::from(version.0),
            });
        }
        Ok(Self {
            answer,
            computer,
            user,
            domain,
            directory,
        })
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        w.u16(self.answer.opcode(LOGON_SAM_LOGON_RESPONSE));
        self.computer.encode(w);
        self.user.encode(w);
        self.domain.encode(w);
        let mut version = NtVersion::V1;
        if let Some(directory) = &self.directory {
            directory.encode(w);
            version = version.with(NtVersion::V5);
        }
        encode_trailer(w, version);
    }
}

impl DirectoryPart {
    fn decode(message: &[u8], r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let domain_guid = Guid::decode(r, "DomainGuid")?;
        r.skip(16, "NullGuid")?;
        Ok(Self {
            domain_guid,
            dns_forest: DottedName::decode(message, r, "DnsForestName")?,
            dns_domain: DottedName::decode(message, r, "DnsDomainName")?,
            dns_host: DottedName::decode(message, r, "DnsHostName")?,
            address: Ipv4Addr::from(r.array::<4>("DcIpAddress")?),
            flags: DsFlags(r.u32("Flags")?),
        })
    }

    fn encode(&self, w: &mut Writer) {
        self.domain_guid.encode(w);
        Guid::NIL.encode(w);
        let mut names = Compressor::default();
        for name in [&self.dns_forest, &self.dns_domain, &self.dns_host] {
            names.encode(name, w);
        }
        w.bytes(&self.address.octets());
        w.u32(self.flags.0);
    }
}

/// [MS-ADTS] 6.3.1.3; `LOGON_SAM_PAUSE_RESPONSE` and `LOGON_SAM_USER_UNKNOWN` follow it.
const LOGON_SAM_LOGON_RESPONSE: u16 = 19;
/// Less than a directory part, which has two GUIDs.
const LONGEST_TRAILER: usize = TRAILER_LEN + MAX_PADDING;

#[cfg(test)]
mod tests {
    use super::super::PingResponse;
    use super::*;

    fn nt40() -> SamLogonResponse {
        SamLogonResponse {
            answer: LogonAnswer::UserUnknown,
            computer: PingText::new("\\\\DC").unwrap(),
            user: PingText::new("").unwrap(),
            domain: PingText::new("DOM").unwrap(),
            directory: None,
        }
    }

    #[test]
    fn nt40_on_the_wire() {
        let wire = [
            &[21, 0][..],                          // Opcode: LOGON_SAM_USER_UNKNOWN
            b"\\\0\\\0D\0C\0\0\0",                 // UnicodeLogonServer
            b"\0\0",                               // UnicodeUserName
            b"D\0O\0M\0\0\0",                      // UnicodeDomainName
            &[1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], // NtVersion, LmNtToken, Lm20Token
        ]
        .concat();
        let response = PingResponse::SamLogon(nt40());
        assert_eq!(response.encode(), wire);
        assert_eq!(PingResponse::decode(&wire), Ok(response.clone()));
        assert_eq!(response.computer(), "DC".parse().ok());
        assert_eq!(
            (response.domain(), response.flags()),
            ("DOM".parse().ok(), None)
        );
        for len in 0..wire.len() {
            assert!(
                PingResponse::decode(&wire[..len]).is_err(),
                "prefix of {len}"
            );
        }
    }

    #[test]
    fn directory_form_on_the_wire() {
        let response = PingResponse::SamLogon(SamLogonResponse {
            answer: LogonAnswer::Ready,
            directory: Some(DirectoryPart {
                domain_guid: Guid::from_u128(0x12345678_1234_1234_1234_123456789abc),
                dns_forest: DottedName::new("d.x").unwrap(),
                dns_domain: DottedName::new("d.x").unwrap(),
                dns_host: DottedName::new("h.d.x").unwrap(),
                address: Ipv4Addr::new(10, 2, 0, 2),
                flags: DsFlags::PDC,
            }),
            ..nt40()
        });
        let wire = [
            &[19, 0][..],                                      // Opcode: LOGON_SAM_LOGON_RESPONSE
            b"\\\0\\\0D\0C\0\0\0\0\0D\0O\0M\0\0\0",            // the three names
            &[0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0x34, 0x12], // DomainGuid
            &[0x12, 0x34, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc],
            &[0; 16],                              // NullGuid
            b"\x01d\x01x\0",                       // DnsForestName, at 54
            b"\xc0\x36",                           // DnsDomainName: the same
            b"\x01h\xc0\x36",                      // DnsHostName
            &[10, 2, 0, 2, 1, 0, 0, 0],            // DcIpAddress, Flags
            &[3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], // NtVersion, LmNtToken, Lm20Token
        ]
        .concat();
        assert_eq!(response.encode(), wire);
        assert_eq!(PingResponse::decode(&wire), Ok(response));
        for len in 0..wire.len() {
            assert!(
                PingResponse::decode(&wire[..len]).is_err(),
                "prefix of {len}"
            );
        }
    }
}
