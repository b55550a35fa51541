//! Asking DNS, by hickory.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{Query, ResponseCode};
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use hickory_resolver::{Hosts, TokioResolver};
use tokio::time::timeout;

use crate::attempt::Outcome;
use crate::config::Dns;
use crate::srv::Target;

/// DNS as it is configured, or as it is not.
pub(crate) struct DnsClient {
    resolver: Option<TokioResolver>,
    hosts: Option<Hosts>,
    search: Vec<String>,
    server: Option<SocketAddr>,
    patience: Duration,
}

impl DnsClient {
    pub(crate) fn new(config: &Dns, patience: Duration) -> Self {
        let builder = match config {
            Dns::Off => None,
            Dns::System => TokioResolver::builder_tokio().ok(),
            Dns::Explicit { servers, search } => Some(TokioResolver::builder_with_config(
                explicit(servers, search),
                TokioRuntimeProvider::default(),
            )),
        };
        let resolver = builder.and_then(|mut builder| {
            let options = builder.options_mut();
            // Two questions within the whole patience, of which the second helps against a lost datagram.
            options.timeout = patience.checked_div(2).unwrap_or(patience);
            options.attempts = 2;
            // What is in it must be found without asking, too: `in_hosts_file`.
            options.use_hosts_file = ResolveHosts::Never;
            builder.build().ok()
        });
        let search = match (config, &resolver) {
            (Dns::Explicit { search, .. }, _) => search.clone(),
            (Dns::System, Some(_)) => system_search(),
            _ => Vec::new(),
        };
        let server = match config {
            Dns::Explicit { servers, .. } => servers.first().copied(),
            Dns::System | Dns::Off => None,
        };
        Self {
            resolver,
            search,
            server,
            patience,
            hosts: match config {
                Dns::System => Hosts::from_system().ok(),
                Dns::Off | Dns::Explicit { .. } => None,
            },
        }
    }

    /// Whom an attempt names as the server: the first that is configured explicitly.
    pub(crate) const fn server(&self) -> Option<SocketAddr> {
        self.server
    }

    /// The domains that complete short names.
    pub(crate) fn search(&self) -> &[String] {
        &self.search
    }

    /// The SRV records of exactly this name.
    pub(crate) async fn srv(&self, name: &str) -> Result<Vec<Target>, Outcome> {
        let resolver = self.resolver.as_ref().ok_or(Outcome::NotConfigured)?;
        let name = Name::from_utf8(format!("{name}.")).map_err(|_| Outcome::NotApplicable)?;
        let lookup = self.patiently(resolver.srv_lookup(name)).await?;
        let targets: Vec<Target> = lookup
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                // RFC 2782: a target of "." says that the service is decidedly not there.
                RData::SRV(srv) if !srv.target.is_root() => Some(Target {
                    priority: srv.priority,
                    weight: srv.weight,
                    port: srv.port,
                    host: srv.target.to_utf8().trim_end_matches('.').to_owned(),
                }),
                _ => None,
            })
            .take(MAX_RECORDS)
            .collect();
        if targets.is_empty() {
            Err(Outcome::NoRecords)
        } else {
            Ok(targets)
        }
    }

    /// The addresses of a name. A short one is looked for in the hosts file and completed by each search domain in
    /// turn, but never asked for as a top-level domain: a name server that forwards such questions may leave them
    /// unanswered for long.
    pub(crate) async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, Outcome> {
        let resolver = self.resolver.as_ref().ok_or(Outcome::NotConfigured)?;
        if let Some(known) = self.in_hosts_file(name) {
            return Ok(known);
        }
        if name.contains('.') {
            return self.absolute(resolver, name).await;
        }
        let mut outcome = Outcome::NotApplicable;
        for suffix in &self.search {
            match self.absolute(resolver, &format!("{name}.{suffix}")).await {
                Ok(addresses) => return Ok(addresses),
                Err(failure) => outcome = failure,
            }
        }
        Err(outcome)
    }

    async fn absolute(&self, resolver: &TokioResolver, name: &str) -> Result<Vec<IpAddr>, Outcome> {
        let absolute = format!("{}.", name.strip_suffix('.').unwrap_or(name));
        let name = Name::from_utf8(absolute).map_err(|_| Outcome::NotApplicable)?;
        let lookup = self.patiently(resolver.lookup_ip(name)).await?;
        let addresses: Vec<IpAddr> = lookup.iter().take(MAX_RECORDS).collect();
        if addresses.is_empty() {
            Err(Outcome::NoRecords)
        } else {
            Ok(addresses)
        }
    }

    fn in_hosts_file(&self, name: &str) -> Option<Vec<IpAddr>> {
        let hosts = self.hosts.as_ref()?;
        let name = Name::from_utf8(name).ok()?;
        let mut addresses = Vec::new();
        for kind in [RecordType::A, RecordType::AAAA] {
            if let Some(lookup) = hosts.lookup_static_host(&Query::query(name.clone(), kind)) {
                addresses.extend(
                    lookup
                        .answers()
                        .iter()
                        .filter_map(|record| record.data.ip_addr()),
                );
            }
        }
        (!addresses.is_empty()).then_some(addresses)
    }

    async fn patiently<T>(
        &self,
        lookup: impl Future<Output = Result<T, NetError>>,
    ) -> Result<T, Outcome> {
        match timeout(self.patience, lookup).await {
            Err(_) => Err(Outcome::Unanswered),
            Ok(result) => result.map_err(|error| outcome(&error)),
        }
    }
}

fn explicit(servers: &[SocketAddr], search: &[String]) -> ResolverConfig {
    let servers = servers
        .iter()
        .map(|server| {
            let connections =
                [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
                    connection.port = server.port();
                    connection
                });
            NameServerConfig::new(server.ip(), true, connections.into())
        })
        .collect();
    let search = search
        .iter()
        .filter_map(|name| Name::from_utf8(name).ok())
        .collect();
    ResolverConfig::from_parts(None, search, servers)
}

fn system_search() -> Vec<String> {
    let Ok((config, _)) = hickory_resolver::system_conf::read_system_conf() else {
        return Vec::new();
    };
    let search = config.search().iter().chain(config.domain());
    let mut names: Vec<String> = search
        .map(|name| name.to_utf8().trim_end_matches('.').to_owned())
        .collect();
    names.dedup();
    names
}

fn outcome(error: &NetError) -> Outcome {
    match error {
        error if error.is_nx_domain() => Outcome::NoSuchName,
        NetError::Dns(DnsError::NoRecordsFound(none))
            if none.response_code == ResponseCode::NoError =>
        {
            Outcome::NoRecords
        }
        NetError::Dns(DnsError::NoRecordsFound(none)) => {
            Outcome::ServerFailure(none.response_code.into())
        }
        NetError::Dns(DnsError::ResponseCode(code)) => Outcome::ServerFailure((*code).into()),
        NetError::Timeout => Outcome::Unanswered,
        NetError::NoConnections => Outcome::Refused,
        NetError::Io(error) => super::udp::network(error),
        _ => Outcome::DnsProtocol,
    }
}

/// More than a job can use.
const MAX_RECORDS: usize = 64;
