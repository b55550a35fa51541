//! The service: what it answers, and how it ends.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use auth::{Account, Credentials, NtHash};
use locate::{Broadcast, Dns, Locator, LocatorConfig, Want};
use msrpc::lsarpc::{GetUserName, Lsarpc};
use msrpc::netlogon::{Credential, Logon, NegotiateFlags, ReqChallenge, SecureChannelType};
use netlogon::{ChannelNames, KeyStrength, Setup};
use transport::{
    RpcClient, RpcTimeouts, SmbClient, SmbError, SmbTimeouts, connect_tcp, map_endpoint,
};
use wire::{NtStatus, Password};

use crate::program::{Follower, PASSWORD, Service, State, ended};

const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn clients_of_tcp_are_told_where_to_ask_and_answered() {
    let state = State::with_domain("tcp");
    let service = state.serve();
    let mut client = logon_service(&service).await;
    let request = ReqChallenge {
        primary_name: None,
        computer_name: "M".into(),
        client_challenge: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
    };
    let reply = client.call(&request).await.unwrap();
    assert_eq!(reply.status, NtStatus::SUCCESS);
}

#[tokio::test]
async fn whoever_looks_for_the_domain_finds_the_controller() {
    let state = State::with_domain("locator");
    let service = state.serve();
    let locator = Locator::new(LocatorConfig {
        dns: Dns::Off,
        broadcast: Broadcast::Off,
        wins: vec![Ipv4Addr::LOCALHOST],
        ports: service.locator,
        reply_port: 0,
        ..LocatorConfig::default()
    });
    let domain = "OURDOM".parse().unwrap();
    let located = locator.find(&domain, Want::Pdc).await.unwrap();
    let name = located.candidates[0].netbios_name.clone();
    assert_eq!(name, "OURPDC".parse().ok());
}

#[tokio::test]
async fn whoever_is_added_while_it_serves_can_log_on_at_once() {
    let state = State::with_domain("smb");
    let service = state.serve();
    assert!(log_on(service.smb, "carol").await.is_err());
    assert_eq!(state.dc("user add carol").exit, Some(0));
    log_on(service.smb, "carol").await.unwrap();
    assert_eq!(state.dc("user disable carol").exit, Some(0));
    assert!(log_on(service.smb, "carol").await.is_err());
    log_on(service.smb, "Administrator").await.unwrap();
}

#[tokio::test]
async fn a_password_that_is_set_while_it_serves_counts_at_once_and_the_one_before_no_more() {
    let state = State::with_domain("password");
    let service = state.serve();
    assert_eq!(state.dc("user add carol").exit, Some(0));
    log_on(service.smb, "carol").await.unwrap();
    for round in 0..3 {
        let password = format!("Another-{round}-Pa55!");
        let mut command = state.command("user password carol");
        let set = ended(command.env("NETLOGOND_PASSWORD", &password));
        assert_eq!(set.exit, Some(0), "{}", set.err);
        log_on_with(service.smb, "carol", &password).await.unwrap();
        assert!(log_on(service.smb, "carol").await.is_err());
    }
}

/// KB Q150518 and its relatives: a computer without an account leaves 5723.
#[tokio::test]
async fn what_the_service_logs_can_be_listed_at_once() {
    let state = State::with_domain("event");
    let service = state.serve();
    assert_eq!(state.json("event list").as_array().unwrap().len(), 0);
    refuse_ghost(&service).await;
    let events = state.json("event list --id 5723 --last 1");
    assert_eq!(
        events[0]["status"],
        NtStatus::NO_TRUST_SAM_ACCOUNT.to_string()
    );
    assert_eq!(events[0]["data"], "8b0100c0");
    let text = events[0]["text"].as_str().unwrap();
    assert!(
        text.contains("computer GHOST failed because there is no trust account"),
        "{text}"
    );
    assert_eq!(
        state.json("event list --id 5722").as_array().unwrap().len(),
        0
    );
    assert_eq!(
        state
            .json("event list --since 2100-01-01")
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[tokio::test]
async fn events_are_shown_as_they_come_until_somebody_interrupts() {
    let state = State::with_domain("follow");
    let service = state.serve();
    let mut command = state.command("event list --follow --json");
    let mut follower = Follower::start(&mut command);
    refuse_ghost(&service).await;
    let event: serde_json::Value = serde_json::from_str(&follower.line()).unwrap();
    assert_eq!(event["id"], 5723);
    assert_eq!(follower.interrupt(), Some(0));
}

/// A computer without an account tries to set up a channel.
async fn refuse_ghost(service: &Service) {
    let mut client = logon_service(service).await;
    let setup = Setup {
        names: ChannelNames {
            server: r"\\OURPDC".into(),
            domain: "OURDOM".into(),
            account: "GHOST$".into(),
            computer: "GHOST".into(),
            channel_type: SecureChannelType::WORKSTATION,
        },
        nt_hash: NtHash::from_password(&Password::new(PASSWORD.to_owned())),
        flags: NegotiateFlags::MEMBER,
        strength: KeyStrength::AllowStrongKey,
    };
    let (request, next) = setup.start([1, 2, 3, 4, 5, 6, 7, 8]).unwrap();
    let (request, next) = next
        .authenticate(&client.call(&request).await.unwrap())
        .unwrap();
    assert!(next.finish(&client.call(&request).await.unwrap()).is_err());
}

/// A client of Netlogon that asks the endpoint mapper first.
async fn logon_service(service: &Service) -> RpcClient<Logon> {
    let mapper = connect_tcp(service.endpoint_mapper, PATIENCE)
        .await
        .unwrap();
    let port = map_endpoint::<Logon>(Box::new(mapper), RpcTimeouts::default())
        .await
        .unwrap();
    let io = connect_tcp((service.smb.ip(), port), PATIENCE)
        .await
        .unwrap();
    let bound = RpcClient::bind(Box::new(io), None, RpcTimeouts::default());
    bound.await.unwrap()
}

async fn log_on(address: SocketAddr, user: &str) -> Result<(), SmbError> {
    log_on_with(address, user, PASSWORD).await
}

/// Logs on by SMB, and makes a call over a pipe.
async fn log_on_with(address: SocketAddr, user: &str, password: &str) -> Result<(), SmbError> {
    let client = SmbClient::connect(
        address,
        smb::client::Config::default(),
        SmbTimeouts::default(),
    );
    let credentials = Credentials::Password {
        account: Account::parse(&format!("OURDOM\\{user}")).unwrap(),
        password: Password::new(password.to_owned()),
    };
    let session = client
        .await?
        .logon(credentials, "OURPDC", "WS1".parse().unwrap())
        .await?;
    let pipe = session.open_pipe("lsarpc").await?;
    let bound = RpcClient::<Lsarpc>::bind(Box::new(pipe), None, RpcTimeouts::default());
    let who = GetUserName {
        system_name: None,
        user_name: None,
        domain_name: None,
    };
    let reply = bound.await.unwrap().call(&who).await.unwrap();
    assert_eq!(reply.status, NtStatus::SUCCESS);
    assert_eq!(reply.user_name.unwrap().as_str_or_empty(), user);
    Ok(())
}

#[test]
fn a_second_service_is_refused_and_the_first_one_ends_cleanly() {
    let state = State::with_domain("second");
    let service = state.serve();
    let refused = state.dc("--listen 127.0.0.1");
    assert_eq!(refused.exit, Some(10), "{}", refused.err);
    assert!(refused.err.contains("[already-served]"), "{}", refused.err);
    assert!(refused.err.contains(state.directory().to_str().unwrap()));
    service.signal("-TERM");
    assert_eq!(service.notified(), "STOPPING=1\n");
    let (exit, log) = service.end();
    assert_eq!(exit, Some(0), "{log}");
    assert!(log.contains("SIGTERM"), "{log}");
    assert!(!log.contains("panic"), "{log}");
    // The next one finds the directory free.
    let service = state.serve();
    service.signal("-INT");
    assert_eq!(service.end().0, Some(0));
}

/// The terminal that it was started from may go, and whoever administers it may have changed the settings.
#[test]
fn settings_are_read_anew_at_sighup_and_what_waits_for_a_start_is_named() {
    let state = State::with_domain("reload");
    let mut service = state.serve();
    let settings = |text: &str| state.beside("netlogond.toml", text);
    for (text, told) in [
        (
            "site = 'x'\n[log]\nlevel = 'info,smb=debug'",
            "changed settings",
        ),
        ("[log]\nlvl = 'debug'", "unknown field `lvl`"),
    ] {
        settings(text);
        service.signal("-HUP");
        assert!(
            service
                .notified()
                .starts_with("RELOADING=1\nMONOTONIC_USEC=")
        );
        assert_eq!(service.notified(), "READY=1\n");
        let log = service.log_until(told);
        if text.starts_with("site") {
            assert!(log.contains("log.level is taken over"), "{log}");
            let waiting = "settings=\"listen, ports.cldap, ports.endpoint-mapper, ports.ldap, ports.netbios-datagram, \
                           ports.netbios-name, ports.smb, site\"";
            assert!(log.contains(waiting), "{log}");
        } else {
            assert!(log.contains("the settings cannot be used"), "{log}");
        }
    }
    // Only errors are told.
    settings("[log]\nlevel = 'error'");
    service.signal("-HUP");
    assert!(service.notified().starts_with("RELOADING=1"));
    assert_eq!(service.notified(), "READY=1\n");
    service.signal("-TERM");
    let (exit, log) = service.end();
    assert_eq!(exit, Some(0), "{log}");
    assert!(!log.contains("stopping"), "{log}");
}

#[test]
fn a_socket_that_cannot_be_opened_is_named() {
    let state = State::with_domain("socket");
    let service = state.serve();
    let other = State::with_domain("socket-other");
    let port = service.smb.port();
    let text = format!("listen = ['127.0.0.1']\nports = {{ smb = {port}, endpoint-mapper = 0 }}");
    let settings = state.beside("taken.toml", &text);
    let refused = other.dc(&format!("--config {}", settings.display()));
    assert_eq!(refused.exit, Some(10), "{}", refused.err);
    for part in ["SMB", &port.to_string(), "[address-in-use]"] {
        assert!(refused.err.contains(part), "{part}: {}", refused.err);
    }
    // No interface has an address that is for documentation.
    let refused = other.dc("--listen 192.0.2.1");
    assert_eq!(refused.exit, Some(2), "{}", refused.err);
    assert!(refused.err.contains("[no-such-address]"), "{}", refused.err);
}
