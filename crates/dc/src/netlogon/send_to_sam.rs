//! Messages of a backup domain controller to the SAM of the primary one, [MS-NRPC] 3.5.4.8.4.

use msrpc::netlogon::{Authenticator, SecureChannelType, SendToSam, SendToSamReply};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::names::is_server_name;
use crate::Controller;

impl Handler<SendToSam> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: SendToSam,
    ) -> Result<SendToSamReply, RpcStatus> {
        let computer = call.computer_name.as_str();
        let verified = self.verify(context, computer, &call.authenticator);
        let verified = match verified.await {
            Ok(verified) => verified,
            Err(status) => {
                return Ok(SendToSamReply {
                    return_authenticator: Authenticator::default(),
                    status,
                });
            }
        };
        let is_backup = matches!(
            verified.channel.channel_type,
            SecureChannelType::SERVER | SecureChannelType::CDC_SERVER
        );
        let status = if !is_server_name(call.primary_name.as_ref()) {
            NtStatus::INVALID_COMPUTER_NAME
        } else if is_backup {
            // What is in a message, no specification here says; this SAM takes none.
            NtStatus::NOT_SUPPORTED
        } else {
            NtStatus::ACCESS_DENIED
        };
        Ok(SendToSamReply {
            return_authenticator: verified.returned,
            status,
        })
    }
}
