//! Where a machine is, and who the primary domain controller is, [MS-NRPC] 3.5.4.3.

use std::net::IpAddr;

use host::Reached;
use msrpc::netlogon::{
    DsrAddressToSiteNamesEx, DsrGetDcSiteCoverage, DsrGetSiteName, GetDcName, NameReply,
    SocketAddress,
};
use ndr::CountedInline;
use serde::Serialize;

use super::{Asker, Machine};
use crate::Problem;

/// The site that an address is in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct AddressSite {
    /// The address.
    pub address: IpAddr,
    /// The site; `None` if it is in none that the domain controller knows.
    pub site: Option<String>,
    /// The subnet by which the domain controller knows.
    pub subnet: Option<String>,
}

impl Asker {
    /// The addresses of a machine, as this one finds them.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn addresses(&self, machine: &str) -> Result<Vec<IpAddr>, Problem> {
        Ok(Reached::by_name(&self.locator, machine).await?.addresses)
    }
}

impl Machine {
    /// The primary domain controller of `domain`, by `NetrGetDCName`, [MS-NRPC] 3.5.4.3.4.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn pdc_of(&self, domain: &str) -> Result<String, Problem> {
        let call = GetDcName {
            server_name: self.name().into(),
            domain_name: Some(domain.into()),
        };
        let reply = self.ask(&call).await?;
        self.named(reply)
    }

    /// The site that the machine is in, by `DsrGetSiteName`, [MS-NRPC] 3.5.4.3.6.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn site(&self) -> Result<String, Problem> {
        let call = DsrGetSiteName {
            computer_name: None,
        };
        let reply = self.ask(&call).await?;
        self.named(reply)
    }

    /// The sites that a domain controller serves, by `DsrGetDcSiteCoverageW`, [MS-NRPC] 3.5.4.3.7.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn site_coverage(&self) -> Result<Vec<String>, Problem> {
        let call = DsrGetDcSiteCoverage { server_name: None };
        let reply = self.ask(&call).await?;
        self.check(reply.status)?;
        let sites = reply.sites.map(|sites| sites.0).unwrap_or_default();
        Ok(sites.into_iter().filter_map(|site| site.0).collect())
    }

    /// The sites that addresses are in, by `DsrAddressToSiteNamesExW`, [MS-NRPC] 3.5.4.3.9.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn address_sites(&self, addresses: &[IpAddr]) -> Result<Vec<AddressSite>, Problem> {
        let call = DsrAddressToSiteNamesEx {
            computer_name: None,
            addresses: CountedInline(addresses.iter().map(SocketAddress::from).collect()),
        };
        let reply = self.ask(&call).await?;
        self.check(reply.status)?;
        let names = reply.sites.ok_or_else(|| self.incomplete())?.0;
        if names.len() != addresses.len() {
            return Err(self.incomplete());
        }
        let named = addresses.iter().zip(names);
        Ok(named
            .map(|(address, name)| AddressSite {
                address: *address,
                site: name.site.0,
                subnet: name.subnet.0,
            })
            .collect())
    }

    fn named(&self, reply: NameReply) -> Result<String, Problem> {
        self.check(reply.status)?;
        reply
            .name
            .map(|name| name.as_str().to_owned())
            .ok_or_else(|| self.incomplete())
    }
}
