//! What callers see.

use std::time::Duration;

use auth::ntlm::{self, InitiatorEntropy};
use auth::{Account, Credentials, Exchange, Protection, spnego};
use msrpc::epmapper::Epmapper;
use rpc::RpcStatus;
use rpc::association::{BindAuth, BindRefusal};
use rpc::pdu::{AuthType, RejectReason};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::net::TcpListener;
use wire::{FileTime, Malformed, NtStatus, Password, SecretKey};

use super::host::{GREETER_PORT, PASSWORD, serve};
use super::interface::{Fail, Garble, Greet, GreetReply, Greeter, Hang};
use crate::rpc::{
    CallError, MapError, RpcClient, RpcTimeouts, StreamPipe, connect_tcp, map_endpoint,
};
use crate::{PipeError, PipeIo};

pub(super) fn logon(
    auth_type: AuthType,
    protection: Protection,
    user: &str,
    password: &str,
) -> BindAuth {
    let credentials = Credentials::Password {
        account: Account::parse(&format!("DOMAIN\\{user}")).unwrap(),
        password: Password::new(password.into()),
    };
    let entropy = InitiatorEntropy {
        client_challenge: [9; 8],
        exported_session_key: SecretKey::new([8; 16]),
    };
    let workstation = "CLIENT".parse().unwrap();
    let now = FileTime(1 << 56);
    let initiator = ntlm::Initiator::new(credentials, "host/server", workstation, entropy, now);
    let ntlm: Box<dyn Exchange> = Box::new(initiator);
    let exchange = match auth_type {
        AuthType::SPNEGO => Box::new(spnego::Initiator::new(ntlm)),
        _ => ntlm,
    };
    BindAuth::new(auth_type, protection, exchange)
}

/// A server in the same thread.
fn served() -> Box<dyn PipeIo> {
    let (ours, theirs) = duplex(1000);
    tokio::spawn(serve(theirs));
    Box::new(StreamPipe::new(ours))
}

async fn bound(auth: Option<BindAuth>) -> RpcClient<Greeter> {
    let timeouts = RpcTimeouts::default();
    RpcClient::bind(served(), auth, timeouts).await.unwrap()
}

async fn assert_greets(client: &mut RpcClient<Greeter>) {
    // Long enough for several fragments each way, and as short as those of strangers have to be.
    let name = Some("é".repeat(7_000).as_str().into());
    let reply = client.call(&Greet { name }).await.unwrap();
    assert_eq!(reply.status, NtStatus::SUCCESS);
    assert!(reply.greeting.is_some());
}

#[tokio::test(start_paused = true)]
async fn calls_without_authentication() {
    let mut client = bound(None).await;
    assert_greets(&mut client).await;
    assert!(client.session_key().is_none() && client.transport_session_key().is_none());
}

#[tokio::test(start_paused = true)]
async fn calls_with_ntlm_and_spnego() {
    for auth_type in [AuthType::NTLM, AuthType::SPNEGO] {
        for protection in [Protection::Integrity, Protection::Privacy] {
            let auth = logon(auth_type, protection, "root", PASSWORD);
            let mut client = bound(Some(auth)).await;
            assert_greets(&mut client).await;
            assert_greets(&mut client).await;
            assert!(client.session_key().is_some());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_is_told_from_a_lost_connection() {
    for (user, password) in [("root", "wrong"), ("nobody", PASSWORD)] {
        let auth = logon(AuthType::SPNEGO, Protection::Privacy, user, password);
        let refused =
            RpcClient::<Greeter>::bind(served(), Some(auth), RpcTimeouts::default()).await;
        let fault = BindRefusal::Fault(RpcStatus::ACCESS_DENIED);
        assert_eq!(refused.err(), Some(CallError::LogonRefused(fault)));

        // The last leg of bare NTLM has no answer.
        let auth = logon(AuthType::NTLM, Protection::Privacy, user, password);
        let mut client = bound(Some(auth)).await;
        let outcome = client.call(&Greet { name: None }).await;
        let status = RpcStatus::ACCESS_DENIED;
        let executed = false;
        assert_eq!(outcome, Err(CallError::Fault { status, executed }));
    }
}

#[tokio::test(start_paused = true)]
async fn an_authentication_type_that_is_not_offered() {
    let auth = BindAuth {
        auth_type: AuthType::KERBEROS,
        ..logon(AuthType::NTLM, Protection::Privacy, "root", PASSWORD)
    };
    let refused = RpcClient::<Greeter>::bind(served(), Some(auth), RpcTimeouts::default()).await;
    let nak = BindRefusal::Nak(RejectReason::AUTHENTICATION_TYPE_NOT_RECOGNIZED);
    assert_eq!(refused.err(), Some(CallError::LogonRefused(nak)));
}

#[tokio::test(start_paused = true)]
async fn faults_and_malformed_replies_are_told_apart_and_survived() {
    let auth = logon(AuthType::NTLM, Protection::Privacy, "root", PASSWORD);
    let mut client = bound(Some(auth)).await;
    let failed = client.call(&Fail { reason: 1 }).await;
    let status = RpcStatus::ACCESS_DENIED;
    let executed = false;
    assert_eq!(failed, Err(CallError::Fault { status, executed }));

    let garbled = client.call(&Garble { reason: 1 }).await;
    assert!(matches!(
        garbled,
        Err(CallError::MalformedReply {
            call: "Garble",
            error: Malformed::Truncated { .. }
        })
    ));
    assert_greets(&mut client).await;
}

#[tokio::test(start_paused = true)]
async fn a_call_that_takes_too_long_does_not_cost_the_next_one() {
    let auth = logon(AuthType::NTLM, Protection::Privacy, "root", PASSWORD);
    let mut client = bound(Some(auth)).await;
    let limit = RpcTimeouts::default().call;
    let hung = client.call(&Hang { reason: 1 }).await;
    assert_eq!(hung, Err(CallError::TimedOut(limit)));
    assert_greets(&mut client).await;
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_does_not_cost_the_next_one() {
    let mut client = bound(None).await;
    let second = Duration::from_secs(1);
    let dropped = tokio::time::timeout(second, client.call(&Hang { reason: 1 })).await;
    assert!(dropped.is_err());
    assert_greets(&mut client).await;
}

/// A server that reads nothing: what was sent in part cannot be taken back.
#[tokio::test(start_paused = true)]
async fn a_request_that_is_stuck_is_the_last() {
    let (ours, theirs) = duplex(1000);
    let mut client = served_until_bound(ours, theirs).await;
    let name = Some("a".repeat(20_000).as_str().into());
    let timed_out = CallError::TimedOut(RpcTimeouts::default().call);
    let outcome = client.0.call(&Greet { name }).await;
    assert_eq!(outcome, Err(timed_out));
    let again = client.0.call(&Greet { name: None }).await;
    assert_eq!(again, Err(timed_out));
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_is_told() {
    let (ours, theirs) = duplex(1000);
    let (mut client, theirs) = served_until_bound(ours, theirs).await;
    drop(theirs);
    let lost: Result<GreetReply, _> = Err(CallError::Lost(PipeError::Closed));
    assert_eq!(client.call(&Greet { name: None }).await, lost);
    assert_eq!(client.call(&Greet { name: None }).await, lost);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_nothing_costs_the_timeout() {
    let (ours, _theirs) = duplex(1000);
    let timeouts = RpcTimeouts::default();
    let io = Box::new(StreamPipe::new(ours));
    let outcome = RpcClient::<Greeter>::bind(io, None, timeouts).await;
    assert_eq!(outcome.err(), Some(CallError::TimedOut(timeouts.bind)));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_speaks_something_else() {
    let (ours, mut theirs) = duplex(1000);
    theirs
        .write_all(b"HTTP/1.1 400 Bad Request\r\n")
        .await
        .unwrap();
    let io = Box::new(StreamPipe::new(ours));
    let outcome = RpcClient::<Greeter>::bind(io, None, RpcTimeouts::default()).await;
    assert!(matches!(outcome.err(), Some(CallError::Protocol(_))));
}

#[tokio::test(start_paused = true)]
async fn the_endpoint_mapper_knows_the_port() {
    let timeouts = RpcTimeouts::default();
    let port = map_endpoint::<Greeter>(served(), timeouts).await;
    assert_eq!(port, Ok(GREETER_PORT));
    let port = map_endpoint::<Epmapper>(served(), timeouts).await;
    assert_eq!(port, Err(MapError::NotRegistered));
}

#[tokio::test]
async fn over_tcp() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        serve(stream).await
    });
    let limit = Duration::from_secs(10);
    let io = Box::new(connect_tcp(address, limit).await.unwrap());
    let auth = logon(AuthType::SPNEGO, Protection::Privacy, "root", PASSWORD);
    let mut client = RpcClient::<Greeter>::bind(io, Some(auth), RpcTimeouts::default())
        .await
        .unwrap();
    assert_greets(&mut client).await;
}

/// Serves the bind, and hands the stream back.
async fn served_until_bound(
    ours: DuplexStream,
    mut theirs: DuplexStream,
) -> (RpcClient<Greeter>, DuplexStream) {
    let io = Box::new(StreamPipe::new(ours));
    let serving = tokio::spawn(async move {
        let (mut near, far) = duplex(1000);
        tokio::spawn(serve(far));
        let mut buffer = [0; 1000];
        let count = theirs.read(&mut buffer).await.unwrap();
        near.write_all(&buffer[..count]).await.unwrap();
        let count = near.read(&mut buffer).await.unwrap();
        theirs.write_all(&buffer[..count]).await.unwrap();
        theirs
    });
    let client = RpcClient::bind(io, None, RpcTimeouts::default())
        .await
        .unwrap();
    (client, serving.await.unwrap())
}
