//! The session on the primary domain controller, where alone accounts are changed.

use auth::Credentials;
use host::{Accounts, Host, Policy, Problem, Reached, Reason, Side, locate_problem};
use locate::{DomainController, DomainName, Want};
use tracing::warn;
use wire::NetbiosName;

use super::{JoinFailure, JoinReason, JoinStep, Joining};
use crate::Domain;
use crate::network::FoundController;
use crate::sockets::found;

/// A session on a domain controller.
pub(super) struct Controller {
    pub(super) name: String,
    pub(super) found: FoundController,
    pub(super) domain: Domain,
    host: Host,
}

impl Controller {
    /// The accounts of its domain.
    pub(super) async fn accounts(&self) -> Result<Accounts, Problem> {
        Accounts::open(&self.host, &self.domain.sid).await
    }

    /// What is wrong with something there.
    pub(super) fn problem(&self, reason: Reason) -> JoinReason {
        JoinReason::There(Side::Pdc(self.name.clone()).problem(reason))
    }
}

impl Joining {
    /// Finds the primary domain controller, or takes the one that is named, logs on to it and asks it for its domain.
    /// Candidates that cannot be reached are passed over as long as there are others.
    pub(super) async fn controller(
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
            let attempt = self.log_on(computer, domain, candidate, credentials);
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

    async fn log_on(
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
        let timeout = self.settings.timeout;
        let logon = Host::log_on(side.clone(), &reached, credentials, computer, timeout);
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
            domain: Domain {
                name: short,
                dns_name: domain.dns_name,
                sid,
            },
            host,
        })
    }
}
