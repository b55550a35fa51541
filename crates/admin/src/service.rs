//! Stopping and starting the Netlogon service of a member.

use std::time::Duration;

use host::{Host, Remote};
use msrpc::svcctl::{
    ControlService, ManagerAccess, OpenScManager, OpenService, QueryServiceStatus, ServiceAccess,
    ServiceControl, ServiceHandle, ServiceState, StartService, Svcctl,
};
use ndr::Counted;
use wire::Win32Error;

use crate::{Problem, Reason};

/// The Netlogon service of a computer.
pub(crate) struct NetlogonService {
    svcctl: Remote<Svcctl>,
    service: ServiceHandle,
}

impl NetlogonService {
    pub(crate) async fn open(host: &Host) -> Result<Self, Problem> {
        let mut svcctl = host.open::<Svcctl>().await?;
        let call = OpenScManager {
            machine_name: None,
            database_name: None,
            desired_access: ManagerAccess::CONNECT,
        };
        let manager = svcctl.call(&call).await?;
        svcctl.check_win32(manager.status)?;
        let call = OpenService {
            manager: manager.manager,
            service_name: "NETLOGON".into(),
            desired_access: ServiceAccess::START
                | ServiceAccess::STOP
                | ServiceAccess::QUERY_STATUS,
        };
        let service = svcctl.call(&call).await?;
        svcctl.check_win32(service.status)?;
        Ok(Self {
            svcctl,
            service: service.service,
        })
    }

    /// Stops the service and waits until it has stopped. One that does not run is stopped already.
    pub(crate) async fn stop(&mut self) -> Result<(), Problem> {
        let call = ControlService {
            service: self.service,
            control: ServiceControl::STOP,
        };
        let reply = self.svcctl.call(&call).await?;
        if reply.status != Win32Error::ERROR_SERVICE_NOT_ACTIVE {
            self.svcctl.check_win32(reply.status)?;
        }
        self.wait_for(ServiceState::STOPPED).await
    }

    /// Starts the service and waits until it runs.
    pub(crate) async fn start(&mut self) -> Result<(), Problem> {
        let call = StartService {
            service: self.service,
            arguments: Counted(Vec::new()),
        };
        let reply = self.svcctl.call(&call).await?;
        if reply.status != Win32Error::ERROR_SERVICE_ALREADY_RUNNING {
            self.svcctl.check_win32(reply.status)?;
        }
        self.wait_for(ServiceState::RUNNING).await
    }

    async fn wait_for(&mut self, state: ServiceState) -> Result<(), Problem> {
        for _ in 0..POLLS {
            let call = QueryServiceStatus {
                service: self.service,
            };
            let reply = self.svcctl.call(&call).await?;
            self.svcctl.check_win32(reply.status)?;
            if reply.service_status.current_state == state {
                return Ok(());
            }
            tokio::time::sleep(BETWEEN_POLLS).await;
        }
        Err(self.svcctl.problem(Reason::TimedOut))
    }
}

const BETWEEN_POLLS: Duration = Duration::from_millis(250);
/// A minute in all.
const POLLS: u32 = 240;
