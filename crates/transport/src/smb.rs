//! SMB over TCP. A client has one connection, one session on `IPC$` and any number of pipes; a server has clients.

mod client;
mod driver;
mod error;
mod frames;
mod pipe;
mod server;
mod session;

#[cfg(test)]
pub(crate) use server::tests::{config_with, log_on_with};
#[cfg(test)]
mod tests;

pub use client::{SmbClient, SmbTimeouts};
pub use error::SmbError;
pub use pipe::SmbPipe;
pub use server::{
    Disconnected, LoggedOn, ServedPipe, ServiceFuture, SmbServer, SmbServerLimits, SmbService,
    SmbSessions, serve_smb,
};
pub use session::SmbSession;
