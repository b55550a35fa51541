//! Joining without an administrator of the domain, [MS-WKST] 3.2.4.13 with `NETSETUP_JOIN_UNSECURE`: somebody has made the
//! account before, and told its password. The computer is let in by that, and at once sets one that nobody has told anybody.

use auth::Credentials;
use host::Reason;
use tracing::info;
use wire::Password;

use super::join::{Joined, check_domain, not_proven};
use super::{JoinFailure, JoinReason, JoinStep, Joining};
use crate::link::Sent;
use crate::remote::UnsecureOrder;
use crate::{Candidate, MachineSecret, Membership, MembershipStoreError};

impl Joining {
    /// Joins a domain with the password of the computer's own account.
    ///
    /// The domain's name and SID come from a session that nobody has logged on to; that the controller is one of the domain
    /// that has the account, the channel proves.
    ///
    /// # Errors
    /// [`JoinFailure`]. What the account may have got by then is written down, so that the service goes on from it; only a
    /// computer that is in no domain yet, and whose password was certainly not set, stays in none.
    pub async fn join_unsecure(&self, order: &UnsecureOrder) -> Result<Joined, JoinFailure> {
        let _at_rest = self.at_rest().await;
        let before = self.load().await?;
        let computer = self.computer(before.as_ref()).await?;
        let server = order.server.as_deref();
        let nobody = Credentials::Anonymous;
        let controller = self.controller(&computer, &order.domain, server, &nobody);
        let controller = controller.await?;
        check_domain(before.as_ref(), &controller.domain)?;
        let told = order.password.as_ref().map(Password::duplicate);
        let told = told.unwrap_or_else(|| computer.default_password());
        let membership = Membership {
            domain: controller.domain.clone(),
            computer: computer.clone(),
            renaming: None,
            server: server.filter(|_| self.pin).map(ToOwned::to_owned),
            secret: self.told(before.as_ref(), told),
        };
        let link = self.open(&membership, &controller.found, Candidate::Current);
        let link = link
            .await
            .map_err(|failure| JoinFailure::new(JoinStep::LogOn, JoinReason::NotLetIn(failure)))?;
        let now = self.surroundings.clock.now();
        let fresh = self.fresh_password();
        let secret = membership.secret.begin(fresh.duplicate(), now);
        let pending = membership.with_secret(secret.map_err(|undecided| {
            let reason = MembershipStoreError::Corrupt(undecided.to_string());
            JoinFailure::new(JoinStep::WriteDown, JoinReason::State(reason))
        })?);
        self.memberships.adopt();
        self.write_down(&pending).await?;
        let sent = link.send_password(&fresh).await;
        // Whatever came back, or nothing: only being let in says what was set.
        let proven = self.open(&pending, &controller.found, Candidate::Pending);
        if let Err(failure) = proven.await {
            if let Ok(Sent::Refused(status)) = sent
                && failure.is_about_the_password()
                && before.is_none()
                && let Ok(_) = self
                    .open(&pending, &controller.found, Candidate::Current)
                    .await
            {
                self.forget().await?;
                let reason = controller.problem(Reason::Status(status));
                return Err(JoinFailure::new(JoinStep::SetPassword, reason));
            }
            return Err(not_proven(failure));
        }
        let joined = pending.with_secret(pending.secret.finish(now));
        self.write_down(&joined).await?;
        self.add_groups(&joined.domain).await?;
        info!(domain = %joined.domain.name, controller = controller.name, "joined without an administrator");
        Ok(Joined {
            computer: computer.unc(),
            domain: joined.domain.name.to_string(),
            dns_name: joined.domain.dns_name,
            sid: joined.domain.sid.to_string(),
            controller: controller.name,
            created: false,
        })
    }

    /// The secret of a computer that knows what it was told. What it knew before, it keeps as long as it may be of use.
    fn told(&self, before: Option<&Membership>, password: Password) -> MachineSecret {
        let now = self.surroundings.clock.now();
        match before {
            // The account has what was told, if anything comes of this: nothing is undecided then.
            Some(before) => MachineSecret {
                pending: None,
                ..before.secret.set_by_administrator(password, now)
            },
            None => MachineSecret::new(password, now),
        }
    }
}
