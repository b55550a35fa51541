//! The account object: the rights of one SID, behind a handle, [MS-LSAD] 3.1.4.5.

use msrpc::lsarpc::{
    AccountAccess, AccountHandle, AddPrivilegesToAccount, CreateAccount,
    EnumeratePrivilegesAccount, EnumeratePrivilegesAccountReply, GetSystemAccessAccount,
    GetSystemAccessAccountReply, LuidAndAttributes, OpenAccount, OpenAccountReply, PolicyAccess,
    PrivilegeSet, RemovePrivilegesFromAccount, SetSystemAccessAccount, StatusReply, SystemAccess,
};
use rpc::{Handler, RpcStatus};
use store::AccountRights;
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::access::allowed;
use super::object::{Account, Policy};
use super::privilege::{Privilege, all_system_access};
use super::refusal::{gone, refused};
use crate::Authority;
use crate::access::{grant, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome, status};

impl Handler<CreateAccount> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateAccount,
    ) -> Result<OpenAccountReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let created = async {
            require(policy.granted, PolicyAccess::CREATE_ACCOUNT)?;
            let granted = self.account_access(context, call.desired_access).await?;
            let created = self
                .store()
                .create_account_rights(&call.account_sid, self.now());
            created.await.map_err(refused)?;
            open(context, call.account_sid, granted)
        };
        let (account, status) = outcome(created.await);
        Ok(OpenAccountReply { account, status })
    }
}

impl Handler<OpenAccount> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenAccount,
    ) -> Result<OpenAccountReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let opened = async {
            let granted = self.account_access(context, call.desired_access).await?;
            let rights = self.store().account_rights(&call.account_sid).await;
            rights
                .map_err(unreadable)?
                .ok_or(NtStatus::OBJECT_NAME_NOT_FOUND)?;
            open(context, call.account_sid, granted)
        };
        let (account, status) = outcome(opened.await);
        Ok(OpenAccountReply { account, status })
    }
}

impl Handler<EnumeratePrivilegesAccount> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumeratePrivilegesAccount,
    ) -> Result<EnumeratePrivilegesAccountReply, RpcStatus> {
        let account = context.handles().get::<Account>(call.account)?;
        let found = async {
            let rights = self.rights(&account, AccountAccess::VIEW).await?;
            // Whatever is in the database and no privilege of this server has no number to be told by.
            let known = rights
                .privileges
                .iter()
                .filter_map(|name| Privilege::by_name(name));
            let privileges = known.map(|privilege| LuidAndAttributes {
                luid: privilege.luid(),
                attributes: 0,
            });
            Ok(Some(PrivilegeSet {
                control: 0,
                privileges: privileges.collect(),
            }))
        };
        let (privileges, status) = outcome(found.await);
        Ok(EnumeratePrivilegesAccountReply { privileges, status })
    }
}

impl Handler<AddPrivilegesToAccount> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: AddPrivilegesToAccount,
    ) -> Result<StatusReply, RpcStatus> {
        let account = context.handles().get::<Account>(call.account)?;
        let added = async {
            self.rights(&account, AccountAccess::ADJUST_PRIVILEGES)
                .await?;
            let names = names(&call.privileges)?;
            let added = self
                .store()
                .add_account_rights(&account.sid, &names, 0, self.now());
            added.await.map_err(gone)
        };
        Ok(StatusReply {
            status: status(added.await),
        })
    }
}

impl Handler<RemovePrivilegesFromAccount> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: RemovePrivilegesFromAccount,
    ) -> Result<StatusReply, RpcStatus> {
        let account = context.handles().get::<Account>(call.account)?;
        let removed = async {
            let rights = self
                .rights(&account, AccountAccess::ADJUST_PRIVILEGES)
                .await?;
            let names: Vec<&str> = match (call.all_privileges != 0, &call.privileges) {
                (true, None) => rights.privileges.iter().map(String::as_str).collect(),
                (false, Some(privileges)) => names(privileges)?,
                _ => return Err(NtStatus::INVALID_PARAMETER),
            };
            let removed = self
                .store()
                .remove_account_rights(&account.sid, &names, 0, self.now());
            removed.await.map_err(gone)
        };
        Ok(StatusReply {
            status: status(removed.await),
        })
    }
}

impl Handler<GetSystemAccessAccount> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetSystemAccessAccount,
    ) -> Result<GetSystemAccessAccountReply, RpcStatus> {
        let account = context.handles().get::<Account>(call.account)?;
        let rights = self.rights(&account, AccountAccess::VIEW).await;
        let (system_access, status) = outcome(rights.map(|r| SystemAccess(r.system_access)));
        Ok(GetSystemAccessAccountReply {
            system_access,
            status,
        })
    }
}

impl Handler<SetSystemAccessAccount> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetSystemAccessAccount,
    ) -> Result<StatusReply, RpcStatus> {
        let account = context.handles().get::<Account>(call.account)?;
        let set = async {
            require(account.granted, AccountAccess::ADJUST_SYSTEM_ACCESS)?;
            if !all_system_access().contains(call.system_access) {
                return Err(NtStatus::INVALID_PARAMETER);
            }
            let access = call.system_access.0;
            let set = self
                .store()
                .set_system_access(&account.sid, access, self.now());
            set.await.map_err(gone)
        };
        Ok(StatusReply {
            status: status(set.await),
        })
    }
}

impl Authority {
    /// What a new handle of an account object is to allow.
    async fn account_access(
        &self,
        context: &CallContext,
        desired: AccountAccess,
    ) -> Result<AccountAccess, NtStatus> {
        let token = self.token(context).await.map_err(unreadable)?;
        if token.is_anonymous() {
            return Err(NtStatus::OBJECT_NAME_NOT_FOUND);
        }
        grant(desired, allowed(&token))
    }

    /// The rights of an account object whose handle allows something.
    async fn rights(
        &self,
        account: &Account,
        required: AccountAccess,
    ) -> Result<AccountRights, NtStatus> {
        require(account.granted, required)?;
        let rights = self.store().account_rights(&account.sid).await;
        rights.map_err(unreadable)?.ok_or(NtStatus::INVALID_HANDLE)
    }
}

fn open(
    context: &CallContext,
    sid: Sid,
    granted: AccountAccess,
) -> Result<AccountHandle, NtStatus> {
    keep(context, Account { sid, granted }).map(AccountHandle)
}

/// "Any LUID not recognized as valid by the server SHOULD cause the message to be rejected with
/// STATUS_INVALID_PARAMETER", [MS-LSAD] 3.1.4.5.5.
fn names(privileges: &PrivilegeSet) -> Result<Vec<&'static str>, NtStatus> {
    let found = privileges
        .privileges
        .iter()
        .map(|one| Privilege::by_luid(one.luid));
    let names = found.map(|one| one.map(|privilege| privilege.name));
    names
        .collect::<Option<_>>()
        .ok_or(NtStatus::INVALID_PARAMETER)
}
