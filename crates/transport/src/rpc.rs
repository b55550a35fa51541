//! Calling RPC interfaces over whatever carries their PDUs.

mod client;
mod error;
mod stream;

#[cfg(test)]
mod tests;

pub use client::{RpcClient, RpcTimeouts};
pub use error::CallError;
pub use stream::{StreamPipe, connect_tcp};
