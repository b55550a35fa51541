//! A machine on which we have a session: its policy, its accounts, and why something did not work there.
//!
//! Whoever joins a computer to a domain needs this, be it the computer itself (`member`) or an administrator elsewhere
//! (`admin`). [`Host`] is the session, [`Remote`] an interface over it; [`Policy`] says which domain a machine belongs to,
//! [`Accounts`] are the computers' accounts. Whatever the rooms below report becomes a [`Reason`] here and nowhere else.

mod account;
mod domain;
pub mod entropy;
mod host;
mod problem;
mod reason;
mod win32;

pub use account::{AccountKind, AccountState, Accounts, open_domain};
pub use domain::{DomainIdentity, Policy};
pub use host::{Host, LogonProblem, Reached, Remote, locate_problem};
pub use problem::{Problem, Side};
pub use reason::Reason;
