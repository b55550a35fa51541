//! `lsarpc`, [MS-LSAD] and [MS-LSAT]: the Local Security Authority of a computer: what domain it is in, its secrets,
//! trusts and rights, and the names of SIDs.
//!
//! [`OpenPolicy2`] gives the policy object, from which all else is reached, and [`Close`] gives any handle back.

mod access;
mod account;
mod account_object;
mod cipher_value;
mod domain_policy;
mod lookup_names;
mod lookup_sids;
mod policy;
mod policy_info;
mod privilege;
mod secret;
mod security;
mod trust_auth;
mod trusted_domain;
mod trusted_domain_by_name;

pub use access::*;
pub use account::*;
pub use account_object::*;
pub use cipher_value::*;
pub use domain_policy::*;
pub use lookup_names::*;
pub use lookup_sids::*;
pub use policy::*;
pub use policy_info::*;
pub use privilege::*;
pub use secret::*;
pub use security::*;
pub use trust_auth::*;
pub use trusted_domain::*;
pub use trusted_domain_by_name::*;

pub use crate::reply::StatusReply;

rpc::interface! {
    /// `lsarpc`, [MS-LSAD] 1.9 and 3.1.4, [MS-LSAT] 3.1.4: the Local Security Authority.
    pub Lsarpc = "lsarpc", 0x12345778_1234_abcd_ef00_0123456789ab, v 0 0, pipe "lsarpc" {
        0 => Close => CloseReply, "LsarClose";
        1 => Delete => StatusReply, "LsarDelete";
        2 => EnumeratePrivileges => EnumeratePrivilegesReply, "LsarEnumeratePrivileges";
        3 => QuerySecurityObject => QuerySecurityObjectReply, "LsarQuerySecurityObject";
        4 => SetSecurityObject => StatusReply, "LsarSetSecurityObject";
        6 => OpenPolicy => OpenPolicyReply, "LsarOpenPolicy";
        7 => QueryInformationPolicy => QueryInformationPolicyReply, "LsarQueryInformationPolicy";
        8 => SetInformationPolicy => StatusReply, "LsarSetInformationPolicy";
        10 => CreateAccount => OpenAccountReply, "LsarCreateAccount";
        11 => EnumerateAccounts => EnumerateAccountsReply, "LsarEnumerateAccounts";
        12 => CreateTrustedDomain => OpenTrustedDomainReply, "LsarCreateTrustedDomain";
        13 => EnumerateTrustedDomains => EnumerateTrustedDomainsReply, "LsarEnumerateTrustedDomains";
        14 => LookupNames => LookupNamesReply, "LsarLookupNames";
        15 => LookupSids => LookupSidsReply, "LsarLookupSids";
        16 => CreateSecret => OpenSecretReply, "LsarCreateSecret";
        17 => OpenAccount => OpenAccountReply, "LsarOpenAccount";
        18 => EnumeratePrivilegesAccount => EnumeratePrivilegesAccountReply, "LsarEnumeratePrivilegesAccount";
        19 => AddPrivilegesToAccount => StatusReply, "LsarAddPrivilegesToAccount";
        20 => RemovePrivilegesFromAccount => StatusReply, "LsarRemovePrivilegesFromAccount";
        23 => GetSystemAccessAccount => GetSystemAccessAccountReply, "LsarGetSystemAccessAccount";
        24 => SetSystemAccessAccount => StatusReply, "LsarSetSystemAccessAccount";
        25 => OpenTrustedDomain => OpenTrustedDomainReply, "LsarOpenTrustedDomain";
        26 => QueryInfoTrustedDomain => QueryInfoTrustedDomainReply, "LsarQueryInfoTrustedDomain";
        27 => SetInformationTrustedDomain => StatusReply, "LsarSetInformationTrustedDomain";
        28 => OpenSecret => OpenSecretReply, "LsarOpenSecret";
        29 => SetSecret => StatusReply, "LsarSetSecret";
        30 => QuerySecret => QuerySecretReply, "LsarQuerySecret";
        31 => LookupPrivilegeValue => LookupPrivilegeValueReply, "LsarLookupPrivilegeValue";
        32 => LookupPrivilegeName => LookupPrivilegeNameReply, "LsarLookupPrivilegeName";
        33 => LookupPrivilegeDisplayName => LookupPrivilegeDisplayNameReply, "LsarLookupPrivilegeDisplayName";
        34 => DeleteObject => DeleteObjectReply, "LsarDeleteObject";
        35 => EnumerateAccountsWithUserRight => EnumerateAccountsWithUserRightReply, "LsarEnumerateAccountsWithUserRight";
        36 => EnumerateAccountRights => EnumerateAccountRightsReply, "LsarEnumerateAccountRights";
        37 => AddAccountRights => StatusReply, "LsarAddAccountRights";
        38 => RemoveAccountRights => StatusReply, "LsarRemoveAccountRights";
        39 => QueryTrustedDomainInfo => QueryInfoTrustedDomainReply, "LsarQueryTrustedDomainInfo";
        40 => SetTrustedDomainInfo => StatusReply, "LsarSetTrustedDomainInfo";
        41 => DeleteTrustedDomain => StatusReply, "LsarDeleteTrustedDomain";
        42 => StorePrivateData => StatusReply, "LsarStorePrivateData";
        43 => RetrievePrivateData => RetrievePrivateDataReply, "LsarRetrievePrivateData";
        44 => OpenPolicy2 => OpenPolicyReply, "LsarOpenPolicy2";
        45 => GetUserName => GetUserNameReply, "LsarGetUserName";
        46 => QueryInformationPolicy2 => QueryInformationPolicyReply, "LsarQueryInformationPolicy2";
        47 => SetInformationPolicy2 => StatusReply, "LsarSetInformationPolicy2";
        48 => QueryTrustedDomainInfoByName => QueryInfoTrustedDomainReply, "LsarQueryTrustedDomainInfoByName";
        49 => SetTrustedDomainInfoByName => StatusReply, "LsarSetTrustedDomainInfoByName";
        50 => EnumerateTrustedDomainsEx => EnumerateTrustedDomainsExReply, "LsarEnumerateTrustedDomainsEx";
        51 => CreateTrustedDomainEx => OpenTrustedDomainReply, "LsarCreateTrustedDomainEx";
        52 => CloseTrustedDomainEx => CloseReply, "LsarCloseTrustedDomainEx";
        53 => QueryDomainInformationPolicy => QueryDomainInformationPolicyReply, "LsarQueryDomainInformationPolicy";
        54 => SetDomainInformationPolicy => StatusReply, "LsarSetDomainInformationPolicy";
        55 => OpenTrustedDomainByName => OpenTrustedDomainReply, "LsarOpenTrustedDomainByName";
        57 => LookupSids2 => LookupSidsExReply, "LsarLookupSids2";
        58 => LookupNames2 => LookupNames2Reply, "LsarLookupNames2";
        59 => CreateTrustedDomainEx2 => OpenTrustedDomainReply, "LsarCreateTrustedDomainEx2";
        68 => LookupNames3 => LookupNames3Reply, "LsarLookupNames3";
        76 => LookupSids3 => LookupSidsExReply, "LsarLookupSids3";
        77 => LookupNames4 => LookupNames3Reply, "LsarLookupNames4";
    }
}
