//! The change of the machine password: written down, sent, proven, and only then believed.
//!
//! [`MachineSecret`] has the rules. An answer of the controller decides nothing but how soon it is asked again; which
//! value it has is found out by setting the channel up with it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tracing::{info, warn};
use wire::{FileTime, NtStatus, Password};

use crate::fault_points::reach;
use crate::keeper::{Core, Member, Where, later};
use crate::link::{Link, Sent};
use crate::secret::{Candidate, Consequence, MachineSecret};
use crate::{ChannelFailure, MembershipStoreError, NetlogonEvent};

/// Why the password was not changed, or is not known to be.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeFailure {
    /// There is no channel to change it through, or it broke on the way.
    #[error(transparent)]
    NoChannel(#[from] ChannelFailure),
    /// The new one could not be written down. Nothing was sent, or what was set is found out at the next start.
    #[error("it could not be written down: {0}")]
    NotWritten(#[from] MembershipStoreError),
    /// The controller refused it.
    #[error("the domain controller refused it: {0}")]
    Refused(NtStatus),
    /// The controller said that it has set it, and lets nobody in with it.
    #[error("the domain controller said that it has set it, and has not")]
    NotSet,
}

impl ChangeFailure {
    /// The status that the event's data has.
    #[must_use]
    pub const fn status(&self) -> NtStatus {
        match self {
            Self::NoChannel(failure) => failure.status(),
            Self::NotWritten(_) => NtStatus::DISK_FULL,
            Self::Refused(status) => *status,
            Self::NotSet => NtStatus::ACCESS_DENIED,
        }
    }
}

/// How long a controller that refused is left in peace.
const AFTER_REFUSAL: Duration = Duration::from_hours(24);

impl Member {
    /// Changes the password now, or brings a change to its end that was begun.
    ///
    /// # Errors
    /// [`ChangeFailure`]. The member can still set its channel up with what it has.
    pub async fn change_password(&self) -> Result<(), ChangeFailure> {
        self.link().await?;
        let mut core = self.core.lock().await;
        core.defer = None;
        self.change(&mut core).await
    }

    /// Takes a password over that an administrator has set, here and on the controller.
    ///
    /// # Errors
    /// [`ChannelFailure::NotJoined`], [`ChannelFailure::Secret`].
    pub async fn set_password_by_administrator(
        &self,
        password: Password,
    ) -> Result<(), ChannelFailure> {
        let mut core = self.core.lock().await;
        let membership = core.membership.as_ref();
        let membership = membership.ok_or(ChannelFailure::NotJoined)?;
        let now = self.surroundings.clock.now();
        let secret = membership.secret.set_by_administrator(password, now);
        self.store.adopt();
        let written = self.write(&mut core, secret).await;
        written.map_err(|error| ChannelFailure::Secret {
            because: error.to_string(),
        })?;
        core.last = Some(Candidate::Current);
        self.start_over(&mut core);
        self.show(&core, None);
        Ok(())
    }

    /// What the scavenger does about the password.
    pub(crate) async fn tend_password(&self, core: &mut Core) {
        if core.defer.is_some_and(|defer| defer > Instant::now()) {
            return;
        }
        let Some(membership) = &core.membership else {
            return;
        };
        let undecided = core
            .last
            .is_some_and(|accepted| membership.secret.accepted(accepted) != Consequence::InStep);
        let now = self.surroundings.clock.now();
        let is_due = self.due(&membership.secret).is_some_and(|due| due <= now);
        if undecided || is_due {
            // It is an event already, and comes again.
            let _ = self.change(core).await;
        }
    }

    /// When the password is due for a change.
    pub(crate) fn due(&self, secret: &MachineSecret) -> Option<FileTime> {
        if self.settings.disable_password_change {
            return None;
        }
        let now = self.surroundings.clock.now();
        // Made in the future, by a clock that was wrong: waiting for that day could take years.
        if secret.current.set > later(now, Duration::from_hours(24)) {
            return Some(now);
        }
        let age = self.settings.maximum_password_age;
        Some(later(secret.current.set, age.saturating_sub(self.jitter)))
    }

    /// One change, from whatever state the last one left.
    async fn change(&self, core: &mut Core) -> Result<(), ChangeFailure> {
        let outcome = self.try_change(core).await;
        let failure = outcome.as_ref().err();
        if let Some(failure) = failure {
            let wait = match failure {
                ChangeFailure::Refused(_) | ChangeFailure::NotSet => {
                    AFTER_REFUSAL.min(self.settings.maximum_password_age)
                }
                _ => self.settings.scavenge_interval,
            };
            core.defer = Some(Instant::now() + wait);
            warn!(%failure, "Changing machine account password failed");
            if let Some(membership) = &core.membership {
                self.log(&NetlogonEvent::PasswordChangeFailed {
                    account: membership.computer.machine_account(),
                    error: failure.to_string(),
                    status: failure.status(),
                });
            }
        }
        self.show(core, failure.map(ToString::to_string));
        outcome
    }

    async fn try_change(&self, core: &mut Core) -> Result<(), ChangeFailure> {
        let link = self.present_link(core).await?;
        let membership = core.membership.as_ref();
        let secret = &membership.ok_or(ChannelFailure::NotJoined)?.secret;
        let accepted = core.last.unwrap_or(link.candidate);
        match secret.accepted(accepted) {
            Consequence::SendAgain(candidate) => self.send(core, &link, candidate).await,
            // It could not be written down when it was found out. That may be long ago, and the controllers may have been
            // set back meanwhile: it is found out again, or the value that they have could be the one that is dropped.
            Consequence::Finish => {
                let proven = self.set_up(core, Where::At(&link.controller)).await?;
                let is_written = core
                    .membership
                    .as_ref()
                    .is_some_and(|membership| membership.secret.pending.is_none());
                match proven.candidate {
                    _ if is_written => Ok(()),
                    Candidate::Pending => Ok(self.finish(core, &proven).await?),
                    _ => self.send(core, &proven, Candidate::Pending).await,
                }
            }
            Consequence::InStep => {
                let entropy = &self.surroundings.entropy;
                let password = netlogon::machine_password(|octets| entropy.fill(octets));
                let now = self.surroundings.clock.now();
                let Ok(next) = secret.begin(password, now) else {
                    return Ok(());
                };
                reach("before-save-pending");
                self.write(core, next).await?;
                reach("after-save-pending");
                self.send(core, &link, Candidate::Pending).await
            }
        }
    }

    /// The channel that is up, or another one.
    async fn present_link(&self, core: &mut Core) -> Result<Arc<Link>, ChannelFailure> {
        match self.up() {
            Some(link) => Ok(link),
            None => self.set_up(core, Where::Anywhere).await,
        }
    }

    /// Sends a value that is written down, and finds out whether it was set.
    async fn send(
        &self,
        core: &mut Core,
        link: &Arc<Link>,
        candidate: Candidate,
    ) -> Result<(), ChangeFailure> {
        let membership = core.membership.as_ref();
        let membership = membership.ok_or(ChannelFailure::NotJoined)?;
        let Some(value) = membership.secret.value(candidate) else {
            return Ok(());
        };
        let generation = membership.secret.generation;
        let sent = link.send_password(&value.password).await;
        reach("after-send");
        info!(controller = %link.controller.name, generation, outcome = ?sent, "a machine password was sent");
        if let Ok(Sent::Taken) = sent {
            core.last = Some(candidate);
        }
        let proven = self.set_up(core, Where::At(&link.controller)).await?;
        if proven.candidate == candidate {
            return match core.membership.as_ref().map(|m| &m.secret.pending) {
                // It is set, and could not be written down as the current one.
                Some(Some(_)) if candidate == Candidate::Pending => {
                    Ok(self.finish(core, &proven).await?)
                }
                _ => Ok(()),
            };
        }
        Err(match sent {
            Ok(Sent::Refused(status)) => ChangeFailure::Refused(status),
            Ok(Sent::Taken) => ChangeFailure::NotSet,
            Err(failure) => failure.into(),
        })
    }

    /// What follows from the value that a controller has just accepted, as far as it needs no further call.
    pub(crate) async fn settle(&self, core: &mut Core, link: &Link) {
        let Some(membership) = &core.membership else {
            return;
        };
        if membership.secret.accepted(link.candidate) == Consequence::Finish {
            // Not written down, it stays undecided, and is found out again.
            if let Err(error) = self.finish(core, link).await {
                warn!(%error, "a changed password could not be written down");
            }
        }
    }

    /// Makes the pending password the current one.
    async fn finish(&self, core: &mut Core, link: &Link) -> Result<(), MembershipStoreError> {
        let Some(membership) = &core.membership else {
            return Ok(());
        };
        let next = membership.secret.finish();
        reach("before-finish");
        self.write(core, next).await?;
        reach("after-finish");
        core.last = Some(Candidate::Current);
        core.defer = None;
        self.log(&NetlogonEvent::PasswordChanged {
            controller: format!("\\\\{}", link.controller.name),
        });
        Ok(())
    }

    /// Writes a secret down, and only then goes on with it.
    async fn write(
        &self,
        core: &mut Core,
        secret: MachineSecret,
    ) -> Result<(), MembershipStoreError> {
        let Some(membership) = &core.membership else {
            return Ok(());
        };
        let next = membership.with_secret(secret);
        self.store.save(&next).await?;
        core.membership = Some(next);
        Ok(())
    }
}
