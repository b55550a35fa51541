//! The one service behind all interfaces.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use msrpc::epmapper::EndpointTable;
use rpc::Service;
use store::Store;
use transport::CallContext;
use wire::{FileTime, NetbiosName, Sid};

use crate::events::Events;
use crate::netlogon::{ChallengeTable, Channels};
use crate::services::{ServiceState, Switch};
use ::lsa::Surroundings;

/// A domain controller: what answers the calls of its clients.
pub struct Controller {
    names: Names,
    store: Store,
    surroundings: Surroundings,
    settings: Settings,
    pub(crate) events: Events,
    pub(crate) challenges: ChallengeTable,
    pub(crate) channels: Channels,
    /// Whether the Netlogon service runs.
    pub(crate) switch: Switch,
    logon_attempts: AtomicU32,
    pub(crate) endpoints: OnceLock<EndpointTable>,
}

/// What an administrator may set of the service, beside the domain's rules, which are in the database.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settings {
    /// The site that members are told they are in; a domain of this kind has none unless it is given a name.
    pub site: Option<String>,
    /// The domain's name in the DNS, if it has one.
    pub dns_domain: Option<String>,
}

/// Who a domain controller is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Names {
    /// The domain's NetBIOS name.
    pub domain: NetbiosName,
    /// The domain's SID.
    pub sid: Sid,
    /// The domain controller's own NetBIOS name.
    pub computer: NetbiosName,
}

impl Controller {
    /// A domain controller over its database.
    ///
    /// # Errors
    /// [`store::StoreError`] when the database cannot be read.
    pub async fn new(
        store: Store,
        surroundings: Surroundings,
        settings: Settings,
    ) -> Result<Arc<Self>, store::StoreError> {
        let domain = store.domain().await?;
        Ok(Arc::new(Self {
            names: Names {
                domain: domain.name,
                sid: domain.sid,
                computer: domain.controller,
            },
            events: Events::new(store.clone()),
            store,
            surroundings,
            settings,
            challenges: ChallengeTable::default(),
            channels: Channels::default(),
            switch: Switch::default(),
            logon_attempts: AtomicU32::new(0),
            endpoints: OnceLock::new(),
        }))
    }

    /// Who this is.
    #[must_use]
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// The database.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// What an administrator has set.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The domain's name in the DNS, and the controller's, if it has them.
    pub(crate) fn dns_names(&self) -> Option<(&str, String)> {
        let domain = self.settings.dns_domain.as_deref()?;
        let host = self.names.computer.as_str().to_lowercase();
        Some((domain, format!("{host}.{domain}")))
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> FileTime {
        self.surroundings.clock.now()
    }

    /// Octets that nobody can predict.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut octets = [0; N];
        self.surroundings.entropy.fill(&mut octets);
        octets
    }

    /// Whether the Netlogon service runs, is paused or stopped.
    #[must_use]
    pub fn service_state(&self) -> ServiceState {
        self.switch.state()
    }

    /// How many have tried to log on since the service started, modulo 2^32.
    pub(crate) fn logon_attempts(&self) -> u32 {
        self.logon_attempts.load(Ordering::Relaxed)
    }

    pub(crate) fn count_logon_attempt(&self) {
        self.logon_attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// What time and randomness come from.
    #[must_use]
    pub const fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }
}

impl Service for Controller {
    type Context = CallContext;
}
