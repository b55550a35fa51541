//! The two ends against each other, over real sockets and in virtual time.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::Instant;
use wire::SecretBytes;

use super::{
    LocalConnection, LocalConnectionError, LocalLimits, LocalPeer, LocalService, LocalSocket,
    SocketAccess, serve_local,
};

/// A directory that is removed again.
struct Directory(PathBuf);

impl Directory {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("transport-unix-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn socket(&self) -> PathBuf {
        self.0.join("socket")
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Answers with the request, once a permit is there; `?` is no request.
struct Echo {
    permits: Semaphore,
    begun: AtomicUsize,
    ended: AtomicUsize,
}

impl Echo {
    fn new(permits: usize) -> Arc<Self> {
        Arc::new(Self {
            permits: Semaphore::new(permits),
            begun: AtomicUsize::new(0),
            ended: AtomicUsize::new(0),
        })
    }
}

impl LocalService for Echo {
    async fn answer(&self, _: LocalPeer, request: SecretBytes) -> Option<SecretBytes> {
        self.begun.fetch_add(1, Ordering::Relaxed);
        self.permits.acquire().await.unwrap().forget();
        self.ended.fetch_add(1, Ordering::Relaxed);
        (request.expose() != b"?").then_some(request)
    }
}

const ENOUGH: usize = 1000;

fn serve(directory: &Directory, echo: &Arc<Echo>, limits: LocalLimits) {
    let socket = LocalSocket::listen(&directory.socket(), SocketAccess::Owner).unwrap();
    tokio::spawn(serve_local(socket, Arc::clone(echo), limits));
}

async fn connect(directory: &Directory) -> LocalConnection {
    let path = directory.socket();
    LocalConnection::open(&path, 1 << 20).await.unwrap()
}

fn secret(octets: &[u8]) -> SecretBytes {
    SecretBytes::new(octets.to_vec())
}

async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    tokio::time::advance(Duration::from_millis(1)).await;
}

#[tokio::test(start_paused = true)]
async fn requests_are_answered_as_they_are_ready_and_all_of_them() {
    let (directory, echo) = (Directory::new(), Echo::new(ENOUGH));
    serve(&directory, &echo, LocalLimits::default());
    let mut client = connect(&directory).await;
    for number in 0..200_u8 {
        client.sender.send(&secret(&[number; 100])).await.unwrap();
    }
    let mut answered = Vec::new();
    for _ in 0..200 {
        let answer = client.receiver.receive().await.unwrap();
        answered.push(*answer.expose().first().unwrap());
    }
    answered.sort_unstable();
    assert_eq!(answered, (0..200).collect::<Vec<u8>>());
}

#[tokio::test(start_paused = true)]
async fn what_is_worked_on_is_bounded_for_a_client_and_for_all() {
    let (directory, echo) = (Directory::new(), Echo::new(0));
    let limits = LocalLimits {
        max_requests: 5,
        requests_per_client: 3,
        ..LocalLimits::default()
    };
    serve(&directory, &echo, limits);
    let (mut one, mut two) = (connect(&directory).await, connect(&directory).await);
    for _ in 0..10 {
        one.sender.send(&secret(b"one")).await.unwrap();
    }
    settle().await;
    assert_eq!(echo.begun.load(Ordering::Relaxed), 3);
    for _ in 0..10 {
        two.sender.send(&secret(b"two")).await.unwrap();
    }
    settle().await;
    assert_eq!(echo.begun.load(Ordering::Relaxed), 5);
    echo.permits.add_permits(ENOUGH);
    for _ in 0..10 {
        assert_eq!(one.receiver.receive().await.unwrap().expose(), b"one");
        assert_eq!(two.receiver.receive().await.unwrap().expose(), b"two");
    }
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_or_half_a_request_is_dropped() {
    let (directory, echo) = (Directory::new(), Echo::new(ENOUGH));
    let limits = LocalLimits::default();
    serve(&directory, &echo, limits);
    let mut silent = connect(&directory).await;
    let start = Instant::now();
    let lost = silent.receiver.receive().await.err().unwrap();
    assert!(matches!(lost, LocalConnectionError::Closed), "{lost}");
    assert_eq!(start.elapsed().as_secs(), limits.silence.as_secs());

    let mut slow = connect(&directory).await;
    let start = Instant::now();
    let drip = async {
        let frame = super::frames::framed(&secret(b"a slow request")).unwrap();
        for octet in frame.expose() {
            slow.sender.raw(&[*octet]).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    let (lost, ()) = tokio::join!(slow.receiver.receive(), drip);
    assert!(matches!(
        lost.err(),
        Some(LocalConnectionError::Closed | LocalConnectionError::Io(_))
    ));
    assert_eq!(echo.begun.load(Ordering::Relaxed), 0);
    assert!(start.elapsed() > limits.unfinished);
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_an_answer_is_not_silent() {
    let (directory, echo) = (Directory::new(), Echo::new(0));
    let limits = LocalLimits::default();
    serve(&directory, &echo, limits);
    let mut client = connect(&directory).await;
    client.sender.send(&secret(b"long")).await.unwrap();
    settle().await;
    tokio::time::advance(limits.silence * 3).await;
    settle().await;
    echo.permits.add_permits(1);
    assert_eq!(client.receiver.receive().await.unwrap().expose(), b"long");
}

#[tokio::test(start_paused = true)]
async fn who_does_not_take_answers_is_dropped_and_others_are_not() {
    let (directory, echo) = (Directory::new(), Echo::new(ENOUGH));
    serve(&directory, &echo, LocalLimits::default());
    let mut deaf = connect(&directory).await;
    let large = secret(&[1; 32 * 1024]);
    let start = Instant::now();
    let mut sent = 0;
    while sent < ENOUGH && deaf.sender.send(&large).await.is_ok() {
        sent += 1;
    }
    assert!(sent < ENOUGH, "everything was taken off its hands");
    assert!(start.elapsed() < Duration::from_mins(1));
    let mut other = connect(&directory).await;
    other.sender.send(&secret(b"still")).await.unwrap();
    assert_eq!(other.receiver.receive().await.unwrap().expose(), b"still");
}

#[tokio::test(start_paused = true)]
async fn what_is_no_request_or_too_long_ends_the_connection() {
    let (directory, echo) = (Directory::new(), Echo::new(ENOUGH));
    let limits = LocalLimits::default();
    serve(&directory, &echo, limits);
    let too_long = vec![1; limits.longest_request + 1];
    for wrong in [&b"?"[..], &too_long] {
        let mut client = connect(&directory).await;
        // The service may have closed before the last of it.
        let _ = client.sender.send(&secret(wrong)).await;
        assert!(client.receiver.receive().await.is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_begun_ends_although_the_program_has_gone() {
    let (directory, echo) = (Directory::new(), Echo::new(0));
    serve(&directory, &echo, LocalLimits::default());
    let mut client = connect(&directory).await;
    client.sender.send(&secret(b"gone")).await.unwrap();
    settle().await;
    drop(client);
    settle().await;
    echo.permits.add_permits(1);
    settle().await;
    assert_eq!(echo.ended.load(Ordering::Relaxed), 1);
}

#[tokio::test(start_paused = true)]
async fn there_are_no_more_clients_than_may_be() {
    let (directory, echo) = (Directory::new(), Echo::new(ENOUGH));
    let limits = LocalLimits {
        max_clients: 1,
        ..LocalLimits::default()
    };
    serve(&directory, &echo, limits);
    let mut first = connect(&directory).await;
    let mut second = connect(&directory).await;
    assert!(second.receiver.receive().await.is_err());
    first.sender.send(&secret(b"first")).await.unwrap();
    assert_eq!(first.receiver.receive().await.unwrap().expose(), b"first");
}

#[tokio::test]
async fn the_socket_is_for_its_owner_or_a_group_and_replaces_a_stale_one() {
    let directory = Directory::new();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let path = directory.socket();
    let owner = LocalSocket::listen(&path, SocketAccess::Owner).unwrap();
    assert_eq!(mode(&path), 0o600);
    drop(owner);
    assert!(path.exists());
    let group = std::os::unix::fs::MetadataExt::gid(&std::fs::metadata(&path).unwrap());
    let socket = LocalSocket::listen(&path, SocketAccess::Group(group)).unwrap();
    assert_eq!(mode(&path), 0o660);
    assert_eq!(std::fs::read_dir(&directory.0).unwrap().count(), 1);
    drop(LocalConnection::open(&path, 100).await.unwrap());
    drop(socket);
}
