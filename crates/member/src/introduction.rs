//! What the computer tells its controller of itself once it has a channel, and what it learns of its domain in return,
//! [MS-NRPC] 3.5.4.4.10. A classic controller of Samba's refuses it, and a channel is as good without.

use std::time::Duration;

use link::Link;
use msrpc::netlogon::{
    DomainInfo, DomainInformation, DomainTrust, OneDomainInfo, TrustExtension, WorkstationFlags,
    WorkstationInfo,
};
use ndr::{UnicodeString, Unique, WideStr};
use tokio::time::timeout;
use tracing::debug;

use crate::keeper::Core;
use crate::{Domain, Member, Settings};

impl Member {
    /// Tells the controller at the other end who this computer is. What comes of it is logged, and no more.
    pub(crate) async fn introduce(&self, core: &mut Core, link: &Link) {
        let Some(membership) = &core.membership else {
            return;
        };
        let controller = &link.controller.name;
        if core.silent.as_ref() == Some(controller) {
            return;
        }
        let told = described(link.computer.as_str(), &membership.domain, &self.settings);
        let patience = PATIENCE.min(self.settings.timeout);
        match timeout(patience, link.ask_domain_info(told)).await {
            Ok(Ok(DomainInformation::Domain(Some(info)))) => {
                let trusts = trusts(*info);
                debug!(controller, trusts = trusts.len(), "introduced");
                self.view().trusts = trusts;
            }
            Ok(Ok(_)) => debug!(controller, "the controller tells nothing of its domain"),
            Ok(Err(failure)) => {
                debug!(controller, %failure, "the controller does not take an introduction");
            }
            // What it did with the question, nobody knows, so that the channel may have to be set up anew.
            Err(_) => {
                debug!(controller, "the controller does not answer an introduction");
                core.silent = Some(controller.clone());
            }
        }
    }
}

/// What the computer says of itself. Whoever does not register its service principal names itself, which takes LDAP, has the
/// controller do so.
fn described(computer: &str, domain: &Domain, settings: &Settings) -> WorkstationInfo {
    let system = &settings.operating_system;
    WorkstationInfo {
        dns_host_name: dns_host_name(computer, domain, settings)
            .as_deref()
            .map(Into::into),
        os_version: system.version(),
        os_name: UnicodeString(system.name.clone()),
        workstation_flags: WorkstationFlags::INBOUND_TRUSTS,
        ..WorkstationInfo::default()
    }
}

/// The computer's name in the DNS. A controller writes it over the one that the account has, so that a computer whose names
/// are not its domain's says so, by its settings or by what its operating system calls it. A domain without a name in the DNS
/// wants none.
fn dns_host_name(computer: &str, domain: &Domain, settings: &Settings) -> Option<String> {
    let dns_domain = domain.dns_name.as_deref()?;
    let called = settings.operating_system.host_name.as_deref();
    let called = called.filter(|name| {
        let parts = name.split_once('.');
        parts.is_some_and(|(first, rest)| first.eq_ignore_ascii_case(computer) && !rest.is_empty())
    });
    let own = settings.dns_host_name.as_deref().or(called);
    Some(own.map_or_else(
        || format!("{}.{dns_domain}", computer.to_lowercase()),
        str::to_owned,
    ))
}

/// The domains that the controller names, its own among them.
fn trusts(info: DomainInfo) -> Vec<DomainTrust> {
    let named = info.trusted.0.into_iter();
    named
        .filter_map(|domain| Some(trust(domain.trust()?, domain)))
        .collect()
}

fn trust(extension: TrustExtension, domain: OneDomainInfo) -> DomainTrust {
    let text = |text: UnicodeString| -> Unique<WideStr> {
        let text = text.0.filter(|text| !text.is_empty());
        text.map(|text| text.as_str().into())
    };
    DomainTrust {
        netbios_name: text(domain.name),
        dns_name: text(domain.dns_name),
        flags: extension.flags,
        parent_index: extension.parent_index,
        trust_type: extension.trust_type,
        trust_attributes: extension.trust_attributes,
        sid: domain.sid,
        guid: domain.guid,
    }
}

/// Whoever needs the channel waits no longer for this, whatever is set for answers.
const PATIENCE: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OperatingSystem;

    #[test]
    fn a_computer_has_the_name_that_it_is_given_or_calls_itself_or_its_own_in_the_domain() {
        let domain = |dns_name: Option<&str>| Domain {
            name: "OURDOM".parse().unwrap(),
            dns_name: dns_name.map(Into::into),
            sid: "S-1-5-21-1-2-3".parse().unwrap(),
        };
        let told = |set: Option<&str>, called: &str| {
            let settings = Settings {
                dns_host_name: set.map(Into::into),
                operating_system: OperatingSystem {
                    host_name: Some(called.to_owned()),
                    ..OperatingSystem::default()
                },
                ..Settings::default()
            };
            dns_host_name("WEB1", &domain(Some("our.example")), &settings).unwrap()
        };
        assert_eq!(told(None, "web1"), "web1.our.example");
        assert_eq!(told(None, "web1.prod.example"), "web1.prod.example");
        // Renamed in the domain, or not named for a network at all.
        for other in ["web2.prod.example", "web1.", "localhost.localdomain", ""] {
            assert_eq!(told(None, other), "web1.our.example", "{other}");
        }
        assert_eq!(
            told(Some("www.example"), "web1.prod.example"),
            "www.example"
        );
        let nowhere = dns_host_name("WEB1", &domain(None), &Settings::default());
        assert_eq!(nowhere, None);
    }
}
