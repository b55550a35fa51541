//! `svcctl`, [MS-SCMR]: the services of a computer.

mod buffer;
mod config;
mod control;
mod enumerate;
mod names;
mod security;

pub use buffer::*;
pub use config::*;
pub use control::*;
pub use enumerate::*;
pub use names::*;
pub use security::*;

rpc::interface! {
    /// `svcctl`, [MS-SCMR] 1.9 and 3.1.4: the service control manager.
    pub Svcctl = "svcctl", 0x367abb81_9844_35f1_ad32_98f038001003, v 2 0, pipe "svcctl" {
        0 => CloseServiceHandle => CloseServiceHandleReply, "RCloseServiceHandle";
        1 => ControlService => ServiceStatusReply, "RControlService";
        4 => QueryServiceObjectSecurity => BufferReply, "RQueryServiceObjectSecurity";
        5 => SetServiceObjectSecurity => SetServiceObjectSecurityReply, "RSetServiceObjectSecurity";
        6 => QueryServiceStatus => ServiceStatusReply, "RQueryServiceStatus";
        11 => ChangeServiceConfig => ChangeServiceConfigReply, "RChangeServiceConfigW";
        13 => EnumDependentServices => EnumDependentServicesReply, "REnumDependentServicesW";
        14 => EnumServicesStatus => EnumServicesStatusReply, "REnumServicesStatusW";
        15 => OpenScManager => OpenScManagerReply, "ROpenSCManagerW";
        16 => OpenService => OpenServiceReply, "ROpenServiceW";
        17 => QueryServiceConfig => QueryServiceConfigReply, "RQueryServiceConfigW";
        19 => StartService => StartServiceReply, "RStartServiceW";
        20 => GetServiceDisplayName => ServiceNameReply, "RGetServiceDisplayNameW";
        21 => GetServiceKeyName => ServiceNameReply, "RGetServiceKeyNameW";
        39 => QueryServiceConfig2 => BufferReply, "RQueryServiceConfig2W";
        40 => QueryServiceStatusEx => BufferReply, "RQueryServiceStatusEx";
        42 => EnumServicesStatusEx => EnumServicesStatusReply, "REnumServicesStatusExW";
    }
}

crate::handle::handles! {
    /// `SC_RPC_HANDLE` of a service control manager.
    ManagerHandle;
    /// `SC_RPC_HANDLE` of a service.
    ServiceHandle;
}
