//! `NetrLogonGetCapabilities`, [MS-NRPC] 3.5.4.4.11: that nobody tampered with the negotiation.

use msrpc::netlogon::{Capabilities, GetCapabilities, GetCapabilitiesReply, NegotiateFlags};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use crate::Controller;

impl Handler<GetCapabilities> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetCapabilities,
    ) -> Result<GetCapabilitiesReply, RpcStatus> {
        let refused = |status| GetCapabilitiesReply {
            return_authenticator: Default::default(),
            // The answer has an arm for either level, and none for another.
            capabilities: match call.query_level {
                2 => Capabilities::Requested(NegotiateFlags::default()),
                _ => Capabilities::Negotiated(NegotiateFlags::default()),
            },
            status,
        };
        if !matches!(call.query_level, 1 | 2) {
            // The union of the answer has no arm for it, so Windows and Samba answer with a fault as well.
            return Err(RpcStatus::INVALID_TAG);
        }
        let Some(computer) = &call.computer_name else {
            return Ok(refused(NtStatus::ACCESS_DENIED));
        };
        let verified = self
            .verify(context, computer.as_str(), &call.authenticator)
            .await;
        Ok(match verified {
            Ok(verified) => GetCapabilitiesReply {
                return_authenticator: verified.returned,
                capabilities: match call.query_level {
                    2 => Capabilities::Requested(verified.channel.requested),
                    _ => Capabilities::Negotiated(verified.channel.negotiated),
                },
                status: NtStatus::SUCCESS,
            },
            Err(status) => refused(status),
        })
    }
}
