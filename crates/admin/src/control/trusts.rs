//! Which domains a machine knows, [MS-NRPC] 3.5.4.7 and 3.5.4.8.6.

use msrpc::netlogon::{
    DomainTrust, EnumerateDomainTrusts, EnumerateTrustedDomains, GetTimeServiceParentDomain,
    TrustFlags,
};
use serde::Serialize;
use wire::{Guid, Sid};

use super::{Machine, json};
use crate::{Problem, Reason};

/// A domain that is trusted, trusts, or is the machine's own: `DS_DOMAIN_TRUSTSW`, [MS-NRPC] 2.2.1.6.2.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Trust {
    /// Its NetBIOS name.
    pub name: Option<String>,
    /// Its DNS name.
    pub dns_name: Option<String>,
    /// What it is to the machine's own domain.
    #[serde(serialize_with = "json::trust_flags")]
    pub flags: TrustFlags,
    /// Where in the list its parent is, if it is in the forest and not the root of a tree.
    pub parent: Option<u32>,
    /// `TrustType`, [MS-LSAD] 2.2.7.9: 1 for a domain without a directory, 2 with one, 3 for another realm.
    pub kind: u32,
    /// `TrustAttributes`, [MS-LSAD] 2.2.7.9.
    pub attributes: u32,
    /// Its SID.
    #[serde(serialize_with = "json::some_sid")]
    pub sid: Option<Sid>,
    /// Its GUID.
    #[serde(serialize_with = "json::some_guid")]
    pub guid: Option<Guid>,
}

/// The domain above a machine's own.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ParentDomain {
    /// Its name.
    pub name: String,
    /// Whether its primary domain controller is in the machine's site.
    pub pdc_same_site: bool,
}

impl Machine {
    /// Domains of these kinds, by `DsrEnumerateDomainTrusts`, [MS-NRPC] 3.5.4.7.1.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn domain_trusts(&self, kinds: TrustFlags) -> Result<Vec<Trust>, Problem> {
        let call = EnumerateDomainTrusts {
            server_name: None,
            flags: kinds,
        };
        let reply = self.ask(&call).await?;
        self.check(reply.status)?;
        Ok(reply.domains.0.into_iter().map(Trust::from).collect())
    }

    /// The NetBIOS names of trusted domains, by `NetrEnumerateTrustedDomains`, [MS-NRPC] 3.5.4.7.3, or where that is not
    /// offered, as by Samba's controller of an Active Directory, by its successor.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn trusted_domains(&self) -> Result<Vec<String>, Problem> {
        let call = EnumerateTrustedDomains { server_name: None };
        let reply = match self.ask(&call).await {
            Err(problem) if matches!(problem.reason, Reason::CallNotOffered { .. }) => {
                let trusts = self.domain_trusts(TrustFlags::DIRECT_OUTBOUND).await?;
                return Ok(trusts.into_iter().filter_map(|trust| trust.name).collect());
            }
            reply => reply?,
        };
        let checked = reply.status.check();
        checked.map_err(|status| self.problem(Reason::of_status(status)))?;
        reply
            .domain_names()
            .map_err(|error| self.problem(Reason::Malformed(error.to_string())))
    }

    /// The parent of the machine's domain, or on a member its domain: `NetrLogonGetTimeServiceParentDomain`, [MS-NRPC]
    /// 3.5.4.8.6. "The server SHOULD return ERROR_ACCESS_DENIED if the caller is not local."
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn parent_domain(&self) -> Result<ParentDomain, Problem> {
        let call = GetTimeServiceParentDomain { server_name: None };
        let reply = self.ask(&call).await?;
        self.check(reply.status)?;
        let name = reply.domain_name.ok_or_else(|| self.incomplete())?;
        Ok(ParentDomain {
            name: name.as_str().to_owned(),
            pdc_same_site: reply.pdc_same_site != 0,
        })
    }
}

impl From<DomainTrust> for Trust {
    fn from(trust: DomainTrust) -> Self {
        let is_child = trust.flags.contains(TrustFlags::IN_FOREST)
            && !trust.flags.contains(TrustFlags::TREE_ROOT);
        Self {
            name: trust.netbios_name.map(|name| name.as_str().to_owned()),
            dns_name: trust.dns_name.map(|name| name.as_str().to_owned()),
            flags: trust.flags,
            parent: is_child.then_some(trust.parent_index),
            kind: trust.trust_type,
            attributes: trust.trust_attributes,
            sid: trust.sid,
            guid: (trust.guid != Guid::NIL).then_some(trust.guid),
        }
    }
}
