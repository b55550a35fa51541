//! The small directory of a domain that has a name in the DNS: clients of an Active Directory look there for the controller's
//! names and site, and for what they have said of themselves. It has the root, the domain, and the accounts of people and
//! computers, read from the database; a computer can change a few attributes of its own entry, and nothing else changes here.
//!
//! | module | has |
//! |---|---|
//! | `tree` | names: what lies where |
//! | `root`, `account` | the entries |
//! | `search`, `walk`, `modify` | the two requests: searches for who is named and for others, and changes |
//! | `serve` | the socket, and one client |

mod account;
mod modify;
mod root;
mod search;
mod serve;
mod tree;
mod walk;

pub(crate) use account::directory_control;
pub use serve::{LdapLimits, LdapListen, ServingLdap};
