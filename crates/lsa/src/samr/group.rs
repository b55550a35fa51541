//! Groups, [MS-SAMR] 3.1.5.1.7, 3.1.5.4.2, 3.1.5.5.3, 3.1.5.6.2, 3.1.5.7.1 and 3.1.5.8.

use msrpc::samr::{
    AddMemberToGroup, CreateGroupInDomain, CreateGroupInDomainReply, DeleteGroup, DeleteGroupReply,
    DomainAccess, GetMembersInGroup, GetMembersInGroupReply, GroupAccess, GroupAttributes,
    GroupGeneralInformation, GroupHandle, GroupInfo, GroupInformationClass, GroupMembers,
    GroupMembership, OpenGroup, OpenGroupReply, QueryInformationGroup, QueryInformationGroupReply,
    RemoveMemberFromGroup, Samr, SetInformationGroup, SetMemberAttributesOfGroup, StatusReply,
};
use ndr::ContextHandle;
use rpc::{Handler, RpcStatus};
use store::{SamDomain, StoreError};
use transport::CallContext;
use wire::NtStatus;

use super::access;
use super::object::{Domain, Group};
use super::protected::Protection;
use super::refusal::refused;
use super::{name, user};
use crate::Authority;
use crate::access::{grant, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome, status};

impl Handler<CreateGroupInDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateGroupInDomain,
    ) -> Result<CreateGroupInDomainReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let ((group, relative_id), status) =
            outcome(self.create_group(context, &domain, call).await);
        Ok(CreateGroupInDomainReply {
            group,
            relative_id,
            status,
        })
    }
}

impl Handler<OpenGroup> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenGroup,
    ) -> Result<OpenGroupReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let (group, status) = outcome(self.open_group(context, &domain, call).await);
        Ok(OpenGroupReply { group, status })
    }
}

impl Handler<DeleteGroup> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: DeleteGroup,
    ) -> Result<DeleteGroupReply, RpcStatus> {
        let group = context.handles().get::<Group>(call.group)?;
        let deleted = match require(group.granted, GroupAccess::DELETE) {
            Ok(()) => self
                .store()
                .delete_group(group.rid, self.now())
                .await
                .map_err(refused_group),
            Err(status) => Err(status),
        };
        let remains = if deleted.is_ok() {
            context.handles().close::<Samr>(call.group)?;
            GroupHandle(ContextHandle::NIL)
        } else {
            call.group
        };
        Ok(DeleteGroupReply {
            group: remains,
            status: status(deleted),
        })
    }
}

impl Handler<QueryInformationGroup> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInformationGroup,
    ) -> Result<QueryInformationGroupReply, RpcStatus> {
        let group = context.handles().get::<Group>(call.group)?;
        let (buffer, status) = outcome(self.query_group(&group, call.information_class).await);
        Ok(QueryInformationGroupReply { buffer, status })
    }
}

impl Handler<SetInformationGroup> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetInformationGroup,
    ) -> Result<StatusReply, RpcStatus> {
        let group = context.handles().get::<Group>(call.group)?;
        let set = self.set_group(&group, call.information.0).await;
        Ok(StatusReply {
            status: status(set),
        })
    }
}

impl Handler<AddMemberToGroup> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: AddMemberToGroup,
    ) -> Result<StatusReply, RpcStatus> {
        let group = context.handles().get::<Group>(call.group)?;
        let added = match require(group.granted, GroupAccess::ADD_MEMBER) {
            Ok(()) => {
                let added = self
                    .store()
                    .add_group_member(group.rid, call.member_id, self.now());
                added.await.map_err(refused_group)
            }
            Err(status) => Err(status),
        };
        Ok(StatusReply {
            status: status(added),
        })
    }
}

impl Handler<RemoveMemberFromGroup> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: RemoveMemberFromGroup,
    ) -> Result<StatusReply, RpcStatus> {
        let group = context.handles().get::<Group>(call.group)?;
        let removed = self.remove_from_group(&group, call.member_id).await;
        Ok(StatusReply {
            status: status(removed),
        })
    }
}

impl Handler<GetMembersInGroup> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetMembersInGroup,
    ) -> Result<GetMembersInGroupReply, RpcStatus> {
        let group = context.handles().get::<Group>(call.group)?;
        let (members, status) = outcome(self.members_of_group(&group).await);
        Ok(GetMembersInGroupReply { members, status })
    }
}

/// [MS-SAMR] 3.1.5.14.7: a membership has the attributes of its group, so there is nothing to be set.
impl Handler<SetMemberAttributesOfGroup> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetMemberAttributesOfGroup,
    ) -> Result<StatusReply, RpcStatus> {
        let group = context.handles().get::<Group>(call.group)?;
        let set = require(group.granted, GroupAccess::ADD_MEMBER);
        Ok(StatusReply {
            status: status(set),
        })
    }
}

impl Authority {
    async fn create_group(
        &self,
        context: &CallContext,
        domain: &Domain,
        call: CreateGroupInDomain,
    ) -> Result<(GroupHandle, u32), NtStatus> {
        require(domain.granted, DomainAccess::CREATE_GROUP)?;
        let token = self.token(context).await.map_err(unreadable)?;
        if domain.which == SamDomain::Builtin || !user::administers_accounts(&token) {
            return Err(NtStatus::ACCESS_DENIED);
        }
        let name = call.name.as_str_or_empty();
        name::check(name)?;
        self.check_not_reserved(name).await?;
        let allowed = access::on_group(&token, Protection::None);
        let granted = grant(call.desired_access, allowed)?;
        let group = match self.store().create_group(name, "", self.now()).await {
            Ok(group) => group,
            Err(error) => return Err(self.name_refused(domain.which, name, error).await),
        };
        let rid = group.rid;
        Ok((GroupHandle(keep(context, Group { rid, granted })?), rid))
    }

    async fn open_group(
        &self,
        context: &CallContext,
        domain: &Domain,
        call: OpenGroup,
    ) -> Result<GroupHandle, NtStatus> {
        require(domain.granted, DomainAccess::LOOKUP)?;
        let rid = call.group_id;
        let found = match domain.which {
            SamDomain::Account => self.store().group(rid).await.map_err(unreadable)?,
            SamDomain::Builtin => None,
        };
        found.ok_or(NtStatus::NO_SUCH_GROUP)?;
        let token = self.token(context).await.map_err(unreadable)?;
        let allowed = access::on_group(&token, self.protection_of_group(rid).await?);
        let granted = grant(call.desired_access, allowed)?;
        keep(context, Group { rid, granted }).map(GroupHandle)
    }

    async fn query_group(
        &self,
        group: &Group,
        class: GroupInformationClass,
    ) -> Result<Option<GroupInfo>, NtStatus> {
        require(group.granted, GroupAccess::READ_INFORMATION)?;
        let found = self.store().group(group.rid).await.map_err(unreadable)?;
        let found = found.ok_or(NtStatus::NO_SUCH_GROUP)?;
        let attributes = GroupAttributes(found.attributes);
        let general = |member_count| GroupGeneralInformation {
            name: found.name.as_str().into(),
            attributes,
            member_count,
            admin_comment: found.description.as_str().into(),
        };
        Ok(Some(match class {
            GroupInformationClass::GENERAL => {
                let members = self.store().count_group_members(group.rid).await;
                GroupInfo::General(general(members.map_err(unreadable)?))
            }
            GroupInformationClass::NAME => GroupInfo::Name(found.name.into()),
            GroupInformationClass::ATTRIBUTE => GroupInfo::Attribute(attributes),
            GroupInformationClass::ADMIN_COMMENT => {
                GroupInfo::AdminComment(found.description.into())
            }
            // [MS-SAMR] 3.1.5.5.3.1: without counting the members.
            GroupInformationClass::REPLICATION => GroupInfo::Replication(general(0)),
            _ => return Err(NtStatus::INVALID_INFO_CLASS),
        }))
    }

    async fn set_group(&self, group: &Group, information: GroupInfo) -> Result<(), NtStatus> {
        require(group.granted, GroupAccess::WRITE_ACCOUNT)?;
        let (store, now) = (self.store(), self.now());
        match information {
            GroupInfo::Name(new) => {
                let new = new.as_str_or_empty();
                name::check(new)?;
                self.check_not_reserved(new).await?;
                match store.rename_group(group.rid, new, now).await {
                    Ok(()) => Ok(()),
                    Err(error) => Err(self.name_refused(SamDomain::Account, new, error).await),
                }
            }
            // [MS-SAMR] 3.1.1.6: they are the same for every group here, whatever a client wants.
            GroupInfo::Attribute(_) => Ok(()),
            GroupInfo::AdminComment(comment) => {
                let comment = comment.as_str_or_empty();
                let updated = store
                    .update_group(group.rid, Some(comment), None, now)
                    .await;
                updated.map_err(refused_group)
            }
            GroupInfo::General(_) | GroupInfo::Replication(_) => Err(NtStatus::INVALID_INFO_CLASS),
        }
    }

    async fn remove_from_group(&self, group: &Group, member: u32) -> Result<(), NtStatus> {
        require(group.granted, GroupAccess::REMOVE_MEMBER)?;
        if (group.rid, member) == (DOMAIN_ADMINS, user::ADMINISTRATOR) {
            // Somebody must be able to add the others again.
            return Err(NtStatus::SPECIAL_ACCOUNT);
        }
        let removed = self
            .store()
            .remove_group_member(group.rid, member, self.now())
            .await;
        removed.map_err(refused_group)
    }

    async fn members_of_group(&self, group: &Group) -> Result<Option<GroupMembers>, NtStatus> {
        require(group.granted, GroupAccess::LIST_MEMBERS)?;
        // The reply has no pages.
        let members = self.store().group_members(group.rid, 0, u32::MAX).await;
        let members = members.map_err(refused)?;
        let members = members.iter().map(|member| GroupMembership {
            relative_id: member.rid,
            attributes: GroupAttributes(member.attributes),
        });
        Ok(Some(GroupMembers(members.collect())))
    }
}

/// The status for what the database refuses that is done to a group.
fn refused_group(error: StoreError) -> NtStatus {
    match error {
        StoreError::AlreadyMember => NtStatus::MEMBER_IN_GROUP,
        StoreError::NotAMember => NtStatus::MEMBER_NOT_IN_GROUP,
        StoreError::BuiltInAccount => NtStatus::SPECIAL_GROUP,
        error => refused(error),
    }
}

/// `DOMAIN_GROUP_RID_ADMINS`, [MS-DTYP] 2.4.2.4.
const DOMAIN_ADMINS: u32 = 512;
