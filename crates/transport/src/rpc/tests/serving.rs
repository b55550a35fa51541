//! What the server does for its clients, and what it does not.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use auth::{Account, Credentials, Protection};
use rpc::RpcStatus;
use rpc::association::{BindAuth, ClientAssociation, ClientConfig, ClientEvent, ProtocolError};
use rpc::pdu::{AuthType, CallId, ContextId, SyntaxId};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep};
use wire::Password;

use super::behaviour::logon;
use super::host::{Host, PASSWORD, serve, serve_at, serve_by};
use super::interface::*;
use crate::rpc::server::Ended;
use crate::smb::{config_with, log_on_with};
use crate::{
    CallError, PipeError, PipeIo, RpcClient, RpcServerLimits, RpcTimeouts, SmbServer,
    SmbServerLimits, StreamPipe, connect_tcp, serve_rpc_tcp, serve_smb,
};

/// A server on TCP, and on the pipe `greeter`.
struct Served {
    host: Arc<Host>,
    tcp: SocketAddr,
    smb: SocketAddr,
}

impl Served {
    async fn start(limits: RpcServerLimits) -> Self {
        let host = Arc::new(Host::default());
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let smb = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let served = Self {
            host: Arc::clone(&host),
            tcp: tcp.local_addr().unwrap(),
            smb: smb.local_addr().unwrap(),
        };
        tokio::spawn(serve_rpc_tcp(tcp, host.endpoint(), limits));
        let server = SmbServer {
            config: Arc::new(config_with(["greeter"], true)),
            service: host,
            sessions: Arc::default(),
            limits: SmbServerLimits::default(),
        };
        tokio::spawn(serve_smb(smb, server));
        served
    }

    async fn over_tcp(&self) -> Box<dyn PipeIo> {
        let limit = Duration::from_secs(10);
        Box::new(connect_tcp(self.tcp, limit).await.unwrap())
    }

    async fn over_smb(&self, credentials: Credentials) -> Box<dyn PipeIo> {
        let session = log_on_with(self.smb, credentials).await.unwrap();
        Box::new(session.open_pipe("greeter").await.unwrap())
    }
}

async fn bound(io: Box<dyn PipeIo>, auth: Option<BindAuth>) -> RpcClient<Greeter> {
    let timeouts = RpcTimeouts::default();
    RpcClient::bind(io, auth, timeouts).await.unwrap()
}

fn root() -> Credentials {
    Credentials::Password {
        account: Account::parse("DOMAIN\\root").unwrap(),
        password: Password::new(PASSWORD.into()),
    }
}

fn key(key: &wire::SecretKey<16>) -> u32 {
    key.expose()[0].into()
}

/// The association's own authentication goes before the session's below it, in name as in key.
#[tokio::test]
async fn a_handler_knows_who_calls() {
    let served = Served::start(RpcServerLimits::default()).await;
    for user in [None, Some("root")] {
        let mut carriers = vec![served.over_tcp().await];
        let credentials = user.map_or(Credentials::Anonymous, |_| root());
        carriers.push(served.over_smb(credentials).await);
        for io in carriers {
            let over_smb = user.filter(|_| io.session_key().is_some());
            let mut client = bound(io, None).await;
            let reply = client.call(&Who { reason: 0 }).await.unwrap();
            let expected = WhoReply {
                user: over_smb.map(Into::into),
                key: client.transport_session_key().map_or(0, key),
                auth_type: 0,
            };
            assert_eq!(reply, expected);
        }
    }
    for auth_type in [AuthType::NTLM, AuthType::SPNEGO] {
        let anonymous = served.over_smb(Credentials::Anonymous).await;
        for io in [
            served.over_tcp().await,
            anonymous,
            served.over_smb(root()).await,
        ] {
            let auth = logon(auth_type, Protection::Privacy, "root", PASSWORD);
            let mut client = bound(io, Some(auth)).await;
            let reply = client.call(&Who { reason: 0 }).await.unwrap();
            let expected = WhoReply {
                user: Some("root".into()),
                key: key(client.session_key().unwrap()),
                auth_type: auth_type.0.into(),
            };
            assert_eq!(reply, expected);
        }
    }
}

/// A client's octets, without what [`RpcClient`] does for its user.
struct Raw {
    association: ClientAssociation,
    stream: DuplexStream,
}

impl Raw {
    async fn bound(host: &Arc<Host>) -> Self {
        let (ours, theirs) = duplex(10_000);
        tokio::spawn(serve_by(Arc::clone(host), theirs));
        Self::over(ours).await
    }

    async fn over(stream: DuplexStream) -> Self {
        let config = ClientConfig::default();
        let interface = SyntaxId::of::<Greeter>();
        let mut raw = Self {
            association: ClientAssociation::bind(interface, None, config).unwrap(),
            stream,
        };
        assert_eq!(raw.event().await, ClientEvent::Bound);
        raw
    }

    /// Bound in an association group; says in which.
    async fn joining(mut stream: DuplexStream, group: u32) -> (Self, u32) {
        let config = ClientConfig::default();
        let interface = SyntaxId::of::<Greeter>();
        let mut association = ClientAssociation::bind(interface, None, config).unwrap();
        let mut bind = association.poll_transmit().unwrap().octets;
        bind[20..24].copy_from_slice(&group.to_le_bytes());
        stream.write_all(&bind).await.unwrap();
        let mut ack = vec![0; 1000];
        let len = stream.read(&mut ack).await.unwrap();
        ack.truncate(len);
        association.receive(&ack).unwrap();
        assert_eq!(association.poll_event(), Some(ClientEvent::Bound));
        let group = u32::from_le_bytes(ack[20..24].try_into().unwrap());
        let raw = Self {
            association,
            stream,
        };
        (raw, group)
    }

    async fn ask(&mut self, opnum: u16, stub: &[u8]) -> Vec<u8> {
        self.call(opnum, stub);
        match self.event().await {
            ClientEvent::Response { stub, .. } => stub.octets,
            other => panic!("{other:?}"),
        }
    }

    fn call(&mut self, opnum: u16, stub: &[u8]) -> CallId {
        let call = self.association.call(ContextId(0), opnum, None, stub);
        call.unwrap()
    }

    async fn send(&mut self) {
        while let Some(pdu) = self.association.poll_transmit() {
            self.stream.write_all(&pdu.octets).await.unwrap();
        }
    }

    async fn event(&mut self) -> ClientEvent {
        loop {
            self.send().await;
            if let Some(event) = self.association.poll_event() {
                return event;
            }
            let mut octets = vec![];
            self.stream.read_buf(&mut octets).await.unwrap();
            self.association.receive(&octets).unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_call_keeps_no_other_one_waiting() {
    let host = Arc::new(Host::default());
    let mut client = Raw::bound(&host).await;
    let slow = client.call(1, &[0; 4]);
    let fast = client.call(0, &[0; 4]);
    let answered = |event| match event {
        ClientEvent::Response { call_id, .. } => call_id,
        other => panic!("{other:?}"),
    };
    assert_eq!(answered(client.event().await), fast);
    host.may_end.add_permits(1);
    assert_eq!(answered(client.event().await), slow);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_called_is_answered_by_a_fault_and_costs_no_more() {
    let mut client = Raw::bound(&Arc::default()).await;
    for (opnum, stub, expected) in [
        (8, &[0; 4][..], RpcStatus::OPERATION_RANGE),
        (0, &[], RpcStatus::BAD_STUB_DATA),
        (0, &[0; 30], RpcStatus::BAD_STUB_DATA),
        (6, &[0; 20], RpcStatus::CONTEXT_MISMATCH),
        (2, &[0; 4], RpcStatus::ACCESS_DENIED),
    ] {
        let call_id = client.call(opnum, stub);
        let expected = ClientEvent::Fault {
            call_id,
            status: expected,
            executed: false,
        };
        assert_eq!(client.event().await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_handle_is_one_connections_and_gone_with_it() {
    let host = Arc::new(Host::default());
    let carrier = || {
        let (ours, theirs) = duplex(1000);
        tokio::spawn(serve_by(Arc::clone(&host), theirs));
        Box::new(StreamPipe::new(ours))
    };
    let mut owner = bound(carrier(), None).await;
    let mut other = bound(carrier(), None).await;
    let handle = owner.call(&Keep { number: 77 }).await.unwrap().handle;
    let recalled = owner.call(&Recall { handle }).await;
    assert_eq!(recalled, Ok(RecallReply { number: 77 }));
    let status = RpcStatus::CONTEXT_MISMATCH;
    let executed = false;
    let refused = Err(CallError::Fault { status, executed });
    assert_eq!(other.call(&Recall { handle }).await, refused);
    assert_eq!(host.gone.available_permits(), 0);
    drop(owner);
    host.gone.acquire().await.unwrap().forget();
}

/// C706 9.3.2: associations of one group share handles, as long as one of them is there.
#[tokio::test(start_paused = true)]
async fn a_group_shares_handles() {
    let host = Arc::new(Host::default());
    let endpoint = host.endpoint();
    let bind = async |group| {
        let (ours, theirs) = duplex(1000);
        tokio::spawn(serve_at(Arc::clone(&endpoint), theirs));
        Raw::joining(ours, group).await
    };
    let (mut first, group) = bind(0).await;
    let (mut second, same) = bind(group).await;
    assert_eq!(same, group);
    let handle = first.ask(5, &[77, 0, 0, 0]).await;
    assert_eq!(second.ask(6, &handle).await, [77, 0, 0, 0]);
    drop(first);
    tokio::task::yield_now().await;
    assert_eq!(second.ask(6, &handle).await, [77, 0, 0, 0]);
    drop(second);
    host.gone.acquire().await.unwrap().forget();
    let (ours, theirs) = duplex(1000);
    let serving = tokio::spawn(serve_at(endpoint, theirs));
    let gone = tokio::spawn(Raw::joining(ours, group));
    let unknown = ProtocolError::UnknownGroup(group);
    assert_eq!(serving.await.unwrap(), Ended::Protocol(unknown));
    assert!(gone.await.is_err(), "it is not bound");
}

#[tokio::test]
async fn a_call_ends_with_its_client() {
    let served = Served::start(RpcServerLimits::default()).await;
    for io in [served.over_tcp().await, served.over_smb(root()).await] {
        let mut client = bound(io, None).await;
        let calling = tokio::spawn(async move { client.call(&Hang { reason: 1 }).await });
        served.host.hanging.acquire().await.unwrap().forget();
        calling.abort();
        served.host.gone.acquire().await.unwrap().forget();
    }
}

#[tokio::test]
async fn a_call_that_panics_costs_its_client_and_nobody_else() {
    let served = Served::start(RpcServerLimits::default()).await;
    let mut other = bound(served.over_tcp().await, None).await;
    for io in [served.over_tcp().await, served.over_smb(root()).await] {
        let mut client = bound(io, None).await;
        let lost = Err(CallError::Lost(PipeError::Closed));
        assert_eq!(client.call(&Panic { reason: 1 }).await, lost);
        assert!(other.call(&Greet { name: None }).await.is_ok());
    }
}

#[tokio::test]
async fn who_is_one_too_many_is_turned_away() {
    let limits = RpcServerLimits {
        max_clients: 1,
        ..RpcServerLimits::default()
    };
    let served = Served::start(limits).await;
    let mut first = bound(served.over_tcp().await, None).await;
    let turned_away = served.over_tcp().await;
    let refused = RpcClient::<Greeter>::bind(turned_away, None, RpcTimeouts::default()).await;
    assert!(matches!(refused.err(), Some(CallError::Lost(_))));
    assert!(first.call(&Greet { name: None }).await.is_ok());
}

/// How a client ends, and after how long, that does what `client` does and then nothing.
async fn ended_after<F>(client: impl FnOnce(DuplexStream) -> F) -> (Ended, Duration)
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    let (ours, theirs) = duplex(1000);
    let serving = tokio::spawn(serve(theirs));
    let idle = tokio::spawn(client(ours)).await.unwrap();
    let begun = Instant::now();
    let ended = serving.await.unwrap();
    drop(idle);
    (ended, begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn silent_clients_are_dropped_each_in_its_time() {
    let limits = RpcServerLimits::default();
    let says_nothing = ended_after(async |stream| stream).await;
    assert_eq!(says_nothing, (Ended::Silent, limits.unfinished));
    let anonymous = ended_after(|stream| bound(Box::new(StreamPipe::new(stream)), None)).await;
    assert_eq!(anonymous, (Ended::Silent, limits.anonymous_silence));
    let auth = logon(AuthType::SPNEGO, Protection::Privacy, "root", PASSWORD);
    let known = ended_after(async |stream| {
        let mut client = bound(Box::new(StreamPipe::new(stream)), Some(auth)).await;
        client.call(&Greet { name: None }).await.unwrap();
        client
    })
    .await;
    assert_eq!(known, (Ended::Silent, limits.silence));
}

/// A null session proves nothing; what was proven over its pipe counts.
#[tokio::test(start_paused = true)]
async fn a_null_session_keeps_a_pipe_for_a_channel_and_not_for_nothing() {
    let served = Served::start(RpcServerLimits::default()).await;
    let silence = RpcServerLimits::default().anonymous_silence + Duration::from_secs(1);
    let known = || logon(AuthType::SPNEGO, Protection::Privacy, "root", PASSWORD);
    for (credentials, auth, stays) in [
        (Credentials::Anonymous, None, false),
        (Credentials::Anonymous, Some(known()), true),
        (root(), None, true),
    ] {
        let mut client = bound(served.over_smb(credentials).await, auth).await;
        sleep(silence / 2).await;
        assert!(client.call(&Greet { name: None }).await.is_ok());
        sleep(silence).await;
        assert_eq!(client.call(&Greet { name: None }).await.is_ok(), stays);
    }
}

/// Whoever has logged on, too, gets no service for a pipe on which nothing is begun, or nothing is finished.
#[tokio::test(start_paused = true)]
async fn a_pipe_that_nobody_binds_is_closed() {
    let served = Served::start(RpcServerLimits::default()).await;
    let mut unbound = served.over_smb(root()).await;
    sleep(RpcServerLimits::default().unfinished).await;
    assert_eq!(unbound.receive().await, Err(PipeError::Closed));
}

/// A client that sends an octet now and then is not silent, and gets no further with it.
#[tokio::test(start_paused = true)]
async fn a_message_has_to_be_finished() {
    let limits = RpcServerLimits::default();
    let (mut ours, theirs) = duplex(1000);
    let serving = tokio::spawn(serve(theirs));
    let begun = Instant::now();
    for octet in [5, 0, 11, 3] {
        ours.write_all(&[octet]).await.unwrap();
        sleep(limits.unfinished / 5).await;
    }
    assert_eq!(serving.await.unwrap(), Ended::Silent);
    assert_eq!(begun.elapsed(), limits.unfinished);
}

/// A call that takes long is no silence of the client.
#[tokio::test(start_paused = true)]
async fn who_waits_for_an_answer_is_not_dropped() {
    let host = Arc::new(Host::default());
    let mut client = Raw::bound(&host).await;
    let slow = client.call(1, &[0; 4]);
    let waited = tokio::time::timeout(Duration::from_hours(24), client.event()).await;
    assert!(waited.is_err());
    host.may_end.add_permits(1);
    assert!(
        matches!(client.event().await, ClientEvent::Response { call_id, .. } if call_id == slow)
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_is_dropped() {
    let deaf = ended_after(async |stream| {
        let mut client = Raw::over(stream).await;
        for name in ["a", "b", "c"] {
            let name = Some(name.repeat(200).as_str().into());
            client.call(0, &ndr::to_bytes(&Greet { name }));
        }
        client.send().await;
        client
    })
    .await;
    assert_eq!(deaf.0, Ended::Stalled);
}

/// What a stranger can have the server hold is little: neither the connection nor the call says who calls.
#[tokio::test]
async fn a_long_call_is_for_who_has_logged_on() {
    let served = Served::start(RpcServerLimits::default()).await;
    let long = Greet {
        name: Some("x".repeat(10_000).as_str().into()),
    };
    let ntlm = || logon(AuthType::NTLM, Protection::Integrity, "root", PASSWORD);
    for (io, auth) in [
        (served.over_smb(root()).await, None),
        (served.over_smb(Credentials::Anonymous).await, Some(ntlm())),
        (served.over_tcp().await, Some(ntlm())),
    ] {
        assert!(bound(io, auth).await.call(&long).await.is_ok());
    }
    for io in [
        served.over_smb(Credentials::Anonymous).await,
        served.over_tcp().await,
    ] {
        // The fault, or the end of the connection if that is seen first.
        assert!(bound(io, None).await.call(&long).await.is_err());
    }
}

#[tokio::test]
async fn whoever_breaks_the_protocol_is_cut_off() {
    let served = Served::start(RpcServerLimits::default()).await;
    let mut stream = TcpStream::connect(served.tcp).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut answer = vec![];
    stream.read_to_end(&mut answer).await.unwrap();
    assert_eq!(answer, b"");
}
