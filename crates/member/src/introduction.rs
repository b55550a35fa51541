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
use crate::{Domain, Member, OperatingSystem};

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
        let told = described(link, &membership.domain, &self.settings.operating_system);
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
fn described(link: &Link, domain: &Domain, system: &OperatingSystem) -> WorkstationInfo {
    let computer = link.computer.as_str().to_lowercase();
    let dns_domain = domain.dns_name.as_deref();
    let dns_host_name = dns_domain.map(|domain| format!("{computer}.{domain}"));
    WorkstationInfo {
        dns_host_name: dns_host_name.as_deref().map(Into::into),
        os_version: system.version(),
        os_name: UnicodeString(system.name.clone()),
        workstation_flags: WorkstationFlags::INBOUND_TRUSTS,
        ..WorkstationInfo::default()
    }
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
