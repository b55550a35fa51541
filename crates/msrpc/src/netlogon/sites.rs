//! Sites: where in the network a computer is.

use std::net::IpAddr;

use ndr::{
    Conformant, Counted, CountedInline, Decoder, Encoder, Malformed, Ndr, Params, UnicodeString,
    Unique, WideStr,
};
use wire::{Guid, Win32Error};

use crate::parallel::array;

/// `DsrAddressToSiteNamesW` request, [MS-NRPC] 3.5.4.3.8.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrAddressToSiteNames {
    /// `ComputerName`: whoever is asked, with leading backslashes.
    pub computer_name: Unique<WideStr>,
    /// `EntryCount` and `SocketAddresses`.
    #[ndr(max = 4096)]
    pub addresses: CountedInline<SocketAddress>,
}

/// `DsrAddressToSiteNamesExW` request, [MS-NRPC] 3.5.4.3.9.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrAddressToSiteNamesEx {
    /// `ComputerName`: whoever is asked, with leading backslashes.
    pub computer_name: Unique<WideStr>,
    /// `EntryCount` and `SocketAddresses`.
    #[ndr(max = 4096)]
    pub addresses: CountedInline<SocketAddress>,
}

/// `DsrAddressToSiteNamesExW` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrAddressToSiteNamesExReply {
    /// `SiteNames`: as many as there were addresses.
    pub sites: Unique<SiteNamesEx>,
    /// The outcome.
    pub status: Win32Error,
}

/// `DsrGetDcSiteCoverageW` request, [MS-NRPC] 3.5.4.3.7.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrGetDcSiteCoverage {
    /// `ServerName`: the domain controller, with leading backslashes.
    pub server_name: Unique<WideStr>,
}

/// The reply of `DsrGetDcSiteCoverageW`, and of `DsrAddressToSiteNamesW`, which has as many names as there were addresses.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct SiteNamesReply {
    /// `SiteNames`: `NL_SITE_NAME_ARRAY`, [MS-NRPC] 2.2.1.2.2; a null string for an address that is in no site.
    pub sites: Unique<Counted<UnicodeString>>,
    /// The outcome.
    pub status: Win32Error,
}

/// `DsrDeregisterDnsHostRecords` request, [MS-NRPC] 3.5.4.3.10.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrDeregisterDnsHostRecords {
    /// `ServerName`: the domain controller, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `DnsDomainName`.
    #[ndr(max = 256)]
    pub dns_domain_name: Unique<WideStr>,
    /// `DomainGuid`.
    pub domain_guid: Unique<Guid>,
    /// `DsaGuid`.
    pub dsa_guid: Unique<Guid>,
    /// `DnsHostName`: whose records.
    #[ndr(max = 256)]
    pub dns_host_name: Unique<WideStr>,
}

/// `NL_SOCKET_ADDRESS`, [MS-NRPC] 2.2.1.2.4: an `IPv4_Sockaddr` or `IPv6_Sockaddr` of at most 128 octets.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SocketAddress(pub Vec<u8>);

impl From<&IpAddr> for SocketAddress {
    /// `IPv4_Sockaddr` and `IPv6_Sockaddr`, [MS-NRPC] 2.2.1.2.4.1 and 2.2.1.2.4.2, without a port.
    fn from(address: &IpAddr) -> Self {
        let mut octets = Vec::with_capacity(28);
        match address {
            IpAddr::V4(address) => {
                octets.extend([0x02, 0x00]); // AddressFamily: AF_INET
                octets.extend([0; 2]); // Port
                octets.extend(address.octets());
                octets.extend([0; 8]); // Padding
            }
            IpAddr::V6(address) => {
                octets.extend([0x17, 0x00]); // AddressFamily: AF_INET6
                octets.extend([0; 6]); // Port, FlowInfo
                octets.extend(address.octets());
                octets.extend([0; 4]); // ScopeID
            }
        }
        Self(octets)
    }
}

/// `[range(0, 128)] ULONG iSockaddrLength`.
const MAX_ADDRESS: u32 = 128;

impl Ndr for SocketAddress {
    const ALIGN: usize = 4;
    type Pending = Option<u32>;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.referent();
        encoder.count(self.0.len());
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        encoder.object(&Conformant(self.0.clone()));
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.enter("lpSockaddr");
        let present = decoder.referent()?;
        decoder.enter("iSockaddrLength");
        match (present, decoder.u32()?) {
            (true, length @ ..=MAX_ADDRESS) => Ok(Some(length)),
            (false, 0) => Ok(None),
            (_, length) => Err(decoder.illegal(length)),
        }
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.enter("lpSockaddr");
        match pending {
            None => Ok(Self::default()),
            Some(length) => array(true, length, decoder).map(Self),
        }
    }
}

/// `NL_SITE_NAME_EX_ARRAY`, [MS-NRPC] 2.2.1.2.3: on the wire one count and two arrays, which cannot differ in length here.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SiteNamesEx(pub Vec<SiteNameEx>);

/// Where an address is; null strings if it is in no site.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SiteNameEx {
    /// `SiteNames`: the site.
    pub site: UnicodeString,
    /// `SubnetNames`: the subnet.
    pub subnet: UnicodeString,
}

impl Ndr for SiteNamesEx {
    const ALIGN: usize = 4;
    type Pending = (u32, bool, bool);

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len());
        encoder.referent();
        encoder.referent();
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        let sites = self.0.iter().map(|name| name.site.clone());
        encoder.object(&Conformant(sites.collect()));
        let subnets = self.0.iter().map(|name| name.subnet.clone());
        encoder.object(&Conformant(subnets.collect()));
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.enter("EntryCount");
        let count = decoder.u32()?;
        decoder.enter("SiteNames");
        let sites = decoder.referent()?;
        decoder.enter("SubnetNames");
        Ok((count, sites, decoder.referent()?))
    }

    fn decode_referents(
        (count, sites, subnets): Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.enter("SiteNames");
        let sites = array(sites, count, decoder)?;
        decoder.enter("SubnetNames");
        let subnets = array(subnets, count, decoder)?;
        let pairs = sites.into_iter().zip(subnets);
        Ok(Self(
            pairs
                .map(|(site, subnet)| SiteNameEx { site, subnet })
                .collect(),
        ))
    }
}
