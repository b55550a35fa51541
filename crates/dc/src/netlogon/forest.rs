//! What is in the forest, [MS-NRPC] 3.5.4.7.4 and 3.5.4.7.5: this domain is in none.

use msrpc::netlogon::{
    Authenticator, DsrGetForestTrustInformation, DsrGetForestTrustInformationReply,
    ForestTrustFlags, GetForestTrustInformation, GetForestTrustInformationReply,
};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NtStatus, Win32Error};

use super::names::is_server_name;
use crate::Controller;

impl Handler<DsrGetForestTrustInformation> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DsrGetForestTrustInformation,
    ) -> Result<DsrGetForestTrustInformationReply, RpcStatus> {
        let token = self.token(context).await;
        let may_ask = token.is_ok_and(|token| token.is_administrator());
        let other = call.flags.without(ForestTrustFlags::UPDATE_TDO);
        let status = if !is_server_name(call.server_name.as_ref()) {
            Win32Error::ERROR_INVALID_COMPUTERNAME
        } else if !may_ask {
            Win32Error::ERROR_ACCESS_DENIED
        } else if other != ForestTrustFlags::default() {
            Win32Error::ERROR_INVALID_FLAGS
        } else if call.trusted_domain_name.is_some() {
            // None has TRUST_ATTRIBUTE_FOREST_TRANSITIVE.
            Win32Error::ERROR_NO_SUCH_DOMAIN
        } else if call.flags.contains(ForestTrustFlags::UPDATE_TDO) {
            Win32Error::ERROR_INVALID_FLAGS
        } else {
            Win32Error::ERROR_INVALID_FUNCTION
        };
        Ok(DsrGetForestTrustInformationReply {
            information: None,
            status,
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
