//! A domain controller: who is let in, whose channel is set up, and what is answered over it.
//!
//! | module | has |
//! |---|---|
//! | `controller` | [`Controller`], the one service behind all interfaces |
//! | `token`, `logon`, `doors` | what a caller may, whether somebody is let in, and where |
//! | `netlogon` | the secure channel's calls, [MS-NRPC] |
//! | `lsa` | the Local Security Authority, [MS-LSAD] and [MS-LSAT] |
//! | `services` | the small interfaces: srvsvc, wkssvc, svcctl, eventlog, dssetup |
//! | `access`, `descriptor`, `objects` | who may do what with objects, and their handles |
//! | `events` | what is logged |
//! | `local` | the rules that administration on this machine keeps, too |
//! | `listen`, `locator` | the sockets of RPC, and those where clients look for a controller |

mod access;
mod controller;
mod descriptor;
mod doors;
pub mod events;
mod exceptions;
mod listen;
pub mod local;
mod locator;
mod logon;
mod lsa;
mod netlogon;
mod objects;
mod samr;
mod services;

pub mod times;
mod token;

pub use ::lsa::{Clock, Entropy, Surroundings};
pub use controller::{Controller, Names, Settings};
pub use listen::{CannotListen, Listen, Serving};
pub use locator::Locating;
pub use netlogon::Channel;
pub use services::ServiceState;
pub use token::Token;
