//! The service control manager: `svcctl`, [MS-SCMR] 3.1.4.

use msrpc::svcctl::{
    ChangeServiceConfig, ChangeServiceConfigReply, CloseServiceHandle, CloseServiceHandleReply,
    ControlService, ManagerAccess, ManagerHandle, OpenScManager, OpenScManagerReply, OpenService,
    OpenServiceReply, ServiceAccess, ServiceControl, ServiceHandle, ServiceStatusReply,
    StartService, StartServiceReply, StartType, Svcctl,
};
use ndr::ContextHandle;
use rpc::{Handler, RpcStatus};
use tracing::info;
use transport::{CallContext, HandleObject};
use wire::Win32Error;

use super::caller::{outcome, status};
use super::catalogue::{Entry, NETLOGON};
use super::state::{CannotObey, Order};
use crate::Authority;
use crate::access::{Access, access, grant};
use crate::objects::objects_of;
use crate::token::Token;

access! {
    ManagerAccess: 0x0002_0014, 0x0002_0022, 0x0002_0009, 0x000f_003f;
    ServiceAccess: 0x0002_008d, 0x0002_0002, 0x0002_0170, 0x000f_01ff;
}

objects_of!(Svcctl: Manager, Service);

/// A service control manager.
pub(super) struct Manager {
    pub(super) granted: ManagerAccess,
}

/// A service.
pub(super) struct Service {
    pub(super) entry: Entry,
    pub(super) granted: ServiceAccess,
}

impl Handler<OpenScManager> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenScManager,
    ) -> Result<OpenScManagerReply, RpcStatus> {
        let opened = async {
            let database = call.database_name.as_ref().map(|name| name.as_str());
            if database.is_some_and(|name| !name.eq_ignore_ascii_case("ServicesActive")) {
                return Err(Win32Error::ERROR_INVALID_NAME);
            }
            let token = self.known_caller(context).await?;
            // Whoever opens a manager connects to it, whether he says so or not; Samba does not.
            let granted = granted(call.desired_access | ManagerAccess::CONNECT, &token)?;
            keep(context, Manager { granted }).map(ManagerHandle)
        };
        let (manager, status) = outcome(opened.await);
        Ok(OpenScManagerReply {
            manager: manager.unwrap_or_default(),
            status,
        })
    }
}

impl Handler<OpenService> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenService,
    ) -> Result<OpenServiceReply, RpcStatus> {
        let manager = context.handles().get::<Manager>(call.manager)?;
        let opened = async {
            require(manager.granted, ManagerAccess::CONNECT)?;
            let entry = Entry::by_name(call.service_name.as_str());
            let entry = entry.ok_or(Win32Error::ERROR_SERVICE_DOES_NOT_EXIST)?;
            let token = self.known_caller(context).await?;
            let granted = granted(call.desired_access, &token)?;
            keep(context, Service { entry, granted }).map(ServiceHandle)
        };
        let (service, status) = outcome(opened.await);
        Ok(OpenServiceReply {
            service: service.unwrap_or_default(),
            status,
        })
    }
}

impl Handler<CloseServiceHandle> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CloseServiceHandle,
    ) -> Result<CloseServiceHandleReply, RpcStatus> {
        context.handles().close::<Svcctl>(call.handle)?;
        Ok(CloseServiceHandleReply {
            handle: ContextHandle::NIL,
            status: Win32Error::NERR_Success,
        })
    }
}

impl Handler<ControlService> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ControlService,
    ) -> Result<ServiceStatusReply, RpcStatus> {
        let service = context.handles().get::<Service>(call.service)?;
        let (required, order) = match call.control {
            ServiceControl::STOP => (ServiceAccess::STOP, Some(Order::Stop)),
            ServiceControl::PAUSE => (ServiceAccess::PAUSE_CONTINUE, Some(Order::Pause)),
            ServiceControl::CONTINUE => (ServiceAccess::PAUSE_CONTINUE, Some(Order::Continue)),
            ServiceControl::INTERROGATE => (ServiceAccess::INTERROGATE, None),
            _ => {
                let refused = Err(Win32Error::ERROR_INVALID_PARAMETER);
                return Ok(self.status_of(service.entry, refused));
            }
        };
        let done = async {
            require(service.granted, required)?;
            match order {
                Some(order) => self.obey(context, service.entry, order).await,
                None => Ok(()),
            }
        };
        let done = done.await;
        Ok(self.status_of(service.entry, done))
    }
}

impl Handler<StartService> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: StartService,
    ) -> Result<StartServiceReply, RpcStatus> {
        let service = context.handles().get::<Service>(call.service)?;
        let done = async {
            require(service.granted, ServiceAccess::START)?;
            self.obey(context, service.entry, Order::Start).await
        };
        Ok(StartServiceReply {
            status: status(done.await),
        })
    }
}

impl Handler<ChangeServiceConfig> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ChangeServiceConfig,
    ) -> Result<ChangeServiceConfigReply, RpcStatus> {
        let service = context.handles().get::<Service>(call.service)?;
        let changed = async {
            require(service.granted, ServiceAccess::CHANGE_CONFIG)?;
            self.configure(context, service.entry, &call).await
        };
        Ok(ChangeServiceConfigReply {
            tag_id: None,
            status: status(changed.await),
        })
    }
}

impl Authority {
    /// Changes how a service is started, and nothing else: what it is made of is this process.
    async fn configure(
        &self,
        context: &CallContext,
        entry: Entry,
        call: &ChangeServiceConfig,
    ) -> Result<(), Win32Error> {
        let unchanged = ChangeServiceConfig::unchanged(call.service);
        let start_type = call.start_type;
        let asked = ChangeServiceConfig {
            start_type,
            ..unchanged.clone()
        };
        if *call != asked {
            return Err(Win32Error::ERROR_NOT_SUPPORTED);
        }
        if start_type == unchanged.start_type {
            return Ok(());
        }
        if entry == NETLOGON {
            self.role.set_start_type(start_type).await?;
            info!(service = entry.name, ?start_type, connection = context.connection(), peer = %context.peer(), "the start of a service was changed");
            return Ok(());
        }
        // The others start with this process.
        if start_type == StartType::AUTO_START {
            Ok(())
        } else {
            Err(Win32Error::ERROR_NOT_SUPPORTED)
        }
    }

    pub(super) fn status_of(
        &self,
        entry: Entry,
        done: Result<(), Win32Error>,
    ) -> ServiceStatusReply {
        ServiceStatusReply {
            service_status: entry.status(self.role.service_state()),
            status: status(done),
        }
    }

    /// Has a service do as it is told.
    async fn obey(
        &self,
        context: &CallContext,
        entry: Entry,
        order: Order,
    ) -> Result<(), Win32Error> {
        if entry != NETLOGON {
            return Err(match order {
                Order::Start => Win32Error::ERROR_SERVICE_ALREADY_RUNNING,
                _ => Win32Error::ERROR_INVALID_SERVICE_CONTROL,
            });
        }
        let state = self.role.obey(order).await.map_err(|error| match error {
            CannotObey::AlreadyRunning => Win32Error::ERROR_SERVICE_ALREADY_RUNNING,
            CannotObey::Disabled => Win32Error::ERROR_SERVICE_DISABLED,
            CannotObey::NotRunning => Win32Error::ERROR_SERVICE_NOT_ACTIVE,
        })?;
        info!(service = entry.name, ?state, connection = context.connection(), peer = %context.peer(), "the state of a service was changed");
        Ok(())
    }
}

/// What is granted of a manager or service: those who have logged on may look, and administrators may do all.
fn granted<M: Access>(desired: M, token: &Token) -> Result<M, Win32Error> {
    let [administrators, others] = allowed::<M>();
    let allowed = if token.is_administrator() {
        administrators
    } else {
        others
    };
    grant(desired, M::of(allowed)).map_err(|_| Win32Error::ERROR_ACCESS_DENIED)
}

/// What administrators may do, and what everybody else who has logged on.
pub(super) fn allowed<M: Access>() -> [u32; 2] {
    let [read, _, execute, all] = M::GENERIC;
    // Of the right to execute, only that to connect to the manager harms nobody.
    [all, read | execute & ManagerAccess::CONNECT.0]
}

pub(super) fn require<M: Access>(granted: M, required: M) -> Result<(), Win32Error> {
    crate::access::require(granted, required).map_err(|_| Win32Error::ERROR_ACCESS_DENIED)
}

fn keep<T: HandleObject>(context: &CallContext, object: T) -> Result<ContextHandle, Win32Error> {
    crate::objects::keep(context, object).map_err(|_| Win32Error::ERROR_NOT_ENOUGH_MEMORY)
}
