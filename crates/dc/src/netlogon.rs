//! The Netlogon interface, [MS-NRPC] 3.5: secure channels, and what is asked and told over them.

mod capabilities;
mod challenges;
mod channels;
mod control;
mod domain_info;
mod forest;
mod guard;
mod local_callers;
mod mschapv2;
mod names;
mod password;
mod password_set;
mod replication;
mod running;
mod sam_logon;
mod self_description;
mod send_to_sam;
mod setup;
mod sites;
mod trusts;
mod uas;

pub use channels::Channel;

pub(crate) use challenges::ChallengeTable;
pub(crate) use channels::Channels;
