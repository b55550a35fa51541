//! What is in the forest, [MS-NRPC] 3.5.4.7.4 and 3.5.4.7.5: this domain is alone.

use msrpc::netlogon::{
    Authenticator, DsrGetForestTrustInformation, DsrGetForestTrustInformationReply,
    ForestTrustData, ForestTrustDomainInfo, ForestTrustFlags, ForestTrustInformation,
    ForestTrustRecord, GetForestTrustInformation, GetForestTrustInformationReply,
    SecureChannelType,
};
use ndr::UnicodeString;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NtStatus, Win32Error};

use super::guard::is_anonymous;
use super::names::is_server_name;
use crate::Controller;

impl Handler<DsrGetForestTrustInformation> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetForestTrustInformation,
    ) -> Result<DsrGetForestTrustInformationReply, RpcStatus> {
        let information = self.forest(context, &call).await;
        Ok(DsrGetForestTrustInformationReply {
            status: information
                .as_ref()
                .err()
                .copied()
                .unwrap_or(Win32Error::NERR_Success),
            information: information.ok(),
        })
    }
}

impl Controller {
    async fn forest(
        &self,
        context: &CallContext,
        call: &DsrGetForestTrustInformation,
    ) -> Result<ForestTrustInformation, Win32Error> {
        let update = call.flags.contains(ForestTrustFlags::UPDATE_TDO);
        let other = call.flags.without(ForestTrustFlags::UPDATE_TDO);
        if !is_server_name(call.server_name.as_ref()) {
            return Err(Win32Error::ERROR_INVALID_COMPUTERNAME);
        }
        if is_anonymous(context) {
            return Err(Win32Error::ERROR_ACCESS_DENIED);
        }
        if other != ForestTrustFlags::default() {
            return Err(Win32Error::ERROR_INVALID_FLAGS);
        }
        if call.trusted_domain_name.is_some() {
            // None has TRUST_ATTRIBUTE_FOREST_TRANSITIVE.
            return Err(Win32Error::ERROR_NO_SUCH_DOMAIN);
        }
        if update {
            return Err(Win32Error::ERROR_INVALID_FLAGS);
        }
        Ok(self.own_forest())
    }

    /// The one domain of the forest, and the name in the DNS below which its names are, if it has one.
    fn own_forest(&self) -> ForestTrustInformation {
        let dns_domain = self.settings().dns_domain.as_deref();
        let top = dns_domain.map(|name| ForestTrustData::TopLevelName(name.into()));
        let names = self.names();
        let domain = ForestTrustData::DomainInfo(ForestTrustDomainInfo {
            sid: Some(names.sid.clone()),
            dns_name: UnicodeString(dns_domain.map(str::to_owned)),
            netbios_name: names.domain.as_str().into(),
        });
        let record = |data| {
            Some(ForestTrustRecord {
                flags: 0,
                time: 0,
                data,
            })
        };
        let records: Vec<_> = top.into_iter().chain([domain]).map(record).collect();
        ForestTrustInformation {
            records: records.into(),
        }
    }
}

impl Handler<GetForestTrustInformation> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetForestTrustInformation,
    ) -> Result<GetForestTrustInformationReply, RpcStatus> {
        let computer = call.computer_name.as_str();
        let verified = self.verify(context, computer, &call.authenticator).await;
        Ok(match verified {
            Ok(verified) => {
                // "Ensure that the caller is a DC in a different domain [...]. For all other types, this call MUST return
                // STATUS_NOT_IMPLEMENTED."
                let is_of_other_domain = matches!(
                    verified.channel.channel_type,
                    SecureChannelType::TRUSTED_DOMAIN | SecureChannelType::TRUSTED_DNS_DOMAIN
                );
                GetForestTrustInformationReply {
                    return_authenticator: verified.returned,
                    information: is_of_other_domain.then(|| self.own_forest()),
                    status: if is_of_other_domain {
                        NtStatus::SUCCESS
                    } else {
                        NtStatus::NOT_IMPLEMENTED
                    },
                }
            }
            Err(status) => GetForestTrustInformationReply {
                return_authenticator: Authenticator::default(),
                information: None,
                status,
            },
        })
    }
}
