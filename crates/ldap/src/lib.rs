//! LDAP as a server of a few entries speaks it, RFC 4511: bytes in, bytes out. No socket, clock, file or random number is
//! used here. What the entries are, and who may read and change them, is the business of whoever has a [`Session`].
//!
//! | module | has |
//! |---|---|
//! | [`ber`] | the lengths of elements, looked at before anything is built of them |
//! | [`message`] | one message in octets |
//! | `frames` | messages out of a stream, bare or protected by SASL |
//! | [`dn`] | distinguished names, RFC 4514 |
//! | [`entry`], [`filter`], `matching` | what is found, and whether it is what was looked for |
//! | [`paging`] | results in pages |
//! | [`session`] | one client: who it is, what it asks for, and what it is told |
//!
//! (It is not among the protocol crates whose purity `cargo xtask deps` checks: `rasn` has the types of `chrono` in it, though
//! none of its clocks.)

pub mod ber;
pub mod dn;
pub mod entry;
pub mod filter;
mod frames;
mod matching;
pub mod message;
pub mod oracle;
pub mod paging;
pub mod peer;
pub mod session;

pub use dn::Dn;
pub use entry::{Entry, Selection};
pub use frames::MAX_MESSAGE;
pub use paging::Page;
pub use rasn_ldap as asn1;
pub use session::{Answer, Ended, Event, Operation, Outcome, Request, Session};
