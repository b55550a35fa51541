//! Lists of services, [MS-SCMR] 3.1.4.13, 3.1.4.14 and 3.1.4.42.

use msrpc::svcctl::{
    BufferReply, EnumDependentServices, EnumDependentServicesReply, EnumServiceStatus,
    EnumServicesStatus, EnumServicesStatusEx, EnumServicesStatusReply, ManagerAccess, PackedStatus,
    ServiceAccess, ServiceState as WireState, ServiceStatus,
};
use ndr::Conformant;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use super::catalogue::{ALL, Entry, SHARE_PROCESS};
use super::control::{Manager, Service, require};
use super::service_query::within;
use crate::Authority;

impl Handler<EnumServicesStatus> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumServicesStatus,
    ) -> Result<EnumServicesStatusReply, RpcStatus> {
        let size = within(call.buffer_size, BufferReply::MAX_256K)?;
        let manager = context.handles().get::<Manager>(call.manager)?;
        let allowed = require(manager.granted, ManagerAccess::ENUMERATE_SERVICE);
        let listed = allowed.and_then(|()| {
            let wanted = Wanted::new(call.service_type, call.service_state)?;
            Ok(self.services(wanted, |_, status| status))
        });
        Ok(page(listed, call.resume_index, size))
    }
}

impl Handler<EnumServicesStatusEx> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumServicesStatusEx,
    ) -> Result<EnumServicesStatusReply, RpcStatus> {
        let size = within(call.buffer_size, BufferReply::MAX_256K)?;
        let manager = context.handles().get::<Manager>(call.manager)?;
        let allowed = require(manager.granted, ManagerAccess::ENUMERATE_SERVICE);
        let listed = allowed.and_then(|()| {
            if call.info_level != EnumServicesStatusEx::PROCESS_INFO {
                return Err(Win32Error::ERROR_INVALID_LEVEL);
            }
            let wanted = Wanted::new(call.service_type, call.service_state)?;
            // There are no load order groups: all are in the one that has no name.
            let group = call.group_name.as_ref().map(|name| name.as_str());
            if group.is_some_and(|name| !name.is_empty()) {
                return Err(Win32Error::ERROR_SERVICE_DOES_NOT_EXIST);
            }
            Ok(self.services(wanted, Entry::in_process))
        });
        Ok(page(listed, call.resume_index, size))
    }
}

impl Handler<EnumDependentServices> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumDependentServices,
    ) -> Result<EnumDependentServicesReply, RpcStatus> {
        let size = within(call.buffer_size, BufferReply::MAX_256K)?;
        let service = context.handles().get::<Service>(call.service)?;
        let allowed = require(service.granted, ServiceAccess::ENUMERATE_DEPENDENTS);
        // None depends on another.
        let none = allowed
            .and_then(|()| Wanted::new(SHARE_PROCESS, call.service_state))
            .map(|_| Vec::<EnumServiceStatus>::new());
        let page = page(none, None, size);
        Ok(EnumDependentServicesReply {
            buffer: page.buffer,
            bytes_needed: page.bytes_needed,
            services_returned: page.services_returned,
            status: page.status,
        })
    }
}

impl Authority {
    /// Those that are wanted, with what `status` says of each.
    fn services<S>(
        &self,
        wanted: Wanted,
        status: impl Fn(Entry, ServiceStatus) -> S,
    ) -> Vec<EnumServiceStatus<S>> {
        let all = ALL
            .iter()
            .map(|entry| (*entry, entry.status(self.role.service_state())));
        all.filter(|(_, status)| wanted.has(status))
            .map(|(entry, of_entry)| EnumServiceStatus {
                service_name: entry.name.to_owned(),
                display_name: entry.display_name.to_owned(),
                status: status(entry, of_entry),
            })
            .collect()
    }
}

/// As much of a list as there is room for, from where the caller goes on.
fn page<S: PackedStatus>(
    listed: Result<Vec<EnumServiceStatus<S>>, Win32Error>,
    resume_index: Option<u32>,
    size: u32,
) -> EnumServicesStatusReply {
    match listed {
        Ok(services) => {
            let start = resume_index.unwrap_or(0);
            let mut reply = EnumServicesStatusReply::pack(&services, start, size);
            reply.resume_index = resume_index.and(reply.resume_index);
            reply
        }
        Err(status) => EnumServicesStatusReply {
            buffer: Conformant(vec![0; usize::try_from(size).unwrap_or(0)]),
            bytes_needed: 0,
            services_returned: 0,
            resume_index,
            status,
        },
    }
}

/// Which services a list has.
#[derive(Clone, Copy)]
struct Wanted {
    service_type: u32,
    service_state: u32,
}

impl Wanted {
    /// # Errors
    /// `ERROR_INVALID_PARAMETER` for no type or state, and for one that does not exist.
    fn new(service_type: u32, service_state: u32) -> Result<Self, Win32Error> {
        let exists = |bits, defined: u32| bits != 0 && bits & !defined == 0;
        if exists(service_type, TYPES) && exists(service_state, ACTIVE | INACTIVE) {
            Ok(Self {
                service_type,
                service_state,
            })
        } else {
            Err(Win32Error::ERROR_INVALID_PARAMETER)
        }
    }

    const fn has(self, service: &ServiceStatus) -> bool {
        let state = if service.current_state.0 == WireState::STOPPED.0 {
            INACTIVE
        } else {
            ACTIVE
        };
        self.service_type & service.service_type != 0 && self.service_state & state != 0
    }
}

/// `SERVICE_ACTIVE`, [MS-SCMR] 3.1.4.14.
const ACTIVE: u32 = 1;
/// `SERVICE_INACTIVE`.
const INACTIVE: u32 = 2;
/// All that `dwServiceType` may have, [MS-SCMR] 3.1.4.14, and `SERVICE_INTERACTIVE_PROCESS`, 2.2.47.
const TYPES: u32 = 0x0000_0133;
