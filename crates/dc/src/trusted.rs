//! Domains that this one trusts, and what is asked of their controllers: whether they let their own users in,
//! [MS-NRPC] 3.5.4.5.1, and what names and SIDs of theirs mean.
//!
//! Each domain has one channel, of which no other domain's knows: what is slow or broken there costs nobody else.

mod channel;
mod filter;
mod known;
mod pass_through;
mod translate;

use std::collections::HashMap;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use link::{
    BoxFuture, ChannelFailure, Domain, FoundController, Limits, NetlogonEvent, Network, Sought,
};
use lsa::events::Events;
use lsa::{Names, Surroundings};
use store::{Store, StoreError};
use tracing::error;
use transport::PipeIo;
use wire::Sid;

pub(crate) use channel::TrustedChannel;
pub(crate) use filter::LOGON_EXTRA_SIDS;
use known::Trust;

/// The channels to the domains that this one trusts.
pub(crate) struct Trusted {
    store: Store,
    names: Names,
    surroundings: Surroundings,
    network: Arc<dyn Network>,
    events: Events,
    /// By the SIDs of their domains: each was made of what was stored of its trust then.
    channels: Mutex<HashMap<Sid, Arc<TrustedChannel>>>,
}

/// The longest wait for any one answer of a trusted domain's controller: somebody waits who logs on.
pub const TIMEOUT: Duration = Duration::from_secs(10);

const LIMITS: Limits = Limits {
    timeout: TIMEOUT,
    parallel_logons: 8,
    idle: Duration::from_mins(3),
};

impl Trusted {
    pub(crate) fn new(
        store: Store,
        names: Names,
        surroundings: Surroundings,
        network: Arc<dyn Network>,
    ) -> Self {
        Self {
            events: Events::new(store.clone()),
            store,
            names,
            surroundings,
            network,
            channels: Mutex::default(),
        }
    }

    /// The channel to the domain of this NetBIOS or DNS name, set up or not; `None` if this domain does not trust it.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub(crate) async fn channel_to(
        &self,
        domain: &str,
    ) -> Result<Option<Arc<TrustedChannel>>, StoreError> {
        let trust = self.trust_named(domain).await?;
        if trust.is_none() {
            self.end_named(domain);
        }
        Ok(trust.map(|trust| self.channel_of(trust)))
    }

    /// Ends the channel of a trust that is no longer stored.
    fn end_named(&self, domain: &str) {
        let ended: Vec<_> = self
            .channels()
            .extract_if(|_, channel| channel.trust().domain.is_called(domain))
            .collect();
        ended.iter().for_each(|(_, channel)| channel.end());
    }

    /// The channel that was made of the same trust, or else a new one: whoever changes or deletes one that is stored ends
    /// its channel so.
    fn channel_of(&self, trust: Trust) -> Arc<TrustedChannel> {
        let mut channels = self.channels();
        if let Some(channel) = channels.get(&trust.domain.sid)
            && *channel.trust() == trust
        {
            return Arc::clone(channel);
        }
        let sid = trust.domain.sid.clone();
        let channel = Arc::new(TrustedChannel::new(trust));
        let before = channels.insert(sid, Arc::clone(&channel));
        drop(channels);
        if let Some(before) = before {
            before.end();
        }
        channel
    }

    fn channels(&self) -> MutexGuard<'_, HashMap<Sid, Arc<TrustedChannel>>> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn log(&self, event: &NetlogonEvent) {
        let now = self.surroundings.clock.now();
        if let Some(counted) = self.events.count(event.entry(), None, now)
            && let Err(error) = self.events.write(counted, &self.names.computer).await
        {
            error!(%error, event = event.id(), "an event could not be stored");
        }
    }
}

/// The network of a controller that is given none: nobody is found there.
pub(crate) struct Nowhere;

impl Network for Nowhere {
    fn find<'a>(
        &'a self,
        domain: &'a Domain,
        _: Sought<'a>,
    ) -> BoxFuture<'a, Result<Vec<FoundController>, ChannelFailure>> {
        Box::pin(ready(Err(ChannelFailure::nobody(domain))))
    }

    fn open<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        let controller = controller.name.clone();
        Box::pin(ready(Err(ChannelFailure::Unreachable {
            controller,
            because: "there is no network".to_owned(),
        })))
    }
}
