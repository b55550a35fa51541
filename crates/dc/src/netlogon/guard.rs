//! Whether a call comes from the other end of a secure channel.

use std::sync::Arc;

use auth::{Identity, Protection};
use lsa::unreadable;
use msrpc::netlogon::Authenticator;
use rpc::pdu::AuthType;
use store::ExceptionKinds;
use tracing::info;
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

    /// Lets a call pass that its channel's own secure RPC seals, and one that is protected less if an exception for the
    /// account says so; none, once the channel has ended.
    async fn check_protection(
        &self,
        context: &CallContext,
        channel: &Arc<Channel>,
    ) -> Result<(), NtStatus> {
        // CVE-2015-0005: what is asked over one computer's channel is not answered for another.
        if !may_be_of(context, channel) {
            return Err(NtStatus::ACCESS_DENIED);
        }
        self.check_standing(context, channel).await?;
        let weakness = match computer_of(context) {
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

    /// Sees that nobody but the computer itself has had a word in what lets it in, since the channel was set up: its account
    /// has not been deleted, disabled, made one of another kind, or given a password otherwise than over a channel of its own.
    /// The security context of the association may be that of an older channel than the newest, and has to pass as well.
    async fn check_standing(
        &self,
        context: &CallContext,
        channel: &Arc<Channel>,
    ) -> Result<(), NtStatus> {
        let standing = self.store().standing(channel.rid).await;
        let standing = standing.map_err(unreadable)?;
        if standing != Some(channel.standing) {
            info!(computer = channel.computer, "a secure channel has ended");
            self.channels().end(channel);
            return Err(NtStatus::ACCESS_DENIED);
        }
        match context.standing() {
            Some(older) if older != channel.standing => Err(NtStatus::ACCESS_DENIED),
            _ => Ok(()),
        }
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

/// Whether a call may be one of this channel's: what protects it, if any does, is of the same computer and account.
fn may_be_of(context: &CallContext, channel: &Channel) -> bool {
    match (computer_of(context), context.identity()) {
        (Some(computer), Identity::Account { sid, .. }) => {
            computer.eq_ignore_ascii_case(&channel.computer) && sid.as_ref() == Some(&channel.sid)
        }
        _ => true,
    }
}

/// The computer whose channel protects a call.
fn computer_of(context: &CallContext) -> Option<&str> {
    match (context.auth_type(), context.identity()) {
        (Some(AuthType::NETLOGON), Identity::Account { workstation, .. }) => Some(workstation),
        _ => None,
    }
}
