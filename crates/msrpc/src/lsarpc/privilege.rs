//! The privileges that the computer knows.

use ndr::{Counted, Ndr, Params, UnicodeString, Unique};
use wire::NtStatus;

use super::PolicyHandle;

/// `LUID`, [MS-DTYP] 2.3.7: an identifier that is unique on one computer until it restarts.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct Luid {
    /// The lower half.
    pub low_part: u32,
    /// The upper half.
    pub high_part: i32,
}

/// `LSAPR_POLICY_PRIVILEGE_DEF`, [MS-LSAD] 2.2.8.1.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PolicyPrivilegeDef {
    /// The privilege's name.
    pub name: UnicodeString,
    /// Its value on this computer.
    pub local_value: Luid,
}

/// `LsarEnumeratePrivileges` request, [MS-LSAD] 3.1.4.8.1.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumeratePrivileges {
    /// The policy object.
    pub policy: PolicyHandle,
    /// Zero at first, then what the last reply returned.
    pub enumeration_context: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `LsarEnumeratePrivileges` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumeratePrivilegesReply {
    /// Where to go on.
    pub enumeration_context: u32,
    /// `LSAPR_PRIVILEGE_ENUM_BUFFER`, [MS-LSAD] 2.2.8.2.
    pub privileges: Counted<PolicyPrivilegeDef>,
    /// [`NtStatus::MORE_ENTRIES`] when another call brings more, [`NtStatus::NO_MORE_ENTRIES`] after the last.
    pub status: NtStatus,
}

/// `LsarLookupPrivilegeValue` request, [MS-LSAD] 3.1.4.8.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupPrivilegeValue {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The privilege's name.
    pub name: UnicodeString,
}

/// `LsarLookupPrivilegeValue` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct LookupPrivilegeValueReply {
    /// Its value on this computer.
    pub value: Luid,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarLookupPrivilegeName` request, [MS-LSAD] 3.1.4.8.3.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct LookupPrivilegeName {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The privilege's value on this computer.
    pub value: Luid,
}

/// `LsarLookupPrivilegeName` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupPrivilegeNameReply {
    /// Its name.
    pub name: Unique<UnicodeString>,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarLookupPrivilegeDisplayName` request, [MS-LSAD] 3.1.4.8.4.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupPrivilegeDisplayName {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The privilege's name.
    pub name: UnicodeString,
    /// The language, [MS-LCID] 2.2, that the caller would like best.
    pub client_language: u16,
    /// The one that it takes otherwise.
    pub client_system_default_language: u16,
}

/// `LsarLookupPrivilegeDisplayName` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupPrivilegeDisplayNameReply {
    /// What the privilege is called for people.
    pub display_name: Unique<UnicodeString>,
    /// In which language.
    pub language_returned: u16,
    /// The outcome.
    pub status: NtStatus,
}
