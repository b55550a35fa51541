//! What the locator asks, where, and how long it waits.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use serde::{Deserialize, Deserializer};
use wire::NetbiosName;

use crate::ports::Ports;
use crate::table::NameTable;

/// The configuration of a [`Locator`](crate::Locator). Everything has a default: system DNS, no WINS, broadcasts on
/// each interface.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct LocatorConfig {
    /// The name that pings give for this computer. Nobody checks it.
    #[serde(deserialize_with = "netbios_name")]
    pub client_name: NetbiosName,
    /// What is known without asking.
    pub names: NameTable,
    /// Where DNS is asked.
    pub dns: Dns,
    /// The WINS servers. Nothing else, such as a Samba configuration, is looked at.
    pub wins: Vec<Ipv4Addr>,
    /// Where NetBIOS broadcasts go.
    pub broadcast: Broadcast,
    /// The usual ports.
    pub ports: Ports,
    /// The local UDP port on which answers to mailslot pings are awaited. Samba answers to any, Windows only to 138,
    /// which needs privileges and may be taken; then, and for 0, any port is used. Of several pings at once, one gets
    /// it.
    pub reply_port: u16,
    /// How long to wait.
    pub timeouts: Timeouts,
}

/// Where DNS is asked.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Dns {
    /// As `/etc/resolv.conf` says.
    #[default]
    System,
    /// Nowhere.
    Off,
    /// At these servers.
    Explicit {
        /// Address and port of each.
        servers: Vec<SocketAddr>,
        /// Domains to complete short names with.
        #[serde(default)]
        search: Vec<String>,
    },
}

/// Where NetBIOS broadcasts go.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Broadcast {
    /// To the broadcast address of each IPv4 interface but the loopback.
    #[default]
    Interfaces,
    /// Nowhere.
    Off,
    /// To these addresses.
    Addresses(Vec<Ipv4Addr>),
}

/// How long to wait, in a file in milliseconds.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Timeouts {
    /// For an answer to a datagram, before it is sent again.
    #[serde(deserialize_with = "milliseconds")]
    pub attempt: Duration,
    /// How often a datagram is sent at most.
    pub attempts: u8,
    /// For DNS, all its servers and repetitions together.
    #[serde(deserialize_with = "milliseconds")]
    pub dns: Duration,
    /// For more answers, after the first good one.
    #[serde(deserialize_with = "milliseconds")]
    pub grace: Duration,
    /// For everything together.
    #[serde(deserialize_with = "milliseconds")]
    pub total: Duration,
}

impl Default for LocatorConfig {
    fn default() -> Self {
        Self {
            client_name: default_client(),
            names: NameTable::default(),
            dns: Dns::default(),
            wins: Vec::new(),
            broadcast: Broadcast::default(),
            ports: Ports::default(),
            reply_port: Ports::default().netbios_datagram,
            timeouts: Timeouts::default(),
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            attempt: Duration::from_millis(500),
            attempts: 3,
            dns: Duration::from_secs(3),
            grace: Duration::from_millis(250),
            total: Duration::from_secs(6),
        }
    }
}

#[expect(clippy::expect_used, reason = "a constant name, which a test parses")]
fn default_client() -> NetbiosName {
    NetbiosName::new("NETDOM").expect("a valid name")
}

fn netbios_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NetbiosName, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(serde::de::Error::custom)
}

fn milliseconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u32::deserialize(deserializer).map(|ms| Duration::from_millis(ms.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_can_be_said_in_toml() {
        let config: LocatorConfig = toml::from_str(
            "
            client_name = 'admin'
            wins = ['10.1.0.2']
            broadcast = { addresses = ['10.1.0.255'] }
            dns = { explicit = { servers = ['10.2.0.2:53'], search = ['corp.example'] } }
            ports = { ldap = 1389 }
            reply_port = 0
            timeouts = { attempt = 100, total = 2000 }
            [names.host.A]
            addresses = ['::1']
            ",
        )
        .unwrap();
        assert_eq!(config.client_name.as_str(), "ADMIN");
        assert_eq!((config.ports.ldap, config.ports.smb), (1389, 445));
        assert_eq!(config.timeouts.attempt, Duration::from_millis(100));
        assert!(config.names.host("a").is_some());
        assert_eq!(
            toml::from_str::<LocatorConfig>("").unwrap(),
            LocatorConfig::default()
        );
        for (text, dns) in [("dns = 'off'", Dns::Off), ("dns = 'system'", Dns::System)] {
            assert_eq!(toml::from_str::<LocatorConfig>(text).unwrap().dns, dns);
        }
    }

    #[test]
    fn what_is_unknown_is_refused() {
        for text in [
            "winz = []",
            "timeouts = { totl = 1 }",
            "ports = { http = 80 }",
            "dns = 'on'",
        ] {
            assert!(toml::from_str::<LocatorConfig>(text).is_err(), "{text}");
        }
    }
}
