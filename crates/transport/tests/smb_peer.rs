//! The SMB client against a real server, which the environment names:
//!
//! | variable | is |
//! |---|---|
//! | `SMB_PEER` | address and port, `127.0.0.1:445`; without it, each test says that it was skipped |
//! | `SMB_PEER_NAME` | what the server calls itself |
//! | `SMB_PEER_USER`, `SMB_PEER_PASSWORD` | an account that may open `srvsvc` and `lsarpc` |
//! | `SMB_PEER_DIALECTS` | how many dialects it speaks at least; 1 if not set |

#![cfg(test)]

use std::env;
use std::net::SocketAddr;

use auth::{Account, Credentials};
use smb::client::{Config, EncryptionPolicy};
use smb::{Dialect, LogonError, NegotiateError, Refused};
use transport::{Answer, PipeIo, SmbClient, SmbError, SmbPipe, SmbSession, SmbTimeouts};
use wire::{NetbiosName, NtStatus, Password};

struct Peer {
    address: SocketAddr,
    name: String,
    user: String,
    password: String,
}

impl Peer {
    /// `None`, with a note, when the environment names no peer.
    fn from_environment(test: &str) -> Option<Self> {
        let Ok(address) = env::var("SMB_PEER") else {
            println!("skipped: {test} (1 test): SMB_PEER is not set");
            return None;
        };
        let variable = |name| env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
        Some(Self {
            address: address.parse().expect("SMB_PEER is an address with a port"),
            name: variable("SMB_PEER_NAME"),
            user: variable("SMB_PEER_USER"),
            password: variable("SMB_PEER_PASSWORD"),
        })
    }

    async fn log_on(&self, config: Config, password: &str) -> Result<SmbSession, SmbError> {
        let client = SmbClient::connect(self.address, config, SmbTimeouts::default()).await?;
        let account = Account {
            domain: String::new(),
            user: self.user.clone(),
        };
        let password = Password::new(password.into());
        let credentials = Credentials::Password { account, password };
        let workstation = NetbiosName::new("TESTER").unwrap();
        client.logon(credentials, &self.name, workstation).await
    }
}

/// A DCE/RPC bind, C706 12.6.4.3, to the interface with these octets for UUID and version.
fn bind(interface: [u8; 20]) -> Vec<u8> {
    #[rustfmt::skip]
    let head = [
        0x05, 0x00,             // rpc_vers, rpc_vers_minor
        0x0b,                   // PTYPE: bind
        0x03,                   // pfc_flags: first and last fragment
        0x10, 0x00, 0x00, 0x00, // packed_drep: little-endian, ASCII, IEEE
        0x48, 0x00,             // frag_length: 72
        0x00, 0x00,             // auth_length
        0x01, 0x00, 0x00, 0x00, // call_id
        0xb8, 0x10, 0xb8, 0x10, // max_xmit_frag, max_recv_frag: 4280
        0x00, 0x00, 0x00, 0x00, // assoc_group_id
        0x01, 0x00, 0x00, 0x00, // n_context_elem, reserved
        0x00, 0x00, 0x01, 0x00, // p_cont_id, n_transfer_syn, reserved
    ];
    #[rustfmt::skip]
    let ndr = [
        0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, // 8a885d04-1ceb-11c9-9fe8-08002b104860
        0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60,
        0x02, 0x00, 0x00, 0x00,                         // version 2.0
    ];
    [&head[..], &interface, &ndr].concat()
}

/// 4b324fc8-1670-01d3-1278-5a47bf6ee188, version 3.0.
const SRVSVC: [u8; 20] = [
    0xc8, 0x4f, 0x32, 0x4b, 0x70, 0x16, 0xd3, 0x01, 0x12, 0x78, 0x5a, 0x47, 0xbf, 0x6e, 0xe1, 0x88,
    0x03, 0x00, 0x00, 0x00,
];

/// 12345778-1234-abcd-ef00-0123456789ab, version 0.0.
const LSARPC: [u8; 20] = [
    0x78, 0x57, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, 0xef, 0x00, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab,
    0x00, 0x00, 0x00, 0x00,
];

/// Binds over a pipe, and checks that the answer is a bind_ack, C706 12.6.4.4, to this call.
async fn assert_binds(pipe: &mut SmbPipe, interface: [u8; 20], answer: Answer) {
    pipe.send(&bind(interface), answer).await.unwrap();
    let mut ack = Vec::new();
    while ack.len() < 16 || ack.len() < usize::from(u16::from_le_bytes([ack[8], ack[9]])) {
        ack.extend(pipe.receive().await.unwrap());
    }
    assert_eq!((ack[2], &ack[12..16]), (0x0c, &[1, 0, 0, 0][..]));
}

/// Two pipes at once, by both ways of asking.
async fn assert_pipes_work(session: SmbSession) {
    let (srvsvc, lsarpc) = tokio::join!(session.open_pipe("srvsvc"), session.open_pipe("lsarpc"));
    let (mut srvsvc, mut lsarpc) = (srvsvc.unwrap(), lsarpc.unwrap());
    tokio::join!(
        assert_binds(&mut srvsvc, SRVSVC, Answer::Expected),
        assert_binds(&mut lsarpc, LSARPC, Answer::None),
    );
    assert!(lsarpc.session_key().is_some());
    drop((srvsvc, lsarpc));
    session.echo().await.unwrap();
    session.logoff().await.unwrap();
}

#[tokio::test]
async fn the_best_dialect_works() {
    let Some(peer) = Peer::from_environment("the_best_dialect_works") else {
        return;
    };
    let session = peer
        .log_on(Config::default(), &peer.password)
        .await
        .unwrap();
    println!("{}", session.info());
    assert_pipes_work(session).await;
}

#[tokio::test]
async fn each_dialect_of_the_peer_works_signed_and_encrypted() {
    let test = "each_dialect_of_the_peer_works_signed_and_encrypted";
    let Some(peer) = Peer::from_environment(test) else {
        return;
    };
    let mut spoken = 0;
    for dialect in Dialect::ALL {
        let signed = Config {
            min_dialect: dialect,
            max_dialect: dialect,
            encryption: EncryptionPolicy::WhenDemanded,
        };
        match peer.log_on(signed, &peer.password).await {
            Ok(session) => {
                println!("{}", session.info());
                assert_eq!(session.info().dialect, dialect);
                assert_pipes_work(session).await;
                spoken += 1;
            }
            Err(SmbError::Negotiate(NegotiateError::Refused(status))) => {
                println!("{dialect}: {status}");
                continue;
            }
            // A server that requires encryption, and a dialect that has none.
            Err(SmbError::Logon(LogonError::Refused(Refused { command, status }))) => {
                println!("{dialect}: {command} {status}");
                assert!(!dialect.is_smb3() && status == NtStatus::ACCESS_DENIED);
                continue;
            }
            Err(error) => panic!("{dialect}: {error}"),
        }
        let always = Config {
            encryption: EncryptionPolicy::Always,
            ..signed
        };
        match peer.log_on(always, &peer.password).await {
            Ok(session) => {
                println!("{}", session.info());
                assert!(session.info().encryption.is_some());
                assert_pipes_work(session).await;
            }
            Err(SmbError::Negotiate(NegotiateError::EncryptionUnavailable)) => {
                assert!(!dialect.is_smb3());
            }
            Err(error) => panic!("{dialect}: {error}"),
        }
    }
    let expected = env::var("SMB_PEER_DIALECTS").map_or(1, |count| count.parse().unwrap());
    assert!(spoken >= expected, "{spoken} dialects");
}

#[tokio::test]
async fn a_wrong_password_and_a_missing_pipe_are_told_apart() {
    let test = "a_wrong_password_and_a_missing_pipe_are_told_apart";
    let Some(peer) = Peer::from_environment(test) else {
        return;
    };
    match peer
        .log_on(Config::default(), "not the password")
        .await
        .err()
    {
        Some(SmbError::Logon(LogonError::Refused(Refused { status, .. }))) => {
            assert_eq!(status, NtStatus::LOGON_FAILURE);
        }
        // A server that maps whom it does not know to its guest.
        other => assert_eq!(other, Some(SmbError::Logon(LogonError::GuestLogon))),
    }
    let session = peer
        .log_on(Config::default(), &peer.password)
        .await
        .unwrap();
    match session.open_pipe("no such pipe").await.err() {
        Some(SmbError::Refused(Refused { status, .. })) => {
            assert_eq!(status, NtStatus::OBJECT_NAME_NOT_FOUND);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_anonymous_session_has_no_keys() {
    let test = "an_anonymous_session_has_no_keys";
    let Some(peer) = Peer::from_environment(test) else {
        return;
    };
    let client = SmbClient::connect(peer.address, Config::default(), SmbTimeouts::default())
        .await
        .unwrap();
    let workstation = NetbiosName::new("TESTER").unwrap();
    match client
        .logon(Credentials::Anonymous, &peer.name, workstation)
        .await
    {
        Ok(session) => {
            assert!(session.application_key().is_none() && session.info().signing.is_none());
            let mut pipe = session.open_pipe("lsarpc").await.unwrap();
            assert_binds(&mut pipe, LSARPC, Answer::Expected).await;
        }
        // Encryption is required, or nobody may come without a name.
        Err(SmbError::Logon(LogonError::EncryptionUnavailable | LogonError::Refused(_))) => {}
        Err(error) => panic!("{error}"),
    }
}
