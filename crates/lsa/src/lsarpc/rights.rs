//! Who has which rights, [MS-LSAD] 3.1.4.5.2 and 3.1.4.5.9 to 3.1.4.5.12.

use msrpc::lsarpc::{
    AccountAccess, AddAccountRights, EnumerateAccountRights, EnumerateAccountRightsReply,
    EnumerateAccounts, EnumerateAccountsReply, EnumerateAccountsWithUserRight,
    EnumerateAccountsWithUserRightReply, PolicyAccess, RemoveAccountRights, StatusReply,
    SystemAccess, UserRightSet,
};
use ndr::{Counted, Ref};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::access::allowed;
use super::object::Policy;
use super::page::{self, MOST_ENTRIES};
use super::privilege::{Right, system_access_names};
use super::refusal::refused;
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::{outcome, status};

impl Handler<EnumerateAccounts> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateAccounts,
    ) -> Result<EnumerateAccountsReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let left = async {
            require(policy.granted, PolicyAccess::VIEW_LOCAL_INFORMATION)?;
            self.known(context, NtStatus::ACCESS_DENIED).await?;
            // One more than goes into a reply, to know whether there are more.
            let most = u32::try_from(MOST_ENTRIES)
                .unwrap_or(u32::MAX)
                .saturating_add(1);
            let left = self.store().rights_accounts(call.enumeration_context, most);
            left.await.map_err(unreadable)
        };
        let (sids, status) = match left.await {
            Ok(left) => page::page(left, call.preferred_maximum_length, octets),
            Err(status) => (Vec::new(), status),
        };
        Ok(EnumerateAccountsReply {
            enumeration_context: page::next(call.enumeration_context, sids.len()),
            accounts: Counted(sids.into_iter().map(Ref).collect()),
            status,
        })
    }
}

impl Handler<EnumerateAccountsWithUserRight> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateAccountsWithUserRight,
    ) -> Result<EnumerateAccountsWithUserRightReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let found = async {
            require(policy.granted, PolicyAccess::VIEW_LOCAL_INFORMATION)?;
            self.known(context, NtStatus::ACCESS_DENIED).await?;
            let name = call.user_right.as_ref().and_then(|name| name.as_str());
            let name = name.ok_or(NtStatus::INVALID_PARAMETER)?;
            let found = match Right::by_name(name).ok_or(NtStatus::NO_SUCH_PRIVILEGE)? {
                Right::Privilege(one) => self.store().accounts_with_privilege(one.name).await,
                Right::SystemAccess(one) => self.store().accounts_with_system_access(one.0).await,
            };
            let found = found.map_err(unreadable)?;
            if found.is_empty() {
                return Err(NtStatus::NO_MORE_ENTRIES);
            }
            Ok(found.into_iter().map(Ref).collect())
        };
        let (accounts, status) = outcome(found.await);
        Ok(EnumerateAccountsWithUserRightReply {
            accounts: Counted(accounts),
            status,
        })
    }
}

impl Handler<EnumerateAccountRights> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateAccountRights,
    ) -> Result<EnumerateAccountRightsReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let found = async {
            self.may(context, AccountAccess::VIEW).await?;
            let rights = self.store().account_rights(&call.account_sid).await;
            let rights = rights
                .map_err(unreadable)?
                .ok_or(NtStatus::OBJECT_NAME_NOT_FOUND)?;
            let privileges = rights.privileges.iter().map(|name| name.as_str().into());
            let accesses = system_access_names(SystemAccess(rights.system_access));
            Ok(UserRightSet {
                user_rights: Counted(privileges.chain(accesses.map(Into::into)).collect()),
            })
        };
        let (user_rights, status) = outcome(found.await);
        Ok(EnumerateAccountRightsReply {
            user_rights,
            status,
        })
    }
}

impl Handler<AddAccountRights> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: AddAccountRights,
    ) -> Result<StatusReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let added = async {
            let rights = Rights::named(&call.user_rights)?;
            let sid = &call.account_sid;
            let exists = self.store().account_rights(sid).await.map_err(unreadable)?;
            if exists.is_some() {
                self.may(context, CHANGE).await?;
            } else {
                require(policy.granted, PolicyAccess::CREATE_ACCOUNT)?;
            }
            let added = self.store().add_account_rights(
                sid,
                &rights.privileges,
                rights.system_access.0,
                self.now(),
            );
            added.await.map_err(refused)
        };
        Ok(StatusReply {
            status: status(added.await),
        })
    }
}

impl Handler<RemoveAccountRights> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: RemoveAccountRights,
    ) -> Result<StatusReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let removed = async {
            self.may(context, CHANGE | AccountAccess::DELETE).await?;
            let (sid, now) = (&call.account_sid, self.now());
            if call.all_rights != 0 {
                if is_service(sid) {
                    return Err(NtStatus::NOT_SUPPORTED);
                }
                return self
                    .store()
                    .delete_account_rights(sid, now)
                    .await
                    .map_err(refused);
            }
            let rights = Rights::named(&call.user_rights)?;
            if is_service(sid)
                && rights
                    .privileges
                    .iter()
                    .any(|name| KEPT_BY_SERVICES.contains(name))
            {
                return Err(NtStatus::NOT_SUPPORTED);
            }
            let store = self.store();
            let removed =
                store.remove_account_rights(sid, &rights.privileges, rights.system_access.0, now);
            removed.await.map_err(refused)?;
            // "If the resulting set of access rights and privileges is empty, the server MUST delete the account object".
            store
                .delete_empty_account_rights(sid, now)
                .await
                .map_err(refused)
        };
        Ok(StatusReply {
            status: status(removed.await),
        })
    }
}

/// Rights that were given by name.
struct Rights {
    privileges: Vec<&'static str>,
    system_access: SystemAccess,
}

impl Rights {
    /// "If the server does not recognize any of the rights, server MUST return STATUS_NO_SUCH_PRIVILEGE."
    fn named(names: &UserRightSet) -> Result<Self, NtStatus> {
        let mut rights = Self {
            privileges: Vec::new(),
            system_access: SystemAccess::default(),
        };
        for name in &names.user_rights.0 {
            match Right::by_name(name.as_str_or_empty()).ok_or(NtStatus::NO_SUCH_PRIVILEGE)? {
                Right::Privilege(privilege) => rights.privileges.push(privilege.name),
                Right::SystemAccess(access) => rights.system_access = rights.system_access | access,
            }
        }
        Ok(rights)
    }
}

impl Authority {
    /// Sees that somebody has logged on, [MS-LSAD] 3.1.4.2.3, and says `otherwise` if not.
    pub(super) async fn known(
        &self,
        context: &CallContext,
        otherwise: NtStatus,
    ) -> Result<(), NtStatus> {
        let token = self.token(context).await.map_err(unreadable)?;
        if token.is_anonymous() {
            Err(otherwise)
        } else {
            Ok(())
        }
    }

    /// Sees that the caller may do something with account objects, of which no handle tells.
    async fn may(&self, context: &CallContext, required: AccountAccess) -> Result<(), NtStatus> {
        let token = self.token(context).await.map_err(unreadable)?;
        if token.is_anonymous() {
            return Err(NtStatus::OBJECT_NAME_NOT_FOUND);
        }
        require(allowed(&token), required)
    }
}

/// What must be allowed for the rights of an account to be changed, [MS-LSAD] 3.1.4.5.11.
const CHANGE: AccountAccess = AccountAccess(
    AccountAccess::ADJUST_PRIVILEGES.0
        | AccountAccess::ADJUST_SYSTEM_ACCESS.0
        | AccountAccess::VIEW.0,
);

/// What services keep, [MS-LSAD] 3.1.4.5.12.
const KEPT_BY_SERVICES: [&str; 4] = [
    "SeAuditPrivilege",
    "SeChangeNotifyPrivilege",
    "SeImpersonatePrivilege",
    "SeCreateGlobalPrivilege",
];

/// Whether this is LOCAL SERVICE or NETWORK SERVICE.
fn is_service(sid: &Sid) -> bool {
    sid.authority() == 5 && matches!(sid.sub_authorities(), [19 | 20])
}

/// What a SID takes in a reply.
fn octets(sid: &Sid) -> usize {
    sid.sub_authorities()
        .len()
        .saturating_mul(4)
        .saturating_add(16)
}
