//! The ways to a domain controller. Each reports what it finds, and ends when it can find no more.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use wire::NetbiosName;

use crate::attempt::{Attempt, Outcome, Step};
use crate::codec::dotted::DottedName;
use crate::codec::nb_name::{NbName, Suffix};
use crate::codec::ping::PingResponse;
use crate::controller::{Confirmation, DomainController, Source, Want, check};
use crate::domain::DomainName;
use crate::net::{Net, random_u32};
use crate::resolver::{self, ask_wins};
use crate::search::Report;
use crate::srv::{Target, order};

/// What all ways of one search share.
#[derive(Clone)]
pub(crate) struct Way {
    net: Arc<Net>,
    domain: DomainName,
    want: Want,
    /// The site whose controllers alone are wanted.
    site: Option<String>,
    reports: mpsc::Sender<Report>,
    /// Bounds the addresses that are probed at the same time, each of which takes up to three sockets.
    probing: Arc<Semaphore>,
}

impl Way {
    /// A search for `domain`, and where its ways report.
    pub(crate) fn new(
        net: &Arc<Net>,
        domain: &DomainName,
        want: Want,
    ) -> (Self, mpsc::Receiver<Report>) {
        let (reports, receiver) = mpsc::channel(MAX_REPORTS);
        (
            Self {
                net: Arc::clone(net),
                domain: domain.clone(),
                want,
                site: None,
                reports,
                probing: Arc::new(Semaphore::new(MAX_PROBES.into())),
            },
            receiver,
        )
    }

    /// The same, for the controllers that the DNS has for a site.
    pub(crate) fn in_site(self, site: &str) -> Self {
        Self {
            site: Some(site.to_owned()),
            ..self
        }
    }

    /// Reports an attempt.
    pub(crate) fn tried(&self, step: Step, server: Option<SocketAddr>, outcome: Outcome) {
        self.report(Report::Tried(Attempt {
            step,
            server,
            outcome,
        }));
    }

    fn candidate(&self, dc: DomainController, preference: u16) {
        // Completing a short name is a guess: such a DC must itself say that it serves the domain.
        let guessed = dc.source == Source::Dns && matches!(self.domain, DomainName::Netbios(_));
        if guessed && dc.confirmation == Confirmation::Unconfirmed {
            return;
        }
        self.report(Report::Candidate(Box::new(dc), preference));
    }

    fn report(&self, report: Report) {
        // A search that has ended, or that is flooded, does not listen any more.
        let _unheard = self.reports.try_send(report);
    }

    const fn suffix(&self) -> Suffix {
        match self.want {
            Want::Pdc => Suffix::PDC,
            Want::Any => Suffix::DOMAIN_CONTROLLERS,
        }
    }
}

/// DNS SRV records, each target confirmed by an LDAP ping.
pub(crate) async fn by_dns(way: Way) {
    let mut running = JoinSet::new();
    for domain in dns_domains(&way) {
        running.spawn(by_srv(way.clone(), domain));
    }
    if running.is_empty() {
        way.tried(
            Step::DnsSrv(way.domain.to_string()),
            None,
            Outcome::NotApplicable,
        );
    }
    running.join_all().await;
}

/// `<1B>` or `<1C>` at the WINS servers.
pub(crate) async fn by_wins(way: Way, domain: NetbiosName) {
    let name = NbName::new(&domain, way.suffix(), &DottedName::default());
    let (attempts, found) = ask_wins(&way.net, &name).await;
    for attempt in attempts {
        way.report(Report::Tried(attempt));
    }
    probe_all(&way, found.into_iter().flatten(), Source::Wins).await;
}

/// `<1B>` or `<1C>` by broadcast.
pub(crate) async fn by_name_broadcast(way: Way, domain: NetbiosName) {
    let name = NbName::new(&domain, way.suffix(), &DottedName::default());
    let result = way.net.name_broadcast(&name).await;
    let (outcome, found) = match result {
        Ok(found) => (Outcome::Answered, found),
        Err(outcome) => (outcome, Vec::new()),
    };
    way.tried(Step::Broadcast(name.to_string()), None, outcome);
    probe_all(&way, found.into_iter().map(IpAddr::V4), Source::Broadcast).await;
}

/// A mailslot ping to everybody within reach, as NT4 begins.
pub(crate) async fn by_mailslot_broadcast(way: Way, domain: NetbiosName) {
    let result = way
        .net
        .mailslot_broadcast(&domain, way.want, |address, response| {
            let dc =
                DomainController::unconfirmed(address, way.net.config.ports, Source::Broadcast);
            let outcome = judge(&way, dc, 0, &response, Confirmation::MailslotPing);
            let port = way.net.config.ports.netbios_datagram;
            way.tried(
                Step::MailslotPing,
                Some(SocketAddr::new(address, port)),
                outcome,
            );
        })
        .await;
    if let Err(outcome) = result {
        way.tried(Step::MailslotBroadcast, None, outcome);
    }
}

/// Reports an address at once, and then what it says about itself: LDAP ping, mailslot ping and node status run
/// together, until a ping has settled the matter.
pub(crate) async fn probe(way: Way, dc: DomainController, preference: u16) {
    way.candidate(dc.clone(), preference);
    let probing = Arc::clone(&way.probing);
    // It is never closed.
    let _permit = probing.acquire().await;
    let netbios = match &way.domain {
        DomainName::Netbios(name) => Some(name.clone()),
        DomainName::Dns(_) => None,
    };
    let mut running = JoinSet::new();
    running.spawn(probe_by_ldap(way.clone(), dc.clone(), preference));
    if let Some(domain) = netbios {
        running.spawn(probe_by_mailslot(
            way.clone(),
            dc.clone(),
            preference,
            domain.clone(),
        ));
        running.spawn(probe_by_status(way, dc, preference, domain));
    }
    while let Some(ended) = running.join_next().await {
        if matches!(ended, Ok(Settled::Yes)) {
            return;
        }
    }
}

async fn probe_all(way: &Way, addresses: impl Iterator<Item = IpAddr>, source: Source) {
    let mut running = JoinSet::new();
    for (preference, address) in (0..MAX_PROBES).zip(addresses) {
        let dc = DomainController::unconfirmed(address, way.net.config.ports, source);
        running.spawn(probe(way.clone(), dc, preference));
    }
    running.join_all().await;
}

/// Whether the other probes of an address can tell more.
enum Settled {
    Yes,
    No,
}

async fn probe_by_ldap(way: Way, dc: DomainController, preference: u16) -> Settled {
    // A NetBIOS name is not what the filter's DnsDomain means: without it the DC tells its own, which is compared.
    let domain = match &way.domain {
        DomainName::Dns(name) => Some(name),
        DomainName::Netbios(_) => None,
    };
    let server = SocketAddr::new(dc.address, dc.ports.ldap);
    let (outcome, settled) = match way.net.ldap_ping(server, domain, way.want).await {
        Ok(response) => {
            let outcome = judge(&way, dc, preference, &response, Confirmation::LdapPing);
            (outcome, Settled::Yes)
        }
        Err(outcome) => (outcome, Settled::No),
    };
    way.tried(Step::LdapPing, Some(server), outcome);
    settled
}

async fn probe_by_mailslot(
    way: Way,
    dc: DomainController,
    preference: u16,
    domain: NetbiosName,
) -> Settled {
    let server = SocketAddr::new(dc.address, dc.ports.netbios_datagram);
    let outcome = match way.net.mailslot_ping(server, &domain, way.want).await {
        Ok(response) => judge(&way, dc, preference, &response, Confirmation::MailslotPing),
        Err(outcome) => outcome,
    };
    way.tried(Step::MailslotPing, Some(server), outcome);
    // An LDAP ping can still tell more.
    Settled::No
}

async fn probe_by_status(
    way: Way,
    dc: DomainController,
    preference: u16,
    domain: NetbiosName,
) -> Settled {
    let server = SocketAddr::new(dc.address, dc.ports.netbios_name);
    let outcome = match way.net.node_status(dc.address, server.port()).await {
        Err(outcome) => outcome,
        Ok(status) => {
            let holds = status.holds(&domain, way.suffix());
            let mut dc = dc.named(&status);
            if holds {
                dc.confirmation = Confirmation::NodeStatus;
            }
            way.candidate(dc, preference);
            if holds {
                Outcome::Answered
            } else {
                Outcome::NameNotHeld
            }
        }
    };
    way.tried(Step::NodeStatus, Some(server), outcome);
    Settled::No
}

/// Reports what the answer to a ping makes of a candidate.
fn judge(
    way: &Way,
    dc: DomainController,
    preference: u16,
    response: &PingResponse,
    how: Confirmation,
) -> Outcome {
    match check(response, &way.domain, way.want) {
        Ok(()) => {
            way.candidate(dc.confirmed(response, how), preference);
            Outcome::Answered
        }
        Err(outcome) => {
            way.report(Report::Refuted(dc.address));
            outcome
        }
    }
}

async fn by_srv(way: Way, domain: String) {
    // [MS-ADTS] 6.3.2.3: a primary one has no record of its site.
    let service = match (way.want, &way.site) {
        (Want::Pdc, _) => "pdc".to_owned(),
        (Want::Any, None) => "dc".to_owned(),
        (Want::Any, Some(site)) => format!("{site}._sites.dc"),
    };
    let name = format!("_ldap._tcp.{service}._msdcs.{domain}");
    let result = way.net.dns.srv(&name).await;
    let (outcome, targets) = match result {
        Ok(targets) => (Outcome::Answered, targets),
        Err(outcome) => (outcome, Vec::new()),
    };
    way.tried(Step::DnsSrv(name), way.net.dns.server(), outcome);
    let mut running = JoinSet::new();
    for (preference, target) in (0..MAX_PROBES).zip(order(targets, random_u32)) {
        running.spawn(by_target(way.clone(), target, preference));
    }
    running.join_all().await;
}

async fn by_target(way: Way, target: Target, preference: u16) {
    let host = match resolver::resolve(&way.net, &target.host).await {
        Ok(host) => host,
        Err(failure) => {
            for attempt in failure.tried {
                way.report(Report::Tried(attempt));
            }
            return;
        }
    };
    let mut running = JoinSet::new();
    for address in host.addresses {
        let mut ports = host.ports;
        if host.source != Source::Table {
            ports.ldap = target.port;
        }
        let mut dc = DomainController::unconfirmed(address, ports, Source::Dns);
        dc.dns_name = Some(target.host.clone());
        running.spawn(probe(way.clone(), dc, preference));
    }
    running.join_all().await;
}

/// Under which names DNS may know the domain. A short name is completed, and the search domains themselves are asked as
/// well, because a domain `CORP` is often `ad.example` there; the ping tells whether it is the one.
fn dns_domains(way: &Way) -> Vec<String> {
    match &way.domain {
        DomainName::Dns(name) => vec![name.as_str().to_owned()],
        DomainName::Netbios(name) => way
            .net
            .dns
            .search()
            .iter()
            .filter(|suffix| !suffix.is_empty())
            .flat_map(|suffix| {
                [
                    suffix.clone(),
                    format!("{}.{suffix}", name.as_str().to_ascii_lowercase()),
                ]
            })
            .collect(),
    }
}

/// Reports that are not read yet. More are lost, which only a flood of answers can cause.
const MAX_REPORTS: usize = 512;
/// As many candidates of one way as are looked at, and of all ways at the same time: a name service may list thousands of
/// addresses.
const MAX_PROBES: u16 = 32;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::net::Ipv4Addr;
    use std::time::Duration;

    use tokio::net::UdpSocket;
    use tokio::time::timeout;

    use super::*;
    use crate::config::{Dns, LocatorConfig, Timeouts};

    /// A name service that lists thousands of addresses would have a service use up its sockets.
    #[tokio::test]
    async fn few_addresses_are_probed_at_the_same_time() {
        let silent = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = silent.local_addr().unwrap();
        let config = LocatorConfig {
            dns: Dns::Off,
            timeouts: Timeouts {
                attempt: Duration::from_secs(60),
                ..Timeouts::default()
            },
            ..LocatorConfig::default()
        };
        let net = Arc::new(Net::new(config));
        let (way, _reports) = Way::new(&net, &"corp.example".parse().unwrap(), Want::Any);
        let mut probes = JoinSet::new();
        for preference in 0..100 {
            let ports = crate::Ports {
                ldap: address.port(),
                ..crate::Ports::default()
            };
            let dc = DomainController::unconfirmed(address.ip(), ports, Source::Dns);
            probes.spawn(probe(way.clone(), dc, preference));
        }
        let mut askers = HashSet::new();
        let mut buffer = [0; 512];
        while let Ok(heard) =
            timeout(Duration::from_millis(300), silent.recv_from(&mut buffer)).await
        {
            askers.insert(heard.unwrap().1);
        }
        assert_eq!(askers.len(), usize::from(MAX_PROBES));
    }
}
