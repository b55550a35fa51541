//! Asking the Netlogon service of one machine, as `nltest` does: about its channels and its state, and about what it
//! knows of domains, controllers, sites and accounts.
//!
//! An [`Asker`] logs on, and the [`Machine`] it gets has one method for each question. A question is one call, so it ends
//! in its answer or in a [`Problem`](crate::Problem); what the call tells of a channel is judged by [`ChannelState`].

mod asker;
mod channel;
mod controllers;
mod forest;
mod json;
mod locate;
mod place;
mod service;
mod status;
mod trusts;
mod user;
mod who_will;

pub(crate) use asker::control;
pub use asker::{Asker, Machine};
pub use channel::{ChannelQuestion, ChannelState};
pub use controllers::{BackupState, ControllerList, ListedController};
pub use forest::{ForestNames, ForestRecord};
pub use locate::{ControllerInfo, Wanted};
pub use msrpc::netlogon::{ControlFlags, DcRequirements, TrustFlags};
pub use place::AddressSite;
pub use service::{FoundUser, ServiceQuestion, ServiceState};
pub use status::advice;
pub use trusts::{ParentDomain, Trust};
pub use user::UserReport;
pub use who_will::{WhoWillAnswer, WhoWillReport};
