//! Calling RPC interfaces over whatever carries their PDUs.

mod client;
mod endpoint;
mod error;
mod stream;

#[cfg(test)]
mod tests;

pub use client::{RpcClient, RpcTimeouts};
pub use endpoint::{ENDPOINT_MAPPER_PORT, MapError, map_endpoint};
pub use error::CallError;
pub use stream::{StreamPipe, connect_tcp};
