//! Accepting clients: how many there are at once, and what happens when none can be accepted.

use std::collections::HashMap;
use std::fmt::Debug;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};
use tokio::task::{self, JoinError, JoinSet};
use tokio::time::sleep;
use tracing::{debug, error, warn};

use crate::counts::Counts;

/// A socket that clients connect to.
pub(crate) trait Listener: Sync {
    /// The service's end of a client's connection.
    type Stream;
    /// Who is at the other end.
    type Peer: Debug;

    /// The host it is on, unless that is this one.
    fn host(peer: &Self::Peer) -> Option<IpAddr>;

    /// The next client. Dropping the future loses nobody.
    fn next(&self) -> impl Future<Output = io::Result<(Self::Stream, Self::Peer)>> + Send;
}

impl Listener for TcpListener {
    type Stream = TcpStream;
    type Peer = std::net::SocketAddr;

    /// Of IPv6 the network: a host has as many addresses in it as it likes.
    fn host(peer: &Self::Peer) -> Option<IpAddr> {
        Some(match peer.ip().to_canonical() {
            IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64).into(),
            ip @ IpAddr::V4(_) => ip,
        })
    }

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

    fn host(_: &Self::Peer) -> Option<IpAddr> {
        None
    }

    fn next(&self) -> impl Future<Output = io::Result<(UnixStream, Self::Peer)>> + Send {
        self.accept()
    }
}

/// Serves all who connect, each in a task of its own and `max_clients` at once, for as long as the future is polled;
/// dropping it ends all connections. `service` is what the log calls it. The last quarter of the places is not for a host
/// that has a quarter already, so that none has them all.
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
    let mut hosts = Hosts::default();
    loop {
        tokio::select! {
            accepted = listener.next() => match accepted {
                Ok((stream, peer)) => {
                    let host = L::host(&peer);
                    if hosts.have_place(host, clients.len(), max_clients) {
                        debug!(service, ?peer, "client connected");
                        hosts.add(host, clients.spawn(serve(stream, peer)).id());
                    } else {
                        debug!(service, ?peer, "client turned away: too many");
                    }
                }
                Err(error) => {
                    // Mostly a lack of file descriptors, which the end of other connections mends.
                    warn!(service, %error, "no client can be accepted");
                    sleep(AFTER_A_FAILURE).await;
                }
            },
            Some(ended) = clients.join_next_with_id() => {
                hosts.remove(ended.as_ref().map_or_else(JoinError::id, |(task, _)| *task));
                report(service, ended.err());
            }
        }
    }
}

/// The hosts that clients are on.
#[derive(Default)]
struct Hosts {
    of_tasks: HashMap<task::Id, IpAddr>,
    clients: Counts<IpAddr>,
}

impl Hosts {
    /// Whether a client on that host is served where so many are.
    fn have_place(&self, host: Option<IpAddr>, clients: usize, max_clients: usize) -> bool {
        let quarter = max_clients / 4;
        let of_host = host.map(|host| self.clients.of(&host));
        clients < max_clients - quarter
            || clients < max_clients && of_host.is_none_or(|of_host| of_host < quarter)
    }

    fn add(&mut self, host: Option<IpAddr>, task: task::Id) {
        if let Some(host) = host {
            self.of_tasks.insert(task, host);
            self.clients.add(host);
        }
    }

    fn remove(&mut self, task: task::Id) {
        if let Some(host) = self.of_tasks.remove(&task) {
            self.clients.remove(host);
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
    use std::net::Ipv4Addr;
    use std::sync::Mutex;

    use tokio::sync::mpsc;
    use tokio::time::Instant;

    use super::*;

    /// Who connects, a second apart, and each is a host; `None` is a failure, and after the last nobody comes.
    struct Queue(Mutex<VecDeque<Option<u32>>>);

    const APART: Duration = Duration::from_secs(1);

    impl Listener for Queue {
        type Stream = ();
        type Peer = u32;

        fn host(&peer: &u32) -> Option<IpAddr> {
            Some(Ipv4Addr::from_bits(peer).into())
        }

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

    #[tokio::test(start_paused = true)]
    async fn no_host_has_every_place() {
        let (served, mut who) = mpsc::unbounded_channel();
        let peers = queue([vec![1; 20], vec![2; 2]].concat().into_iter().map(Some));
        let _serving = tokio::spawn(serve_each(peers, "test", 16, move |(), peer| {
            served.send(peer).unwrap();
            std::future::pending::<()>()
        }));
        let mut seen = Vec::new();
        while seen.len() < 14 {
            seen.push(who.recv().await.unwrap());
        }
        assert_eq!(seen, [vec![1; 12], vec![2; 2]].concat());
    }

    #[tokio::test]
    async fn a_host_whose_clients_have_left_is_forgotten() {
        let mut hosts = Hosts::default();
        let [host, other] = [1, 2].map(|host| Some(Ipv4Addr::from_bits(host).into()));
        let task = tokio::spawn(async {}).id();
        hosts.add(host, task);
        assert!(hosts.have_place(host, 2, 4));
        assert!(!hosts.have_place(host, 3, 4));
        assert!(hosts.have_place(other, 3, 4));
        assert!(hosts.have_place(None, 3, 4));
        assert!(!hosts.have_place(None, 4, 4));
        hosts.remove(task);
        assert!(hosts.have_place(host, 3, 4));
        assert!(hosts.clients.is_empty() && hosts.of_tasks.is_empty());
    }

    #[test]
    fn a_network_is_one_host() {
        let host = |peer: &str| TcpListener::host(&peer.parse().unwrap()).unwrap();
        assert_eq!(host("[2001:db8::1]:1"), host("[2001:db8::ffff:0:0:2]:2"));
        assert_ne!(host("[2001:db8::1]:1"), host("[2001:db8:0:1::1]:1"));
        assert_eq!(host("[::ffff:192.0.2.1]:1"), host("192.0.2.1:2"));
        assert_ne!(host("192.0.2.1:1"), host("192.0.2.2:1"));
    }
}
