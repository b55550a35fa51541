//! The one service behind the Netlogon interface.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use auth::cipher::hmac_md5;
use link::Network;
use lsa::{
    Authority, CannotListen, Listen, Names, Role, ServiceState, Serving, Surroundings, Token,
};
use msrpc::netlogon::Logon;
use rpc::Service;
use store::{Store, StoreError};
use transport::CallContext;
use wire::{FileTime, Guid};

use crate::netlogon::{ChallengeTable, Channels};
use crate::role::ControllerRole;
use crate::trusted::{Nowhere, Trusted};

/// A domain controller: its Local Security Authority, and what answers the Netlogon calls of its clients.
pub struct Controller {
    authority: Arc<Authority>,
    role: Arc<ControllerRole>,
    settings: Settings,
    pub(crate) challenges: ChallengeTable,
}

/// What an administrator may set of the service, beside the domain's rules, which are in the database.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settings {
    /// The site that members are told they are in; a domain of this kind has none unless it is given a name.
    pub site: Option<String>,
    /// The domain's name in the DNS, if it has one.
    pub dns_domain: Option<String>,
    /// The address that clients are told beside its name, if it is known which one they reach.
    pub address: Option<IpAddr>,
    /// Whether members may have responses of MS-CHAPv2 judged, which are as weak as those of NTLM version 1: whoever sees
    /// one gets the hash of the password by trying the keys of DES.
    pub allow_mschapv2_des_responses: bool,
    /// For how long after a member computer has replaced its password the one before still lets it in; if that is zero, it
    /// never does.
    pub accept_previous_machine_password: Duration,
    /// Whether exceptions count where they never should: for the accounts of domain controllers, and for calls that tell
    /// hashes of passwords.
    pub laboratory_exceptions: bool,
}

impl Controller {
    /// A domain controller over its database, which finds no other domain's.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn new(
        store: Store,
        surroundings: Surroundings,
        settings: Settings,
    ) -> Result<Arc<Self>, StoreError> {
        Self::reaching(store, surroundings, settings, Arc::new(Nowhere)).await
    }

    /// The same, with a network in which it finds controllers of the domains that its own trusts.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn reaching(
        store: Store,
        surroundings: Surroundings,
        settings: Settings,
        network: Arc<dyn Network>,
    ) -> Result<Arc<Self>, StoreError> {
        let names = Names {
            dns_domain: settings.dns_domain.clone(),
            ..Names::read(&store).await?
        };
        let trusted = Trusted::new(store.clone(), names.clone(), surroundings.clone(), network);
        let role = Arc::new(ControllerRole::new(
            names.clone(),
            surroundings.clone(),
            settings.accept_previous_machine_password,
            trusted,
        ));
        let shared: Arc<dyn Role> = Arc::<ControllerRole>::clone(&role);
        Ok(Arc::new(Self {
            authority: Authority::new(store, names, surroundings, shared),
            role,
            settings,
            challenges: ChallengeTable::default(),
        }))
    }

    /// Opens all sockets, and serves.
    ///
    /// # Errors
    /// [`CannotListen`] names the service whose socket could not be opened; then none is open.
    pub async fn serve(self: &Arc<Self>, listen: Listen) -> Result<Serving, CannotListen> {
        let more = |endpoint: transport::RpcEndpoint| endpoint.with::<Logon, _>(self);
        self.authority.serve(listen, more).await
    }

    /// The Local Security Authority of the same computer.
    #[must_use]
    pub const fn authority(&self) -> &Arc<Authority> {
        &self.authority
    }

    /// Who this is.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.role.names
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.authority.store()
    }

    /// What an administrator has set.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The domain's name in the DNS, and the controller's, if it has them.
    pub(crate) fn dns_names(&self) -> Option<(&str, String)> {
        let domain = self.settings.dns_domain.as_deref()?;
        let host = self.names().computer.as_str().to_lowercase();
        Some((domain, format!("{host}.{domain}")))
    }

    /// The domain's GUID, if it has a name in the DNS, by which alone clients know domains that have GUIDs: always the same, out
    /// of its SID, as RFC 9562 5.8 has it for what is made of a hash.
    pub(crate) fn domain_guid(&self) -> Option<Guid> {
        self.settings.dns_domain.as_ref()?;
        let sid = self.names().sid.to_string();
        let hash = hmac_md5(b"GUID of a domain", &[sid.as_bytes()]);
        let version_8 =
            u128::from_be_bytes(hash) & !(0xf << 76 | 0x3 << 62) | 0x8 << 76 | 0x2 << 62;
        Some(Guid::from_u128(version_8))
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> FileTime {
        self.authority.now()
    }

    /// Octets that nobody can predict.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.authority.random()
    }

    /// Whether the Netlogon service runs, is paused or stopped.
    #[must_use]
    pub fn service_state(&self) -> ServiceState {
        self.role.service_state()
    }

    #[cfg(test)]
    pub(crate) async fn obey(&self, order: lsa::Order) -> Result<ServiceState, lsa::CannotObey> {
        self.role.obey(order).await
    }

    /// The domains that this one trusts.
    pub(crate) fn trusted(&self) -> &Trusted {
        &self.role.trusted
    }

    pub(crate) fn channels(&self) -> &Channels {
        &self.role.channels
    }

    /// The token of whoever makes a call.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub(crate) async fn token(&self, context: &CallContext) -> Result<Token, StoreError> {
        self.authority.token(context).await
    }
}

impl Service for Controller {
    type Context = CallContext;
}
