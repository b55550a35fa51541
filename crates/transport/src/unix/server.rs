//! The answering end.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tracing::debug;
use wire::SecretBytes;

use super::frames::{Inbox, TooLong, framed};
use super::{LocalPeer, LocalSocket};
use crate::accept::serve_each;
use crate::until::until;

/// Answers what programs of this computer ask.
pub trait LocalService: Send + Sync + 'static {
    /// The answer to one frame; none ends the connection. Once begun it runs to its end, also if the program has gone:
    /// what it does may not be left half done.
    fn answer(
        &self,
        peer: LocalPeer,
        request: SecretBytes,
    ) -> impl Future<Output = Option<SecretBytes>> + Send;
}

/// How much local programs may take.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LocalLimits {
    /// Connections.
    pub max_clients: usize,
    /// Requests that are worked on, of all connections.
    pub max_requests: usize,
    /// Requests of one connection that are worked on.
    pub requests_per_client: usize,
    /// The longest request, in octets.
    pub longest_request: usize,
    /// How long a connection may be of no use to anybody.
    pub silence: Duration,
    /// How long a request may be on its way from its first octet to its last.
    pub unfinished: Duration,
    /// How long an answer may wait to be taken.
    pub send: Duration,
}

impl Default for LocalLimits {
    fn default() -> Self {
        Self {
            max_clients: 256,
            max_requests: 256,
            requests_per_client: 64,
            // A response of NTLMv2 has some hundred octets, and the longest password of a person 256.
            longest_request: 32 * 1024,
            silence: Duration::from_mins(15),
            unfinished: Duration::from_secs(10),
            send: Duration::from_secs(10),
        }
    }
}

/// Serves all who connect, for as long as the future is polled; dropping it ends all connections.
pub async fn serve_local<S: LocalService>(
    socket: LocalSocket,
    service: Arc<S>,
    limits: LocalLimits,
) {
    let requests = Arc::new(Semaphore::new(limits.max_requests.max(1)));
    serve_each(socket.listener, "local", limits.max_clients, |stream, _| {
        Client::serve(stream, Arc::clone(&service), limits, Arc::clone(&requests))
    })
    .await;
}

/// Why a connection was ended.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("it has closed the connection, and had its answers")]
    ByPeer,
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("nothing came for too long, or half a request")]
    Silent,
    #[error("it does not take its answers")]
    Unread,
    #[error("a request is longer than any may be")]
    TooLong,
    #[error("what it sent is no request")]
    Unanswered,
}

struct Client<S> {
    stream: UnixStream,
    peer: LocalPeer,
    service: Arc<S>,
    limits: LocalLimits,
    requests: Arc<Semaphore>,
    inbox: Inbox,
    working: JoinSet<Option<SecretBytes>>,
}

impl<S: LocalService> Client<S> {
    async fn serve(
        stream: UnixStream,
        service: Arc<S>,
        limits: LocalLimits,
        requests: Arc<Semaphore>,
    ) -> Ended {
        let peer = match LocalPeer::of(&stream) {
            Ok(peer) => peer,
            Err(error) => return Ended::Io(error),
        };
        debug!(?peer, "local program connected");
        let mut client = Self {
            stream,
            peer,
            service,
            limits,
            requests,
            inbox: Inbox::new(limits.longest_request),
            working: JoinSet::new(),
        };
        let ended = match client.run().await {
            Ok(never) => match never {},
            Err(ended) => ended,
        };
        client.working.detach_all();
        debug!(%ended, "local program disconnected");
        ended
    }

    async fn run(&mut self) -> Result<std::convert::Infallible, Ended> {
        let mut is_open = true;
        let mut last = Instant::now();
        let mut next: Option<SecretBytes> = None;
        loop {
            if next.is_none() {
                next = self.inbox.take().map_err(|TooLong| Ended::TooLong)?;
            }
            if !is_open && next.is_none() && self.working.is_empty() {
                return Err(Ended::ByPeer);
            }
            let may_work = self.working.len() < self.limits.requests_per_client;
            let may_read = is_open && next.is_none() && may_work;
            let is_begun = !self.inbox.is_empty();
            let patience = if is_begun {
                self.limits.unfinished
            } else {
                self.limits.silence
            };
            let is_waited_for = may_read && (is_begun || self.working.is_empty());
            let deadline = is_waited_for.then(|| last + patience);
            tokio::select! {
                read = self.inbox.read(&mut self.stream), if may_read => {
                    is_open = read.map_err(Ended::Io)? > 0;
                    // Of a request that comes in drops, the first one counts.
                    if !is_begun {
                        last = Instant::now();
                    }
                }
                permit = Arc::clone(&self.requests).acquire_owned(), if next.is_some() && may_work => {
                    if let (Ok(permit), Some(request)) = (permit, next.take()) {
                        self.begin(request, permit);
                    }
                    last = Instant::now();
                }
                Some(done) = self.working.join_next() => {
                    let answer = done.ok().flatten().ok_or(Ended::Unanswered)?;
                    self.send(&answer).await?;
                    last = Instant::now();
                }
                () = until(deadline) => return Err(Ended::Silent),
            }
        }
    }

    fn begin(&mut self, request: SecretBytes, permit: OwnedSemaphorePermit) {
        let (service, peer) = (Arc::clone(&self.service), self.peer);
        self.working.spawn(async move {
            let _permit = permit;
            service.answer(peer, request).await
        });
    }

    async fn send(&mut self, answer: &SecretBytes) -> Result<(), Ended> {
        let frame = framed(answer).ok_or(Ended::Unanswered)?;
        let sent = timeout(self.limits.send, self.stream.write_all(frame.expose())).await;
        sent.map_err(|_| Ended::Unread)?.map_err(Ended::Io)
    }
}
