//! RPC clients against a real server, which the environment names:
//!
//! | variable | is |
//! |---|---|
//! | `RPC_PEER` | its address; without it, each test says that it was skipped |
//! | `RPC_PEER_MACHINE_PASSWORD` | of the computer account `TESTER$`, for `netlogon` |
//! | `RPC_PEER_NAME`, `RPC_PEER_DOMAIN` | what the server and its domain call themselves |
//! | `RPC_PEER_USER`, `RPC_PEER_PASSWORD` | an account of the domain |

#![cfg(test)]

use std::env;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use auth::ntlm::{self, InitiatorEntropy};
use auth::{Account, Credentials, Exchange, NtHash, Protection, spnego};
use msrpc::netlogon::{Logon, NegotiateFlags, SecureChannelType};
use msrpc::samr::{
    Connect2, DomainAccess, LookupDomainInSamServer, LookupNamesInDomain, OpenDomain, Samr,
    ServerAccess,
};
use netlogon::{CapabilitiesQuery, ChannelNames, KeyStrength, Setup};
use rpc::Interface;
use rpc::association::BindAuth;
use rpc::pdu::AuthType;
use smb::client::Config;
use transport::{
    CallError, ENDPOINT_MAPPER_PORT, MapError, PipeIo, RpcClient, RpcTimeouts, SmbClient,
    SmbTimeouts, connect_tcp, map_endpoint,
};
use wire::{FileTime, NtStatus, Password, SecretKey};

struct Peer {
    address: IpAddr,
    name: String,
    domain: String,
    user: String,
    password: String,
}

const LIMIT: Duration = Duration::from_secs(10);

impl Peer {
    /// `None`, with a note, when the environment names no such peer.
    fn from_environment(test: &str) -> Option<Self> {
        let Ok(address) = env::var("RPC_PEER") else {
            println!("skipped: {test} (1 test): RPC_PEER is not set");
            return None;
        };
        let required = |name| env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
        Some(Self {
            address: address.parse().expect("an address"),
            name: required("RPC_PEER_NAME"),
            domain: required("RPC_PEER_DOMAIN"),
            user: required("RPC_PEER_USER"),
            password: required("RPC_PEER_PASSWORD"),
        })
    }

    fn credentials(&self, password: &str) -> Credentials {
        Credentials::Password {
            account: Account {
                domain: self.domain.clone(),
                user: self.user.clone(),
            },
            password: Password::new(password.into()),
        }
    }

    fn logon(&self, auth_type: AuthType, protection: Protection, password: &str) -> BindAuth {
        let entropy = InitiatorEntropy {
            client_challenge: [9; 8],
            exported_session_key: SecretKey::new([8; 16]),
        };
        let initiator = ntlm::Initiator::new(
            self.credentials(password),
            &format!("host/{}", self.name),
            "TESTER".parse().unwrap(),
            entropy,
            FileTime::from_system_time(SystemTime::now()),
        );
        let ntlm: Box<dyn Exchange> = Box::new(initiator);
        let exchange = match auth_type {
            AuthType::SPNEGO => Box::new(spnego::Initiator::new(ntlm)),
            _ => ntlm,
        };
        BindAuth::new(auth_type, protection, exchange)
    }

    /// A connection to the port that the endpoint mapper names.
    async fn tcp<I: Interface>(&self) -> Box<dyn PipeIo> {
        let mapper = (self.address, ENDPOINT_MAPPER_PORT);
        let mapper = Box::new(connect_tcp(mapper, LIMIT).await.unwrap());
        let port = map_endpoint::<I>(mapper, RpcTimeouts::default())
            .await
            .unwrap();
        Box::new(connect_tcp((self.address, port), LIMIT).await.unwrap())
    }

    async fn pipe(&self) -> Box<dyn PipeIo> {
        let config = Config::default();
        let client = SmbClient::connect((self.address, 445).into(), config, SmbTimeouts::default())
            .await
            .unwrap();
        let session = client
            .logon(
                self.credentials(&self.password),
                &self.name,
                "TESTER".parse().unwrap(),
            )
            .await
            .unwrap();
        Box::new(session.open_pipe("samr").await.unwrap())
    }
}

/// Short calls, and one that is several fragments long both ways.
async fn assert_works(mut samr: RpcClient<Samr>, peer: &Peer) {
    let connected = samr
        .call(&Connect2 {
            server_name: None,
            desired_access: ServerAccess::LOOKUP_DOMAIN,
        })
        .await
        .unwrap();
    assert_eq!(connected.status, NtStatus::SUCCESS);

    let found = samr
        .call(&LookupDomainInSamServer {
            server: connected.server,
            name: peer.domain.as_str().into(),
        })
        .await
        .unwrap();
    let opened = samr
        .call(&OpenDomain {
            server: connected.server,
            desired_access: DomainAccess::LOOKUP,
            domain_id: found.domain_id.unwrap(),
        })
        .await
        .unwrap();
    assert_eq!(opened.status, NtStatus::SUCCESS);

    let names = vec![peer.user.as_str().into(); 1000];
    let answer = samr
        .call(&LookupNamesInDomain {
            domain: opened.domain,
            names: names.into(),
        })
        .await
        .unwrap();
    assert_eq!(answer.status, NtStatus::SUCCESS);
    assert_eq!(answer.relative_ids.0.len(), 1000);
}

#[tokio::test]
async fn over_tcp_with_its_own_authentication() {
    let Some(peer) = Peer::from_environment("calls over TCP") else {
        return;
    };
    for auth_type in [AuthType::SPNEGO, AuthType::NTLM] {
        for protection in [Protection::Integrity, Protection::Privacy] {
            for header_signing in [true, false] {
                println!("{auth_type}, {protection:?}, header signing: {header_signing}");
                let auth = BindAuth {
                    header_signing,
                    ..peer.logon(auth_type, protection, &peer.password)
                };
                let samr =
                    RpcClient::bind(peer.tcp::<Samr>().await, Some(auth), RpcTimeouts::default())
                        .await
                        .unwrap();
                assert!(samr.session_key().is_some());
                assert_works(samr, &peer).await;
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_password_is_refused_over_tcp() {
    let Some(peer) = Peer::from_environment("refused logon over TCP") else {
        return;
    };
    let auth = peer.logon(AuthType::SPNEGO, Protection::Privacy, "wrong");
    let refused =
        RpcClient::<Samr>::bind(peer.tcp::<Samr>().await, Some(auth), RpcTimeouts::default()).await;
    let error = refused.err();
    assert!(
        matches!(error, Some(CallError::LogonRefused(_))),
        "{error:?}"
    );
}

#[tokio::test]
async fn over_a_pipe() {
    let Some(peer) = Peer::from_environment("calls over a pipe") else {
        return;
    };
    let timeouts = RpcTimeouts::default();
    let samr = RpcClient::bind(peer.pipe().await, None, timeouts)
        .await
        .unwrap();
    assert!(samr.transport_session_key().is_some());
    assert_works(samr, &peer).await;

    let auth = peer.logon(AuthType::SPNEGO, Protection::Privacy, &peer.password);
    let samr = RpcClient::bind(peer.pipe().await, Some(auth), timeouts)
        .await
        .unwrap();
    assert_works(samr, &peer).await;
}

/// The channel is set up without protection, and the same interface is then called through it.
#[tokio::test]
async fn through_a_secure_channel() {
    let Some(peer) = Peer::from_environment("calls through a secure channel") else {
        return;
    };
    let password = env::var("RPC_PEER_MACHINE_PASSWORD").unwrap();
    let setup = Setup {
        names: ChannelNames {
            server: format!("\\\\{}", peer.name),
            domain: peer.domain.clone(),
            account: "TESTER$".into(),
            computer: "TESTER".into(),
            channel_type: SecureChannelType::WORKSTATION,
        },
        nt_hash: NtHash::from_password(&Password::new(password)),
        flags: NegotiateFlags::MEMBER,
        strength: KeyStrength::default(),
    };
    let timeouts = RpcTimeouts::default();
    let mut logon = RpcClient::<Logon>::bind(peer.tcp::<Logon>().await, None, timeouts)
        .await
        .unwrap();
    let (request, next) = setup.start(*b"tHis1s8B").unwrap();
    let reply = logon.call(&request).await.unwrap();
    let (request, next) = next.authenticate(&reply).unwrap();
    let reply = logon.call(&request).await.unwrap();
    let mut channel = next.finish(&reply).unwrap();

    let query = CapabilitiesQuery::Negotiated;
    let exchange = channel.exchange(Box::new(|octets| octets.fill(0x5a)));
    let auth = BindAuth::new(AuthType::NETLOGON, Protection::Privacy, exchange);
    let mut logon = RpcClient::<Logon>::bind(peer.tcp::<Logon>().await, Some(auth), timeouts)
        .await
        .unwrap();
    for _ in 0..3 {
        let now = FileTime::from_system_time(SystemTime::now());
        let (request, pending) = channel.ask_capabilities(query, now);
        let reply = logon.call(&request).await.unwrap();
        channel.verify_capabilities(query, pending, &reply).unwrap();
    }
}

#[tokio::test]
async fn what_is_not_offered_has_no_port() {
    let Some(peer) = Peer::from_environment("unregistered interface") else {
        return;
    };
    let mapper = (peer.address, ENDPOINT_MAPPER_PORT);
    let mapper = Box::new(connect_tcp(mapper, LIMIT).await.unwrap());
    let port = map_endpoint::<Nowhere>(mapper, RpcTimeouts::default()).await;
    assert_eq!(port, Err(MapError::NotRegistered));
}

rpc::interface! {
    /// No interface of the real world.
    pub Nowhere = "nowhere", 0x0a0b0c0d_0102_0304_0506_0708090a0b0c, v 1 0, pipe "nowhere" {}
}
