//! Where a domain controller is, [MS-NRPC] 3.5.4.3: this one knows itself.

use locate::codec::dotted::DottedName;
use msrpc::netlogon::{
    DcFlags, DcRequirements, DomainControllerInfo, DsrGetDcName, DsrGetDcNameEx, DsrGetDcNameEx2,
    DsrGetDcNameReply, DsrGetSiteName, GetAnyDcName, GetDcName, NameReply,
};
use ndr::{Unique, WideStr};
use rpc::{Handler, RpcStatus};
use store::Control;
use transport::CallContext;
use wire::{NetbiosName, Win32Error};

use super::guard::is_anonymous;
use crate::Controller;
use crate::ldap::directory_control;

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
        let domain = call.domain_name.as_ref().map_or("", |name| name.as_str());
        let found = if is_anonymous(context) {
            Err(Win32Error::ERROR_ACCESS_DENIED)
        } else if !is_server_name(call.server_name.as_ref()) {
            Err(Win32Error::ERROR_INVALID_COMPUTERNAME)
        } else if self.is_ours(domain) {
            // 3.5.4.3.5: "If the server that receives this call is the PDC for the domain specified in DomainName, the server
            // MUST return ERROR_NO_SUCH_DOMAIN": any other one is meant.
            Err(Win32Error::ERROR_NO_SUCH_DOMAIN)
        } else {
            self.name_of_trusted(domain).await
        };
        Ok(match found {
            Ok(name) => NameReply {
                name: Some(name.as_str().into()),
                status: Win32Error::NERR_Success,
            },
            Err(status) => NameReply { name: None, status },
        })
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
        Ok(self.locate(context, &call.into()).await)
    }
}

impl Handler<DsrGetDcNameEx> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcNameEx,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        Ok(self.locate(context, &call.into()).await)
    }
}

impl Handler<DsrGetDcNameEx2> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcNameEx2,
    ) -> Result<DsrGetDcNameReply, RpcStatus> {
        Ok(self.locate(context, &call).await)
    }
}

impl Controller {
    /// The controller of a trusted domain to which there is a channel; it is set up for somebody who asks.
    async fn name_of_trusted(&self, domain: &str) -> Result<String, Win32Error> {
        let channel = self.trusted_channel(domain).await?;
        let controller = channel.controller(self.trusted()).await;
        let controller = controller.map_err(|_| Win32Error::ERROR_NO_LOGON_SERVERS)?;
        Ok(format!("\\\\{}", controller.name))
    }

    /// The primary domain controller of a domain, which is this one or not known.
    fn name_for(&self, context: &CallContext, domain: Option<&WideStr>) -> NameReply {
        let is_ours = self.is_ours(domain.map_or("", |domain| domain.as_str()));
        let status = match self.check_running() {
            _ if is_anonymous(context) => Win32Error::ERROR_ACCESS_DENIED,
            Err(status) => status,
            Ok(()) if is_ours => Win32Error::NERR_Success,
            Ok(()) => Win32Error::NERR_DCNotFound,
        };
        let name = (status == Win32Error::NERR_Success).then(|| self.names().computer.unc().into());
        NameReply { name, status }
    }

    async fn locate(&self, context: &CallContext, call: &DsrGetDcNameEx2) -> DsrGetDcNameReply {
        let found = match self.check_wanted(context, call) {
            Ok(()) => self.check_account(call).await,
            Err(status) => Err(status),
        };
        match found {
            Ok(()) => DsrGetDcNameReply {
                info: Some(self.described(call.flags)),
                status: Win32Error::NERR_Success,
            },
            Err(status) => DsrGetDcNameReply { info: None, status },
        }
    }

    /// Sees that this controller is one that is looked for, [MS-NRPC] 3.5.4.3.1.
    fn check_wanted(
        &self,
        context: &CallContext,
        call: &DsrGetDcNameEx2,
    ) -> Result<(), Win32Error> {
        if is_anonymous(context) {
            return Err(Win32Error::ERROR_ACCESS_DENIED);
        }
        let site = call.site_name.as_ref().map(|site| site.as_str());
        if !call.flags.are_legal(site.is_some()) {
            return Err(Win32Error::ERROR_INVALID_FLAGS);
        }
        self.check_running()?;
        let domain = call.domain_name.as_ref().map_or("", |name| name.as_str());
        check_form(domain, call.flags)?;
        // A domain that got another name is found by what it still is.
        let by_guid = call.domain_guid.is_some() && call.domain_guid == self.domain_guid();
        let is_in_site = site.is_none_or(|site| {
            let own = self.settings().site.as_deref();
            own.is_some_and(|own| own.eq_ignore_ascii_case(site))
        });
        let has_names =
            !call.flags.contains(DcRequirements::RETURN_DNS_NAME) || self.dns_names().is_some();
        // A directory service, a global catalogue, Kerberos and the time are what it does not have.
        if (self.is_called(domain, call.flags) || by_guid)
            && is_in_site
            && has_names
            && !call.flags.intersects(UNMET)
        {
            Ok(())
        } else {
            Err(Win32Error::ERROR_NO_SUCH_DOMAIN)
        }
    }

    /// Whether a name, read as the flags say, is this domain's.
    fn is_called(&self, domain: &str, flags: DcRequirements) -> bool {
        let is_flat = domain.eq_ignore_ascii_case(self.names().domain.as_str());
        self.is_ours(domain)
            && (domain.is_empty()
                || !flags.contains(DcRequirements::IS_FLAT_NAME)
                    && !flags.contains(DcRequirements::IS_DNS_NAME)
                || is_flat == flags.contains(DcRequirements::IS_FLAT_NAME))
    }

    /// Sees that the account that a client names exists, is enabled, and is of a kind that it allows.
    async fn check_account(&self, call: &DsrGetDcNameEx2) -> Result<(), Win32Error> {
        let Some(account) = &call.account_name else {
            return Ok(());
        };
        let found = self.store().user_by_name(account.as_str()).await;
        let found = found.map_err(|_| Win32Error::ERROR_GEN_FAILURE)?;
        let allowed = call.allowable_account_control;
        let is_meant = found.is_some_and(|user| {
            let kind = user.control & Control::ACCOUNT_TYPE_MASK;
            // A to F are bits of a directory's `userAccountControl`; smbtorture writes those of the SAM.
            let is_allowed = allowed == 0 || allowed & (kind | directory_control(kind)) != 0;
            user.control & Control::ACCOUNT_DISABLED == 0 && is_allowed
        });
        is_meant.then_some(()).ok_or(Win32Error::ERROR_NO_SUCH_USER)
    }

    /// This controller, with names of the kind that is wanted.
    fn described(&self, wanted: DcRequirements) -> DomainControllerInfo {
        let names = self.names();
        let forest_name = self.settings().dns_domain.as_deref();
        // What answers to pings say of it, [MS-ADTS] 6.3.1.2, has the same bits.
        let mut flags = DcFlags(self.identity().flags().0);
        // "The flag O MUST be set if the DomainControllerInfo.DnsForestName field is set", in whatever form the other names are.
        if forest_name.is_some() {
            flags = flags | DcFlags::DNS_FOREST;
        }
        let wants_dns = wanted.contains(DcRequirements::RETURN_DNS_NAME);
        let in_dns = self.dns_names().filter(|_| wants_dns);
        let (name, domain_name, flags): (String, &str, DcFlags) = match &in_dns {
            Some((domain, host)) => (format!("\\\\{host}"), domain, flags | IN_DNS),
            None => (names.computer.unc(), names.domain.as_str(), flags),
        };
        let site: Unique<WideStr> = self.settings().site.as_deref().map(Into::into);
        let (address, address_type) = match self.settings().address {
            Some(address) => (format!("\\\\{address}"), IP_ADDRESS),
            None => (names.computer.unc(), NETBIOS_NAME),
        };
        DomainControllerInfo {
            name: Some(name.into()),
            address: Some(address.into()),
            address_type,
            domain_guid: self.domain_guid().unwrap_or_default(),
            domain_name: Some(domain_name.into()),
            forest_name: forest_name.map(Into::into),
            flags,
            dc_site: site.clone(),
            client_site: site,
        }
    }
}

/// Sees that a domain's name has one of the forms that the flags allow, [MS-NRPC] 3.5.4.3.1.
fn check_form(domain: &str, flags: DcRequirements) -> Result<(), Win32Error> {
    let may_be = |form| !flags.intersects(FORMS) || flags.contains(form);
    let is_legal = domain.is_empty()
        || may_be(DcRequirements::IS_FLAT_NAME) && NetbiosName::new(domain).is_ok()
        || may_be(DcRequirements::IS_DNS_NAME) && DottedName::new(domain).is_ok();
    is_legal
        .then_some(())
        .ok_or(Win32Error::ERROR_INVALID_DOMAINNAME)
}

/// Whether a client has named a server, `LOGONSRV_HANDLE` of [MS-NRPC] 3.5.4.1: nothing, a name, or a name behind two
/// backslashes. Which names are this server's, its network knows better.
pub(super) fn is_server_name(name: Option<&WideStr>) -> bool {
    let Some(name) = name else { return true };
    let name = name.as_str();
    let name = name.strip_prefix("\\\\").unwrap_or(name);
    !name.is_empty() && !name.contains('\\')
}

/// `DomainControllerAddressType` of an IP address, [MS-NRPC] 2.2.1.2.1.
const IP_ADDRESS: u32 = 1;

/// That of a NetBIOS name.
const NETBIOS_NAME: u32 = 2;

/// What a domain's name may be required to be.
const FORMS: DcRequirements =
    DcRequirements(DcRequirements::IS_FLAT_NAME.0 | DcRequirements::IS_DNS_NAME.0);

/// What is said of names that are of the DNS.
const IN_DNS: DcFlags = DcFlags(DcFlags::DNS_CONTROLLER.0 | DcFlags::DNS_DOMAIN.0);

/// What no domain controller of this kind has.
const UNMET: DcRequirements = DcRequirements(
    DcRequirements::DIRECTORY_SERVICE_REQUIRED.0
        | DcRequirements::GC_REQUIRED.0
        | DcRequirements::KDC_REQUIRED.0
        | DcRequirements::TIMESERV_REQUIRED.0
        | DcRequirements::GOOD_TIMESERV_PREFERRED.0
        | DcRequirements::ONLY_LDAP_NEEDED.0
        | DcRequirements::AVOID_SELF.0
        | DcRequirements::DIRECTORY_SERVICE_6_REQUIRED.0
        | DcRequirements::WEB_SERVICE_REQUIRED.0
        | DcRequirements::DIRECTORY_SERVICE_8_REQUIRED.0
        | DcRequirements::DIRECTORY_SERVICE_9_REQUIRED.0
        | DcRequirements::DIRECTORY_SERVICE_10_REQUIRED.0,
);
