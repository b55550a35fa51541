//! What a computer's policy says besides: quality of service, EFS and Kerberos tickets.

use ndr::{Conformant, Ndr, Params, Unique};
use wire::NtStatus;

use super::PolicyHandle;

/// `LsarQueryDomainInformationPolicy` request, [MS-LSAD] 3.1.4.4.7.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryDomainInformationPolicy {
    /// The policy object.
    pub policy: PolicyHandle,
    /// What is asked.
    pub information_class: PolicyDomainInformationClass,
}

/// `LsarQueryDomainInformationPolicy` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryDomainInformationPolicyReply {
    /// The answer.
    pub information: Unique<PolicyDomainInfo>,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarSetDomainInformationPolicy` request, [MS-LSAD] 3.1.4.4.8.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetDomainInformationPolicy {
    /// The policy object.
    pub policy: PolicyHandle,
    /// What is to be changed.
    pub information_class: PolicyDomainInformationClass,
    /// To what; null takes it away.
    pub information: Unique<PolicyDomainInfo>,
}

crate::flags::values! {
    /// `POLICY_DOMAIN_INFORMATION_CLASS`, [MS-LSAD] 2.2.4.15.
    PolicyDomainInformationClass: u16 {
        /// `PolicyDomainQualityOfServiceInformation`.
        QUALITY_OF_SERVICE = 1;
        /// `PolicyDomainEfsInformation`.
        EFS = 2;
        /// `PolicyDomainKerberosTicketInformation`.
        KERBEROS_TICKET = 3;
    }
}

/// `LSAPR_POLICY_DOMAIN_INFORMATION`, [MS-LSAD] 2.2.4.16.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum PolicyDomainInfo {
    /// `POLICY_DOMAIN_QUALITY_OF_SERVICE_INFO`, [MS-LSAD] 2.2.4.17: obsolete.
    #[ndr(case = 1)]
    QualityOfService(u32),
    /// `LSAPR_POLICY_DOMAIN_EFS_INFO`.
    #[ndr(case = 2)]
    Efs(PolicyDomainEfsInfo),
    /// `POLICY_DOMAIN_KERBEROS_TICKET_INFO`.
    #[ndr(case = 3)]
    KerberosTicket(PolicyDomainKerberosTicketInfo),
    /// Another class, which does not exist.
    #[ndr(default)]
    Other(u16),
}

/// `LSAPR_POLICY_DOMAIN_EFS_INFO`, [MS-LSAD] 2.2.4.18.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyDomainEfsInfo {
    /// `InfoLength`.
    pub info_length: u32,
    /// `EfsBlob`, which no server looks into.
    #[ndr(max = 262_144)]
    pub efs_blob: Unique<Conformant<u8>>,
}

/// `POLICY_DOMAIN_KERBEROS_TICKET_INFO`, [MS-LSAD] 2.2.4.19. Ages are in 100 ns.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyDomainKerberosTicketInfo {
    /// `AuthenticationOptions`.
    pub authentication_options: u32,
    /// `MaxServiceTicketAge`.
    pub max_service_ticket_age: i64,
    /// `MaxTicketAge`.
    pub max_ticket_age: i64,
    /// `MaxRenewAge`.
    pub max_renew_age: i64,
    /// `MaxClockSkew`.
    pub max_clock_skew: i64,
    /// `Reserved`.
    pub reserved: i64,
}
