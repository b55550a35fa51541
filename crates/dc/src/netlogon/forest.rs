//! What is in the forest, [MS-NRPC] 3.5.4.7.4 and 3.5.4.7.5: this domain is alone.

use msrpc::netlogon::{
    Authenticator, DsrGetForestTrustInformation, DsrGetForestTrustInformationReply,
    ForestTrustData, ForestTrustDomainInfo, ForestTrustFlags, ForestTrustInformation,
    ForestTrustRecord, GetForestTrustInformation, GetForestTrustInformationReply,
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
        let names = self.names();
        let domain = ForestTrustRecord {
            flags: 0,
            time: 0,
            data: ForestTrustData::DomainInfo(ForestTrustDomainInfo {
                sid: Some(names.sid.clone()),
                dns_name: UnicodeString::NULL,
                netbios_name: names.domain.as_str().into(),
            }),
        };
        Ok(ForestTrustInformation {
            records: vec![Some(domain)].into(),
        })
    }
}

impl Handler<GetForestTrustInformation> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetForestTrustInformation,
    ) -> Result<GetForestTrustInformationReply, RpcStatus> {
        let computer = call.computer_name.as_str();
        let (return_authenticator, status) =
            match self.verify(context, computer, &call.authenticator).await {
                // "Ensure that the caller is a DC in a different domain [...]. For all other types, this call MUST return
                // STATUS_NOT_IMPLEMENTED." Those have nothing to learn either.
                Ok(verified) => (verified.returned, NtStatus::NOT_IMPLEMENTED),
                Err(status) => (Authenticator::default(), status),
            };
        Ok(GetForestTrustInformationReply {
            return_authenticator,
            information: None,
            status,
        })
    }
}
