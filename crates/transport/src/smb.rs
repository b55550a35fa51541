//! SMB over TCP: one connection, one session on `IPC$`, any number of pipes.

mod client;
mod driver;
mod error;
mod frames;
mod pipe;
mod session;

#[cfg(test)]
mod tests;

pub use client::{SmbClient, SmbTimeouts};
pub use error::SmbError;
pub use pipe::SmbPipe;
pub use session::SmbSession;
