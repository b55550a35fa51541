//! What lies where, [MS-ADTS] 6.1.1: the part of an Active Directory's tree that clients expect to be there.

use ldap::Dn;
use store::{Control, User};

use crate::computer::is_computer;

/// The names of a domain's directory.
pub(super) struct Tree {
    pub(super) domain: Dn,
    pub(super) configuration: Dn,
    pub(super) schema: Dn,
    users: Dn,
    computers: Dn,
    controllers: Dn,
}

impl Tree {
    /// The tree of the domain of this name in the DNS.
    pub(super) fn of(dns_domain: &str) -> Self {
        let domain = Dn::of_domain(dns_domain);
        let configuration = domain.child("CN", "Configuration");
        Self {
            schema: configuration.child("CN", "Schema"),
            users: domain.child("CN", "Users"),
            computers: domain.child("CN", "Computers"),
            controllers: domain.child("OU", "Domain Controllers"),
            configuration,
            domain,
        }
    }

    /// A domain controller's own place, [MS-ADTS] 6.1.1.2.2.1.2.1.
    pub(super) fn server(&self, computer: &str, site: &str) -> Dn {
        let site = self.configuration.child("CN", "Sites").child("CN", site);
        site.child("CN", "Servers").child("CN", computer)
    }

    /// The name of an account's entry.
    pub(super) fn account(&self, user: &User) -> Dn {
        let container = if user.control & Control::SERVER_TRUST_ACCOUNT != 0 {
            &self.controllers
        } else if user.control & Control::WORKSTATION_TRUST_ACCOUNT != 0 {
            &self.computers
        } else {
            &self.users
        };
        let name = user.name.as_str();
        let name = match is_computer(user) {
            true => name.strip_suffix('$').unwrap_or(name),
            false => name,
        };
        container.child("CN", name)
    }

    /// The account whose entry has this name, if there is one; whether there is, and whether it lies there, is to be seen.
    pub(super) fn account_name(&self, dn: &Dn) -> Option<String> {
        let (attribute, name, container) = dn.split_first()?;
        if !attribute.eq_ignore_ascii_case("CN") {
            return None;
        }
        if container == self.users {
            Some(name.to_owned())
        } else if container == self.computers || container == self.controllers {
            Some(format!("{name}$"))
        } else {
            None
        }
    }
}
