//! The Local Security Authority of a computer, as a server: the same on a domain controller and on a member of a domain.
//! What differs is behind one trait, [`Role`].
//!
//! | module | has |
//! |---|---|
//! | `authority` | [`Authority`], the one service behind all interfaces |
//! | `role` | [`Role`], what the computer is to a domain |
//! | `token`, `logon`, `doors` | what a caller may, whether somebody is let in, and where |
//! | `samr` | accounts, groups and aliases, [MS-SAMR] |
//! | `lsarpc` | policy, secrets, trusts, names and SIDs, [MS-LSAD] and [MS-LSAT] |
//! | `services` | the small interfaces: srvsvc, wkssvc, svcctl, eventlog, dssetup |
//! | `access`, `descriptor`, `objects` | who may do what with objects, and their handles |
//! | `control` | what all Netlogon services do with `NetrLogonControl` |
//! | `events` | what is logged, and how often |
//! | `local` | the rules that administration on this machine keeps, too |
//! | `listen` | the sockets of RPC |
//! | `endpoint_mapper` | where the computer offers what |

mod access;
mod authority;
pub mod control;
mod descriptor;
mod doors;
mod endpoint_mapper;
pub mod events;
mod listen;
pub mod local;
mod logon;
mod lsarpc;
mod objects;
mod previous_password;
mod role;
mod samr;
mod services;
mod surroundings;
pub mod times;
mod token;

pub use authority::{Authority, Names};
pub use listen::{CannotListen, Listen, Serving};
pub use logon::{Attempt, LoggedOn, Proof, unreadable};
pub use previous_password::PreviousPasswords;
pub use role::{
    Change, Foreigner, Membership, NetworkLogon, PrimaryDomain, Role, RoleFuture, Translation,
};
pub use services::{CannotObey, Order, ServiceState, Switch};
pub use surroundings::{Clock, Entropy, Surroundings};
pub use token::Token;
