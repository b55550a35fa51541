//! Both ends of an association, C706 9.3 and 12, [MS-RPCE] 3.3.
//!
//! An association is a byte stream with a PDU protocol on it. Neither end does I/O: octets that arrived go into
//! `receive`, what is to be sent comes out of `poll_transmit`, and what happened comes out of `poll_event`. Stub data
//! is only octets here.
//!
//! An `Err` from an association is its end: what is still to be sent may be sent, and the connection is to be closed.

mod client;
mod error;
mod fragments;
mod framer;
mod limits;
mod server;
mod shield;
mod verification;

pub use client::{
    BindAuth, BindRefusal, CallRefused, ClientAssociation, ClientConfig, ClientEvent, Outgoing,
};
pub use error::ProtocolError;
pub use fragments::StubData;
pub use limits::Limits;
pub use server::{
    Authenticated, Caller, IncomingCall, ServerAssociation, ServerEvent, ServerPolicy,
};

#[cfg(test)]
mod tests;
