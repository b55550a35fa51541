//! Opening services, and starting and stopping them.

use ndr::{ContextHandle, Counted, Ndr, Params, Unique, WideStr};
use wire::Win32Error;

use super::{ManagerHandle, ServiceHandle};

/// `ROpenSCManagerW` request, [MS-SCMR] 3.1.4.15.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenScManager {
    /// The server's name; no server looks at it.
    #[ndr(max = 1024)]
    pub machine_name: Unique<WideStr>,
    /// `ServicesActive`, which null means as well.
    #[ndr(max = 257)]
    pub database_name: Unique<WideStr>,
    /// What the handle is to allow.
    pub desired_access: ManagerAccess,
}

/// `ROpenSCManagerW` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenScManagerReply {
    /// The manager.
    pub manager: ManagerHandle,
    /// The outcome.
    pub status: Win32Error,
}

/// `ROpenServiceW` request, [MS-SCMR] 3.1.4.16.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenService {
    /// The manager.
    pub manager: ManagerHandle,
    /// The service's name, such as `NETLOGON`.
    #[ndr(max = 257)]
    pub service_name: WideStr,
    /// What the handle is to allow.
    pub desired_access: ServiceAccess,
}

/// `ROpenServiceW` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenServiceReply {
    /// The service.
    pub service: ServiceHandle,
    /// The outcome.
    pub status: Win32Error,
}

/// `RCloseServiceHandle` request, [MS-SCMR] 3.1.4.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CloseServiceHandle {
    /// A manager or service.
    pub handle: ContextHandle,
}

/// `RCloseServiceHandle` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CloseServiceHandleReply {
    /// The null handle.
    pub handle: ContextHandle,
    /// The outcome.
    pub status: Win32Error,
}

/// `RControlService` request, [MS-SCMR] 3.1.4.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ControlService {
    /// The service.
    pub service: ServiceHandle,
    /// What it is told.
    pub control: ServiceControl,
}

/// `RQueryServiceStatus` request, [MS-SCMR] 3.1.4.7.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryServiceStatus {
    /// The service.
    pub service: ServiceHandle,
}

/// `RControlService` and `RQueryServiceStatus` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct ServiceStatusReply {
    /// How the service is.
    pub service_status: ServiceStatus,
    /// The outcome.
    pub status: Win32Error,
}

/// `RStartServiceW` request, [MS-SCMR] 3.1.4.19.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct StartService {
    /// The service.
    pub service: ServiceHandle,
    /// `argc` and `argv`.
    #[ndr(max = 1024)]
    pub arguments: Counted<Unique<WideStr>>,
}

/// `RStartServiceW` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct StartServiceReply {
    /// The outcome.
    pub status: Win32Error,
}

/// `SERVICE_STATUS`, [MS-SCMR] 2.2.47.
#[derive(Clone, Copy, Debug, Eq, Ndr, PartialEq)]
pub struct ServiceStatus {
    /// `dwServiceType`.
    pub service_type: u32,
    /// `dwCurrentState`.
    pub current_state: ServiceState,
    /// `dwControlsAccepted`.
    pub controls_accepted: u32,
    /// `dwWin32ExitCode`.
    pub exit_code: Win32Error,
    /// `dwServiceSpecificExitCode`.
    pub service_specific_exit_code: u32,
    /// `dwCheckPoint`: grows while a start or stop makes progress.
    pub check_point: u32,
    /// `dwWaitHint`: milliseconds until the next progress is due.
    pub wait_hint: u32,
}

crate::flags::values! {
    /// `dwCurrentState`, [MS-SCMR] 2.2.47.
    ServiceState: u32 {
        /// `SERVICE_STOPPED`.
        STOPPED = 1;
        /// `SERVICE_START_PENDING`.
        START_PENDING = 2;
        /// `SERVICE_STOP_PENDING`.
        STOP_PENDING = 3;
        /// `SERVICE_RUNNING`.
        RUNNING = 4;
        /// `SERVICE_CONTINUE_PENDING`.
        CONTINUE_PENDING = 5;
        /// `SERVICE_PAUSE_PENDING`.
        PAUSE_PENDING = 6;
        /// `SERVICE_PAUSED`.
        PAUSED = 7;
    }

    /// `dwControl`, [MS-SCMR] 3.1.4.2.
    ServiceControl: u32 {
        /// `SERVICE_CONTROL_STOP`.
        STOP = 1;
        /// `SERVICE_CONTROL_PAUSE`.
        PAUSE = 2;
        /// `SERVICE_CONTROL_CONTINUE`.
        CONTINUE = 3;
        /// `SERVICE_CONTROL_INTERROGATE`.
        INTERROGATE = 4;
    }
}

crate::flags::access_masks! {
    /// Rights to a service control manager, [MS-SCMR] 3.1.4.
    ManagerAccess {
        /// `SC_MANAGER_CONNECT`.
        CONNECT = 0x0000_0001;
        /// `SC_MANAGER_ENUMERATE_SERVICE`.
        ENUMERATE_SERVICE = 0x0000_0004;
    }

    /// Rights to a service, [MS-SCMR] 3.1.4.
    ServiceAccess {
        /// `SERVICE_QUERY_CONFIG`.
        QUERY_CONFIG = 0x0000_0001;
        /// `SERVICE_CHANGE_CONFIG`.
        CHANGE_CONFIG = 0x0000_0002;
        /// `SERVICE_QUERY_STATUS`.
        QUERY_STATUS = 0x0000_0004;
        /// `SERVICE_ENUMERATE_DEPENDENTS`.
        ENUMERATE_DEPENDENTS = 0x0000_0008;
        /// `SERVICE_START`.
        START = 0x0000_0010;
        /// `SERVICE_STOP`.
        STOP = 0x0000_0020;
        /// `SERVICE_PAUSE_CONTINUE`.
        PAUSE_CONTINUE = 0x0000_0040;
        /// `SERVICE_INTERROGATE`.
        INTERROGATE = 0x0000_0080;
    }
}

#[cfg(test)]
mod tests {
    use ndr::{DataRepresentation, from_bytes, to_bytes};

    use super::*;

    #[test]
    fn starting_without_arguments() {
        let call = StartService {
            service: ServiceHandle::default(),
            arguments: Counted(vec![]),
        };
        assert_eq!(to_bytes(&call), [0; 28], "a handle, argc 0, argv null");
    }

    #[test]
    fn starting_with_an_argument() {
        let call = StartService {
            service: ServiceHandle::default(),
            arguments: Counted(vec![Some("a".into())]),
        };
        let bytes = to_bytes(&call);
        let argv = [
            1, 0, 0, 0, // argc
            0, 0, 2, 0, // argv: referent
            1, 0, 0, 0, // maximum count
            4, 0, 2, 0, // StringPtr: referent
            2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'a', 0, 0, 0, // the string
        ];
        assert_eq!(bytes[20..], argv);
        assert_eq!(from_bytes(&bytes, DataRepresentation::default()), Ok(call));
        for len in 0..bytes.len() {
            let prefix = from_bytes::<StartService>(&bytes[..len], DataRepresentation::default());
            assert!(prefix.is_err(), "{len}");
        }
    }

    #[test]
    fn a_status_on_the_wire() {
        let bytes = [
            0x20, 0, 0, 0, // dwServiceType: SERVICE_WIN32_SHARE_PROCESS
            4, 0, 0, 0, // dwCurrentState: SERVICE_RUNNING
            1, 0, 0, 0, // dwControlsAccepted: SERVICE_ACCEPT_STOP
            0, 0, 0, 0, 0, 0, 0, 0, // exit codes
            0, 0, 0, 0, 0, 0, 0, 0, // dwCheckPoint, dwWaitHint
            5, 0, 0, 0, // ERROR_ACCESS_DENIED
        ];
        let reply: ServiceStatusReply = from_bytes(&bytes, DataRepresentation::default()).unwrap();
        assert_eq!(reply.service_status.current_state, ServiceState::RUNNING);
        assert_eq!(reply.status, Win32Error::ERROR_ACCESS_DENIED);
        assert_eq!(to_bytes(&reply), bytes);
    }
}
