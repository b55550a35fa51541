//! Groups: members are accounts of the same domain.

use ndr::{Decoder, Encoder, Leveled, Malformed, Ndr, Params, UnicodeString, Unique};
use wire::NtStatus;

use super::{DomainHandle, GroupAccess, GroupAttributes, GroupHandle, GroupMembership};
use crate::parallel;

/// `SamrCreateGroupInDomain` request, [MS-SAMR] 3.1.5.4.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateGroupInDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// The group's name.
    pub name: UnicodeString,
    /// What the handle is to allow.
    pub desired_access: GroupAccess,
}

/// `SamrCreateGroupInDomain` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CreateGroupInDomainReply {
    /// The group.
    pub group: GroupHandle,
    /// Its relative identifier.
    pub relative_id: u32,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrOpenGroup` request, [MS-SAMR] 3.1.5.1.7.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenGroup {
    /// The domain.
    pub domain: DomainHandle,
    /// What the handle is to allow.
    pub desired_access: GroupAccess,
    /// The group's relative identifier.
    pub group_id: u32,
}

/// `SamrOpenGroup` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenGroupReply {
    /// The group.
    pub group: GroupHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrDeleteGroup` request, [MS-SAMR] 3.1.5.7.1.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeleteGroup {
    /// The group, opened for [`GroupAccess::DELETE`].
    pub group: GroupHandle,
}

/// `SamrDeleteGroup` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeleteGroupReply {
    /// Zeros, now that nothing is behind it.
    pub group: GroupHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrQueryInformationGroup` request, [MS-SAMR] 3.1.5.5.3.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationGroup {
    /// The group.
    pub group: GroupHandle,
    /// What is asked.
    pub information_class: GroupInformationClass,
}

/// `SamrQueryInformationGroup` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationGroupReply {
    /// The answer.
    pub buffer: Unique<GroupInfo>,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrSetInformationGroup` request, [MS-SAMR] 3.1.5.6.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetInformationGroup {
    /// The group.
    pub group: GroupHandle,
    /// What is to be changed, and to what.
    pub information: Leveled<GroupInfo>,
}

crate::flags::values! {
    /// `GROUP_INFORMATION_CLASS`, [MS-SAMR] 2.2.4.6.
    GroupInformationClass: u16 {
        /// `GroupGeneralInformation`.
        GENERAL = 1;
        /// `GroupNameInformation`.
        NAME = 2;
        /// `GroupAttributeInformation`.
        ATTRIBUTE = 3;
        /// `GroupAdminCommentInformation`.
        ADMIN_COMMENT = 4;
        /// `GroupReplicationInformation`.
        REPLICATION = 5;
    }
}

/// `SAMPR_GROUP_INFO_BUFFER`, [MS-SAMR] 2.2.4.7.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum GroupInfo {
    /// `SAMPR_GROUP_GENERAL_INFORMATION`.
    #[ndr(case = 1)]
    General(GroupGeneralInformation),
    /// `SAMPR_GROUP_NAME_INFORMATION`, [MS-SAMR] 2.2.4.4.
    #[ndr(case = 2)]
    Name(UnicodeString),
    /// `GROUP_ATTRIBUTE_INFORMATION`, [MS-SAMR] 2.2.4.2.
    #[ndr(case = 3)]
    Attribute(GroupAttributes),
    /// `SAMPR_GROUP_ADM_COMMENT_INFORMATION`, [MS-SAMR] 2.2.4.5.
    #[ndr(case = 4)]
    AdminComment(UnicodeString),
    /// `DoNotUse`: as `General`, without the member count.
    #[ndr(case = 5)]
    Replication(GroupGeneralInformation),
}

/// `SAMPR_GROUP_GENERAL_INFORMATION`, [MS-SAMR] 2.2.4.3.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct GroupGeneralInformation {
    /// The group's name.
    pub name: UnicodeString,
    /// How a membership counts.
    pub attributes: GroupAttributes,
    /// How many members there are.
    pub member_count: u32,
    /// A comment.
    pub admin_comment: UnicodeString,
}

/// `SamrAddMemberToGroup` request, [MS-SAMR] 3.1.5.8.1.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct AddMemberToGroup {
    /// The group.
    pub group: GroupHandle,
    /// The relative identifier of the account.
    pub member_id: u32,
    /// How the membership counts: [`GroupAttributes::DEFAULT`].
    pub attributes: GroupAttributes,
}

/// `SamrRemoveMemberFromGroup` request, [MS-SAMR] 3.1.5.8.2.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct RemoveMemberFromGroup {
    /// The group.
    pub group: GroupHandle,
    /// The relative identifier of the account.
    pub member_id: u32,
}

/// `SamrSetMemberAttributesOfGroup` request, [MS-SAMR] 3.1.5.8.7.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct SetMemberAttributesOfGroup {
    /// The group.
    pub group: GroupHandle,
    /// The relative identifier of the account.
    pub member_id: u32,
    /// How the membership counts.
    pub attributes: GroupAttributes,
}

/// `SamrGetMembersInGroup` request, [MS-SAMR] 3.1.5.8.3.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetMembersInGroup {
    /// The group.
    pub group: GroupHandle,
}

/// `SamrGetMembersInGroup` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetMembersInGroupReply {
    /// The accounts.
    pub members: Unique<GroupMembers>,
    /// The outcome.
    pub status: NtStatus,
}

/// `SAMPR_GET_MEMBERS_BUFFER`, [MS-SAMR] 2.2.7.14: on the wire one count and two arrays, which cannot differ in length here.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct GroupMembers(pub Vec<GroupMembership>);

impl Ndr for GroupMembers {
    const ALIGN: usize = 4;
    type Pending = (u32, bool, bool);

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.count(self.0.len());
        encoder.referent();
        encoder.referent();
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        parallel::encode_members(&self.0, encoder);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.enter("MemberCount");
        let count = decoder.u32()?;
        decoder.enter("Members");
        let members = decoder.referent()?;
        decoder.enter("Attributes");
        Ok((count, members, decoder.referent()?))
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        parallel::decode_members(pending, decoder).map(Self)
    }
}
