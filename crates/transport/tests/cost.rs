//! What clients cost the server: thousands of idle secure channels, over TCP and over SMB, held by another process; and the
//! time of calls.
//!
//! `cargo nextest run -p transport --test cost --run-ignored only -E 'test(memory)' --no-capture`; the environment may name
//! another `IDLE_COUNT`. `-E 'test(time)'` for the calls, in a release build if it is to mean something.

#![cfg(test)]

use std::env;
use std::net::SocketAddr;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use auth::{
    Account, AuthError, Claim, Credentials, Exchange, Identity, NtHash, Protection, Step, Verdict,
    ntlm, spnego,
};
use msrpc::mgmt::{IsServerListening, Mgmt};
use msrpc::netlogon::Credential;
use netlogon::{Algorithm, NegotiateRequest, Session, SessionKey};
use rpc::association::BindAuth;
use rpc::pdu::AuthType;
use smb::server::{Limits, PipeConfig, PipeName};
use tokio::net::TcpListener;
use tokio::time::sleep;
use transport::{
    CallContext, PipeIo, RpcAcceptor, RpcClient, RpcEndpoint, RpcServerLimits, RpcTimeouts,
    ServedPipe, ServiceFuture, SmbClient, SmbServer, SmbServerLimits, SmbService, SmbTimeouts,
    connect_tcp, serve_rpc_tcp, serve_smb,
};
use wire::{Guid, Password};

/// Knows one account and one channel.
struct Host {
    /// How many clients have proven their channel.
    established: AtomicUsize,
}

impl rpc::Service for Host {
    type Context = CallContext;
}

fn key() -> SessionKey {
    let hash = NtHash::from_password(&Password::new("Secret".into()));
    SessionKey::derive(
        Algorithm::Aes,
        &hash,
        Credential([1, 2, 3, 4, 5, 6, 7, 8]),
        Credential([8, 7, 6, 5, 4, 3, 2, 1]),
    )
}

fn computer() -> Identity {
    Identity::Account {
        domain: "DOMAIN".into(),
        user: "MEMBER$".into(),
        workstation: "MEMBER".into(),
        sid: None,
        groups: Vec::new(),
    }
}

fn entropy(octets: &mut [u8]) {
    getrandom::fill(octets).unwrap();
}

struct Door(Arc<Host>);

impl RpcAcceptor for Door {
    fn acceptor(&self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        let host = Arc::clone(&self.0);
        let find = move |_: &NegotiateRequest| {
            host.established.fetch_add(1, Ordering::Relaxed);
            let (identity, key) = (computer(), key());
            Some(Session {
                identity,
                standing: 0,
                key,
            })
        };
        (auth_type == AuthType::NETLOGON).then(|| -> Box<dyn Exchange> {
            Box::new(netlogon::Acceptor::new(Box::new(find), Box::new(entropy)))
        })
    }

    fn judge(&self, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        Box::pin(async { judged(claim) })
    }
}

fn judged(claim: Claim) -> Result<Step, AuthError> {
    let hash = NtHash::from_password(&Password::new("Secret".into()));
    claim.resume(Verdict::Hash(hash))
}

struct Pipes {
    endpoint: Arc<RpcEndpoint>,
}

impl SmbService for Pipes {
    fn judge(self: Arc<Self>, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        Box::pin(async { judged(claim) })
    }

    fn serve(self: Arc<Self>, pipe: ServedPipe) -> ServiceFuture<()> {
        let endpoint = Arc::clone(&self.endpoint);
        Box::pin(async move {
            endpoint.serve_pipe(pipe, RpcServerLimits::default()).await;
        })
    }
}

fn config() -> smb::server::Config {
    smb::server::Config {
        server_guid: Guid::from_u128(1),
        min_dialect: smb::Dialect::SMB_2_0_2,
        max_dialect: smb::Dialect::SMB_3_1_1,
        encryption: smb::server::EncryptionPolicy::Offered,
        ciphers: smb::Cipher::OFFER.to_vec(),
        signing: smb::SigningAlgorithm::OFFER.to_vec(),
        acceptor: Box::new(|challenge, now| {
            let (server, domain) = ("SERVER".parse().unwrap(), "DOMAIN".parse().unwrap());
            let config = ntlm::AcceptorConfig::in_domain(server, domain);
            let ntlm = ntlm::Acceptor::new(&config, challenge, now);
            Box::new(spnego::AnyAcceptor::new(Box::new(ntlm)))
        }),
        pipes: vec![PipeConfig {
            name: PipeName::new("netlogon".into()),
            allows_anonymous: true,
        }],
        limits: Limits::default(),
    }
}

fn resident_octets() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib = line.unwrap().split_whitespace().nth(1).unwrap();
    kib.parse::<usize>().unwrap() * 1024
}

fn count() -> usize {
    env::var("IDLE_COUNT").map_or(5_000, |count| count.parse().unwrap())
}

fn clients(carrier: &str, address: SocketAddr, count: usize) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "holds_channels"])
        .env("IDLE_CARRIER", carrier)
        .env("IDLE_ADDRESS", address.to_string())
        .env("IDLE_COUNT", count.to_string())
        .spawn()
        .unwrap()
}

/// Serves over TCP and SMB, as long as the runtime is there.
async fn served() -> (Arc<Host>, [(&'static str, SocketAddr); 2]) {
    let host = Arc::new(Host {
        established: AtomicUsize::new(0),
    });
    let door = Arc::new(Door(Arc::clone(&host)));
    let endpoint = Arc::new(RpcEndpoint::new(door, "1"));
    let bind = async || TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (tcp, smb) = (bind().await, bind().await);
    let addresses = [
        ("tcp", tcp.local_addr().unwrap()),
        ("smb", smb.local_addr().unwrap()),
    ];
    let limits = RpcServerLimits::default();
    tokio::spawn(serve_rpc_tcp(tcp, Arc::clone(&endpoint), limits));
    let limits = SmbServerLimits {
        max_clients: 100_000,
        ..SmbServerLimits::default()
    };
    let server = SmbServer {
        config: Arc::new(config()),
        service: Arc::new(Pipes { endpoint }),
        sessions: Arc::default(),
        limits,
    };
    tokio::spawn(serve_smb(smb, server));
    (host, addresses)
}

#[ignore = "holds thousands of connections"]
#[tokio::test]
async fn memory_of_idle_channels() {
    let (host, addresses) = served().await;
    for (carrier, address) in addresses {
        let mut holders = vec![];
        let mut before = 0;
        let mut held = 0;
        // The first ones warm everything up.
        for more in [100, count()] {
            before = resident_octets();
            holders.push(clients(carrier, address, more));
            held += more;
            while host.established.load(Ordering::Relaxed) < held {
                sleep(Duration::from_millis(100)).await;
            }
            sleep(Duration::from_secs(1)).await;
        }
        let each = (resident_octets() - before) / count();
        println!(
            "{carrier}: {each} octets for each of {} idle channels",
            count()
        );
        for mut holder in holders {
            holder.kill().unwrap();
            holder.wait().unwrap();
        }
        host.established.store(0, Ordering::Relaxed);
        sleep(Duration::from_secs(1)).await;
    }
}

#[ignore = "started by memory_of_idle_channels"]
#[tokio::test]
async fn holds_channels() {
    let (Ok(carrier), Ok(address)) = (env::var("IDLE_CARRIER"), env::var("IDLE_ADDRESS")) else {
        return;
    };
    let address: SocketAddr = address.parse().unwrap();
    let mut held = vec![];
    for _ in 0..count() {
        held.push(channel(&carrier, address).await);
    }
    std::future::pending::<()>().await;
}

async fn channel(carrier: &str, address: SocketAddr) -> RpcClient<Mgmt> {
    let io: Box<dyn PipeIo> = match carrier {
        "tcp" => Box::new(connect_tcp(address, Duration::from_secs(10)).await.unwrap()),
        _ => over_smb(address).await,
    };
    let request = NegotiateRequest {
        netbios_domain: Some("DOMAIN".into()),
        netbios_computer: Some("MEMBER".into()),
        ..NegotiateRequest::default()
    };
    let initiator = netlogon::Initiator::new(request, computer(), key(), Box::new(entropy));
    let auth = BindAuth::new(AuthType::NETLOGON, Protection::Privacy, Box::new(initiator));
    let mut client = RpcClient::<Mgmt>::bind(io, Some(auth), RpcTimeouts::default())
        .await
        .unwrap();
    client.call(&IsServerListening {}).await.unwrap();
    client
}

async fn over_smb(address: SocketAddr) -> Box<dyn PipeIo> {
    let config = smb::client::Config::default();
    let client = SmbClient::connect(address, config, SmbTimeouts::default()).await;
    let credentials = Credentials::Password {
        account: Account::parse("DOMAIN\\MEMBER$").unwrap(),
        password: Password::new("Secret".into()),
    };
    let workstation = "MEMBER".parse().unwrap();
    let session = client.unwrap().logon(credentials, "SERVER", workstation);
    Box::new(session.await.unwrap().open_pipe("netlogon").await.unwrap())
}

/// What a call costs, with client and server in one thread: sealed over TCP, sealed over a signed SMB session.
#[ignore = "measures"]
#[tokio::test]
async fn time_of_calls() {
    let (_, addresses) = served().await;
    let only = env::var("IDLE_CARRIER");
    let wanted = |carrier: &str| only.as_ref().map_or(true, |only| only == carrier);
    for (carrier, address) in addresses.into_iter().filter(|(carrier, _)| wanted(carrier)) {
        let mut client = channel(carrier, address).await;
        let begun = std::time::Instant::now();
        let calls: u32 = env::var("CALLS").map_or(20_000, |calls| calls.parse().unwrap());
        for _ in 0..calls {
            client.call(&IsServerListening {}).await.unwrap();
        }
        println!("{carrier}: {:?} for each call", begun.elapsed() / calls);
    }
}
