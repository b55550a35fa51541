//! The rule by which a member computer's previous password is accepted.
//!
//! A member that was restored from a snapshot has the password of that day, and what the controller has is newer. No
//! specification has the controller accept it, and by default ours does not. Where its settings say for how long it does, the
//! password before the last change is accepted of a member computer that made that change itself, and of nobody else: not
//! after an administrator has set its password or disabled the account, and not once it has set another one over a channel
//! that this one opened.
//!
//! It opens the computer's channel, and a session at the controller itself, without which Samba's winbindd opens none. Both
//! are told. It counts for no logon that is passed on, and is not taken for one by which it is known that the computer has the
//! password that was set.

use std::time::Duration;

use store::{Control, Passwords, PreviousPassword, User};
use tracing::error;
use wire::{FileTime, NtStatus};

use crate::Authority;
use crate::events::Entry;
use crate::logon::unreadable;

/// For how long previous passwords are accepted, and how it is told.
pub struct PreviousPasswords {
    /// Counted from their being replaced.
    pub accepted_for: Duration,
    /// The event of a logon by one: of whose account, and when it was replaced.
    pub logon: fn(&str, FileTime) -> Entry,
}

impl Authority {
    /// The previous password of a computer, if it is accepted now.
    #[must_use]
    pub fn accepted_previous<'a>(
        &self,
        user: &User,
        passwords: &'a Passwords,
    ) -> Option<&'a PreviousPassword> {
        let accepted_for = self.role.previous_passwords()?.accepted_for;
        let previous = passwords.previous.as_ref()?;
        let now = self.now();
        // How long ago it was, a clock that was set back does not tell.
        let is_recent = previous.replaced <= now && previous.replaced.abs_diff(now) < accepted_for;
        let is_member = user.control & Control::WORKSTATION_TRUST_ACCOUNT != 0;
        let is_enabled = user.control & Control::ACCOUNT_DISABLED == 0;
        (is_recent && is_member && is_enabled && previous.by_owner).then_some(previous)
    }

    /// Notes in an account that its computer came with its previous password, or that it did not, if it had before.
    ///
    /// # Errors
    /// Where it cannot be noted, nobody is let in by a previous password.
    pub async fn note_which_password(
        &self,
        user: &User,
        is_previous: bool,
    ) -> Result<(), NtStatus> {
        let store = self.store();
        if is_previous {
            let noted = store.record_previous_password(user.rid, self.now()).await;
            return noted.map_err(unreadable);
        }
        // Nearly never: nothing is written down of whoever comes as he should.
        if user.previous_password_used != FileTime::ZERO
            && let Err(error) = store
                .record_previous_password(user.rid, FileTime::ZERO)
                .await
        {
            error!(%error, "that a computer has its password again could not be recorded");
        }
        Ok(())
    }

    /// Tells that a computer has logged on with the password that it had replaced then.
    pub(crate) async fn tell_of_previous(&self, user: &User, replaced: FileTime) {
        if let Some(rule) = self.role.previous_passwords() {
            self.log(None, (rule.logon)(&user.name, replaced)).await;
        }
    }
}
