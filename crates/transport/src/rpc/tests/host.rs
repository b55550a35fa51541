//! A server for [`Greeter`].

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use auth::ntlm::{self, AcceptorConfig};
use auth::{AuthError, Claim, Exchange, Identity, NtHash, Step, Verdict, spnego};
use msrpc::epmapper::{EndpointTable, Epmapper, Lookup, LookupHandleFree, Map, MapReply};
use rpc::association::StubData;
use rpc::pdu::{AuthType, SyntaxId};
use rpc::{Answer, Dispatch, Handler, Interface, InterfaceVersion, RpcStatus, Service};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Semaphore;
use wire::{FileTime, Guid, NtStatus, Password};

use super::interface::*;
use crate::rpc::server::{self, Ended};
use crate::{
    CallContext, Carrier, HandleObject, RpcAcceptor, RpcEndpoint, RpcServerLimits, ServedPipe,
    ServiceFuture, SmbService,
};

pub(super) const GREETER_PORT: u16 = 49_152;
pub(super) const PASSWORD: &str = "Secret";

/// What the client has to do with the tests.
pub(super) struct Host {
    /// How many calls that hang have begun, and may end.
    pub(super) hanging: Arc<Semaphore>,
    pub(super) may_end: Arc<Semaphore>,
    /// How many things that were in use for a client are gone.
    pub(super) gone: Arc<Semaphore>,
}

impl Default for Host {
    fn default() -> Self {
        let none = || Arc::new(Semaphore::new(0));
        Self {
            hanging: none(),
            may_end: none(),
            gone: none(),
        }
    }
}

/// Something in use for a client.
struct Used(Arc<Semaphore>, u32);

impl HandleObject for Used {
    type Interface = Greeter;
}

impl Drop for Used {
    fn drop(&mut self) {
        self.0.add_permits(1);
    }
}

impl Host {
    pub(super) fn endpoint(self: &Arc<Self>) -> Arc<RpcEndpoint> {
        let endpoint = RpcEndpoint::new(Arc::new(Accounts), "\\PIPE\\greeter");
        Arc::new(endpoint.with::<Garbler, _>(self).with::<Epmapper, _>(self))
    }
}

/// Serves a client until one of the two has enough.
pub(super) async fn serve<S>(stream: S) -> Ended
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    serve_by(Arc::default(), stream).await
}

pub(super) async fn serve_by<S>(host: Arc<Host>, stream: S) -> Ended
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    serve_at(host.endpoint(), stream).await
}

pub(super) async fn serve_at<S>(endpoint: Arc<RpcEndpoint>, stream: S) -> Ended
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let limits = RpcServerLimits::default();
    let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    let carrier = server::Octets { stream, limits };
    server::serve(endpoint, carrier, peer, Carrier::Tcp).await
}

impl Service for Host {
    type Context = CallContext;
}

impl Handler<Greet> for Host {
    async fn handle(&self, _: &CallContext, call: Greet) -> Result<GreetReply, RpcStatus> {
        Ok(GreetReply {
            greeting: call.name,
            status: NtStatus::SUCCESS,
        })
    }
}

impl Handler<Hang> for Host {
    async fn handle(&self, _: &CallContext, _: Hang) -> Result<GreetReply, RpcStatus> {
        let _used = Used(Arc::clone(&self.gone), 0);
        self.hanging.add_permits(1);
        self.may_end.acquire().await.unwrap().forget();
        Ok(GreetReply {
            greeting: None,
            status: NtStatus::SUCCESS,
        })
    }
}

impl Handler<Fail> for Host {
    async fn handle(&self, _: &CallContext, _: Fail) -> Result<GreetReply, RpcStatus> {
        Err(RpcStatus::ACCESS_DENIED)
    }
}

impl Handler<Panic> for Host {
    async fn handle(&self, _: &CallContext, _: Panic) -> Result<GreetReply, RpcStatus> {
        panic!("as the client has asked for")
    }
}

impl Handler<Who> for Host {
    async fn handle(&self, context: &CallContext, _: Who) -> Result<WhoReply, RpcStatus> {
        let user = match context.identity() {
            Identity::Anonymous => None,
            Identity::Account { user, .. } => Some(user.as_str().into()),
        };
        let key = context.session_key().map(|key| key.expose()[0]);
        let auth_type = context.auth_type().map(|auth_type| auth_type.0);
        Ok(WhoReply {
            user,
            key: key.unwrap_or_default().into(),
            auth_type: auth_type.unwrap_or_default().into(),
        })
    }
}

impl Handler<Keep> for Host {
    async fn handle(&self, context: &CallContext, call: Keep) -> Result<KeepReply, RpcStatus> {
        let kept = Used(Arc::clone(&self.gone), call.number);
        let handle = context.handles().open(kept).unwrap();
        Ok(KeepReply { handle })
    }
}

impl Handler<Recall> for Host {
    async fn handle(&self, context: &CallContext, call: Recall) -> Result<RecallReply, RpcStatus> {
        let number = context.handles().get::<Used>(call.handle)?.1;
        Ok(RecallReply { number })
    }
}

/// Knows of [`Greeter`], and that it cannot be reached in one of two ways.
impl Handler<Map> for Host {
    async fn handle(&self, _: &CallContext, call: Map) -> Result<MapReply, RpcStatus> {
        let greeter = SyntaxId::of::<Greeter>();
        let table = EndpointTable::new()
            .with_tcp(greeter, 0, [127, 0, 0, 1])
            .with_tcp(greeter, GREETER_PORT, [127, 0, 0, 1]);
        table.map(&call)
    }
}

rpc::unsupported!(Host: Garble, Lookup, LookupHandleFree);

/// [`Greeter`], with an answer that it has not.
struct Garbler;

impl Interface for Garbler {
    const NAME: &'static str = Greeter::NAME;
    const UUID: Guid = Greeter::UUID;
    const VERSION: InterfaceVersion = Greeter::VERSION;
    const PIPE: &'static str = Greeter::PIPE;
    const CALLS: &'static [(u16, &'static str)] = Greeter::CALLS;
}

impl Dispatch<Host> for Garbler {
    fn dispatch<'a>(
        host: &'a Host,
        context: &'a CallContext,
        opnum: u16,
        stub: &'a StubData,
    ) -> Answer<'a> {
        match opnum {
            3 => Box::pin(std::future::ready(Ok(vec![1, 2, 3]))),
            _ => Greeter::dispatch(host, context, opnum, stub),
        }
    }
}

/// Knows one account.
struct Accounts;

impl RpcAcceptor for Accounts {
    fn acceptor(&self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        let config =
            AcceptorConfig::in_domain("SERVER".parse().unwrap(), "DOMAIN".parse().unwrap());
        let acceptor = ntlm::Acceptor::new(&config, [7; 8], FileTime(1 << 56));
        let ntlm: Box<dyn Exchange> = Box::new(acceptor);
        match auth_type {
            AuthType::NTLM => Some(ntlm),
            AuthType::SPNEGO => Some(Box::new(spnego::Acceptor::new(ntlm))),
            _ => None,
        }
    }

    fn judge(&self, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        Box::pin(async { judged(claim) })
    }
}

fn judged(claim: Claim) -> Result<Step, AuthError> {
    let verdict = match claim.user.as_str() {
        "root" => Verdict::Hash(NtHash::from_password(&Password::new(PASSWORD.into()))),
        _ => Verdict::Refused(NtStatus::NO_SUCH_USER),
    };
    claim.resume(verdict)
}

impl SmbService for Host {
    fn judge(self: Arc<Self>, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        Box::pin(async { judged(claim) })
    }

    fn serve(self: Arc<Self>, pipe: ServedPipe) -> ServiceFuture<()> {
        Box::pin(async move {
            self.endpoint()
                .serve_pipe(pipe, RpcServerLimits::default())
                .await;
        })
    }
}
