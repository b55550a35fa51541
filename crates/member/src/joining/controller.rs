//! The session on the primary domain controller, where alone accounts are changed.

use std::time::Duration;

use auth::Credentials;
use host::{AccountState, Accounts, Host, Policy, Problem, Reached, Reason, Side, locate_problem};
use locate::{DomainController, DomainName, Locator, Want};
use tracing::warn;
use wire::{NetbiosName, Password, Sid};

use super::{JoinFailure, JoinReason, JoinStep};
use crate::{BoxFuture, Domain};
use link::{FoundController, found};

/// How somebody logs on to the controller of a domain on which its accounts are changed: over the network, or in what a
/// simulation has for one.
pub trait Administration: Send + Sync + 'static {
    /// Finds the primary domain controller, or takes the one that is named, logs on to it as `computer`'s administrator and
    /// asks it for its domain.
    ///
    /// # Errors
    /// [`JoinFailure`].
    fn log_on<'a>(
        &'a self,
        computer: &'a NetbiosName,
        domain: &'a str,
        server: Option<&'a str>,
        credentials: &'a Credentials,
    ) -> BoxFuture<'a, Result<Controller, JoinFailure>>;
}

/// A session on a domain controller.
pub struct Controller {
    /// Its name, with backslashes.
    pub name: String,
    /// Where its Netlogon service is.
    pub found: FoundController,
    /// Its domain.
    pub domain: Domain,
    /// What can be changed there.
    pub session: Box<dyn Session>,
}

/// A session of somebody who may change accounts.
pub trait Session: Send + Sync {
    /// Opens the accounts of its domain.
    ///
    /// # Errors
    /// [`Problem`].
    fn accounts(&self) -> BoxFuture<'_, Result<Box<dyn DomainAccounts>, Problem>>;
}

/// What a result of a change of the domain's accounts looks like.
pub type AccountFuture<'a, T> = BoxFuture<'a, Result<T, Problem>>;

/// The computers' accounts of a domain: what of [`Accounts`] a computer needs that joins.
#[expect(
    missing_docs,
    reason = "each is the method of Accounts of the same name"
)]
pub trait DomainAccounts: Send {
    fn find<'a>(&'a mut self, computer: &'a NetbiosName)
    -> AccountFuture<'a, Option<AccountState>>;
    fn create<'a>(
        &'a mut self,
        computer: &'a NetbiosName,
        password: &'a Password,
    ) -> AccountFuture<'a, ()>;
    fn set_password<'a>(
        &'a mut self,
        account: &'a AccountState,
        password: &'a Password,
    ) -> AccountFuture<'a, ()>;
    fn rename<'a>(
        &'a mut self,
        account: &'a AccountState,
        computer: &'a NetbiosName,
    ) -> AccountFuture<'a, ()>;
    fn enable<'a>(&'a mut self, account: &'a AccountState) -> AccountFuture<'a, ()>;
    fn disable<'a>(&'a mut self, account: &'a AccountState) -> AccountFuture<'a, ()>;
}

impl DomainAccounts for Accounts {
    fn find<'a>(
        &'a mut self,
        computer: &'a NetbiosName,
    ) -> AccountFuture<'a, Option<AccountState>> {
        Box::pin(Self::find(self, computer))
    }

    fn create<'a>(
        &'a mut self,
        computer: &'a NetbiosName,
        password: &'a Password,
    ) -> AccountFuture<'a, ()> {
        Box::pin(Self::create(self, computer, password))
    }

    fn set_password<'a>(
        &'a mut self,
        account: &'a AccountState,
        password: &'a Password,
    ) -> AccountFuture<'a, ()> {
        Box::pin(Self::set_password(self, account, password))
    }

    fn rename<'a>(
        &'a mut self,
        account: &'a AccountState,
        computer: &'a NetbiosName,
    ) -> AccountFuture<'a, ()> {
        Box::pin(Self::rename(self, account, computer))
    }

    fn enable<'a>(&'a mut self, account: &'a AccountState) -> AccountFuture<'a, ()> {
        Box::pin(Self::enable(self, account))
    }

    fn disable<'a>(&'a mut self, account: &'a AccountState) -> AccountFuture<'a, ()> {
        Box::pin(Self::disable(self, account))
    }
}

impl Controller {
    /// The accounts of its domain.
    pub(super) async fn accounts(&self) -> Result<Box<dyn DomainAccounts>, Problem> {
        self.session.accounts().await
    }

    /// What is wrong with something there.
    pub(super) fn problem(&self, reason: Reason) -> JoinReason {
        JoinReason::There(Side::Pdc(self.name.clone()).problem(reason))
    }
}

/// The domain's controllers over SMB, as they are found.
pub struct OverSmb {
    /// Finds them.
    pub locator: Locator,
    /// How long to wait for each answer.
    pub timeout: Duration,
}

impl Administration for OverSmb {
    fn log_on<'a>(
        &'a self,
        computer: &'a NetbiosName,
        domain: &'a str,
        server: Option<&'a str>,
        credentials: &'a Credentials,
    ) -> BoxFuture<'a, Result<Controller, JoinFailure>> {
        Box::pin(self.first_that_answers(computer, domain, server, credentials))
    }
}

struct Opened {
    host: Host,
    domain: Sid,
}

impl Session for Opened {
    fn accounts(&self) -> BoxFuture<'_, Result<Box<dyn DomainAccounts>, Problem>> {
        Box::pin(async move {
            let accounts: Box<dyn DomainAccounts> =
                Box::new(Accounts::open(&self.host, &self.domain).await?);
            Ok(accounts)
        })
    }
}

impl OverSmb {
    /// Candidates that cannot be reached are passed over as long as there are others.
    async fn first_that_answers(
        &self,
        computer: &NetbiosName,
        domain: &str,
        server: Option<&str>,
        credentials: &Credentials,
    ) -> Result<Controller, JoinFailure> {
        let there = |step| move |problem| JoinFailure::new(step, JoinReason::There(problem));
        let candidates = self.candidates(computer, domain, server).await;
        let candidates = candidates.map_err(there(JoinStep::Search))?;
        let mut candidates = candidates.into_iter().peekable();
        while let Some(candidate) = candidates.next() {
            let attempt = self.try_one(computer, domain, candidate, credentials);
            match attempt.await {
                Err(problem)
                    if problem.reason.is_about_reaching() && candidates.peek().is_some() =>
                {
                    warn!(side = ?problem.side, reason = %problem.reason, "looking for another controller");
                }
                outcome => return outcome.map_err(there(JoinStep::LogOn)),
            }
        }
        let tried = "nobody answered".to_owned();
        Err(JoinFailure::here(
            JoinStep::Search,
            Reason::PdcNotFound { tried },
        ))
    }

    async fn candidates(
        &self,
        computer: &NetbiosName,
        domain: &str,
        server: Option<&str>,
    ) -> Result<Vec<DomainController>, Problem> {
        let domain: DomainName = domain.parse().map_err(|_| {
            let domain = domain.to_owned();
            Side::Here.problem(Reason::InvalidDomain { domain })
        })?;
        let locator = self.locator.called(computer);
        let located = match server {
            Some(server) => {
                let server = server.trim_start_matches('\\');
                locator.find_at(&domain, server).await
            }
            None => locator.find(&domain, Want::Pdc).await,
        };
        let located =
            located.map_err(|error| locate_problem(error, |tried| Reason::PdcNotFound { tried }));
        Ok(located?.candidates)
    }

    async fn try_one(
        &self,
        computer: &NetbiosName,
        wanted: &str,
        candidate: DomainController,
        credentials: &Credentials,
    ) -> Result<Controller, Problem> {
        let found = found(candidate.clone());
        let reached = Reached::from(candidate);
        let name = reached.name.clone();
        let side = Side::Pdc(name.clone());
        let logon = Host::log_on(side.clone(), &reached, credentials, computer, self.timeout);
        let host = logon.await;
        let host = host.map_err(|problem| side.problem(problem.reason))?;
        let domain = Policy::open(&host).await?.primary_domain().await?;
        let is_called = domain.is_called(wanted);
        let another = |answered: String| side.problem(Reason::AnotherDomain { answered });
        let Some(sid) = domain.sid.filter(|_| is_called) else {
            return Err(another(domain.name));
        };
        let short: NetbiosName = match domain.name.parse() {
            Ok(short) => short,
            Err(_) => return Err(another(domain.name)),
        };
        Ok(Controller {
            name,
            found,
            session: Box::new(Opened {
                host,
                domain: sid.clone(),
            }),
            domain: Domain {
                name: short,
                dns_name: domain.dns_name,
                sid,
            },
        })
    }
}
