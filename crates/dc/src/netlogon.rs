//! The Netlogon interface, [MS-NRPC] 3.5: secure channels, and what is asked and told over them.

mod capabilities;
mod challenges;
mod channels;
mod control;
mod domain_info;
mod guard;
mod names;
mod password;
mod password_set;
mod replication;
mod sam_logon;
mod setup;
mod trusts;
mod uas;
mod unsupported;

pub use channels::Channel;

pub(crate) use challenges::ChallengeTable;
pub(crate) use channels::Channels;
