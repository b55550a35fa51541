//! User accounts, and with them the accounts of computers and trusts.

use ndr::{Counted, Leveled, Params, UnicodeString, Unique};
use wire::NtStatus;

use super::{
    DomainHandle, GroupMembership, UserAccess, UserAccountControl, UserHandle, UserInfo,
    UserInformationClass,
};

/// `SamrCreateUser2InDomain` request, [MS-SAMR] 3.1.5.4.4.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateUser2InDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// The account's name; a computer's ends with `$`.
    pub name: UnicodeString,
    /// [`UserAccountControl::NORMAL_ACCOUNT`], [`UserAccountControl::WORKSTATION_TRUST_ACCOUNT`] or
    /// [`UserAccountControl::SERVER_TRUST_ACCOUNT`].
    pub account_type: UserAccountControl,
    /// What the handle is to allow.
    pub desired_access: UserAccess,
}

/// `SamrCreateUser2InDomain` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CreateUser2InDomainReply {
    /// The account, which is disabled and has no password.
    pub user: UserHandle,
    /// What the handle allows.
    pub granted_access: UserAccess,
    /// The account's relative identifier.
    pub relative_id: u32,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrCreateUserInDomain` request, [MS-SAMR] 3.1.5.4.5: a person's account.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateUserInDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// The account's name.
    pub name: UnicodeString,
    /// What the handle is to allow.
    pub desired_access: UserAccess,
}

/// `SamrCreateUserInDomain` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CreateUserInDomainReply {
    /// The account, which is disabled and has no password.
    pub user: UserHandle,
    /// The account's relative identifier.
    pub relative_id: u32,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrOpenUser` request, [MS-SAMR] 3.1.5.1.9.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenUser {
    /// The domain.
    pub domain: DomainHandle,
    /// What the handle is to allow.
    pub desired_access: UserAccess,
    /// The account's relative identifier.
    pub user_id: u32,
}

/// `SamrOpenUser` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenUserReply {
    /// The account.
    pub user: UserHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrDeleteUser` request, [MS-SAMR] 3.1.5.7.3.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeleteUser {
    /// The account, opened for [`UserAccess::DELETE`].
    pub user: UserHandle,
}

/// `SamrDeleteUser` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeleteUserReply {
    /// Zeros, now that nothing is behind it.
    pub user: UserHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrQueryInformationUser` request, [MS-SAMR] 3.1.5.5.6.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationUser {
    /// The account.
    pub user: UserHandle,
    /// What is asked.
    pub information_class: UserInformationClass,
}

/// `SamrQueryInformationUser2` request, [MS-SAMR] 3.1.5.5.5: the same.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationUser2 {
    /// The account.
    pub user: UserHandle,
    /// What is asked.
    pub information_class: UserInformationClass,
}

/// `SamrQueryInformationUser` and `SamrQueryInformationUser2` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationUserReply {
    /// The answer.
    pub buffer: Unique<UserInfo>,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrSetInformationUser` request, [MS-SAMR] 3.1.5.6.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetInformationUser {
    /// The account.
    pub user: UserHandle,
    /// What is to be changed, and to what.
    pub information: Leveled<UserInfo>,
}

/// `SamrSetInformationUser2` request, [MS-SAMR] 3.1.5.6.4: the same.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetInformationUser2 {
    /// The account.
    pub user: UserHandle,
    /// What is to be changed, and to what.
    pub information: Leveled<UserInfo>,
}

/// `SamrGetGroupsForUser` request, [MS-SAMR] 3.1.5.9.1.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetGroupsForUser {
    /// The account.
    pub user: UserHandle,
}

/// `SamrGetGroupsForUser` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetGroupsForUserReply {
    /// `SAMPR_GET_GROUPS_BUFFER`, [MS-SAMR] 2.2.7.13: the groups of the account's own domain that it is in.
    pub groups: Unique<Counted<GroupMembership>>,
    /// The outcome.
    pub status: NtStatus,
}
