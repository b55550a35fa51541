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
use crate::keeper::{Core, Member, later};
use crate::secret::{Consequence, MachineSecret};
use crate::set_up::{Primary, Where};
use crate::{ChannelFailure, MembershipStoreError, NetlogonEvent};
use link::{Candidate, Link, Sent};

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
    /// The controller refused it, and the primary one, which it would have passed it on to, could not be asked.
    #[error(
        "domain controller {controller} refused it ({status}): it may not have been able to pass it on to the primary domain \
         controller, which cannot be asked from here either"
    )]
    NotPassedOn {
        /// Which.
        controller: String,
        /// Its word for it.
        status: NtStatus,
    },
    /// The controller said that it has set it, and neither it nor the primary one lets anybody in with it.
    #[error("the domain controller said that it has set it, and has not")]
    NotSet,
    /// The controller said that it has set it, does not let anybody in with it, and the primary one could not be asked.
    #[error(
        "domain controller {controller} has taken it and does not let this computer in with it yet: it may have passed it on \
         to the primary domain controller, which could not be asked"
    )]
    NotYet {
        /// Which.
        controller: String,
    },
}

impl ChangeFailure {
    /// The status that the event's data has.
    #[must_use]
    pub const fn status(&self) -> NtStatus {
        match self {
            Self::NoChannel(failure) => failure.status(),
            Self::NotWritten(_) => NtStatus::DISK_FULL,
            Self::Refused(status) | Self::NotPassedOn { status, .. } => *status,
            Self::NotSet | Self::NotYet { .. } => NtStatus::ACCESS_DENIED,
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
        let mut core = self.core().await?;
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
        let mut core = self.core().await?;
        let membership = core.membership.as_ref();
        let membership = membership.ok_or(ChannelFailure::NotJoined)?;
        let now = self.surroundings.clock.now();
        let secret = membership.secret.set_by_administrator(password, now);
        self.store.adopt();
        // It may be written down whatever comes of this, and the controller may get it all the same: what the next start
        // would find is what to go on with.
        core.stale = true;
        let written = self.write(&mut core, secret).await;
        core.stale = false;
        if written.is_err() {
            self.read(&mut core).await?;
        }
        core.last = Some(Candidate::Current);
        self.start_over(&mut core);
        self.show(&core);
        written.map_err(|error| ChannelFailure::Secret {
            because: error.to_string(),
        })
    }

    /// What the scavenger does about the password.
    pub(crate) async fn tend_password(&self, core: &mut Core) {
        if core.defer.is_some_and(|defer| defer > Instant::now()) {
            return;
        }
        let Some(membership) = &core.membership else {
            return;
        };
        let now = self.surroundings.clock.now();
        let is_due = self.due(&membership.secret).is_some_and(|due| due <= now);
        if core.is_undecided() || is_due {
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
        core.unchanged = outcome.as_ref().err().map(ToString::to_string);
        if let Err(failure) = &outcome {
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
        self.show(core);
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
                match proven.candidate {
                    Candidate::Pending => self.proven(core, &proven).await,
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

    /// Sends a value that is written down, and finds out whether it was set. Only the primary domain controller sets one:
    /// another passes it on, and refuses it where it cannot.
    async fn send(
        &self,
        core: &mut Core,
        link: &Arc<Link>,
        candidate: Candidate,
    ) -> Result<(), ChangeFailure> {
        let (sent, proven) = self.send_over(core, link, candidate).await?;
        if proven.candidate == candidate {
            return self.proven(core, &proven).await;
        }
        let controller = link.controller.name.clone();
        let membership = core.membership.as_ref();
        let membership = membership.ok_or(ChannelFailure::NotJoined)?;
        match sent? {
            Sent::Taken => match self.prove_at_primary(core, &proven, &[candidate]).await {
                Primary::Accepts(proven) => self.proven(core, &proven).await,
                Primary::Refuses | Primary::Itself => Err(ChangeFailure::NotSet),
                Primary::Silent => Err(ChangeFailure::NotYet { controller }),
            },
            Sent::Refused(status) if membership.server.is_some() => {
                Err(ChangeFailure::Refused(status))
            }
            Sent::Refused(status) => {
                let candidates = membership.secret.candidates(core.last);
                match self.prove_at_primary(core, &proven, &candidates).await {
                    Primary::Accepts(primary) => {
                        self.send_once_more(core, &primary, candidate).await
                    }
                    Primary::Refuses | Primary::Itself => Err(ChangeFailure::Refused(status)),
                    Primary::Silent => Err(ChangeFailure::NotPassedOn { controller, status }),
                }
            }
        }
    }

    /// Sends it to the primary domain controller, if that has not got it already.
    async fn send_once_more(
        &self,
        core: &mut Core,
        primary: &Arc<Link>,
        candidate: Candidate,
    ) -> Result<(), ChangeFailure> {
        if primary.candidate == candidate {
            return self.proven(core, primary).await;
        }
        let (sent, proven) = self.send_over(core, primary, candidate).await?;
        if proven.candidate == candidate {
            return self.proven(core, &proven).await;
        }
        match sent? {
            Sent::Taken => Err(ChangeFailure::NotSet),
            Sent::Refused(status) => Err(ChangeFailure::Refused(status)),
        }
    }

    /// Sends it over a channel, and sets that up anew: only being let in says what was set.
    async fn send_over(
        &self,
        core: &mut Core,
        link: &Arc<Link>,
        candidate: Candidate,
    ) -> Result<(Result<Sent, ChannelFailure>, Arc<Link>), ChangeFailure> {
        let membership = core.membership.as_ref();
        let secret = &membership.ok_or(ChannelFailure::NotJoined)?.secret;
        let value = secret.value(candidate).ok_or(ChannelFailure::Secret {
            because: "there is no such value".to_owned(),
        })?;
        let generation = secret.generation;
        let sent = link.send_password(&value.password).await;
        reach("after-send");
        info!(controller = %link.controller.name, generation, outcome = ?sent, "a machine password was sent");
        if let Ok(Sent::Taken) = sent {
            core.last = Some(candidate);
        }
        let proven = self.set_up(core, Where::At(&link.controller)).await?;
        Ok((sent, proven))
    }

    /// The value that was sent is set. If it could not be written down as the current one a moment ago, it is tried again.
    async fn proven(&self, core: &mut Core, link: &Link) -> Result<(), ChangeFailure> {
        let membership = core.membership.as_ref();
        let is_undecided = membership.is_some_and(|m| m.secret.pending.is_some());
        if is_undecided && link.candidate == Candidate::Pending {
            self.finish(core, link).await?;
        }
        Ok(())
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
        let next = membership.secret.finish(self.surroundings.clock.now());
        reach("before-finish");
        self.write(core, next).await?;
        reach("after-finish");
        core.last = Some(Candidate::Current);
        core.defer = None;
        core.unchanged = None;
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
