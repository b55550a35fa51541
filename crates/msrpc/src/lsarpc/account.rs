//! Who has which rights on the computer.

use ndr::{Counted, Ndr, Params, Ref, UnicodeString, Unique};
use wire::{NtStatus, Sid};

use super::PolicyHandle;

/// `LsarEnumerateAccounts` request, [MS-LSAD] 3.1.4.5.2.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumerateAccounts {
    /// The policy object.
    pub policy: PolicyHandle,
    /// Zero at first, then what the last reply returned.
    pub enumeration_context: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `LsarEnumerateAccounts` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumerateAccountsReply {
    /// Where to go on.
    pub enumeration_context: u32,
    /// `LSAPR_ACCOUNT_ENUM_BUFFER`, [MS-LSAD] 2.2.5.2.
    pub accounts: Counted<Ref<Sid>>,
    /// [`NtStatus::MORE_ENTRIES`] when another call brings more, [`NtStatus::NO_MORE_ENTRIES`] after the last.
    pub status: NtStatus,
}

/// `LsarEnumerateAccountsWithUserRight` request, [MS-LSAD] 3.1.4.5.9.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumerateAccountsWithUserRight {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The right; null for every account that has any.
    pub user_right: Unique<UnicodeString>,
}

/// `LsarEnumerateAccountsWithUserRight` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumerateAccountsWithUserRightReply {
    /// `LSAPR_ACCOUNT_ENUM_BUFFER`, [MS-LSAD] 2.2.5.2.
    pub accounts: Counted<Ref<Sid>>,
    /// [`NtStatus::NO_MORE_ENTRIES`] when nobody has it.
    pub status: NtStatus,
}

/// `LSAPR_USER_RIGHT_SET`, [MS-LSAD] 2.2.5.3: privileges and other rights by name.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserRightSet {
    /// The names.
    #[ndr(max = 256)]
    pub user_rights: Counted<UnicodeString>,
}

/// `LsarEnumerateAccountRights` request, [MS-LSAD] 3.1.4.5.10.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumerateAccountRights {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The account.
    pub account_sid: Sid,
}

/// `LsarEnumerateAccountRights` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumerateAccountRightsReply {
    /// Its rights.
    pub user_rights: UserRightSet,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarAddAccountRights` request, [MS-LSAD] 3.1.4.5.11.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct AddAccountRights {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The account.
    pub account_sid: Sid,
    /// What it is to get.
    pub user_rights: UserRightSet,
}

/// `LsarRemoveAccountRights` request, [MS-LSAD] 3.1.4.5.12.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RemoveAccountRights {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The account.
    pub account_sid: Sid,
    /// Unless zero, it is to lose all rights.
    pub all_rights: u8,
    /// What it is to lose.
    pub user_rights: UserRightSet,
}
