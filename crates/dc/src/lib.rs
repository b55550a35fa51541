//! A domain controller: what only a controller has, on top of a computer's Local Security Authority (`lsa`).
//!
//! | module | has |
//! |---|---|
//! | `controller` | [`Controller`], the one service behind the Netlogon interface |
//! | `role` | what a controller's Netlogon service does for its Local Security Authority |
//! | `netlogon` | the secure channel's calls, [MS-NRPC] |
//! | `exceptions` | who may do what the policy forbids |
//! | `events` | the catalogue of what is logged |
//! | `locator` | the sockets where clients look for a controller |

mod controller;
pub mod events;
mod exceptions;
mod locator;
mod netlogon;
mod role;

pub use controller::{Controller, Settings};
pub use locator::Locating;
pub use netlogon::Channel;
