//! What services.msc, `sc` and `net rpc service` ask besides.

use msrpc::samr::SecurityInformation;
use msrpc::svcctl::*;
use ndr::{ContextHandle, InlineThenCount};
use rpc::RpcStatus;
use wire::{Reader, Win32Error};

use crate::services::service;
use crate::world::{Caller, World};

async fn netlogon(caller: &Caller<'_>, access: ServiceAccess) -> ServiceHandle {
    service(caller, "NETLOGON", access).await.unwrap()
}

async fn manager(caller: &Caller<'_>, desired_access: ManagerAccess) -> ManagerHandle {
    let call = OpenScManager {
        machine_name: None,
        database_name: None,
        desired_access,
    };
    caller.ask(call).await.manager
}

fn list(manager: ManagerHandle) -> EnumServicesStatusEx {
    EnumServicesStatusEx {
        manager,
        info_level: EnumServicesStatusEx::PROCESS_INFO,
        service_type: 0x30,
        service_state: 3,
        buffer_size: 4096,
        resume_index: Some(0),
        group_name: None,
    }
}

#[tokio::test]
async fn a_status_has_the_process() {
    let world = World::new().await;
    let user = world.user();
    let service = netlogon(&user, ServiceAccess::QUERY_STATUS).await;
    let call = QueryServiceStatusEx {
        service,
        info_level: QueryServiceStatusEx::PROCESS_INFO,
        buffer_size: 36,
    };
    let reply = user.ask(call).await;
    let status = ServiceStatusProcess::read(&mut Reader::new(&reply.buffer.0)).unwrap();
    assert_eq!(status.status.current_state, ServiceState::RUNNING);
    assert_eq!(status.process_id, std::process::id());
    let administrator = world.administrator();
    administrator
        .ask(ControlService {
            service: netlogon(&administrator, ServiceAccess::STOP).await,
            control: ServiceControl::STOP,
        })
        .await;
    let stopped = user.ask(call).await.buffer.0;
    assert_eq!(stopped[4..8], [1, 0, 0, 0], "SERVICE_STOPPED");
    assert_eq!(stopped[28..32], [0; 4], "without a process");
    for (info_level, buffer_size, status) in [
        (0, 35, Win32Error::ERROR_INSUFFICIENT_BUFFER),
        (1, 8192, Win32Error::ERROR_INVALID_LEVEL),
    ] {
        let refused = user
            .ask(QueryServiceStatusEx {
                info_level,
                buffer_size,
                ..call
            })
            .await;
        assert_eq!(refused.status, status);
        assert_eq!(u32::try_from(refused.buffer.0.len()), Ok(buffer_size));
    }
    let more = QueryServiceStatusEx {
        buffer_size: 8193,
        ..call
    };
    assert_eq!(user.call(more).await, Err(RpcStatus::BAD_STUB_DATA));
    let other = QueryServiceStatusEx {
        service: netlogon(&user, ServiceAccess::QUERY_CONFIG).await,
        ..call
    };
    assert_eq!(
        user.ask(other).await.status,
        Win32Error::ERROR_ACCESS_DENIED
    );
}

#[tokio::test]
async fn what_of_a_configuration_is_optional() {
    let world = World::new().await;
    let user = world.user();
    let service = netlogon(&user, ServiceAccess::QUERY_CONFIG).await;
    let query = |level, buffer_size| QueryServiceConfig2 {
        service,
        info_level: ConfigLevel(level),
        buffer_size,
    };
    let none = user.ask(query(1, 0)).await;
    assert_eq!(none.status, Win32Error::ERROR_INSUFFICIENT_BUFFER);
    let description = user.ask(query(1, none.bytes_needed)).await;
    assert_eq!(description.status, Win32Error::NERR_Success);
    assert_eq!(description.buffer.0[..6], [4, 0, 0, 0, b'K', 0]);
    assert!(
        description.buffer.0.ends_with(&[b'.', 0, 0, 0]),
        "a terminator"
    );
    for (level, octets) in [(2, 20), (3, 4), (4, 4), (5, 4), (6, 4)] {
        let reply = user.ask(query(level, octets)).await;
        assert_eq!(
            (reply.status, reply.bytes_needed),
            (Win32Error::NERR_Success, octets)
        );
        assert!(reply.buffer.0.iter().all(|octet| *octet == 0));
    }
    for level in [0, 7, u32::MAX] {
        let refused = user.ask(query(level, 8192)).await.status;
        assert_eq!(refused, Win32Error::ERROR_INVALID_LEVEL, "{level}");
    }
    let more = user.call(query(1, 8193)).await;
    assert_eq!(more, Err(RpcStatus::BAD_STUB_DATA));
    let other = QueryServiceConfig2 {
        service: netlogon(&user, ServiceAccess::QUERY_STATUS).await,
        ..query(1, 8192)
    };
    assert_eq!(
        user.ask(other).await.status,
        Win32Error::ERROR_ACCESS_DENIED
    );
}

#[tokio::test]
async fn services_are_listed_with_their_process_and_none_depends_on_another() {
    let world = World::new().await;
    let user = world.user();
    let manager = manager(&user, ManagerAccess::ENUMERATE_SERVICE).await;
    let reply = user.ask(list(manager)).await;
    assert_eq!(reply.status, Win32Error::NERR_Success);
    let services = reply.services::<ServiceStatusProcess>().unwrap();
    assert_eq!(services.len(), 5);
    assert!(
        services
            .iter()
            .all(|service| service.status.process_id == std::process::id())
    );
    let group = |name: &str| EnumServicesStatusEx {
        group_name: Some(name.into()),
        ..list(manager)
    };
    assert_eq!(user.ask(group("")).await.services_returned, 5);
    let unknown = user.ask(group("RpcGroup")).await.status;
    assert_eq!(unknown, Win32Error::ERROR_SERVICE_DOES_NOT_EXIST);
    let level = EnumServicesStatusEx {
        info_level: 1,
        ..list(manager)
    };
    assert_eq!(
        user.ask(level).await.status,
        Win32Error::ERROR_INVALID_LEVEL
    );
    for (service_type, service_state) in [(0, 3), (0x30, 0), (0x30, 4), (0x0100_0000, 3)] {
        let refused = EnumServicesStatusEx {
            service_type,
            service_state,
            ..list(manager)
        };
        assert_eq!(
            user.ask(refused).await.status,
            Win32Error::ERROR_INVALID_PARAMETER
        );
    }
    let more = EnumServicesStatusEx {
        buffer_size: 0x4_0001,
        ..list(manager)
    };
    assert_eq!(user.call(more).await, Err(RpcStatus::BAD_STUB_DATA));

    let dependents = |service, service_state| EnumDependentServices {
        service,
        service_state,
        buffer_size: 100,
    };
    let service = netlogon(&user, ServiceAccess::ENUMERATE_DEPENDENTS).await;
    let none = user.ask(dependents(service, 3)).await;
    assert_eq!(
        (none.status, none.services_returned),
        (Win32Error::NERR_Success, 0)
    );
    assert_eq!(none.buffer.0.len(), 100);
    let refused = user.ask(dependents(service, 8)).await.status;
    assert_eq!(refused, Win32Error::ERROR_INVALID_PARAMETER);
    let other = netlogon(&user, ServiceAccess::QUERY_STATUS).await;
    let denied = user.ask(dependents(other, 3)).await.status;
    assert_eq!(denied, Win32Error::ERROR_ACCESS_DENIED);
}

#[tokio::test]
async fn a_manager_that_only_connects_lists_nothing() {
    let world = World::new().await;
    let user = world.user();
    let manager = manager(&user, ManagerAccess::CONNECT).await;
    let denied = user.ask(list(manager)).await.status;
    assert_eq!(denied, Win32Error::ERROR_ACCESS_DENIED);
}

#[tokio::test]
async fn descriptors_are_read_and_nobody_believes_to_have_set_one() {
    let world = World::new().await;
    let administrator = world.administrator();
    let full = netlogon(&administrator, ServiceAccess::MAXIMUM_ALLOWED).await;
    let narrow = netlogon(&administrator, ServiceAccess::QUERY_STATUS).await;
    let whole = manager(&administrator, ManagerAccess::MAXIMUM_ALLOWED).await;
    let query = |object: ContextHandle, parts, buffer_size| QueryServiceObjectSecurity {
        object,
        security_information: SecurityInformation(parts),
        buffer_size,
    };
    for object in [full.into(), whole.into()] {
        let none = administrator.ask(query(object, 7, 0)).await;
        assert_eq!(none.status, Win32Error::ERROR_INSUFFICIENT_BUFFER);
        let reply = administrator.ask(query(object, 7, none.bytes_needed)).await;
        assert_eq!(reply.status, Win32Error::NERR_Success);
        assert_eq!(
            reply.buffer.0[..4],
            [1, 0, 4, 0x80],
            "self-relative, with a DACL"
        );
    }
    let set = |object: ContextHandle, parts| SetServiceObjectSecurity {
        object,
        security_information: SecurityInformation(parts),
        security_descriptor: InlineThenCount(vec![1; 20]),
    };
    for (object, parts, read, written) in [
        (
            narrow.into(),
            7,
            Win32Error::ERROR_ACCESS_DENIED,
            Win32Error::ERROR_ACCESS_DENIED,
        ),
        (
            full.into(),
            8,
            Win32Error::ERROR_ACCESS_DENIED,
            Win32Error::ERROR_ACCESS_DENIED,
        ),
        (
            full.into(),
            0x20,
            Win32Error::ERROR_INVALID_PARAMETER,
            Win32Error::ERROR_INVALID_PARAMETER,
        ),
        (
            whole.into(),
            4,
            Win32Error::NERR_Success,
            Win32Error::ERROR_NOT_SUPPORTED,
        ),
    ] {
        assert_eq!(
            administrator.ask(query(object, parts, 4096)).await.status,
            read
        );
        assert_eq!(administrator.ask(set(object, parts)).await.status, written);
    }
    let nothing = administrator.call(query(ContextHandle::NIL, 4, 4096)).await;
    assert_eq!(nothing, Err(RpcStatus::CONTEXT_MISMATCH));
    let more = administrator.call(query(full.into(), 4, 0x4_0001)).await;
    assert_eq!(more, Err(RpcStatus::BAD_STUB_DATA));
}

#[tokio::test]
async fn a_service_is_found_by_either_name() {
    let world = World::new().await;
    let user = world.user();
    let manager = manager(&user, ManagerAccess::CONNECT).await;
    let display_name = |name: &str, buffer_size| GetServiceDisplayName {
        manager,
        service_name: name.into(),
        buffer_size,
    };
    let key_name = |name: &str, buffer_size| GetServiceKeyName {
        manager,
        display_name: name.into(),
        buffer_size,
    };
    let told = |reply: ServiceNameReply| (reply.name.as_str().to_owned(), reply.size, reply.status);
    let success = Win32Error::NERR_Success;
    let missing = Win32Error::ERROR_SERVICE_DOES_NOT_EXIST;
    let reply = told(user.ask(display_name("netlogon", 256)).await);
    assert_eq!(reply, ("Net Logon".to_owned(), 9, success));
    let reply = told(user.ask(key_name("net logon", 256)).await);
    assert_eq!(reply, ("NETLOGON".to_owned(), 8, success));
    // Each name is of one kind only.
    let reply = told(user.ask(display_name("Net Logon", 256)).await);
    assert_eq!(reply, (String::new(), 0, missing));
    let reply = told(user.ask(key_name("NETLOGON", 256)).await);
    assert_eq!(reply, (String::new(), 0, missing));
    let reply = told(user.ask(key_name("Net Logon", 7)).await);
    let too_small = Win32Error::ERROR_INSUFFICIENT_BUFFER;
    assert_eq!(reply, (String::new(), 8, too_small));
}
