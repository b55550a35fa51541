//! The channel to one trusted domain: set up when somebody needs it, and kept as a member keeps its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use link::{
    Attempts, ChannelFailure, FoundController, Link, MOST_CONTROLLERS, NetlogonEvent, Opening,
    Refusals, Slowness, Sought,
};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::{debug, info, warn};

use super::known::Trust;
use super::{LIMITS, Trusted};

/// The channel to a trusted domain, or why there is none.
pub(crate) struct TrustedChannel {
    trust: Trust,
    /// Logons for which there is a place, under way or waiting.
    pub(super) places: Semaphore,
    /// Whoever sets it up holds it for all of that time.
    attempts: tokio::sync::Mutex<Attempts>,
    /// Never held while something is awaited.
    view: Mutex<View>,
}

#[derive(Default)]
struct View {
    link: Option<Arc<Link>>,
    failure: Option<ChannelFailure>,
    slow: Slowness,
    /// The controller that was not good enough: others are tried before it.
    avoid: Option<String>,
    /// There is another channel in its place: this one stays down.
    ended: bool,
}

/// Where a channel is to be set up.
#[derive(Clone, Copy)]
enum Where<'a> {
    Anywhere,
    Named(&'a str),
    At(&'a FoundController),
}

/// Logons of users of one domain that may be under way or wait at the same time; one more is told that nobody answers.
const PLACES: usize = 256;

/// The longest wait for any controller of a domain to let this one in.
const LONGEST_SET_UP: Duration = Duration::from_secs(20);

/// The longest time before a channel that was refused is tried again, unless somebody says so.
const LONGEST_RETRY: Duration = Duration::from_mins(5);

impl TrustedChannel {
    pub(super) fn new(trust: Trust) -> Self {
        Self {
            trust,
            places: Semaphore::new(PLACES),
            attempts: tokio::sync::Mutex::default(),
            view: Mutex::default(),
        }
    }

    /// What it was made of.
    pub(crate) const fn trust(&self) -> &Trust {
        &self.trust
    }

    /// What is known of it without asking anybody: the controller at its other end, or why it is down; nothing of one that
    /// nobody has needed yet.
    pub(crate) fn state(&self) -> Option<Result<FoundController, ChannelFailure>> {
        let view = self.view();
        match (&view.link, &view.failure) {
            (Some(link), _) => Some(Ok(link.controller.clone())),
            (None, Some(failure)) => Some(Err(failure.clone())),
            (None, None) => None,
        }
    }

    /// The channel, which is set up if it is not up.
    pub(super) async fn link(&self, from: &Trusted) -> Result<Arc<Link>, ChannelFailure> {
        if let Some(link) = self.up() {
            link.close_idle();
            return Ok(link);
        }
        let mut attempts = self.attempts.lock().await;
        // Somebody else may have done it, or have failed, just now.
        if let Some(link) = self.up() {
            return Ok(link);
        }
        let failure = self.view().failure.clone();
        if let (Some(_), Some(failure)) = (attempts.retry(), failure) {
            return Err(failure);
        }
        self.set_up(from, &mut attempts, Where::Anywhere).await
    }

    /// The controller at its other end; it is set up if it is not up.
    pub(crate) async fn controller(
        &self,
        from: &Trusted,
    ) -> Result<FoundController, ChannelFailure> {
        Ok(self.link(from).await?.controller.clone())
    }

    /// Looks for a controller, or takes the one that is named, and sets the channel up there, whatever was before.
    pub(crate) async fn rediscover(
        &self,
        from: &Trusted,
        server: Option<&str>,
    ) -> Result<(), ChannelFailure> {
        let mut attempts = self.attempts.lock().await;
        let at = server.map_or(Where::Anywhere, Where::Named);
        self.set_up(from, &mut attempts, at).await.map(drop)
    }

    /// Proves that the other domain accepts the password now: by setting the channel up anew.
    pub(crate) async fn verify(&self, from: &Trusted) -> Result<(), ChannelFailure> {
        let mut attempts = self.attempts.lock().await;
        if let Some(link) = self.up() {
            let at = Where::At(&link.controller);
            match self.set_up(from, &mut attempts, at).await {
                // It may be gone for good.
                Err(ChannelFailure::Unreachable { .. }) => {}
                outcome => return outcome.map(drop),
            }
        }
        let anew = self.set_up(from, &mut attempts, Where::Anywhere);
        anew.await.map(drop)
    }

    async fn set_up(
        &self,
        from: &Trusted,
        attempts: &mut Attempts,
        at: Where<'_>,
    ) -> Result<Arc<Link>, ChannelFailure> {
        let before = self.view().link.take();
        if let Some(before) = before {
            // The controller reads them with the key of its newest channel.
            let _rest = before.rest().await;
            before.give_up();
        }
        let tried = timeout(LONGEST_SET_UP, self.try_controllers(from, at)).await;
        let outcome = tried.unwrap_or_else(|_| {
            Err(ChannelFailure::NoController {
                domain: self.trust.domain.name.as_str().to_owned(),
                tried: "none has answered in time".to_owned(),
            })
        });
        match outcome {
            Ok(link) => {
                *attempts = Attempts::default();
                let link = Arc::new(link);
                info!(
                    domain = %self.trust.domain.name, controller = %link.controller.name,
                    "Secure channel established to a trusted domain"
                );
                self.show(&link);
                Ok(link)
            }
            Err(failure) => {
                attempts.failed(&failure, LONGEST_RETRY);
                warn!(
                    domain = %self.trust.domain.name, %failure, code = failure.code(),
                    "no secure channel to a trusted domain"
                );
                self.view().failure = Some(failure.clone());
                if let Some(event) = NetlogonEvent::of_failure(&failure, &self.trust.account) {
                    from.log(&event).await;
                }
                Err(failure)
            }
        }
    }

    /// Each controller, until one accepts.
    async fn try_controllers(&self, from: &Trusted, at: Where<'_>) -> Result<Link, ChannelFailure> {
        let Trust {
            domain,
            account,
            values,
        } = &self.trust;
        if values.is_empty() {
            return Err(ChannelFailure::Secret {
                because: format!("there is none for the trust in {}", domain.name),
            });
        }
        let controllers = match at {
            Where::At(controller) => vec![controller.clone()],
            Where::Named(server) => from.network.find(domain, Sought::Named(server)).await?,
            Where::Anywhere => {
                let mut found = from.network.find(domain, Sought::Any).await?;
                let avoided = self.view().avoid.take();
                found.sort_by_key(|found| avoided.as_ref() == Some(&found.name));
                found
            }
        };
        let mut refusals = Refusals::default();
        for controller in controllers.iter().take(MOST_CONTROLLERS) {
            let opening = Opening {
                network: &from.network,
                surroundings: &from.surroundings,
                limits: LIMITS,
                account: account.clone(),
                controller,
            };
            match opening.with_any(self.trust.values()).await {
                Ok(link) => return Ok(link),
                Err(failure) => {
                    debug!(controller = %controller.name, %failure, "Secure channel setup failed");
                    refusals.add(failure);
                }
            }
        }
        Err(refusals.into_failure(domain))
    }

    /// Forgets a channel that does not carry any more, unless there is another already; of many logons that find it so, one
    /// tells.
    pub(super) async fn forget(&self, from: &Trusted, link: &Arc<Link>, failure: &ChannelFailure) {
        if self.drop_link(link) && matches!(failure, ChannelFailure::Unreachable { .. }) {
            let account = &self.trust.account;
            let event = NetlogonEvent::CallCancelled {
                controller: format!("\\\\{}", link.controller.name),
                domain: account.domain.as_str().to_owned(),
                computer: account.computer.to_string(),
            };
            from.log(&event).await;
        }
    }

    /// Answers that come too late, one after the other, and another controller is looked for.
    pub(super) fn note_time(&self, link: &Arc<Link>, took: Duration) {
        let is_slow = self.view().slow.note(took, LIMITS.timeout);
        if is_slow && self.drop_link(link) {
            warn!(controller = %link.controller.name, "answers are slow: looking for another");
        }
    }

    /// Ends it for good: what was stored of the trust has changed.
    pub(super) fn end(&self) {
        let link = {
            let mut view = self.view();
            view.ended = true;
            view.link.take()
        };
        if let Some(link) = link {
            link.give_up();
        }
    }

    fn up(&self) -> Option<Arc<Link>> {
        self.view().link.clone()
    }

    fn show(&self, link: &Arc<Link>) {
        let mut view = self.view();
        view.failure = None;
        view.slow = Slowness::default();
        // Whoever had it set up uses it once; nobody else does.
        view.link = (!view.ended).then(|| Arc::clone(link));
    }

    fn drop_link(&self, link: &Arc<Link>) -> bool {
        let mut view = self.view();
        let is_present = view
            .link
            .as_ref()
            .is_some_and(|present| Arc::ptr_eq(present, link));
        if is_present {
            view.link = None;
            view.avoid = Some(link.controller.name.clone());
        }
        drop(view);
        link.give_up();
        is_present
    }

    fn view(&self) -> MutexGuard<'_, View> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use auth::NtHash;
    use link::{Account, BoxFuture, Candidate, Domain, Network};
    use lsa::Names;
    use msrpc::netlogon::SecureChannelType;
    use tokio::time::Instant;
    use transport::PipeIo;

    use super::*;
    use crate::locator::tests::controller;

    /// Nobody answers whoever looks for a domain, and nobody says so.
    #[derive(Default)]
    struct Silent(AtomicUsize);

    impl Network for Silent {
        fn find<'a>(
            &'a self,
            _: &'a Domain,
            _: Sought<'a>,
        ) -> BoxFuture<'a, Result<Vec<FoundController>, ChannelFailure>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Box::pin(pending())
        }

        fn open<'a>(
            &'a self,
            _: &'a FoundController,
        ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
            Box::pin(pending())
        }
    }

    async fn trusted(network: Arc<Silent>) -> Trusted {
        let controller = controller().await;
        let authority = controller.authority();
        let names: Names = controller.names().clone();
        let surroundings = lsa::Surroundings::system();
        Trusted::new(authority.store().clone(), names, surroundings, network)
    }

    fn channel() -> TrustedChannel {
        TrustedChannel::new(Trust {
            domain: Domain {
                name: "OTHER".parse().unwrap(),
                dns_name: None,
                sid: "S-1-5-21-4-5-6".parse().unwrap(),
            },
            account: Account {
                computer: "OURPDC".parse().unwrap(),
                domain: "OTHER".parse().unwrap(),
                name: "OURDOM$".to_owned(),
                channel_type: SecureChannelType::TRUSTED_DOMAIN,
            },
            values: vec![(Candidate::Current, NtHash::new([1; 16]))],
        })
    }

    #[tokio::test]
    async fn nobody_waits_longer_than_one_set_up_may_take() {
        let network = Arc::<Silent>::default();
        let trusted = trusted(Arc::clone(&network)).await;
        let channel = channel();
        tokio::time::pause();
        let start = Instant::now();
        let both = tokio::join!(channel.link(&trusted), channel.link(&trusted));
        for outcome in [both.0, both.1] {
            assert!(matches!(outcome, Err(ChannelFailure::NoController { .. })));
        }
        assert!(start.elapsed() < LONGEST_SET_UP + Duration::from_secs(1));
        assert_eq!(network.0.load(Ordering::Relaxed), 1);
        // It is tried again after a while, by whoever needs it then.
        tokio::time::advance(Duration::from_secs(6)).await;
        assert!(channel.link(&trusted).await.is_err());
        assert_eq!(network.0.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn what_has_ended_stays_down() {
        let trusted = trusted(Arc::default()).await;
        let channel = trusted.channel_of(Trust {
            values: Vec::new(),
            ..channel().trust
        });
        let another = trusted.channel_of(self::channel().trust);
        assert!(!Arc::ptr_eq(&channel, &another));
        assert!(channel.view().ended);
        let same = trusted.channel_of(self::channel().trust);
        assert!(Arc::ptr_eq(&same, &another));
    }
}
