//! The controllers of a domain, by their accounts, and what each says of itself.

use std::collections::BTreeMap;

use host::{Accounts, Policy, Reached, locate_problem};
use locate::{DomainController, DomainName, DsFlags, Locator, Want};
use msrpc::samr::UserAccountControl;
use serde::Serialize;
use tokio::task::JoinSet;
use wire::NetbiosName;

use super::{Asker, Machine, ServiceQuestion, ServiceState};
use crate::{Problem, Reason, Side};

/// The controllers of a domain.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ControllerList {
    /// The domain.
    pub domain: String,
    /// The controller whose accounts were listed; `None` if the list is what this machine itself found.
    pub asked: Option<String>,
    /// The list, the primary one first.
    pub controllers: Vec<ListedController>,
}

/// One of them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ListedController {
    /// Its name, without backslashes: the DNS name if it has told one.
    pub name: String,
    /// Whether it is the primary one.
    pub is_pdc: bool,
    /// Whether it has a directory.
    pub has_directory: bool,
    /// Its site.
    pub site: Option<String>,
}

/// A backup domain controller, and what its Netlogon service says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BackupState {
    /// Its name, with backslashes.
    pub server: String,
    /// Its state, or why it is not known.
    pub state: Result<ServiceState, Problem>,
}

/// What a controller has accounts of.
struct Accounted {
    machine: Machine,
    domain: DomainName,
    pdc: Option<NetbiosName>,
    names: Vec<NetbiosName>,
}

impl Asker {
    /// Lists the controllers of `domain`: by the accounts that `server`, or else a controller that is found, has for
    /// them. Nobody lists accounts to the anonymous: these are told whom this machine finds.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn controllers(
        &self,
        domain: &str,
        server: Option<&str>,
    ) -> Result<ControllerList, Problem> {
        if self.is_anonymous() && server.is_none() {
            return self.found(domain).await;
        }
        let accounted = self.accounted(domain, server).await?;
        let mut told = ping(&self.locator, &accounted.domain, &accounted.names).await;
        let mut controllers: Vec<_> = accounted
            .names
            .iter()
            .map(|name| {
                let is_pdc = accounted.pdc.as_ref() == Some(name);
                listed(name.to_string(), is_pdc, told.remove(name).as_ref())
            })
            .collect();
        controllers.sort_by_key(|controller| !controller.is_pdc);
        Ok(ControllerList {
            domain: domain.to_owned(),
            asked: Some(accounted.machine.name().to_owned()),
            controllers,
        })
    }

    /// Asks the Netlogon service of each backup domain controller of `domain` for its state.
    ///
    /// # Errors
    /// [`Problem`] without a list of them; one that does not answer is none.
    pub async fn backups(
        &self,
        domain: &str,
        server: Option<&str>,
    ) -> Result<Vec<BackupState>, Problem> {
        let accounted = self.accounted(domain, server).await?;
        let is_backup = |name: &NetbiosName| accounted.pdc.as_ref() != Some(name);
        let backups = accounted.names.into_iter().filter(is_backup);
        // All at once: one that is silent is waited for as long as all of them.
        let mut asked = JoinSet::new();
        for (index, name) in backups.take(MAX_ASKED).enumerate() {
            let asker = self.duplicate();
            asked.spawn(async move { (index, asker.backup(&name).await) });
        }
        let mut states = asked.join_all().await;
        states.sort_by_key(|(index, _)| *index);
        Ok(states.into_iter().map(|(_, state)| state).collect())
    }

    async fn backup(&self, name: &NetbiosName) -> BackupState {
        let state = match self.machine(name.as_str()).await {
            Ok(machine) => machine.service(ServiceQuestion::Query).await,
            Err(problem) => Err(problem),
        };
        BackupState {
            server: name.unc(),
            state,
        }
    }

    /// The primary domain controller of `domain`, found by this machine's own means.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn pdc_of(&self, domain: &str) -> Result<String, Problem> {
        let found = self.candidates(domain, Want::Pdc).await?;
        let best = found.into_iter().next();
        let best = best.ok_or_else(|| Side::Here.problem(not_found("nobody answered")))?;
        Ok(Reached::from(best).name)
    }

    /// What this machine finds.
    async fn found(&self, domain: &str) -> Result<ControllerList, Problem> {
        let found = self.candidates(domain, Want::Any).await?;
        // Those of an NT4-style domain do not say of themselves which is the primary one.
        let pdc = self.candidates(domain, Want::Pdc).await.unwrap_or_default();
        let is_pdc =
            |controller: &DomainController| pdc.iter().any(|pdc| pdc.address == controller.address);
        let mut controllers: Vec<_> = found
            .iter()
            .map(|controller| {
                let name = Reached::from(controller.clone()).name;
                let name = name.trim_start_matches('\\').to_owned();
                listed(name, is_pdc(controller), Some(controller))
            })
            .collect();
        controllers.sort_by_key(|controller| !controller.is_pdc);
        Ok(ControllerList {
            domain: domain.to_owned(),
            asked: None,
            controllers,
        })
    }

    async fn candidates(&self, domain: &str, want: Want) -> Result<Vec<DomainController>, Problem> {
        let name = parse(domain)?;
        let found = self.locator.find(&name, want).await;
        let found = found.map_err(|error| {
            locate_problem(error, |tried| match want {
                Want::Pdc => Reason::PdcNotFound { tried },
                Want::Any => Reason::DcNotFound { tried },
            })
        });
        Ok(found?.candidates)
    }

    /// Logs on to a controller of `domain`: the named one, or the first of those found that can be reached.
    async fn controller_of(&self, domain: &str, server: Option<&str>) -> Result<Machine, Problem> {
        if let Some(server) = server {
            return self.machine(server).await;
        }
        let mut problem = Side::Here.problem(not_found("nobody answered"));
        for candidate in self.candidates(domain, Want::Any).await? {
            match self.log_on(&Reached::from(candidate)).await {
                Err(next) if next.reason.is_about_reaching() => problem = next,
                outcome => return outcome,
            }
        }
        Err(problem)
    }

    async fn accounted(&self, domain: &str, server: Option<&str>) -> Result<Accounted, Problem> {
        let machine = self.controller_of(domain, server).await?;
        let identity = Policy::open(&machine.host).await?.primary_domain().await?;
        let other = Reason::AnotherDomain {
            answered: identity.name.clone(),
        };
        let Some(sid) = identity.sid.as_ref().filter(|_| identity.is_called(domain)) else {
            return Err(machine.problem(other));
        };
        let mut accounts = Accounts::open(&machine.host, sid).await?;
        let accounts = accounts
            .list(UserAccountControl::SERVER_TRUST_ACCOUNT)
            .await?;
        // What cannot be a computer's name cannot be asked either.
        let mut names: Vec<NetbiosName> = accounts
            .iter()
            .filter_map(|account| account.trim_end_matches('$').parse().ok())
            .collect();
        let pdc = machine.pdc_of(&identity.name).await.ok();
        let pdc = pdc.and_then(|name| name.trim_start_matches('\\').parse().ok());
        // The primary one of an NT4-style domain needs no account of its own.
        if let Some(pdc) = &pdc
            && !names.contains(pdc)
        {
            names.push(pdc.clone());
        }
        Ok(Accounted {
            machine,
            domain: parse(&identity.name)?,
            pdc,
            names,
        })
    }
}

/// What those of them say that answer a ping.
async fn ping(
    locator: &Locator,
    domain: &DomainName,
    names: &[NetbiosName],
) -> BTreeMap<NetbiosName, DomainController> {
    let mut pings = JoinSet::new();
    for name in names.iter().take(MAX_ASKED).cloned() {
        let (locator, domain) = (locator.clone(), domain.clone());
        pings.spawn(async move {
            let found = locator.find_at(&domain, name.as_str()).await.ok()?;
            let best = found.candidates.into_iter().next()?;
            Some((name, best))
        });
    }
    pings.join_all().await.into_iter().flatten().collect()
}

fn listed(name: String, is_pdc: bool, told: Option<&DomainController>) -> ListedController {
    let flags = told.and_then(|told| told.flags).unwrap_or_default();
    ListedController {
        name: told.and_then(|told| told.dns_name.clone()).unwrap_or(name),
        is_pdc: is_pdc || flags.contains(DsFlags::PDC),
        has_directory: flags.contains(DsFlags::DS),
        site: told.and_then(|told| told.dc_site.clone()),
    }
}

fn parse(domain: &str) -> Result<DomainName, Problem> {
    domain.parse().map_err(|_| {
        Side::Here.problem(Reason::InvalidDomain {
            domain: domain.to_owned(),
        })
    })
}

fn not_found(tried: &str) -> Reason {
    Reason::DcNotFound {
        tried: tried.to_owned(),
    }
}

/// The most controllers that one command asks, whatever a server lists.
const MAX_ASKED: usize = 64;
