//! How a server answers calls: one [`Handler`] for each call that an interface declares.

use std::future::Future;
use std::pin::Pin;

use crate::association::StubData;
use crate::{Call, Interface, RpcStatus};

/// Whoever answers calls.
pub trait Service: Send + Sync + 'static {
    /// What a handler is told of the call besides its parameters: who calls, and over what.
    type Context: Send + Sync + 'static;
}

/// Answers one call.
///
/// A service that serves an interface has a handler for each call that it declares, or names it in
/// [`unsupported!`](crate::unsupported!); the compiler counts them.
pub trait Handler<C: Call>: Service {
    /// The reply, which carries the status that the specification has for the call.
    ///
    /// # Errors
    /// [`RpcStatus`] where the specification answers with a fault instead.
    fn handle(
        &self,
        context: &Self::Context,
        call: C,
    ) -> impl Future<Output = Result<C::Reply, RpcStatus>> + Send;
}

/// The answer to a request: stub data, or the status of a fault.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, RpcStatus>> + Send + 'a>>;

/// An interface whose calls the service `S` handles; [`interface!`](crate::interface!) implements it.
pub trait Dispatch<S: Service>: Interface {
    /// Has the service answer a request.
    ///
    /// The answer is [`RpcStatus::OPERATION_RANGE`] for a number that the interface does not declare, and
    /// [`RpcStatus::BAD_STUB_DATA`] for parameters that cannot be read.
    fn dispatch<'a>(
        service: &'a S,
        context: &'a S::Context,
        opnum: u16,
        stub: &'a StubData,
    ) -> Answer<'a>;
}

/// Answers a request that is the call `C`.
///
/// # Errors
/// [`RpcStatus`], to be sent as a fault.
pub async fn answer<C, S>(
    service: &S,
    context: &S::Context,
    stub: &StubData,
) -> Result<Vec<u8>, RpcStatus>
where
    C: Call,
    S: Handler<C>,
{
    let call: C = stub.decode().map_err(|_| RpcStatus::BAD_STUB_DATA)?;
    Ok(ndr::to_bytes(&service.handle(context, call).await?))
}

/// Names calls that a service does not offer: they are answered by [`RpcStatus::OPERATION_RANGE`], as those are that
/// nobody has declared.
///
/// ```text
/// rpc::unsupported!(Server: Authenticate, Authenticate2);
/// ```
#[macro_export]
macro_rules! unsupported {
    ($service:ty: $($call:ty),* $(,)?) => {
        $(
            impl $crate::Handler<$call> for $service {
                async fn handle(
                    &self,
                    _: &Self::Context,
                    _: $call,
                ) -> Result<<$call as $crate::Call>::Reply, $crate::RpcStatus> {
                    Err($crate::RpcStatus::OPERATION_RANGE)
                }
            }
        )*
    };
}
