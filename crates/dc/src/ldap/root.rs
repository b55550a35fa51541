//! The root, [MS-ADTS] 3.1.1.3.2, and the domain.

use ldap::entry::Syntax;
use ldap::filter::sid_octets;
use ldap::session::MECHANISM;
use ldap::{Dn, Entry};

use wire::Guid;

use super::tree::Tree;
use crate::Controller;

/// The root: what a directory says of itself, to everybody.
pub(super) fn root(controller: &Controller, tree: &Tree) -> Entry {
    let host = controller.dns_names().map(|(_, host)| host);
    let site = controller.settings().site.as_deref();
    let computer = controller.names().computer.as_str();
    // Who has no site is in none.
    let server = site.map(|site| tree.server(computer, site));
    let settings = server
        .as_ref()
        .map(|server| server.child("CN", "NTDS Settings"));
    let name = |dn: &Dn| Some(dn.to_string());
    Entry::new(Dn::default())
        // RFC 4512 5.1: it is there for whoever asks for any object at all.
        .with_text("objectClass", "top")
        .with("distinguishedName", Syntax::Dn, None::<String>)
        .with(
            "configurationNamingContext",
            Syntax::Dn,
            name(&tree.configuration),
        )
        .with("defaultNamingContext", Syntax::Dn, name(&tree.domain))
        .with("dnsHostName", Syntax::Text, host)
        .with(
            "dsServiceName",
            Syntax::Dn,
            settings.map(|dn| dn.to_string()),
        )
        .with("namingContexts", Syntax::Dn, name(&tree.domain))
        .with("rootDomainNamingContext", Syntax::Dn, name(&tree.domain))
        .with("schemaNamingContext", Syntax::Dn, name(&tree.schema))
        .with("serverName", Syntax::Dn, server.map(|dn| dn.to_string()))
        .with_text("supportedControl", ldap::paging::OID)
        .with_text("supportedLDAPVersion", "3")
        .with_text("supportedSASLMechanisms", MECHANISM)
}

/// The domain: who it is.
pub(super) fn domain(controller: &Controller, tree: &Tree) -> Entry {
    let names = controller.names();
    let label = tree.domain.split_first();
    let label = label.map(|(_, label, _)| label.to_owned());
    Entry::new(tree.domain.clone())
        .with("objectClass", Syntax::Text, ["top", "domain", "domainDNS"])
        .with("distinguishedName", Syntax::Dn, [tree.domain.to_string()])
        .with("dc", Syntax::Text, label.clone())
        .with("name", Syntax::Text, label)
        .with(
            "objectGUID",
            Syntax::Octets,
            controller.domain_guid().map(Guid::to_bytes),
        )
        .with("objectSid", Syntax::Sid, [sid_octets(&names.sid)])
        // [MS-ADTS] 6.1.4.1: as `TrustFlags::NATIVE_MODE`.
        .with_text("nTMixedDomain", "0")
}
