//! Which domain a machine belongs to, by its local security authority.

use msrpc::lsarpc::{
    Lsarpc, ObjectAttributes, OpenPolicy2, PolicyAccess, PolicyHandle, PolicyInfo,
    PolicyInformationClass, QueryInformationPolicy, QueryInformationPolicy2,
};
use serde::{Serialize, Serializer};
use wire::{NtStatus, Sid};

use crate::host::{Host, Remote};
use crate::{Problem, Reason};

/// A domain as its members and controllers name it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct DomainIdentity {
    /// NetBIOS name.
    pub name: String,
    /// DNS name; `None` for an NT 4 domain.
    pub dns_name: Option<String>,
    /// Its SID; `None` for a workgroup.
    #[serde(serialize_with = "as_text")]
    pub sid: Option<Sid>,
}

fn as_text<S: Serializer>(sid: &Option<Sid>, serializer: S) -> Result<S::Ok, S::Error> {
    sid.as_ref().map(Sid::to_string).serialize(serializer)
}

impl DomainIdentity {
    /// Whether this is the domain that a person calls `name`.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let dns = self
            .dns_name
            .as_deref()
            .map(|dns| dns.trim_end_matches('.'));
        self.name.eq_ignore_ascii_case(name)
            || dns.is_some_and(|dns| dns.eq_ignore_ascii_case(name.trim_end_matches('.')))
    }
}

/// The policy of a machine.
pub struct Policy {
    lsa: Remote<Lsarpc>,
    handle: PolicyHandle,
    /// Whether the machine knows the calls of Windows 2000; see [`Policy::is_windows_like`].
    knows_dns_level: bool,
}

impl Policy {
    /// Opens it, to read it.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn open(host: &Host) -> Result<Self, Problem> {
        let mut lsa = host.open::<Lsarpc>().await?;
        let call = OpenPolicy2 {
            system_name: None,
            object_attributes: ObjectAttributes::default(),
            desired_access: PolicyAccess::VIEW_LOCAL_INFORMATION,
        };
        let reply = lsa.call(&call).await?;
        lsa.check(reply.status)?;
        Ok(Self {
            lsa,
            handle: reply.policy,
            knows_dns_level: false,
        })
    }

    /// The domain that the machine is a member or controller of; without a SID, the workgroup.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn primary_domain(&mut self) -> Result<DomainIdentity, Problem> {
        let call = QueryInformationPolicy2 {
            policy: self.handle,
            information_class: PolicyInformationClass::DNS_DOMAIN,
        };
        // NT 4 has neither this call nor this level.
        if let Ok(reply) = self.lsa.call(&call).await
            && reply.status.is_success()
            && let Some(PolicyInfo::DnsDomain(info)) = reply.information
        {
            self.knows_dns_level = true;
            return Ok(DomainIdentity {
                name: info.name.0.unwrap_or_default(),
                dns_name: info.dns_domain_name.0.filter(|name| !name.is_empty()),
                sid: info.sid,
            });
        }
        match self.query(PolicyInformationClass::PRIMARY_DOMAIN).await {
            Ok(PolicyInfo::PrimaryDomain(info)) => Ok(DomainIdentity {
                name: info.name.0.unwrap_or_default(),
                dns_name: None,
                sid: info.sid,
            }),
            Ok(_) => Err(self.lsa.wrong_level()),
            // A Samba host that is set up for a domain and has left it, or not joined it yet.
            Err(Problem {
                reason: Reason::Status(NtStatus::CANT_ACCESS_DOMAIN_INFO),
                ..
            }) => Ok(DomainIdentity {
                name: String::new(),
                dns_name: None,
                sid: None,
            }),
            Err(problem) => Err(problem),
        }
    }

    /// Whether [`Policy::primary_domain`] was answered as Windows 2000 and later answer it. A machine that speaks SMB 2
    /// and does not is no Windows but a Samba member, which has no Netlogon pipe and takes its time to say so.
    #[must_use]
    pub const fn is_windows_like(&self) -> bool {
        self.knows_dns_level
    }

    /// The machine's own account domain: on a member its own name, on a controller the domain's.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn account_domain(&mut self) -> Result<DomainIdentity, Problem> {
        match self.query(PolicyInformationClass::ACCOUNT_DOMAIN).await? {
            PolicyInfo::AccountDomain(info) => Ok(DomainIdentity {
                name: info.domain_name.0.unwrap_or_default(),
                dns_name: None,
                sid: info.domain_sid,
            }),
            _ => Err(self.lsa.wrong_level()),
        }
    }

    async fn query(
        &mut self,
        information_class: PolicyInformationClass,
    ) -> Result<PolicyInfo, Problem> {
        let call = QueryInformationPolicy {
            policy: self.handle,
            information_class,
        };
        let reply = self.lsa.call(&call).await?;
        self.lsa.check(reply.status)?;
        reply.information.ok_or_else(|| self.lsa.wrong_level())
    }
}
