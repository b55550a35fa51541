//! The Unix socket through which programs of this computer ask a service: who asks, frames, limits.
//!
//! A frame is its length in octets, `u32` in network order, and that much. What is in it is no concern of this room.

mod client;
mod frames;
mod server;
mod socket;

pub use client::{LocalConnection, LocalConnectionError, LocalReceiver, LocalSender};
pub use server::{LocalLimits, LocalService, serve_local};
pub use socket::{LocalPeer, LocalSocket, SocketAccess};

#[cfg(test)]
mod tests;
