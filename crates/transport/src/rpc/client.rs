//! One interface of one server, and the calls that it has.

use std::future::Future;
use std::marker::PhantomData;
use std::time::Duration;

use rpc::association::{BindAuth, ClientAssociation, ClientConfig, ClientEvent, StubData};
use rpc::pdu::{CallId, ContextId, SyntaxId};
use rpc::{Call, Interface};
use tokio::time::timeout;
use tracing::trace;
use wire::SecretKey;

use super::CallError;
use crate::{Answer, PipeIo};

/// A client of interface `I`.
///
/// After a [`Fault`](CallError::Fault), a [`MalformedReply`](CallError::MalformedReply), a
/// [`NotSent`](CallError::NotSent), and mostly after a [`TimedOut`](CallError::TimedOut), other calls can be made. Any
/// other error is the last: each later call returns it again.
pub struct RpcClient<I> {
    association: ClientAssociation,
    io: Box<dyn PipeIo>,
    timeouts: RpcTimeouts,
    /// The error that was the last.
    broken: Option<CallError>,
    /// Whether a PDU is half sent; still so when the next call begins if that was given up.
    sending: bool,
    /// The call that was made last, as long as nobody took its answer.
    waiting: Option<CallId>,
    interface: PhantomData<fn() -> I>,
}

/// How long a client waits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RpcTimeouts {
    /// For the whole of bind and authentication.
    pub bind: Duration,
    /// For each call.
    pub call: Duration,
}

impl Default for RpcTimeouts {
    fn default() -> Self {
        Self {
            bind: Duration::from_secs(15),
            call: Duration::from_secs(30),
        }
    }
}

impl<I: Interface> RpcClient<I> {
    /// Binds to the interface over a carrier that is connected; with `auth`, each message is protected by the
    /// association itself, and without it by no more than what the carrier does.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn bind(
        io: Box<dyn PipeIo>,
        auth: Option<BindAuth>,
        timeouts: RpcTimeouts,
    ) -> Result<Self, CallError> {
        let authenticated = auth.is_some();
        let mut client = Self {
            association: ClientAssociation::bind(
                SyntaxId::of::<I>(),
                auth,
                ClientConfig::default(),
            )?,
            io,
            timeouts,
            broken: None,
            sending: false,
            waiting: None,
            interface: PhantomData,
        };
        trace!(interface = I::NAME, authenticated, "Binding");
        within(timeouts.bind, client.bound(authenticated)).await?;
        trace!(interface = I::NAME, "Bound");
        Ok(client)
    }

    /// Makes a call and awaits its reply.
    ///
    /// When the future is dropped, the server is told that nobody waits any more, before the next call is made.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn call<C: Call<Interface = I>>(
        &mut self,
        request: &C,
    ) -> Result<C::Reply, CallError> {
        let stub = ndr::to_bytes(request);
        let reply = self.transact(C::OPNUM, C::NAME, &stub).await?;
        reply.decode().map_err(|error| CallError::MalformedReply {
            call: C::NAME,
            error,
        })
    }

    /// The session key of this association's own authentication.
    #[must_use]
    pub const fn session_key(&self) -> Option<&SecretKey<16>> {
        self.association.session_key()
    }

    /// The session key of the connection below, with which some interfaces encrypt passwords.
    #[must_use]
    pub fn transport_session_key(&self) -> Option<&SecretKey<16>> {
        self.io.session_key()
    }

    async fn bound(&mut self, authenticated: bool) -> Result<(), CallError> {
        loop {
            match self.next_event().await? {
                // `rpc_auth_3` has no answer, and is still to be sent.
                ClientEvent::Bound => return self.flush().await,
                ClientEvent::Refused(refusal) => {
                    return Err(CallError::refused(refusal, authenticated));
                }
                // The server closes when it is done, and we shall see that when it does.
                _ => {}
            }
        }
    }

    async fn transact(
        &mut self,
        opnum: u16,
        name: &'static str,
        stub: &[u8],
    ) -> Result<StubData, CallError> {
        self.give_up_interrupted()?;
        let call_id = self.association.call(CONTEXT, opnum, None, stub)?;
        self.waiting = Some(call_id);
        trace!(
            interface = I::NAME,
            call = name,
            opnum,
            octets = stub.len(),
            "Calling"
        );
        let outcome = within(self.timeouts.call, self.answer(call_id)).await;
        if let Err(error @ CallError::TimedOut(_)) = outcome {
            self.give_up(call_id, error).await;
        } else {
            self.waiting = None;
        }
        match &outcome {
            Ok(stub) => trace!(call = name, octets = stub.octets.len(), "Answered"),
            Err(error) => trace!(call = name, %error, "Not answered"),
        }
        outcome
    }

    /// The answer to a call.
    async fn answer(&mut self, call_id: CallId) -> Result<StubData, CallError> {
        loop {
            match self.next_event().await? {
                ClientEvent::Response { call_id: id, stub } if id == call_id => return Ok(stub),
                ClientEvent::Fault {
                    call_id: id,
                    status,
                    executed,
                } if id == call_id => return Err(CallError::Fault { status, executed }),
                // As above.
                _ => {}
            }
        }
    }

    /// Sends what is to be sent, and receives until something happens.
    async fn next_event(&mut self) -> Result<ClientEvent, CallError> {
        loop {
            self.flush().await?;
            if let Some(event) = self.association.poll_event() {
                return Ok(event);
            }
            let received = self.io.receive().await;
            let octets = received.map_err(|error| self.fail(error.into()))?;
            trace!(octets = octets.len(), "Received");
            let outcome = self.association.receive(&octets);
            outcome.map_err(|error| self.fail(error.into()))?;
        }
    }

    async fn flush(&mut self) -> Result<(), CallError> {
        while let Some(pdu) = self.association.poll_transmit() {
            let answer = if pdu.answered {
                Answer::Expected
            } else {
                Answer::None
            };
            trace!(octets = pdu.octets.len(), "Sending");
            self.sending = true;
            let sent = self.io.send(&pdu.octets, answer).await;
            self.sending = false;
            sent.map_err(|error| self.fail(error.into()))?;
        }
        Ok(())
    }

    /// After a timeout: asks to cancel the call, and says that nobody waits for it.
    async fn give_up(&mut self, call_id: CallId, error: CallError) {
        self.waiting = None;
        if self.sending {
            self.fail(error);
            return;
        }
        self.association.cancel(call_id);
        self.association.orphan(call_id);
        let told = within(PATIENCE, self.flush()).await;
        if told.is_err() || self.association.is_closed() {
            self.fail(error);
        }
    }

    /// Before the next call: what is to be done about one whose future was dropped.
    fn give_up_interrupted(&mut self) -> Result<(), CallError> {
        if self.sending {
            self.fail(CallError::Interrupted);
        }
        if let Some(call_id) = self.waiting.take() {
            self.association.orphan(call_id);
            if self.association.is_closed() {
                self.fail(CallError::Interrupted);
            }
        }
        self.broken.map_or(Ok(()), Err)
    }

    fn fail(&mut self, error: CallError) -> CallError {
        *self.broken.get_or_insert(error)
    }
}

async fn within<T>(
    limit: Duration,
    future: impl Future<Output = Result<T, CallError>>,
) -> Result<T, CallError> {
    timeout(limit, future)
        .await
        .unwrap_or(Err(CallError::TimedOut(limit)))
}

/// The interface that the association was bound to.
const CONTEXT: ContextId = ContextId(0);

/// How long it may take to tell a server that nobody waits for it.
const PATIENCE: Duration = Duration::from_secs(1);
