//! What can be asked and said about a computer's policy, level by level.

use ndr::{Conformant, Count, Decoder, Encoder, Malformed, Ndr, UnicodeString, Unique};
use wire::{Guid, Sid};

crate::flags::values! {
    /// `POLICY_INFORMATION_CLASS`, [MS-LSAD] 2.2.4.1.
    PolicyInformationClass: u16 {
        /// `PolicyAuditLogInformation`.
        AUDIT_LOG = 1;
        /// `PolicyAuditEventsInformation`.
        AUDIT_EVENTS = 2;
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
        /// `PolicyModificationInformation`, which nobody can query.
        MODIFICATION = 9;
        /// `PolicyAuditFullSetInformation`, which nobody can query.
        AUDIT_FULL_SET = 10;
        /// `PolicyAuditFullQueryInformation`.
        AUDIT_FULL_QUERY = 11;
        /// `PolicyDnsDomainInformation`.
        DNS_DOMAIN = 12;
        /// `PolicyDnsDomainInformationInt`.
        DNS_DOMAIN_INT = 13;
        /// `PolicyLocalAccountDomainInformation`.
        LOCAL_ACCOUNT_DOMAIN = 14;
        /// `PolicyMachineAccountInformation`, which only Windows 10 and later have.
        MACHINE_ACCOUNT = 15;
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
    /// How full the audit log is.
    #[ndr(case = 1)]
    AuditLog(PolicyAuditLogInfo),
    /// What is audited.
    #[ndr(case = 2)]
    AuditEvents(PolicyAuditEventsInfo),
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
    /// `POLICY_AUDIT_FULL_QUERY_INFO`, [MS-LSAD] 2.2.4.13.
    #[ndr(case = 11)]
    AuditFullQuery(PolicyAuditFullQueryInfo),
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

/// `POLICY_AUDIT_LOG_INFO`, [MS-LSAD] 2.2.4.3.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyAuditLogInfo {
    /// How full it is, in hundredths.
    pub percent_full: u32,
    /// How large it may be, in KiB.
    pub maximum_log_size: u32,
    /// For how long records are kept.
    pub retention_period: i64,
    /// Whether the computer is about to stop because it is full.
    pub full_shutdown_in_progress: u8,
    /// When it will stop.
    pub time_to_shutdown: i64,
    /// Not used.
    pub next_audit_record_id: u32,
}

/// `LSAPR_POLICY_AUDIT_EVENTS_INFO`, [MS-LSAD] 2.2.4.4.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyAuditEventsInfo {
    /// Whether anything is audited at all.
    pub auditing_mode: u8,
    /// For each `POLICY_AUDIT_EVENT_TYPE`, [MS-LSAD] 2.2.4.20, bits: 1 for successes, 2 for failures.
    pub options: AuditOptions,
}

/// `EventAuditingOptions` and `MaximumAuditEventCount`: an array whose count follows the pointer to it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AuditOptions(pub Vec<u32>);

/// `POLICY_AUDIT_FULL_QUERY_INFO`, [MS-LSAD] 2.2.4.13.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyAuditFullQueryInfo {
    /// Whether the computer stops when the audit log is full.
    pub shut_down_on_full: u8,
    /// Whether it is full.
    pub log_is_full: u8,
}

/// The most event types that [MS-LSAD] 2.2.4.4 allows.
const MAX_EVENT_TYPES: u32 = 1000;

impl Count for AuditOptions {
    fn count(&self) -> usize {
        self.0.len()
    }
}

impl Ndr for AuditOptions {
    const ALIGN: usize = 4;
    type Pending = (bool, u32);

    fn encode_inline(&self, encoder: &mut Encoder) {
        if self.0.is_empty() {
            encoder.null();
        } else {
            encoder.referent();
        }
        encoder.count(self.0.len());
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        if !self.0.is_empty() {
            encoder.count(self.0.len());
            encoder.elements(&self.0);
        }
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        let present = decoder.referent()?;
        decoder.enter("MaximumAuditEventCount");
        let count = decoder.u32()?;
        if count > MAX_EVENT_TYPES || (count > 0 && !present) {
            return Err(decoder.illegal(count));
        }
        Ok((present, count))
    }

    fn decode_referents(
        (present, count): Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        if !present {
            return Ok(Self::default());
        }
        let Conformant(options) = decoder.object()?;
        if u32::try_from(options.len()) != Ok(count) {
            return Err(decoder.illegal(count));
        }
        Ok(Self(options))
    }
}
