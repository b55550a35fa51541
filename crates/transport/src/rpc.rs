//! Calling RPC interfaces over whatever carries their PDUs.

mod client;
mod endpoint;
mod error;
mod server;
mod stream;

#[cfg(test)]
mod tests;

pub use client::{RpcClient, RpcTimeouts};
pub use endpoint::{ENDPOINT_MAPPER_PORT, MapError, map_endpoint};
pub use error::CallError;
pub use server::{
    CallContext, Carrier, Ended, HandleObject, Handles, RpcAcceptor, RpcEndpoint, RpcServerLimits,
    TooManyHandles, serve_rpc_tcp,
};
pub use stream::{StreamPipe, connect_tcp};
