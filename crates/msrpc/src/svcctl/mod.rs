//! `svcctl`, [MS-SCMR]: the services of a computer.

mod config;
mod control;
mod enumerate;

pub use config::*;
pub use control::*;
pub use enumerate::*;

rpc::interface! {
    /// `svcctl`, [MS-SCMR] 1.9 and 3.1.4: the service control manager.
    pub Svcctl = "svcctl", 0x367abb81_9844_35f1_ad32_98f038001003, v 2 0, pipe "svcctl" {
        0 => CloseServiceHandle => CloseServiceHandleReply, "RCloseServiceHandle";
        1 => ControlService => ServiceStatusReply, "RControlService";
        6 => QueryServiceStatus => ServiceStatusReply, "RQueryServiceStatus";
        11 => ChangeServiceConfig => ChangeServiceConfigReply, "RChangeServiceConfigW";
        14 => EnumServicesStatus => EnumServicesStatusReply, "REnumServicesStatusW";
        15 => OpenScManager => OpenScManagerReply, "ROpenSCManagerW";
        16 => OpenService => OpenServiceReply, "ROpenServiceW";
        17 => QueryServiceConfig => QueryServiceConfigReply, "RQueryServiceConfigW";
        19 => StartService => StartServiceReply, "RStartServiceW";
    }
}

crate::handle::handles! {
    /// `SC_RPC_HANDLE` of a service control manager.
    ManagerHandle;
    /// `SC_RPC_HANDLE` of a service.
    ServiceHandle;
}
