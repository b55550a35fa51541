//! Names that are known without asking anybody.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::domain::DomainName;
use crate::ports::PortOverrides;

/// Hosts and domains that are looked up here before anything else is asked, as in `hosts` and `lmhosts`, but with
/// ports. Names are equal without regard to case. In TOML:
///
/// ```toml
/// [host.DOMAINPDC]
/// addresses = ["127.0.0.2"]                     # at least one, in the order of preference
/// ports = { smb = 10445, epmapper = 10135 }     # those that differ: smb, netbios_session, epmapper,
///                                               # netbios_name, netbios_datagram, ldap
/// [host.DOMAINMEMBER]
/// addresses = ["127.0.0.3"]
///
/// [domain.DOMAIN]
/// pdc = "DOMAINPDC"                             # each is a host of this table
/// controllers = ["DOMAINPDC"]                   # may be left out if there is only the PDC
/// ```
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "TableFile", into = "TableFile")]
pub struct NameTable {
    hosts: BTreeMap<String, HostEntry>,
    domains: BTreeMap<String, DomainEntry>,
}

/// A host of the table.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HostEntry {
    /// Its addresses, best first.
    pub addresses: Vec<IpAddr>,
    /// Its ports, where they differ.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ports: PortOverrides,
}

/// A domain of the table.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DomainEntry {
    /// The host that is the PDC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pdc: Option<String>,
    /// The hosts that are DCs, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controllers: Vec<String>,
}

/// What is wrong with a table.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidNameTable {
    /// A name stands there twice, perhaps in different case.
    #[error("{0} is in the name table twice")]
    Duplicate(String),
    /// A host without an address.
    #[error("host {0} of the name table has no address")]
    NoAddress(String),
    /// A domain names a host that the table does not have.
    #[error("domain {domain} of the name table names host {host}, which is not in it")]
    UnknownHost {
        /// The domain.
        domain: String,
        /// The host.
        host: String,
    },
    /// A domain without a DC.
    #[error("domain {0} of the name table has neither pdc nor controllers")]
    NoController(String),
}

impl NameTable {
    /// Adds a host.
    ///
    /// # Errors
    /// [`InvalidNameTable`] when it is there already, or has no address.
    pub fn add_host(&mut self, name: &str, entry: HostEntry) -> Result<(), InvalidNameTable> {
        if entry.addresses.is_empty() {
            return Err(InvalidNameTable::NoAddress(name.to_owned()));
        }
        match self.hosts.insert(fold(name), entry) {
            None => Ok(()),
            Some(_) => Err(InvalidNameTable::Duplicate(name.to_owned())),
        }
    }

    /// Adds a domain, whose hosts must be there already.
    ///
    /// # Errors
    /// [`InvalidNameTable`] when it is there already, or a host of it is not, or it has none.
    pub fn add_domain(&mut self, name: &str, entry: DomainEntry) -> Result<(), InvalidNameTable> {
        let mut hosts = entry.pdc.iter().chain(&entry.controllers).peekable();
        if hosts.peek().is_none() {
            return Err(InvalidNameTable::NoController(name.to_owned()));
        }
        if let Some(host) = hosts.find(|host| self.host(host).is_none()) {
            return Err(InvalidNameTable::UnknownHost {
                domain: name.to_owned(),
                host: host.clone(),
            });
        }
        match self.domains.insert(fold(name), entry) {
            None => Ok(()),
            Some(_) => Err(InvalidNameTable::Duplicate(name.to_owned())),
        }
    }

    /// The host of this name.
    #[must_use]
    pub fn host(&self, name: &str) -> Option<&HostEntry> {
        self.hosts.get(&fold(name))
    }

    /// The domain of this name.
    #[must_use]
    pub fn domain(&self, name: &DomainName) -> Option<&DomainEntry> {
        self.domains.get(&fold(name.as_str()))
    }
}

impl DomainEntry {
    /// All its DCs: the PDC first, if there is one.
    pub(crate) fn all(&self) -> impl Iterator<Item = &String> {
        let others = self.controllers.iter().filter(|name| {
            self.pdc
                .as_ref()
                .is_none_or(|pdc| !pdc.eq_ignore_ascii_case(name))
        });
        self.pdc.iter().chain(others)
    }
}

/// The table as it stands in a file, before it is checked.
#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct TableFile {
    host: BTreeMap<String, HostEntry>,
    domain: BTreeMap<String, DomainEntry>,
}

impl TryFrom<TableFile> for NameTable {
    type Error = InvalidNameTable;

    fn try_from(file: TableFile) -> Result<Self, InvalidNameTable> {
        let mut table = Self::default();
        for (name, entry) in file.host {
            table.add_host(&name, entry)?;
        }
        for (name, entry) in file.domain {
            table.add_domain(&name, entry)?;
        }
        Ok(table)
    }
}

impl From<NameTable> for TableFile {
    fn from(table: NameTable) -> Self {
        Self {
            host: table.hosts,
            domain: table.domains,
        }
    }
}

fn fold(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_uppercase()
}

fn is_default(ports: &PortOverrides) -> bool {
    *ports == PortOverrides::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Ports;

    const LAB: &str = "
        [host.DomainPDC]
        addresses = ['127.0.0.2', '::1']
        ports = { smb = 10445, ldap = 10389 }
        [host.DOMAINMEMBER]
        addresses = ['127.0.0.3']
        [domain.domain]
        pdc = 'DOMAINPDC'
    ";

    #[test]
    fn names_are_found_in_any_case_with_their_ports() {
        let table: NameTable = toml::from_str(LAB).unwrap();
        let pdc = table.host("domainpdc.").unwrap();
        let ports = Ports::default().with(&pdc.ports);
        assert_eq!(
            (pdc.addresses.len(), ports.smb, ports.ldap, ports.epmapper),
            (2, 10445, 10389, 135)
        );
        let domain = table.domain(&"DOMAIN".parse().unwrap()).unwrap();
        assert_eq!(domain.all().collect::<Vec<_>>(), ["DOMAINPDC"]);
        let written = toml::to_string(&table).unwrap();
        assert_eq!(toml::from_str::<NameTable>(&written).unwrap(), table);
    }

    #[test]
    fn a_wrong_table_is_refused_with_its_reason() {
        for (text, reason) in [
            ("[host.A]\naddresses = []", "no address"),
            (
                "[host.A]\naddresses = ['::1']\n[host.a]\naddresses = ['::1']",
                "twice",
            ),
            ("[domain.D]\npdc = 'A'", "not in it"),
            ("[domain.D]", "neither"),
            ("[host.A]\naddresses = ['::1']\nport = 1", "unknown field"),
            ("[hosts.A]\naddresses = ['::1']", "unknown field"),
        ] {
            let error = toml::from_str::<NameTable>(text).unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
