//! The beginning of every job: sessions on the domain's controller and on the member.

use host::{Accounts, Host, LogonProblem, Policy, Reached, locate_problem};
use locate::{DomainName, Want};
use wire::NetbiosName;

use crate::run::Run;
use crate::{Administrator, DomainIdentity, Failure, Finding, Problem, Reason, Side, Step};

/// A session on the primary domain controller.
pub(super) struct Pdc {
    pub(super) name: String,
    pub(super) domain: DomainIdentity,
    pub(super) accounts: Accounts,
    pub(super) host: Host,
}

impl Administrator {
    /// Finds the primary domain controller, logs on to it and asks it for its domain. Candidates that cannot be reached
    /// are passed over as long as there are others.
    pub(super) async fn pdc(&self, run: &mut Run<'_>) -> Result<Pdc, Failure> {
        let domain = self.settings.domain.clone();
        let search = Step::SearchPdc { domain };
        let candidates = run.step(search, self.pdc_candidates()).await?;
        let mut candidates = candidates.into_iter().peekable();
        while let Some(candidate) = candidates.next() {
            let pdc = candidate.name.clone();
            run.found(&Finding::FoundPdc { pdc: pdc.clone() });
            let attempt = run.step(
                Step::QueryPdc { pdc: pdc.clone() },
                self.log_on_to_pdc(candidate),
            );
            match attempt.await {
                Err(failure)
                    if failure.reason.is_about_reaching() && candidates.peek().is_some() =>
                {
                    let because = failure.reason.to_string();
                    run.found(&Finding::ControllerFailed {
                        controller: pdc,
                        because,
                    });
                }
                outcome => return outcome,
            }
        }
        let reason = Reason::PdcNotFound {
            tried: String::from("nobody answered"),
        };
        Err(run.failure(
            None,
            Problem {
                side: Side::Here,
                reason,
            },
        ))
    }

    async fn pdc_candidates(&self) -> Result<Vec<Reached>, Problem> {
        let here = |reason| Side::Here.problem(reason);
        let domain: DomainName = self.settings.domain.parse().map_err(|_| {
            here(Reason::InvalidDomain {
                domain: self.settings.domain.clone(),
            })
        })?;
        let located = match &self.settings.server {
            Some(server) => {
                self.locator
                    .find_at(&domain, server.trim_start_matches('\\'))
                    .await
            }
            None => self.locator.find(&domain, Want::Pdc).await,
        };
        let located =
            located.map_err(|error| locate_problem(error, |tried| Reason::PdcNotFound { tried }));
        Ok(located?.candidates.into_iter().map(Reached::from).collect())
    }

    const fn workstation(&self) -> &NetbiosName {
        &self.settings.workstation
    }

    async fn log_on_to_pdc(&self, candidate: Reached) -> Result<Pdc, Problem> {
        let name = candidate.name.clone();
        let side = Side::Pdc(name.clone());
        let host = Host::log_on(
            side.clone(),
            &candidate,
            &self.domain_credentials,
            self.workstation(),
            self.settings.timeout,
        )
        .await
        .map_err(|problem| side.problem(problem.reason))?;
        let domain = Policy::open(&host).await?.primary_domain().await?;
        if !domain.is_called(&self.settings.domain) {
            return Err(side.problem(Reason::AnotherDomain {
                answered: domain.name,
            }));
        }
        let Some(sid) = &domain.sid else {
            return Err(side.problem(Reason::AnotherDomain {
                answered: domain.name,
            }));
        };
        let accounts = Accounts::open(&host, sid).await?;
        Ok(Pdc {
            name,
            domain,
            accounts,
            host,
        })
    }

    /// Logs on to a computer as its administrator.
    pub(super) async fn member(&self, computer: &Reached) -> Result<Host, Problem> {
        let side = Side::Member(computer.name.clone());
        let credentials = self
            .member_credentials
            .as_ref()
            .unwrap_or(&self.domain_credentials);
        let logon = Host::log_on(
            side.clone(),
            computer,
            credentials,
            self.workstation(),
            self.settings.timeout,
        )
        .await;
        logon.map_err(|problem| side.problem(self.at_member(problem)))
    }

    /// Tries whether a domain account can log on to a computer.
    pub(super) async fn domain_logon(&self, computer: &Reached) -> Result<Host, LogonProblem> {
        let side = Side::Member(computer.name.clone());
        let logon = Host::log_on(
            side,
            computer,
            &self.domain_credentials,
            self.workstation(),
            self.settings.timeout,
        );
        logon.await
    }

    /// A refused logon with the domain's credentials, which the domain has accepted before, speaks of the channel.
    fn at_member(&self, problem: LogonProblem) -> Reason {
        match problem.status {
            Some(status)
                if self.member_credentials.is_none()
                    && crate::channel::judge_logon(Err(&problem)).is_some() =>
            {
                Reason::DomainLogonAtMember(status)
            }
            _ => problem.reason,
        }
    }

    /// The computer's address.
    pub(super) async fn reach(&self, computer: &NetbiosName) -> Result<Reached, Problem> {
        Reached::resolve(&self.locator, computer).await
    }
}
