//! Who may do what with an object of the policy, [MS-LSAD] 3.1.4.9.1 and 3.1.4.9.2.

use msrpc::lsarpc::{
    AccountAccess, PolicyAccess, QuerySecurityObject, QuerySecurityObjectReply, SecretAccess,
    SecurityDescriptor, SetSecurityObject, StatusReply, TrustedDomainAccess,
};
use ndr::ContextHandle;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::access::Shared;
use super::object::{Account, Policy, Secret, Trust};
use crate::Authority;
use crate::descriptor::{Descriptor, access_to_query, access_to_set};
use crate::objects::{outcome, status};
use crate::token::ADMINISTRATORS;

impl Handler<QuerySecurityObject> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QuerySecurityObject,
    ) -> Result<QuerySecurityObjectReply, RpcStatus> {
        let object = Object::behind(context, call.object)?;
        let parts = call.security_information;
        let found = object.require(access_to_query(parts)).map(|()| {
            let octets = object.descriptor().encode(parts);
            Some(SecurityDescriptor {
                octets: octets.into(),
            })
        });
        let (security_descriptor, status) = outcome(found);
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
        let object = Object::behind(context, call.object)?;
        // "It is valid for the server to not support this method for all object types."
        let refused = object
            .require(access_to_set(call.security_information))
            .and(Err(NtStatus::NOT_SUPPORTED));
        Ok(StatusReply {
            status: status(refused),
        })
    }
}

/// What a handle of any kind was opened for, and who may do what with such an object.
struct Object {
    granted: u32,
    administrators: u32,
    everybody: u32,
    anonymous: u32,
}

impl Object {
    fn behind(context: &CallContext, handle: ContextHandle) -> Result<Self, RpcStatus> {
        let handles = context.handles();
        if let Ok(policy) = handles.get::<Policy>(handle) {
            Ok(Self::of::<PolicyAccess>(policy.granted))
        } else if let Ok(account) = handles.get::<Account>(handle) {
            Ok(Self::of::<AccountAccess>(account.granted))
        } else if let Ok(secret) = handles.get::<Secret>(handle) {
            Ok(Self::of::<SecretAccess>(secret.granted))
        } else {
            let trust = handles.get::<Trust>(handle)?;
            Ok(Self::of::<TrustedDomainAccess>(trust.granted))
        }
    }

    fn of<M: Shared>(granted: M) -> Self {
        Self {
            granted: granted.bits(),
            administrators: M::ADMINISTRATORS,
            everybody: M::EVERYBODY,
            anonymous: M::ANONYMOUS,
        }
    }

    fn require(&self, required: u32) -> Result<(), NtStatus> {
        if self.granted & required == required {
            Ok(())
        } else {
            Err(NtStatus::ACCESS_DENIED)
        }
    }

    fn descriptor(&self) -> Descriptor {
        let builtin = Sid::builtin();
        let administrators = builtin.child(ADMINISTRATORS).unwrap_or(builtin);
        let well_known = |rid| Sid::new(5, &[rid]).ok();
        let others = [
            (well_known(11), self.everybody), // Authenticated Users
            (well_known(7), self.anonymous),  // ANONYMOUS LOGON
        ];
        let others = others.into_iter().filter(|(_, mask)| *mask != 0);
        let others = others.filter_map(|(sid, mask)| Some((sid?, mask)));
        let mut allowed = vec![(administrators.clone(), self.administrators)];
        allowed.extend(others);
        Descriptor {
            owner: administrators,
            allowed,
        }
    }
}
