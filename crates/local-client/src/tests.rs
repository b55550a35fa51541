//! The client against a service of the test's own, over real sockets and in virtual time.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use transport::{LocalLimits, LocalPeer, LocalService, LocalSocket, SocketAccess, serve_local};
use wire::{NtStatus, SecretBytes};

use crate::{
    Answer, Client, ClientError, Failure, FailureKind, NotAMessage, NumberedAnswer,
    NumberedRequest, Pong, Request, ResponseLogon,
};

/// A directory that is removed again.
struct Directory(PathBuf);

impl Directory {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("local-client-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn socket(&self) -> PathBuf {
        self.0.join("socket")
    }

    fn serve(&self) -> tokio::task::JoinHandle<()> {
        let socket = LocalSocket::listen(&self.socket(), SocketAccess::Owner).unwrap();
        let service = Arc::new(Odd);
        tokio::spawn(serve_local(socket, service, LocalLimits::default()))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A service with its own idea of some requests.
struct Odd;

impl LocalService for Odd {
    async fn answer(&self, _: LocalPeer, request: SecretBytes) -> Option<SecretBytes> {
        let NumberedRequest { id, request } = NumberedRequest::decode(&request).unwrap();
        let failed = |kind| {
            Answer::Failed(Failure {
                kind,
                code: "code".into(),
                status: NtStatus::ACCESS_DENIED,
                is_elsewhere: false,
                reason: "because".into(),
                remedy: None,
                message: None,
            })
        };
        let answer = match request {
            Request::Ping => Answer::Pong(Pong {
                up: true,
                computer: "MEMBER".into(),
                domain: None,
                controller: None,
                failure: None,
            }),
            // Later than everything that was asked after it.
            Request::Verify => {
                tokio::time::sleep(Duration::from_secs(10)).await;
                Answer::Done
            }
            Request::Rotate => failed(FailureKind::NotChanged),
            Request::Status => failed(FailureKind::Forbidden),
            Request::Reload => {
                let unknown = br#"{"version":1,"id":ID,"answer":"new"}"#;
                let text = String::from_utf8(unknown.to_vec()).unwrap();
                return Some(SecretBytes::new(text.replace("ID", &id.to_string()).into()));
            }
            // The connection ends.
            Request::Rediscover { server: None } => return None,
            // Never.
            _ => std::future::pending().await,
        };
        Some(NumberedAnswer { id, answer }.encode())
    }
}

#[tokio::test(start_paused = true)]
async fn answers_find_their_requests_in_any_order() {
    let directory = Directory::new();
    let _serving = directory.serve();
    let client = Client::connect(&directory.socket()).await.unwrap();
    let late = client.control(Request::Verify);
    let soon = async {
        for _ in 0..300 {
            assert_eq!(client.ping().await.unwrap().computer, "MEMBER");
        }
        client.control(Request::Rotate).await
    };
    let (late, soon) = tokio::join!(late, soon);
    assert!(late.unwrap().is_ok());
    assert_eq!(soon.unwrap().unwrap_err().kind, FailureKind::NotChanged);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_too_long_costs_nobody_else_anything() {
    let directory = Directory::new();
    let _serving = directory.serve();
    let client = Client::connect(&directory.socket()).await.unwrap();
    let late = client.control(Request::Verify);
    // Its hexadecimal digits are twice as many.
    let long = client.log_on(ResponseLogon {
        domain: String::new(),
        user: "user".into(),
        workstation: String::new(),
        challenge: [0; 8],
        nt_response: vec![0; LocalLimits::default().longest_request / 2],
        lm_response: Vec::new(),
        mschapv2: false,
    });
    let (late, long) = tokio::join!(late, long);
    assert!(matches!(long, Err(ClientError::TooLong(_))));
    assert!(late.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn each_thing_that_can_go_wrong_has_an_error_of_its_own() {
    let directory = Directory::new();
    let missing = Client::connect(&directory.socket()).await.err().unwrap();
    assert!(
        matches!(missing, ClientError::NotConnected { .. }),
        "{missing}"
    );
    let _serving = directory.serve();
    let patience = Duration::from_secs(60);
    let client = Client::with_patience(&directory.socket(), patience)
        .await
        .unwrap();
    let forbidden = client.status().await.err().unwrap();
    assert!(matches!(forbidden, ClientError::NotDone(_)), "{forbidden}");
    let unknown = client.control(Request::Reload).await.err().unwrap();
    assert!(
        matches!(unknown, ClientError::NotUnderstood(NotAMessage::Unknown(_))),
        "{unknown}"
    );
    let wrong = client.control(Request::Ping).await.err().unwrap();
    assert!(matches!(wrong, ClientError::WrongAnswer), "{wrong}");
    let server = Some("DC".into());
    let late = client.control(Request::Rediscover { server }).await;
    let late = late.err().unwrap();
    assert!(matches!(late, ClientError::TimedOut(_)), "{late}");
    let lost = client.control(Request::Rediscover { server: None }).await;
    let lost = lost.err().unwrap();
    assert!(matches!(lost, ClientError::Lost(_)), "{lost}");
    assert!(
        client.ping().await.unwrap().up,
        "and goes on with another connection"
    );
}

#[tokio::test(start_paused = true)]
async fn a_service_that_was_restarted_while_nobody_asked_costs_no_request() {
    let directory = Directory::new();
    let serving = directory.serve();
    let client = Client::at(&directory.socket());
    client.ping().await.unwrap();
    for _ in 0..3 {
        let clients: Vec<_> = (0..20).map(|_| client.clone()).collect();
        tokio::time::sleep(LocalLimits::default().silence * 2).await;
        for client in clients {
            client.ping().await.unwrap();
        }
    }
    serving.abort();
    assert!(serving.await.is_err());
    let _serving = directory.serve();
    client.ping().await.unwrap();
}
