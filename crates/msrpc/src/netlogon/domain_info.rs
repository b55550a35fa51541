//! What a member tells its domain about itself, and what the domain tells it.

use ndr::{Counted, Leveled, Ndr, Params, ShortBlob, UnicodeString, Unique, WideStr};
use wire::{Guid, NtStatus, Sid};

use super::{Authenticator, TrustFlags};
use crate::flags::flags;

/// `NetrLogonGetDomainInfo` request, [MS-NRPC] 3.5.4.4.10.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetDomainInfo {
    /// `ServerName`: the domain controller, with leading backslashes.
    pub server_name: WideStr,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: Unique<WideStr>,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Authenticator,
    /// `Level` and `WkstaBuffer`.
    pub workstation: Leveled<WorkstationInformation>,
}

/// `NetrLogonGetDomainInfo` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetDomainInfoReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `DomBuffer`.
    pub domain: DomainInformation,
    /// The outcome.
    pub status: NtStatus,
}

/// `NETLOGON_WORKSTATION_INFORMATION`, [MS-NRPC] 2.2.1.3.9: what is asked for, and who asks.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
#[ndr(tag = u32)]
pub enum WorkstationInformation {
    /// Asks for [`DomainInformation::Domain`].
    #[ndr(case = 1)]
    Domain(Unique<Box<WorkstationInfo>>),
    /// Asks for [`DomainInformation::LsaPolicy`].
    #[ndr(case = 2)]
    LsaPolicy(Unique<Box<WorkstationInfo>>),
    /// A level that the specification does not have.
    #[ndr(default)]
    Other(u32),
}

/// `NETLOGON_WORKSTATION_INFO`, [MS-NRPC] 2.2.1.3.6.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct WorkstationInfo {
    /// `LsaPolicy`, which is empty.
    pub lsa_policy: LsaPolicyInfo,
    /// `DnsHostName`.
    #[ndr(max = 256)]
    pub dns_host_name: Unique<WideStr>,
    /// `SiteName`.
    #[ndr(max = 256)]
    pub site_name: Unique<WideStr>,
    /// `Dummy1` to `Dummy4`.
    pub dummy_names: [Unique<WideStr>; 4],
    /// `OsVersion`: an `OSVERSIONINFOEX`.
    pub os_version: ShortBlob,
    /// `OsName`.
    pub os_name: UnicodeString,
    /// `DummyString3` and `DummyString4`.
    pub dummy_strings: [UnicodeString; 2],
    /// `WorkstationFlags`.
    pub workstation_flags: WorkstationFlags,
    /// `KerberosSupportedEncryptionTypes`.
    pub kerberos_encryption_types: u32,
    /// `DummyLong3` and `DummyLong4`.
    pub dummy_longs: [u32; 2],
}

/// `NETLOGON_LSA_POLICY_INFO`, [MS-NRPC] 2.2.1.3.5: not used.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct LsaPolicyInfo {
    /// `LsaPolicy`.
    pub policy: Counted<u8>,
}

/// `NETLOGON_DOMAIN_INFORMATION`, [MS-NRPC] 2.2.1.3.12.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
#[ndr(tag = u32)]
pub enum DomainInformation {
    /// The domain and those that it trusts.
    #[ndr(case = 1)]
    Domain(Unique<Box<DomainInfo>>),
    /// Nothing, in effect.
    #[ndr(case = 2)]
    LsaPolicy(Unique<LsaPolicyInfo>),
    /// A level that the specification does not have.
    #[ndr(default)]
    Other(u32),
}

/// `NETLOGON_DOMAIN_INFO`, [MS-NRPC] 2.2.1.3.11.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
pub struct DomainInfo {
    /// `PrimaryDomain`: the domain that the client is a member of.
    pub primary: OneDomainInfo,
    /// `TrustedDomains`.
    pub trusted: Counted<OneDomainInfo>,
    /// `LsaPolicy`, which is empty.
    pub lsa_policy: LsaPolicyInfo,
    /// `DnsHostNameInDs`: the client's DNS name in the directory.
    pub dns_host_name_in_ds: UnicodeString,
    /// `DummyString2` to `DummyString4`.
    pub dummy_strings: [UnicodeString; 3],
    /// `WorkstationFlags`: those of the request that were granted.
    pub workstation_flags: WorkstationFlags,
    /// `SupportedEncTypes`: for Kerberos.
    pub supported_encryption_types: u32,
    /// `DummyLong3` and `DummyLong4`.
    pub dummy_longs: [u32; 2],
}

/// `NETLOGON_ONE_DOMAIN_INFO`, [MS-NRPC] 2.2.1.3.10.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct OneDomainInfo {
    /// `DomainName`: the NetBIOS name.
    pub name: UnicodeString,
    /// `DnsDomainName`.
    pub dns_name: UnicodeString,
    /// `DnsForestName`.
    pub dns_forest_name: UnicodeString,
    /// `DomainGuid`.
    pub guid: Guid,
    /// `DomainSid`.
    pub sid: Unique<Sid>,
    /// `TrustExtension`: a [`TrustExtension`], unless it is null.
    pub trust_extension: ShortBlob,
    /// `DummyString2` to `DummyString4`.
    pub dummy_strings: [UnicodeString; 3],
    /// `DummyLong1` to `DummyLong4`.
    pub dummy_longs: [u32; 4],
}

impl OneDomainInfo {
    /// What kind of trust there is with the domain.
    #[must_use]
    pub fn trust(&self) -> Option<TrustExtension> {
        let units = self.trust_extension.0.as_deref()?;
        let ([flags, parent, kind, attributes], []) = units.as_chunks::<2>() else {
            return None;
        };
        let number = |[low, high]: [u16; 2]| u32::from(high) << 16 | u32::from(low);
        Some(TrustExtension {
            flags: TrustFlags(number(*flags)),
            parent_index: number(*parent),
            trust_type: number(*kind),
            trust_attributes: number(*attributes),
        })
    }
}

/// What `TrustExtension` contains, [MS-NRPC] 2.2.1.3.10; members as in [`DomainTrust`](super::DomainTrust).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TrustExtension {
    /// `Flags`.
    pub flags: TrustFlags,
    /// `ParentIndex`.
    pub parent_index: u32,
    /// `TrustType`.
    pub trust_type: u32,
    /// `TrustAttributes`.
    pub trust_attributes: u32,
}

impl From<TrustExtension> for ShortBlob {
    fn from(extension: TrustExtension) -> Self {
        let numbers = [
            extension.flags.0,
            extension.parent_index,
            extension.trust_type,
            extension.trust_attributes,
        ];
        let units = numbers.into_iter().flat_map(|number| {
            let [a, b, c, d] = number.to_le_bytes();
            [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])]
        });
        Self(Some(units.collect()))
    }
}

flags! {
    /// `WorkstationFlags`, [MS-NRPC] 2.2.1.3.6.
    WorkstationFlags: u32 {
        /// A: wants to know which domains trust the own domain, too.
        INBOUND_TRUSTS = 0x0000_0001;
        /// B: registers its service principal names itself.
        UPDATES_SPN = 0x0000_0002;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlogon::Credential;
    use crate::netlogon::testing::{check, image};

    #[test]
    fn get_domain_info() {
        #[rustfmt::skip]
        let octets = image(&[
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'P', 0, 0, 0],   // ServerName
            &[0, 0, 0, 0],                                          // ComputerName: null
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0],                  // Authenticator
            &[0; 12],                                               // ReturnAuthenticator
            &[1, 0, 0, 0],                                          // Level
            &[1, 0, 0, 0],                                          // tag of WkstaBuffer
            &[0, 0, 2, 0],                                          // NETLOGON_WORKSTATION_INFO: referent
            &[0; 8],                                                // LsaPolicy
            &[4, 0, 2, 0],                                          // DnsHostName
            &[0, 0, 0, 0],                                          // SiteName
            &[0; 16],                                               // Dummy1 to Dummy4
            &[0; 8],                                                // OsVersion
            &[2, 0, 2, 0, 8, 0, 2, 0],                              // OsName
            &[0; 16],                                               // DummyString3, DummyString4
            &[3, 0, 0, 0],                                          // WorkstationFlags
            &[0x1c, 0, 0, 0],                                       // KerberosSupportedEncryptionTypes
            &[0; 8],                                                // DummyLong3, DummyLong4
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'm', 0, 0, 0],   // DnsHostName
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'L', 0],         // OsName
        ]);
        check(
            &GetDomainInfo {
                server_name: "P".into(),
                computer_name: None,
                authenticator: Authenticator {
                    credential: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
                    timestamp: 9,
                },
                return_authenticator: Authenticator::default(),
                workstation: Leveled(WorkstationInformation::Domain(Some(Box::new(
                    WorkstationInfo {
                        dns_host_name: Some("m".into()),
                        os_name: "L".into(),
                        workstation_flags: WorkstationFlags::INBOUND_TRUSTS
                            | WorkstationFlags::UPDATES_SPN,
                        kerberos_encryption_types: 0x1c,
                        ..WorkstationInfo::default()
                    },
                )))),
            },
            &octets,
        );
    }

    #[test]
    fn get_domain_info_reply() {
        let none = UnicodeString::NULL;
        let domain = |name: &str| OneDomainInfo {
            name: name.into(),
            ..OneDomainInfo::default()
        };
        #[rustfmt::skip]
        let one_domain = |buffer, extension| image(&[
            &[2, 0, 2, 0, buffer, 0, 2, 0],                         // DomainName
            &[0; 16],                                               // DnsDomainName, DnsForestName
            &[0; 16],                                               // DomainGuid
            &[0; 4],                                                // DomainSid: null
            extension,                                              // TrustExtension
            &[0; 24],                                               // DummyString2 to DummyString4
            &[0; 16],                                               // DummyLong1 to DummyLong4
        ]);
        #[rustfmt::skip]
        let octets = image(&[
            &[0; 12],                                               // ReturnAuthenticator
            &[1, 0, 0, 0],                                          // tag of DomBuffer
            &[0, 0, 2, 0],                                          // NETLOGON_DOMAIN_INFO: referent
            &one_domain(4, &[0; 8]),                                // PrimaryDomain
            &[1, 0, 0, 0, 8, 0, 2, 0],                              // TrustedDomainCount, TrustedDomains
            &[0; 8],                                                // LsaPolicy
            &[0; 8],                                                // DnsHostNameInDs
            &[0; 24],                                               // DummyString2 to DummyString4
            &[3, 0, 0, 0],                                          // WorkstationFlags
            &[0x1c, 0, 0, 0],                                       // SupportedEncTypes
            &[0; 8],                                                // DummyLong3, DummyLong4
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'D', 0, 0, 0],   // PrimaryDomain.DomainName
            &[1, 0, 0, 0],                                          // TrustedDomains: maximum count
            &one_domain(12, &[16, 0, 16, 0, 16, 0, 2, 0]),
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'T', 0, 0, 0],
            &[8, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0],                  // TrustExtension
            &[0x22, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 8, 0, 0, 0],
            &[0, 0, 0, 0],                                          // STATUS_SUCCESS
        ]);
        let trusted = OneDomainInfo {
            trust_extension: vec![0x22, 0, 0, 0, 2, 0, 8, 0].into(),
            ..domain("T")
        };
        assert_eq!(
            trusted.trust(),
            Some(TrustExtension {
                flags: TrustFlags::DIRECT_OUTBOUND | TrustFlags::DIRECT_INBOUND,
                parent_index: 0,
                trust_type: 2,
                trust_attributes: 8,
            })
        );
        assert_eq!(
            trusted.trust().map(Into::into),
            Some(trusted.trust_extension.clone())
        );
        assert_eq!(domain("D").trust(), None);
        check(
            &GetDomainInfoReply {
                return_authenticator: Authenticator::default(),
                domain: DomainInformation::Domain(Some(Box::new(DomainInfo {
                    primary: domain("D"),
                    trusted: vec![trusted].into(),
                    lsa_policy: LsaPolicyInfo::default(),
                    dns_host_name_in_ds: none.clone(),
                    dummy_strings: [none.clone(), none.clone(), none],
                    workstation_flags: WorkstationFlags::INBOUND_TRUSTS
                        | WorkstationFlags::UPDATES_SPN,
                    supported_encryption_types: 0x1c,
                    dummy_longs: [0; 2],
                }))),
                status: NtStatus::SUCCESS,
            },
            &octets,
        );
    }
}
