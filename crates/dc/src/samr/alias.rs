//! Aliases, [MS-SAMR] 3.1.5.1.8, 3.1.5.4.3, 3.1.5.5.4, 3.1.5.6.3, 3.1.5.7.2 and 3.1.5.8.

use msrpc::samr::{
    AddMemberToAlias, AddMultipleMembersToAlias, AliasAccess, AliasGeneralInformation, AliasHandle,
    AliasInfo, AliasInformationClass, CreateAliasInDomain, CreateAliasInDomainReply, DeleteAlias,
    DeleteAliasReply, DomainAccess, GetMembersInAlias, GetMembersInAliasReply, OpenAlias,
    OpenAliasReply, QueryInformationAlias, QueryInformationAliasReply, RemoveMemberFromAlias,
    RemoveMemberFromForeignDomain, RemoveMultipleMembersFromAlias, SetInformationAlias,
    StatusReply,
};
use ndr::{ContextHandle, Counted, Ref};
use rpc::{Handler, RpcStatus};
use store::{AliasId, SamDomain, StoreError};
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::access;
use super::object::{Alias, Domain};
use super::protected::Protection;
use super::refusal::refused;
use super::{name, user};
use crate::Controller;
use crate::access::{grant, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome, status};

impl Handler<CreateAliasInDomain> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateAliasInDomain,
    ) -> Result<CreateAliasInDomainReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let ((alias, relative_id), status) =
            outcome(self.create_alias(context, &domain, call).await);
        Ok(CreateAliasInDomainReply {
            alias,
            relative_id,
            status,
        })
    }
}

impl Handler<OpenAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenAlias,
    ) -> Result<OpenAliasReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let (alias, status) = outcome(self.open_alias(context, &domain, call).await);
        Ok(OpenAliasReply { alias, status })
    }
}

impl Handler<DeleteAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DeleteAlias,
    ) -> Result<DeleteAliasReply, RpcStatus> {
        let alias = context.handles().get::<Alias>(call.alias)?;
        let deleted = match require(alias.granted, AliasAccess::DELETE) {
            Ok(()) => self
                .store()
                .delete_alias(alias.id, self.now())
                .await
                .map_err(refused),
            Err(status) => Err(status),
        };
        let remains = if deleted.is_ok() {
            context.handles().close(call.alias)?;
            AliasHandle(ContextHandle::NIL)
        } else {
            call.alias
        };
        Ok(DeleteAliasReply {
            alias: remains,
            status: status(deleted),
        })
    }
}

impl Handler<QueryInformationAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInformationAlias,
    ) -> Result<QueryInformationAliasReply, RpcStatus> {
        let alias = context.handles().get::<Alias>(call.alias)?;
        let (buffer, status) = outcome(self.query_alias(&alias, call.information_class).await);
        Ok(QueryInformationAliasReply { buffer, status })
    }
}

impl Handler<SetInformationAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetInformationAlias,
    ) -> Result<StatusReply, RpcStatus> {
        let alias = context.handles().get::<Alias>(call.alias)?;
        let set = self.set_alias(&alias, call.information.0).await;
        Ok(StatusReply {
            status: status(set),
        })
    }
}

impl Handler<AddMemberToAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: AddMemberToAlias,
    ) -> Result<StatusReply, RpcStatus> {
        let alias = context.handles().get::<Alias>(call.alias)?;
        let added = self.add_to_alias(&alias, &call.member_id).await;
        Ok(StatusReply {
            status: status(added),
        })
    }
}

impl Handler<AddMultipleMembersToAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: AddMultipleMembersToAlias,
    ) -> Result<StatusReply, RpcStatus> {
        let alias = context.handles().get::<Alias>(call.alias)?;
        for Ref(member) in &call.members.0 {
            match self.add_to_alias(&alias, member).await {
                Ok(()) | Err(NtStatus::MEMBER_IN_ALIAS) => {}
                Err(status) => return Ok(StatusReply { status }),
            }
        }
        Ok(DONE)
    }
}

impl Handler<RemoveMemberFromAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: RemoveMemberFromAlias,
    ) -> Result<StatusReply, RpcStatus> {
        let alias = context.handles().get::<Alias>(call.alias)?;
        let removed = self.remove_from_alias(&alias, &call.member_id).await;
        Ok(StatusReply {
            status: status(removed),
        })
    }
}

impl Handler<RemoveMultipleMembersFromAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: RemoveMultipleMembersFromAlias,
    ) -> Result<StatusReply, RpcStatus> {
        let alias = context.handles().get::<Alias>(call.alias)?;
        for Ref(member) in &call.members.0 {
            match self.remove_from_alias(&alias, member).await {
                Ok(()) | Err(NtStatus::MEMBER_NOT_IN_ALIAS) => {}
                Err(status) => return Ok(StatusReply { status }),
            }
        }
        Ok(DONE)
    }
}

/// [MS-SAMR] 3.1.5.8.7: "If the server is a domain controller, the server MUST return STATUS_SUCCESS without making any
/// modifications to any alias objects."
impl Handler<RemoveMemberFromForeignDomain> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: RemoveMemberFromForeignDomain,
    ) -> Result<StatusReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let removed = require(domain.granted, DomainAccess::LOOKUP);
        Ok(StatusReply {
            status: status(removed),
        })
    }
}

impl Handler<GetMembersInAlias> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetMembersInAlias,
    ) -> Result<GetMembersInAliasReply, RpcStatus> {
        let alias = context.handles().get::<Alias>(call.alias)?;
        let members = match require(alias.granted, AliasAccess::LIST_MEMBERS) {
            Ok(()) => self.store().alias_members(alias.id).await.map_err(refused),
            Err(status) => Err(status),
        };
        let (members, status) = outcome(members);
        Ok(GetMembersInAliasReply {
            members: Counted(members.into_iter().map(Ref).collect()),
            status,
        })
    }
}

impl Controller {
    async fn create_alias(
        &self,
        context: &CallContext,
        domain: &Domain,
        call: CreateAliasInDomain,
    ) -> Result<(AliasHandle, u32), NtStatus> {
        require(domain.granted, DomainAccess::CREATE_ALIAS)?;
        let token = self.token(context).await.map_err(unreadable)?;
        if domain.which == SamDomain::Builtin || !user::administers_accounts(&token) {
            return Err(NtStatus::ACCESS_DENIED);
        }
        let name = call.account_name.as_str_or_empty();
        name::check(name)?;
        self.check_not_reserved(name).await?;
        let allowed = access::on_alias(&token, Protection::None);
        let granted = grant(call.desired_access, allowed)?;
        let alias = match self.store().create_alias(name, "", self.now()).await {
            Ok(alias) => alias,
            Err(error) => return Err(self.name_refused(domain.which, name, error).await),
        };
        let id = alias.id;
        Ok((AliasHandle(keep(context, Alias { id, granted })?), id.rid))
    }

    async fn open_alias(
        &self,
        context: &CallContext,
        domain: &Domain,
        call: OpenAlias,
    ) -> Result<AliasHandle, NtStatus> {
        require(domain.granted, DomainAccess::LOOKUP)?;
        let id = AliasId {
            domain: domain.which,
            rid: call.alias_id,
        };
        let found = self.store().alias(id).await.map_err(unreadable)?;
        found.ok_or(NtStatus::NO_SUCH_ALIAS)?;
        let token = self.token(context).await.map_err(unreadable)?;
        let allowed = access::on_alias(&token, Self::protection_of_alias(id));
        let granted = grant(call.desired_access, allowed)?;
        keep(context, Alias { id, granted }).map(AliasHandle)
    }

    async fn query_alias(
        &self,
        alias: &Alias,
        class: AliasInformationClass,
    ) -> Result<Option<AliasInfo>, NtStatus> {
        require(alias.granted, AliasAccess::READ_INFORMATION)?;
        let found = self.store().alias(alias.id).await.map_err(unreadable)?;
        let found = found.ok_or(NtStatus::NO_SUCH_ALIAS)?;
        Ok(Some(match class {
            AliasInformationClass::GENERAL => {
                let members = self
                    .store()
                    .alias_members(alias.id)
                    .await
                    .map_err(refused)?;
                AliasInfo::General(AliasGeneralInformation {
                    name: found.name.into(),
                    member_count: u32::try_from(members.len()).unwrap_or(u32::MAX),
                    admin_comment: found.description.into(),
                })
            }
            AliasInformationClass::NAME => AliasInfo::Name(found.name.into()),
            AliasInformationClass::ADMIN_COMMENT => {
                AliasInfo::AdminComment(found.description.into())
            }
            _ => return Err(NtStatus::INVALID_INFO_CLASS),
        }))
    }

    async fn set_alias(&self, alias: &Alias, information: AliasInfo) -> Result<(), NtStatus> {
        require(alias.granted, AliasAccess::WRITE_ACCOUNT)?;
        let (store, now) = (self.store(), self.now());
        match information {
            AliasInfo::Name(new) => {
                let new = new.as_str_or_empty();
                name::check(new)?;
                if alias.id.domain == SamDomain::Account {
                    self.check_not_reserved(new).await?;
                }
                match store.rename_alias(alias.id, new, now).await {
                    Ok(()) => Ok(()),
                    Err(error) => Err(self.name_refused(alias.id.domain, new, error).await),
                }
            }
            AliasInfo::AdminComment(comment) => {
                let comment = comment.as_str_or_empty();
                store
                    .describe_alias(alias.id, comment, now)
                    .await
                    .map_err(refused)
            }
            AliasInfo::General(_) => Err(NtStatus::INVALID_INFO_CLASS),
        }
    }

    async fn add_to_alias(&self, alias: &Alias, member: &Sid) -> Result<(), NtStatus> {
        require(alias.granted, AliasAccess::ADD_MEMBER)?;
        // Members of other domains cannot be looked up here; those of this one can.
        if let (Some(domain), Some(rid)) = (member.domain(), member.rid())
            && domain == self.names().sid
        {
            let found = self.store().lookup_rids(SamDomain::Account, &[rid]).await;
            found
                .map_err(unreadable)?
                .pop()
                .flatten()
                .ok_or(NtStatus::NO_SUCH_MEMBER)?;
        }
        let added = self
            .store()
            .add_alias_member(alias.id, member, self.now())
            .await;
        added.map_err(refused_alias)
    }

    async fn remove_from_alias(&self, alias: &Alias, member: &Sid) -> Result<(), NtStatus> {
        require(alias.granted, AliasAccess::REMOVE_MEMBER)?;
        let administrator = self.names().sid.child(user::ADMINISTRATOR).ok();
        if alias.id == AliasId::builtin(crate::token::ADMINISTRATORS)
            && Some(member) == administrator.as_ref()
        {
            // Somebody must be able to add the others again.
            return Err(NtStatus::SPECIAL_ACCOUNT);
        }
        let removed = self
            .store()
            .remove_alias_member(alias.id, member, self.now())
            .await;
        removed.map_err(refused_alias)
    }
}

/// The status for what the database refuses that is done to an alias.
fn refused_alias(error: StoreError) -> NtStatus {
    match error {
        StoreError::AlreadyMember => NtStatus::MEMBER_IN_ALIAS,
        StoreError::NotAMember => NtStatus::MEMBER_NOT_IN_ALIAS,
        error => refused(error),
    }
}

const DONE: StatusReply = StatusReply {
    status: NtStatus::SUCCESS,
};
