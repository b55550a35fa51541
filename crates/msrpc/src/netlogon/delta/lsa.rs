//! What the LSA knows: its policy, trusted domains, the rights of accounts, and secrets.

use ndr::{
    Conformant, Counted, CountedVarying, Decoder, Encoder, Malformed, Ndr, UnicodeString, Unique,
};
use wire::{FileTime, Sid};

use super::{DeltaDummies, DeltaSecurity, ModifiedCount};
use crate::parallel;
use crate::samr::OldLargeInteger;

/// `NETLOGON_DELTA_POLICY`, [MS-NRPC] 2.2.1.5.19.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaPolicy {
    /// `MaximumLogSize`.
    pub maximum_log_size: u32,
    /// `AuditRetentionPeriod`.
    pub audit_retention_period: OldLargeInteger,
    /// `AuditingMode`: whether anything is audited; 0 or 1.
    pub auditing_mode: u8,
    /// `MaximumAuditEventCount` and `EventAuditingOptions`.
    pub auditing_options: AuditingOptions,
    /// `PrimaryDomainName`.
    pub primary_domain_name: UnicodeString,
    /// `PrimaryDomainSid`.
    pub primary_domain_sid: Unique<Sid>,
    /// `QuotaLimits`.
    pub quota_limits: QuotaLimits,
    /// `ModifiedId`: the serial number of the database.
    pub modified_count: ModifiedCount,
    /// `DatabaseCreationTime`.
    pub creation_time: FileTime,
    /// Who may do what with the policy.
    pub security: DeltaSecurity,
    /// Nothing.
    pub dummies: DeltaDummies,
}

/// `MaximumAuditEventCount` and `EventAuditingOptions`: what is audited of each kind of event. The count is that of the kinds,
/// less one.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AuditingOptions(pub Vec<u32>);

impl Ndr for AuditingOptions {
    const ALIGN: usize = 4;
    type Pending = (u32, bool);

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len().saturating_sub(1));
        if self.0.is_empty() {
            encoder.null();
        } else {
            encoder.referent();
        }
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        if !self.0.is_empty() {
            encoder.object(&Conformant(self.0.clone()));
        }
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.enter("MaximumAuditEventCount");
        let most = decoder.u32()?;
        decoder.enter("EventAuditingOptions");
        Ok((most, decoder.referent()?))
    }

    fn decode_referents(
        (most, present): Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.enter("EventAuditingOptions");
        let count = match (present, most) {
            (true, most) => most.checked_add(1).ok_or_else(|| decoder.illegal(most))?,
            (false, most) => most,
        };
        parallel::array(present, count, decoder).map(Self)
    }
}

/// `NLPR_QUOTA_LIMITS`, [MS-NRPC] 2.2.1.5.2.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct QuotaLimits {
    /// `PagedPoolLimit`.
    pub paged_pool: u32,
    /// `NonPagedPoolLimit`.
    pub non_paged_pool: u32,
    /// `MinimumWorkingSetSize`.
    pub minimum_working_set: u32,
    /// `MaximumWorkingSetSize`.
    pub maximum_working_set: u32,
    /// `PagefileLimit`.
    pub page_file: u32,
    /// `Reserved`.
    pub reserved: OldLargeInteger,
}

/// `NETLOGON_DELTA_TRUSTED_DOMAINS`, [MS-NRPC] 2.2.1.5.22.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaTrustedDomain {
    /// `DomainName`.
    pub name: UnicodeString,
    /// `NumControllerEntries` and `ControllerNames`.
    pub controllers: Counted<UnicodeString>,
    /// Who may do what with the trusted domain.
    pub security: DeltaSecurity,
    /// `DummyString1` to `DummyString4`.
    pub dummy_strings: [UnicodeString; 4],
    /// `TrustedPosixOffset`.
    pub posix_offset: u32,
    /// `DummyLong2` to `DummyLong4`.
    pub dummy_longs: [u32; 3],
}

/// `NETLOGON_DELTA_ACCOUNTS`, [MS-NRPC] 2.2.1.5.3: the rights of an account.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaAccount {
    /// `PrivilegeEntries` to `PrivilegeNames`.
    pub privileges: DeltaPrivileges,
    /// `QuotaLimits`.
    pub quota_limits: QuotaLimits,
    /// `SystemAccessFlags`: how the account may log on, `POLICY_MODE_*` of [MS-LSAD] 2.2.1.2.
    pub system_access: u32,
    /// Who may do what with the account.
    pub security: DeltaSecurity,
    /// Nothing.
    pub dummies: DeltaDummies,
}

/// `PrivilegeEntries`, `PrivilegeControl`, `PrivilegeAttributes` and `PrivilegeNames`: on the wire one count and two arrays,
/// which cannot differ in length here.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DeltaPrivileges {
    /// `PrivilegeControl`: 1 if all privileges must be held.
    pub control: u32,
    /// The privileges.
    pub privileges: Vec<DeltaPrivilege>,
}

/// A privilege of an account.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DeltaPrivilege {
    /// `PrivilegeAttributes`: 1 if it is enabled by default, 2 if it is enabled.
    pub attributes: u32,
    /// `PrivilegeNames`.
    pub name: UnicodeString,
}

impl Ndr for DeltaPrivileges {
    const ALIGN: usize = 4;
    type Pending = (u32, u32, bool, bool);

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.count(self.privileges.len());
        encoder.u32(self.control);
        encoder.referent();
        encoder.referent();
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        let attributes = self.privileges.iter().map(|one| one.attributes);
        encoder.object(&Conformant(attributes.collect()));
        let names = self.privileges.iter().map(|one| one.name.clone());
        encoder.object(&Conformant(names.collect()));
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.enter("PrivilegeEntries");
        let count = decoder.u32()?;
        decoder.enter("PrivilegeControl");
        let control = decoder.u32()?;
        decoder.enter("PrivilegeAttributes");
        let attributes = decoder.referent()?;
        decoder.enter("PrivilegeNames");
        Ok((count, control, attributes, decoder.referent()?))
    }

    fn decode_referents(
        (count, control, attributes, names): Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.enter("PrivilegeAttributes");
        let attributes = parallel::array::<u32>(attributes, count, decoder)?;
        decoder.enter("PrivilegeNames");
        let names = parallel::array::<UnicodeString>(names, count, decoder)?;
        let pairs = attributes.into_iter().zip(names);
        Ok(Self {
            control,
            privileges: pairs
                .map(|(attributes, name)| DeltaPrivilege { attributes, name })
                .collect(),
        })
    }
}

/// `NETLOGON_DELTA_SECRET`, [MS-NRPC] 2.2.1.5.21.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaSecret {
    /// `CurrentValue`.
    pub current: EncryptedSecret,
    /// `CurrentValueSetTime`.
    pub current_set: FileTime,
    /// `OldValue`.
    pub old: EncryptedSecret,
    /// `OldValueSetTime`.
    pub old_set: FileTime,
    /// Who may do what with the secret.
    pub security: DeltaSecurity,
    /// Nothing.
    pub dummies: DeltaDummies,
}

/// `NLPR_CR_CIPHER_VALUE`, [MS-NRPC] 2.2.1.5.20: the value of a secret, encrypted with the session key.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct EncryptedSecret {
    /// The ciphertext.
    pub octets: CountedVarying<u8>,
}
