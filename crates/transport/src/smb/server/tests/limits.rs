//! Slow, silent and idle clients, in virtual time.

use smb::client::{self, Negotiated, Negotiation, Progress, Reply, Request, Session, Ticket};
use smb::{FileId, server::Limits};
use tokio::io::{AsyncWriteExt, DuplexStream, duplex};
use tokio::time::{Instant, sleep};
use wire::SecretKey;

use super::*;
use crate::smb::frames::{FrameReader, send};

/// A client without a driver: it does what it is told, and nothing else.
struct Slow {
    stream: DuplexStream,
    frames: FrameReader,
}

impl Slow {
    async fn heard(&mut self) -> Vec<u8> {
        self.frames.next(&mut self.stream).await.unwrap()
    }

    async fn negotiate(&mut self) -> Negotiated {
        let config = client::Config::default();
        let (negotiation, message) = Negotiation::start(config, Guid::NIL, &[4; 32]).unwrap();
        send(&mut self.stream, &message).await.unwrap();
        negotiation.finish(&self.heard().await).unwrap()
    }

    /// Sends one token of a logon.
    async fn begin(&mut self, negotiated: Negotiated) -> Progress {
        let entropy = ntlm::InitiatorEntropy {
            client_challenge: [0xaa; 8],
            exported_session_key: SecretKey::new([0x55; 16]),
        };
        let workstation = NetbiosName::new("CLIENT").unwrap();
        let now = wire::FileTime::from_system_time(std::time::SystemTime::now());
        let ntlm = ntlm::Initiator::new(root(), "cifs/SERVER", workstation, entropy, now);
        let spnego = spnego::Initiator::new(Box::new(ntlm));
        let progress = negotiated.logon(Box::new(spnego), "SERVER").unwrap();
        self.go_on(progress).await
    }

    async fn go_on(&mut self, progress: Progress) -> Progress {
        let Progress::Send { message, next } = progress else {
            panic!("nothing to send")
        };
        send(&mut self.stream, &message).await.unwrap();
        next.receive(&self.heard().await).unwrap()
    }

    async fn log_on(&mut self) -> Session {
        let negotiated = self.negotiate().await;
        let mut progress = self.begin(negotiated).await;
        loop {
            progress = match progress {
                Progress::Done(session) => return *session,
                other => self.go_on(other).await,
            };
        }
    }

    async fn submit(&mut self, session: &mut Session, request: Request) {
        session.submit(Ticket(1), request).unwrap();
        while let Some(message) = session.poll_transmit().unwrap() {
            send(&mut self.stream, &message).await.unwrap();
        }
    }

    async fn open(&mut self, session: &mut Session, pipe: &str) -> FileId {
        let pipe = pipe.into();
        self.submit(session, Request::Open { pipe }).await;
        match session.receive(&self.heard().await).unwrap() {
            client::Event::Completed {
                outcome: Ok(Reply::Opened(file)),
                ..
            } => file,
            other => panic!("{other:?}"),
        }
    }
}

fn root() -> Credentials {
    Credentials::Password {
        account: Account {
            domain: "DOMAIN".into(),
            user: "root".into(),
        },
        password: Password::new("Secret".into()),
    }
}

/// How a client ends, and how long after it connected, that does what `client` does and then nothing. The time that it
/// takes is that of what it does: everything else takes none.
async fn ended_after<F>(client: impl FnOnce(Slow) -> F) -> (Disconnected, Duration)
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    let (ours, theirs) = duplex(1000);
    let begun = Instant::now();
    let server = Arc::new(server(SmbServerLimits::default()));
    let peer = "127.0.0.1:1".parse().unwrap();
    let stranger = Strangers::of(1).admit(peer);
    let serving = tokio::spawn(serve_client(theirs, peer, Arc::clone(&server), stranger));
    let client = tokio::spawn(client(Slow {
        stream: ours,
        frames: FrameReader::default(),
    }));
    let ended = serving.await.unwrap();
    let elapsed = begun.elapsed();
    assert!(
        server.sessions.list(0, |_| true).is_empty(),
        "none stays listed"
    );
    client.abort();
    (ended, elapsed)
}

/// A client that has done what it wanted keeps its connection.
async fn silent<T>(kept: T) {
    std::future::pending::<()>().await;
    drop(kept);
}

/// Among those who do not log on its host has no place, until one of them has.
#[tokio::test]
async fn who_has_logged_on_leaves_a_place_to_another_stranger() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    // A quarter of them is one.
    let limits = SmbServerLimits {
        max_clients: 4,
        ..SmbServerLimits::default()
    };
    let _serving = tokio::spawn(serve_smb(listener, server(limits)));
    let connect = async || {
        let config = client::Config::default();
        SmbClient::connect(address, config, SmbTimeouts::default()).await
    };
    let first = connect().await.unwrap();
    assert!(connect().await.is_err());
    let workstation = NetbiosName::new("CLIENT").unwrap();
    let session = first.logon(root(), "SERVER", workstation).await.unwrap();
    let second = connect().await.unwrap();
    assert!(connect().await.is_err());
    drop(second);
    drop(session);
}

#[tokio::test(start_paused = true)]
async fn nobody_stays_who_does_not_log_on() {
    let logon = SmbServerLimits::default().logon;
    let expected = (Disconnected::NoLogon, logon);
    assert_eq!(ended_after(silent).await, expected, "says nothing");
    let negotiated = ended_after(async |mut client: Slow| {
        client.negotiate().await;
        silent(client).await;
    });
    assert_eq!(negotiated.await, expected, "negotiates");
    let half = ended_after(async move |mut client: Slow| {
        sleep(logon / 2).await;
        let negotiated = client.negotiate().await;
        let progress = client.begin(negotiated).await;
        silent((client, progress)).await;
    });
    assert_eq!(half.await, expected, "begins to log on");
}

#[tokio::test(start_paused = true)]
async fn an_idle_session_is_ended_and_one_with_a_pipe_much_later() {
    let limits = Limits::default();
    let without = ended_after(async |mut client: Slow| {
        let session = client.log_on().await;
        silent((client, session)).await;
    });
    assert_eq!(without.await, (Disconnected::Ended, limits.idle));
    let with = ended_after(async |mut client: Slow| {
        let mut session = client.log_on().await;
        client.open(&mut session, "echo").await;
        silent((client, session)).await;
    });
    assert_eq!(with.await, (Disconnected::Ended, limits.silence));
    let used = ended_after(async move |mut client: Slow| {
        let mut session = client.log_on().await;
        sleep(limits.idle - Duration::from_secs(1)).await;
        let file = client.open(&mut session, "echo").await;
        sleep(limits.silence - Duration::from_secs(1)).await;
        client.submit(&mut session, Request::Close(file)).await;
        silent((client, session)).await;
    });
    let expected = limits.idle + limits.silence + limits.idle - Duration::from_secs(2);
    assert_eq!(used.await, (Disconnected::Ended, expected));
}

/// A client that sends an octet now and then is not idle, and gets no further with it.
#[tokio::test(start_paused = true)]
async fn a_message_has_to_be_finished() {
    let limit = SmbServerLimits::default().unfinished;
    let trickle = ended_after(async move |mut client: Slow| {
        let session = client.log_on().await;
        for octet in [0, 0, 0, 100].into_iter().chain([1; 96]) {
            client.stream.write_all(&[octet]).await.unwrap();
            sleep(limit / 5).await;
        }
        silent((client, session)).await;
    });
    assert_eq!(trickle.await, (Disconnected::Unfinished, limit));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_is_dropped() {
    let deaf = ended_after(async |mut client: Slow| {
        let mut session = client.log_on().await;
        let file = client.open(&mut session, "echo").await;
        let data = vec![7; 4000];
        let request = Request::Transceive {
            file,
            data,
            max: 4000,
        };
        client.submit(&mut session, request).await;
        silent((client, session)).await;
    });
    let limit = SmbServerLimits::default().send;
    assert_eq!(deaf.await, (Disconnected::Stalled, limit));
}
