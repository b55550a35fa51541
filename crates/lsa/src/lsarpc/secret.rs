//! Secrets that clients keep on this computer, [MS-LSAD] 3.1.4.6. The password of a member's own account is one that they can
//! set, and that nobody reads.

use msrpc::lsarpc::{
    CipherValue, CreateSecret, NoSecret, OpenSecret, OpenSecretReply, PolicyAccess, QuerySecret,
    QuerySecretReply, RetrievePrivateData, RetrievePrivateDataReply, SecretAccess, SecretHandle,
    SetSecret, StatusReply, StorePrivateData,
};
use rpc::{Handler, RpcStatus};
use tracing::info;
use transport::CallContext;
use wire::{NtStatus, SecretBytes, SecretKey};

use super::access::allowed;
use super::object::{Kept, Policy, Secret};
use super::refusal::{gone, refused};
use super::secret_name::SecretName;
use crate::Authority;
use crate::access::{grant, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome, status};

impl Handler<CreateSecret> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateSecret,
    ) -> Result<OpenSecretReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let created = async {
            require(policy.granted, PolicyAccess::CREATE_SECRET)?;
            let name = call.secret_name.as_str_or_empty();
            if self.is_machine_secret(name) {
                return Err(NtStatus::OBJECT_NAME_COLLISION);
            }
            let name = SecretName::new(name)?;
            let granted = grant(call.desired_access, self.secret_access(context).await?)?;
            let created = self.store().create_secret(name.as_str(), self.now());
            created.await.map_err(refused)?;
            open(context, Kept::Named(name.as_str().to_owned()), granted)
        };
        let (secret, status) = outcome(created.await);
        Ok(OpenSecretReply { secret, status })
    }
}

impl Handler<OpenSecret> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenSecret,
    ) -> Result<OpenSecretReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let opened = async {
            let allowed = self.secret_access(context).await?;
            let name = call.secret_name.as_str_or_empty();
            if self.is_machine_secret(name) {
                let allowed = SecretAccess(allowed.0 & MACHINE_ACCESS);
                return open(context, Kept::Machine, grant(call.desired_access, allowed)?);
            }
            let name = SecretName::new(name)?;
            let secret = self.store().secret(name.as_str()).await;
            secret
                .map_err(unreadable)?
                .ok_or(NtStatus::OBJECT_NAME_NOT_FOUND)?;
            let granted = grant(call.desired_access, allowed)?;
            open(context, Kept::Named(name.as_str().to_owned()), granted)
        };
        let (secret, status) = outcome(opened.await);
        Ok(OpenSecretReply { secret, status })
    }
}

impl Handler<SetSecret> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetSecret,
    ) -> Result<StatusReply, RpcStatus> {
        let secret = context.handles().get::<Secret>(call.secret)?;
        let set = async {
            require(secret.granted, SecretAccess::SET_VALUE)?;
            let key = session_key(context)?;
            let current = decrypt(call.encrypted_current_value.as_ref(), key)?;
            let old = decrypt(call.encrypted_old_value.as_ref(), key)?;
            let Kept::Named(name) = &secret.kept else {
                let current = current.ok_or(NtStatus::INVALID_PARAMETER)?;
                return self.set_machine_password(context, current).await;
            };
            let (current, old) = (current.as_ref(), old.as_ref());
            let set = self.store().set_secret(name, current, old, self.now());
            set.await.map_err(gone)
        };
        Ok(StatusReply {
            status: status(set.await),
        })
    }
}

impl Handler<QuerySecret> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QuerySecret,
    ) -> Result<QuerySecretReply, RpcStatus> {
        let secret = context.handles().get::<Secret>(call.secret)?;
        let found = async {
            require(secret.granted, SecretAccess::QUERY_VALUE)?;
            let Kept::Named(name) = &secret.kept else {
                return Err(NtStatus::ACCESS_DENIED);
            };
            let key = session_key(context)?;
            let found = self.store().secret(name).await.map_err(unreadable)?;
            let found = found.ok_or(NtStatus::INVALID_HANDLE)?;
            let wanted = |wanted: bool, value: Option<&SecretBytes>| {
                let sealed = || value.map(|value| seal(value, key)).transpose();
                wanted.then(sealed).transpose()
            };
            Ok(QuerySecretReply {
                encrypted_current_value: wanted(
                    call.encrypted_current_value.is_some(),
                    found.current.as_ref(),
                )?,
                current_value_set_time: call
                    .current_value_set_time
                    .map(|_| found.current_set.into()),
                encrypted_old_value: wanted(
                    call.encrypted_old_value.is_some(),
                    found.old.as_ref(),
                )?,
                old_value_set_time: call.old_value_set_time.map(|_| found.old_set.into()),
                status: NtStatus::SUCCESS,
            })
        };
        Ok(found.await.unwrap_or_else(|status| QuerySecretReply {
            encrypted_current_value: None,
            current_value_set_time: None,
            encrypted_old_value: None,
            old_value_set_time: None,
            status,
        }))
    }
}

impl Handler<StorePrivateData> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: StorePrivateData,
    ) -> Result<StatusReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let stored = async {
            require(policy.granted, PolicyAccess::CREATE_SECRET)?;
            let name = call.key_name.as_str_or_empty();
            let allowed = self.secret_access(context).await?;
            if self.is_machine_secret(name) {
                require(allowed, SecretAccess::SET_VALUE)?;
                let value = call.encrypted_data.as_ref();
                let value = value.ok_or(NtStatus::ACCESS_DENIED)?;
                let value = value.open(session_key(context)?).map_err(undecipherable)?;
                return self.set_machine_password(context, value).await;
            }
            let name = SecretName::new(name)?.as_str();
            let Some(value) = &call.encrypted_data else {
                require(allowed, SecretAccess::DELETE)?;
                return self
                    .store()
                    .delete_secret(name, self.now())
                    .await
                    .map_err(refused);
            };
            require(allowed, SecretAccess::SET_VALUE)?;
            let value = value.open(session_key(context)?);
            let value = value.map_err(undecipherable)?;
            let stored = self.store().store_secret(name, &value, self.now());
            stored.await.map_err(refused)
        };
        Ok(StatusReply {
            status: status(stored.await),
        })
    }
}

impl Handler<RetrievePrivateData> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: RetrievePrivateData,
    ) -> Result<RetrievePrivateDataReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let found = async {
            let allowed = self.secret_access(context).await?;
            require(allowed, SecretAccess::QUERY_VALUE)?;
            let name = SecretName::new(call.key_name.as_str_or_empty())?;
            let found = self
                .store()
                .secret(name.as_str())
                .await
                .map_err(unreadable)?;
            let found = found.ok_or(NtStatus::OBJECT_NAME_NOT_FOUND)?;
            let key = session_key(context)?;
            found.current.map(|value| seal(&value, key)).transpose()
        };
        let (encrypted_data, status) = outcome(found.await);
        Ok(RetrievePrivateDataReply {
            encrypted_data,
            status,
        })
    }
}

impl Authority {
    /// What the caller may do with secrets.
    async fn secret_access(&self, context: &CallContext) -> Result<SecretAccess, NtStatus> {
        let token = self.token(context).await.map_err(unreadable)?;
        if token.is_anonymous() {
            return Err(NtStatus::OBJECT_NAME_NOT_FOUND);
        }
        Ok(allowed(&token))
    }

    async fn set_machine_password(
        &self,
        context: &CallContext,
        password: SecretBytes,
    ) -> Result<(), NtStatus> {
        self.role.set_machine_password(password).await?;
        info!(connection = context.connection(), peer = %context.peer(), "the password of the computer's account was set");
        Ok(())
    }

    /// Whether a name is that of the password of this computer's own account, and administrators may set it: a controller
    /// sees to its own.
    fn is_machine_secret(&self, name: &str) -> bool {
        SecretName::is_machine(name) && !self.is_controller()
    }
}

/// What administrators may do with the password of the computer's own account: anything but read it, or have none.
const MACHINE_ACCESS: u32 = SecretAccess::SET_VALUE.0 | SecretAccess::READ_CONTROL.0;

fn open(
    context: &CallContext,
    kept: Kept,
    granted: SecretAccess,
) -> Result<SecretHandle, NtStatus> {
    keep(context, Secret { kept, granted }).map(SecretHandle)
}

/// The key under which secrets travel; without one, none does.
pub(super) fn session_key(context: &CallContext) -> Result<&SecretKey<16>, NtStatus> {
    context.session_key().ok_or(NtStatus::NO_USER_SESSION_KEY)
}

fn decrypt(
    value: Option<&CipherValue>,
    key: &SecretKey<16>,
) -> Result<Option<SecretBytes>, NtStatus> {
    let value = value.map(|value| value.open(key)).transpose();
    value.map_err(undecipherable)
}

/// What a client hears whose ciphertext is of another key. The specification leaves the status open; Windows has this one,
/// since the version that stands before the secret is then none.
const fn undecipherable(_: NoSecret) -> NtStatus {
    NtStatus::UNKNOWN_REVISION
}

fn seal(value: &SecretBytes, key: &SecretKey<16>) -> Result<CipherValue, NtStatus> {
    // No secret gets longer in the database than it was when it came here.
    CipherValue::seal(value, key).map_err(|_| NtStatus::INTERNAL_DB_CORRUPTION)
}
