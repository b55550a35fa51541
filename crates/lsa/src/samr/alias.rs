//! Aliases, [MS-SAMR] 3.1.5.1.8, 3.1.5.4.3, 3.1.5.5.4, 3.1.5.6.3, and 3.1.5.7.2.

use msrpc::samr::{
    AliasAccess, AliasGeneralInformation, AliasHandle, AliasInfo, AliasInformationClass,
    CreateAliasInDomain, CreateAliasInDomainReply, DeleteAlias, DeleteAliasReply, DomainAccess,
    OpenAlias, OpenAliasReply, QueryInformationAlias, QueryInformationAliasReply, Samr,
    SetInformationAlias, StatusReply,
};
use ndr::ContextHandle;
use rpc::{Handler, RpcStatus};
use store::{AliasId, SamDomain};
use transport::CallContext;
use wire::NtStatus;

use super::access;
use super::object::{Alias, Domain};
use super::protected::Protection;
use super::refusal::refused;
use super::{name, user};
use crate::Authority;
use crate::access::{grant, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome, status};

impl Handler<CreateAliasInDomain> for Authority {
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

impl Handler<OpenAlias> for Authority {
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

impl Handler<DeleteAlias> for Authority {
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
            context.handles().close::<Samr>(call.alias)?;
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

impl Handler<QueryInformationAlias> for Authority {
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

impl Handler<SetInformationAlias> for Authority {
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

impl Authority {
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
}
