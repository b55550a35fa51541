//! What can be asked and said about a computer's policy, level by level.

use ndr::{Ndr, UnicodeString, Unique};
use wire::{Guid, Sid};

crate::flags::values! {
    /// `POLICY_INFORMATION_CLASS`, [MS-LSAD] 2.2.4.1; those that [`PolicyInfo`] has an arm for.
    PolicyInformationClass: u16 {
        /// `PolicyPrimaryDomainInformation`.
        PRIMARY_DOMAIN = 3;
        /// `PolicyPdAccountInformation`.
        PD_ACCOUNT = 4;
        /// `PolicyAccountDomainInformation`.
        ACCOUNT_DOMAIN = 5;
        /// `PolicyLsaServerRoleInformation`.
        LSA_SERVER_ROLE = 6;
        /// `PolicyReplicaSourceInformation`.
        REPLICA_SOURCE = 7;
        /// `PolicyDnsDomainInformation`.
        DNS_DOMAIN = 12;
        /// `PolicyDnsDomainInformationInt`.
        DNS_DOMAIN_INT = 13;
        /// `PolicyLocalAccountDomainInformation`.
        LOCAL_ACCOUNT_DOMAIN = 14;
    }

    /// `POLICY_LSA_SERVER_ROLE`, [MS-LSAD] 2.2.4.8. The IDL there would make it 16 bits; servers send 32.
    PolicyLsaServerRole: u32 {
        /// `PolicyServerRoleBackup`.
        BACKUP = 2;
        /// `PolicyServerRolePrimary`.
        PRIMARY = 3;
    }
}

/// `LSAPR_POLICY_INFORMATION`, [MS-LSAD] 2.2.4.2.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum PolicyInfo {
    /// The domain that the computer is a member of, or its workgroup.
    #[ndr(case = 3)]
    PrimaryDomain(PolicyPrimaryDomInfo),
    /// `LSAPR_POLICY_PD_ACCOUNT_INFO`, [MS-LSAD] 2.2.4.7: not used.
    #[ndr(case = 4)]
    PdAccount(UnicodeString),
    /// The domain of the accounts that the computer itself keeps: its own, or on a domain controller the domain's.
    #[ndr(case = 5)]
    AccountDomain(PolicyAccountDomInfo),
    /// `POLICY_LSA_SERVER_ROLE_INFO`, [MS-LSAD] 2.2.4.9.
    #[ndr(case = 6)]
    LsaServerRole(PolicyLsaServerRole),
    /// `LSAPR_POLICY_REPLICA_SRCE_INFO`.
    #[ndr(case = 7)]
    ReplicaSource(PolicyReplicaSrceInfo),
    /// As `PrimaryDomain`, with what an Active Directory domain has beyond it.
    #[ndr(case = 12)]
    DnsDomain(PolicyDnsDomainInfo),
    /// As `DnsDomain`.
    #[ndr(case = 13)]
    DnsDomainInt(PolicyDnsDomainInfo),
    /// The domain of the computer's own accounts, on a domain controller, too.
    #[ndr(case = 14)]
    LocalAccountDomain(PolicyAccountDomInfo),
}

/// `LSAPR_POLICY_PRIMARY_DOM_INFO`, [MS-LSAD] 2.2.4.5.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyPrimaryDomInfo {
    /// The NetBIOS name.
    pub name: UnicodeString,
    /// The domain's SID; null for a workgroup.
    pub sid: Unique<Sid>,
}

/// `LSAPR_POLICY_ACCOUNT_DOM_INFO`, [MS-LSAD] 2.2.4.6.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyAccountDomInfo {
    /// The NetBIOS name.
    pub domain_name: UnicodeString,
    /// The domain's SID.
    pub domain_sid: Unique<Sid>,
}

/// `LSAPR_POLICY_REPLICA_SRCE_INFO`, [MS-LSAD] 2.2.4.10.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyReplicaSrceInfo {
    /// Where the copy comes from.
    pub replica_source: UnicodeString,
    /// The account that fetches it.
    pub replica_account_name: UnicodeString,
}

/// `LSAPR_POLICY_DNS_DOMAIN_INFO`, [MS-LSAD] 2.2.4.14.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyDnsDomainInfo {
    /// The NetBIOS name.
    pub name: UnicodeString,
    /// The DNS name; empty for a domain without Active Directory.
    pub dns_domain_name: UnicodeString,
    /// The DNS name of the forest.
    pub dns_forest_name: UnicodeString,
    /// The domain's GUID.
    pub domain_guid: Guid,
    /// The domain's SID; null for a workgroup.
    pub sid: Unique<Sid>,
}
