//! A domain controller's answers, over the loopback, to our own locator and to others that are less polite.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use locate::codec::cldap::{LdapPing, LdapPong};
use locate::codec::name_service::{Message, NmFlags, RecordType};
use locate::codec::nb_name::NbName;
use locate::codec::ping::{LogonAnswer, NtVersion, PingResponse, PingText};
use locate::server::{
    AccountKinds, Directory, Identity, Known, LocatorServer, Rate, ServerConfig, ServerSettings,
    Service,
};
use locate::{
    Broadcast, Confirmation, LocateError, Locator, LocatorConfig, Ports, Source, Step, Want,
};
use tokio::net::UdpSocket;
use tokio::task::JoinSet;

use crate::common::{HERE, config, domain};

/// Knows `user`, and never comes to an end about `slow`.
struct Accounts;

impl Directory for Accounts {
    async fn knows(&self, account: &str, _kinds: AccountKinds) -> Known {
        match account {
            "user" => Known::Yes,
            "slow" => std::future::pending().await,
            _ => Known::No,
        }
    }
}

fn settings() -> ServerSettings {
    ServerSettings {
        bind: HERE,
        broadcast: Broadcast::Off,
        ports: Ports {
            netbios_name: 0,
            netbios_datagram: 0,
            ldap: 0,
            ..Ports::default()
        },
        rate: Rate {
            per_second: 100_000,
            burst: 100_000,
        },
        ..ServerSettings::default()
    }
}

fn server_config(settings: ServerSettings) -> ServerConfig {
    let identity = Identity::pdc("DOMAIN".parse().unwrap(), "PDC".parse().unwrap());
    ServerConfig { identity, settings }
}

/// The controller, until this is dropped, and a locator that asks it.
async fn serve(settings: ServerSettings) -> (JoinSet<()>, Ports, LocatorConfig) {
    let server = LocatorServer::bind(server_config(settings)).await.unwrap();
    let ports = server.ports();
    let tasks = answer(server);
    let mut config = config();
    config.wins = vec![HERE];
    config.ports = ports;
    (tasks, ports, config)
}

fn answer(server: LocatorServer) -> JoinSet<()> {
    let tasks = server.start(Arc::new(Accounts));
    tasks.into_iter().map(|(_, task)| task).collect()
}

async fn client(port: u16) -> UdpSocket {
    let socket = UdpSocket::bind((HERE, 0)).await.unwrap();
    socket.connect((HERE, port)).await.unwrap();
    socket
}

/// What comes back, if anything comes in time.
async fn heard(socket: &UdpSocket) -> Option<Vec<u8>> {
    let mut buffer = vec![0; 4096];
    let received = tokio::time::timeout(Duration::from_secs(1), socket.recv(&mut buffer)).await;
    received
        .ok()
        .map(|length| buffer[..length.unwrap()].to_vec())
}

#[tokio::test]
async fn who_will_is_answered_for_each_user() {
    let (_serving, _ports, config) = serve(settings()).await;
    let locator = Locator::new(config);
    let domain = "DOMAIN".parse().unwrap();
    for (user, will) in [("user", true), ("ghost", false)] {
        let name = PingText::new(user).unwrap();
        let asked = locator.who_will(&domain, &name).await.unwrap();
        let [answer] = &asked.answers[..] else {
            panic!("{asked:?}")
        };
        assert_eq!(
            (answer.controller.as_str(), answer.domain.as_str()),
            (r"\\PDC", "DOMAIN")
        );
        assert_eq!((answer.user.as_str(), answer.will), (user, will));
        assert!(asked.mailslot.starts_with(r"\MAILSLOT\NET\GETDC"));
    }
    // Who does not know does not say, and is no controller that will.
    let slow = PingText::new("slow").unwrap();
    let asked = locator.who_will(&domain, &slow).await;
    assert!(
        matches!(asked, Err(LocateError::NotFound { .. })),
        "{asked:?}"
    );
}

#[tokio::test]
async fn our_locator_finds_the_pdc_and_any_controller_by_wins() {
    for (ldap, confirmation) in [
        (true, Confirmation::LdapPing),
        (false, Confirmation::MailslotPing),
    ] {
        let settings = ServerSettings { ldap, ..settings() };
        let (_task, _, mut config) = serve(settings).await;
        if !ldap {
            // Where nobody listens.
            config.ports.ldap = 1;
        }
        let locator = Locator::new(config);
        for want in [Want::Pdc, Want::Any] {
            let located = locator.find(&domain(), want).await.unwrap();
            let [found] = &located.candidates[..] else {
                panic!("one controller")
            };
            assert_eq!(found.netbios_name, "PDC".parse().ok());
            assert_eq!(found.address, IpAddr::V4(HERE));
            assert_eq!(
                (found.source, found.confirmation),
                (Source::Wins, confirmation)
            );
        }
    }
}

#[tokio::test]
async fn names_are_resolved_and_listed_and_those_of_nobody_are_not() {
    let (_task, _, config) = serve(settings()).await;
    let locator = Locator::new(config);
    let status = locator.node_status(IpAddr::V4(HERE)).await.unwrap();
    assert_eq!(
        (status.computer(), status.domain()),
        ("PDC".parse().ok(), "DOMAIN".parse().ok())
    );
    let host = locator.resolve("PDC").await.unwrap();
    assert_eq!(host.addresses, [IpAddr::V4(HERE)]);
    let other = "OTHER".parse().unwrap();
    let error = locator.find(&other, Want::Pdc).await.unwrap_err();
    let LocateError::NotFound { tried, .. } = error else {
        panic!("{error}")
    };
    assert!(
        tried
            .iter()
            .any(|attempt| attempt.step == Step::Wins("OTHER<1B>".into()))
    );
}

#[tokio::test]
async fn our_locator_finds_it_by_broadcast() {
    let everybody = Ipv4Addr::new(127, 255, 255, 255);
    // The socket that hears broadcasts has the port of the one that answers, which therefore is not left to chance.
    let probe = UdpSocket::bind((HERE, 0)).await.unwrap();
    let port = probe.local_addr().unwrap().port();
    drop(probe);
    let mut settings = settings();
    settings.broadcast = Broadcast::Addresses(vec![everybody]);
    settings.ports.netbios_name = port;
    let (_task, _, mut config) = serve(settings).await;
    config.wins = Vec::new();
    config.broadcast = Broadcast::Addresses(vec![everybody]);
    // The names are claimed for a second before they are answered for.
    config.timeouts.attempts = 30;
    config.timeouts.total = Duration::from_secs(5);
    let located = Locator::new(config)
        .find(&domain(), Want::Pdc)
        .await
        .unwrap();
    let found = &located.candidates[0];
    assert_eq!(
        (found.source, found.address),
        (Source::Broadcast, IpAddr::V4(HERE))
    );
}

#[tokio::test]
async fn it_tells_who_it_is_to_whoever_names_it() {
    let (_task, _, config) = serve(settings()).await;
    let located = Locator::new(config)
        .find_at(&domain(), "127.0.0.1")
        .await
        .unwrap();
    assert_eq!(located.candidates[0].netbios_name, "PDC".parse().ok());
    assert_eq!(located.candidates[0].netbios_domain, "DOMAIN".parse().ok());
}

#[tokio::test]
async fn a_slow_directory_holds_nobody_else_up() {
    let (_task, ports, _) = serve(settings()).await;
    let socket = client(ports.ldap).await;
    let ping = |id, user: &str| LdapPing {
        id,
        user: Some(user.into()),
        account_control: Some(0x10),
        version: NtVersion::V5EX,
        ..LdapPing::default()
    };
    // As many as wait at the same time, and one more.
    for id in 0..64 {
        socket.send(&ping(id, "slow").encode()).await.unwrap();
    }
    socket.send(&ping(100, "").encode()).await.unwrap();
    let pong = LdapPong::decode(&heard(&socket).await.unwrap()).unwrap();
    assert_eq!(pong.id, 100);
    let response = PingResponse::decode(&pong.netlogon.unwrap()).unwrap();
    assert_eq!(response.answer(), LogonAnswer::Ready);
}

/// Sends, and leaves the server time to read, so that the system drops nothing.
async fn throw(socket: &UdpSocket, octets: &[u8]) {
    socket.send(octets).await.unwrap();
    for _ in 0..3 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn it_answers_after_every_kind_of_garbage() {
    let (_task, ports, _) = serve(settings()).await;
    let query = Message::query(
        7,
        NbName::any(&Default::default()),
        RecordType::NBSTAT,
        NmFlags::default(),
    )
    .encode();
    let ping = LdapPing {
        id: 7,
        version: NtVersion::V5EX,
        ..LdapPing::default()
    }
    .encode();
    for (port, good) in [
        (ports.netbios_name, Some(&query)),
        (ports.netbios_datagram, None),
        (ports.ldap, Some(&ping)),
    ] {
        let socket = client(port).await;
        for length in 0..=64 {
            for octet in [0, 0x10, 0x30, 0xff] {
                throw(&socket, &vec![octet; length]).await;
            }
        }
        for length in [1400, 4200, 5000, 60_000] {
            throw(&socket, &vec![0x30; length]).await;
        }
        if let Some(good) = good {
            for length in 0..good.len() {
                throw(&socket, &good[..length]).await;
            }
            socket.send(good).await.unwrap();
            assert!(heard(&socket).await.is_some(), "port {port}");
        }
    }
}

#[tokio::test]
async fn one_sender_is_answered_so_often_and_others_all_the_same() {
    let mut settings = settings();
    settings.rate = Rate {
        per_second: 1,
        burst: 3,
    };
    let (_task, ports, _) = serve(settings).await;
    let ping = LdapPing {
        version: NtVersion::V1,
        ..LdapPing::default()
    }
    .encode();
    let socket = client(ports.ldap).await;
    for _ in 0..10 {
        socket.send(&ping).await.unwrap();
    }
    for _ in 0..3 {
        assert!(heard(&socket).await.is_some());
    }
    let other = UdpSocket::bind("127.0.0.7:0").await.unwrap();
    other.connect((HERE, ports.ldap)).await.unwrap();
    other.send(&ping).await.unwrap();
    assert!(heard(&other).await.is_some());
    let mut buffer = [0; 512];
    assert!(socket.try_recv(&mut buffer).is_err(), "no fourth answer");
}

#[tokio::test]
async fn a_socket_that_is_taken_is_named() {
    let taken = UdpSocket::bind((HERE, 0)).await.unwrap();
    let address = taken.local_addr().unwrap();
    for (service, text) in [
        (Service::NetbiosName, "NetBIOS name service"),
        (Service::NetbiosDatagram, "NetBIOS datagram service"),
        (Service::Ldap, "LDAP ping service"),
    ] {
        let mut settings = settings();
        match service {
            Service::NetbiosName => settings.ports.netbios_name = address.port(),
            Service::NetbiosDatagram => settings.ports.netbios_datagram = address.port(),
            Service::Ldap => settings.ports.ldap = address.port(),
        }
        let error = LocatorServer::bind(server_config(settings))
            .await
            .unwrap_err();
        assert_eq!((error.service, error.address), (service, address));
        let message = format!("the {text} cannot listen on UDP {address}: ");
        assert!(error.to_string().starts_with(&message), "{error}");
    }
}

#[tokio::test]
async fn what_is_not_wanted_is_not_opened() {
    let mut settings = settings();
    settings.netbios = false;
    let (_task, ports, _) = serve(settings).await;
    assert_eq!((ports.netbios_name, ports.netbios_datagram), (0, 0));
    assert_ne!(ports.ldap, 0);
    let (task, ports, _) = serve(ServerSettings {
        ldap: false,
        ..self::settings()
    })
    .await;
    assert_eq!(ports.ldap, 0);
    let name: SocketAddr = (HERE, ports.netbios_name).into();
    assert!(UdpSocket::bind(name).await.is_err());
    // When it is dropped, its sockets close.
    drop(task);
    let mut left = 100;
    while UdpSocket::bind(name).await.is_err() {
        left -= 1;
        assert!(left > 0, "the socket is closed");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_backup_domain_controller_is_found_as_such() {
    let mut config = server_config(settings());
    config.identity.pdc = false;
    let server = LocatorServer::bind(config).await.unwrap();
    let ports = server.ports();
    let _tasks = answer(server);
    let mut config = crate::common::config();
    config.wins = vec![HERE];
    config.ports = ports;
    let locator = Locator::new(config);
    assert!(locator.find(&domain(), Want::Pdc).await.is_err());
    let located = locator.find(&domain(), Want::Any).await.unwrap();
    assert_eq!(located.candidates[0].netbios_name, "PDC".parse().ok());
}
