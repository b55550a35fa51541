//! The task that answers one client.

use std::convert::Infallible;
use std::fmt::Display;
use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::Poll;
use std::time::Duration;

use auth::{AuthError, Identity, Step};
use rpc::RpcStatus;
use rpc::association::{IncomingCall, ProtocolError, ServerAssociation, ServerEvent};
use rpc::pdu::CallId;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tracing::{debug, error, trace};

use super::RpcServerLimits;
use super::context::{CallContext, Carrier, Link};
use super::endpoint::{Policy, RpcEndpoint};
use crate::read::read;
use crate::until::until;
use crate::{PipeError, ServedPipe};

/// Why a client's association has ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Ended {
    /// What carried it is gone.
    #[error(transparent)]
    Carrier(#[from] PipeError),
    /// The client broke the protocol, or could not prove who it is.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
    /// The client said nothing for too long.
    #[error("the client was silent for too long")]
    Silent,
    /// The client takes nothing that it is sent.
    #[error("the client took too long to receive a message")]
    Stalled,
    /// The service failed to answer a call or to judge a logon; its client would wait in vain.
    #[error("the service failed to answer a call or to judge a logon")]
    Failed,
}

/// What a client takes its time over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Over {
    /// Something that it has begun.
    Unfinished,
    /// Saying nothing, without having proven to the association who it is.
    AnonymousSilence,
    /// Saying nothing.
    Silence,
}

/// Moves octets between a client and its association.
pub(crate) trait Stream: Send {
    /// How long the client may take over what it does; `None` where what is below the stream watches over that.
    fn patience(&self, over: Over) -> Option<Duration>;
    /// The next octets. Dropping the future loses none of them.
    fn receive(&mut self) -> impl Future<Output = Result<Vec<u8>, Ended>> + Send;
    /// Sends one PDU.
    fn send(&mut self, pdu: Vec<u8>) -> impl Future<Output = Result<(), Ended>> + Send;
}

/// Serves a pipe until one of the two ends has enough.
pub(crate) async fn serve<C>(
    endpoint: Arc<RpcEndpoint>,
    stream: C,
    peer: SocketAddr,
    carrier: Carrier,
) -> Ended
where
    C: Stream,
{
    let link = Arc::new(Link {
        id: endpoint.next_connection(),
        peer,
        carrier,
        group: OnceLock::new(),
    });
    let policy = Box::new(Policy {
        endpoint: Arc::clone(&endpoint),
        link: Arc::clone(&link),
    });
    let mut server = Server {
        association: ServerAssociation::new(policy, link.carrier.limits(endpoint.limits())),
        endpoint,
        stream,
        link: Arc::clone(&link),
        work: JoinSet::new(),
    };
    let Err(ended) = server.run().await;
    debug!(connection = link.id, %peer, %ended, "RPC client disconnected");
    ended
}

struct Server<C> {
    association: ServerAssociation,
    endpoint: Arc<RpcEndpoint>,
    stream: C,
    link: Arc<Link>,
    /// Dropped, and so ended, with the connection.
    work: JoinSet<Done>,
}

/// What one piece of work came to.
enum Done {
    Judged(Result<Step, AuthError>),
    Answered(CallId, Result<Vec<u8>, RpcStatus>),
}

impl<C: Stream> Server<C> {
    async fn run(&mut self) -> Result<Infallible, Ended> {
        let mut waiting = Waiting::new();
        loop {
            let patience = self.stream.patience(waiting.over());
            let overdue = patience.map(|patience| waiting.since + patience);
            let happened = tokio::select! {
                // What is done is sent before more is taken on; and a simulation can be repeated.
                biased;
                Some(done) = self.work.join_next() => self.take(done),
                octets = self.stream.receive(), if self.association.takes_more() => {
                    let octets = octets?;
                    trace!(connection = self.link.id, len = octets.len(), "RPC octets received");
                    self.association.receive(&octets).map_err(Ended::from)
                }
                () = until(overdue), if self.work.is_empty() => return Err(Ended::Silent),
            };
            let attended = self.attend().await;
            self.flush(happened.and(attended)).await?;
            // One after the other, so that the answers are not all here at once.
            while self.association.has_next() {
                let happened = self.association.go_on().map_err(Ended::from);
                let attended = self.attend().await;
                self.flush(happened.and(attended)).await?;
            }
            waiting.goes_on(&self.association);
        }
    }

    /// Sends what there is to say, also of what ends the association.
    async fn flush(&mut self, happened: Result<(), Ended>) -> Result<(), Ended> {
        while let Some(pdu) = self.association.poll_transmit() {
            self.stream.send(pdu).await?;
        }
        happened
    }

    /// Does what the association asks for.
    async fn attend(&mut self) -> Result<(), Ended> {
        while let Some(event) = self.association.poll_event() {
            match event {
                ServerEvent::Call(call) => self.call(call).await?,
                ServerEvent::Identify(claim) => {
                    let judged = self.endpoint.judge(claim);
                    self.work.spawn(async { Done::Judged(judged.await) });
                }
                // Calls are short; the answer comes all the same.
                ServerEvent::Cancel(_) | ServerEvent::Orphaned(_) => {}
            }
        }
        Ok(())
    }

    async fn call(&mut self, call: IncomingCall) -> Result<(), Ended> {
        let context = CallContext {
            connection: Arc::clone(&self.link),
            caller: call.caller.clone(),
        };
        let endpoint = Arc::clone(&self.endpoint);
        let mut work = Box::pin(async move {
            let answer = endpoint.answer(&context, &call).await;
            if let Err(status) = answer {
                debug!(connection = context.connection(), opnum = call.opnum, %status, "call refused");
            }
            Done::Answered(call.call_id, answer)
        });
        // Most calls have nothing to wait for, and a task of their own would be as much work as they are.
        match begin(&mut work).await {
            Ok(Poll::Ready(done)) => self.take(Ok(done)),
            Ok(Poll::Pending) => {
                self.work.spawn(work);
                Ok(())
            }
            Err(Panicked) => Err(self.failed("it panicked")),
        }
    }

    fn take(&mut self, done: Result<Done, tokio::task::JoinError>) -> Result<(), Ended> {
        match done {
            Ok(Done::Judged(step)) => self.association.resume(step)?,
            Ok(Done::Answered(call_id, Ok(stub))) => self.association.respond(call_id, &stub),
            Ok(Done::Answered(call_id, Err(status))) => {
                self.association.fault(call_id, status, false);
            }
            Err(error) => return Err(self.failed(error)),
        }
        Ok(())
    }

    fn failed(&self, error: impl Display) -> Ended {
        error!(connection = self.link.id, %error, "the service failed");
        Ended::Failed
    }
}

/// Polls a future once. That it panics is its own affair, as it is in a task of its own.
async fn begin<F: Future + Unpin>(future: &mut F) -> Result<Poll<F::Output>, Panicked> {
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut *future).poll(context)));
        Poll::Ready(polled.map_err(|_| Panicked))
    })
    .await
}

/// What a future did, which is not to be polled again.
struct Panicked;

/// What the server waits for, and since when.
struct Waiting {
    since: Instant,
    /// Whether that is nothing that the client has begun.
    idle: bool,
    /// Whether the client is not read from, for which it can do nothing.
    unheard: bool,
    authenticated: bool,
}

impl Waiting {
    /// A client has connected, which is a beginning.
    fn new() -> Self {
        Self {
            since: Instant::now(),
            idle: false,
            unheard: false,
            authenticated: false,
        }
    }

    /// After something has happened. What a client has begun is not prolonged by going on with it.
    fn goes_on(&mut self, association: &ServerAssociation) {
        let idle = association.is_idle();
        if idle || self.idle || self.unheard {
            self.since = Instant::now();
        }
        self.idle = idle;
        self.unheard = !association.takes_more();
        self.authenticated = association.is_authenticated();
    }

    const fn over(&self) -> Over {
        match (self.idle, self.authenticated) {
            (false, _) => Over::Unfinished,
            (true, false) => Over::AnonymousSilence,
            (true, true) => Over::Silence,
        }
    }
}

/// An SMB pipe. A client that has logged on may be silent for as long as its session; in a null session, a channel that was
/// set up over the pipe is as good.
pub(crate) struct Pipe {
    pub(crate) pipe: ServedPipe,
    pub(crate) limits: RpcServerLimits,
}

impl Stream for Pipe {
    fn patience(&self, over: Over) -> Option<Duration> {
        match over {
            Over::Unfinished => Some(self.limits.unfinished),
            Over::AnonymousSilence if *self.pipe.identity() == Identity::Anonymous => {
                Some(self.limits.anonymous_silence)
            }
            Over::AnonymousSilence | Over::Silence => None,
        }
    }

    async fn receive(&mut self) -> Result<Vec<u8>, Ended> {
        Ok(self.pipe.receive().await.ok_or(PipeError::Closed)?)
    }

    async fn send(&mut self, pdu: Vec<u8>) -> Result<(), Ended> {
        self.pipe.send(pdu).await;
        Ok(())
    }
}

/// A stream of octets: a TCP connection.
pub(crate) struct Octets<S> {
    pub(crate) stream: S,
    pub(crate) limits: RpcServerLimits,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for Octets<S> {
    fn patience(&self, over: Over) -> Option<Duration> {
        Some(match over {
            Over::Unfinished => self.limits.unfinished,
            Over::AnonymousSilence => self.limits.anonymous_silence,
            Over::Silence => self.limits.silence,
        })
    }

    async fn receive(&mut self) -> Result<Vec<u8>, Ended> {
        let mut octets = Vec::new();
        match read(&mut self.stream, &mut octets).await {
            Ok(0) => Err(PipeError::Closed.into()),
            Ok(_) => Ok(octets),
            Err(error) => Err(PipeError::from(error).into()),
        }
    }

    async fn send(&mut self, pdu: Vec<u8>) -> Result<(), Ended> {
        timeout(self.limits.send, self.stream.write_all(&pdu))
            .await
            .map_err(|_| Ended::Stalled)?
            .map_err(|error| PipeError::from(error).into())
    }
}
