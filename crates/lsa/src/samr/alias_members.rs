//! Who is in an alias, [MS-SAMR] 3.1.5.8.

use msrpc::samr::{
    AddMemberToAlias, AddMultipleMembersToAlias, AliasAccess, DomainAccess, GetMembersInAlias,
    GetMembersInAliasReply, RemoveMemberFromAlias, RemoveMemberFromForeignDomain,
    RemoveMultipleMembersFromAlias, StatusReply,
};
use ndr::{Counted, Ref};
use rpc::{Handler, RpcStatus};
use store::{AliasId, SamDomain, StoreError};
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::object::{Alias, Domain};
use super::refusal::refused;
use super::user;
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::{outcome, status};

impl Handler<AddMemberToAlias> for Authority {
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

impl Handler<AddMultipleMembersToAlias> for Authority {
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

impl Handler<RemoveMemberFromAlias> for Authority {
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

impl Handler<RemoveMultipleMembersFromAlias> for Authority {
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
/// modifications to any alias objects." Others forget the member, for whom that may change.
impl Handler<RemoveMemberFromForeignDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: RemoveMemberFromForeignDomain,
    ) -> Result<StatusReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let removed = async {
            require(domain.granted, DomainAccess::LOOKUP)?;
            if self.is_controller() {
                return Ok(());
            }
            let token = self.token(context).await.map_err(unreadable)?;
            if !token.is_administrator() {
                return Err(NtStatus::ACCESS_DENIED);
            }
            self.remove_from_all(domain.which, &call.member).await
        };
        Ok(StatusReply {
            status: status(removed.await),
        })
    }
}

impl Handler<GetMembersInAlias> for Authority {
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

impl Authority {
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
        self.remove_member(alias.id, member).await
    }

    async fn remove_from_all(&self, domain: SamDomain, member: &Sid) -> Result<(), NtStatus> {
        let sids = std::slice::from_ref(member);
        let aliases = self.store().alias_memberships(sids).await;
        let aliases = aliases.map_err(unreadable)?.into_iter();
        for alias in aliases.filter(|alias| alias.domain == domain) {
            self.remove_member(alias, member).await?;
        }
        Ok(())
    }

    async fn remove_member(&self, alias: AliasId, member: &Sid) -> Result<(), NtStatus> {
        let administrator = self.names().sid.child(user::ADMINISTRATOR).ok();
        if alias == AliasId::builtin(crate::token::ADMINISTRATORS)
            && Some(member) == administrator.as_ref()
        {
            // Somebody must be able to add the others again.
            return Err(NtStatus::SPECIAL_ACCOUNT);
        }
        let removed = self
            .store()
            .remove_alias_member(alias, member, self.now())
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
