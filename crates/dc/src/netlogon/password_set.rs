//! A machine's new password as a hash, [MS-NRPC] 3.5.4.4.7: what clients before Windows 2000 send.
//!
//! The hash is under DES whatever was negotiated, so what protects it is that `verify` lets sealed calls pass only, and
//! others where an exception says so.

use auth::NtHash;
use lsa::unreadable;
use msrpc::netlogon::{Authenticator, PasswordSet, PasswordSet2Reply, SecureChannelType};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::guard::Verified;
use super::password::no_password;
use crate::Controller;

impl Handler<PasswordSet> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: PasswordSet,
    ) -> Result<PasswordSet2Reply, RpcStatus> {
        let computer = call.computer_name.as_str();
        let verified = match self.verify(context, computer, &call.authenticator).await {
            Ok(verified) => verified,
            Err(status) => {
                return Ok(PasswordSet2Reply {
                    return_authenticator: Authenticator::default(),
                    status,
                });
            }
        };
        let outcome = self.set_password_hash(&verified, &call).await;
        Ok(PasswordSet2Reply {
            return_authenticator: verified.returned,
            status: outcome.err().unwrap_or(NtStatus::SUCCESS),
        })
    }
}

impl Controller {
    async fn set_password_hash(
        &self,
        verified: &Verified,
        call: &PasswordSet,
    ) -> Result<(), NtStatus> {
        let channel = &verified.channel;
        let policy = self.store().policy().await.map_err(unreadable)?;
        if policy.refuse_password_change && channel.channel_type == SecureChannelType::WORKSTATION {
            return Err(NtStatus::WRONG_PASSWORD);
        }
        let hash = NtHash::new(*channel.key.decrypt_nt_hash(&call.new_hash).expose());
        // As with `NetrServerPasswordSet2`: nobody has no password.
        if hash == no_password() {
            return Err(NtStatus::WRONG_PASSWORD);
        }
        let found = self.store().credentials(channel.rid).await;
        let (_, passwords) = found.map_err(unreadable)?.ok_or(NtStatus::NO_SUCH_USER)?;
        // "The server MUST compute or retrieve the NTOWFv1 of the old client machine password and compare it to the
        // NTOWFv1 of the new password [...]; if they match, the server MUST return STATUS_ACCESS_DENIED." That the current
        // one is set once more happens when an answer was lost, and changes nothing.
        let is_old = passwords
            .previous
            .is_some_and(|previous| previous.hash == hash);
        if is_old && passwords.current.as_ref() != Some(&hash) {
            return Err(NtStatus::ACCESS_DENIED);
        }
        self.change_password_over(channel, hash).await
    }
}
