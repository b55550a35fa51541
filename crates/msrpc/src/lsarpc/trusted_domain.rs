//! The domains that a domain trusts, or a member's idea of the domain it is in.

use ndr::{Counted, Ndr, Params, UnicodeString, Unique};
use wire::{NtStatus, Sid};

use super::{
    CipherValue, PolicyHandle, TrustedDomainAccess, TrustedDomainAuthBlob,
    TrustedDomainAuthInformation, TrustedDomainHandle,
};

/// `LSAPR_TRUST_INFORMATION`, [MS-LSAD] 2.2.7.1 and [MS-LSAT] 2.2.11.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustInformation {
    /// The domain's NetBIOS name.
    pub name: UnicodeString,
    /// The domain's SID.
    pub sid: Unique<Sid>,
}

/// `LsarEnumerateTrustedDomains` request, [MS-LSAD] 3.1.4.7.8.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumerateTrustedDomains {
    /// The policy object.
    pub policy: PolicyHandle,
    /// Zero at first, then what the last reply returned.
    pub enumeration_context: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `LsarEnumerateTrustedDomains` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumerateTrustedDomainsReply {
    /// Where to go on.
    pub enumeration_context: u32,
    /// `LSAPR_TRUSTED_ENUM_BUFFER`, [MS-LSAD] 2.2.7.19.
    pub domains: Counted<TrustInformation>,
    /// [`NtStatus::MORE_ENTRIES`] when another call brings more, [`NtStatus::NO_MORE_ENTRIES`] after the last.
    pub status: NtStatus,
}

/// `LsarEnumerateTrustedDomainsEx` request, [MS-LSAD] 3.1.4.7.7.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumerateTrustedDomainsEx {
    /// The policy object.
    pub policy: PolicyHandle,
    /// Zero at first, then what the last reply returned.
    pub enumeration_context: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `LsarEnumerateTrustedDomainsEx` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumerateTrustedDomainsExReply {
    /// Where to go on.
    pub enumeration_context: u32,
    /// `LSAPR_TRUSTED_ENUM_BUFFER_EX`, [MS-LSAD] 2.2.7.20.
    pub domains: Counted<TrustedDomainInformationEx>,
    /// [`NtStatus::MORE_ENTRIES`] when another call brings more, [`NtStatus::NO_MORE_ENTRIES`] after the last.
    pub status: NtStatus,
}

/// `LsarCreateTrustedDomain` request, [MS-LSAD] 3.1.4.7.12.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateTrustedDomain {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain.
    pub information: TrustInformation,
    /// What the handle is to allow.
    pub desired_access: TrustedDomainAccess,
}

/// `LsarOpenTrustedDomain` request, [MS-LSAD] 3.1.4.7.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenTrustedDomain {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain.
    pub trusted_domain_sid: Sid,
    /// What the handle is to allow.
    pub desired_access: TrustedDomainAccess,
}

/// `LsarCreateTrustedDomain` and `LsarOpenTrustedDomain` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenTrustedDomainReply {
    /// The trusted domain object.
    pub trusted_domain: TrustedDomainHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarDeleteTrustedDomain` request, [MS-LSAD] 3.1.4.7.4.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct DeleteTrustedDomain {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The domain.
    pub trusted_domain_sid: Sid,
}

/// `LsarQueryInfoTrustedDomain` request, [MS-LSAD] 3.1.4.7.13.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInfoTrustedDomain {
    /// The trusted domain object.
    pub trusted_domain: TrustedDomainHandle,
    /// What is asked.
    pub information_class: TrustedInformationClass,
}

/// `LsarQueryInfoTrustedDomain` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryInfoTrustedDomainReply {
    /// The answer.
    pub information: Unique<TrustedDomainInfo>,
    /// The outcome.
    pub status: NtStatus,
}

crate::flags::values! {
    /// `TRUSTED_INFORMATION_CLASS`, [MS-LSAD] 2.2.7.2.
    TrustedInformationClass: u16 {
        /// `TrustedDomainNameInformation`.
        NAME = 1;
        /// `TrustedControllersInformation`, which is obsolete.
        CONTROLLERS = 2;
        /// `TrustedPosixOffsetInformation`.
        POSIX_OFFSET = 3;
        /// `TrustedPasswordInformation`.
        PASSWORD = 4;
        /// `TrustedDomainInformationBasic`.
        BASIC = 5;
        /// `TrustedDomainInformationEx`.
        EX = 6;
        /// `TrustedDomainAuthInformation`.
        AUTH = 7;
        /// `TrustedDomainFullInformation`.
        FULL = 8;
        /// `TrustedDomainAuthInformationInternal`.
        AUTH_INTERNAL = 9;
        /// `TrustedDomainFullInformationInternal`.
        FULL_INTERNAL = 10;
        /// `TrustedDomainInformationEx2Internal`.
        EX2_INTERNAL = 11;
        /// `TrustedDomainFullInformation2Internal`.
        FULL2_INTERNAL = 12;
        /// `TrustedDomainSupportedEncryptionTypes`.
        SUPPORTED_ENCRYPTION_TYPES = 13;
    }

    /// `TrustType`, [MS-LSAD] 2.2.7.9.
    TrustType: u32 {
        /// `TRUST_TYPE_DOWNLEVEL`: a domain without Active Directory.
        DOWNLEVEL = 1;
        /// `TRUST_TYPE_UPLEVEL`: a domain with it.
        UPLEVEL = 2;
        /// `TRUST_TYPE_MIT`: a Kerberos realm.
        MIT = 3;
    }
}

crate::flags::flags! {
    /// `TrustDirection`, [MS-LSAD] 2.2.7.9.
    TrustDirection: u32 {
        /// `TRUST_DIRECTION_INBOUND`: the other domain trusts this one.
        INBOUND = 0x0000_0001;
        /// `TRUST_DIRECTION_OUTBOUND`: this domain trusts the other.
        OUTBOUND = 0x0000_0002;
    }

    /// `TrustAttributes`, [MS-LSAD] 2.2.7.9.
    TrustAttributes: u32 {
        /// `TRUST_ATTRIBUTE_NON_TRANSITIVE`.
        NON_TRANSITIVE = 0x0000_0001;
        /// `TRUST_ATTRIBUTE_UPLEVEL_ONLY`.
        UPLEVEL_ONLY = 0x0000_0002;
        /// `TRUST_ATTRIBUTE_QUARANTINED_DOMAIN`.
        QUARANTINED_DOMAIN = 0x0000_0004;
        /// `TRUST_ATTRIBUTE_FOREST_TRANSITIVE`.
        FOREST_TRANSITIVE = 0x0000_0008;
        /// `TRUST_ATTRIBUTE_CROSS_ORGANIZATION`.
        CROSS_ORGANIZATION = 0x0000_0010;
        /// `TRUST_ATTRIBUTE_WITHIN_FOREST`.
        WITHIN_FOREST = 0x0000_0020;
        /// `TRUST_ATTRIBUTE_TREAT_AS_EXTERNAL`.
        TREAT_AS_EXTERNAL = 0x0000_0040;
        /// `TRUST_ATTRIBUTE_USES_RC4_ENCRYPTION`.
        USES_RC4_ENCRYPTION = 0x0000_0080;
    }
}

/// `LSAPR_TRUSTED_DOMAIN_INFO`, [MS-LSAD] 2.2.7.3.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum TrustedDomainInfo {
    /// `LSAPR_TRUSTED_DOMAIN_NAME_INFO`, [MS-LSAD] 2.2.7.4.
    #[ndr(case = 1)]
    Name(UnicodeString),
    /// `TRUSTED_POSIX_OFFSET_INFO`, [MS-LSAD] 2.2.7.6.
    #[ndr(case = 3)]
    PosixOffset(u32),
    /// `LSAPR_TRUSTED_PASSWORD_INFO`.
    #[ndr(case = 4)]
    Password(TrustedPasswordInfo),
    /// `LSAPR_TRUSTED_DOMAIN_INFORMATION_BASIC`, [MS-LSAD] 2.2.7.8.
    #[ndr(case = 5)]
    Basic(TrustInformation),
    /// `LSAPR_TRUSTED_DOMAIN_INFORMATION_EX`.
    #[ndr(case = 6)]
    Ex(TrustedDomainInformationEx),
    /// `LSAPR_TRUSTED_DOMAIN_AUTH_INFORMATION`, which nobody can query.
    #[ndr(case = 7)]
    Auth(TrustedDomainAuthInformation),
    /// `LSAPR_TRUSTED_DOMAIN_FULL_INFORMATION`.
    #[ndr(case = 8)]
    Full(TrustedDomainFullInformation),
    /// `LSAPR_TRUSTED_DOMAIN_AUTH_INFORMATION_INTERNAL`, [MS-LSAD] 2.2.7.12, which nobody can query.
    #[ndr(case = 9)]
    AuthInternal(TrustedDomainAuthBlob),
    /// `LSAPR_TRUSTED_DOMAIN_FULL_INFORMATION_INTERNAL`, which nobody can query.
    #[ndr(case = 10)]
    FullInternal(TrustedDomainFullInformationInternal),
    /// `LSAPR_TRUSTED_DOMAIN_INFORMATION_EX2`.
    #[ndr(case = 11)]
    Ex2(TrustedDomainInformationEx2),
    /// `LSAPR_TRUSTED_DOMAIN_FULL_INFORMATION2`.
    #[ndr(case = 12)]
    Full2(TrustedDomainFullInformation2),
    /// `TRUSTED_DOMAIN_SUPPORTED_ENCRYPTION_TYPES`, [MS-LSAD] 2.2.7.18.
    #[ndr(case = 13)]
    SupportedEncryptionTypes(u32),
}

/// `LSAPR_TRUSTED_PASSWORD_INFO`, [MS-LSAD] 2.2.7.7.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustedPasswordInfo {
    /// The password of the trust.
    pub password: Unique<CipherValue>,
    /// The one before it.
    pub old_password: Unique<CipherValue>,
}

/// `LSAPR_TRUSTED_DOMAIN_INFORMATION_EX`, [MS-LSAD] 2.2.7.9.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustedDomainInformationEx {
    /// The domain's DNS name.
    pub name: UnicodeString,
    /// The domain's NetBIOS name.
    pub flat_name: UnicodeString,
    /// The domain's SID.
    pub sid: Unique<Sid>,
    /// Who trusts whom.
    pub trust_direction: TrustDirection,
    /// What is at the other end.
    pub trust_type: TrustType,
    /// What else there is to the trust.
    pub trust_attributes: TrustAttributes,
}

/// `LSAPR_TRUSTED_DOMAIN_INFORMATION_EX2`, [MS-LSAD] 2.2.7.10.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustedDomainInformationEx2 {
    /// The members of the level without the 2, which it begins with.
    pub ex: TrustedDomainInformationEx,
    /// What a trusted forest has; nothing for a domain.
    #[ndr(max = 1_048_576)]
    pub forest_trust_info: Counted<u8>,
}

/// `LSAPR_TRUSTED_DOMAIN_FULL_INFORMATION`, [MS-LSAD] 2.2.7.13.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustedDomainFullInformation {
    /// The domain.
    pub information: TrustedDomainInformationEx,
    /// What the RIDs of its accounts are moved by to be Unix identifiers.
    pub posix_offset: u32,
    /// Empty when it is queried.
    pub auth_information: TrustedDomainAuthInformation,
}

/// `LSAPR_TRUSTED_DOMAIN_FULL_INFORMATION_INTERNAL`, [MS-LSAD] 2.2.7.14.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustedDomainFullInformationInternal {
    /// The domain.
    pub information: TrustedDomainInformationEx,
    /// What the RIDs of its accounts are moved by to be Unix identifiers.
    pub posix_offset: u32,
    /// The passwords.
    pub auth_information: TrustedDomainAuthBlob,
}

/// `LSAPR_TRUSTED_DOMAIN_FULL_INFORMATION2`, [MS-LSAD] 2.2.7.15.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustedDomainFullInformation2 {
    /// The domain.
    pub information: TrustedDomainInformationEx2,
    /// What the RIDs of its accounts are moved by to be Unix identifiers.
    pub posix_offset: u32,
    /// Empty when it is queried.
    pub auth_information: TrustedDomainAuthInformation,
}
