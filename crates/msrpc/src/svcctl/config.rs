//! How a service is configured.

use ndr::{Ndr, Params, ThenCount, Unique, WideStr};
use wire::Win32Error;

use super::ServiceHandle;

/// `RQueryServiceConfigW` request, [MS-SCMR] 3.1.4.17.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryServiceConfig {
    /// The service.
    pub service: ServiceHandle,
    /// How much the caller takes: up to 8,192 octets.
    pub buffer_size: u32,
}

/// `RQueryServiceConfigW` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryServiceConfigReply {
    /// The configuration.
    pub config: ServiceConfig,
    /// The size that the buffer should have had.
    pub bytes_needed: u32,
    /// The outcome.
    pub status: Win32Error,
}

/// `QUERY_SERVICE_CONFIGW`, [MS-SCMR] 2.2.15.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ServiceConfig {
    /// `dwServiceType`.
    pub service_type: u32,
    /// `dwStartType`.
    pub start_type: StartType,
    /// `dwErrorControl`.
    pub error_control: u32,
    /// `lpBinaryPathName`.
    #[ndr(max = 8192)]
    pub binary_path_name: Unique<WideStr>,
    /// `lpLoadOrderGroup`.
    #[ndr(max = 8192)]
    pub load_order_group: Unique<WideStr>,
    /// `dwTagId`.
    pub tag_id: u32,
    /// `lpDependencies`.
    #[ndr(max = 8192)]
    pub dependencies: Unique<WideStr>,
    /// `lpServiceStartName`.
    #[ndr(max = 8192)]
    pub service_start_name: Unique<WideStr>,
    /// `lpDisplayName`.
    #[ndr(max = 8192)]
    pub display_name: Unique<WideStr>,
}

/// `RChangeServiceConfigW` request, [MS-SCMR] 3.1.4.11. [`ChangeServiceConfig::unchanged`] changes nothing.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ChangeServiceConfig {
    /// The service.
    pub service: ServiceHandle,
    /// `dwServiceType`.
    pub service_type: u32,
    /// `dwStartType`.
    pub start_type: StartType,
    /// `dwErrorControl`.
    pub error_control: u32,
    /// `lpBinaryPathName`.
    pub binary_path_name: Unique<WideStr>,
    /// `lpLoadOrderGroup`.
    pub load_order_group: Unique<WideStr>,
    /// `lpdwTagId`.
    pub tag_id: Unique<u32>,
    /// `lpDependencies` and `dwDependSize`: UTF-16LE, each name and the whole terminated.
    #[ndr(max = 4096)]
    pub dependencies: ThenCount<u8>,
    /// `lpServiceStartName`.
    pub service_start_name: Unique<WideStr>,
    /// `lpPassword` and `dwPwSize`: encrypted.
    #[ndr(max = 514)]
    pub password: ThenCount<u8>,
    /// `lpDisplayName`.
    pub display_name: Unique<WideStr>,
}

impl ChangeServiceConfig {
    /// `SERVICE_NO_CHANGE`, for every number.
    pub const NO_CHANGE: u32 = 0xffff_ffff;

    /// Leaves everything of `service` as it is.
    #[must_use]
    pub const fn unchanged(service: ServiceHandle) -> Self {
        Self {
            service,
            service_type: Self::NO_CHANGE,
            start_type: StartType(Self::NO_CHANGE),
            error_control: Self::NO_CHANGE,
            binary_path_name: None,
            load_order_group: None,
            tag_id: None,
            dependencies: ThenCount(Vec::new()),
            service_start_name: None,
            password: ThenCount(Vec::new()),
            display_name: None,
        }
    }
}

/// `RChangeServiceConfigW` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ChangeServiceConfigReply {
    /// `lpdwTagId`.
    pub tag_id: Unique<u32>,
    /// The outcome.
    pub status: Win32Error,
}

crate::flags::values! {
    /// `dwStartType`, [MS-SCMR] 2.2.15.
    StartType: u32 {
        /// `SERVICE_BOOT_START`.
        BOOT_START = 0;
        /// `SERVICE_SYSTEM_START`.
        SYSTEM_START = 1;
        /// `SERVICE_AUTO_START`.
        AUTO_START = 2;
        /// `SERVICE_DEMAND_START`.
        DEMAND_START = 3;
        /// `SERVICE_DISABLED`.
        DISABLED = 4;
    }
}

#[cfg(test)]
mod tests {
    use ndr::{DataRepresentation, from_bytes, to_bytes};

    use super::*;

    #[test]
    fn only_the_start_type() {
        let call = ChangeServiceConfig {
            start_type: StartType::AUTO_START,
            ..ChangeServiceConfig::unchanged(ServiceHandle::default())
        };
        let bytes = to_bytes(&call);
        let tail = [
            0xff, 0xff, 0xff, 0xff, // dwServiceType
            2, 0, 0, 0, // dwStartType
            0xff, 0xff, 0xff, 0xff, // dwErrorControl
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // path, group, tag
            0, 0, 0, 0, 0, 0, 0, 0, // dependencies and their size
            0, 0, 0, 0, // account
            0, 0, 0, 0, 0, 0, 0, 0, // password and its size
            0, 0, 0, 0, // display name
        ];
        assert_eq!(bytes[20..], tail);
        assert_eq!(from_bytes(&bytes, DataRepresentation::default()), Ok(call));
    }

    #[test]
    fn a_configuration_round_trips_and_none_of_its_prefixes_is_one() {
        let reply = QueryServiceConfigReply {
            config: ServiceConfig {
                service_type: 0x20,
                start_type: StartType::AUTO_START,
                binary_path_name: Some("lsass.exe".into()),
                display_name: Some("Net Logon".into()),
                ..ServiceConfig::default()
            },
            bytes_needed: 0,
            status: Win32Error::NERR_Success,
        };
        let bytes = to_bytes(&reply);
        for len in 0..bytes.len() {
            let prefix =
                from_bytes::<QueryServiceConfigReply>(&bytes[..len], DataRepresentation::default());
            assert!(prefix.is_err(), "{len}");
        }
        assert_eq!(from_bytes(&bytes, DataRepresentation::default()), Ok(reply));
    }
}
