//! Accounts: made, opened, deleted, [MS-SAMR] 3.1.5.1.9, 3.1.5.4.4, 3.1.5.7.3 and 3.1.5.9.1.

use msrpc::samr::{
    CreateUser2InDomain, CreateUser2InDomainReply, CreateUserInDomain, CreateUserInDomainReply,
    DeleteUser, DeleteUserReply, DomainAccess, GetGroupsForUser, GetGroupsForUserReply,
    GroupAttributes, GroupMembership, OpenUser, OpenUserReply, Samr, UserAccess,
    UserAccountControl, UserHandle,
};
use ndr::{ContextHandle, Counted};
use rpc::{Handler, RpcStatus};
use store::{NewUser, SamDomain};
use transport::CallContext;
use wire::NtStatus;

use super::access::{self, BY_CREATOR, Relation};
use super::name;
use super::object::{Domain, User};
use super::protected::Protection;
use super::refusal::refused;
use crate::Authority;
use crate::access::{Access, grant, mapped, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome, status};
use crate::token::Token;

/// `DOMAIN_USER_RID_ADMIN`, [MS-DTYP] 2.4.2.4.
pub(super) const ADMINISTRATOR: u32 = 500;

/// What a caller is trusted with beyond the rights of a handle.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Power {
    /// Whoever administers nothing.
    None,
    /// Account operators: people and members.
    Operator,
    /// Administrators: domain controllers and trusts, too.
    Administrator,
}

impl Power {
    pub(super) fn of(token: &Token) -> Self {
        if token.is_administrator() {
            Self::Administrator
        } else if token.is_account_operator() {
            Self::Operator
        } else {
            Self::None
        }
    }

    /// The power that it takes to make an account of a kind.
    pub(super) const fn for_kind(kind: UserAccountControl) -> Self {
        match kind {
            UserAccountControl::NORMAL_ACCOUNT | UserAccountControl::WORKSTATION_TRUST_ACCOUNT => {
                Self::Operator
            }
            _ => Self::Administrator,
        }
    }
}

/// Whether a caller administers accounts.
pub(super) fn administers_accounts(token: &Token) -> bool {
    Power::of(token) >= Power::Operator
}

impl Handler<CreateUser2InDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateUser2InDomain,
    ) -> Result<CreateUser2InDomainReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let ((user, granted_access, relative_id), status) =
            outcome(self.create_user(context, &domain, call).await);
        Ok(CreateUser2InDomainReply {
            user,
            granted_access,
            relative_id,
            status,
        })
    }
}

impl Handler<CreateUserInDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateUserInDomain,
    ) -> Result<CreateUserInDomainReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let call = CreateUser2InDomain {
            domain: call.domain,
            name: call.name,
            account_type: UserAccountControl::NORMAL_ACCOUNT,
            desired_access: call.desired_access,
        };
        let ((user, _, relative_id), status) =
            outcome(self.create_user(context, &domain, call).await);
        Ok(CreateUserInDomainReply {
            user,
            relative_id,
            status,
        })
    }
}

impl Handler<OpenUser> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenUser,
    ) -> Result<OpenUserReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let (user, status) = outcome(self.open_user(context, &domain, call).await);
        Ok(OpenUserReply { user, status })
    }
}

impl Handler<DeleteUser> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: DeleteUser,
    ) -> Result<DeleteUserReply, RpcStatus> {
        let user = context.handles().get::<User>(call.user)?;
        let deleted = self.delete_user(&user).await;
        let remains = if deleted.is_ok() {
            context.handles().close::<Samr>(call.user)?;
            UserHandle(ContextHandle::NIL)
        } else {
            call.user
        };
        Ok(DeleteUserReply {
            user: remains,
            status: status(deleted),
        })
    }
}

impl Handler<GetGroupsForUser> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetGroupsForUser,
    ) -> Result<GetGroupsForUserReply, RpcStatus> {
        let user = context.handles().get::<User>(call.user)?;
        let groups = match require(user.granted, UserAccess::LIST_GROUPS) {
            Ok(()) => self.store().memberships(user.rid).await.map_err(unreadable),
            Err(status) => Err(status),
        };
        let groups = groups.map(|groups| {
            let groups = groups.iter().map(|group| GroupMembership {
                relative_id: group.rid,
                attributes: GroupAttributes(group.attributes),
            });
            Some(Counted(groups.collect()))
        });
        let (groups, status) = outcome(groups);
        Ok(GetGroupsForUserReply { groups, status })
    }
}

impl Authority {
    /// `SamrCreateUser2InDomain`: makes an account, which is disabled and has no password.
    async fn create_user(
        &self,
        context: &CallContext,
        domain: &Domain,
        call: CreateUser2InDomain,
    ) -> Result<(UserHandle, UserAccess, u32), NtStatus> {
        require(domain.granted, DomainAccess::CREATE_USER)?;
        if domain.which == SamDomain::Builtin {
            return Err(NtStatus::ACCESS_DENIED);
        }
        let kind = call.account_type;
        match kind {
            _ if KINDS.contains(&kind) => {}
            // These come with a trusted domain, and from another domain.
            UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT
            | UserAccountControl::TEMP_DUPLICATE_ACCOUNT => return Err(NtStatus::ACCESS_DENIED),
            _ => return Err(NtStatus::INVALID_PARAMETER),
        }
        let name = call.name.as_str_or_empty();
        name::check_user(name, kind)?;
        self.check_not_reserved(name).await?;
        let token = self.token(context).await.map_err(unreadable)?;
        let power = Power::of(&token);
        let disabled = UserAccountControl::ACCOUNT_DISABLED;
        let (granted, new) = if power >= Power::for_kind(kind) {
            let allowed = access::on_user(&token, Protection::None, Relation::Stranger);
            let granted = grant(call.desired_access, allowed)?;
            (granted, NewUser::new(name, (kind | disabled).0, self.now()))
        } else if kind == UserAccountControl::WORKSTATION_TRUST_ACCOUNT
            // "On a non-DC configuration: The server MUST abort processing and return STATUS_ACCESS_DENIED."
            && self.is_controller()
            && token.has_right("SeMachineAccountPrivilege")
        {
            let policy = self.store().policy().await.map_err(unreadable)?;
            let new = NewUser {
                creator: token.user(),
                quota: Some(policy.machine_account_quota),
                ..NewUser::new(name, kind.0, self.now())
            };
            (granted_to_creator(call.desired_access)?, new)
        } else {
            return Err(NtStatus::ACCESS_DENIED);
        };
        let user = match self.store().create_user(&new).await {
            Ok(user) => user,
            Err(error) => return Err(self.name_refused(domain.which, name, error).await),
        };
        let rid = user.rid;
        let object = User {
            rid,
            granted,
            power,
        };
        Ok((UserHandle(keep(context, object)?), granted, rid))
    }

    async fn open_user(
        &self,
        context: &CallContext,
        domain: &Domain,
        call: OpenUser,
    ) -> Result<UserHandle, NtStatus> {
        require(domain.granted, DomainAccess::LOOKUP)?;
        let rid = call.user_id;
        let found = match domain.which {
            SamDomain::Account => self.store().user(rid).await.map_err(unreadable)?,
            SamDomain::Builtin => None,
        };
        let user = found.ok_or(NtStatus::NO_SUCH_USER)?;
        let token = self.token(context).await.map_err(unreadable)?;
        let own = self.names().sid.child(rid).ok();
        let relation = match token.user() {
            Some(caller) if own.as_ref() == Some(caller) => Relation::Oneself,
            Some(caller) if user.creator.as_ref() == Some(caller) => Relation::Creator,
            _ => Relation::Stranger,
        };
        let allowed = access::on_user(&token, self.protection_of_user(rid).await?, relation);
        let granted = grant(call.desired_access, allowed)?;
        let object = User {
            rid,
            granted,
            power: Power::of(&token),
        };
        keep(context, object).map(UserHandle)
    }

    async fn delete_user(&self, user: &User) -> Result<(), NtStatus> {
        require(user.granted, UserAccess::DELETE)?;
        let found = self.store().user(user.rid).await.map_err(unreadable)?;
        let found = found.ok_or(NtStatus::NO_SUCH_USER)?;
        if UserAccountControl(found.control).contains(UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT)
        {
            // It goes with its trusted domain, by LsarDeleteTrustedDomain.
            return Err(NtStatus::ACCESS_DENIED);
        }
        self.store()
            .delete_user(user.rid, self.now())
            .await
            .map_err(refused)
    }
}

/// What is granted of `desired` to somebody who had only the right to add computers to the domain.
fn granted_to_creator(desired: UserAccess) -> Result<UserAccess, NtStatus> {
    let [.., all] = UserAccess::GENERIC;
    let desired = mapped(desired);
    if desired.contains(UserAccess::MAXIMUM_ALLOWED) {
        return Ok(BY_CREATOR);
    }
    if desired.without(UserAccess(all)) != UserAccess(0) {
        return Err(NtStatus::ACCESS_DENIED);
    }
    Ok(UserAccess(desired.0 & BY_CREATOR.0))
}

/// The kinds of account that can be made.
const KINDS: [UserAccountControl; 3] = [
    UserAccountControl::NORMAL_ACCOUNT,
    UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
    UserAccountControl::SERVER_TRUST_ACCOUNT,
];
