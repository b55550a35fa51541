use msrpc::samr::SecurityInformation;
use msrpc::svcctl::*;
use ndr::{Conformant, ContextHandle, Counted, InlineThenCount};
use wire::{Guid, Win32Error};

use crate::exchange::{Exchange, assert_complete, assert_image, exchange};

#[test]
fn every_call_has_an_exchange() {
    assert_complete::<Svcctl>(&exchanges());
}

pub(crate) fn exchanges() -> Vec<Exchange> {
    let mut all = opening();
    all.extend(controlling());
    all.extend(asking());
    all.extend(listing());
    all
}

fn opening() -> Vec<Exchange> {
    vec![
        exchange(
            &OpenScManager {
                machine_name: Some("PDC".into()),
                database_name: None,
                desired_access: ManagerAccess::CONNECT,
            },
            &OpenScManagerReply {
                manager: ManagerHandle(handle()),
                status: OK,
            },
        ),
        exchange(
            &OpenService {
                manager: ManagerHandle(handle()),
                service_name: "NETLOGON".into(),
                desired_access: ServiceAccess::QUERY_STATUS,
            },
            &OpenServiceReply {
                service: service(),
                status: OK,
            },
        ),
        exchange(
            &CloseServiceHandle { handle: handle() },
            &CloseServiceHandleReply {
                handle: ContextHandle::NIL,
                status: OK,
            },
        ),
        exchange(
            &SetServiceObjectSecurity {
                object: handle(),
                security_information: SecurityInformation::DACL,
                security_descriptor: InlineThenCount(DESCRIPTOR.to_vec()),
            },
            &SetServiceObjectSecurityReply {
                status: Win32Error::ERROR_NOT_SUPPORTED,
            },
        ),
        exchange(
            &QueryServiceObjectSecurity {
                object: handle(),
                security_information: SecurityInformation::OWNER,
                buffer_size: 20,
            },
            &BufferReply::fill(Ok(DESCRIPTOR.to_vec()), 20),
        ),
    ]
}

fn controlling() -> Vec<Exchange> {
    vec![
        exchange(
            &ControlService {
                service: service(),
                control: ServiceControl::PAUSE,
            },
            &reply(),
        ),
        exchange(
            &StartService {
                service: service(),
                arguments: Counted(vec![]),
            },
            &StartServiceReply { status: OK },
        ),
        exchange(
            &ChangeServiceConfig {
                start_type: StartType::DISABLED,
                ..ChangeServiceConfig::unchanged(service())
            },
            &ChangeServiceConfigReply {
                tag_id: None,
                status: OK,
            },
        ),
    ]
}

fn asking() -> Vec<Exchange> {
    vec![
        exchange(&QueryServiceStatus { service: service() }, &reply()),
        exchange(
            &QueryServiceStatusEx {
                service: service(),
                info_level: QueryServiceStatusEx::PROCESS_INFO,
                buffer_size: 9,
            },
            &BufferReply::fill(Ok(vec![1; 36]), 9),
        ),
        exchange(
            &QueryServiceConfig {
                service: service(),
                buffer_size: 8192,
            },
            &QueryServiceConfigReply {
                config: ServiceConfig {
                    service_type: 0x20,
                    start_type: StartType::AUTO_START,
                    binary_path_name: Some("netlogond".into()),
                    ..ServiceConfig::default()
                },
                bytes_needed: 56,
                status: OK,
            },
        ),
        exchange(
            &QueryServiceConfig2 {
                service: service(),
                info_level: ConfigLevel::DESCRIPTION,
                buffer_size: 10,
            },
            &BufferReply::fill(Ok(vec![4, 0, 0, 0, b'a', 0, 0, 0]), 10),
        ),
        exchange(
            &GetServiceDisplayName {
                manager: ManagerHandle(handle()),
                service_name: "NETLOGON".into(),
                buffer_size: 9,
            },
            &ServiceNameReply::fill(Ok("Net Logon"), 9),
        ),
        exchange(
            &GetServiceKeyName {
                manager: ManagerHandle(handle()),
                display_name: "Net Logon".into(),
                buffer_size: 7,
            },
            &ServiceNameReply::fill(Ok("NETLOGON"), 7),
        ),
    ]
}

fn listing() -> Vec<Exchange> {
    let listed = EnumServicesStatusReply::pack::<ServiceStatus>(&[], 0, 5);
    vec![
        exchange(
            &EnumDependentServices {
                service: service(),
                service_state: 3,
                buffer_size: 4,
            },
            &EnumDependentServicesReply {
                buffer: Conformant(vec![0; 4]),
                bytes_needed: 0,
                services_returned: 0,
                status: OK,
            },
        ),
        exchange(
            &EnumServicesStatus {
                manager: ManagerHandle(handle()),
                service_type: 0x30,
                service_state: 3,
                buffer_size: 5,
                resume_index: Some(0),
            },
            &listed,
        ),
        exchange(
            &EnumServicesStatusEx {
                manager: ManagerHandle(handle()),
                info_level: EnumServicesStatusEx::PROCESS_INFO,
                service_type: 0x30,
                service_state: 3,
                buffer_size: 5,
                resume_index: Some(0),
                group_name: Some("group".into()),
            },
            &listed,
        ),
    ]
}

fn reply() -> ServiceStatusReply {
    ServiceStatusReply {
        service_status: ServiceStatus {
            service_type: 0x20,
            current_state: ServiceState::PAUSED,
            controls_accepted: 3,
            exit_code: OK,
            service_specific_exit_code: 0,
            check_point: 0,
            wait_hint: 0,
        },
        status: OK,
    }
}

fn handle() -> ContextHandle {
    ContextHandle {
        attributes: 0,
        uuid: Guid::from_bytes([7; 16]),
    }
}

fn service() -> ServiceHandle {
    ServiceHandle(handle())
}

const OK: Win32Error = Win32Error::NERR_Success;

/// Of nobody, for nobody.
const DESCRIPTOR: [u8; 20] = [
    1, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
];

#[test]
fn a_buffer_stands_where_it_is_and_a_descriptor_before_its_size() {
    let reply = BufferReply::fill(Ok(vec![1, 2]), 3);
    let image = [
        3, 0, 0, 0, 1, 2, 0, 0, // lpBuffer: maximum count, octets; padding
        2, 0, 0, 0, // pcbBytesNeeded
        0, 0, 0, 0, // ERROR_SUCCESS
    ];
    assert_image(&reply, &image);
    let call = SetServiceObjectSecurity {
        object: ContextHandle::NIL,
        security_information: SecurityInformation::DACL,
        security_descriptor: InlineThenCount(vec![9; 4]),
    };
    let image = [
        &[0; 20][..],
        &[4, 0, 0, 0],             // dwSecurityInformation
        &[4, 0, 0, 0, 9, 9, 9, 9], // lpSecurityDescriptor
        &[4, 0, 0, 0],             // cbBufSize
    ];
    assert_image(&call, &image.concat());
}
