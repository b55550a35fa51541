//! From the name of a host to its addresses.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tokio::task::JoinSet;
use wire::NetbiosName;

use crate::attempt::{Attempt, Outcome, ResolveError, Step};
use crate::codec::dotted::DottedName;
use crate::codec::nb_name::{NbName, Suffix};
use crate::controller::Source;
use crate::net::Net;
use crate::ports::Ports;

/// A host with at least one address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Host {
    /// The name as it was given, without backslashes.
    pub name: String,
    /// Its addresses, best first.
    pub addresses: Vec<IpAddr>,
    /// Its ports.
    pub ports: Ports,
    /// Who knew it; [`Source::Explicit`] for an address in place of a name.
    pub source: Source,
}

impl Host {
    /// The NetBIOS name, if the host was named by one.
    #[must_use]
    pub fn netbios_name(&self) -> Option<NetbiosName> {
        let is_address = self.source == Source::Explicit;
        self.name.parse().ok().filter(|_| !is_address)
    }
}

/// Looks a host up: in the table, as an address, at the WINS servers if the name can be a NetBIOS name, by DNS, by
/// broadcast. All are asked at once, and the first in this order that knows the name is believed, so that a dead one
/// costs time but never changes the answer. WINS is before DNS, because whoever configures it wants it to know the
/// short names, and a completed short name that DNS does not have can take it seconds.
pub(crate) async fn resolve(net: &Arc<Net>, host: &str) -> Result<Host, ResolveError> {
    let name = host.strip_prefix("\\\\").unwrap_or(host);
    let ports = net.config.ports;
    let found = |addresses, ports, source| Host {
        name: name.to_owned(),
        addresses,
        ports,
        source,
    };
    if let Some(entry) = net.config.names.host(name) {
        return Ok(found(
            entry.addresses.clone(),
            ports.with(&entry.ports),
            Source::Table,
        ));
    }
    if let Ok(address) = name.parse() {
        return Ok(found(vec![address], ports, Source::Explicit));
    }
    let mut tried = Vec::new();
    let mut ways = JoinSet::new();
    ways.spawn(by_dns(Arc::clone(net), name.to_owned()));
    if let Ok(netbios) = NetbiosName::new(name) {
        let name = NbName::new(&netbios, Suffix::SERVER, &DottedName::default());
        ways.spawn(by_wins(Arc::clone(net), name.clone()));
        ways.spawn(by_broadcast(Arc::clone(net), name));
    } else {
        tried.push(Attempt {
            step: Step::Wins(name.to_owned()),
            server: None,
            outcome: Outcome::NotApplicable,
        });
    }
    let mut best = Preferred::new(ways.len());
    while let Some(way) = ways.join_next().await {
        let Ok((source, attempts, addresses)) = way else {
            continue;
        };
        tried.extend(attempts);
        if let Some((addresses, source)) = best.on(source, addresses) {
            return Ok(found(addresses, ports, source));
        }
    }
    Err(ResolveError {
        name: name.to_owned(),
        tried,
    })
}

type Way = (Source, Vec<Attempt>, Option<Vec<IpAddr>>);

async fn by_dns(net: Arc<Net>, name: String) -> Way {
    let result = net.dns.addresses(&name).await;
    let (outcome, addresses) = split(result);
    let attempt = Attempt {
        step: Step::DnsAddress(name),
        server: net.dns.server(),
        outcome,
    };
    (Source::Dns, vec![attempt], addresses)
}

async fn by_wins(net: Arc<Net>, name: NbName) -> Way {
    let (attempts, addresses) = ask_wins(&net, &name).await;
    let addresses = addresses.into_iter().next();
    (Source::Wins, attempts, addresses)
}

async fn by_broadcast(net: Arc<Net>, name: NbName) -> Way {
    let result = net.name_broadcast(&name).await;
    let (outcome, addresses) = split(result.map(|all| all.into_iter().map(IpAddr::V4).collect()));
    let attempt = Attempt {
        step: Step::Broadcast(name.to_string()),
        server: None,
        outcome,
    };
    (Source::Broadcast, vec![attempt], addresses)
}

/// Asks all WINS servers at once; gives the positive answers in the order of the servers.
pub(crate) async fn ask_wins(net: &Arc<Net>, name: &NbName) -> (Vec<Attempt>, Vec<Vec<IpAddr>>) {
    let step = Step::Wins(name.to_string());
    if net.config.wins.is_empty() {
        return (
            vec![Attempt {
                step,
                server: None,
                outcome: Outcome::NotConfigured,
            }],
            Vec::new(),
        );
    }
    let mut asked = JoinSet::new();
    for (index, server) in net.config.wins.iter().copied().enumerate() {
        let (net, name) = (Arc::clone(net), name.clone());
        asked.spawn(async move { (index, server, net.wins(server, &name).await) });
    }
    let mut answers = asked.join_all().await;
    answers.sort_by_key(|(index, ..)| *index);
    let mut attempts = Vec::new();
    let mut found = Vec::new();
    for (_, server, result) in answers {
        let (outcome, addresses) =
            split(result.map(|all| all.into_iter().map(IpAddr::V4).collect()));
        let server = SocketAddr::from((server, net.config.ports.netbios_name));
        attempts.push(Attempt {
            step: step.clone(),
            server: Some(server),
            outcome,
        });
        found.extend(addresses);
    }
    (attempts, found)
}

fn split<T>(result: Result<T, Outcome>) -> (Outcome, Option<T>) {
    match result {
        Ok(found) => (Outcome::Answered, Some(found)),
        Err(outcome) => (outcome, None),
    }
}

/// Which of several ways to believe: the first in the order of preference that found something, once those before it
/// found nothing.
struct Preferred {
    expected: usize,
    heard: Vec<(Source, Option<Vec<IpAddr>>)>,
}

impl Preferred {
    const ORDER: [Source; 3] = [Source::Wins, Source::Dns, Source::Broadcast];

    const fn new(expected: usize) -> Self {
        Self {
            expected,
            heard: Vec::new(),
        }
    }

    fn on(
        &mut self,
        source: Source,
        addresses: Option<Vec<IpAddr>>,
    ) -> Option<(Vec<IpAddr>, Source)> {
        self.heard.push((source, addresses));
        self.heard
            .sort_by_key(|(source, _)| Self::ORDER.iter().position(|wanted| wanted == source));
        let complete = self.heard.len() == self.expected;
        for (wanted, (source, addresses)) in Self::ORDER.iter().zip(&self.heard) {
            if source != wanted && !complete {
                return None;
            }
            if let Some(addresses) = addresses {
                return Some((addresses.clone(), *source));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(last: u8) -> Option<Vec<IpAddr>> {
        Some(vec![[10, 0, 0, last].into()])
    }

    fn heard(
        best: &mut Preferred,
        source: Source,
        addresses: Option<Vec<IpAddr>>,
    ) -> Option<Source> {
        best.on(source, addresses).map(|(_, source)| source)
    }

    #[test]
    fn what_is_slow_and_preferred_is_waited_for() {
        let mut best = Preferred::new(3);
        assert_eq!(heard(&mut best, Source::Broadcast, at(3)), None);
        assert_eq!(heard(&mut best, Source::Dns, at(2)), None);
        assert_eq!(heard(&mut best, Source::Wins, at(1)), Some(Source::Wins));

        let mut best = Preferred::new(3);
        assert_eq!(heard(&mut best, Source::Dns, None), None);
        assert_eq!(heard(&mut best, Source::Broadcast, at(3)), None);
        assert_eq!(
            heard(&mut best, Source::Wins, None),
            Some(Source::Broadcast)
        );
    }

    #[test]
    fn what_is_less_preferred_is_not_waited_for() {
        let mut best = Preferred::new(3);
        assert_eq!(heard(&mut best, Source::Wins, None), None);
        assert_eq!(heard(&mut best, Source::Dns, at(2)), Some(Source::Dns));
        assert_eq!(
            heard(&mut Preferred::new(1), Source::Dns, at(2)),
            Some(Source::Dns),
            "a dotted name"
        );
    }
}
