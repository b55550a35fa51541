//! Joining a domain and leaving it, as this computer does it itself: with an administrator's credentials for the domain.
//!
//! | module | has |
//! |---|---|
//! | `controller` | the session on the primary domain controller |
//! | `join`, `leave` | the steps |
//! | `failure` | why it did not work |

mod controller;
mod failure;
mod join;
mod leave;

use std::sync::Arc;

use locate::Locator;
use lsa::Surroundings;
use store::Store;
use tokio::sync::MutexGuard;
use wire::{NetbiosName, Win32Error};

use crate::keeper::Core;
use crate::remote::{JoinOrder, Joiner, LeaveOrder};
use crate::{BoxFuture, Member, MembershipStore, Network, Settings};

pub use failure::{JoinFailure, JoinReason, JoinStep};
pub use join::Joined;
pub use leave::Left;

/// Joins this computer to a domain, or takes it out of one.
pub struct Joining {
    /// This computer's name.
    pub computer: NetbiosName,
    /// The computer's own accounts.
    pub store: Store,
    /// Where its membership is kept.
    pub memberships: Arc<dyn MembershipStore>,
    /// Finds domain controllers.
    pub locator: Locator,
    /// Reaches their Netlogon service.
    pub network: Arc<dyn Network>,
    /// Time and randomness.
    pub surroundings: Surroundings,
    /// How long to wait.
    pub settings: Settings,
    /// The service that keeps the channel, if it runs in this process. It rests meanwhile, and has to be told to reload
    /// afterwards.
    pub member: Option<Arc<Member>>,
    /// Whether a domain controller that is named is the only one to be used from then on.
    pub pin: bool,
}

impl Joining {
    /// Keeps the service from writing a membership down that is about to be replaced.
    async fn at_rest(&self) -> Option<MutexGuard<'_, Core>> {
        match &self.member {
            Some(member) => Some(member.core.lock().await),
            None => None,
        }
    }
}

impl Joiner for Joining {
    fn join(&self, order: JoinOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        Box::pin(async move {
            let joined = Self::join(self, &order).await;
            joined.map(drop).map_err(|failure| failure.reason.win32())
        })
    }

    fn leave(&self, order: LeaveOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        Box::pin(async move {
            let credentials = order.disable_account.then_some(&order.credentials);
            let left = Self::leave(self, credentials, None).await;
            left.map(drop).map_err(|failure| failure.reason.win32())
        })
    }
}
