use member::ChannelStatus;
use msrpc::svcctl::{
    ChangeServiceConfig, ControlService, ManagerAccess, OpenScManager, OpenService,
    QueryServiceConfig, QueryServiceStatus, ServiceAccess, ServiceControl, ServiceHandle,
    ServiceState, StartService, StartType, Svcctl,
};
use ndr::Counted;
use transport::RpcClient;
use wire::{NtStatus, Win32Error};

use crate::world::{Caller, World, refusal};

/// The Netlogon service, as somebody may use it.
async fn netlogon(
    caller: &Caller,
    desired_access: ServiceAccess,
) -> Result<(RpcClient<Svcctl>, ServiceHandle), Win32Error> {
    let mut svcctl = caller.open::<Svcctl>().await;
    let call = OpenScManager {
        machine_name: None,
        database_name: None,
        desired_access: ManagerAccess::CONNECT,
    };
    let manager = svcctl.call(&call).await.unwrap();
    let call = OpenService {
        manager: manager.manager,
        service_name: "NETLOGON".into(),
        desired_access,
    };
    let opened = svcctl.call(&call).await.unwrap();
    opened.status.check().map(|()| (svcctl, opened.service))
}

/// A member whose channel nobody has used yet, and its administrator at its service.
async fn at_its_service() -> (World, Caller, RpcClient<Svcctl>, ServiceHandle) {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let opened = netlogon(&administrator, ServiceAccess::MAXIMUM_ALLOWED).await;
    let (svcctl, service) = opened.unwrap();
    (world, administrator, svcctl, service)
}

/// "Paused" is no "stopped": what is open stays open, and nothing is begun.
#[tokio::test]
async fn a_paused_service_keeps_its_channel_and_uses_it_for_nothing() {
    let (world, administrator, mut svcctl, service) = at_its_service().await;
    assert_eq!(administrator.verified().await, Win32Error::NERR_Success);
    let channel = world.member.status().channel;
    assert!(matches!(channel, ChannelStatus::Up { .. }));
    let mut tell = async |control| {
        let told = svcctl.call(&ControlService { service, control }).await;
        told.unwrap().service_status.current_state
    };
    assert_eq!(tell(ServiceControl::PAUSE).await, ServiceState::PAUSED);
    let out = refusal(world.domain_user().await);
    assert_eq!(out, NtStatus::NETLOGON_NOT_STARTED);
    assert_eq!(
        administrator.verified().await,
        Win32Error::ERROR_NETLOGON_NOT_STARTED
    );
    let refused = world.member.change_password().await.unwrap_err();
    assert_eq!(refused.status(), NtStatus::NETLOGON_NOT_STARTED);
    let paused = world.member.status();
    assert!(paused.paused && !paused.running);
    assert_eq!(paused.channel, channel);
    // The controller has forgotten nothing, and the member goes on over what it has.
    assert_eq!(tell(ServiceControl::CONTINUE).await, ServiceState::RUNNING);
    assert!(world.domain_user().await.is_ok());
    assert_eq!(world.member.status().channel, channel);
}

#[tokio::test]
async fn a_stopped_service_lets_nobody_of_the_domain_in() {
    let (world, administrator, mut svcctl, service) = at_its_service().await;
    assert_eq!(administrator.verified().await, Win32Error::NERR_Success);
    for (control, state) in [
        (ServiceControl::PAUSE, ServiceState::PAUSED),
        (ServiceControl::STOP, ServiceState::STOPPED),
    ] {
        let call = ControlService { service, control };
        let told = svcctl.call(&call).await.unwrap();
        assert_eq!(told.status, Win32Error::NERR_Success);
        assert_eq!(told.service_status.current_state, state);
        assert!(!world.member.status().running);
        let out = refusal(world.domain_user().await);
        assert_eq!(out, NtStatus::NETLOGON_NOT_STARTED);
        assert_eq!(
            administrator.verified().await,
            Win32Error::ERROR_NETLOGON_NOT_STARTED
        );
    }
    let start = StartService {
        service,
        arguments: Counted(Vec::new()),
    };
    let started = svcctl.call(&start).await.unwrap();
    assert_eq!(started.status, Win32Error::NERR_Success);
    let again = svcctl.call(&start).await.unwrap();
    assert_eq!(again.status, Win32Error::ERROR_SERVICE_ALREADY_RUNNING);
    let query = QueryServiceStatus { service };
    let state = svcctl.call(&query).await.unwrap().service_status;
    assert_eq!(state.current_state, ServiceState::RUNNING);
    assert!(world.domain_user().await.is_ok());
}

#[tokio::test]
async fn how_the_service_starts_is_kept() {
    let (world, _administrator, mut svcctl, service) = at_its_service().await;
    let change = |start_type| ChangeServiceConfig {
        start_type,
        ..ChangeServiceConfig::unchanged(service)
    };
    let boot = svcctl.call(&change(StartType(0))).await.unwrap();
    assert_eq!(boot.status, Win32Error::ERROR_INVALID_PARAMETER);
    let disabled = svcctl.call(&change(StartType::DISABLED)).await.unwrap();
    assert_eq!(disabled.status, Win32Error::NERR_Success);
    let call = QueryServiceConfig {
        service,
        buffer_size: 8192,
    };
    let config = svcctl.call(&call).await.unwrap().config;
    assert_eq!(config.start_type, StartType::DISABLED);
    let kept = world.machine.machine().await.unwrap();
    assert_eq!(kept.netlogon_start, StartType::DISABLED.0);
    // It goes on, and once it has stopped it does not start.
    assert!(world.member.status().running);
    let stop = ControlService {
        service,
        control: ServiceControl::STOP,
    };
    svcctl.call(&stop).await.unwrap();
    let start = StartService {
        service,
        arguments: Counted(Vec::new()),
    };
    let refused = svcctl.call(&start).await.unwrap();
    assert_eq!(refused.status, Win32Error::ERROR_SERVICE_DISABLED);
    let manual = svcctl.call(&change(StartType::DEMAND_START)).await.unwrap();
    assert_eq!(manual.status, Win32Error::NERR_Success);
    let started = svcctl.call(&start).await.unwrap();
    assert_eq!(started.status, Win32Error::NERR_Success);
}

#[tokio::test]
async fn others_do_not_stop_it() {
    let world = World::new().await;
    let user = world.domain_user().await.unwrap();
    for access in [ServiceAccess::STOP, ServiceAccess::CHANGE_CONFIG] {
        let refused = netlogon(&user, access).await.err();
        assert_eq!(refused, Some(Win32Error::ERROR_ACCESS_DENIED));
    }
    assert!(world.member.status().running);
}
