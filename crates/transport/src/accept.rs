//! Accepting clients: how many there are at once, and what happens when none can be accepted.

use std::fmt::Debug;
use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};
use tokio::task::{JoinError, JoinSet};
use tokio::time::sleep;
use tracing::{debug, error, warn};

/// A socket that clients connect to.
pub(crate) trait Listener: Sync {
    /// The service's end of a client's connection.
    type Stream;
    /// Who is at the other end.
    type Peer: Debug;

    /// The next client. Dropping the future loses nobody.
    fn next(&self) -> impl Future<Output = io::Result<(Self::Stream, Self::Peer)>> + Send;
}

impl Listener for TcpListener {
    type Stream = TcpStream;
    type Peer = std::net::SocketAddr;

    async fn next(&self) -> io::Result<(TcpStream, Self::Peer)> {
        let (stream, peer) = self.accept().await?;
        // Without it, an answer in several pieces is only slower.
        let _ = stream.set_nodelay(true);
        Ok((stream, peer))
    }
}

impl Listener for UnixListener {
    type Stream = UnixStream;
    type Peer = tokio::net::unix::SocketAddr;

    fn next(&self) -> impl Future<Output = io::Result<(UnixStream, Self::Peer)>> + Send {
        self.accept()
    }
}

/// Serves all who connect, each in a task of its own and `max_clients` at once, for as long as the future is polled;
/// dropping it ends all connections. `service` is what the log calls it.
pub(crate) async fn serve_each<L, F>(
    listener: L,
    service: &'static str,
    max_clients: usize,
    serve: impl Fn(L::Stream, L::Peer) -> F,
) where
    L: Listener,
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let mut clients = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.next() => match accepted {
                Ok((stream, peer)) if clients.len() < max_clients => {
                    debug!(service, ?peer, "client connected");
                    clients.spawn(serve(stream, peer));
                }
                Ok((_, peer)) => debug!(service, ?peer, "client turned away: too many"),
                Err(error) => {
                    // Mostly a lack of file descriptors, which the end of other connections mends.
                    warn!(service, %error, "no client can be accepted");
                    sleep(AFTER_A_FAILURE).await;
                }
            },
            Some(ended) = clients.join_next() => report(service, ended.err()),
        }
    }
}

/// Says so where a task did not end by itself: its client lost the connection, and the others did not.
fn report(service: &'static str, failure: Option<JoinError>) {
    if let Some(error) = failure {
        error!(service, %error, "the task of a client has failed");
    }
}

/// How long nobody is accepted after that has failed.
const AFTER_A_FAILURE: Duration = Duration::from_millis(100);

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::Mutex;

    use tokio::sync::mpsc;
    use tokio::time::Instant;

    use super::*;

    /// Who connects, a second apart; `None` is a failure, and after the last nobody comes.
    struct Queue(Mutex<VecDeque<Option<u32>>>);

    const APART: Duration = Duration::from_secs(1);

    impl Listener for Queue {
        type Stream = ();
        type Peer = u32;

        async fn next(&self) -> io::Result<((), u32)> {
            sleep(APART).await;
            let next = self.0.lock().unwrap().pop_front();
            match next {
                Some(Some(peer)) => Ok(((), peer)),
                Some(None) => Err(io::Error::other("too many open files")),
                None => std::future::pending().await,
            }
        }
    }

    fn queue(peers: impl IntoIterator<Item = Option<u32>>) -> Queue {
        Queue(Mutex::new(peers.into_iter().collect()))
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_failure_nobody_is_accepted_for_a_while() {
        let (served, mut who) = mpsc::unbounded_channel();
        let peers = queue([Some(1), None, None, Some(2)]);
        let _serving = tokio::spawn(serve_each(peers, "test", 9, move |(), peer| {
            served.send((peer, Instant::now())).unwrap();
            std::future::pending::<()>()
        }));
        let (first, at_first) = who.recv().await.unwrap();
        let (second, at_second) = who.recv().await.unwrap();
        assert_eq!((first, second), (1, 2));
        assert_eq!(at_second - at_first, 3 * APART + 2 * AFTER_A_FAILURE);
    }

    /// It takes nobody with it, and its place is free again.
    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_is_one_client_less() {
        let (served, mut who) = mpsc::unbounded_channel();
        let peers = queue([Some(1), Some(2)]);
        let _serving = tokio::spawn(serve_each(peers, "test", 1, move |(), peer| {
            let served = served.clone();
            async move {
                served.send(peer).unwrap();
                assert_ne!(peer, 1, "as the test wants it");
            }
        }));
        assert_eq!(who.recv().await, Some(1));
        assert_eq!(who.recv().await, Some(2));
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_too_many_is_turned_away() {
        let (served, mut who) = mpsc::unbounded_channel();
        let peers = queue([Some(1), Some(2), Some(3)]);
        let _serving = tokio::spawn(serve_each(peers, "test", 1, move |(), peer| {
            served.send(peer).unwrap();
            // Gone before the third comes.
            sleep(APART + APART / 2)
        }));
        assert_eq!(who.recv().await, Some(1));
        assert_eq!(who.recv().await, Some(3));
    }
}
