//! The client on a real connection, against a server of few words.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use auth::{AuthError, Established, Exchange, Identity, Step};
use smb::client::Config;
use smb::message::{
    Body, CreateResponse, FileTimes, IoctlResponse, NegotiateResponse, ReadResponse, SessionFlags,
    SessionSetupResponse, ShareFlags, ShareType, TreeConnectResponse, encode_body, join_message,
    split_message,
};
use smb::{
    Addressee, Capabilities, Command, Dialect, FileId, Flags, Header, NegotiateError,
    ProtocolError, Refused, SecurityMode,
};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use wire::{FileTime, Guid, Malformed, NtStatus};

use super::frames::{FrameReader, send};
use super::*;
use crate::{Answer, PipeError, PipeIo};

/// A null session: without keys, so that the server needs none.
struct Nobody;

impl Exchange for Nobody {
    fn step(self: Box<Self>, _: &[u8]) -> Result<Step, AuthError> {
        Ok(Step::Done {
            token: Some(Vec::new()),
            established: Established {
                identity: Identity::Anonymous,
                session_key: None,
                standing: None,
                security: None,
            },
        })
    }
}

struct Server {
    stream: TcpStream,
    frames: FrameReader,
}

impl Server {
    async fn accept(listener: &TcpListener) -> Self {
        let (stream, _) = listener.accept().await.unwrap();
        Self {
            stream,
            frames: FrameReader::default(),
        }
    }

    async fn next(&mut self) -> (Header, Vec<u8>) {
        let message = self.frames.next(&mut self.stream).await.unwrap();
        let (header, body) = split_message(&message).unwrap();
        (header, body.to_vec())
    }

    async fn expect(&mut self, command: Command) -> Header {
        let (header, _) = self.next().await;
        assert_eq!(header.command, command);
        header
    }

    async fn reply(&mut self, to: &Header, status: NtStatus, body: &impl Body) {
        let header = Header {
            status,
            credits: 10,
            flags: Flags::RESPONSE,
            addressee: Addressee::Sync { tree_id: 1 },
            session_id: 1,
            ..*to
        };
        send(&mut self.stream, &join_message(&header, &encode_body(body)))
            .await
            .unwrap();
    }

    async fn negotiate(&mut self) {
        let negotiate = self.expect(Command::NEGOTIATE).await;
        let response = NegotiateResponse {
            security_mode: SecurityMode::SIGNING_ENABLED,
            dialect: Dialect::SMB_2_1,
            server_guid: Guid::NIL,
            capabilities: Capabilities::default(),
            max_transact_size: 65536,
            max_read_size: 65536,
            max_write_size: 65536,
            system_time: FileTime(0),
            server_start_time: FileTime(0),
            token: Vec::new(),
            contexts: Vec::new(),
        };
        self.reply(&negotiate, NtStatus::SUCCESS, &response).await;
    }

    async fn log_on(&mut self) {
        self.negotiate().await;
        let setup = self.expect(Command::SESSION_SETUP).await;
        let response = SessionSetupResponse {
            flags: SessionFlags::IS_NULL,
            token: Vec::new(),
        };
        self.reply(&setup, NtStatus::SUCCESS, &response).await;
        let tree = self.expect(Command::TREE_CONNECT).await;
        let response = TreeConnectResponse {
            share_type: ShareType::PIPE,
            share_flags: ShareFlags::default(),
            capabilities: 0,
            maximal_access: 0,
        };
        self.reply(&tree, NtStatus::SUCCESS, &response).await;
    }

    async fn open(&mut self, file_id: FileId) {
        let create = self.expect(Command::CREATE).await;
        self.opened(&create, file_id).await;
    }

    async fn opened(&mut self, to: &Header, file_id: FileId) {
        let response = CreateResponse {
            oplock_level: 0,
            action: 1,
            file: FileTimes::default(),
            file_id,
            contexts: Vec::new(),
        };
        self.reply(to, NtStatus::SUCCESS, &response).await;
    }
}

const PIPE: FileId = FileId {
    persistent: 1,
    volatile: 2,
};

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

async fn connect(address: SocketAddr, timeouts: SmbTimeouts) -> Result<SmbSession, SmbError> {
    let client = SmbClient::connect(address, Config::default(), timeouts).await?;
    client.logon_by(Box::new(Nobody), "SERVER").await
}

async fn pair(timeouts: SmbTimeouts) -> (SmbSession, Server) {
    let (listener, address) = listen().await;
    let serving = async {
        let mut server = Server::accept(&listener).await;
        server.log_on().await;
        server
    };
    let (session, server) = tokio::join!(connect(address, timeouts), serving);
    (session.unwrap(), server)
}

async fn open_pair() -> (SmbPipe, Server) {
    let (session, mut server) = pair(SmbTimeouts::default()).await;
    let (pipe, ()) = tokio::join!(session.open_pipe("lsarpc"), server.open(PIPE));
    (pipe.unwrap(), server)
}

/// So short that a test may wait for it.
fn impatient() -> SmbTimeouts {
    let short = Duration::from_millis(50);
    SmbTimeouts {
        connect: short,
        logon: short,
        request: short,
    }
}

#[tokio::test]
async fn a_cut_connection_wakes_all_who_wait_and_all_who_come_later() {
    let (session, mut server) = pair(SmbTimeouts::default()).await;
    let other = FileId {
        volatile: 3,
        ..PIPE
    };
    let (a, b, ()) = tokio::join!(session.open_pipe("a"), session.open_pipe("b"), async {
        server.open(PIPE).await;
        server.open(other).await;
    });
    let (mut a, mut b) = (a.unwrap(), b.unwrap());
    let cut = async {
        server.expect(Command::READ).await;
        server.expect(Command::READ).await;
        drop(server);
    };
    let (a, b, ()) = tokio::join!(a.receive(), b.receive(), cut);
    assert_eq!((a, b), (Err(PipeError::Closed), Err(PipeError::Closed)));
    assert_eq!(session.open_pipe("c").await.err(), Some(SmbError::Closed));
    assert_eq!(session.logoff().await, Err(SmbError::Closed));
}

#[tokio::test]
async fn what_the_server_breaks_is_told_to_all() {
    let (session, mut server) = pair(SmbTimeouts::default()).await;
    let breaking = async {
        let echo = server.expect(Command::ECHO).await;
        let never = Header {
            message_id: 99,
            ..echo
        };
        server
            .reply(&never, NtStatus::SUCCESS, &smb::message::EchoResponse)
            .await;
    };
    let (outcome, ()) = tokio::join!(session.echo(), breaking);
    let reason = SmbError::Protocol(ProtocolError::UnknownMessage(99));
    assert_eq!(outcome, Err(reason));
    assert_eq!(session.echo().await, Err(reason));
}

#[tokio::test]
async fn a_long_answer_comes_in_portions() {
    let (mut pipe, mut server) = open_pair().await;
    let answering = async {
        let (header, body) = server.next().await;
        let request = smb::message::IoctlRequest::decode(&body).unwrap();
        assert_eq!(request.input, b"question");
        let first = IoctlResponse {
            code: request.code,
            file_id: PIPE,
            output: b"long ".to_vec(),
        };
        server
            .reply(&header, NtStatus::BUFFER_OVERFLOW, &first)
            .await;
        let read = server.expect(Command::READ).await;
        let empty = ReadResponse { data: Vec::new() };
        server.reply(&read, NtStatus::BUFFER_OVERFLOW, &empty).await;
        let read = server.expect(Command::READ).await;
        let rest = ReadResponse {
            data: b"answer".to_vec(),
        };
        server.reply(&read, NtStatus::SUCCESS, &rest).await;
    };
    let asking = async {
        pipe.send(b"question", Answer::Expected).await.unwrap();
        let first = pipe.receive().await.unwrap();
        [first, pipe.receive().await.unwrap()].concat()
    };
    let (answer, ()) = tokio::join!(asking, answering);
    assert_eq!(answer, b"long answer");
}

#[tokio::test]
async fn a_dropped_receive_loses_nothing() {
    let (mut pipe, mut server) = open_pair().await;
    let nothing = tokio::time::timeout(Duration::from_millis(20), pipe.receive()).await;
    assert!(nothing.is_err());
    let read = server.expect(Command::READ).await;
    server
        .reply(&read, NtStatus::SUCCESS, &ReadResponse { data: vec![7] })
        .await;
    assert_eq!(pipe.receive().await, Ok(vec![7]));
}

#[tokio::test]
async fn a_dropped_pipe_cancels_and_closes() {
    let (mut pipe, mut server) = open_pair().await;
    let nothing = tokio::time::timeout(Duration::from_millis(20), pipe.receive()).await;
    assert!(nothing.is_err());
    let read = server.expect(Command::READ).await;
    drop(pipe);
    let cancel = server.expect(Command::CANCEL).await;
    assert_eq!(cancel.message_id, read.message_id);
    server.expect(Command::CLOSE).await;
}

#[tokio::test]
async fn a_pipe_that_opens_too_late_is_closed_again() {
    let (session, mut server) = pair(impatient()).await;
    assert_eq!(
        session.open_pipe("slow").await.err(),
        Some(SmbError::TimedOut)
    );
    let create = server.expect(Command::CREATE).await;
    server.expect(Command::CANCEL).await;
    server.opened(&create, PIPE).await;
    server.expect(Command::CLOSE).await;
}

#[tokio::test]
async fn a_refused_pipe_says_why() {
    let (session, mut server) = pair(SmbTimeouts::default()).await;
    let status = NtStatus::OBJECT_NAME_NOT_FOUND;
    let refusing = async {
        let create = server.expect(Command::CREATE).await;
        server
            .reply(&create, status, &smb::message::EchoResponse)
            .await;
    };
    let (outcome, ()) = tokio::join!(session.open_pipe("netlogon"), refusing);
    let refused = Refused {
        command: Command::CREATE,
        status,
    };
    assert_eq!(outcome.err(), Some(SmbError::Refused(refused)));
}

#[tokio::test]
async fn a_busy_pipe_is_waited_for() {
    let (session, mut server) = pair(SmbTimeouts::default()).await;
    let serving = async {
        let create = server.expect(Command::CREATE).await;
        let busy = NtStatus::PIPE_NOT_AVAILABLE;
        server
            .reply(&create, busy, &smb::message::EchoResponse)
            .await;
        let (header, body) = server.next().await;
        let request = smb::message::IoctlRequest::decode(&body).unwrap();
        assert_eq!(request.code, smb::message::ControlCode::PIPE_WAIT);
        let free = IoctlResponse {
            code: request.code,
            file_id: PIPE,
            output: Vec::new(),
        };
        server.reply(&header, NtStatus::SUCCESS, &free).await;
        server.open(PIPE).await;
    };
    let (outcome, ()) = tokio::join!(session.open_pipe("samr"), serving);
    assert!(outcome.is_ok());
}

#[tokio::test]
async fn after_logoff_nothing_works() {
    let (mut pipe, mut server) = open_pair().await;
    let logging_off = async {
        let disconnect = server.expect(Command::TREE_DISCONNECT).await;
        let done = smb::message::TreeDisconnectResponse;
        server.reply(&disconnect, NtStatus::SUCCESS, &done).await;
        let logoff = server.expect(Command::LOGOFF).await;
        let done = smb::message::LogoffResponse;
        server.reply(&logoff, NtStatus::SUCCESS, &done).await;
    };
    let (outcome, ()) = tokio::join!(pipe.session().clone().logoff(), logging_off);
    assert_eq!(outcome, Ok(()));
    assert_eq!(pipe.receive().await, Err(PipeError::Closed));
}

#[tokio::test]
async fn silence_ends_each_phase() {
    let (listener, address) = listen().await;
    assert_eq!(
        connect(address, impatient()).await.err(),
        Some(SmbError::ConnectTimedOut)
    );
    let _unanswered = listener.accept().await.unwrap();

    let negotiating = async {
        let mut server = Server::accept(&listener).await;
        server.negotiate().await;
        server
    };
    let (outcome, _server) = tokio::join!(connect(address, impatient()), negotiating);
    assert_eq!(outcome.err(), Some(SmbError::LogonTimedOut));

    let (session, _server) = pair(impatient()).await;
    assert_eq!(session.echo().await, Err(SmbError::TimedOut));
}

#[tokio::test]
async fn who_is_not_there_is_unreachable() {
    let (listener, address) = listen().await;
    drop(listener);
    assert_eq!(
        connect(address, SmbTimeouts::default()).await.err(),
        Some(SmbError::Unreachable(io::ErrorKind::ConnectionRefused))
    );
}

#[tokio::test]
async fn a_frame_too_long_is_not_waited_for() {
    let (listener, address) = listen().await;
    let shouting = async {
        let mut server = Server::accept(&listener).await;
        server
            .stream
            .write_all(&[0, 0xff, 0xff, 0xff])
            .await
            .unwrap();
        server
    };
    let (outcome, _server) = tokio::join!(connect(address, SmbTimeouts::default()), shouting);
    assert!(matches!(
        outcome.err(),
        Some(SmbError::Frame(Malformed::TooLarge {
            value: 0x00ff_ffff,
            ..
        }))
    ));
}

#[tokio::test]
async fn a_server_that_closes_at_once_is_closed() {
    let (listener, address) = listen().await;
    let closing = async { drop(Server::accept(&listener).await) };
    let (outcome, ()) = tokio::join!(connect(address, SmbTimeouts::default()), closing);
    assert_eq!(outcome.err(), Some(SmbError::Closed));
}

#[tokio::test]
async fn a_refused_negotiation_says_why() {
    let (listener, address) = listen().await;
    let refusing = async {
        let mut server = Server::accept(&listener).await;
        let negotiate = server.expect(Command::NEGOTIATE).await;
        let status = NtStatus::NOT_SUPPORTED;
        server
            .reply(&negotiate, status, &smb::message::EchoResponse)
            .await;
    };
    let (outcome, ()) = tokio::join!(connect(address, SmbTimeouts::default()), refusing);
    let reason = NegotiateError::Refused(NtStatus::NOT_SUPPORTED);
    assert_eq!(outcome.err(), Some(SmbError::Negotiate(reason)));
}
