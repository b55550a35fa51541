//! Where a machine is, and who the primary domain controller is, [MS-NRPC] 3.5.4.3.

use msrpc::netlogon::{DsrGetDcSiteCoverage, DsrGetSiteName, GetDcName, NameReply};

use super::Machine;
use crate::Problem;

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

    fn named(&self, reply: NameReply) -> Result<String, Problem> {
        self.check(reply.status)?;
        reply
            .name
            .map(|name| name.as_str().to_owned())
            .ok_or_else(|| self.incomplete())
    }
}
