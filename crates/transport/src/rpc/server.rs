//! RPC servers: what an endpoint offers, and the task that answers one client.

mod connection;
mod context;
mod endpoint;
mod groups;
mod handles;
mod management;
mod tcp;

pub use connection::Ended;
#[cfg(test)]
pub(super) use connection::{Octets, serve};
pub use context::{CallContext, Carrier};
pub use endpoint::{RpcAcceptor, RpcEndpoint};
pub use handles::{HandleObject, Handles, TooManyHandles};
pub use tcp::{RpcServerLimits, serve_rpc_tcp};
