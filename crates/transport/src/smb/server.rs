//! SMB servers: who is accepted, and the task that owns a client's connection.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use auth::{AuthError, Claim, Identity, Step};
use smb::server::{Config, Connection, Event, LogonId, PipeId, PipeName, Violation};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{self, error::TrySendError};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tracing::{debug, error, trace};
use wire::{FileTime, Malformed, SecretKey};

use super::SmbError;
use super::frames::{FrameReader, send};
use crate::accept::serve_each;
use crate::until::until;

/// What a service does for one claim or pipe.
pub type ServiceFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Who knows accounts, and stands behind the pipes.
pub trait SmbService: Send + Sync + 'static {
    /// Judges a claim: what [`Claim::resume`] returns for the verdict on it.
    fn judge(self: Arc<Self>, claim: Claim) -> ServiceFuture<Result<Step, AuthError>>;

    /// Serves a pipe that a client has opened, until one of the two has enough: the pipe is closed when the future is
    /// done, and the future is dropped when the connection ends.
    fn serve(self: Arc<Self>, pipe: ServedPipe) -> ServiceFuture<()>;
}

/// The service's end of an open pipe.
pub struct ServedPipe {
    opened: Box<Opened>,
    received: mpsc::Receiver<Message>,
    said: mpsc::Sender<Box<Said>>,
}

/// Which pipe, and who has opened it.
struct Opened {
    id: PipeId,
    peer: SocketAddr,
    name: PipeName,
    identity: Identity,
    session_key: Option<SecretKey<16>>,
}

/// A channel has room for 32 values as soon as it is there, and most have none most of the time: hence the boxes.
type Message = Box<Received>;

/// What a client has written.
struct Received(Vec<u8>);

/// What a service wants of its pipe.
struct Said {
    pipe: PipeId,
    /// `None` when it has ended.
    message: Option<Vec<u8>>,
}

/// How much clients may take, beyond what one connection may hold ([`smb::server::Limits`]).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SmbServerLimits {
    /// Connections.
    pub max_clients: usize,
    /// Time to log on, from connecting; and to log on again after the last session has ended.
    pub logon: Duration,
    /// Time to take a message off the operating system's hands.
    pub send: Duration,
}

impl Default for SmbServerLimits {
    fn default() -> Self {
        Self {
            max_clients: 32_768,
            logon: Duration::from_secs(30),
            send: Duration::from_secs(30),
        }
    }
}

/// Why a client's connection has ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Disconnected {
    /// The client closed it.
    #[error("the client closed the connection")]
    Closed,
    /// The operating system reports that it failed.
    #[error("the connection failed: {0}")]
    Io(io::ErrorKind),
    /// What the client sent is no frame.
    #[error("malformed frame: {0}")]
    Frame(Malformed),
    /// The client broke the protocol.
    #[error(transparent)]
    Violation(#[from] Violation),
    /// Nobody logged on.
    #[error("nobody logged on in time")]
    NoLogon,
    /// The client takes nothing that it is sent.
    #[error("the client took too long to receive a message")]
    Stalled,
}

impl ServedPipe {
    /// What the client has opened.
    #[must_use]
    pub const fn name(&self) -> &PipeName {
        &self.opened.name
    }

    /// Where the client's connection comes from.
    #[must_use]
    pub const fn peer(&self) -> SocketAddr {
        self.opened.peer
    }

    /// Who has opened it.
    #[must_use]
    pub const fn identity(&self) -> &Identity {
        &self.opened.identity
    }

    /// What RPC calls over the pipe take for the session key; `None` in a null session.
    #[must_use]
    pub const fn session_key(&self) -> Option<&SecretKey<16>> {
        self.opened.session_key.as_ref()
    }

    /// The client's next message; `None` when it has closed the pipe.
    pub async fn receive(&mut self) -> Option<Vec<u8>> {
        self.received.recv().await.map(|received| received.0)
    }

    /// Says something to the client. When the pipe is closed already, it is lost, and [`ServedPipe::receive`] tells.
    pub async fn send(&self, message: Vec<u8>) {
        // An error means that the connection has ended, and this future with it.
        let said = Said {
            pipe: self.opened.id,
            message: Some(message),
        };
        let _ = self.said.send(Box::new(said)).await;
    }
}

impl From<SmbError> for Disconnected {
    fn from(error: SmbError) -> Self {
        match error {
            SmbError::Io(kind) => Self::Io(kind),
            SmbError::Frame(malformed) => Self::Frame(malformed),
            // Frames know no other error.
            _ => Self::Closed,
        }
    }
}

/// Serves all who connect, for as long as the future is polled; dropping it ends all connections.
pub async fn serve_smb<S: SmbService>(
    listener: TcpListener,
    config: Arc<Config>,
    service: Arc<S>,
    limits: SmbServerLimits,
) {
    serve_each(listener, "SMB", limits.max_clients, |stream, peer| {
        let (config, service) = (Arc::clone(&config), Arc::clone(&service));
        serve_client(stream, peer, config, service, limits)
    })
    .await;
}

/// Serves one client until its connection ends.
async fn serve_client<S: SmbService>(
    stream: TcpStream,
    peer: SocketAddr,
    config: Arc<Config>,
    service: Arc<S>,
    limits: SmbServerLimits,
) -> Disconnected {
    let (said, hear) = mpsc::channel(SAID);
    let mut server = Server {
        connection: Connection::new(config, Box::new(entropy)),
        service,
        stream,
        peer,
        limits,
        pipes: HashMap::new(),
        said,
        judging: JoinSet::new(),
        serving: JoinSet::new(),
    };
    let Err(end) = server.work(hear).await;
    debug!(%end, "SMB client disconnected");
    end
}

struct Server<S> {
    connection: Connection,
    service: Arc<S>,
    stream: TcpStream,
    peer: SocketAddr,
    limits: SmbServerLimits,
    /// Where what a client writes goes.
    pipes: HashMap<PipeId, mpsc::Sender<Message>>,
    said: mpsc::Sender<Box<Said>>,
    judging: JoinSet<(LogonId, Result<Step, AuthError>)>,
    serving: JoinSet<()>,
}

/// What a service may say, over all pipes, before it has to wait.
const SAID: usize = 64;

/// How long a request waits for a pipe's service before its client is told so: most calls are answered by then, and the
/// interim response would be as much work as the answer.
const A_MOMENT: Duration = Duration::from_millis(20);

/// Messages that a service may have yet to receive: a client that sends more than it is answered loses the pipe.
const UNHEARD: usize = 16;

impl<S: SmbService> Server<S> {
    async fn work(
        &mut self,
        mut hear: mpsc::Receiver<Box<Said>>,
    ) -> Result<std::convert::Infallible, Disconnected> {
        let mut frames = FrameReader::default();
        let mut overdue = Instant::now() + self.limits.logon;
        let mut promised_by = None;
        loop {
            self.attend();
            self.flush().await?;
            if !self.connection.is_waiting() {
                promised_by = None;
            } else if promised_by.is_none() {
                promised_by = Some(Instant::now() + A_MOMENT);
            }
            if self.connection.has_session() {
                overdue = Instant::now() + self.limits.logon;
            }
            tokio::select! {
                message = frames.next(&mut self.stream) => {
                    let message = message?;
                    trace!(len = message.len(), "SMB message received");
                    let now = FileTime::from_system_time(SystemTime::now());
                    if let Err(violation) = self.connection.receive(&message, now) {
                        // It may still hear why.
                        self.flush().await?;
                        return Err(violation.into());
                    }
                }
                Some(said) = hear.recv() => self.say(*said),
                Some(judged) = self.judging.join_next() => match judged {
                    Ok((logon, judgement)) => self.connection.resume(logon, judgement),
                    // Its client waits in vain; the others do not.
                    Err(error) => error!(%error, "a logon was not judged"),
                },
                Some(_) = self.serving.join_next() => {}
                () = until(promised_by) => self.connection.promise(),
                () = sleep_until(overdue), if !self.connection.has_session() => {
                    return Err(Disconnected::NoLogon);
                }
            }
        }
    }

    /// Does what the connection asks for.
    fn attend(&mut self) {
        while let Some(event) = self.connection.poll_event() {
            match event {
                Event::Identify { logon, claim } => {
                    let judged = Arc::clone(&self.service).judge(claim);
                    self.judging.spawn(async move { (logon, judged.await) });
                }
                Event::Opened {
                    pipe,
                    name,
                    identity,
                    session_key,
                } => self.open(pipe, name, identity, session_key),
                Event::Received { pipe, octets } => self.pass_on(pipe, octets),
                // The service finds out by receiving.
                Event::Closed { pipe } => drop(self.pipes.remove(&pipe)),
            }
        }
    }

    fn open(
        &mut self,
        id: PipeId,
        name: PipeName,
        identity: Identity,
        session_key: Option<SecretKey<16>>,
    ) {
        let (written, received) = mpsc::channel(UNHEARD);
        self.pipes.insert(id, written);
        let said = self.said.clone();
        let opened = Opened {
            id,
            peer: self.peer,
            name,
            identity,
            session_key,
        };
        let served = Arc::clone(&self.service).serve(ServedPipe {
            opened: Box::new(opened),
            received,
            said: said.clone(),
        });
        self.serving.spawn(async move {
            served.await;
            let nothing = Said {
                pipe: id,
                message: None,
            };
            // An error means that the connection has ended.
            let _ = said.send(Box::new(nothing)).await;
        });
    }

    fn pass_on(&mut self, pipe: PipeId, octets: Vec<u8>) {
        let Some(written) = self.pipes.get(&pipe) else {
            return;
        };
        match written.try_send(Box::new(Received(octets))) {
            Ok(()) => {}
            // The service has ended; that it has is on its way.
            Err(TrySendError::Closed(_)) => {}
            Err(TrySendError::Full(_)) => {
                debug!(?pipe, "a client writes more than it is answered");
                self.hang_up(pipe);
            }
        }
    }

    fn say(&mut self, Said { pipe, message }: Said) {
        let Some(message) = message else {
            return self.hang_up(pipe);
        };
        if let Err(error) = self.connection.send(pipe, message) {
            debug!(?pipe, %error, "a pipe is closed");
            self.hang_up(pipe);
        }
    }

    fn hang_up(&mut self, pipe: PipeId) {
        self.pipes.remove(&pipe);
        self.connection.close_pipe(pipe);
    }

    async fn flush(&mut self) -> Result<(), Disconnected> {
        while let Some(message) = self.connection.poll_transmit() {
            trace!(len = message.len(), "SMB message sent");
            let sent = timeout(self.limits.send, send(&mut self.stream, &message)).await;
            sent.map_err(|_| Disconnected::Stalled)??;
        }
        Ok(())
    }
}

/// Octets that nobody can predict.
#[expect(
    clippy::expect_used,
    reason = "a server without randomness has no challenges and no session names; the client loses its connection"
)]
fn entropy(octets: &mut [u8]) {
    getrandom::fill(octets).expect("the operating system has random numbers");
}

#[cfg(test)]
pub(crate) mod tests;
