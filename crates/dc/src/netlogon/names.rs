//! Where a domain controller is, [MS-NRPC] 3.5.4.3: this one knows itself.

use msrpc::netlogon::{
    DcFlags, DcRequirements, DomainControllerInfo, DsrGetDcName, DsrGetDcNameEx, DsrGetDcNameEx2,
    DsrGetDcNameReply, DsrGetSiteName, GetAnyDcName, GetDcName, NameReply,
};
use ndr::{Unique, WideStr};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use super::guard::is_anonymous;
use crate::Controller;

impl Handler<GetDcName> for Controller {
    async fn handle(&self, context: &CallContext, call: GetDcName) -> Result<NameReply, RpcStatus> {
        Ok(self.name_for(context, call.domain_name.as_ref()))
    }
}

impl Handler<GetAnyDcName> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetAnyDcName,
    ) -> Result<NameReply, RpcStatus> {
        Ok(self.name_for(context, call.domain_name.as_ref()))
    }
}

impl Handler<DsrGetSiteName> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetSiteName,
    ) -> Result<NameReply, RpcStatus> {
        let name = self.settings().site.as_deref();
        let status = match name {
            _ if is_anonymous(context) => Win32Error::ERROR_ACCESS_DENIED,
            _ if !is_server_name(call.computer_name.as_ref()) => {
                Win32Error::ERROR_INVALID_COMPUTERNAME
            }
            Some(_) => Win32Error::NERR_Success,
            None => Win32Error::ERROR_NO_SITENAME,
        };
        Ok(NameReply {
            name: name
                .filter(|_| status == Win32Error::NERR_Success)
                .map(Into::into),
            status,
        })
    }
}

impl Handler<DsrGetDcName> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcName,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        Ok(self.locate(context, call.domain_name.as_ref(), call.flags))
    }
}

impl Handler<DsrGetDcNameEx> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcNameEx,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        Ok(self.locate(context, call.domain_name.as_ref(), call.flags))
    }
}

impl Handler<DsrGetDcNameEx2> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcNameEx2,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        if let Some(account) = &call.account_name
            && !is_anonymous(context)
        {
            let found = self.store().user_by_name(account.as_str()).await;
            if !matches!(found, Ok(Some(_))) {
                return Ok(nowhere(Win32Error::ERROR_NO_SUCH_USER));
            }
        }
        Ok(self.locate(context, call.domain_name.as_ref(), call.flags))
    }
}

impl Controller {
    fn name_for(&self, context: &CallContext, domain: Option<&WideStr>) -> NameReply {
        if is_anonymous(context) {
            return NameReply {
                name: None,
                status: Win32Error::ERROR_ACCESS_DENIED,
            };
        }
        if self.is_ours(domain.map_or("", |domain| domain.as_str())) {
            NameReply {
                name: Some(self.names().computer.unc().into()),
                status: Win32Error::NERR_Success,
            }
        } else {
            NameReply {
                name: None,
                status: Win32Error::NERR_DCNotFound,
            }
        }
    }

    fn locate(
        &self,
        context: &CallContext,
        domain: Option<&WideStr>,
        requirements: DcRequirements,
    ) -> DsrGetDcNameReply {
        if is_anonymous(context) {
            return nowhere(Win32Error::ERROR_ACCESS_DENIED);
        }
        if !self.is_ours(domain.map_or("", |domain| domain.as_str())) {
            return nowhere(Win32Error::ERROR_NO_SUCH_DOMAIN);
        }
        // A directory service, a global catalogue and Kerberos are what it does not have.
        if requirements.intersects(UNMET) {
            return nowhere(Win32Error::ERROR_NO_SUCH_DOMAIN);
        }
        let names = self.names();
        let mut flags = DcFlags::PDC | DcFlags::WRITABLE | DcFlags::TIMESERV;
        let forest_name = self.settings().dns_domain.as_deref();
        // "The flag O MUST be set if the DomainControllerInfo.DnsForestName field is set", in whatever form the other names are.
        if forest_name.is_some() {
            flags = flags | DcFlags::DNS_FOREST;
        }
        // There is one site, if any: client and controller are both in it.
        if self.settings().site.is_some() {
            flags = flags | DcFlags::CLOSEST;
        }
        let wants_dns = requirements.contains(DcRequirements::RETURN_DNS_NAME);
        let in_dns = self.dns_names().filter(|_| wants_dns);
        let (name, domain_name, flags): (String, &str, DcFlags) = match &in_dns {
            Some((domain, host)) => (format!("\\\\{host}"), domain, flags | IN_DNS),
            None => (names.computer.unc(), names.domain.as_str(), flags),
        };
        let site: Unique<WideStr> = self.settings().site.as_deref().map(Into::into);
        DsrGetDcNameReply {
            info: Some(DomainControllerInfo {
                name: Some(name.into()),
                address: Some(names.computer.unc().into()),
                address_type: NETBIOS_NAME,
                domain_guid: self.domain_guid().unwrap_or_default(),
                domain_name: Some(domain_name.into()),
                forest_name: forest_name.map(Into::into),
                flags,
                dc_site: site.clone(),
                client_site: site,
            }),
            status: Win32Error::NERR_Success,
        }
    }
}

/// Whether a client has named a server, `LOGONSRV_HANDLE` of [MS-NRPC] 3.5.4.1: nothing, a name, or a name behind two
/// backslashes. Which names are this server's, its network knows better.
pub(super) fn is_server_name(name: Option<&WideStr>) -> bool {
    let Some(name) = name else { return true };
    let name = name.as_str();
    let name = name.strip_prefix("\\\\").unwrap_or(name);
    !name.is_empty() && !name.contains('\\')
}

fn nowhere(status: Win32Error) -> DsrGetDcNameReply {
    DsrGetDcNameReply { info: None, status }
}

/// `DomainControllerAddressType` of a NetBIOS name, [MS-NRPC] 2.2.1.2.1.
const NETBIOS_NAME: u32 = 2;

/// What is said of names that are of the DNS.
const IN_DNS: DcFlags = DcFlags(DcFlags::DNS_CONTROLLER.0 | DcFlags::DNS_DOMAIN.0);

/// What no domain controller of this kind has.
const UNMET: DcRequirements = DcRequirements(
    DcRequirements::DIRECTORY_SERVICE_REQUIRED.0
        | DcRequirements::GC_REQUIRED.0
        | DcRequirements::KDC_REQUIRED.0
        | DcRequirements::ONLY_LDAP_NEEDED.0
        | DcRequirements::AVOID_SELF.0
        | DcRequirements::DIRECTORY_SERVICE_6_REQUIRED.0
        | DcRequirements::WEB_SERVICE_REQUIRED.0
        | DcRequirements::DIRECTORY_SERVICE_8_REQUIRED.0
        | DcRequirements::DIRECTORY_SERVICE_9_REQUIRED.0
        | DcRequirements::DIRECTORY_SERVICE_10_REQUIRED.0,
);
