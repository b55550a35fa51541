//! `NETLOGON_SAM_LOGON_RESPONSE_EX`: [MS-ADTS] 6.3.1.9.

use std::net::Ipv4Addr;

use wire::{Guid, Malformed, Reader, Writer};

use super::response::LogonAnswer;
use super::{DsFlags, NtVersion, TRAILER_LEN, decode_trailer, encode_trailer};
use crate::codec::dotted::{Compressor, DottedName};

/// `NETLOGON_SAM_LOGON_RESPONSE_EX`, [MS-ADTS] 6.3.1.9.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SamLogonResponseEx {
    /// `Opcode`.
    pub answer: LogonAnswer,
    /// `Flags`.
    pub flags: DsFlags,
    /// `DomainGuid`.
    pub domain_guid: Guid,
    /// `DnsForestName`.
    pub dns_forest: DottedName,
    /// `DnsDomainName`.
    pub dns_domain: DottedName,
    /// `DnsHostName`.
    pub dns_host: DottedName,
    /// `NetbiosDomainName`.
    pub netbios_domain: DottedName,
    /// `NetbiosComputerName`.
    pub netbios_computer: DottedName,
    /// `UserName`.
    pub user: DottedName,
    /// `DcSiteName`.
    pub dc_site: DottedName,
    /// `ClientSiteName`.
    pub client_site: DottedName,
    /// `DcSockAddr`, if the client asked with [`NtVersion::V5EX_WITH_IP`].
    pub address: Option<Ipv4Addr>,
    /// `NextClosestSiteName`, if the client asked with [`NtVersion::WITH_CLOSEST_SITE`].
    pub next_closest_site: Option<DottedName>,
}

impl SamLogonResponseEx {
    pub(super) fn decode(
        opcode: u16,
        message: &[u8],
        r: &mut Reader<'_>,
    ) -> Result<Self, Malformed> {
        let answer = LogonAnswer::from_opcode(opcode, LOGON_SAM_LOGON_RESPONSE_EX)?;
        r.skip(2, "Sbz")?;
        let flags = DsFlags(r.u32("Flags")?);
        let domain_guid = Guid::decode(r, "DomainGuid")?;
        let name = |r: &mut Reader<'_>, field| DottedName::decode(message, r, field);
        let dns_forest = name(r, "DnsForestName")?;
        let dns_domain = name(r, "DnsDomainName")?;
        let dns_host = name(r, "DnsHostName")?;
        let netbios_domain = name(r, "NetbiosDomainName")?;
        let netbios_computer = name(r, "NetbiosComputerName")?;
        let user = name(r, "UserName")?;
        let dc_site = name(r, "DcSiteName")?;
        let client_site = name(r, "ClientSiteName")?;
        let address = decode_sock_addr(r)?;
        let next_closest_site = match r.remaining() {
            0..=TRAILER_LEN => None,
            _ => Some(name(r, "NextClosestSiteName")?),
        };
        let version = decode_trailer(r)?;
        if !version.contains(NtVersion::V5EX) {
            return Err(Malformed::Illegal {
                field: "NtVersion",
                value: u64::from(version.0),
            });
        }
        Ok(Self {
            answer,
            flags,
            domain_guid,
            dns_forest,
            dns_domain,
            dns_host,
            netbios_domain,
            netbios_computer,
            user,
            dc_site,
            client_site,
            address,
            next_closest_site,
        })
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        w.u16(self.answer.opcode(LOGON_SAM_LOGON_RESPONSE_EX));
        w.u16(0); // Sbz
        w.u32(self.flags.0);
        self.domain_guid.encode(w);
        let mut names = Compressor::default();
        for name in [
            &self.dns_forest,
            &self.dns_domain,
            &self.dns_host,
            &self.netbios_domain,
            &self.netbios_computer,
            &self.user,
            &self.dc_site,
            &self.client_site,
        ] {
            names.encode(name, w);
        }
        let mut version = NtVersion::V1.with(NtVersion::V5EX);
        if let Some(address) = self.address {
            w.u8(SOCK_ADDR_LEN);
            w.u16(AF_INET);
            w.u16(0); // sin_port
            w.bytes(&address.octets());
            w.zeros(8); // sin_zero
            version = version.with(NtVersion::V5EX_WITH_IP);
        }
        if let Some(site) = &self.next_closest_site {
            names.encode(site, w);
            version = version.with(NtVersion::WITH_CLOSEST_SITE);
        }
        encode_trailer(w, version);
    }
}

/// `DcSockAddrSize` and `DcSockAddr`, if they are there. Whether they are depends on what the client asked, which an
/// answer does not repeat reliably. But the octets decide: a site name of sixteen characters would not begin with the
/// controls 2 and 0.
fn decode_sock_addr(r: &mut Reader<'_>) -> Result<Option<Ipv4Addr>, Malformed> {
    if !r.peek().starts_with(&[SOCK_ADDR_LEN, 2, 0]) {
        return Ok(None);
    }
    r.skip(1, "DcSockAddrSize")?;
    r.skip(2, "sin_family")?;
    r.skip(2, "sin_port")?;
    let address = Ipv4Addr::from(r.array::<4>("sin_addr")?);
    r.skip(8, "sin_zero")?;
    Ok(Some(address))
}

/// [MS-ADTS] 6.3.1.3; `LOGON_SAM_PAUSE_RESPONSE_EX` and `LOGON_SAM_USER_UNKNOWN_EX` follow it.
const LOGON_SAM_LOGON_RESPONSE_EX: u16 = 23;
/// The length of a `sockaddr_in`.
const SOCK_ADDR_LEN: u8 = 16;
/// The address family of IPv4.
const AF_INET: u16 = 2;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::PingResponse;
    use super::*;

    fn name(text: &str) -> DottedName {
        DottedName::new(text).unwrap()
    }

    fn sample() -> SamLogonResponseEx {
        SamLogonResponseEx {
            answer: LogonAnswer::Ready,
            flags: DsFlags(0x1fd),
            domain_guid: Guid::NIL,
            dns_forest: name("d.x"),
            dns_domain: name("d.x"),
            dns_host: name("h.d.x"),
            netbios_domain: name("D"),
            netbios_computer: name("H"),
            user: name(""),
            dc_site: name("Site"),
            client_site: name("Site"),
            address: None,
            next_closest_site: None,
        }
    }

    #[test]
    fn on_the_wire() {
        let wire = [
            &[23, 0, 0, 0][..],                    // Opcode: LOGON_SAM_LOGON_RESPONSE_EX, Sbz
            &[0xfd, 1, 0, 0],                      // Flags
            &[0; 16],                              // DomainGuid
            b"\x01d\x01x\0",                       // DnsForestName, at 24
            b"\xc0\x18",                           // DnsDomainName: the same
            b"\x01h\xc0\x18",                      // DnsHostName
            b"\x01D\0\x01H\0",                     // NetbiosDomainName, NetbiosComputerName
            b"\0",                                 // UserName
            b"\x04Site\0",                         // DcSiteName, at 42
            b"\xc0\x2a",                           // ClientSiteName: the same
            &[5, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], // NtVersion, LmNtToken, Lm20Token
        ]
        .concat();
        let response = PingResponse::SamLogonEx(sample());
        assert_eq!(response.encode(), wire);
        assert_eq!(PingResponse::decode(&wire), Ok(response));
        for len in 0..wire.len() {
            assert!(
                PingResponse::decode(&wire[..len]).is_err(),
                "prefix of {len}"
            );
        }
    }

    #[test]
    fn optional_fields_are_found_whatever_the_version_says() {
        let sixteen = "sixteen-letters!";
        for (address, site) in [
            (Some(Ipv4Addr::LOCALHOST), None),
            (None, Some(name(sixteen))),
            (Some(Ipv4Addr::LOCALHOST), Some(name(sixteen))),
        ] {
            let response = PingResponse::SamLogonEx(SamLogonResponseEx {
                address,
                next_closest_site: site,
                ..sample()
            });
            let mut wire = response.encode();
            assert_eq!(PingResponse::decode(&wire), Ok(response.clone()));
            // Windows answers with a fixed NtVersion.
            let version_at = wire.len() - 8;
            wire[version_at] = 5;
            assert_eq!(PingResponse::decode(&wire), Ok(response));
        }
    }

    // CVE-2020-14303 and kin: names as long as they can be fit, because they are bounded when they are made.
    #[test]
    fn the_longest_names_round_trip() {
        let label = |c: &str| c.repeat(63);
        let longest = |c| name(&format!("{0}.{0}.{0}.{1}", label(c), &label(c)[..61]));
        let response = PingResponse::SamLogonEx(SamLogonResponseEx {
            dns_forest: longest("a"),
            dns_domain: longest("b"),
            dns_host: longest("c"),
            netbios_domain: longest("d"),
            netbios_computer: longest("e"),
            user: longest("f"),
            dc_site: longest("g"),
            client_site: longest("h"),
            next_closest_site: Some(longest("i")),
            ..sample()
        });
        assert_eq!(PingResponse::decode(&response.encode()), Ok(response));
        assert!(DottedName::new(&"u".repeat(130)).is_err());
    }

    proptest! {
        #[test]
        fn any_octet_can_be_wrong(at in 0_usize..58, octet: u8) {
            let mut wire = PingResponse::SamLogonEx(sample()).encode();
            wire[at] = octet;
            crate::oracle::ping_response(&wire);
        }
    }
}
