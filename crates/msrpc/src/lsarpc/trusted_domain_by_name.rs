//! Trusted domain objects, reached and made in other ways than by their handle.

use ndr::{Leveled, Params, UnicodeString};
use wire::Sid;

use super::{
    PolicyHandle, TrustedDomainAccess, TrustedDomainAuthBlob, TrustedDomainAuthInformation,
    TrustedDomainHandle, TrustedDomainInfo, TrustedDomainInformationEx, TrustedInformationClass,
};

/// `LsarCreateTrustedDomainEx` request, [MS-LSAD] 3.1.4.7.11: its passwords are not encrypted.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateTrustedDomainEx {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain.
    pub information: TrustedDomainInformationEx,
    /// The passwords.
    pub authentication: TrustedDomainAuthInformation,
    /// What the handle is to allow.
    pub desired_access: TrustedDomainAccess,
}

/// `LsarCreateTrustedDomainEx2` request, [MS-LSAD] 3.1.4.7.10.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateTrustedDomainEx2 {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain.
    pub information: TrustedDomainInformationEx,
    /// The passwords.
    pub authentication: TrustedDomainAuthBlob,
    /// What the handle is to allow.
    pub desired_access: TrustedDomainAccess,
}

/// `LsarOpenTrustedDomainByName` request, [MS-LSAD] 3.1.4.7.9.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenTrustedDomainByName {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain: its DNS or its NetBIOS name.
    pub trusted_domain_name: UnicodeString,
    /// What the handle is to allow.
    pub desired_access: TrustedDomainAccess,
}

/// `LsarQueryTrustedDomainInfo` request, [MS-LSAD] 3.1.4.7.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryTrustedDomainInfo {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain.
    pub trusted_domain_sid: Sid,
    /// What is asked.
    pub information_class: TrustedInformationClass,
}

/// `LsarQueryTrustedDomainInfoByName` request, [MS-LSAD] 3.1.4.7.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryTrustedDomainInfoByName {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain: its DNS or its NetBIOS name.
    pub trusted_domain_name: UnicodeString,
    /// What is asked.
    pub information_class: TrustedInformationClass,
}

/// `LsarSetTrustedDomainInfo` request, [MS-LSAD] 3.1.4.7.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetTrustedDomainInfo {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain.
    pub trusted_domain_sid: Sid,
    /// What is to be changed, and to what.
    pub information: Leveled<TrustedDomainInfo>,
}

/// `LsarSetTrustedDomainInfoByName` request, [MS-LSAD] 3.1.4.7.6.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetTrustedDomainInfoByName {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain: its DNS or its NetBIOS name.
    pub trusted_domain_name: UnicodeString,
    /// What is to be changed, and to what.
    pub information: Leveled<TrustedDomainInfo>,
}

/// `LsarSetInformationTrustedDomain` request, [MS-LSAD] 3.1.4.7.14.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetInformationTrustedDomain {
    /// The trusted domain object.
    pub trusted_domain: TrustedDomainHandle,
    /// What is to be changed, and to what.
    pub information: Leveled<TrustedDomainInfo>,
}
