//! The server's half: [MS-SMB2] 3.3, for named pipes on `IPC$`.
//!
//! A [`Connection`] takes a client's messages and gives messages and [`Event`]s. Whoever owns it moves the octets,
//! judges the claims of those who log on ([`Event::Identify`]) and is the service behind the pipes. Signing is required
//! of all who have a key; what a null session can open is listed pipe by pipe.
//!
//! Left out, each with the status that the specification has for it: multichannel and session binding, directory and
//! file requests, FLUSH, QUERY_INFO and SET_INFO but for what Windows asks of a pipe, leases, durable opens, compression and RDMA.

mod cancel;
mod compound;
mod config;
mod connection;
mod credits;
mod dispatch;
mod event;
mod idle;
mod ioctl;
mod logon;
mod multi_protocol;
mod negotiate;
mod open;
mod pipe;
mod pipe_io;
mod query_info;
mod reply;
mod session;
mod set_info;
mod tree;
mod violation;

#[cfg(test)]
mod tests;

pub use config::{AcceptorFactory, Config, EncryptionPolicy, Entropy, Limits, PipeConfig};
pub use connection::Connection;
pub use event::{Event, LogonId, PipeId, PipeName, SessionId};
pub use idle::SessionState;
pub use pipe::SendError;
pub use violation::Violation;
