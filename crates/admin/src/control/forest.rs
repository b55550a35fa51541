//! What is in a forest, [MS-NRPC] 3.5.4.7.5: the names that a trust stands for.

use msrpc::netlogon::{
    DsrGetForestTrustInformation, ForestTrustData, ForestTrustDomainInfo, ForestTrustFlags,
    ForestTrustRecord,
};
use serde::Serialize;
use wire::Sid;

use super::{Machine, json};
use crate::Problem;

/// One record of a forest: `LSA_FOREST_TRUST_RECORD`, [MS-LSAD] 2.2.7.21.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ForestRecord {
    /// What of it is disabled, and why.
    pub flags: u32,
    /// What it says.
    #[serde(flatten)]
    pub names: ForestNames,
}

/// What a record says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum ForestNames {
    /// Names below this one are in the forest.
    TopLevelName {
        /// The name.
        name: String,
    },
    /// Names below this one are not, although they are below one that is.
    Exclusion {
        /// The name.
        name: String,
    },
    /// A domain of the forest.
    Domain {
        /// Its name in the DNS.
        dns_name: String,
        /// Its NetBIOS name.
        netbios_name: String,
        /// Its SID.
        #[serde(serialize_with = "json::some_sid")]
        sid: Option<Sid>,
    },
    /// Something of a type that is not known here.
    Other {
        /// The type.
        record_type: u32,
    },
}

impl Machine {
    /// What is in the forest of `domain`, which the machine's trusts, or in its own. With `update` a domain controller
    /// remembers what it is told, in its trust.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn forest(
        &self,
        domain: Option<&str>,
        update: bool,
    ) -> Result<Vec<ForestRecord>, Problem> {
        let call = DsrGetForestTrustInformation {
            server_name: None,
            trusted_domain_name: domain.map(Into::into),
            flags: match update {
                true => ForestTrustFlags::UPDATE_TDO,
                false => ForestTrustFlags(0),
            },
        };
        let reply = self.ask(&call).await?;
        self.check(reply.status)?;
        let information = reply.information.ok_or_else(|| self.incomplete())?;
        let records = information.records.0.into_iter().flatten();
        Ok(records.map(ForestRecord::from).collect())
    }
}

impl From<ForestTrustRecord> for ForestRecord {
    fn from(record: ForestTrustRecord) -> Self {
        let text = |text: ndr::UnicodeString| text.0.unwrap_or_default();
        let names = match record.data {
            ForestTrustData::TopLevelName(name) => ForestNames::TopLevelName { name: text(name) },
            ForestTrustData::TopLevelNameEx(name) => ForestNames::Exclusion { name: text(name) },
            ForestTrustData::DomainInfo(info) | ForestTrustData::ScannerInfo(info) => {
                let ForestTrustDomainInfo {
                    sid,
                    dns_name,
                    netbios_name,
                } = info;
                ForestNames::Domain {
                    dns_name: text(dns_name),
                    netbios_name: text(netbios_name),
                    sid,
                }
            }
            ForestTrustData::Other(record_type, _) => ForestNames::Other { record_type },
        };
        Self {
            flags: record.flags,
            names,
        }
    }
}
