//! The task that answers one client.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use auth::{AuthError, Step};
use rpc::association::{IncomingCall, ProtocolError, ServerAssociation, ServerEvent};
use rpc::pdu::CallId;
use rpc::{RpcStatus, Service};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tracing::{debug, error, trace};

use super::context::{CallContext, Carrier, Link};
use super::endpoint::{Policy, RpcEndpoint};
use super::{Handles, RpcServerLimits};
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
}

/// Moves octets between a client and its association.
pub(super) trait Stream: Send {
    /// The next octets. Dropping the future loses none of them.
    fn receive(&mut self) -> impl Future<Output = Result<Vec<u8>, Ended>> + Send;
    /// Sends one PDU.
    fn send(&mut self, pdu: Vec<u8>) -> impl Future<Output = Result<(), Ended>> + Send;
}

/// Serves a pipe until one of the two ends has enough.
pub(super) async fn serve<S, C>(
    endpoint: Arc<RpcEndpoint<S>>,
    stream: C,
    peer: SocketAddr,
    carrier: Carrier,
) -> Ended
where
    S: Service<Context = CallContext>,
    C: Stream,
{
    let link = Arc::new(Link {
        id: endpoint.next_connection(),
        peer,
        carrier,
        handles: Handles::default(),
    });
    let policy = Box::new(Policy(Arc::clone(&endpoint)));
    let mut server = Server {
        association: ServerAssociation::new(policy, endpoint.limits()),
        endpoint,
        stream,
        link: Arc::clone(&link),
        work: JoinSet::new(),
    };
    let Err(ended) = server.run().await;
    debug!(connection = link.id, %peer, %ended, "RPC client disconnected");
    ended
}

struct Server<S: Service, C> {
    association: ServerAssociation,
    endpoint: Arc<RpcEndpoint<S>>,
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

impl<S: Service<Context = CallContext>, C: Stream> Server<S, C> {
    async fn run(&mut self) -> Result<Infallible, Ended> {
        loop {
            let happened = tokio::select! {
                octets = self.stream.receive(), if !self.association.is_judging() => {
                    let octets = octets?;
                    trace!(connection = self.link.id, len = octets.len(), "RPC octets received");
                    self.association.receive(&octets)
                }
                Some(done) = self.work.join_next() => self.take(done),
            };
            self.attend();
            while let Some(pdu) = self.association.poll_transmit() {
                self.stream.send(pdu).await?;
            }
            happened?;
        }
    }

    /// Does what the association asks for.
    fn attend(&mut self) {
        while let Some(event) = self.association.poll_event() {
            match event {
                ServerEvent::Call(call) => self.call(call),
                ServerEvent::Identify(claim) => {
                    let judged = self.endpoint.judge(claim);
                    self.work.spawn(async { Done::Judged(judged.await) });
                }
                // Calls are short; the answer comes all the same.
                ServerEvent::Cancel(_) | ServerEvent::Orphaned(_) => {}
            }
        }
    }

    fn call(&mut self, call: IncomingCall) {
        let session_key = self.association.session_key();
        let context = CallContext {
            connection: Arc::clone(&self.link),
            caller: call.caller.clone(),
            session_key: session_key.map(wire::SecretKey::duplicate),
        };
        let endpoint = Arc::clone(&self.endpoint);
        self.work.spawn(async move {
            let answer = endpoint.answer(&context, &call).await;
            if let Err(status) = answer {
                debug!(connection = context.connection(), opnum = call.opnum, %status, "call refused");
            }
            Done::Answered(call.call_id, answer)
        });
    }

    fn take(&mut self, done: Result<Done, tokio::task::JoinError>) -> Result<(), ProtocolError> {
        match done {
            Ok(Done::Judged(step)) => self.association.resume(step),
            Ok(Done::Answered(call_id, Ok(stub))) => {
                self.association.respond(call_id, &stub);
                Ok(())
            }
            Ok(Done::Answered(call_id, Err(status))) => {
                self.association.fault(call_id, status, false);
                Ok(())
            }
            Err(error) => {
                // Its client would wait in vain.
                error!(connection = self.link.id, %error, "a call was not answered");
                Err(ProtocolError::Closed)
            }
        }
    }
}

/// An SMB pipe.
impl Stream for ServedPipe {
    async fn receive(&mut self) -> Result<Vec<u8>, Ended> {
        Ok(Self::receive(self).await.ok_or(PipeError::Closed)?)
    }

    async fn send(&mut self, pdu: Vec<u8>) -> Result<(), Ended> {
        Self::send(self, pdu).await;
        Ok(())
    }
}

/// A TCP connection, with its limits.
pub(super) struct Tcp {
    pub(super) stream: TcpStream,
    pub(super) limits: RpcServerLimits,
}

impl Stream for Tcp {
    async fn receive(&mut self) -> Result<Vec<u8>, Ended> {
        // Nothing is allocated while the client is idle.
        timeout(self.limits.silence, self.stream.readable())
            .await
            .map_err(|_| Ended::Silent)?
            .map_err(PipeError::from)?;
        let mut octets = Vec::with_capacity(PORTION);
        match self.stream.read_buf(&mut octets).await {
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

/// What is read at a time, in octets: as much as most PDUs have.
const PORTION: usize = 4096;
