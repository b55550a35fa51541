//! A server that is broken, hostile or has something against us: each time one reason, no change, no panic and no hang.

#![cfg(test)]

use std::net::SocketAddr;
use std::time::Duration;

use admin::{Administrator, Change, Failure, Settings, Silent};
use auth::{Account, Credentials, Exchange, NtHash, Step, Verdict, ntlm, spnego};
use locate::{Broadcast, Dns, Locator, LocatorConfig, Ports, Timeouts};
use smb::framing::frame_header;
use smb::message::{
    Body, NegotiateResponse, SessionFlags, SessionSetupRequest, SessionSetupResponse, encode_body,
    join_message, split_message,
};
use smb::{Addressee, Capabilities, Command, Dialect, Flags, Header, SecurityMode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wire::{FileTime, Guid, NetbiosName, NtStatus, Password};

/// What a server does instead of what it should.
#[derive(Clone, Debug)]
enum Mischief {
    /// Hangs up before it has said anything.
    ClosesAtOnce,
    /// Says nothing.
    IsSilent,
    /// Answers the first message with these octets, framed, and hangs up.
    Answers(Vec<u8>),
    /// Sends these octets, without a frame around them.
    Sends(Vec<u8>),
    /// Refuses the first message of a logon.
    RefusesLogon(NtStatus),
    /// Lets everybody in, with these flags and without a proof that it knows the account.
    LetsIn(SessionFlags),
    /// Verifies the logon, and does not sign that it has.
    DoesNotSign,
}

#[tokio::test]
async fn one_that_hangs_up_at_once() {
    assert_reason(Mischief::ClosesAtOnce, "closed-at-once").await;
}

#[tokio::test(start_paused = true)]
async fn one_that_says_nothing() {
    assert_reason(Mischief::IsSilent, "timed-out").await;
}

#[tokio::test]
async fn one_that_speaks_another_protocol() {
    let greeting = b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n".to_vec();
    assert_reason(Mischief::Sends(greeting), "malformed-answer").await;
    // A NetBIOS session service that is asked for no name: negative response, RFC 1002 4.3.4.
    let refusal = vec![0x83, 0, 0, 1, 0x8f];
    assert_reason(Mischief::Sends(refusal), "malformed-answer").await;
    // SMB 1, [MS-CIFS] 2.2.3.1.
    let smb1 = [b"\xffSMB\x72".as_slice(), &[0; 32]].concat();
    assert_reason(Mischief::Answers(smb1), "malformed-answer").await;
}

#[tokio::test]
async fn one_that_announces_more_than_it_sends() {
    let announced = vec![0, 0xff, 0xff, 0xff, 0xfe, b'S', b'M', b'B'];
    let failure = fail(Mischief::Sends(announced)).await;
    assert!(
        ["malformed-answer", "closed-at-once"].contains(&failure.reason.code()),
        "{failure}"
    );
}

#[tokio::test]
async fn one_whose_answer_is_cut_off_anywhere() {
    let whole = answer_to_negotiate(Dialect::SMB_2_1);
    for len in 0..whole.len() {
        let failure = fail(Mischief::Answers(whole[..len].to_vec())).await;
        assert_eq!(
            failure.reason.code(),
            "malformed-answer",
            "{len}: {failure}"
        );
    }
}

#[tokio::test]
async fn one_that_chooses_what_was_not_offered() {
    let answer = answer_to_negotiate(Dialect(0x0399));
    assert_reason(Mischief::Answers(answer), "malformed-answer").await;
}

#[tokio::test]
async fn one_whose_clock_is_wrong() {
    let skew = NtStatus::TIME_DIFFERENCE_AT_DC;
    assert_reason(Mischief::RefusesLogon(skew), "clock-skew").await;
}

#[tokio::test]
async fn one_that_refuses_the_account() {
    for (status, code) in [
        (NtStatus::LOGON_FAILURE, "logon-failure"),
        (NtStatus::ACCOUNT_LOCKED_OUT, "logon-refused"),
        (NtStatus::NTLM_BLOCKED, "logon-refused"),
        (NtStatus(0xc0ff_ffff), "nt-status"),
    ] {
        assert_reason(Mischief::RefusesLogon(status), code).await;
    }
}

#[tokio::test]
async fn one_that_lets_everybody_in() {
    assert_reason(Mischief::LetsIn(SessionFlags::IS_GUEST), "guest-logon").await;
    // It has not shown that it knows the account, so it may be anybody.
    for flags in [SessionFlags::IS_NULL, SessionFlags::default()] {
        let failure = fail(Mischief::LetsIn(flags)).await;
        assert_eq!(failure.exit().code(), 8, "{failure}");
    }
}

#[tokio::test]
async fn one_that_does_not_sign() {
    assert_reason(Mischief::DoesNotSign, "not-signed").await;
}

async fn assert_reason(mischief: Mischief, code: &str) {
    let what = format!("{mischief:?}");
    let failure = fail(mischief).await;
    assert_eq!(failure.reason.code(), code, "{what}: {failure}");
}

/// What comes of a `verify` that meets such a controller.
async fn fail(mischief: Mischief) -> Failure {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // A client that has heard enough hangs up, in the middle of whatever is sent.
            drop(serve(stream, &mischief).await);
        }
    });
    let member = NetbiosName::new("MEMBER").unwrap();
    let outcome = administrator(address).verify(&member, &mut Silent).await;
    server.abort();
    let failure = outcome.unwrap_err();
    assert_eq!(failure.change, Change::None);
    assert!(failure.to_string().contains("To do: "), "{failure}");
    failure
}

fn administrator(server: SocketAddr) -> Administrator {
    let config = LocatorConfig {
        dns: Dns::Off,
        broadcast: Broadcast::Off,
        ports: Ports {
            smb: server.port(),
            // Nobody answers there: it has to be believed without a ping.
            ldap: server.port(),
            netbios_name: server.port(),
            netbios_datagram: server.port(),
            ..Ports::default()
        },
        reply_port: 0,
        timeouts: Timeouts {
            attempt: Duration::from_millis(10),
            attempts: 1,
            total: Duration::from_millis(50),
            ..Timeouts::default()
        },
        ..LocatorConfig::default()
    };
    let settings = Settings {
        domain: "DOMAIN".into(),
        server: Some(server.ip().to_string()),
        workstation: NetbiosName::new("ADMINBOX").unwrap(),
        timeout: Duration::from_secs(30),
    };
    let credentials = Credentials::Password {
        account: Account {
            domain: "DOMAIN".into(),
            user: "root".into(),
        },
        password: Password::new(PASSWORD.into()),
    };
    Administrator::new(settings, Locator::new(config), credentials, None)
}

/// One connection.
async fn serve(mut stream: TcpStream, mischief: &Mischief) -> std::io::Result<()> {
    match mischief {
        Mischief::ClosesAtOnce => return Ok(()),
        Mischief::IsSilent => return std::future::pending().await,
        Mischief::Sends(octets) => {
            // Not before it was asked, so that it is this and not a reset that the client sees.
            next(&mut stream).await?;
            return stream.write_all(octets).await;
        }
        Mischief::Answers(message) => {
            next(&mut stream).await?;
            return send(&mut stream, message).await;
        }
        Mischief::RefusesLogon(_) | Mischief::LetsIn(_) | Mischief::DoesNotSign => {}
    }
    next(&mut stream).await?;
    send(&mut stream, &answer_to_negotiate(Dialect::SMB_2_1)).await?;
    let mut exchange = acceptor();
    loop {
        let (asked, body) = next(&mut stream).await?;
        if asked.command != Command::SESSION_SETUP {
            return Ok(());
        }
        let setup = SessionSetupRequest::decode(&body).unwrap();
        let (status, flags, token) = match mischief {
            Mischief::RefusesLogon(status) => (*status, SessionFlags::default(), Vec::new()),
            Mischief::LetsIn(flags) => (NtStatus::SUCCESS, *flags, Vec::new()),
            _ => {
                let step = match exchange.step(&setup.token).unwrap() {
                    Step::Identify(claim) => claim.resume(Verdict::Hash(hash())).unwrap(),
                    step => step,
                };
                match step {
                    Step::Continue { token, next } => {
                        exchange = next;
                        let status = NtStatus::MORE_PROCESSING_REQUIRED;
                        (status, SessionFlags::default(), token)
                    }
                    Step::Done { token, .. } => {
                        exchange = acceptor();
                        let token = token.unwrap_or_default();
                        (NtStatus::SUCCESS, SessionFlags::default(), token)
                    }
                    Step::Identify(_) => return Ok(()),
                }
            }
        };
        let body = SessionSetupResponse { flags, token };
        send(&mut stream, &answer(&asked, status, &body)).await?;
    }
}

fn acceptor() -> Box<dyn Exchange> {
    let config = ntlm::AcceptorConfig::in_domain(
        NetbiosName::new("DOMAINPDC").unwrap(),
        NetbiosName::new("DOMAIN").unwrap(),
    );
    let ntlm = ntlm::Acceptor::new(&config, [0x77; 8], FileTime::ZERO);
    Box::new(spnego::AnyAcceptor::new(Box::new(ntlm)))
}

fn hash() -> NtHash {
    NtHash::from_password(&Password::new(PASSWORD.into()))
}

fn answer_to_negotiate(dialect: Dialect) -> Vec<u8> {
    let asked = Header {
        credit_charge: 0,
        status: NtStatus::SUCCESS,
        command: Command::NEGOTIATE,
        credits: 0,
        flags: Flags::default(),
        next_command: 0,
        message_id: 0,
        addressee: Addressee::Sync { tree_id: 0 },
        session_id: 0,
    };
    let body = NegotiateResponse {
        security_mode: SecurityMode::SIGNING_ENABLED,
        dialect,
        server_guid: Guid::NIL,
        capabilities: Capabilities::default(),
        max_transact_size: 65536,
        max_read_size: 65536,
        max_write_size: 65536,
        system_time: FileTime::ZERO,
        server_start_time: FileTime::ZERO,
        token: Vec::new(),
        contexts: Vec::new(),
    };
    answer(&asked, NtStatus::SUCCESS, &body)
}

fn answer(asked: &Header, status: NtStatus, body: &impl Body) -> Vec<u8> {
    let header = Header {
        status,
        credits: 10,
        flags: Flags::RESPONSE,
        addressee: Addressee::Sync { tree_id: 0 },
        session_id: if asked.command == Command::NEGOTIATE {
            0
        } else {
            1
        },
        ..*asked
    };
    join_message(&header, &encode_body(body))
}

async fn next(stream: &mut TcpStream) -> std::io::Result<(Header, Vec<u8>)> {
    let len = stream.read_u32().await?;
    let mut message = vec![0; usize::try_from(len).unwrap()];
    stream.read_exact(&mut message).await?;
    let (header, body) = split_message(&message).unwrap();
    Ok((header, body.to_vec()))
}

async fn send(stream: &mut TcpStream, message: &[u8]) -> std::io::Result<()> {
    let frame = frame_header(message.len()).unwrap();
    stream.write_all(&[&frame, message].concat()).await
}

const PASSWORD: &str = "Pa55word";
