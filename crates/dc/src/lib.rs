//! A domain controller: what only a controller has, on top of a computer's Local Security Authority (`lsa`).
//!
//! | module | has |
//! |---|---|
//! | `controller` | [`Controller`], the one service behind the Netlogon interface |
//! | `role` | what a controller's Netlogon service does for its Local Security Authority |
//! | `netlogon` | the secure channel's calls, [MS-NRPC] |
//! | `trusted` | channels to domains that this one trusts, and what is passed on to them |
//! | `exceptions` | who may do what the policy forbids |
//! | `events` | the catalogue of what is logged |
//! | `computer` | what computers may say of themselves |
//! | `ldap` | the small directory of a domain with a name in the DNS |
//! | `locator` | the sockets where clients look for a controller |

mod computer;
mod controller;
pub mod events;
mod exceptions;
mod ldap;
mod locator;
mod netlogon;
mod role;
mod trusted;

pub use controller::{Controller, Settings};
pub use ldap::{LdapLimits, LdapListen, ServingLdap};
pub use locator::Locating;
pub use netlogon::Channel;
pub use trusted::TIMEOUT as TRUSTED_TIMEOUT;
