//! SMB servers: who is accepted, and the task that owns a client's connection.

mod connection;
mod served_pipe;
mod sessions;
mod strangers;

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use auth::{AuthError, Claim, Step};
use smb::server::{Config, Violation};
use tokio::net::TcpListener;
use wire::Malformed;

use self::connection::serve_client;
pub use self::served_pipe::ServedPipe;
pub use self::sessions::{LoggedOn, SmbSessions};
use self::strangers::Strangers;
use super::SmbError;
use crate::accept::serve_each;

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

/// A server.
pub struct SmbServer<S> {
    /// What it offers and insists on.
    pub config: Arc<Config>,
    /// Who knows accounts, and stands behind the pipes.
    pub service: Arc<S>,
    /// Where its sessions are listed.
    pub sessions: Arc<SmbSessions>,
    /// How much its clients may take.
    pub limits: SmbServerLimits,
}

/// How much clients may take, beyond what one connection may hold ([`smb::server::Limits`]).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SmbServerLimits {
    /// Connections.
    pub max_clients: usize,
    /// Time to log on, from connecting; and to log on again after the last session has ended.
    pub logon: Duration,
    /// Time to finish a message, from its first octet.
    pub unfinished: Duration,
    /// Time to take a message off the operating system's hands.
    pub send: Duration,
    /// Sessions of one account, over all connections. Null sessions are nobody's.
    pub account_sessions: usize,
}

impl Default for SmbServerLimits {
    fn default() -> Self {
        Self {
            max_clients: 32_768,
            logon: Duration::from_secs(30),
            unfinished: Duration::from_mins(1),
            send: Duration::from_secs(30),
            account_sessions: 1024,
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
    /// Its host has too many connections on which nobody has logged on.
    #[error("its host has too many connections on which nobody has logged on")]
    TooManyStrangers,
    /// The client has begun a message and not finished it.
    #[error("the client took too long to finish a message")]
    Unfinished,
    /// The client has left its last session unused, or an administrator has ended it.
    #[error("the last session was left unused, or ended by an administrator")]
    Ended,
    /// The client takes nothing that it is sent.
    #[error("the client took too long to receive a message")]
    Stalled,
}

impl From<SmbError> for Disconnected {
    fn from(error: SmbError) -> Self {
        match error {
            SmbError::Io(kind) => Self::Io(kind),
            SmbError::Frame(malformed) => Self::Frame(malformed),
            SmbError::Unfinished => Self::Unfinished,
            // Frames know no other error.
            _ => Self::Closed,
        }
    }
}

/// Serves all who connect, for as long as the future is polled; dropping it ends all connections.
pub async fn serve_smb<S: SmbService>(listener: TcpListener, server: SmbServer<S>) {
    let server = Arc::new(server);
    let max_clients = server.limits.max_clients;
    let strangers = Strangers::of(max_clients);
    serve_each(listener, "SMB", max_clients, |stream, peer| {
        let stranger = strangers.admit(peer);
        serve_client(stream, peer, Arc::clone(&server), stranger)
    })
    .await;
}

#[cfg(test)]
pub(crate) mod tests;
