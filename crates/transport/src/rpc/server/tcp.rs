//! RPC over TCP (`ncacn_ip_tcp`) and over pipes: who is accepted.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

use super::connection::{Ended, Octets, Pipe, serve};
use super::{Carrier, RpcEndpoint};
use crate::ServedPipe;
use crate::accept::serve_each;

/// How much clients may take, beyond what one association may hold ([`rpc::association::Limits`]).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RpcServerLimits {
    /// Connections.
    pub max_clients: usize,
    /// How long a client that has proven who it is may say nothing before its connection is closed.
    pub silence: Duration,
    /// The same for one that has not.
    pub anonymous_silence: Duration,
    /// Time to finish what it has begun: from connecting to being bound, an authentication, a request in fragments.
    pub unfinished: Duration,
    /// Time to take a message off the operating system's hands.
    pub send: Duration,
}

impl Default for RpcServerLimits {
    fn default() -> Self {
        Self {
            max_clients: 32_768,
            // A member keeps its connection while it has nothing to say; Windows clients close it after minutes.
            silence: Duration::from_hours(12),
            anonymous_silence: Duration::from_mins(15),
            unfinished: Duration::from_mins(1),
            send: Duration::from_secs(30),
        }
    }
}

/// Serves all who connect, for as long as the future is polled; dropping it ends all connections.
pub async fn serve_rpc_tcp(
    listener: TcpListener,
    endpoint: Arc<RpcEndpoint>,
    limits: RpcServerLimits,
) {
    serve_each(listener, "RPC", limits.max_clients, |stream, peer| {
        Arc::clone(&endpoint).serve_stream(stream, peer, limits)
    })
    .await;
}

impl RpcEndpoint {
    /// Serves one stream of octets, as [`serve_rpc_tcp`] does each connection, until one of the two ends has enough.
    pub async fn serve_stream<S>(
        self: Arc<Self>,
        stream: S,
        peer: SocketAddr,
        limits: RpcServerLimits,
    ) -> Ended
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        serve(self, Octets { stream, limits }, peer, Carrier::Tcp).await
    }

    /// Serves one pipe of an SMB session until one of the two ends has enough.
    pub async fn serve_pipe(self: Arc<Self>, pipe: ServedPipe, limits: RpcServerLimits) -> Ended {
        let peer: SocketAddr = pipe.peer();
        let carrier = Carrier::Pipe {
            identity: pipe.identity().clone(),
            session_key: pipe.session_key().map(wire::SecretKey::duplicate),
        };
        serve(self, Pipe { pipe, limits }, peer, carrier).await
    }
}
