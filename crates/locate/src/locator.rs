//! From the name of a domain to its controllers.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout_at;
use tracing::debug;
use wire::NetbiosName;

use crate::attempt::{Attempt, LocateError, Outcome, ResolveError, Step};
use crate::codec::node_status::NodeStatus;
use crate::config::LocatorConfig;
use crate::controller::{Confirmation, DomainController, Located, Source, Want};
use crate::domain::DomainName;
use crate::net::Net;
use crate::resolver::{self, Host};
use crate::search::{Report, Search};
use crate::ways::{self, Way};

/// Finds hosts and domain controllers.
#[derive(Clone)]
pub struct Locator {
    pub(crate) net: Arc<Net>,
}

impl Locator {
    /// A locator with this configuration.
    #[must_use]
    pub fn new(config: LocatorConfig) -> Self {
        Self {
            net: Arc::new(Net::new(config)),
        }
    }

    /// The same for a computer of this name.
    #[must_use]
    pub fn called(&self, client: &NetbiosName) -> Self {
        if self.net.config.client_name == *client {
            return self.clone();
        }
        Self::new(LocatorConfig {
            client_name: client.clone(),
            ..self.net.config.clone()
        })
    }

    /// The addresses of a host: from the name table, a literal address, DNS, WINS, or a broadcast.
    ///
    /// # Errors
    /// [`ResolveError`] with what was tried.
    pub async fn resolve(&self, host: &str) -> Result<Host, ResolveError> {
        resolver::resolve(&self.net, host).await
    }

    /// The domain controllers of `domain`, best first: from the name table, or else by DNS, WINS and broadcast at once,
    /// confirmed by a ping where one is answered.
    ///
    /// # Errors
    /// [`LocateError::NotFound`] with what was tried.
    pub async fn find(&self, domain: &DomainName, want: Want) -> Result<Located, LocateError> {
        if let Some(located) = self.in_table(domain, want) {
            return Ok(located);
        }
        let (way, reports) = Way::new(&self.net, domain, want);
        let mut running = JoinSet::new();
        running.spawn(ways::by_dns(way.clone()));
        match domain {
            DomainName::Netbios(name) => {
                running.spawn(ways::by_wins(way.clone(), name.clone()));
                running.spawn(ways::by_name_broadcast(way.clone(), name.clone()));
                running.spawn(ways::by_mailslot_broadcast(way.clone(), name.clone()));
            }
            DomainName::Dns(_) => {
                way.tried(Step::Wins(domain.to_string()), None, Outcome::NotApplicable);
            }
        }
        // The search ends early when all who can report have ended; this is none of them.
        drop(way);
        // There is one PDC; of other DCs a better one may answer a moment later.
        let grace = match want {
            Want::Pdc => Duration::ZERO,
            Want::Any => self.net.config.timeouts.grace,
        };
        self.located(domain, grace, reports).await
    }

    /// The domain controllers that the DNS has for a site of `domain`, best first: those that are in it, and, where it has
    /// none, those that serve it nevertheless.
    ///
    /// # Errors
    /// [`LocateError::NotFound`] with what was tried.
    pub async fn find_in_site(
        &self,
        domain: &DomainName,
        site: &str,
    ) -> Result<Located, LocateError> {
        let (way, reports) = Way::new(&self.net, domain, Want::Any);
        let mut running = JoinSet::new();
        running.spawn(ways::by_dns(way.in_site(site)));
        let grace = self.net.config.timeouts.grace;
        self.located(domain, grace, reports).await
    }

    /// The server that the caller named, with what it says about itself. One that says nothing is still a candidate;
    /// one that serves another domain is not.
    ///
    /// # Errors
    /// [`LocateError::Server`] if it has no address, [`LocateError::WrongDomain`] if all its addresses that answer
    /// serve another domain.
    pub async fn find_at(&self, domain: &DomainName, server: &str) -> Result<Located, LocateError> {
        let host = self.resolve(server).await?;
        // Whoever names a server has decided; that it be the PDC is not asked.
        let (way, reports) = Way::new(&self.net, domain, Want::Any);
        let mut running = JoinSet::new();
        for (preference, address) in (0_u16..).zip(host.addresses.iter().copied()) {
            let mut candidate =
                DomainController::unconfirmed(address, host.ports, Source::Explicit);
            candidate.netbios_name = host.netbios_name();
            if host.source != Source::Explicit && candidate.netbios_name.is_none() {
                candidate.dns_name = Some(host.name.clone());
            }
            running.spawn(ways::probe(way.clone(), candidate, preference));
        }
        drop(way);
        let (candidates, tried) = self.collect(Duration::ZERO, reports).await;
        if !candidates.is_empty() {
            return Ok(Located { candidates, tried });
        }
        let refuted = tried
            .iter()
            .find_map(|attempt| match (&attempt.outcome, attempt.server) {
                (Outcome::WrongDomain(serves), Some(server)) => Some((server.ip(), serves.clone())),
                _ => None,
            });
        match refuted {
            Some((server, serves)) => Err(LocateError::WrongDomain {
                server,
                serves,
                domain: domain.clone(),
            }),
            None => Err(LocateError::NotFound {
                domain: domain.clone(),
                tried,
            }),
        }
    }

    /// The NetBIOS names of the node at an address.
    ///
    /// # Errors
    /// The [`Attempt`] that failed.
    pub async fn node_status(&self, address: IpAddr) -> Result<NodeStatus, Attempt> {
        let port = self.net.config.ports.netbios_name;
        self.net
            .node_status(address, port)
            .await
            .map_err(|outcome| Attempt {
                step: Step::NodeStatus,
                server: Some(SocketAddr::new(address, port)),
                outcome,
            })
    }

    fn in_table(&self, domain: &DomainName, want: Want) -> Option<Located> {
        let names = &self.net.config.names;
        let entry = names.domain(domain)?;
        let pdc = entry.pdc.iter().filter(|_| want == Want::Pdc);
        let any = entry.all().filter(|_| want == Want::Any);
        let mut candidates = Vec::new();
        for name in pdc.chain(any) {
            let Some(host) = names.host(name) else {
                continue;
            };
            let ports = self.net.config.ports.with(&host.ports);
            for address in &host.addresses {
                let mut dc = DomainController::unconfirmed(*address, ports, Source::Table);
                dc.confirmation = Confirmation::Table;
                dc.netbios_name = name.parse().ok();
                dc.dns_name = dc.netbios_name.is_none().then(|| name.clone());
                match domain {
                    DomainName::Netbios(name) => dc.netbios_domain = Some(name.clone()),
                    DomainName::Dns(name) => dc.dns_domain = Some(name.as_str().to_owned()),
                }
                candidates.push(dc);
            }
        }
        (!candidates.is_empty()).then(|| Located {
            candidates,
            tried: Vec::new(),
        })
    }

    async fn located(
        &self,
        domain: &DomainName,
        grace: Duration,
        reports: mpsc::Receiver<Report>,
    ) -> Result<Located, LocateError> {
        let (candidates, tried) = self.collect(grace, reports).await;
        debug!(%domain, candidates = candidates.len(), tried = tried.len(), "located");
        if candidates.is_empty() {
            return Err(LocateError::NotFound {
                domain: domain.clone(),
                tried,
            });
        }
        Ok(Located { candidates, tried })
    }

    /// Listens to the ways until all have ended or the search needs no more; they are cut off then, because their tasks
    /// are dropped.
    async fn collect(
        &self,
        grace: Duration,
        mut reports: mpsc::Receiver<Report>,
    ) -> (Vec<DomainController>, Vec<Attempt>) {
        let mut search = Search::new(Instant::now(), grace, self.net.config.timeouts.total);
        while let Ok(Some(report)) = timeout_at(search.finish_at().into(), reports.recv()).await {
            search.on(Instant::now(), report);
        }
        search.finish()
    }
}
