//! The way in and out: the policy object, [MS-LSAD] 3.1.4.4.1, 3.1.4.9.3 and 3.1.4.9.4.

use msrpc::lsarpc::{
    AccountAccess, Close, CloseReply, CloseTrustedDomainEx, Delete, DeleteObject,
    DeleteObjectReply, Lsarpc, ObjectAttributes, OpenPolicy, OpenPolicy2, OpenPolicyReply,
    PolicyAccess, PolicyHandle, SecretAccess, StatusReply, TrustedDomainAccess,
};
use ndr::ContextHandle;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::access::allowed;
use super::object::{Account, Kept, Policy, Secret, Trust};
use super::refusal::gone;
use crate::Authority;
use crate::access::{grant, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome};

impl Handler<OpenPolicy> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenPolicy,
    ) -> Result<OpenPolicyReply, RpcStatus> {
        let opened = self.open_policy(context, &call.object_attributes, call.desired_access);
        let (policy, status) = outcome(opened.await);
        Ok(OpenPolicyReply { policy, status })
    }
}

impl Handler<OpenPolicy2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenPolicy2,
    ) -> Result<OpenPolicyReply, RpcStatus> {
        let opened = self.open_policy(context, &call.object_attributes, call.desired_access);
        let (policy, status) = outcome(opened.await);
        Ok(OpenPolicyReply { policy, status })
    }
}

impl Handler<Close> for Authority {
    async fn handle(&self, context: &CallContext, call: Close) -> Result<CloseReply, RpcStatus> {
        context.handles().close::<Lsarpc>(call.handle)?;
        Ok(CloseReply {
            handle: ContextHandle::NIL,
            status: NtStatus::SUCCESS,
        })
    }
}

// Numbers between those of [MS-LSAD] 3.1.4, for which Windows has an answer all the same.
impl Handler<Delete> for Authority {
    async fn handle(&self, _: &CallContext, _: Delete) -> Result<StatusReply, RpcStatus> {
        Ok(StatusReply {
            status: NtStatus::NOT_SUPPORTED,
        })
    }
}

impl Handler<CloseTrustedDomainEx> for Authority {
    async fn handle(
        &self,
        _: &CallContext,
        call: CloseTrustedDomainEx,
    ) -> Result<CloseReply, RpcStatus> {
        Ok(CloseReply {
            handle: call.handle,
            status: NtStatus::NOT_IMPLEMENTED,
        })
    }
}

impl Handler<DeleteObject> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: DeleteObject,
    ) -> Result<DeleteObjectReply, RpcStatus> {
        let handles = context.handles();
        let deleted = if let Ok(account) = handles.get::<Account>(call.handle) {
            self.delete_account(&account).await
        } else if let Ok(secret) = handles.get::<Secret>(call.handle) {
            self.delete_secret(&secret).await
        } else if let Ok(trust) = handles.get::<Trust>(call.handle) {
            self.delete_trust(&trust).await
        } else {
            handles.get::<Policy>(call.handle)?;
            // "Policy objects cannot be deleted. Attempts to delete the policy object MUST fail with
            // STATUS_INVALID_PARAMETER."
            Err(NtStatus::INVALID_PARAMETER)
        };
        let (handle, status) = match deleted {
            Ok(()) => {
                handles.close::<Lsarpc>(call.handle)?;
                (ContextHandle::NIL, NtStatus::SUCCESS)
            }
            Err(status) => (call.handle, status),
        };
        Ok(DeleteObjectReply { handle, status })
    }
}

impl Authority {
    async fn open_policy(
        &self,
        context: &CallContext,
        attributes: &ObjectAttributes,
        desired: PolicyAccess,
    ) -> Result<PolicyHandle, NtStatus> {
        // "All fields MUST be ignored except RootDirectory which MUST be NULL."
        if attributes.root_directory.is_some() {
            return Err(NtStatus::INVALID_PARAMETER);
        }
        let token = self.token(context).await.map_err(unreadable)?;
        let granted = grant(desired, allowed(&token))?;
        keep(context, Policy { granted }).map(PolicyHandle)
    }

    async fn delete_account(&self, account: &Account) -> Result<(), NtStatus> {
        require(account.granted, AccountAccess::DELETE)?;
        let deleted = self.store().delete_account_rights(&account.sid, self.now());
        deleted.await.map_err(gone)
    }

    async fn delete_secret(&self, secret: &Secret) -> Result<(), NtStatus> {
        require(secret.granted, SecretAccess::DELETE)?;
        let Kept::Named(name) = &secret.kept else {
            return Err(NtStatus::ACCESS_DENIED);
        };
        let deleted = self.store().delete_secret(name, self.now());
        deleted.await.map_err(gone)
    }

    async fn delete_trust(&self, trust: &Trust) -> Result<(), NtStatus> {
        require(trust.granted, TrustedDomainAccess::DELETE)?;
        let deleted = self.store().delete_trusted_domain(&trust.sid, self.now());
        deleted.await.map_err(gone)
    }
}
