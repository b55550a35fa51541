//! A domain as a whole: its names, its role and its rules.

use ndr::{Leveled, Ndr, Params, UnicodeString, Unique};
use wire::{FileTime, NtStatus};

use super::{DomainHandle, OldLargeInteger, PasswordProperties, UserHandle};

/// `SamrQueryInformationDomain` request, [MS-SAMR] 3.1.5.5.2.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// What is asked.
    pub information_class: DomainInformationClass,
}

/// `SamrQueryInformationDomain2` request, [MS-SAMR] 3.1.5.5.1: the same.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationDomain2 {
    /// The domain.
    pub domain: DomainHandle,
    /// What is asked.
    pub information_class: DomainInformationClass,
}

/// `SamrQueryInformationDomain` and `SamrQueryInformationDomain2` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationDomainReply {
    /// The answer.
    pub buffer: Unique<DomainInfo>,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrSetInformationDomain` request, [MS-SAMR] 3.1.5.6.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetInformationDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// What is to be changed, and to what.
    pub information: Leveled<DomainInfo>,
}

/// `SamrGetDomainPasswordInformation` request, [MS-SAMR] 3.1.5.13.4: needs no handle.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetDomainPasswordInformation {
    /// Ignored by the server.
    pub unused: Unique<UnicodeString>,
}

/// `SamrGetUserDomainPasswordInformation` request, [MS-SAMR] 3.1.5.13.3.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetUserDomainPasswordInformation {
    /// A user of the domain.
    pub user: UserHandle,
}

/// `SamrGetDomainPasswordInformation` and `SamrGetUserDomainPasswordInformation` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetDomainPasswordInformationReply {
    /// The rules.
    pub password_information: UserDomainPasswordInformation,
    /// The outcome.
    pub status: NtStatus,
}

/// `USER_DOMAIN_PASSWORD_INFORMATION`, [MS-SAMR] 2.2.7.17.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserDomainPasswordInformation {
    /// The fewest characters of a password.
    pub min_password_length: u16,
    /// The rules.
    pub password_properties: PasswordProperties,
}

crate::flags::values! {
    /// `DOMAIN_INFORMATION_CLASS`, [MS-SAMR] 2.2.3.16.
    DomainInformationClass: u16 {
        /// `DomainPasswordInformation`.
        PASSWORD = 1;
        /// `DomainGeneralInformation`.
        GENERAL = 2;
        /// `DomainLogoffInformation`.
        LOGOFF = 3;
        /// `DomainOemInformation`.
        OEM = 4;
        /// `DomainNameInformation`.
        NAME = 5;
        /// `DomainReplicationInformation`.
        REPLICATION = 6;
        /// `DomainServerRoleInformation`.
        SERVER_ROLE = 7;
        /// `DomainModifiedInformation`.
        MODIFIED = 8;
        /// `DomainStateInformation`.
        STATE = 9;
        /// `DomainGeneralInformation2`.
        GENERAL2 = 11;
        /// `DomainLockoutInformation`.
        LOCKOUT = 12;
        /// `DomainModifiedInformation2`.
        MODIFIED2 = 13;
    }

    /// `DOMAIN_SERVER_ROLE`, [MS-SAMR] 2.2.3.4. The IDL there would make it 16 bits; servers send 32.
    DomainServerRole: u32 {
        /// `DomainServerRoleBackup`.
        BACKUP = 2;
        /// `DomainServerRolePrimary`.
        PRIMARY = 3;
    }

    /// `DOMAIN_SERVER_ENABLE_STATE`, [MS-SAMR] 2.2.3.2. The IDL there would make it 16 bits; servers send 32.
    DomainServerEnableState: u32 {
        /// `DomainServerEnabled`.
        ENABLED = 1;
        /// `DomainServerDisabled`.
        DISABLED = 2;
    }
}

/// `SAMPR_DOMAIN_INFO_BUFFER`, [MS-SAMR] 2.2.3.17.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum DomainInfo {
    /// `DOMAIN_PASSWORD_INFORMATION`.
    #[ndr(case = 1)]
    Password(DomainPasswordInformation),
    /// `SAMPR_DOMAIN_GENERAL_INFORMATION`.
    #[ndr(case = 2)]
    General(DomainGeneralInformation),
    /// `DOMAIN_LOGOFF_INFORMATION`, [MS-SAMR] 2.2.3.6: how long after the end of the logon hours a user is put out.
    #[ndr(case = 3)]
    Logoff(OldLargeInteger),
    /// `SAMPR_DOMAIN_OEM_INFORMATION`, [MS-SAMR] 2.2.3.12: a comment.
    #[ndr(case = 4)]
    Oem(UnicodeString),
    /// `SAMPR_DOMAIN_NAME_INFORMATION`, [MS-SAMR] 2.2.3.13: the NetBIOS name.
    #[ndr(case = 5)]
    Name(UnicodeString),
    /// `SAMPR_DOMAIN_REPLICATION_INFORMATION`, [MS-SAMR] 2.2.3.14: where the copy comes from.
    #[ndr(case = 6)]
    Replication(UnicodeString),
    /// `DOMAIN_SERVER_ROLE_INFORMATION`, [MS-SAMR] 2.2.3.7.
    #[ndr(case = 7)]
    ServerRole(DomainServerRole),
    /// `DOMAIN_MODIFIED_INFORMATION`.
    #[ndr(case = 8)]
    Modified(DomainModifiedInformation),
    /// `DOMAIN_STATE_INFORMATION`, [MS-SAMR] 2.2.3.3.
    #[ndr(case = 9)]
    State(DomainServerEnableState),
    /// `SAMPR_DOMAIN_GENERAL_INFORMATION2`.
    #[ndr(case = 11)]
    General2(DomainGeneralInformation2),
    /// `SAMPR_DOMAIN_LOCKOUT_INFORMATION`.
    #[ndr(case = 12)]
    Lockout(DomainLockoutInformation),
    /// `DOMAIN_MODIFIED_INFORMATION2`.
    #[ndr(case = 13)]
    Modified2(DomainModifiedInformation2),
}

/// `DOMAIN_PASSWORD_INFORMATION`, [MS-SAMR] 2.2.3.5.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DomainPasswordInformation {
    /// The fewest characters of a password.
    pub min_password_length: u16,
    /// How many old passwords must not come back.
    pub password_history_length: u16,
    /// The rules.
    pub password_properties: PasswordProperties,
    /// When a password expires, as a negative span.
    pub max_password_age: OldLargeInteger,
    /// How soon a password may be changed again, as a negative span.
    pub min_password_age: OldLargeInteger,
}

/// `SAMPR_DOMAIN_GENERAL_INFORMATION`, [MS-SAMR] 2.2.3.10.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DomainGeneralInformation {
    /// How long after the end of the logon hours a user is put out, as a negative span.
    pub force_logoff: OldLargeInteger,
    /// A comment.
    pub oem_information: UnicodeString,
    /// The NetBIOS name.
    pub domain_name: UnicodeString,
    /// Where the copy comes from.
    pub replica_source_node_name: UnicodeString,
    /// Counts the changes.
    pub domain_modified_count: OldLargeInteger,
    /// Whether the server is in use.
    pub domain_server_state: DomainServerEnableState,
    /// Whether it has the primary copy.
    pub domain_server_role: DomainServerRole,
    /// Obsolete.
    pub uas_compatibility_required: u8,
    /// How many users there are.
    pub user_count: u32,
    /// How many groups there are.
    pub group_count: u32,
    /// How many aliases there are.
    pub alias_count: u32,
}

/// `SAMPR_DOMAIN_GENERAL_INFORMATION2`, [MS-SAMR] 2.2.3.11.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DomainGeneralInformation2 {
    /// What level 2 says.
    pub general: DomainGeneralInformation,
    /// What level 12 says.
    pub lockout: DomainLockoutInformation,
}

/// `SAMPR_DOMAIN_LOCKOUT_INFORMATION`, [MS-SAMR] 2.2.3.15.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DomainLockoutInformation {
    /// How long an account is locked, as a negative span of 100 ns.
    pub lockout_duration: i64,
    /// Within which time wrong passwords are counted, as a negative span of 100 ns.
    pub lockout_observation_window: i64,
    /// How many wrong passwords lock an account.
    pub lockout_threshold: u16,
}

/// `DOMAIN_MODIFIED_INFORMATION`, [MS-SAMR] 2.2.3.8.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DomainModifiedInformation {
    /// Counts the changes.
    pub domain_modified_count: OldLargeInteger,
    /// When the domain was made.
    pub creation_time: FileTime,
}

/// `DOMAIN_MODIFIED_INFORMATION2`, [MS-SAMR] 2.2.3.9.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DomainModifiedInformation2 {
    /// Counts the changes.
    pub domain_modified_count: OldLargeInteger,
    /// When the domain was made.
    pub creation_time: FileTime,
    /// The count when this server last became the primary.
    pub modified_count_at_last_promotion: OldLargeInteger,
}
