//! The one service behind all interfaces.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use rpc::Service;
use store::Store;
use transport::{CallContext, SmbSessions};
use wire::{FileTime, NetbiosName, Sid};

use crate::events::Events;
use crate::role::{Membership, Role};
use crate::surroundings::Surroundings;

/// A computer's Local Security Authority: what answers the calls of its clients.
pub struct Authority {
    names: RwLock<Arc<Names>>,
    store: Store,
    surroundings: Surroundings,
    pub(crate) role: Arc<dyn Role>,
    pub(crate) events: Events,
    logon_attempts: AtomicU32,
    pub(crate) smb: Smb,
}

/// What is known of the SMB server.
#[derive(Default)]
pub(crate) struct Smb {
    pub(crate) sessions: Arc<SmbSessions>,
    /// How long a session may be left unused.
    pub(crate) idle: OnceLock<Duration>,
}

/// Whose accounts a computer has, and what it is called.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Names {
    /// The NetBIOS name of the domain that its accounts are in: a controller's is the domain that it serves, and a
    /// member's is its own name.
    pub domain: NetbiosName,
    /// That domain's name in the DNS, if it has one.
    pub dns_domain: Option<String>,
    /// That domain's SID.
    pub sid: Sid,
    /// The computer's own NetBIOS name.
    pub computer: NetbiosName,
}

impl Names {
    /// Those that a database was made for; a name in the DNS is none of its business.
    ///
    /// # Errors
    /// [`store::StoreError`] when it cannot be read.
    pub async fn read(store: &Store) -> Result<Self, store::StoreError> {
        let domain = store.domain().await?;
        Ok(Self {
            domain: domain.name,
            dns_domain: None,
            sid: domain.sid,
            computer: domain.controller,
        })
    }

    /// Whether the domain has this name, in NetBIOS or in the DNS.
    #[must_use]
    pub fn is_called(&self, domain: &str) -> bool {
        let is = |own: &str, name: &str| name.eq_ignore_ascii_case(own);
        let in_dns = || domain.strip_suffix('.').unwrap_or(domain);
        is(self.domain.as_str(), domain)
            || self
                .dns_domain
                .as_deref()
                .is_some_and(|own| is(own, in_dns()))
    }

    /// The account whose user principal name this is, `user@our.example` or `user@OURDOM`, if it is one of this domain's.
    /// It is the default one of [MS-LSAT] 3.1.4.5, for accounts have no other here.
    #[must_use]
    pub fn account_of<'a>(&self, principal: &'a str) -> Option<&'a str> {
        let (account, domain) = principal.rsplit_once('@')?;
        (!account.is_empty() && self.is_called(domain)).then_some(account)
    }
}

impl Authority {
    /// The authority over a database's accounts, whose names are [`Names::read`] from it.
    #[must_use]
    pub fn new(
        store: Store,
        names: Names,
        surroundings: Surroundings,
        role: Arc<dyn Role>,
    ) -> Arc<Self> {
        Arc::new(Self {
            names: RwLock::new(Arc::new(names)),
            events: Events::new(store.clone()),
            store,
            surroundings,
            role,
            logon_attempts: AtomicU32::new(0),
            smb: Smb::default(),
        })
    }

    /// Who this is: now, for a member may get another name while it serves.
    #[must_use]
    pub fn names(&self) -> Arc<Names> {
        let known = Arc::clone(&self.names.read().unwrap_or_else(PoisonError::into_inner));
        match self.role.computer() {
            Some(computer) if computer != known.computer => {
                let names = Arc::new(Names {
                    domain: computer.clone(),
                    dns_domain: None,
                    sid: known.sid.clone(),
                    computer,
                });
                let mut kept = self.names.write().unwrap_or_else(PoisonError::into_inner);
                *kept = Arc::clone(&names);
                names
            }
            _ => known,
        }
    }

    /// The database.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
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

    /// What time and randomness come from.
    #[must_use]
    pub const fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// How many have tried to log on since the service started, modulo 2^32.
    #[must_use]
    pub fn logon_attempts(&self) -> u32 {
        self.logon_attempts.load(Ordering::Relaxed)
    }

    pub(crate) fn count_logon_attempt(&self) {
        self.logon_attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether the computer is a domain controller: some calls are for none, or for nothing else.
    pub(crate) fn is_controller(&self) -> bool {
        self.role.membership() == Membership::Controller
    }

    /// The name of the domain or workgroup that the computer is in, and the domain's SID.
    pub(crate) fn primary_domain(&self) -> (NetbiosName, Option<Sid>) {
        match self.role.membership() {
            Membership::Controller => {
                let names = self.names();
                (names.domain.clone(), Some(names.sid.clone()))
            }
            Membership::Member(domain) => (domain.name, Some(domain.sid)),
            Membership::Standalone { workgroup } => (workgroup, None),
        }
    }
}

impl Service for Authority {
    type Context = CallContext;
}
