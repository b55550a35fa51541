//! The keeper of the channel: finds a controller, sets the channel up, and never asks more often than it should.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lsa::Surroundings;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{debug, info, warn};
use wire::{FileTime, NetbiosName};

use crate::link::Link;
use crate::logon::{LoggedOn, Logon, LogonFailure};
use crate::network::{FoundController, Network};
use crate::secret::Candidate;
use crate::status::{ChannelStatus, PasswordStatus, Status, seconds};
use crate::{
    ChannelFailure, Domain, EventLog, Membership, MembershipStore, NetlogonEvent, Settings,
};

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
    computer: String,
    /// Whoever changes anything holds it for all of that time.
    pub(crate) core: tokio::sync::Mutex<Core>,
    /// What is shown, and what logons go over: never held while something is awaited.
    view: Mutex<View>,
    wake: Notify,
}

/// What only one may change at a time.
#[derive(Default)]
pub(crate) struct Core {
    pub(crate) membership: Option<Membership>,
    /// Which value was accepted last.
    pub(crate) last: Option<Candidate>,
    /// When it is tried again, after a failure.
    retry: Option<Instant>,
    /// How many failures there were in a row.
    failures: u32,
    /// Before this, no password is sent: the last change failed.
    pub(crate) defer: Option<Instant>,
}

#[derive(Default)]
struct View {
    stopped: bool,
    paused: bool,
    link: Option<Arc<Link>>,
    failure: Option<(ChannelFailure, FileTime, FileTime)>,
    domain: Option<Domain>,
    computer: Option<NetbiosName>,
    /// The name that its account may have got meanwhile.
    renaming: Option<NetbiosName>,
    password: Option<PasswordStatus>,
    /// Answers over the present link that took too long, one after the other.
    slow: u32,
    /// The controller that was not good enough: others are tried before it.
    avoid: Option<String>,
}

impl View {
    fn has(&self, link: &Arc<Link>) -> bool {
        self.link
            .as_ref()
            .is_some_and(|present| Arc::ptr_eq(present, link))
    }
}

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

/// Domain controllers that are asked in one attempt.
const MOST_CONTROLLERS: usize = 4;

/// The first wait after no controller could be reached; it doubles, up to the interval of the scavenger.
const FIRST_RETRY: Duration = Duration::from_secs(5);

/// An answer that took longer counts as slow, and so does one that took more than half the longest wait.
const SLOW: Duration = Duration::from_secs(45);

/// So many slow answers, and another controller is looked for.
const MOST_SLOW: u32 = 2;

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
        let loaded = self.store.load().await;
        let membership = loaded.map_err(|error| ChannelFailure::Secret {
            because: error.to_string(),
        })?;
        *core = Core {
            membership,
            ..Core::default()
        };
        self.start_over(&mut core);
        self.show(&core, None);
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
        let mut core = self.core.lock().await;
        let later = Instant::now() + self.settings.scavenge_interval;
        let rests = {
            let view = self.view();
            view.stopped || view.paused
        };
        if core.membership.is_none() || rests {
            return later;
        }
        if let Some(retry) = core.retry
            && retry > Instant::now()
        {
            return retry;
        }
        let works = match self.up() {
            Some(link) => {
                link.close_idle();
                link.confirm().await.is_ok()
            }
            None => false,
        };
        // One that broke is not reported: whether another can be set up is what counts.
        if !works && self.set_up(&mut core, Where::Anywhere).await.is_err() {
            return core.retry.unwrap_or(later);
        }
        self.tend_password(&mut core).await;
        later
    }

    /// Sets the channel up, if it is not up.
    pub(crate) async fn link(&self) -> Result<Arc<Link>, ChannelFailure> {
        if self.view().paused {
            return Err(ChannelFailure::Paused);
        }
        if let Some(link) = self.up() {
            return Ok(link);
        }
        let mut core = self.core.lock().await;
        // Somebody else may have done it, or have failed, just now.
        if let Some(link) = self.up() {
            return Ok(link);
        }
        if let Some(retry) = core.retry
            && retry > Instant::now()
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
        let mut core = self.core.lock().await;
        let at = server.map_or(Where::Anywhere, Where::Named);
        self.set_up(&mut core, at).await?;
        Ok(())
    }

    /// Proves that the controller accepts the password now: by setting the channel up anew.
    ///
    /// # Errors
    /// [`ChannelFailure`].
    pub async fn verify(&self) -> Result<(), ChannelFailure> {
        let mut core = self.core.lock().await;
        if let Some(link) = self.up() {
            match self.set_up(&mut core, Where::At(&link.controller)).await {
                // It may be gone for good.
                Err(ChannelFailure::Unreachable { .. }) => {}
                outcome => return outcome.map(drop),
            }
        }
        self.set_up(&mut core, Where::Anywhere).await.map(drop)
    }

    /// Passes a logon to the domain controller.
    ///
    /// # Errors
    /// [`LogonFailure`].
    pub async fn log_on(&self, logon: &Logon) -> Result<LoggedOn, LogonFailure> {
        let link = self.link().await.map_err(LogonFailure::NoChannel)?;
        if let Ok(outcome) = self.pass(&link, logon).await {
            return outcome;
        }
        debug!("a logon found the channel broken: setting up another");
        let link = self.link().await.map_err(LogonFailure::NoChannel)?;
        let outcome = self.pass(&link, logon).await;
        outcome.unwrap_or_else(|failure| Err(LogonFailure::NoChannel(failure)))
    }

    /// Passes a logon on over one link; one that does not carry any more is forgotten.
    async fn pass(
        &self,
        link: &Arc<Link>,
        logon: &Logon,
    ) -> Result<Result<LoggedOn, LogonFailure>, ChannelFailure> {
        match link.log_on(logon).await {
            Ok(judgement) => {
                self.note_time(link, judgement.took);
                Ok(judgement.outcome.map_err(LogonFailure::Refused))
            }
            Err(failure) => {
                debug!(controller = %link.controller.name, %failure, "the channel is broken");
                // Of many logons that find it so, one tells.
                if self.drop_link(link) && matches!(failure, ChannelFailure::Unreachable { .. }) {
                    self.call_cancelled(link);
                }
                Err(failure)
            }
        }
    }

    /// How the member is.
    #[must_use]
    pub fn status(&self) -> Status {
        let view = self.view();
        let channel = match (&view.link, &view.failure) {
            (Some(link), _) => ChannelStatus::Up {
                controller: link.controller.name.clone(),
                address: link.controller.address.to_string(),
                since: seconds(link.since),
                flags: link.flags.0,
            },
            (None, Some((failure, since, retry))) => ChannelStatus::Down {
                since: seconds(*since),
                failure: failure.clone(),
                retry: seconds(*retry),
            },
            (None, None) => ChannelStatus::Unused,
        };
        Status {
            domain: view
                .domain
                .as_ref()
                .map(|domain| domain.name.as_str().to_owned()),
            computer: view
                .computer
                .as_ref()
                .map_or_else(|| self.computer.clone(), ToString::to_string),
            renaming: view.renaming.as_ref().map(ToString::to_string),
            channel,
            password: view.password.clone(),
            running: !view.stopped && !view.paused,
            paused: view.paused,
            copied: self.store.copied(),
        }
    }

    /// The name of a computer that is a member of a domain.
    #[must_use]
    pub fn computer(&self) -> Option<NetbiosName> {
        self.view().computer.clone()
    }

    /// The domain that the computer is a member of.
    #[must_use]
    pub fn domain(&self) -> Option<Domain> {
        self.view().domain.clone()
    }

    /// A domain controller: the one that the channel goes to, or the best that is found.
    ///
    /// # Errors
    /// [`ChannelFailure::NotJoined`], [`ChannelFailure::NoController`].
    pub async fn controller(&self) -> Result<FoundController, ChannelFailure> {
        if let Some(link) = self.up() {
            return Ok(link.controller.clone());
        }
        let (domain, server) = {
            let core = self.core.lock().await;
            let membership = core.membership.as_ref();
            let membership = membership.ok_or(ChannelFailure::NotJoined)?;
            (membership.domain.clone(), membership.server.clone())
        };
        let found = self.network.find(&domain, server.as_deref()).await?;
        let best = found.into_iter().next();
        best.ok_or_else(|| ChannelFailure::NoController {
            domain: domain.name.as_str().to_owned(),
            tried: "nobody answered".to_owned(),
        })
    }

    /// Has what failed be tried again at once: there may be a network now that there was not.
    pub async fn retry(&self) {
        let mut core = self.core.lock().await;
        core.retry = None;
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

    /// Discovery, set-up, and what follows from the value that was accepted.
    pub(crate) async fn set_up(
        &self,
        core: &mut Core,
        at: Where<'_>,
    ) -> Result<Arc<Link>, ChannelFailure> {
        if self.view().paused {
            return Err(ChannelFailure::Paused);
        }
        self.view().link = None;
        let outcome = if self.view().stopped {
            Err(ChannelFailure::NotRunning)
        } else {
            self.try_controllers(core, at).await
        };
        match outcome {
            Ok(link) => {
                let link = Arc::new(link);
                core.last = Some(link.candidate);
                core.retry = None;
                core.failures = 0;
                self.show_link(&link);
                self.settle_name(core, &link).await;
                info!(controller = %link.controller.name, "Secure channel established");
                self.settle(core, &link).await;
                self.show(core, None);
                Ok(link)
            }
            Err(failure) => {
                self.failed(core, &failure);
                Err(failure)
            }
        }
    }

    fn show_link(&self, link: &Arc<Link>) {
        let mut view = self.view();
        view.failure = None;
        view.slow = 0;
        view.link = Some(Arc::clone(link));
    }

    /// Each controller with each value of the secret, until one accepts.
    async fn try_controllers(&self, core: &Core, at: Where<'_>) -> Result<Link, ChannelFailure> {
        let membership = core.membership.as_ref();
        let membership = membership.ok_or(ChannelFailure::NotJoined)?;
        let pinned = membership.server.as_deref();
        let find = |server| self.network.find(&membership.domain, server);
        let controllers = match at {
            Where::Anywhere => {
                let mut found = find(pinned).await?;
                let avoided = self.view().avoid.take();
                found.sort_by_key(|found| avoided.as_ref() == Some(&found.name));
                found
            }
            Where::Named(server) => find(Some(server)).await?,
            Where::At(controller) => vec![controller.clone()],
        };
        let mut worst = None;
        for controller in controllers.iter().take(MOST_CONTROLLERS) {
            match self.try_values(core, membership, controller).await {
                Ok(link) => return Ok(link),
                Err(failure) => {
                    debug!(controller = %controller.name, %failure, "Secure channel setup failed");
                    // What a controller said counts more than that another did not answer.
                    let silent = |failure: &ChannelFailure| {
                        matches!(failure, ChannelFailure::Unreachable { .. })
                    };
                    if worst.as_ref().is_none_or(silent) {
                        worst = Some(failure);
                    }
                }
            }
        }
        Err(worst.unwrap_or_else(|| ChannelFailure::NoController {
            domain: membership.domain.name.as_str().to_owned(),
            tried: "nobody answered".to_owned(),
        }))
    }

    /// Each value of the secret, under the computer's name and then under the one that its account may have got.
    async fn try_values(
        &self,
        core: &Core,
        membership: &Membership,
        controller: &FoundController,
    ) -> Result<Link, ChannelFailure> {
        let outcome = self.try_named(core, membership, controller).await;
        let failed = outcome.as_ref().err();
        let may_be_renamed = failed.is_some_and(ChannelFailure::may_be_about_the_name);
        match membership.renamed() {
            Some(renamed) if may_be_renamed => {
                let named_so = self.try_named(core, &renamed, controller).await;
                named_so.or(outcome)
            }
            _ => outcome,
        }
    }

    async fn try_named(
        &self,
        core: &Core,
        membership: &Membership,
        controller: &FoundController,
    ) -> Result<Link, ChannelFailure> {
        let mut outcome = Err(ChannelFailure::Secret {
            because: "there is none".to_owned(),
        });
        for candidate in membership.secret.candidates(core.last) {
            let opening = Link::open(
                &self.network,
                &self.surroundings,
                &self.settings,
                membership,
                controller,
                candidate,
            );
            // One that is stuck half-way may not cost the longest wait for each of its answers.
            let opened = timeout(self.settings.timeout, opening).await;
            outcome = opened.unwrap_or_else(|_| {
                Err(ChannelFailure::Unreachable {
                    controller: controller.name.clone(),
                    because: "it does not answer in time".to_owned(),
                })
            });
            match &outcome {
                Err(failure) if failure.is_about_the_password() => {
                    debug!(?candidate, "the controller has another password");
                }
                _ => break,
            }
        }
        outcome
    }

    /// After a failed attempt: the event, and when to try again.
    fn failed(&self, core: &mut Core, failure: &ChannelFailure) {
        let wait = match failure {
            ChannelFailure::NoController { .. } | ChannelFailure::Unreachable { .. } => {
                let wait = FIRST_RETRY.saturating_mul(1 << core.failures.min(10));
                wait.min(self.settings.scavenge_interval)
            }
            // What was refused is refused again: asking sooner would only fill logs, there and here.
            _ => self.settings.scavenge_interval,
        };
        core.failures = core.failures.saturating_add(1);
        core.retry = Some(Instant::now() + wait);
        let now = self.surroundings.clock.now();
        let mut view = self.view();
        let since = view.failure.as_ref().map_or(now, |(_, since, _)| *since);
        view.failure = Some((failure.clone(), since, later(now, wait)));
        drop(view);
        warn!(%failure, code = failure.code(), "no secure channel");
        if let Some(membership) = &core.membership {
            let domain = membership.domain.name.as_str();
            let computer = membership.computer.as_str();
            if let Some(event) = NetlogonEvent::of_failure(failure, domain, computer) {
                self.log(&event);
            }
        }
    }

    /// Answers that come too late, one after the other, and another controller is looked for.
    fn note_time(&self, link: &Arc<Link>, took: Duration) {
        let mut view = self.view();
        if !view.has(link) {
            return;
        }
        if took < SLOW.min(self.settings.timeout / 2) {
            view.slow = 0;
            return;
        }
        view.slow = view.slow.saturating_add(1);
        if view.slow >= MOST_SLOW {
            warn!(controller = %link.controller.name, "answers are slow: looking for another");
            view.link = None;
            view.avoid = Some(link.controller.name.clone());
            link.give_up();
        }
    }

    fn call_cancelled(&self, link: &Link) {
        let (domain, computer) = {
            let view = self.view();
            (view.domain.clone(), view.computer.clone())
        };
        if let (Some(domain), Some(computer)) = (domain, computer) {
            self.log(&NetlogonEvent::CallCancelled {
                controller: format!("\\\\{}", link.controller.name),
                domain: domain.name.as_str().to_owned(),
                computer: computer.to_string(),
            });
        }
    }

    /// Forgets a link that broke, unless there is another already; says whether it did.
    fn drop_link(&self, link: &Arc<Link>) -> bool {
        let mut view = self.view();
        let is_present = view.has(link);
        if is_present {
            view.link = None;
            view.avoid = Some(link.controller.name.clone());
        }
        drop(view);
        link.give_up();
        is_present
    }

    pub(crate) fn log(&self, event: &NetlogonEvent) {
        self.events.log(event, self.surroundings.clock.now());
    }

    /// What [`Member::status`] tells of the membership.
    pub(crate) fn show(&self, core: &Core, last_failure: Option<String>) {
        let membership = core.membership.as_ref();
        let mut view = self.view();
        view.domain = membership.map(|m| m.domain.clone());
        view.computer = membership.map(|m| m.computer.clone());
        view.renaming = membership.and_then(|m| m.renaming.clone());
        view.password = membership.map(|membership| {
            let secret = &membership.secret;
            PasswordStatus {
                set: seconds(secret.current.set),
                due: self.due(secret).map(seconds),
                pending_since: secret.pending.as_ref().map(|value| seconds(value.set)),
                generation: secret.generation,
                accepted: core.last,
                last_failure,
            }
        });
    }

    /// The channel that is up, if one is.
    pub(crate) fn up(&self) -> Option<Arc<Link>> {
        self.view().link.clone()
    }

    /// Drops the channel, so that whoever needs it next sets it up anew, at once.
    pub(crate) fn start_over(&self, core: &mut Core) {
        core.retry = None;
        core.failures = 0;
        let mut view = self.view();
        view.link = None;
        view.failure = None;
        drop(view);
        self.wake.notify_one();
    }

    fn view(&self) -> std::sync::MutexGuard<'_, View> {
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
