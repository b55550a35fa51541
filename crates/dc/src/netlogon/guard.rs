//! Whether a call comes from the other end of a secure channel.

use std::sync::Arc;

use auth::{Identity, Protection};
use lsa::unreadable;
use msrpc::netlogon::Authenticator;
use rpc::pdu::AuthType;
use store::{Control, ExceptionKinds};
use transport::CallContext;
use wire::NtStatus;

use super::Channel;
use crate::Controller;
use crate::events::NetlogonEvent;
use crate::exceptions::named;

/// A call that comes from the other end of a secure channel.
pub(super) struct Verified {
    pub(super) channel: Arc<Channel>,
    /// What proves the same of the answer.
    pub(super) returned: Authenticator,
}

impl Controller {
    /// Checks a call that carries an authenticator, [MS-NRPC] 3.1.4.6. Nothing else of the call may be looked at, and
    /// nothing answered, before.
    ///
    /// # Errors
    /// `STATUS_ACCESS_DENIED` for a computer without a channel, an authenticator that does not fit, and a call that is not
    /// protected as the policy has it.
    pub(super) async fn verify(
        &self,
        context: &CallContext,
        computer: &str,
        authenticator: &Authenticator,
    ) -> Result<Verified, NtStatus> {
        self.answers_channels()?;
        let channel = self
            .channels()
            .find(computer)
            .ok_or(NtStatus::ACCESS_DENIED)?;
        self.check_protection(context, &channel).await?;
        let returned = channel
            .verify(authenticator)
            .map_err(|_| NtStatus::ACCESS_DENIED)?;
        Ok(Verified { channel, returned })
    }

    /// The channel whose secure RPC protects a call, [MS-NRPC] 3.3: calls that carry no authenticator come over it.
    ///
    /// # Errors
    /// `STATUS_ACCESS_DENIED` for any other call.
    pub(super) async fn secured(&self, context: &CallContext) -> Result<Arc<Channel>, NtStatus> {
        self.answers_channels()?;
        let computer = computer_of(context).ok_or(NtStatus::ACCESS_DENIED)?;
        let channel = self
            .channels()
            .find(computer)
            .ok_or(NtStatus::ACCESS_DENIED)?;
        self.check_protection(context, &channel).await?;
        Ok(channel)
    }

    /// Whether the account of a channel still is that of a backup domain controller: the channel may be older than an
    /// administrator's last word on it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(super) async fn is_backup(&self, channel: &Channel) -> Result<bool, NtStatus> {
        let account = self.store().user(channel.rid).await.map_err(unreadable)?;
        Ok(account.is_some_and(|account| {
            account.control & (Control::SERVER_TRUST_ACCOUNT | Control::ACCOUNT_DISABLED)
                == Control::SERVER_TRUST_ACCOUNT
        }))
    }

    /// Lets a call pass that its channel's own secure RPC seals, and one that is protected less if an exception for the
    /// account says so.
    async fn check_protection(
        &self,
        context: &CallContext,
        channel: &Channel,
    ) -> Result<(), NtStatus> {
        let weakness = match computer_of(context) {
            // CVE-2015-0005: what is asked over one computer's channel is not answered for another.
            Some(computer) if !computer.eq_ignore_ascii_case(&channel.computer) => {
                return Err(NtStatus::ACCESS_DENIED);
            }
            Some(_) if is_sealed(context) => return Ok(()),
            Some(_) => ExceptionKinds::NO_SEAL,
            None => ExceptionKinds::NO_SCHANNEL,
        };
        let account = &channel.account;
        if !self.is_excepted(context, account, weakness).await {
            return Err(NtStatus::ACCESS_DENIED);
        }
        let event = NetlogonEvent::WeakCall {
            account: account.clone(),
            exception: named(weakness).to_owned(),
        };
        self.log_exception(context, account, event).await;
        Ok(())
    }
}

/// Whether nobody has said who he is: such a caller asks for a challenge, proves that he is a computer, and no more
/// (CVE-2025-49716).
pub(super) fn is_anonymous(context: &CallContext) -> bool {
    matches!(context.identity(), Identity::Anonymous)
}

/// Whether a channel's own secure RPC seals a call, which is what the policy has for all.
pub(super) fn is_sealed(context: &CallContext) -> bool {
    computer_of(context).is_some() && context.protection() == Some(Protection::Privacy)
}

/// The computer whose channel protects a call.
fn computer_of(context: &CallContext) -> Option<&str> {
    match (context.auth_type(), context.identity()) {
        (Some(AuthType::NETLOGON), Identity::Account { workstation, .. }) => Some(workstation),
        _ => None,
    }
}
