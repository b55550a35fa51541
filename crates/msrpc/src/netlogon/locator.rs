//! Finding a domain controller by asking a computer that knows one.

use ndr::{Ndr, Params, Unique, WideStr};
use wire::{Guid, Win32Error};

use crate::flags::flags;

/// `DsrGetDcName` request, [MS-NRPC] 3.5.4.3.3.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrGetDcName {
    /// `ComputerName`: whoever is asked, with leading backslashes.
    pub computer_name: Unique<WideStr>,
    /// `DomainName`: null for the domain of whoever is asked.
    #[ndr(max = 256)]
    pub domain_name: Unique<WideStr>,
    /// `DomainGuid`, in case the domain was renamed.
    pub domain_guid: Unique<Guid>,
    /// `SiteGuid`, which must be null.
    pub site_guid: Unique<Guid>,
    /// `Flags`.
    pub flags: DcRequirements,
}

/// `DsrGetDcNameEx` request, [MS-NRPC] 3.5.4.3.2.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrGetDcNameEx {
    /// `ComputerName`: whoever is asked, with leading backslashes.
    pub computer_name: Unique<WideStr>,
    /// `DomainName`: null for the domain of whoever is asked.
    #[ndr(max = 256)]
    pub domain_name: Unique<WideStr>,
    /// `DomainGuid`, in case the domain was renamed.
    pub domain_guid: Unique<Guid>,
    /// `SiteName`.
    #[ndr(max = 256)]
    pub site_name: Unique<WideStr>,
    /// `Flags`.
    pub flags: DcRequirements,
}

/// `DsrGetDcNameEx2` request, [MS-NRPC] 3.5.4.3.1.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrGetDcNameEx2 {
    /// `ComputerName`: whoever is asked, with leading backslashes.
    pub computer_name: Unique<WideStr>,
    /// `AccountName`: one that the domain controller must have.
    #[ndr(max = 256)]
    pub account_name: Unique<WideStr>,
    /// `AllowableAccountControlBits`: of which kind that account may be.
    pub allowable_account_control: u32,
    /// `DomainName`: null for the domain of whoever is asked.
    #[ndr(max = 256)]
    pub domain_name: Unique<WideStr>,
    /// `DomainGuid`, in case the domain was renamed.
    pub domain_guid: Unique<Guid>,
    /// `SiteName`.
    #[ndr(max = 256)]
    pub site_name: Unique<WideStr>,
    /// `Flags`.
    pub flags: DcRequirements,
}

impl From<DsrGetDcNameEx> for DsrGetDcNameEx2 {
    /// [MS-NRPC] 3.5.4.3.2: "This function MUST be processed as if the AccountName and AllowableAccountControlBits parameters
    /// were not specified."
    fn from(call: DsrGetDcNameEx) -> Self {
        Self {
            computer_name: call.computer_name,
            account_name: None,
            allowable_account_control: 0,
            domain_name: call.domain_name,
            domain_guid: call.domain_guid,
            site_name: call.site_name,
            flags: call.flags,
        }
    }
}

impl From<DsrGetDcName> for DsrGetDcNameEx2 {
    /// [MS-NRPC] 3.5.4.3.3: `SiteGuid` is "ignored upon receipt".
    fn from(call: DsrGetDcName) -> Self {
        Self {
            computer_name: call.computer_name,
            account_name: None,
            allowable_account_control: 0,
            domain_name: call.domain_name,
            domain_guid: call.domain_guid,
            site_name: None,
            flags: call.flags,
        }
    }
}

/// The reply of each of these.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrGetDcNameReply {
    /// `DomainControllerInfo`.
    pub info: Unique<DomainControllerInfo>,
    /// The outcome.
    pub status: Win32Error,
}

/// `DOMAIN_CONTROLLER_INFOW`, [MS-NRPC] 2.2.1.2.1.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
pub struct DomainControllerInfo {
    /// `DomainControllerName`: NetBIOS or DNS name, with leading backslashes.
    pub name: Unique<WideStr>,
    /// `DomainControllerAddress`: an address or NetBIOS name, with leading backslashes.
    pub address: Unique<WideStr>,
    /// `DomainControllerAddressType`: 1 for an IP address, 2 for a NetBIOS name.
    pub address_type: u32,
    /// `DomainGuid`; zeros where there is none.
    pub domain_guid: Guid,
    /// `DomainName`.
    pub domain_name: Unique<WideStr>,
    /// `DnsForestName`.
    pub forest_name: Unique<WideStr>,
    /// `Flags`: what the domain controller is.
    pub flags: DcFlags,
    /// `DcSiteName`.
    pub dc_site: Unique<WideStr>,
    /// `ClientSiteName`.
    pub client_site: Unique<WideStr>,
}

/// `DsrGetSiteName` request, [MS-NRPC] 3.5.4.3.6.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrGetSiteName {
    /// `ComputerName`: whoever is asked, with leading backslashes.
    pub computer_name: Unique<WideStr>,
}

/// `NetrGetDCName` request, [MS-NRPC] 3.5.4.3.4: who is the primary domain controller?
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetDcName {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: WideStr,
    /// `DomainName`: a NetBIOS name.
    #[ndr(max = 256)]
    pub domain_name: Unique<WideStr>,
}

/// `NetrGetAnyDCName` request, [MS-NRPC] 3.5.4.3.5.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetAnyDcName {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `DomainName`: null for the domain of whoever is asked.
    #[ndr(max = 256)]
    pub domain_name: Unique<WideStr>,
}

/// The reply of calls that ask for one name.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct NameReply {
    /// `Buffer` or `SiteName`; a domain controller's name has leading backslashes.
    pub name: Unique<WideStr>,
    /// The outcome.
    pub status: Win32Error,
}

flags! {
    /// `Flags` of `DsrGetDcNameEx2`, [MS-NRPC] 3.5.4.3.1: what the domain controller must or should be.
    DcRequirements: u32 {
        /// A: no cached answer.
        FORCE_REDISCOVERY = 0x0000_0001;
        /// B: has a directory.
        DIRECTORY_SERVICE_REQUIRED = 0x0000_0010;
        /// C: better one that has a directory.
        DIRECTORY_SERVICE_PREFERRED = 0x0000_0020;
        /// D: has the global catalogue.
        GC_REQUIRED = 0x0000_0040;
        /// E: is the primary one.
        PDC_REQUIRED = 0x0000_0080;
        /// F: an answer from the cache will do, even if it is old.
        BACKGROUND_ONLY = 0x0000_0100;
        /// G: has an IP address.
        IP_REQUIRED = 0x0000_0200;
        /// H: is a Kerberos key distribution centre.
        KDC_REQUIRED = 0x0000_0400;
        /// I: knows the time.
        TIMESERV_REQUIRED = 0x0000_0800;
        /// J: can be written to.
        WRITABLE_REQUIRED = 0x0000_1000;
        /// K: better one that knows the time from a clock.
        GOOD_TIMESERV_PREFERRED = 0x0000_2000;
        /// L: another one than whoever is asked.
        AVOID_SELF = 0x0000_4000;
        /// M: has LDAP, and need not be a domain controller.
        ONLY_LDAP_NEEDED = 0x0000_8000;
        /// N: the domain name is a NetBIOS name.
        IS_FLAT_NAME = 0x0001_0000;
        /// O: the domain name is a DNS name.
        IS_DNS_NAME = 0x0002_0000;
        /// P: if need be, one in the next closest site.
        TRY_NEXT_CLOSEST_SITE = 0x0004_0000;
        /// Q: is at the functional level of Windows Server 2008.
        DIRECTORY_SERVICE_6_REQUIRED = 0x0008_0000;
        /// T: has the Active Directory Web Service.
        WEB_SERVICE_REQUIRED = 0x0010_0000;
        /// U: is at the functional level of Windows Server 2012.
        DIRECTORY_SERVICE_8_REQUIRED = 0x0020_0000;
        /// V: is at the functional level of Windows Server 2012 R2.
        DIRECTORY_SERVICE_9_REQUIRED = 0x0040_0000;
        /// W: is at the functional level of Windows Server 2016.
        DIRECTORY_SERVICE_10_REQUIRED = 0x0080_0000;
        /// R: the answer is to have DNS names.
        RETURN_DNS_NAME = 0x4000_0000;
        /// S: the answer is to have NetBIOS names.
        RETURN_FLAT_NAME = 0x8000_0000;
    }

    /// `Flags` of `DOMAIN_CONTROLLER_INFOW`, [MS-NRPC] 2.2.1.2.1.
    DcFlags: u32 {
        /// A: is the primary one.
        PDC = 0x0000_0001;
        /// B: has the global catalogue.
        GC = 0x0000_0004;
        /// C: has LDAP.
        LDAP = 0x0000_0008;
        /// D: has a directory.
        DIRECTORY_SERVICE = 0x0000_0010;
        /// E: is a Kerberos key distribution centre.
        KDC = 0x0000_0020;
        /// F: knows the time.
        TIMESERV = 0x0000_0040;
        /// G: is in the client's site.
        CLOSEST = 0x0000_0080;
        /// H: can be written to.
        WRITABLE = 0x0000_0100;
        /// I: knows the time from a clock.
        GOOD_TIMESERV = 0x0000_0200;
        /// K: is a read-only one that has some secrets.
        READ_ONLY = 0x0000_0800;
        /// L: is a writable one with all secrets.
        FULL_SECRET = 0x0000_1000;
        /// M: its name is a DNS name.
        DNS_CONTROLLER = 0x2000_0000;
        /// N: the domain's name is a DNS name.
        DNS_DOMAIN = 0x4000_0000;
        /// O: the forest's name is a DNS name.
        DNS_FOREST = 0x8000_0000;
    }
}

impl DcRequirements {
    /// Whether flags can be asked for together, [MS-NRPC] 3.5.4.3.1: `ERROR_INVALID_FLAGS` is the answer to others.
    #[must_use]
    pub fn are_legal(self, names_site: bool) -> bool {
        let one_of_each = EXCLUSIVE
            .iter()
            .all(|group| (self.0 & group.0).count_ones() <= 1);
        let time_only = !self.contains(Self::GOOD_TIMESERV_PREFERRED)
            || !self.intersects(NOT_WITH_GOOD_TIMESERV);
        let is_placed_once = !(names_site && self.contains(Self::TRY_NEXT_CLOSEST_SITE));
        self.without(KNOWN) == Self(0) && one_of_each && time_only && is_placed_once
    }
}

/// Flags of which there can be one at most: D, E, H; N, O; R, S; B, Q, U, V, W.
const EXCLUSIVE: [DcRequirements; 4] = [
    DcRequirements(
        DcRequirements::GC_REQUIRED.0
            | DcRequirements::PDC_REQUIRED.0
            | DcRequirements::KDC_REQUIRED.0,
    ),
    DcRequirements(DcRequirements::IS_FLAT_NAME.0 | DcRequirements::IS_DNS_NAME.0),
    DcRequirements(DcRequirements::RETURN_DNS_NAME.0 | DcRequirements::RETURN_FLAT_NAME.0),
    DcRequirements(
        DcRequirements::DIRECTORY_SERVICE_REQUIRED.0
            | DcRequirements::DIRECTORY_SERVICE_6_REQUIRED.0
            | DcRequirements::DIRECTORY_SERVICE_8_REQUIRED.0
            | DcRequirements::DIRECTORY_SERVICE_9_REQUIRED.0
            | DcRequirements::DIRECTORY_SERVICE_10_REQUIRED.0,
    ),
];

/// What K cannot be combined with: B, C, D, E, H.
const NOT_WITH_GOOD_TIMESERV: DcRequirements = DcRequirements(
    DcRequirements::DIRECTORY_SERVICE_REQUIRED.0
        | DcRequirements::DIRECTORY_SERVICE_PREFERRED.0
        | DcRequirements::GC_REQUIRED.0
        | DcRequirements::PDC_REQUIRED.0
        | DcRequirements::KDC_REQUIRED.0,
);

/// All flags that there are.
const KNOWN: DcRequirements = DcRequirements(0xc0ff_fff1);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlogon::testing::{check, image};

    // [MS-NRPC] 3.5.4.3.1, "Flags parameter validations".
    #[test]
    fn what_cannot_be_asked_for_together() {
        use DcRequirements as R;
        for legal in [
            R(0),
            R::PDC_REQUIRED | R::WRITABLE_REQUIRED | R::IS_DNS_NAME | R::RETURN_FLAT_NAME,
            R::GOOD_TIMESERV_PREFERRED | R::TIMESERV_REQUIRED | R::WRITABLE_REQUIRED,
            R::DIRECTORY_SERVICE_PREFERRED | R::GC_REQUIRED | R::ONLY_LDAP_NEEDED,
            R::FORCE_REDISCOVERY | R::BACKGROUND_ONLY | R::AVOID_SELF | R::WEB_SERVICE_REQUIRED,
        ] {
            assert!(legal.are_legal(true), "{legal:?}");
        }
        for illegal in [
            R::GC_REQUIRED | R::PDC_REQUIRED,
            R::PDC_REQUIRED | R::KDC_REQUIRED,
            R::IS_FLAT_NAME | R::IS_DNS_NAME,
            R::RETURN_DNS_NAME | R::RETURN_FLAT_NAME,
            R::DIRECTORY_SERVICE_REQUIRED | R::DIRECTORY_SERVICE_6_REQUIRED,
            R::DIRECTORY_SERVICE_8_REQUIRED | R::DIRECTORY_SERVICE_10_REQUIRED,
            R::GOOD_TIMESERV_PREFERRED | R::DIRECTORY_SERVICE_PREFERRED,
            R::GOOD_TIMESERV_PREFERRED | R::PDC_REQUIRED,
            R(2),
            R(0x0100_0000),
            R(0x2000_0000),
        ] {
            assert!(!illegal.are_legal(false), "{illegal:?}");
        }
        assert!(R::TRY_NEXT_CLOSEST_SITE.are_legal(false));
        assert!(!R::TRY_NEXT_CLOSEST_SITE.are_legal(true));
    }

    #[test]
    fn dsr_get_dc_name_ex2() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 0, 0],                                      // ComputerName: null
            &[0, 0, 2, 0],                                      // AccountName: referent
            &[3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0],
            &[b'M', 0, b'$', 0, 0, 0, 0, 0],                    // and padding
            &[0x80, 0, 0, 0],                                   // AllowableAccountControlBits
            &[4, 0, 2, 0],                                      // DomainName: referent
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0],
            &[b'D', 0, 0, 0],
            &[8, 0, 2, 0],                                      // DomainGuid: referent
            &[3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15],
            &[0, 0, 0, 0],                                      // SiteName: null
            &[0x80, 0x10, 0, 0],                                // Flags: PDC, writable
        ]);
        check(
            &DsrGetDcNameEx2 {
                computer_name: None,
                account_name: Some("M$".into()),
                allowable_account_control: 0x80,
                domain_name: Some("D".into()),
                domain_guid: Some(Guid::from_u128(0x00010203_0405_0607_0809_0a0b0c0d0e0f)),
                site_name: None,
                flags: DcRequirements::PDC_REQUIRED | DcRequirements::WRITABLE_REQUIRED,
            },
            &octets,
        );
    }

    #[test]
    fn dsr_get_dc_name_reply() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 2, 0],                                      // DomainControllerInfo: referent
            &[4, 0, 2, 0],                                      // DomainControllerName
            &[8, 0, 2, 0],                                      // DomainControllerAddress
            &[2, 0, 0, 0],                                      // DomainControllerAddressType
            &[0; 16],                                           // DomainGuid
            &[12, 0, 2, 0],                                     // DomainName
            &[0, 0, 0, 0],                                      // DnsForestName
            &[0x01, 0x01, 0, 0],                                // Flags: PDC, writable
            &[0, 0, 0, 0, 0, 0, 0, 0],                          // DcSiteName, ClientSiteName
            &[4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, b'\\', 0, b'\\', 0, b'P', 0, 0, 0],
            &[4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, b'\\', 0, b'\\', 0, b'P', 0, 0, 0],
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'D', 0, 0, 0],
            &[0, 0, 0, 0],                                      // NERR_Success
        ]);
        check(
            &DsrGetDcNameReply {
                info: Some(DomainControllerInfo {
                    name: Some("\\\\P".into()),
                    address: Some("\\\\P".into()),
                    address_type: 2,
                    domain_guid: Guid::NIL,
                    domain_name: Some("D".into()),
                    forest_name: None,
                    flags: DcFlags::PDC | DcFlags::WRITABLE,
                    dc_site: None,
                    client_site: None,
                }),
                status: Win32Error::NERR_Success,
            },
            &octets,
        );
    }

    #[test]
    fn get_dc_name() {
        #[rustfmt::skip]
        let octets = image(&[
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'P', 0, 0, 0],   // ServerName
            &[0, 0, 2, 0],                                          // DomainName: referent
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'D', 0, 0, 0],
        ]);
        check(
            &GetDcName {
                server_name: "P".into(),
                domain_name: Some("D".into()),
            },
            &octets,
        );
        check(
            &NameReply {
                name: None,
                status: Win32Error::NERR_DCNotFound,
            },
            &[0, 0, 0, 0, 0x95, 0x09, 0, 0],
        );
    }
}
