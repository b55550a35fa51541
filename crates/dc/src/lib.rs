//! A domain controller: who is let in, whose channel is set up, and what is answered over it.
//!
//! | module | has |
//! |---|---|
//! | `controller` | [`Controller`], the one service behind all interfaces |
//! | `token`, `logon`, `doors` | what a caller may, whether somebody is let in, and where |
//! | `netlogon` | the secure channel's calls, [MS-NRPC] |
//! | `events` | what is logged |
//! | `listen` | the sockets |

mod controller;
mod doors;
pub mod events;
mod exceptions;
mod listen;
mod logon;
mod netlogon;
mod surroundings;
pub mod times;
mod token;

pub use controller::{Controller, Names, Settings};
pub use listen::{CannotListen, Listen, Serving};
pub use netlogon::Channel;
pub use surroundings::{Clock, Entropy, Surroundings};
pub use token::Token;
