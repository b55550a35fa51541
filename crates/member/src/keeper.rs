//! The keeper of the channel: what the Netlogon service of a member does by itself, and what it is told to do.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lsa::Surroundings;
use tokio::sync::{MutexGuard, Notify};
use tokio::time::{Instant, timeout_at};
use tracing::warn;
use wire::FileTime;

use crate::secret::Consequence;
use crate::set_up::Where;
use crate::view::View;
use crate::{ChannelFailure, EventLog, Membership, MembershipStore, NetlogonEvent, Settings};
use link::{Attempts, Candidate, FoundController, Link, Network, Sought};

/// The Netlogon service of a member.
pub struct Member {
    pub(crate) network: Arc<dyn Network>,
    pub(crate) store: Arc<dyn MembershipStore>,
    pub(crate) surroundings: Surroundings,
    pub(crate) settings: Settings,
    events: Arc<dyn EventLog>,
    /// How much earlier than it must a password is changed, so that not all members do it at once.
    pub(crate) jitter: Duration,
    /// The computer's name, for one that is not joined.
    pub(crate) computer: String,
    /// Whoever changes anything holds it for all of that time.
    pub(crate) core: tokio::sync::Mutex<Core>,
    /// What is shown, and what logons go over: never held while something is awaited.
    view: Mutex<View>,
    wake: Notify,
}

/// What only one may change at a time.
#[derive(Default)]
pub(crate) struct Core {
    /// What is kept may be something else than [`Core::membership`], for whoever was changing it has not come to an end:
    /// he was told to stop half-way, or what he left could not be read. To write over it would lose it.
    pub(crate) stale: bool,
    /// The membership.
    pub(crate) membership: Option<Membership>,
    /// Which value was accepted last.
    pub(crate) last: Option<Candidate>,
    /// The attempts to set the channel up that failed, one after the other.
    pub(crate) attempts: Attempts,
    /// Before this, no password is sent: the last change failed.
    pub(crate) defer: Option<Instant>,
    /// Since when controllers let the computer in by its name, if there is another that its account may have.
    pub(crate) named: Option<Instant>,
    /// Why the last change failed, if it did.
    pub(crate) unchanged: Option<String>,
    /// The controller that has not answered when it was told who this computer is: it is told no more.
    pub(crate) silent: Option<String>,
}

impl Core {
    /// Whether the controller that was asked last has not got what it should have.
    pub(crate) fn is_undecided(&self) -> bool {
        let (membership, last) = (self.membership.as_ref(), self.last);
        membership
            .zip(last)
            .is_some_and(|(m, last)| m.secret.accepted(last) != Consequence::InStep)
    }
}

/// The longest time for which an open channel passes for a proof of the password.
const LONGEST_UNPROVEN: Duration = Duration::from_hours(24);

impl Member {
    /// A member over what it keeps. Nothing is sent before somebody asks, or [`Member::run`] runs.
    ///
    /// # Errors
    /// [`ChannelFailure::Secret`] if what is kept cannot be read.
    pub async fn new(
        computer: String,
        store: Arc<dyn MembershipStore>,
        network: Arc<dyn Network>,
        events: Arc<dyn EventLog>,
        surroundings: Surroundings,
        settings: Settings,
    ) -> Result<Arc<Self>, ChannelFailure> {
        let jitter = jitter(&settings, &surroundings);
        let member = Self {
            jitter,
            network,
            store,
            surroundings,
            settings,
            events,
            computer,
            core: tokio::sync::Mutex::default(),
            view: Mutex::default(),
            wake: Notify::new(),
        };
        member.reload().await?;
        Ok(Arc::new(member))
    }

    /// Reads the membership anew, after a join or a leave, and drops the channel.
    ///
    /// # Errors
    /// [`ChannelFailure::Secret`] if it cannot be read.
    pub async fn reload(&self) -> Result<(), ChannelFailure> {
        let mut core = self.core.lock().await;
        self.read(&mut core).await
    }

    /// Whoever is to change something, from what is kept.
    ///
    /// # Errors
    /// [`ChannelFailure::Secret`] if that has to be read anew, and cannot be.
    pub(crate) async fn core(&self) -> Result<MutexGuard<'_, Core>, ChannelFailure> {
        let mut core = self.core.lock().await;
        if core.stale {
            self.read(&mut core).await?;
        }
        Ok(core)
    }

    pub(crate) async fn read(&self, core: &mut Core) -> Result<(), ChannelFailure> {
        core.stale = true;
        let loaded = self.store.load().await;
        let membership = loaded.map_err(|error| ChannelFailure::Secret {
            because: error.to_string(),
        })?;
        *core = Core {
            membership,
            ..Core::default()
        };
        self.start_over(core);
        self.view().trusts.clear();
        self.show(core);
        if let Some(membership) = &core.membership {
            self.network.call_itself(&membership.computer);
        }
        if let (Some(membership), Some(evidence)) = (&core.membership, self.store.copied()) {
            self.log(&NetlogonEvent::Copied {
                computer: membership.computer.as_str().to_owned(),
                evidence,
            });
        }
        Ok(())
    }

    /// Keeps the channel up and the password fresh, until it is dropped.
    pub async fn run(&self) {
        loop {
            let next = self.tend().await;
            // Whoever joins, starts the service or resets the channel wakes it earlier.
            let _ = timeout_at(next, self.wake.notified()).await;
        }
    }

    /// Does what is due, and says when to come again.
    async fn tend(&self) -> Instant {
        let later = Instant::now() + self.settings.scavenge_interval;
        let mut core = match self.core().await {
            Ok(core) => core,
            Err(failure) => {
                warn!(%failure, "what is kept of the membership cannot be read");
                return later;
            }
        };
        if core.membership.is_none() || self.view().rests() {
            return later;
        }
        if let Some(retry) = core.attempts.retry() {
            return retry;
        }
        // One that broke is not reported: whether another can be set up is what counts.
        if !self.tend_channel(&mut core).await
            && self.set_up(&mut core, Where::Anywhere).await.is_err()
        {
            return core.attempts.retry().unwrap_or(later);
        }
        self.tend_password(&mut core).await;
        later
    }

    /// Whether the channel is up, and works.
    async fn tend_channel(&self, core: &mut Core) -> bool {
        let Some(link) = self.up() else {
            return false;
        };
        link.close_idle();
        if link.confirm().await.is_err() {
            return false;
        }
        // That it works says nothing of the password: behind its back a controller may have been set back, or been given
        // another one, and nobody should find that out when the computer is started the next time.
        let longest = LONGEST_UNPROVEN.min(self.settings.maximum_password_age);
        if link.opened.elapsed() >= longest {
            self.prove_beside(core, &link).await;
        }
        true
    }

    /// Sets the channel up, if it is not up.
    pub(crate) async fn link(&self) -> Result<Arc<Link>, ChannelFailure> {
        if self.view().paused {
            return Err(ChannelFailure::Paused);
        }
        if let Some(link) = self.up() {
            return Ok(link);
        }
        let mut core = self.core().await?;
        // Somebody else may have done it, or have failed, just now.
        if let Some(link) = self.up() {
            return Ok(link);
        }
        if core.attempts.retry().is_some()
            && let Some((failure, ..)) = &self.view().failure
        {
            return Err(failure.clone());
        }
        self.set_up(&mut core, Where::Anywhere).await
    }

    /// Looks for a controller, or takes the one that is named, and sets the channel up on it, whatever was before.
    ///
    /// # Errors
    /// [`ChannelFailure`].
    pub async fn rediscover(&self, server: Option<&str>) -> Result<(), ChannelFailure> {
        let mut core = self.core().await?;
        let at = server.map_or(Where::Anywhere, Where::Named);
        self.set_up(&mut core, at).await.map(drop)
    }

    /// Proves that the controller accepts the password now: by setting the channel up anew.
    ///
    /// # Errors
    /// [`ChannelFailure`].
    pub async fn verify(&self) -> Result<(), ChannelFailure> {
        let mut core = self.core().await?;
        if let Some(link) = self.up() {
            match self.set_up(&mut core, Where::At(&link.controller)).await {
                // It may be gone for good.
                Err(ChannelFailure::Unreachable { .. }) => {}
                outcome => return outcome.map(drop),
            }
        }
        self.set_up(&mut core, Where::Anywhere).await.map(drop)
    }

    /// A domain controller: the one that the channel goes to, or the best that is found.
    ///
    /// # Errors
    /// [`ChannelFailure::NotJoined`], [`ChannelFailure::NoController`].
    pub async fn controller(&self) -> Result<FoundController, ChannelFailure> {
        if let Some(link) = self.up() {
            return Ok(link.controller.clone());
        }
        self.find(Sought::Any, |_| true).await
    }

    /// Looks for the best domain controller of which something holds. Who has named one wants no other than that, but which
    /// is the primary one is another question.
    pub(crate) async fn find(
        &self,
        sought: Sought<'_>,
        is_fit: impl Fn(&FoundController) -> bool,
    ) -> Result<FoundController, ChannelFailure> {
        let (domain, server) = {
            let core = self.core().await?;
            let membership = core.membership.as_ref();
            let membership = membership.ok_or(ChannelFailure::NotJoined)?;
            (membership.domain.clone(), membership.server.clone())
        };
        let sought = match sought {
            Sought::Any => Sought::at(server.as_deref()),
            sought => sought,
        };
        let found = self.network.find(&domain, sought).await?;
        let best = found.into_iter().find(is_fit);
        best.ok_or_else(|| ChannelFailure::nobody(&domain))
    }

    /// Has what failed be tried again at once: there may be a network now that there was not.
    pub async fn retry(&self) {
        let mut core = self.core.lock().await;
        core.attempts.try_now();
        self.wake.notify_one();
    }

    /// Starts or stops the service: one that is stopped has no channel and makes none. One that was paused goes on with the
    /// channel that it has.
    pub async fn set_running(&self, running: bool) {
        let mut core = self.core.lock().await;
        let was_paused = std::mem::take(&mut self.view().paused);
        self.view().stopped = !running;
        if was_paused && running {
            self.wake.notify_one();
        } else {
            self.start_over(&mut core);
        }
    }

    /// Pauses the service: the channel that is open stays so, and is not used; none is set up, and no password changed.
    pub async fn pause(&self) {
        let _core = self.core.lock().await;
        self.view().paused = true;
    }

    /// Drops the channel, so that whoever needs it next sets it up anew, at once.
    pub(crate) fn start_over(&self, core: &mut Core) {
        core.attempts = Attempts::default();
        let mut view = self.view();
        view.link = None;
        view.failure = None;
        drop(view);
        self.wake.notify_one();
    }

    pub(crate) fn log(&self, event: &NetlogonEvent) {
        self.events.log(event, self.surroundings.clock.now());
    }

    pub(crate) fn view(&self) -> std::sync::MutexGuard<'_, View> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A time so much later.
pub(crate) fn later(time: FileTime, by: Duration) -> FileTime {
    let ticks = u64::try_from(by.as_nanos() / 100).unwrap_or(u64::MAX);
    FileTime(time.0.saturating_add(ticks))
}

/// At most a day, and at most a tenth of the age.
fn jitter(settings: &Settings, surroundings: &Surroundings) -> Duration {
    let mut octets = [0; 4];
    surroundings.entropy.fill(&mut octets);
    let most = (settings.maximum_password_age / 10).min(Duration::from_hours(24));
    let share = f64::from(u32::from_le_bytes(octets)) / f64::from(u32::MAX);
    most.mul_f64(share)
}
