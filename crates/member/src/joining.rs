//! Joining a domain, leaving it, and taking another name in it, as this computer does it itself: with an administrator's
//! credentials for the domain, or to join with the password of an account that was made for it.
//!
//! | module | has |
//! |---|---|
//! | `controller` | the session on the primary domain controller |
//! | `own_accounts` | the computer's own groups, and its name |
//! | `join`, `unsecure`, `leave`, `rename` | the steps |
//! | `failure` | why it did not work |

mod controller;
mod failure;
mod join;
mod leave;
mod own_accounts;
mod rename;
mod unsecure;

use std::sync::Arc;

use lsa::Surroundings;
use tokio::sync::MutexGuard;
use tracing::warn;
use wire::{NetbiosName, Password, Win32Error};

use crate::keeper::Core;
use crate::remote::{JoinOrder, Joiner, LeaveOrder, RenameOrder, UnsecureOrder};
use crate::{
    BoxFuture, Candidate, ChannelFailure, Domain, FoundController, Member, Membership,
    MembershipStore, Network, Settings,
};
use link::{Link, Opening};

pub use controller::{AccountFuture, Administration, Controller, DomainAccounts, OverSmb, Session};
pub use failure::{JoinFailure, JoinReason, JoinStep};
pub use join::Joined;
pub use leave::Left;
pub use own_accounts::OwnAccounts;
pub use rename::Renamed;

/// Joins this computer to a domain, takes it out of one, or gives it another name.
pub struct Joining {
    /// The computer's own accounts, and its name.
    pub own_accounts: Arc<dyn OwnAccounts>,
    /// Where its membership is kept.
    pub memberships: Arc<dyn MembershipStore>,
    /// Logs on to the domain controller on which accounts are changed.
    pub administration: Arc<dyn Administration>,
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
    /// Keeps the service from writing a membership down that is about to be replaced; and afterwards from writing over
    /// the new one, though nobody tells it to reload, for whoever has asked for this may hang up half-way.
    async fn at_rest(&self) -> Option<MutexGuard<'_, Core>> {
        let mut core = self.member.as_ref()?.core.lock().await;
        core.stale = true;
        Some(core)
    }

    /// This computer's name, which that of its account is if it has one.
    async fn computer(&self, membership: Option<&Membership>) -> Result<NetbiosName, JoinFailure> {
        let computer = match membership {
            Some(membership) => membership.computer.clone(),
            None => {
                let failed = |error| JoinFailure::new(JoinStep::Read, JoinReason::Accounts(error));
                self.own_accounts.computer().await.map_err(failed)?
            }
        };
        self.network.call_itself(&computer);
        Ok(computer)
    }

    async fn load(&self) -> Result<Option<Membership>, JoinFailure> {
        let loaded = self.memberships.load().await;
        loaded.map_err(|error| JoinFailure::new(JoinStep::Read, JoinReason::State(error)))
    }

    async fn write_down(&self, membership: &Membership) -> Result<(), JoinFailure> {
        let saved = self.memberships.save(membership).await;
        saved.map_err(|error| JoinFailure::new(JoinStep::WriteDown, JoinReason::State(error)))
    }

    /// Adds the domain's groups to this computer's own, or takes them out.
    async fn let_in(
        &self,
        step: JoinStep,
        domain: &Domain,
        let_in: bool,
    ) -> Result<(), JoinFailure> {
        let now = self.surroundings.clock.now();
        let changed = self.own_accounts.let_in(&domain.sid, let_in, now).await;
        changed.map_err(|error| JoinFailure::new(step, JoinReason::Accounts(error)))
    }

    /// Sets a channel up with one of these values of a membership.
    async fn open(
        &self,
        membership: &Membership,
        controller: &FoundController,
        candidates: &[Candidate],
    ) -> Result<Link, ChannelFailure> {
        let opening = Opening {
            network: &self.network,
            surroundings: &self.surroundings,
            limits: self.settings.limits(),
            account: membership.account(),
            controller,
        };
        opening.with_any(membership.secret.hashes(candidates)).await
    }

    /// A password that nobody knows yet.
    fn fresh_password(&self) -> Password {
        let entropy = &self.surroundings.entropy;
        netlogon::machine_password(|octets| entropy.fill(octets))
    }
}

impl Joiner for Joining {
    fn join(&self, order: JoinOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        Box::pin(async move {
            let joined = Self::join(self, &order).await;
            told(joined)
        })
    }

    fn leave(&self, order: LeaveOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        Box::pin(async move {
            let credentials = order.disable_account.then_some(&order.credentials);
            let left = Self::leave(self, credentials, None).await;
            told(left)
        })
    }

    fn join_unsecure(&self, order: UnsecureOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        Box::pin(async move {
            let joined = Self::join_unsecure(self, &order).await;
            told(joined)
        })
    }

    fn rename(&self, order: RenameOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        Box::pin(async move {
            let renamed = Self::rename(self, &order).await;
            told(renamed)
        })
    }
}

/// The status that somebody is told who asked from afar; all the rest is in the log.
fn told<T>(outcome: Result<T, JoinFailure>) -> Result<(), Win32Error> {
    outcome.map(drop).map_err(|failure| {
        warn!(%failure, code = failure.reason.code(), "not done");
        failure.reason.win32()
    })
}
