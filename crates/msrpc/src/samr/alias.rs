//! Aliases, which people call local groups: members are SIDs of any domain.

use ndr::{Counted, Leveled, Ndr, Params, Ref, UnicodeString, Unique};
use wire::{NtStatus, Sid};

use super::{AliasAccess, AliasHandle, DomainHandle};

/// `SamrCreateAliasInDomain` request, [MS-SAMR] 3.1.5.4.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateAliasInDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// The alias's name.
    pub account_name: UnicodeString,
    /// What the handle is to allow.
    pub desired_access: AliasAccess,
}

/// `SamrCreateAliasInDomain` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CreateAliasInDomainReply {
    /// The alias.
    pub alias: AliasHandle,
    /// Its relative identifier.
    pub relative_id: u32,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrOpenAlias` request, [MS-SAMR] 3.1.5.1.8.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenAlias {
    /// The domain.
    pub domain: DomainHandle,
    /// What the handle is to allow.
    pub desired_access: AliasAccess,
    /// The alias's relative identifier.
    pub alias_id: u32,
}

/// `SamrOpenAlias` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenAliasReply {
    /// The alias.
    pub alias: AliasHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrDeleteAlias` request, [MS-SAMR] 3.1.5.7.2.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeleteAlias {
    /// The alias, opened for [`AliasAccess::DELETE`].
    pub alias: AliasHandle,
}

/// `SamrDeleteAlias` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeleteAliasReply {
    /// Zeros, now that nothing is behind it.
    pub alias: AliasHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrQueryInformationAlias` request, [MS-SAMR] 3.1.5.5.4.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationAlias {
    /// The alias.
    pub alias: AliasHandle,
    /// What is asked.
    pub information_class: AliasInformationClass,
}

/// `SamrQueryInformationAlias` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationAliasReply {
    /// The answer.
    pub buffer: Unique<AliasInfo>,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrSetInformationAlias` request, [MS-SAMR] 3.1.5.6.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetInformationAlias {
    /// The alias.
    pub alias: AliasHandle,
    /// What is to be changed, and to what.
    pub information: Leveled<AliasInfo>,
}

crate::flags::values! {
    /// `ALIAS_INFORMATION_CLASS`, [MS-SAMR] 2.2.5.5.
    AliasInformationClass: u16 {
        /// `AliasGeneralInformation`.
        GENERAL = 1;
        /// `AliasNameInformation`.
        NAME = 2;
        /// `AliasAdminCommentInformation`.
        ADMIN_COMMENT = 3;
    }
}

/// `SAMPR_ALIAS_INFO_BUFFER`, [MS-SAMR] 2.2.5.6.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum AliasInfo {
    /// `SAMPR_ALIAS_GENERAL_INFORMATION`.
    #[ndr(case = 1)]
    General(AliasGeneralInformation),
    /// `SAMPR_ALIAS_NAME_INFORMATION`, [MS-SAMR] 2.2.5.3.
    #[ndr(case = 2)]
    Name(UnicodeString),
    /// `SAMPR_ALIAS_ADM_COMMENT_INFORMATION`, [MS-SAMR] 2.2.5.4.
    #[ndr(case = 3)]
    AdminComment(UnicodeString),
}

/// `SAMPR_ALIAS_GENERAL_INFORMATION`, [MS-SAMR] 2.2.5.2.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct AliasGeneralInformation {
    /// The alias's name.
    pub name: UnicodeString,
    /// How many members there are.
    pub member_count: u32,
    /// A comment.
    pub admin_comment: UnicodeString,
}

/// `SamrAddMemberToAlias` request, [MS-SAMR] 3.1.5.8.4.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct AddMemberToAlias {
    /// The alias.
    pub alias: AliasHandle,
    /// Who.
    pub member_id: Sid,
}

/// `SamrRemoveMemberFromAlias` request, [MS-SAMR] 3.1.5.8.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RemoveMemberFromAlias {
    /// The alias.
    pub alias: AliasHandle,
    /// Who.
    pub member_id: Sid,
}

/// `SamrAddMultipleMembersToAlias` request, [MS-SAMR] 3.1.5.8.8.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct AddMultipleMembersToAlias {
    /// The alias.
    pub alias: AliasHandle,
    /// Who.
    #[ndr(max = 1024)]
    pub members: Counted<Ref<Sid>>,
}

/// `SamrRemoveMultipleMembersFromAlias` request, [MS-SAMR] 3.1.5.8.9.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RemoveMultipleMembersFromAlias {
    /// The alias.
    pub alias: AliasHandle,
    /// Who.
    #[ndr(max = 1024)]
    pub members: Counted<Ref<Sid>>,
}

/// `SamrRemoveMemberFromForeignDomain` request, [MS-SAMR] 3.1.5.8.10: removes a member from all aliases. A domain
/// controller changes nothing and says that it went well.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RemoveMemberFromForeignDomain {
    /// The domain whose aliases are meant.
    pub domain: DomainHandle,
    /// Who.
    pub member: Sid,
}

/// `SamrGetMembersInAlias` request, [MS-SAMR] 3.1.5.8.6.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetMembersInAlias {
    /// The alias.
    pub alias: AliasHandle,
}

/// `SamrGetMembersInAlias` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetMembersInAliasReply {
    /// `SAMPR_PSID_ARRAY_OUT`, [MS-SAMR] 2.2.7.7.
    pub members: Counted<Ref<Sid>>,
    /// The outcome.
    pub status: NtStatus,
}
