//! Where computers are, [MS-NRPC] 3.5.4.3.7 to 3.5.4.3.9: all in the one site of this domain controller, if it has one.

use msrpc::netlogon::{
    DsrAddressToSiteNames, DsrAddressToSiteNamesEx, DsrAddressToSiteNamesExReply,
    DsrDeregisterDnsHostRecords, DsrGetDcSiteCoverage, SiteNameEx, SiteNamesEx, SiteNamesReply,
    SocketAddress, Win32Reply,
};
use ndr::{Counted, UnicodeString, Unique, WideStr};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use super::guard::is_anonymous;
use super::names::is_server_name;
use crate::Controller;

impl Handler<DsrAddressToSiteNames> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrAddressToSiteNames,
    ) -> Result<SiteNamesReply, RpcStatus> {
        let sites = self.sites_of(context, call.computer_name.as_ref(), &call.addresses.0);
        Ok(match sites {
            Ok(sites) => site_names(sites),
            Err(status) => SiteNamesReply {
                sites: None,
                status,
            },
        })
    }
}

impl Handler<DsrAddressToSiteNamesEx> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrAddressToSiteNamesEx,
    ) -> Result<DsrAddressToSiteNamesExReply, RpcStatus> {
        let sites = self.sites_of(context, call.computer_name.as_ref(), &call.addresses.0);
        let (sites, status) = match sites {
            Ok(sites) => {
                // There are no subnets: nothing but the site itself has addresses.
                let names = sites.into_iter().map(|site| SiteNameEx {
                    site,
                    subnet: UnicodeString::NULL,
                });
                (Some(SiteNamesEx(names.collect())), Win32Error::NERR_Success)
            }
            Err(status) => (None, status),
        };
        Ok(DsrAddressToSiteNamesExReply { sites, status })
    }
}

impl Handler<DsrGetDcSiteCoverage> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetDcSiteCoverage,
    ) -> Result<SiteNamesReply, RpcStatus> {
        if let Err(status) = may_ask(context, call.server_name.as_ref()) {
            return Ok(SiteNamesReply {
                sites: None,
                status,
            });
        }
        let site = self.settings().site.as_deref();
        Ok(site_names(site.map(Into::into).into_iter().collect()))
    }
}

impl Handler<DsrDeregisterDnsHostRecords> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        _: DsrDeregisterDnsHostRecords,
    ) -> Result<Win32Reply, RpcStatus> {
        let token = self.token(context).await;
        let status = if token.is_ok_and(|token| token.is_administrator()) {
            // "If the attempt to delete any records documented previously fails for any reason, then the server MUST
            // ignore the error": this domain has no records.
            Win32Error::NERR_Success
        } else {
            Win32Error::ERROR_ACCESS_DENIED
        };
        Ok(Win32Reply { status })
    }
}

impl Controller {
    /// The site of each address: null for what is no address of IPv4 or IPv6, [MS-NRPC] 2.2.1.2.4.
    fn sites_of(
        &self,
        context: &CallContext,
        server: Option<&WideStr>,
        addresses: &[SocketAddress],
    ) -> Result<Vec<UnicodeString>, Win32Error> {
        may_ask(context, server)?;
        // "This error value is returned if the value of EntryCount [...] is zero."
        if addresses.is_empty() {
            return Err(Win32Error::ERROR_INVALID_PARAMETER);
        }
        let site = self.settings().site.as_deref();
        let site_of = |address: &SocketAddress| {
            let site = site.filter(|_| is_internet_address(&address.0));
            site.map_or(UnicodeString::NULL, Into::into)
        };
        Ok(addresses.iter().map(site_of).collect())
    }
}

fn site_names(sites: Vec<UnicodeString>) -> SiteNamesReply {
    SiteNamesReply {
        sites: Unique::Some(Counted(sites)),
        status: Win32Error::NERR_Success,
    }
}

/// `NETLOGON_DCLOC_RPC_ACCESS`: whoever has said who he is.
fn may_ask(context: &CallContext, server: Option<&WideStr>) -> Result<(), Win32Error> {
    if is_anonymous(context) {
        Err(Win32Error::ERROR_ACCESS_DENIED)
    } else if !is_server_name(server) {
        Err(Win32Error::ERROR_INVALID_COMPUTERNAME)
    } else {
        Ok(())
    }
}

/// `IPv4_Sockaddr` and `IPv6_Sockaddr`, [MS-NRPC] 2.2.1.2.4.1 and 2.2.1.2.4.2.
fn is_internet_address(address: &[u8]) -> bool {
    match address {
        [2, 0, rest @ ..] => rest.len() >= 14,
        [23, 0, rest @ ..] => rest.len() >= 26,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_other_families_are_nowhere() {
        let address = |family: u8, octets: usize| {
            let mut address = vec![family, 0];
            address.resize(octets, 0);
            is_internet_address(&address)
        };
        assert!(address(2, 16) && address(23, 28) && address(2, 128));
        assert!(!address(2, 15) && !address(23, 27) && !address(10, 28) && !address(0, 16));
        assert!(!is_internet_address(&[]) && !is_internet_address(&[2]));
    }
}
