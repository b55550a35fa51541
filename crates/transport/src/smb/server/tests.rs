//! Our own client on real connections to the server.

use std::net::SocketAddr;

use auth::{Account, Credentials, NtHash, Verdict, ntlm, spnego};
use smb::LogonError;
use smb::server::{Limits, PipeConfig, PipeName};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use wire::{Guid, NetbiosName, NtStatus, Password};

use super::super::{SmbClient, SmbSession, SmbTimeouts};
use super::connection::{UNHEARD, serve_client};
use super::strangers::Strangers;
use super::*;
use crate::{Answer, PipeError, PipeIo};

mod limits;
mod listed;

/// Knows one account, and says on `echo` what it hears until it hears `bye`. On `deaf` it listens to nobody.
struct Service {
    /// How many services of pipes have ended.
    ended: Semaphore,
}

impl SmbService for Service {
    fn judge(self: Arc<Self>, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        Box::pin(async move {
            let verdict = match claim.user.as_str() {
                "root" | "toor" | "ROOT" => {
                    Verdict::Hash(NtHash::from_password(&Password::new("Secret".into())))
                }
                "locked" => Verdict::Refused(NtStatus::ACCOUNT_LOCKED_OUT),
                _ => Verdict::Refused(NtStatus::NO_SUCH_USER),
            };
            claim.resume(verdict)
        })
    }

    fn serve(self: Arc<Self>, mut pipe: ServedPipe) -> ServiceFuture<()> {
        Box::pin(async move {
            if pipe.name().as_str() == "deaf" {
                return std::future::pending().await;
            }
            while let Some(message) = pipe.receive().await {
                if message == b"bye" {
                    break;
                }
                pipe.send(message).await;
            }
            self.ended.add_permits(1);
        })
    }
}

struct Served {
    address: SocketAddr,
    service: Arc<Service>,
    sessions: Arc<SmbSessions>,
    task: JoinHandle<()>,
}

async fn served(limits: SmbServerLimits) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = server(limits);
    Served {
        address,
        service: Arc::clone(&server.service),
        sessions: Arc::clone(&server.sessions),
        task: tokio::spawn(serve_smb(listener, server)),
    }
}

fn server(limits: SmbServerLimits) -> SmbServer<Service> {
    SmbServer {
        config: Arc::new(config()),
        service: Arc::new(Service {
            ended: Semaphore::new(0),
        }),
        sessions: Arc::default(),
        limits,
    }
}

fn config() -> Config {
    config_with(["echo", "deaf"], false)
}

/// A server with these pipes, which null sessions can open or not.
pub(crate) fn config_with<'a>(
    pipes: impl IntoIterator<Item = &'a str>,
    allows_anonymous: bool,
) -> Config {
    let pipe = |name: &str| PipeConfig {
        name: PipeName::new(name.into()),
        allows_anonymous,
    };
    Config {
        server_guid: Guid::from_u128(1),
        min_dialect: smb::Dialect::SMB_2_0_2,
        max_dialect: smb::Dialect::SMB_3_1_1,
        encryption: smb::server::EncryptionPolicy::Offered,
        ciphers: smb::Cipher::OFFER.to_vec(),
        signing: smb::SigningAlgorithm::OFFER.to_vec(),
        acceptor: Box::new(move |challenge, now| {
            let config = ntlm::AcceptorConfig {
                allow_anonymous: allows_anonymous,
                ..ntlm::AcceptorConfig::in_domain(
                    NetbiosName::new("SERVER").unwrap(),
                    NetbiosName::new("DOMAIN").unwrap(),
                )
            };
            let ntlm = ntlm::Acceptor::new(&config, challenge, now);
            Box::new(spnego::AnyAcceptor::new(Box::new(ntlm)))
        }),
        pipes: pipes.into_iter().map(pipe).collect(),
        limits: Limits::default(),
    }
}

async fn log_on(address: SocketAddr, user: &str) -> Result<SmbSession, SmbError> {
    let credentials = Credentials::Password {
        account: Account {
            domain: "DOMAIN".into(),
            user: user.into(),
        },
        password: Password::new("Secret".into()),
    };
    log_on_with(address, credentials).await
}

pub(crate) async fn log_on_with(
    address: SocketAddr,
    credentials: Credentials,
) -> Result<SmbSession, SmbError> {
    let config = smb::client::Config::default();
    let client = SmbClient::connect(address, config, SmbTimeouts::default()).await?;
    let workstation = NetbiosName::new("CLIENT").unwrap();
    client.logon(credentials, "SERVER", workstation).await
}

#[tokio::test]
async fn clients_talk_to_pipes_each_to_its_own() {
    let served = served(SmbServerLimits::default()).await;
    let one = log_on(served.address, "root").await.unwrap();
    let other = log_on(served.address, "root").await.unwrap();
    let mut pipes = [
        one.open_pipe("echo").await.unwrap(),
        one.open_pipe("ECHO").await.unwrap(),
        other.open_pipe("echo").await.unwrap(),
    ];
    for (pipe, text) in pipes.iter_mut().zip(["a", "b", "c"]) {
        pipe.send(text.as_bytes(), Answer::None).await.unwrap();
    }
    for (pipe, text) in pipes.iter_mut().zip(["a", "b", "c"]) {
        assert_eq!(pipe.receive().await.unwrap(), text.as_bytes());
        // In one request, too.
        pipe.send(b"again", Answer::Expected).await.unwrap();
        assert_eq!(pipe.receive().await.unwrap(), b"again");
    }
    served.task.abort();
}

#[tokio::test]
async fn what_the_service_says_of_an_account_is_what_the_client_hears() {
    let served = served(SmbServerLimits::default()).await;
    for (user, status) in [
        ("locked", NtStatus::ACCOUNT_LOCKED_OUT),
        ("nobody", NtStatus::NO_SUCH_USER),
    ] {
        let Err(SmbError::Logon(LogonError::Refused(refused))) = log_on(served.address, user).await
        else {
            panic!("{user} was not refused");
        };
        assert_eq!(refused.status, status);
    }
}

#[tokio::test]
async fn a_service_that_ends_closes_its_pipe_and_no_other() {
    let served = served(SmbServerLimits::default()).await;
    let session = log_on(served.address, "root").await.unwrap();
    let mut ended = session.open_pipe("echo").await.unwrap();
    let mut other = session.open_pipe("echo").await.unwrap();
    ended.send(b"bye", Answer::None).await.unwrap();
    assert_eq!(ended.receive().await, Err(PipeError::Closed));
    other.send(b"still here", Answer::Expected).await.unwrap();
    assert_eq!(other.receive().await.unwrap(), b"still here");
}

#[tokio::test]
async fn a_service_learns_that_its_client_has_gone() {
    let served = served(SmbServerLimits::default()).await;
    let session = log_on(served.address, "root").await.unwrap();
    let closed = session.open_pipe("echo").await.unwrap();
    drop(closed);
    served.service.ended.acquire().await.unwrap().forget();
}

#[tokio::test]
async fn a_client_that_writes_without_end_loses_the_pipe() {
    let served = served(SmbServerLimits::default()).await;
    let session = log_on(served.address, "root").await.unwrap();
    let mut deaf = session.open_pipe("deaf").await.unwrap();
    let mut sent = 0;
    while sent <= 10 * UNHEARD && deaf.send(b"hear me", Answer::None).await.is_ok() {
        sent += 1;
    }
    assert!((UNHEARD..=10 * UNHEARD).contains(&sent), "{sent}");
    let mut other = session.open_pipe("echo").await.unwrap();
    other.send(b"still here", Answer::Expected).await.unwrap();
    assert_eq!(other.receive().await.unwrap(), b"still here");
}

#[tokio::test]
async fn who_is_one_too_many_is_turned_away() {
    let limits = SmbServerLimits {
        max_clients: 1,
        ..SmbServerLimits::default()
    };
    let served = served(limits).await;
    let first = log_on(served.address, "root").await.unwrap();
    assert!(log_on(served.address, "root").await.is_err());
    assert!(first.open_pipe("echo").await.is_ok());
}

#[tokio::test]
async fn whoever_breaks_the_protocol_is_cut_off() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    for (octets, end) in [
        (&b"GET / HTTP/1.1\r\n\r\n"[..], "frame"),
        (&[0, 0, 0, 4, 1, 2, 3, 4], "violation"),
        (&[], "closed"),
    ] {
        let mut client = TcpStream::connect(address).await.unwrap();
        let (stream, peer) = listener.accept().await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut client, octets)
            .await
            .unwrap();
        tokio::io::AsyncWriteExt::shutdown(&mut client)
            .await
            .unwrap();
        let server = Arc::new(server(SmbServerLimits::default()));
        let ended = serve_client(stream, peer, server, Strangers::of(1).admit(peer)).await;
        let is_as_expected = match end {
            "frame" => matches!(ended, Disconnected::Frame(_)),
            "violation" => matches!(ended, Disconnected::Violation(_)),
            _ => ended == Disconnected::Closed,
        };
        assert!(is_as_expected, "{end}: {ended:?}");
    }
}
