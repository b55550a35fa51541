//! Domain controllers that were found.

use std::net::IpAddr;

use wire::{Guid, NetbiosName};

use crate::attempt::{Attempt, Outcome};
use crate::codec::dotted::DottedName;
use crate::codec::node_status::NodeStatus;
use crate::codec::ping::{DsFlags, LogonAnswer, PingResponse};
use crate::domain::DomainName;
use crate::ports::Ports;

/// Which domain controller is wanted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Want {
    /// The PDC.
    Pdc,
    /// Any.
    Any,
}

/// The candidates, best first; there is at least one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Located {
    /// The candidates. Who gets no answer from the first goes on with the next.
    pub candidates: Vec<DomainController>,
    /// What was tried on the way.
    pub tried: Vec<Attempt>,
}

/// One address of a domain controller, and what is known about it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DomainController {
    /// Its NetBIOS name.
    pub netbios_name: Option<NetbiosName>,
    /// Its DNS name.
    pub dns_name: Option<String>,
    /// Its address.
    pub address: IpAddr,
    /// Its ports.
    pub ports: Ports,
    /// The NetBIOS name of the domain.
    pub netbios_domain: Option<NetbiosName>,
    /// The DNS name of the domain.
    pub dns_domain: Option<String>,
    /// The DNS name of the forest.
    pub dns_forest: Option<String>,
    /// The GUID of the domain.
    pub domain_guid: Option<Guid>,
    /// The site of the DC.
    pub dc_site: Option<String>,
    /// The site of this computer, as the DC sees it.
    pub client_site: Option<String>,
    /// What the DC is and does; NT4-style DCs do not say.
    pub flags: Option<DsFlags>,
    /// How it was found.
    pub source: Source,
    /// How it is known that it is one.
    pub confirmation: Confirmation,
}

/// How a DC was found, in the order of preference.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Source {
    /// The caller named it.
    Explicit,
    /// The name table.
    Table,
    /// DNS SRV records.
    Dns,
    /// A WINS server.
    Wins,
    /// A broadcast.
    Broadcast,
}

/// How it is known that an address is a DC of the domain, best first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Confirmation {
    /// The name table says so.
    Table,
    /// It answered an LDAP ping.
    LdapPing,
    /// It answered a mailslot ping.
    MailslotPing,
    /// Its node status lists the name of the domain.
    NodeStatus,
    /// Nothing but the name service says so: whoever uses it will see.
    Unconfirmed,
}

impl DomainController {
    pub(crate) const fn unconfirmed(address: IpAddr, ports: Ports, source: Source) -> Self {
        Self {
            netbios_name: None,
            dns_name: None,
            address,
            ports,
            netbios_domain: None,
            dns_domain: None,
            dns_forest: None,
            domain_guid: None,
            dc_site: None,
            client_site: None,
            flags: None,
            source,
            confirmation: Confirmation::Unconfirmed,
        }
    }

    /// Takes over what a DC said about itself in its answer to a ping.
    pub(crate) fn confirmed(mut self, response: &PingResponse, how: Confirmation) -> Self {
        let text = |name: &DottedName| (!name.is_empty()).then(|| name.as_str().to_owned());
        self.confirmation = how;
        self.netbios_name = response.computer().or(self.netbios_name);
        self.netbios_domain = response.domain();
        self.flags = response.flags();
        match response {
            PingResponse::SamLogonEx(ex) => {
                self.dns_name = text(&ex.dns_host).or(self.dns_name);
                self.dns_domain = text(&ex.dns_domain);
                self.dns_forest = text(&ex.dns_forest);
                self.domain_guid = Some(ex.domain_guid);
                self.dc_site = text(&ex.dc_site);
                self.client_site = text(&ex.client_site);
            }
            PingResponse::SamLogon(response) => {
                if let Some(part) = &response.directory {
                    self.dns_name = text(&part.dns_host).or(self.dns_name);
                    self.dns_domain = text(&part.dns_domain);
                    self.dns_forest = text(&part.dns_forest);
                    self.domain_guid = Some(part.domain_guid);
                }
            }
            PingResponse::Primary(_) => {}
        }
        self
    }

    /// Takes over the names of the node.
    pub(crate) fn named(mut self, status: &NodeStatus) -> Self {
        self.netbios_name = status.computer().or(self.netbios_name);
        self.netbios_domain = status.domain().or(self.netbios_domain);
        self
    }

    /// Puts together what two ways told about one address. The better confirmation's words count; the other fills gaps.
    pub(crate) fn merge(self, other: Self) -> Self {
        let (best, rest) = if other.confirmation < self.confirmation {
            (other, self)
        } else {
            (self, other)
        };
        Self {
            netbios_name: best.netbios_name.or(rest.netbios_name),
            dns_name: best.dns_name.or(rest.dns_name),
            netbios_domain: best.netbios_domain.or(rest.netbios_domain),
            dns_domain: best.dns_domain.or(rest.dns_domain),
            dns_forest: best.dns_forest.or(rest.dns_forest),
            domain_guid: best.domain_guid.or(rest.domain_guid),
            dc_site: best.dc_site.or(rest.dc_site),
            client_site: best.client_site.or(rest.client_site),
            flags: best.flags.or(rest.flags),
            source: best.source.min(rest.source),
            address: best.address,
            ports: best.ports,
            confirmation: best.confirmation,
        }
    }
}

/// Whether an answer to a ping comes from a DC that is wanted.
pub(crate) fn check(
    response: &PingResponse,
    domain: &DomainName,
    want: Want,
) -> Result<(), Outcome> {
    if response.answer() == LogonAnswer::Paused {
        return Err(Outcome::Paused);
    }
    let dns = match response {
        PingResponse::SamLogonEx(ex) => Some(&ex.dns_domain),
        PingResponse::SamLogon(plain) => plain.directory.as_ref().map(|part| &part.dns_domain),
        PingResponse::Primary(_) => None,
    };
    let serves = match domain {
        DomainName::Netbios(name) => response.domain().as_ref() == Some(name),
        DomainName::Dns(name) => dns.is_some_and(|dns| name.matches(dns.as_str())),
    };
    if !serves {
        let netbios = response.domain().map(|name| name.to_string());
        let served = dns.map(ToString::to_string).or(netbios).unwrap_or_default();
        return Err(Outcome::WrongDomain(served));
    }
    // An NT4-style answer has no flags; the question for the PDC went to a name that only the PDC holds.
    if want == Want::Pdc
        && response
            .flags()
            .is_some_and(|flags| !flags.contains(DsFlags::PDC))
    {
        return Err(Outcome::NotPdc);
    }
    Ok(())
}
