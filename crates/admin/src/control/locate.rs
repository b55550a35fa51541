//! Finding a domain controller: by this machine's own means, or by asking another machine to, [MS-NRPC] 3.5.4.3.1.

use host::locate_problem;
use locate::{DomainController, DomainName, DsFlags, Located, Want};
use msrpc::netlogon::{DcRequirements, DomainControllerInfo, DsrGetDcNameEx2};
use ndr::{Unique, WideStr};
use serde::{Serialize, Serializer};
use wire::{Guid, NetbiosName};

use super::{Asker, Machine, json};
use crate::{Problem, Reason, Side};

/// Which domain controller is wanted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Wanted {
    /// Of which domain; `None` for that of whoever is asked.
    pub domain: Option<String>,
    /// In which site.
    pub site: Option<String>,
    /// With which account; only another machine can look for one.
    pub account: Option<String>,
    /// What it must and should be.
    pub requirements: DcRequirements,
}

/// A domain controller that was found: `DOMAIN_CONTROLLER_INFOW`, [MS-NRPC] 2.2.1.2.1.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ControllerInfo {
    /// Its name, with backslashes.
    pub name: String,
    /// Its address or NetBIOS name, with backslashes.
    pub address: String,
    /// The domain's GUID.
    #[serde(serialize_with = "json::some_guid")]
    pub domain_guid: Option<Guid>,
    /// The domain's name.
    pub domain_name: Option<String>,
    /// The forest's name.
    pub forest_name: Option<String>,
    /// The site that it is in.
    pub dc_site: Option<String>,
    /// The site that whoever looked for it is in.
    pub client_site: Option<String>,
    /// What it is.
    #[serde(serialize_with = "names")]
    pub flags: DsFlags,
}

fn names<S: Serializer>(flags: &DsFlags, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(flags.to_string().split_whitespace())
}

impl Machine {
    /// Has the machine find a domain controller.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn locate(&self, wanted: &Wanted) -> Result<ControllerInfo, Problem> {
        let text = |text: &Option<String>| -> Unique<WideStr> { text.as_deref().map(Into::into) };
        let call = DsrGetDcNameEx2 {
            computer_name: None,
            account_name: text(&wanted.account),
            allowable_account_control: wanted.account.as_ref().map_or(0, |_| ANY_ACCOUNT),
            domain_name: text(&wanted.domain),
            domain_guid: None,
            site_name: text(&wanted.site),
            flags: wanted.requirements,
        };
        let reply = self.ask(&call).await?;
        self.check(reply.status)?;
        let info = reply.info.ok_or_else(|| self.incomplete())?;
        Ok(info.into())
    }
}

impl Asker {
    /// Finds a domain controller by this machine's own means: names that are known, DNS, WINS and broadcast; of a site, by
    /// its records in the DNS, or else by what controllers say of themselves. Nothing is kept from one call to the next.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn locate(&self, wanted: &Wanted) -> Result<ControllerInfo, Problem> {
        let domain = domain(wanted).map_err(|reason| Side::Here.problem(reason))?;
        let want = if wanted.requirements.contains(DcRequirements::PDC_REQUIRED) {
            Want::Pdc
        } else {
            Want::Any
        };
        // Whom the DNS has for a site serves it, wherever it is itself.
        let of_site = match (&wanted.site, want) {
            (Some(site), Want::Any) => self.locator.find_in_site(&domain, site).await.ok(),
            _ => None,
        };
        let told = |found: &Located| -> Vec<_> {
            let candidates = found.candidates.iter();
            let told =
                candidates.map(|candidate| describe(candidate, &domain, want, wanted.requirements));
            told.filter(|info| self.is_fit(info, wanted)).collect()
        };
        let mut fit = of_site.as_ref().map(told).unwrap_or_default();
        let mut answered = fit.len();
        if fit.is_empty() {
            let found = self.locator.find(&domain, want).await;
            let found = found
                .map_err(|error| locate_problem(error, |tried| Reason::DcNotFound { tried }))?;
            answered = found.candidates.len();
            fit = told(&found);
            fit.retain(|info| is_in_site(info, wanted));
        }
        if wanted
            .requirements
            .contains(DcRequirements::GOOD_TIMESERV_PREFERRED)
        {
            // Stable: among equals the first stays the best.
            fit.sort_by_key(|info| !info.flags.contains(DsFlags::GTIMESERV));
        }
        fit.into_iter().next().ok_or_else(|| {
            let tried = format!("{answered} answered, and none is as required");
            Side::Here.problem(Reason::DcNotFound { tried })
        })
    }

    fn is_fit(&self, info: &ControllerInfo, wanted: &Wanted) -> bool {
        let is_self = info.name.eq_ignore_ascii_case(&self.workstation.unc());
        let avoids = wanted.requirements.contains(DcRequirements::AVOID_SELF);
        !(avoids && is_self) && info.flags.meet(wanted.requirements)
    }
}

/// Whether a controller says that it is in the site that is wanted.
fn is_in_site(info: &ControllerInfo, wanted: &Wanted) -> bool {
    let own = info.dc_site.as_deref();
    wanted
        .site
        .as_deref()
        .is_none_or(|site| own.is_some_and(|own| own.eq_ignore_ascii_case(site)))
}

/// The domain that is meant, read as the flags say.
fn domain(wanted: &Wanted) -> Result<DomainName, Reason> {
    let name = wanted.domain.as_deref().ok_or(Reason::NoDomain)?;
    let invalid = || Reason::InvalidDomain {
        domain: name.to_owned(),
    };
    let has = |requirement| wanted.requirements.contains(requirement);
    if has(DcRequirements::IS_FLAT_NAME) {
        let name = NetbiosName::new(name).map_err(|_| invalid())?;
        Ok(DomainName::Netbios(name))
    } else if has(DcRequirements::IS_DNS_NAME) {
        // A dot at the end makes it one.
        let dotted = format!("{}.", name.trim_end_matches('.'));
        dotted.parse().map_err(|_| invalid())
    } else {
        name.parse().map_err(|_| invalid())
    }
}

/// What the locator knows, with names of the kind that was asked for: that of the domain's name, unless another is
/// required.
fn describe(
    controller: &DomainController,
    domain: &DomainName,
    want: Want,
    requirements: DcRequirements,
) -> ControllerInfo {
    let is_dns = matches!(domain, DomainName::Dns(_))
        && !requirements.contains(DcRequirements::RETURN_FLAT_NAME)
        || requirements.contains(DcRequirements::RETURN_DNS_NAME);
    let flat = controller.netbios_name.as_ref().map(ToString::to_string);
    let flat_domain = controller.netbios_domain.as_ref().map(ToString::to_string);
    let dns_name = controller.dns_name.clone().filter(|_| is_dns);
    let dns_domain = controller.dns_domain.clone().filter(|_| is_dns);
    // A controller of an NT4-style domain does not say what it is, and the primary one is known by being asked for.
    let nt4 = match want {
        Want::Pdc => DsFlags(DsFlags::PDC.0 | DsFlags::WRITABLE.0),
        Want::Any => DsFlags(0),
    };
    let mut flags = controller.flags.unwrap_or(nt4).without(DsFlags::IN_DNS).0;
    for (is_set, flag) in [
        (dns_name.is_some(), DsFlags::DNS_DC),
        (dns_domain.is_some(), DsFlags::DNS_DOMAIN),
        (controller.dns_forest.is_some(), DsFlags::DNS_FOREST),
    ] {
        if is_set {
            flags |= flag.0;
        }
    }
    let name = dns_name.or(flat).or_else(|| controller.dns_name.clone());
    ControllerInfo {
        name: unc(name.unwrap_or_else(|| controller.address.to_string())),
        address: unc(controller.address.to_string()),
        domain_guid: controller.domain_guid.filter(|guid| *guid != Guid::NIL),
        domain_name: dns_domain
            .or(flat_domain)
            .or_else(|| Some(domain.to_string())),
        forest_name: controller.dns_forest.clone(),
        dc_site: controller.dc_site.clone(),
        client_site: controller.client_site.clone(),
        flags: DsFlags(flags),
    }
}

fn unc(name: String) -> String {
    format!("\\\\{name}")
}

impl From<DomainControllerInfo> for ControllerInfo {
    fn from(info: DomainControllerInfo) -> Self {
        let text = |text: Unique<WideStr>| {
            text.map(|text| text.as_str().to_owned())
                .filter(|text| !text.is_empty())
        };
        Self {
            name: text(info.name).unwrap_or_default(),
            address: text(info.address).unwrap_or_default(),
            domain_guid: (info.domain_guid != Guid::NIL).then_some(info.domain_guid),
            domain_name: text(info.domain_name),
            forest_name: text(info.forest_name),
            dc_site: text(info.dc_site),
            client_site: text(info.client_site),
            // The bits are those of the ping, [MS-ADTS] 6.3.1.2.
            flags: DsFlags(info.flags.0),
        }
    }
}

/// `AllowableAccountControlBits`, [MS-NRPC] 3.5.4.3.1: A to E, an account of any kind.
const ANY_ACCOUNT: u32 = 0x0000_3b00;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_read_as_the_switches_say() {
        let read = |name: &str, requirements| {
            let wanted = Wanted {
                domain: Some(name.to_owned()),
                requirements,
                ..Wanted::default()
            };
            domain(&wanted)
        };
        let dns = read("corp", DcRequirements::IS_DNS_NAME);
        assert!(matches!(dns, Ok(DomainName::Dns(_))));
        let flat = read("corp", DcRequirements::IS_FLAT_NAME);
        assert!(matches!(flat, Ok(DomainName::Netbios(_))));
        assert!(read("a b", DcRequirements(0)).is_err());
        assert_eq!(domain(&Wanted::default()), Err(Reason::NoDomain));
    }
}
