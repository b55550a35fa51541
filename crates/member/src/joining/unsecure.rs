//! Joining without an administrator of the domain, [MS-WKST] 3.2.4.13 with `NETSETUP_JOIN_UNSECURE`: somebody has made the
//! account before, and told its password. The computer is let in by that, and at once sets one that nobody has told anybody.

use auth::Credentials;
use host::Reason;
use tracing::info;
use wire::Password;

use super::join::{Joined, check_domain, not_proven};
use super::{JoinFailure, JoinReason, JoinStep, Joining};
use crate::fault_points::reach;
use crate::remote::UnsecureOrder;
use crate::{Candidate, ChannelFailure, MachineSecret, Membership, Undecided};
use link::Sent;

impl Joining {
    /// Joins a domain with the password of the computer's own account.
    ///
    /// The domain's name and SID come from a session that nobody has logged on to; that the controller is one of the domain
    /// that has the account, the channel proves.
    ///
    /// # Errors
    /// [`JoinFailure`]. Once what was told has let the computer in, it is a member: what its account may have got since is
    /// written down, and the service goes on from it, or whoever repeats this.
    pub async fn join_unsecure(&self, order: &UnsecureOrder) -> Result<Joined, JoinFailure> {
        let _at_rest = self.at_rest().await;
        let before = self.load().await?;
        let computer = self.computer(before.as_ref()).await?;
        let server = order.server.as_deref();
        let nobody = Credentials::Anonymous;
        let controller = self
            .administration
            .log_on(&computer, &order.domain, server, &nobody);
        let controller = controller.await?;
        check_domain(before.as_ref(), &controller.domain)?;
        let told = order.password.as_ref().map(Password::duplicate);
        let told = told.unwrap_or_else(|| computer.default_password());
        let membership = Membership {
            domain: controller.domain.clone(),
            computer: computer.clone(),
            renaming: before.as_ref().and_then(|before| before.renaming.clone()),
            server: server.filter(|_| self.pin).map(ToOwned::to_owned),
            secret: self.told(before.as_ref(), told),
        };
        let link = self.open(&membership, &controller.found, &[Candidate::Current]);
        let link = link
            .await
            .map_err(|failure| JoinFailure::new(JoinStep::LogOn, JoinReason::NotLetIn(failure)))?;
        let now = self.surroundings.clock.now();
        // One that is undecided may yet arrive: then it is that one, and no other is made.
        let secret = match membership.secret.begin(self.fresh_password(), now) {
            Ok(begun) => begun,
            Err(Undecided) => membership.secret.duplicate(),
        };
        let pending = membership.with_secret(secret);
        reach("unsecure-before-save");
        self.memberships.adopt();
        self.write_down(&pending).await?;
        reach("unsecure-after-save");
        let sent = match &pending.secret.pending {
            Some(value) => Some(link.send_password(&value.password).await),
            None => None,
        };
        reach("unsecure-after-send");
        // Whatever came back, or nothing: only being let in says what was set.
        let both = [Candidate::Pending, Candidate::Current];
        let proven = self.open(&pending, &controller.found, &both).await;
        match (proven.map_err(not_proven)?.candidate, sent) {
            (Candidate::Pending, _) => {}
            (_, Some(Ok(Sent::Refused(status)))) => {
                let reason = controller.problem(Reason::Status(status));
                return Err(JoinFailure::new(JoinStep::SetPassword, reason));
            }
            (_, sent) => {
                let failure = sent.and_then(Result::err);
                let controller = controller.name;
                let not_set = || ChannelFailure::WrongPassword { controller };
                return Err(not_proven(failure.unwrap_or_else(not_set)));
            }
        }
        let joined = pending.with_secret(pending.secret.finish(now));
        reach("unsecure-before-finish");
        self.write_down(&joined).await?;
        reach("unsecure-after-finish");
        self.let_in(JoinStep::AddGroups, &joined.domain, true)
            .await?;
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
            Some(before) => before.secret.set_by_administrator(password, now),
            None => MachineSecret::new(password, now),
        }
    }
}
