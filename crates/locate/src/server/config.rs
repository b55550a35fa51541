//! Who answers, and where.

use std::net::Ipv4Addr;

use serde::Deserialize;
use wire::{Guid, NetbiosName, Sid};

use crate::codec::dotted::DottedName;
use crate::codec::ping::DsFlags;
use crate::config::Broadcast;
use crate::ports::Ports;

/// What a locator server is told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ServerConfig {
    /// Who answers.
    pub identity: Identity,
    /// Where, and what besides.
    pub settings: ServerSettings,
}

/// The controller and its domain, as answers describe them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Identity {
    /// The NetBIOS name of the domain.
    pub domain: NetbiosName,
    /// The NetBIOS name of the controller.
    pub computer: NetbiosName,
    /// Whether it is the primary one.
    pub pdc: bool,
    /// The SID of the domain. A question for another domain's is not answered.
    pub domain_sid: Option<Sid>,
    /// The GUID of the domain, which an NT4-style domain lacks: then it is the nil GUID.
    pub domain_guid: Guid,
    /// The DNS names, which an NT4-style domain lacks.
    pub dns: Option<DnsNames>,
    /// The site of the controller, and of each client, as far as it knows.
    pub site: DottedName,
}

/// The names of a domain in DNS.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DnsNames {
    /// The domain.
    pub domain: DottedName,
    /// The root of its forest.
    pub forest: DottedName,
    /// The controller.
    pub host: DottedName,
}

/// Where a locator server listens, and what it does besides answering.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// The address to listen on. If it is one of an interface, broadcasts are listened to as well, as `broadcast` says;
    /// with `0.0.0.0` they arrive anyway.
    pub bind: Ipv4Addr,
    /// The address that answers give for the controller; by default the one that is listened on.
    pub address: Option<Ipv4Addr>,
    /// The ports to listen on: those of the NetBIOS name and datagram services, and of LDAP.
    pub ports: Ports,
    /// Where the names are claimed, and questions by broadcast heard.
    pub broadcast: Broadcast,
    /// Whether NetBIOS is spoken at all.
    pub netbios: bool,
    /// Whether LDAP pings are answered.
    pub ldap: bool,
    /// Whether other hosts can register their names here, which a PDC's clients are used to.
    pub wins_server: bool,
    /// The WINS servers where the names are registered; the next one is asked when one does not answer.
    pub wins: Vec<Ipv4Addr>,
    /// How much one sender is answered.
    pub rate: Rate,
}

/// How many datagrams of one address are answered.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Rate {
    /// In each second, on average.
    pub per_second: u32,
    /// At once.
    pub burst: u32,
}

impl Identity {
    /// The PDC of an NT4-style domain.
    #[must_use]
    pub fn pdc(domain: NetbiosName, computer: NetbiosName) -> Self {
        Self {
            domain,
            computer,
            pdc: true,
            domain_sid: None,
            domain_guid: Guid::NIL,
            dns: None,
            site: DottedName::default(),
        }
    }

    /// What the controller is and does. It serves no directory, so that it is none of AD's servers.
    #[must_use]
    pub fn flags(&self) -> DsFlags {
        let role = if self.pdc {
            DsFlags::PDC.0
        } else {
            DsFlags::default().0
        };
        // Of one site, every client is in it.
        DsFlags(role | DsFlags::WRITABLE.0 | DsFlags::CLOSE_SITE.0)
    }
}

impl ServerSettings {
    /// The address that answers give.
    #[must_use]
    pub fn answered_address(&self) -> Ipv4Addr {
        self.address.unwrap_or(self.bind)
    }
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            bind: Ipv4Addr::UNSPECIFIED,
            address: None,
            ports: Ports::default(),
            broadcast: Broadcast::default(),
            netbios: true,
            ldap: true,
            wins_server: true,
            wins: Vec::new(),
            rate: Rate::default(),
        }
    }
}

impl Default for Rate {
    fn default() -> Self {
        Self {
            per_second: 100,
            burst: 400,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_in_toml() {
        let settings: ServerSettings = toml::from_str(
            "
            bind = '10.1.0.2'
            wins = ['10.2.0.2']
            wins_server = false
            broadcast = 'off'
            ports = { ldap = 1389 }
            rate = { per_second = 10 }
            ",
        )
        .unwrap();
        assert_eq!(settings.answered_address(), Ipv4Addr::new(10, 1, 0, 2));
        assert_eq!(
            (settings.ports.ldap, settings.ports.netbios_name),
            (1389, 137)
        );
        assert_eq!((settings.rate.per_second, settings.rate.burst), (10, 400));
        assert!(!settings.wins_server && settings.ldap && settings.netbios);
        assert!(toml::from_str::<ServerSettings>("winz = true").is_err());
    }
}
