//! Who may do what with an object of the policy, [MS-LSAD] 3.1.4.9.1 and 3.1.4.9.2.

use msrpc::lsarpc::{
    AccountAccess, PolicyAccess, QuerySecurityObject, QuerySecurityObjectReply, SecretAccess,
    SecurityDescriptor, SetSecurityObject, StatusReply, TrustedDomainAccess,
};
use ndr::ContextHandle;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::access::Shared;
use super::object::{Account, Policy, Secret, Trust};
use crate::Authority;
use crate::descriptor::Guarded;
use crate::objects::outcome;

impl Handler<QuerySecurityObject> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QuerySecurityObject,
    ) -> Result<QuerySecurityObjectReply, RpcStatus> {
        let object = behind(context, call.object)?;
        let found = object.query(call.security_information).map(|octets| {
            Some(SecurityDescriptor {
                octets: octets.into(),
            })
        });
        let (security_descriptor, status) = outcome(found.ok_or(NtStatus::ACCESS_DENIED));
        Ok(QuerySecurityObjectReply {
            security_descriptor,
            status,
        })
    }
}

impl Handler<SetSecurityObject> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetSecurityObject,
    ) -> Result<StatusReply, RpcStatus> {
        let object = behind(context, call.object)?;
        // "It is valid for the server to not support this method for all object types."
        let status = if object.may_set(call.security_information) {
            NtStatus::NOT_SUPPORTED
        } else {
            NtStatus::ACCESS_DENIED
        };
        Ok(StatusReply { status })
    }
}

/// What a handle of any kind was opened for, and who may do what with such an object.
fn behind(context: &CallContext, handle: ContextHandle) -> Result<Guarded, RpcStatus> {
    let handles = context.handles();
    if let Ok(policy) = handles.get::<Policy>(handle) {
        Ok(guarded::<PolicyAccess>(policy.granted))
    } else if let Ok(account) = handles.get::<Account>(handle) {
        Ok(guarded::<AccountAccess>(account.granted))
    } else if let Ok(secret) = handles.get::<Secret>(handle) {
        Ok(guarded::<SecretAccess>(secret.granted))
    } else {
        let trust = handles.get::<Trust>(handle)?;
        Ok(guarded::<TrustedDomainAccess>(trust.granted))
    }
}

fn guarded<M: Shared>(granted: M) -> Guarded {
    Guarded {
        granted: granted.bits(),
        administrators: M::ADMINISTRATORS,
        authenticated: M::EVERYBODY,
        anonymous: M::ANONYMOUS,
    }
}
