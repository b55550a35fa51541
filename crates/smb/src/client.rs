//! The client's half: [MS-SMB2] 3.2, for named pipes.
//!
//! [`Negotiation`] → [`Negotiated`] → [`Handshake`] (logon, `IPC$`, confirmation of the negotiation) → [`Session`]. Each
//! takes messages and gives messages; whoever owns the connection puts them into frames.

mod config;
mod contexts;
mod handshake;
mod link;
mod logon;
mod negotiation;
mod request;
mod session;
mod tree;

#[cfg(test)]
mod tests;

pub use config::{Config, EncryptionPolicy};
pub use handshake::{Handshake, Progress};
pub use logon::Logon;
pub use negotiation::{Negotiated, Negotiation};
pub use request::{Reply, Request, Ticket};
pub use session::{Event, Session, SessionInfo};
pub use tree::{TreeConnect, Validation};
