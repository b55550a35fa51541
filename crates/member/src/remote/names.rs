//! Where a controller of the domain is, and which domain that is, as a member knows it, [MS-NRPC] 3.5.4.3 and 3.5.4.7.

use locate::DsFlags;
use msrpc::netlogon::{
    DcFlags, DcRequirements, DomainControllerInfo, DomainTrust, DomainTrustsReply, DsrGetDcName,
    DsrGetDcNameEx, DsrGetDcNameEx2, DsrGetDcNameReply, DsrGetSiteName, EnumerateDomainTrusts,
    GetAnyDcName, GetDcName, NameReply, TrustFlags,
};
use ndr::{Unique, WideStr};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{Guid, Win32Error};

use super::Remote;
use crate::{Domain, FoundController, Sought};

impl Handler<GetAnyDcName> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetAnyDcName,
    ) -> Result<NameReply, RpcStatus> {
        let domain = call.domain_name.as_ref();
        let found = self.controller(context, domain, DcRequirements(0)).await;
        Ok(named(found))
    }
}

impl Handler<GetDcName> for Remote {
    async fn handle(&self, context: &CallContext, call: GetDcName) -> Result<NameReply, RpcStatus> {
        let domain = call.domain_name.as_ref();
        let found = self.controller(context, domain, DcRequirements::PDC_REQUIRED);
        // As a controller says that it knows none.
        let found = found.await.map_err(|status| match status {
            Win32Error::ERROR_NO_SUCH_DOMAIN => Win32Error::NERR_DCNotFound,
            status => status,
        });
        Ok(named(found))
    }
}

impl Handler<DsrGetDcName> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcName,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        Ok(self.locate(context, &call.into()).await)
    }
}

impl Handler<DsrGetDcNameEx> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcNameEx,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        Ok(self.locate(context, &call.into()).await)
    }
}

impl Handler<DsrGetDcNameEx2> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcNameEx2,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        Ok(self.locate(context, &call).await)
    }
}

/// A member learns no site.
impl Handler<DsrGetSiteName> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        _: DsrGetSiteName,
    ) -> Result<NameReply, RpcStatus> {
        let known = self.authority().known_caller(context).await;
        Ok(NameReply {
            name: None,
            status: known.err().unwrap_or(Win32Error::ERROR_NO_SITENAME),
        })
    }
}

/// A member knows its own domain, and what a controller has told of those that this one trusts.
impl Handler<EnumerateDomainTrusts> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateDomainTrusts,
    ) -> Result<DomainTrustsReply, RpcStatus> {
        let known = match self.authority().known_caller(context).await {
            Ok(_) if !call.flags.are_legal() => Err(Win32Error::ERROR_INVALID_FLAGS),
            known => known,
        };
        let own = known.and_then(|_| {
            self.member()
                .domain()
                .ok_or(Win32Error::ERROR_NO_SUCH_DOMAIN)
        });
        let (mut domains, status) = match own {
            Ok(own) => (self.trusts(own), Win32Error::NERR_Success),
            Err(status) => (Vec::new(), status),
        };
        domains.retain(|domain| domain.flags.intersects(call.flags));
        Ok(DomainTrustsReply {
            domains: domains.into(),
            status,
        })
    }
}

impl Remote {
    /// The computer's domain, and those that it trusts or that trust it.
    fn trusts(&self, own: Domain) -> Vec<DomainTrust> {
        let told = self.member().view().trusts.clone();
        let is_own = |domain: &DomainTrust| domain.flags.intersects(TrustFlags::PRIMARY);
        match told.iter().any(is_own) {
            true => told,
            false => [primary(own)].into_iter().chain(told).collect(),
        }
    }

    /// A controller of the domain that is named, for somebody who has logged on: the one that the channel goes to, if it is
    /// up and nothing in particular is required.
    async fn controller(
        &self,
        context: &CallContext,
        named: Option<&WideStr>,
        requirements: DcRequirements,
    ) -> Result<(Domain, FoundController), Win32Error> {
        self.authority().known_caller(context).await?;
        let own = self.member().domain();
        let own = own.ok_or(Win32Error::ERROR_NO_SUCH_DOMAIN)?;
        let is_own = named.is_none_or(|named| own.is_called(named.as_str()));
        if !is_own {
            return Err(Win32Error::ERROR_NO_SUCH_DOMAIN);
        }
        let is_fit = |found: &FoundController| is_fit(found, requirements);
        let found = match requirements {
            primary if primary.contains(DcRequirements::PDC_REQUIRED) => {
                self.member().find(Sought::Primary, is_fit).await
            }
            some if DsFlags::tell(some) => self.member().find(Sought::Any, is_fit).await,
            _ => self.member().controller().await,
        };
        // Nobody is there, whatever was tried.
        let found = found.map_err(|_| Win32Error::ERROR_NO_SUCH_DOMAIN)?;
        Ok((own, found))
    }

    async fn locate(&self, context: &CallContext, call: &DsrGetDcNameEx2) -> DsrGetDcNameReply {
        let requirements = call.flags;
        if !requirements.are_legal(call.site_name.is_some()) {
            return nowhere(Win32Error::ERROR_INVALID_FLAGS);
        }
        // Which controller has an account, and which is in a site, only the controllers know.
        if call.account_name.is_some() || call.site_name.is_some() {
            return nowhere(Win32Error::ERROR_NOT_SUPPORTED);
        }
        let named = call.domain_name.as_ref();
        let (domain, controller) = match self.controller(context, named, requirements).await {
            Ok(found) => found,
            Err(status) => return nowhere(status),
        };
        let wants_dns = requirements.contains(DcRequirements::RETURN_DNS_NAME);
        let in_dns = domain.dns_name.as_deref().filter(|_| wants_dns);
        // [MS-NRPC] 3.5.4.3.1: "If the DnsDomainName field is not set in the message, the error ERROR_NO_SUCH_DOMAIN MUST be
        // returned."
        if wants_dns && in_dns.is_none() {
            return nowhere(Win32Error::ERROR_NO_SUCH_DOMAIN);
        }
        // In which form names are is this reply's own matter.
        let said = controller.flags.unwrap_or_default();
        let flags = match (DcFlags(said.without(DsFlags::IN_DNS).0), in_dns) {
            (flags, Some(_)) => flags | DcFlags::DNS_DOMAIN,
            (flags, None) => flags,
        };
        let name = in_dns.unwrap_or(domain.name.as_str());
        DsrGetDcNameReply {
            info: Some(DomainControllerInfo {
                name: Some(unc(&controller.name)),
                address: Some(unc(&controller.address.to_string())),
                address_type: IP_ADDRESS,
                domain_guid: Guid::NIL,
                domain_name: Some(name.into()),
                forest_name: None,
                flags,
                dc_site: None,
                client_site: None,
            }),
            status: Win32Error::NERR_Success,
        }
    }
}

/// Whether a controller says that it is what is required. Of one of the NT 4 kind, which says nothing, no more is known than
/// that it was found; the primary one can be written to.
fn is_fit(found: &FoundController, requirements: DcRequirements) -> bool {
    let is_primary = requirements.contains(DcRequirements::PDC_REQUIRED);
    let said = match found.flags {
        Some(flags) => flags,
        None if is_primary => DsFlags(DsFlags::PDC.0 | DsFlags::WRITABLE.0),
        None => DsFlags(0),
    };
    said.meet(requirements)
}

fn named(found: Result<(Domain, FoundController), Win32Error>) -> NameReply {
    match found {
        Ok((_, controller)) => NameReply {
            name: Some(unc(&controller.name)),
            status: Win32Error::NERR_Success,
        },
        Err(status) => NameReply { name: None, status },
    }
}

fn nowhere(status: Win32Error) -> DsrGetDcNameReply {
    DsrGetDcNameReply { info: None, status }
}

fn unc(name: &str) -> WideStr {
    format!("\\\\{name}").as_str().into()
}

fn primary(domain: Domain) -> DomainTrust {
    let dns_name: Unique<WideStr> = domain.dns_name.as_deref().map(Into::into);
    DomainTrust {
        netbios_name: Some(domain.name.as_str().into()),
        trust_type: if dns_name.is_some() {
            UPLEVEL
        } else {
            DOWNLEVEL
        },
        dns_name,
        flags: TrustFlags::PRIMARY,
        parent_index: 0,
        trust_attributes: 0,
        sid: Some(domain.sid),
        guid: Guid::NIL,
    }
}

/// `DomainControllerAddressType` of an IP address, [MS-NRPC] 2.2.1.2.1.
const IP_ADDRESS: u32 = 1;

/// `TRUST_TYPE_DOWNLEVEL` and `TRUST_TYPE_UPLEVEL`, [MS-LSAD] 2.2.7.9: a domain without and with a directory.
const DOWNLEVEL: u32 = 1;
const UPLEVEL: u32 = 2;

#[cfg(test)]
mod tests {
    use locate::Ports;

    use super::*;

    #[test]
    fn a_controller_is_what_it_says_that_it_is() {
        let fits = |flags, requirements| {
            let found = FoundController {
                name: "DC".to_owned(),
                address: [192, 0, 2, 1].into(),
                ports: Ports::default(),
                flags,
            };
            is_fit(&found, requirements)
        };
        let directory = Some(DsFlags(
            DsFlags::DS.0 | DsFlags::KDC.0 | DsFlags::WRITABLE.0,
        ));
        let of_nt4 = None;
        let (gc, pdc) = (DcRequirements::GC_REQUIRED, DcRequirements::PDC_REQUIRED);
        let kdc = DcRequirements::KDC_REQUIRED | DcRequirements::WRITABLE_REQUIRED;
        assert!(fits(directory, kdc) && !fits(directory, gc) && !fits(directory, kdc | gc));
        assert!(!fits(directory, pdc));
        assert!(fits(of_nt4, pdc | DcRequirements::WRITABLE_REQUIRED));
        assert!(!fits(of_nt4, pdc | gc) && !fits(of_nt4, kdc));
        assert!(fits(of_nt4, DcRequirements::RETURN_DNS_NAME));
    }
}
