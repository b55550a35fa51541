//! What an endpoint offers.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use auth::{AuthError, Claim, Exchange, Step};
use msrpc::mgmt::Mgmt;
use rpc::association::{IncomingCall, Limits, ServerPolicy, StubData};
use rpc::pdu::{AuthType, SyntaxId};
use rpc::{Answer, Dispatch, RpcStatus, Service};

use super::CallContext;
use super::context::Link;
use super::groups::Groups;
use super::management::Management;
use crate::ServiceFuture;

/// Who authenticates an endpoint's clients.
pub trait RpcAcceptor: Send + Sync + 'static {
    /// An acceptor for this kind of authentication, if it is accepted.
    fn acceptor(&self, auth_type: AuthType) -> Option<Box<dyn Exchange>>;

    /// Judges a claim: what [`Claim::resume`] returns for the verdict on it.
    fn judge(&self, claim: Claim) -> ServiceFuture<Result<Step, AuthError>>;
}

/// What an endpoint, pipe or port, offers: some interfaces, each of a service of its own or all of one.
pub struct RpcEndpoint {
    acceptor: Arc<dyn RpcAcceptor>,
    address: String,
    /// The interface that is there always.
    management: Management,
    /// The others, as [`Management::interfaces`] has them.
    offers: Vec<Box<dyn Offer>>,
    limits: Limits,
    connections: Arc<AtomicU64>,
    groups: Arc<Groups>,
}

/// An interface, and the service that handles its calls.
trait Offer: Send + Sync {
    fn dispatch<'a>(
        &'a self,
        context: &'a CallContext,
        opnum: u16,
        stub: &'a StubData,
    ) -> Answer<'a>;
}

struct Offered<I, S> {
    service: Arc<S>,
    interface: PhantomData<I>,
}

impl<I, S> Offer for Offered<I, S>
where
    S: Service<Context = CallContext>,
    I: Dispatch<S>,
{
    fn dispatch<'a>(
        &'a self,
        context: &'a CallContext,
        opnum: u16,
        stub: &'a StubData,
    ) -> Answer<'a> {
        I::dispatch(&self.service, context, opnum, stub)
    }
}

impl RpcEndpoint {
    /// An endpoint that offers nothing yet but [`Mgmt`]. `address` is what `sec_addr` says of it: `\PIPE\lsass`, or a port number.
    #[must_use]
    pub fn new(acceptor: Arc<dyn RpcAcceptor>, address: impl Into<String>) -> Self {
        Self {
            acceptor,
            address: address.into(),
            management: Management::default(),
            offers: Vec::new(),
            limits: Limits::default(),
            connections: Arc::default(),
            groups: Arc::default(),
        }
    }

    /// Offers the interface `I`, whose calls `service` handles.
    #[must_use]
    pub fn with<I, S>(mut self, service: &Arc<S>) -> Self
    where
        S: Service<Context = CallContext>,
        I: Dispatch<S>,
    {
        self.management.interfaces.push(SyntaxId::of::<I>());
        self.offers.push(Box::new(Offered {
            service: Arc::clone(service),
            interface: PhantomData::<I>,
        }));
        self
    }

    /// Numbers its connections together with those of other endpoints.
    #[must_use]
    pub fn counted_by(mut self, connections: Arc<AtomicU64>) -> Self {
        self.connections = connections;
        self
    }

    /// The interfaces that are offered: [`Mgmt`], which everybody has, and those that were added.
    #[must_use]
    pub fn interfaces(&self) -> &[SyntaxId] {
        &self.management.interfaces
    }

    pub(super) const fn limits(&self) -> Limits {
        self.limits
    }

    pub(super) fn next_connection(&self) -> u64 {
        self.connections.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn judge(&self, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        self.acceptor.judge(claim)
    }

    /// Has the service of its interface answer a call.
    pub(super) async fn answer(
        &self,
        context: &CallContext,
        call: &IncomingCall,
    ) -> Result<Vec<u8>, RpcStatus> {
        self.management.calls.fetch_add(1, Ordering::Relaxed);
        let IncomingCall {
            interface, opnum, ..
        } = *call;
        let is_called = |offered: &SyntaxId| {
            offered.uuid == interface.uuid && offered.version.major == interface.version.major
        };
        let answer = match self.interfaces().iter().position(is_called) {
            Some(0) => Mgmt::dispatch(&self.management, context, opnum, &call.stub),
            Some(index) => {
                let offer = self.offers.get(index.saturating_sub(1));
                let offer = offer.ok_or(RpcStatus::UNKNOWN_INTERFACE)?;
                offer.dispatch(context, opnum, &call.stub)
            }
            None => return Err(RpcStatus::UNKNOWN_INTERFACE),
        };
        answer.await
    }
}

/// What an association asks its endpoint.
pub(super) struct Policy {
    pub(super) endpoint: Arc<RpcEndpoint>,
    pub(super) link: Arc<Link>,
}

impl ServerPolicy for Policy {
    fn interfaces(&self) -> &[SyntaxId] {
        self.endpoint.interfaces()
    }

    fn secondary_address(&self) -> &str {
        &self.endpoint.address
    }

    fn acceptor(&mut self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        self.endpoint.acceptor.acceptor(auth_type)
    }

    fn join_group(&mut self, requested: u32) -> Option<u32> {
        let client = self.link.peer.ip();
        let group = self.endpoint.groups.join(requested, client)?;
        let number = group.number;
        // An association is bound once.
        self.link.group.set(group).ok()?;
        Some(number)
    }
}
