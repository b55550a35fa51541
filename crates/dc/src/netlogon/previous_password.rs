//! The rule by which a computer's previous password opens its channel.
//!
//! A member that was restored from a snapshot has the password of that day. Windows's and Samba's members replace theirs once
//! in a while, and all that they keep is older then than what the controller has. No specification has the controller accept
//! it, and by default ours does not. Where the settings say for how long it does, the password before the last change opens
//! the channel of a member computer that made that change itself, and of nobody else: not after an administrator has set or
//! disabled the account, and not once the computer has set another password over such a channel.
//!
//! Only a channel is opened: no logon by NTLM accepts it, where wrong passwords are counted. And the computer, who may be a
//! thief with an old backup, is told no hash of the password in use ([`Controller::hashes`](super::password)).

use msrpc::netlogon::SecureChannelType;
use store::{Control, Passwords, PreviousPassword, User};
use tracing::error;
use transport::CallContext;
use wire::{FileTime, NtStatus};

use crate::Controller;
use crate::events::NetlogonEvent;

impl Controller {
    /// The previous password of a computer, if it is accepted now.
    pub(super) fn accepted_previous<'a>(
        &self,
        channel_type: SecureChannelType,
        user: &User,
        passwords: &'a Passwords,
    ) -> Option<&'a PreviousPassword> {
        let previous = passwords.previous.as_ref()?;
        let (now, accepted) = (self.now(), self.settings().accept_previous_machine_password);
        // How long ago it was, a clock that was set back does not tell.
        let is_recent = previous.replaced <= now && previous.replaced.abs_diff(now) < accepted;
        let is_member = channel_type == SecureChannelType::WORKSTATION;
        let is_enabled = user.control & Control::ACCOUNT_DISABLED == 0;
        (is_recent && is_member && is_enabled && previous.by_owner).then_some(previous)
    }

    /// Tells that a computer came with the password that it had replaced then, and notes it in its account; or that it came
    /// with the one in use, if it had not before.
    ///
    /// # Errors
    /// Where it cannot be noted, nobody is let in by a previous password.
    pub(super) async fn tell_which_password(
        &self,
        context: &CallContext,
        computer: &str,
        user: &User,
        replaced: Option<FileTime>,
    ) -> Result<(), NtStatus> {
        let store = self.store();
        let Some(replaced) = replaced else {
            // Nearly never: nothing is written down for a channel that is set up as it should be.
            if user.previous_password_used != FileTime::ZERO {
                let noted = store.record_previous_password(user.rid, FileTime::ZERO);
                if let Err(error) = noted.await {
                    error!(%error, "that a computer has its password again could not be recorded");
                }
            }
            return Ok(());
        };
        let noted = store.record_previous_password(user.rid, self.now()).await;
        noted.map_err(lsa::unreadable)?;
        let event = NetlogonEvent::PreviousPassword {
            computer: computer.to_owned(),
            account: user.name.clone(),
            replaced,
        };
        self.log(context, event).await;
        Ok(())
    }
}
