//! Who may do what with a service or with the manager, [MS-SCMR] 3.1.4.4 and 3.1.4.5.

use msrpc::samr::SecurityInformation;
use msrpc::svcctl::{
    BufferReply, ManagerAccess, QueryServiceObjectSecurity, ServiceAccess,
    SetServiceObjectSecurity, SetServiceObjectSecurityReply,
};
use ndr::ContextHandle;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use super::caller::status;
use super::control::{Manager, Service, allowed};
use super::service_query::within;
use crate::Authority;
use crate::access::Access;
use crate::descriptor::Guarded;

impl Handler<QueryServiceObjectSecurity> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryServiceObjectSecurity,
    ) -> Result<BufferReply, RpcStatus> {
        let size = within(call.buffer_size, BufferReply::MAX_256K)?;
        let object = behind(context, call.object)?;
        let parts = call.security_information;
        let found = known(parts).and_then(|()| {
            let queried = object.query(parts);
            queried.ok_or(Win32Error::ERROR_ACCESS_DENIED)
        });
        Ok(BufferReply::fill(found, size))
    }
}

/// Rights follow from groups here. Whoever sets a descriptor is told so rather than left to believe that it has an effect.
impl Handler<SetServiceObjectSecurity> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetServiceObjectSecurity,
    ) -> Result<SetServiceObjectSecurityReply, RpcStatus> {
        let object = behind(context, call.object)?;
        let parts = call.security_information;
        let refused = known(parts).and_then(|()| {
            Err(if object.may_set(parts) {
                Win32Error::ERROR_NOT_SUPPORTED
            } else {
                Win32Error::ERROR_ACCESS_DENIED
            })
        });
        Ok(SetServiceObjectSecurityReply {
            status: status(refused),
        })
    }
}

fn behind(context: &CallContext, object: ContextHandle) -> Result<Guarded, RpcStatus> {
    let handles = context.handles();
    if let Ok(service) = handles.get::<Service>(object) {
        Ok(guarded::<ServiceAccess>(service.granted))
    } else {
        let manager = handles.get::<Manager>(object)?;
        Ok(guarded::<ManagerAccess>(manager.granted))
    }
}

fn guarded<M: Access>(granted: M) -> Guarded {
    let [administrators, authenticated] = allowed::<M>();
    Guarded {
        granted: granted.bits(),
        administrators,
        authenticated,
        anonymous: 0,
    }
}

fn known(parts: SecurityInformation) -> Result<(), Win32Error> {
    let known = SecurityInformation::OWNER
        | SecurityInformation::GROUP
        | SecurityInformation::DACL
        | SecurityInformation::SACL
        | SecurityInformation::LABEL;
    if parts.0 & !known.0 == 0 {
        Ok(())
    } else {
        Err(Win32Error::ERROR_INVALID_PARAMETER)
    }
}
