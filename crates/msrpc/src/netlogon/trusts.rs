//! Which domains a domain trusts.

use ndr::{Counted, Ndr, Params, Unique, WideStr};
use wire::{Guid, NtStatus, Sid, Win32Error, utf16};

use crate::flags::flags;

/// `DsrEnumerateDomainTrusts` request, [MS-NRPC] 3.5.4.7.1.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct EnumerateDomainTrusts {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `Flags`: of which domains; at least one.
    pub flags: TrustFlags,
}

/// `NetrEnumerateTrustedDomainsEx` request, [MS-NRPC] 3.5.4.7.2.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct EnumerateTrustedDomainsEx {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
}

/// The reply of both.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DomainTrustsReply {
    /// `Domains`: `NETLOGON_TRUSTED_DOMAIN_ARRAY`, [MS-NRPC] 2.2.1.6.3.
    pub domains: Counted<DomainTrust>,
    /// The outcome.
    pub status: Win32Error,
}

/// `DS_DOMAIN_TRUSTSW`, [MS-NRPC] 2.2.1.6.2.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
pub struct DomainTrust {
    /// `NetbiosDomainName`.
    pub netbios_name: Unique<WideStr>,
    /// `DnsDomainName`.
    pub dns_name: Unique<WideStr>,
    /// `Flags`.
    pub flags: TrustFlags,
    /// `ParentIndex`: where in the list the parent domain is.
    pub parent_index: u32,
    /// `TrustType`.
    pub trust_type: u32,
    /// `TrustAttributes`.
    pub trust_attributes: u32,
    /// `DomainSid`.
    pub sid: Unique<Sid>,
    /// `DomainGuid`.
    pub guid: Guid,
}

/// `NetrEnumerateTrustedDomains` request, [MS-NRPC] 3.5.4.7.3.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct EnumerateTrustedDomains {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
}

/// `NetrEnumerateTrustedDomains` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct EnumerateTrustedDomainsReply {
    /// `DomainNameBuffer`: `DOMAIN_NAME_BUFFER`, [MS-NRPC] 2.2.1.6.1.
    pub names: Counted<u8>,
    /// The outcome.
    pub status: NtStatus,
}

impl EnumerateTrustedDomainsReply {
    /// The NetBIOS names in [`EnumerateTrustedDomainsReply::names`], which stand one after the other, each with a
    /// terminator.
    ///
    /// # Errors
    /// [`wire::Malformed::NotText`] when it is no UTF-16.
    pub fn domain_names(&self) -> Result<Vec<String>, wire::Malformed> {
        let text = utf16::decode(&self.names.0, "DomainNames")?;
        let names = text.split('\0').filter(|name| !name.is_empty());
        Ok(names.map(str::to_owned).collect())
    }
}

flags! {
    /// `Flags` of a trust, [MS-NRPC] 3.5.4.7.1.
    TrustFlags: u32 {
        /// A: a domain of the own forest.
        IN_FOREST = 0x0000_0001;
        /// B: trusted directly.
        DIRECT_OUTBOUND = 0x0000_0002;
        /// C: root of a tree in the own forest.
        TREE_ROOT = 0x0000_0004;
        /// D: the own domain.
        PRIMARY = 0x0000_0008;
        /// E: the own domain, if it has no domain controllers of NT 4.
        NATIVE_MODE = 0x0000_0010;
        /// F: trusts the own domain directly.
        DIRECT_INBOUND = 0x0000_0020;
    }
}

impl TrustFlags {
    /// Whether domains can be asked for by these: at least one kind, and no bit that means none. `ERROR_INVALID_FLAGS` is the
    /// answer to others.
    #[must_use]
    pub fn are_legal(self) -> bool {
        self != Self(0) && self.without(KNOWN) == Self(0)
    }
}

/// All flags that there are.
const KNOWN: TrustFlags = TrustFlags(0x3f);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlogon::testing::{check, image};

    #[test]
    fn enumerate_domain_trusts() {
        check(
            &EnumerateDomainTrusts {
                server_name: None,
                flags: TrustFlags::PRIMARY | TrustFlags::DIRECT_OUTBOUND,
            },
            &[0, 0, 0, 0, 0x0a, 0, 0, 0],
        );
        #[rustfmt::skip]
        let octets = image(&[
            &[1, 0, 0, 0, 0, 0, 2, 0],                          // DomainCount, Domains
            &[1, 0, 0, 0],                                      // maximum count
            &[4, 0, 2, 0],                                      // NetbiosDomainName
            &[0, 0, 0, 0],                                      // DnsDomainName: null
            &[8, 0, 0, 0],                                      // Flags
            &[0, 0, 0, 0],                                      // ParentIndex
            &[1, 0, 0, 0],                                      // TrustType
            &[0, 0, 0, 0],                                      // TrustAttributes
            &[8, 0, 2, 0],                                      // DomainSid
            &[0; 16],                                           // DomainGuid
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'D', 0, 0, 0],
            &[4, 0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 5],              // S-1-5-21-1-2-3
            &[21, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0],
            &[0, 0, 0, 0],                                      // NERR_Success
        ]);
        check(
            &DomainTrustsReply {
                domains: vec![DomainTrust {
                    netbios_name: Some("D".into()),
                    dns_name: None,
                    flags: TrustFlags::PRIMARY,
                    parent_index: 0,
                    trust_type: 1,
                    trust_attributes: 0,
                    sid: Some("S-1-5-21-1-2-3".parse().unwrap()),
                    guid: Guid::NIL,
                }]
                .into(),
                status: Win32Error::NERR_Success,
            },
            &octets,
        );
    }

    #[test]
    fn a_buffer_of_names() {
        #[rustfmt::skip]
        let octets = image(&[
            &[10, 0, 0, 0, 0, 0, 2, 0],                         // DomainNameByteCount, DomainNames
            &[10, 0, 0, 0],                                     // maximum count
            &[b'A', 0, 0, 0, b'B', 0, 0, 0, 0, 0],              // "A", "B", and the end
            &[0, 0],                                            // padding
            &[0, 0, 0, 0],                                      // STATUS_SUCCESS
        ]);
        let reply = EnumerateTrustedDomainsReply {
            names: vec![b'A', 0, 0, 0, b'B', 0, 0, 0, 0, 0].into(),
            status: NtStatus::SUCCESS,
        };
        check(&reply, &octets);
        assert_eq!(reply.domain_names(), Ok(vec!["A".into(), "B".into()]));
        let odd = EnumerateTrustedDomainsReply {
            names: vec![b'A'].into(),
            status: NtStatus::SUCCESS,
        };
        assert!(odd.domain_names().is_err());
    }
}
