use lsa::ServiceState;
use msrpc::dssetup::{DomainInformation, GetPrimaryDomainInformation, InfoLevel, MachineRole};
use msrpc::netlogon::{Authenticate3, Credential, NegotiateFlags, ReqChallenge, SecureChannelType};
use msrpc::srvsvc::*;
use msrpc::svcctl::{
    ChangeServiceConfig, ControlService, EnumServicesStatus, ManagerAccess, OpenScManager,
    OpenService, QueryServiceConfig, QueryServiceStatus, ServiceAccess, ServiceControl,
    ServiceHandle, ServiceState as WireState, ServiceStatus, StartService, StartType,
};
use msrpc::wkssvc::{GetJoinInformation, JoinStatus, UnjoinDomain2, WkstaGetInfo};
use ndr::{Counted, Leveled};
use wire::{NtStatus, Win32Error};

use crate::world::{Caller, SERVER_OPERATOR, World};

pub(crate) async fn service(
    caller: &Caller<'_>,
    name: &str,
    desired_access: ServiceAccess,
) -> Result<ServiceHandle, Win32Error> {
    let manager = caller
        .ask(OpenScManager {
            machine_name: None,
            database_name: None,
            desired_access: ManagerAccess::CONNECT,
        })
        .await;
    manager.status.check()?;
    let opened = caller
        .ask(OpenService {
            manager: manager.manager,
            service_name: name.into(),
            desired_access,
        })
        .await;
    opened.status.check().map(|()| opened.service)
}

// KB Q240142: "net pause netlogon" on a domain controller.
#[tokio::test]
async fn an_administrator_pauses_and_stops_netlogon() {
    let world = World::new().await;
    let administrator = world.administrator();
    let netlogon = service(&administrator, "netlogon", ServiceAccess::MAXIMUM_ALLOWED).await;
    let service = netlogon.unwrap();
    let control = |control| ControlService { service, control };
    assert_eq!(world.controller.service_state(), ServiceState::Running);
    for (order, state, wire) in [
        (
            ServiceControl::PAUSE,
            ServiceState::Paused,
            WireState::PAUSED,
        ),
        (
            ServiceControl::CONTINUE,
            ServiceState::Running,
            WireState::RUNNING,
        ),
        (
            ServiceControl::STOP,
            ServiceState::Stopped,
            WireState::STOPPED,
        ),
    ] {
        let reply = administrator.ask(control(order)).await;
        assert_eq!(reply.status, Win32Error::NERR_Success);
        assert_eq!(reply.service_status.current_state, wire);
        assert_eq!(world.controller.service_state(), state);
    }
    let paused = administrator
        .ask(control(ServiceControl::PAUSE))
        .await
        .status;
    assert_eq!(paused, Win32Error::ERROR_SERVICE_NOT_ACTIVE);
    let start = || StartService {
        service,
        arguments: Counted(vec![]),
    };
    assert_eq!(
        administrator.ask(start()).await.status,
        Win32Error::NERR_Success
    );
    let again = administrator.ask(start()).await.status;
    assert_eq!(again, Win32Error::ERROR_SERVICE_ALREADY_RUNNING);
}

// "net pause netlogon": new channels are refused, KB Q240142.
#[tokio::test]
async fn a_paused_service_sets_up_no_channels() {
    let world = World::new().await;
    let administrator = world.administrator();
    let netlogon = service(&administrator, "NETLOGON", ServiceAccess::MAXIMUM_ALLOWED).await;
    let service = netlogon.unwrap();
    let challenge = || ReqChallenge {
        primary_name: None,
        computer_name: "M".into(),
        client_challenge: Credential(*b"unlikely"),
    };
    let authenticate = || Authenticate3 {
        primary_name: None,
        account_name: "M$".into(),
        channel_type: SecureChannelType::WORKSTATION,
        computer_name: "M".into(),
        client_credential: Credential(*b"whatever"),
        flags: NegotiateFlags::MEMBER,
    };
    let computer = world.nobody();
    for (control, expected) in [
        (ServiceControl::PAUSE, NtStatus::NETLOGON_NOT_STARTED),
        (ServiceControl::CONTINUE, NtStatus::SUCCESS),
        (ServiceControl::STOP, NtStatus::NETLOGON_NOT_STARTED),
    ] {
        administrator.ask(ControlService { service, control }).await;
        let reply = computer.ask_netlogon(challenge()).await;
        assert_eq!(reply.status, expected, "{control:?}");
        let refused = computer.ask_netlogon(authenticate()).await.status;
        assert_eq!(
            refused == NtStatus::NETLOGON_NOT_STARTED,
            expected != NtStatus::SUCCESS
        );
    }
}

#[tokio::test]
async fn others_look_at_services_and_change_none() {
    let world = World::new().await;
    let user = world.user();
    for denied in [
        ServiceAccess::STOP,
        ServiceAccess::START,
        ServiceAccess::PAUSE_CONTINUE,
        ServiceAccess::CHANGE_CONFIG,
    ] {
        let opened = service(&user, "NETLOGON", denied).await;
        assert_eq!(opened, Err(Win32Error::ERROR_ACCESS_DENIED));
    }
    let handle = service(&user, "NETLOGON", ServiceAccess::MAXIMUM_ALLOWED)
        .await
        .unwrap();
    let call = ControlService {
        service: handle,
        control: ServiceControl::PAUSE,
    };
    assert_eq!(user.ask(call).await.status, Win32Error::ERROR_ACCESS_DENIED);
    assert_eq!(world.controller.service_state(), ServiceState::Running);
    let status = user.ask(QueryServiceStatus { service: handle }).await;
    assert_eq!(status.service_status.current_state, WireState::RUNNING);
    let config = |buffer_size| QueryServiceConfig {
        service: handle,
        buffer_size,
    };
    let small = user.ask(config(0)).await;
    assert_eq!(small.status, Win32Error::ERROR_INSUFFICIENT_BUFFER);
    let reply = user.ask(config(small.bytes_needed)).await;
    assert_eq!(reply.config.start_type, StartType::AUTO_START);
    let nobody = service(&world.nobody(), "NETLOGON", ServiceAccess::QUERY_STATUS).await;
    assert_eq!(nobody, Err(Win32Error::ERROR_ACCESS_DENIED));
    let unknown = service(&user, "Spooler", ServiceAccess::QUERY_STATUS).await;
    assert_eq!(unknown, Err(Win32Error::ERROR_SERVICE_DOES_NOT_EXIST));
}

#[tokio::test]
async fn services_are_listed_and_only_netlogon_obeys() {
    let world = World::new().await;
    let administrator = world.administrator();
    let manager = administrator
        .ask(OpenScManager {
            machine_name: None,
            database_name: None,
            desired_access: ManagerAccess::ENUMERATE_SERVICE,
        })
        .await
        .manager;
    let list = administrator
        .ask(EnumServicesStatus {
            manager,
            service_type: 0x30,
            service_state: 3,
            buffer_size: 4096,
            resume_index: Some(0),
        })
        .await;
    let services = list.services::<ServiceStatus>().unwrap();
    assert!(
        services
            .iter()
            .any(|service| service.service_name == "NETLOGON")
    );
    let other = service(
        &administrator,
        "LanmanServer",
        ServiceAccess::MAXIMUM_ALLOWED,
    )
    .await;
    let call = ControlService {
        service: other.unwrap(),
        control: ServiceControl::STOP,
    };
    let refused = administrator.ask(call).await.status;
    assert_eq!(refused, Win32Error::ERROR_INVALID_SERVICE_CONTROL);
    let netlogon = service(&administrator, "NETLOGON", ServiceAccess::CHANGE_CONFIG).await;
    let mut change = ChangeServiceConfig::unchanged(netlogon.unwrap());
    change.start_type = StartType::AUTO_START;
    let same = administrator.ask(change.clone()).await.status;
    assert_eq!(same, Win32Error::NERR_Success);
    change.start_type = StartType(4);
    let disabled = administrator.ask(change).await.status;
    assert_eq!(disabled, Win32Error::ERROR_NOT_SUPPORTED);
}

#[tokio::test]
async fn what_the_controller_is() {
    let world = World::new().await;
    let user = world.user();
    let server = |level| ServerGetInfo {
        server_name: None,
        level,
    };
    let ServerInfo::Info101(Some(info)) = user.ask(server(101)).await.info else {
        panic!("no information of level 101");
    };
    assert_eq!(info.info.name, Some("OURPDC".into()));
    assert!(info.server_type.contains(ServerType::DOMAIN_CTRL));
    let operators_only = user.ask(server(102)).await;
    assert_eq!(operators_only.status, Win32Error::ERROR_ACCESS_DENIED);
    assert_eq!(operators_only.info.common(), None);
    let operator = world.caller(SERVER_OPERATOR);
    assert_eq!(
        operator.ask(server(102)).await.status,
        Win32Error::NERR_Success
    );
    // The error is read behind the null pointer that these levels have, and the other has not.
    for level in [103, 502, 503, 104] {
        let refused = user.ask(server(level)).await.status;
        assert_eq!(refused, Win32Error::ERROR_INVALID_LEVEL, "{level}");
    }
    let nobody = world.nobody();
    assert_eq!(
        nobody.ask(server(100)).await.status,
        Win32Error::ERROR_ACCESS_DENIED
    );
    let join = GetJoinInformation {
        server_name: None,
        name_buffer: None,
    };
    let join = user.ask(join).await;
    assert_eq!(
        (join.name_buffer, join.buffer_type),
        (Some("OURDOM".into()), JoinStatus::DOMAIN)
    );
    let workstation = WkstaGetInfo {
        server_name: None,
        level: 100,
    };
    let langroup = user
        .ask(workstation)
        .await
        .info
        .common()
        .unwrap()
        .langroup
        .clone();
    assert_eq!(langroup, Some("OURDOM".into()));
}

#[tokio::test]
async fn a_controller_leaves_no_domain() {
    let world = World::new().await;
    for (caller, expected) in [
        (world.user(), Win32Error::ERROR_ACCESS_DENIED),
        (
            world.administrator(),
            Win32Error::NERR_SetupDomainController,
        ),
    ] {
        let call = UnjoinDomain2 {
            server_name: None,
            account_name: None,
            password: None,
            options: msrpc::wkssvc::JoinOptions::default(),
        };
        assert_eq!(caller.ask(call).await.status, expected);
    }
}

#[tokio::test]
async fn there_is_one_share() {
    let world = World::new().await;
    let user = world.user();
    let list = |info| ShareEnum {
        server_name: None,
        info: Leveled(info),
        preferred_maximum_length: u32::MAX,
        resume_handle: None,
    };
    let reply = user.ask(list(ShareInfos::Level1(None))).await;
    let ShareInfos::Level1(Some(shares)) = reply.info.0 else {
        panic!("no shares");
    };
    let names: Vec<_> = shares.0.into_iter().map(|share| share.net_name).collect();
    assert_eq!((names, reply.total_entries), (vec![Some("IPC$".into())], 1));
    let denied = user.ask(list(ShareInfos::Level502(None))).await;
    assert_eq!(denied.status, Win32Error::ERROR_ACCESS_DENIED);
    let info = |name: &str| ShareGetInfo {
        server_name: None,
        net_name: name.into(),
        level: 1,
    };
    assert_eq!(
        user.ask(info("ipc$")).await.status,
        Win32Error::NERR_Success
    );
    let missing = user.ask(info("C$")).await;
    assert_eq!(missing.status, Win32Error::NERR_NetNameNotFound);
    assert_eq!(missing.info, ShareInfo::Info1(None));
}

// Nothing here knows the sessions, so that nobody is told that there are none.
#[tokio::test]
async fn the_role_is_primary_domain_controller() {
    let world = World::new().await;
    let user = world.user();
    let call = |info_level| GetPrimaryDomainInformation { info_level };
    let Some(DomainInformation::Basic(basic)) = user.ask(call(InfoLevel::BASIC)).await.domain_info
    else {
        panic!("no basic information");
    };
    assert_eq!(basic.machine_role, MachineRole::PRIMARY_DOMAIN_CONTROLLER);
    assert_eq!(
        (basic.flags.0, basic.domain_name_flat),
        (0, Some("OURDOM".into()))
    );
    for level in [0, 4] {
        let reply = user.ask(call(InfoLevel(level))).await;
        assert_eq!(reply.status, Win32Error::ERROR_INVALID_PARAMETER);
    }
    let nobody = world.nobody().ask(call(InfoLevel::BASIC)).await;
    assert_eq!(
        (nobody.domain_info, nobody.status),
        (None, Win32Error::ERROR_ACCESS_DENIED)
    );
}
