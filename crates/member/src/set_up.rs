//! The set-up of the channel: which controllers are asked with which values of the password, and what becomes of the answer.

use std::sync::Arc;

use tracing::{debug, info, warn};

use crate::keeper::{Core, Member, later};
use crate::{ChannelFailure, Membership, NetlogonEvent};
use link::{
    Attempts, Candidate, FoundController, Link, MOST_CONTROLLERS, Opening, Refusals, Sought,
};

/// Where a channel is to be set up.
#[derive(Clone, Copy)]
pub(crate) enum Where<'a> {
    /// On the best controller that is found.
    Anywhere,
    /// On the one of this name.
    Named(&'a str),
    /// On this one.
    At(&'a FoundController),
}

/// What the primary domain controller says of values with which another does not let the computer in.
pub(crate) enum Primary {
    /// It lets the computer in with one of them.
    Accepts(Arc<Link>),
    /// It has none of them either.
    Refuses,
    /// It is the other.
    Itself,
    /// It could not be asked.
    Silent,
}

impl Member {
    /// Discovery, set-up, and what follows from the value that was accepted.
    pub(crate) async fn set_up(
        &self,
        core: &mut Core,
        at: Where<'_>,
    ) -> Result<Arc<Link>, ChannelFailure> {
        if self.view().paused {
            return Err(ChannelFailure::Paused);
        }
        let before = self.view().link.take();
        if let Some(before) = before {
            let _rest = before.rest().await;
            before.give_up();
        }
        let outcome = if self.view().stopped {
            Err(ChannelFailure::NotRunning)
        } else {
            self.try_controllers(core, at).await
        };
        match outcome {
            Ok(link) => Ok(self.adopt(core, link).await),
            Err(failure) => {
                self.failed(core, &failure);
                Err(failure)
            }
        }
    }

    /// Proves the password by a set-up beside the channel that is open: one that fails takes nothing away that works.
    pub(crate) async fn prove_beside(&self, core: &mut Core, link: &Arc<Link>) {
        let Some(membership) = &core.membership else {
            return;
        };
        let candidates = membership.secret.candidates(core.last);
        let rest = link.rest().await;
        let outcome = self
            .try_values(membership, &link.controller, &candidates)
            .await;
        match outcome {
            Ok(proven) => {
                link.give_up();
                self.adopt(core, proven).await;
            }
            // It was there a moment ago. The next turn of the scavenger asks again.
            Err(failure @ ChannelFailure::Unreachable { .. }) => {
                debug!(%failure, "the password could not be proven");
            }
            Err(failure) => {
                warn!(%failure, code = failure.code(), "the channel works, and could not be set up anew");
                self.log_failure(core, &failure);
                self.view().refused = Some(failure);
            }
        }
        drop(rest);
    }

    /// Asks the primary domain controller, to which others pass new passwords on and from which they hear of them.
    pub(crate) async fn prove_at_primary(
        &self,
        core: &mut Core,
        asked: &Arc<Link>,
        candidates: &[Candidate],
    ) -> Primary {
        let Some(membership) = &core.membership else {
            return Primary::Silent;
        };
        // Who has named a controller wants no other to be asked.
        if membership.server.is_some() {
            return Primary::Silent;
        }
        let found = self.network.find(&membership.domain, Sought::Primary).await;
        let Some(primary) = found.ok().and_then(|found| found.into_iter().next()) else {
            return Primary::Silent;
        };
        if primary.address == asked.controller.address {
            return Primary::Itself;
        }
        let rest = asked.rest().await;
        match self.try_values(membership, &primary, candidates).await {
            Ok(link) => {
                drop(rest);
                asked.give_up();
                Primary::Accepts(self.adopt(core, link).await)
            }
            Err(failure) if failure.is_about_the_password() => Primary::Refuses,
            Err(failure) => {
                debug!(%failure, "the primary domain controller does not say what it has");
                Primary::Silent
            }
        }
    }

    /// Takes a link as the channel, and does what follows from the value that has opened it.
    async fn adopt(&self, core: &mut Core, link: Link) -> Arc<Link> {
        let link = Arc::new(link);
        let was_undecided = core.is_undecided();
        core.last = Some(link.candidate);
        if was_undecided && !core.is_undecided() {
            // It came about without any more of it being sent.
            core.defer = None;
            core.unchanged = None;
        }
        core.attempts = Attempts::default();
        self.view().show_link(&link);
        self.settle_name(core, &link).await;
        info!(controller = %link.controller.name, "Secure channel established");
        self.settle(core, &link).await;
        self.introduce(core, &link).await;
        self.show(core);
        link
    }

    /// Each controller with each value of the secret, until one accepts.
    async fn try_controllers(&self, core: &Core, at: Where<'_>) -> Result<Link, ChannelFailure> {
        let membership = core.membership.as_ref();
        let membership = membership.ok_or(ChannelFailure::NotJoined)?;
        let find = |sought| self.network.find(&membership.domain, sought);
        let controllers = match (at, membership.server.as_deref()) {
            (Where::At(controller), _) => vec![controller.clone()],
            (Where::Named(server), _) | (Where::Anywhere, Some(server)) => {
                find(Sought::Named(server)).await?
            }
            (Where::Anywhere, None) => {
                let mut found = find(Sought::Any).await?;
                let avoided = self.view().avoid.take();
                found.sort_by_key(|found| avoided.as_ref() == Some(&found.name));
                found
            }
        };
        let candidates = membership.secret.candidates(core.last);
        let mut refusals = Refusals::default();
        for controller in controllers.iter().take(MOST_CONTROLLERS) {
            match self.try_values(membership, controller, &candidates).await {
                Ok(link) => return Ok(link),
                Err(failure) => {
                    debug!(controller = %controller.name, %failure, "Secure channel setup failed");
                    refusals.add(failure);
                }
            }
        }
        Err(refusals.into_failure(&membership.domain))
    }

    /// One controller with each value, under the computer's name and then under the one that its account may have got.
    async fn try_values(
        &self,
        membership: &Membership,
        controller: &FoundController,
        candidates: &[Candidate],
    ) -> Result<Link, ChannelFailure> {
        let outcome = self.try_named(membership, controller, candidates).await;
        let failed = outcome.as_ref().err();
        let may_be_renamed = failed.is_some_and(ChannelFailure::may_be_about_the_name);
        match membership.renamed() {
            Some(renamed) if may_be_renamed => {
                let named_so = self.try_named(&renamed, controller, candidates).await;
                match named_so {
                    // One that has no account of that name, either, tells less than the other.
                    Err(ChannelFailure::NoAccount { .. }) => outcome,
                    named_so => named_so,
                }
            }
            _ => outcome,
        }
    }

    /// The same under one name.
    async fn try_named(
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

    /// After a failed attempt: the event, and when to try again.
    fn failed(&self, core: &mut Core, failure: &ChannelFailure) {
        let longest = self.settings.scavenge_interval;
        let wait = core.attempts.failed(failure, longest);
        let now = self.surroundings.clock.now();
        self.view().show_failure(failure, now, later(now, wait));
        warn!(%failure, code = failure.code(), "no secure channel");
        self.log_failure(core, failure);
    }

    fn log_failure(&self, core: &Core, failure: &ChannelFailure) {
        if let Some(membership) = &core.membership
            && let Some(event) = NetlogonEvent::of_failure(failure, &membership.account())
        {
            self.log(&event);
        }
    }
}
