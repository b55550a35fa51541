//! A computer's end of its secure channels: what a member has to a controller of its own domain, and a controller to one of
//! each domain that its own trusts.
//!
//! | module | has |
//! |---|---|
//! | `network` | the trait of how controllers are reached: [`Network`]; `sockets` is the real one |
//! | `opening` | [`Opening`]: setting a channel up with one of several values of its secret |
//! | `link` | [`Link`]: a channel that is up, its sealed connections, and logons over them |
//! | `attempts` | how often it is tried again, and when one is given up |
//! | `translate` | names and SIDs, asked of the other end |
//! | `who` | who was let in, by SIDs |
//! | `failure` | why there is no channel |
//! | [`events`] | what is logged of channels and their passwords |

mod attempts;
pub mod events;
mod failure;
mod link;
mod network;
mod opening;
mod sockets;
mod translate;
mod who;

pub use attempts::{Attempts, MOST_CONTROLLERS, Refusals, Slowness};
pub use events::{EventLog, NetlogonEvent};
pub use failure::ChannelFailure;
pub use link::{Judgement, Link, NotIntroduced, Sent};
pub use network::{BoxFuture, Domain, FoundController, Network, Sought};
pub use opening::{Account, Candidate, Limits, Opening};
pub use sockets::{Sockets, found};
pub use translate::TranslateFailure;
pub use who::sids_of;
