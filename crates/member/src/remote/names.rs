//! Where a controller of the domain is, and which domain that is, as a member knows it, [MS-NRPC] 3.5.4.3 and 3.5.4.7.

use msrpc::netlogon::{
    DcFlags, DcRequirements, DomainControllerInfo, DomainTrust, DomainTrustsReply, DsrGetDcName,
    DsrGetDcNameEx, DsrGetDcNameEx2, DsrGetDcNameReply, DsrGetSiteName, EnumerateDomainTrusts,
    GetAnyDcName, NameReply, TrustFlags,
};
use ndr::{Unique, WideStr};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{Guid, Win32Error};

use super::{Remote, is_called};
use crate::{Domain, FoundController};

impl Handler<GetAnyDcName> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetAnyDcName,
    ) -> Result<NameReply, RpcStatus> {
        let found = self.any_controller(context, call.domain_name.as_ref());
        Ok(match found.await {
            Ok((_, controller)) => NameReply {
                name: Some(unc(&controller.name)),
                status: Win32Error::NERR_Success,
            },
            Err(status) => NameReply { name: None, status },
        })
    }
}

impl Handler<DsrGetDcName> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcName,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        let located = self.locate(context, call.domain_name.as_ref(), call.flags);
        Ok(located.await)
    }
}

impl Handler<DsrGetDcNameEx> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcNameEx,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        let located = self.locate(context, call.domain_name.as_ref(), call.flags);
        Ok(located.await)
    }
}

impl Handler<DsrGetDcNameEx2> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcNameEx2,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        // Which controller has an account, only the controllers know.
        if call.account_name.is_some() {
            return Ok(nowhere(Win32Error::ERROR_NOT_SUPPORTED));
        }
        let located = self.locate(context, call.domain_name.as_ref(), call.flags);
        Ok(located.await)
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

/// A member knows its own domain, and none that this one trusts.
impl Handler<EnumerateDomainTrusts> for Remote {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateDomainTrusts,
    ) -> Result<DomainTrustsReply, RpcStatus> {
        let known = self.authority().known_caller(context).await;
        let own = known.and_then(|_| {
            self.member()
                .domain()
                .ok_or(Win32Error::ERROR_NO_SUCH_DOMAIN)
        });
        let (domains, status) = match own {
            Ok(own) if call.flags.intersects(TrustFlags::PRIMARY) => {
                (vec![primary(own)], Win32Error::NERR_Success)
            }
            Ok(_) => (Vec::new(), Win32Error::NERR_Success),
            Err(status) => (Vec::new(), status),
        };
        Ok(DomainTrustsReply {
            domains: domains.into(),
            status,
        })
    }
}

impl Remote {
    /// A controller of the domain that is named, for somebody who has logged on: the one that the channel goes to, if it is
    /// up.
    async fn any_controller(
        &self,
        context: &CallContext,
        named: Option<&WideStr>,
    ) -> Result<(Domain, FoundController), Win32Error> {
        self.authority().known_caller(context).await?;
        let own = self.member().domain();
        let own = own.ok_or(Win32Error::ERROR_NO_SUCH_DOMAIN)?;
        let is_own = named.is_none_or(|named| is_called(&own, named.as_str()));
        if !is_own {
            return Err(Win32Error::ERROR_NO_SUCH_DOMAIN);
        }
        let found = self.member().controller().await;
        // Nobody is there, whatever was tried.
        let found = found.map_err(|_| Win32Error::ERROR_NO_SUCH_DOMAIN)?;
        Ok((own, found))
    }

    async fn locate(
        &self,
        context: &CallContext,
        named: Option<&WideStr>,
        requirements: DcRequirements,
    ) -> DsrGetDcNameReply {
        // Which controller is what, the one that the member uses does not say.
        if requirements.intersects(UNKNOWN) {
            return nowhere(Win32Error::ERROR_NOT_SUPPORTED);
        }
        let (domain, controller) = match self.any_controller(context, named).await {
            Ok(found) => found,
            Err(status) => return nowhere(status),
        };
        let wants_dns = requirements.contains(DcRequirements::RETURN_DNS_NAME);
        let in_dns = domain.dns_name.as_deref().filter(|_| wants_dns);
        let flags = match in_dns {
            Some(_) => DcFlags::DNS_DOMAIN,
            None => DcFlags(0),
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

/// What is not known of a controller that a member uses.
const UNKNOWN: DcRequirements = DcRequirements(
    DcRequirements::DIRECTORY_SERVICE_REQUIRED.0
        | DcRequirements::GC_REQUIRED.0
        | DcRequirements::PDC_REQUIRED.0
        | DcRequirements::KDC_REQUIRED.0
        | DcRequirements::TIMESERV_REQUIRED.0
        | DcRequirements::WRITABLE_REQUIRED.0
        | DcRequirements::ONLY_LDAP_NEEDED.0
        | DcRequirements::DIRECTORY_SERVICE_6_REQUIRED.0,
);
