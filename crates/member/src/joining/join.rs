//! Joining: the new password is written down before the account gets it, so that whatever happens in between, this
//! computer knows it.

use auth::Credentials;
use host::{AccountKind, AccountState, Problem, Reason};
use serde::Serialize;
use tracing::{info, warn};
use wire::{NetbiosName, Password};

use super::controller::{Controller, DomainAccounts};
use super::{JoinFailure, JoinReason, JoinStep, Joining};
use crate::remote::JoinOrder;
use crate::{Candidate, ChannelFailure, Domain, MachineSecret, Membership};

/// How a computer has joined.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Joined {
    /// The computer.
    pub computer: String,
    /// NetBIOS name of the domain.
    pub domain: String,
    /// Its name in the DNS.
    pub dns_name: Option<String>,
    /// Its SID.
    pub sid: String,
    /// The domain controller on which the account is, with backslashes.
    pub controller: String,
    /// Whether the account was made; one that was there has got a new password.
    pub created: bool,
}

impl Joining {
    /// Joins a domain; a member of the same domain gets a new password, and its channel is repaired so.
    ///
    /// # Errors
    /// [`JoinFailure`]. What the account may have got by then is written down, so that repeating it loses nothing.
    pub async fn join(&self, order: &JoinOrder) -> Result<Joined, JoinFailure> {
        if order.ou.is_some() {
            let interface = "a way for a computer to choose where its account goes (LDAP)";
            return Err(JoinFailure::here(
                JoinStep::Look,
                Reason::NotOffered { interface },
            ));
        }
        if matches!(order.credentials, Credentials::Anonymous) {
            return Err(JoinFailure::here(JoinStep::LogOn, Reason::PasswordNeeded));
        }
        let _at_rest = self.at_rest().await;
        let before = self.load().await?;
        let computer = self.computer(before.as_ref()).await?;
        let server = order.server.as_deref();
        let controller =
            self.administration
                .log_on(&computer, &order.domain, server, &order.credentials);
        let controller = controller.await?;
        check_domain(before.as_ref(), &controller.domain)?;
        let there = |problem| JoinFailure::new(JoinStep::Look, JoinReason::There(problem));
        let mut accounts = controller.accounts().await.map_err(there)?;
        let account = accounts.find(&computer).await.map_err(there)?;
        check_account(&controller, account.as_ref(), order.create_account)?;
        let membership = self.next(computer.clone(), before.as_ref(), &controller, server);
        self.memberships.adopt();
        self.write_down(&membership).await?;
        let password = &membership.secret.current.password;
        let set = set(&mut *accounts, &computer, account.as_ref(), password).await;
        if let Err(problem) = set {
            // A membership that there was knows its old password, too. Of a new one nothing is left, unless the account may
            // have got the password.
            if before.is_none() && !problem.reason.leaves_undecided() {
                self.forget().await?;
            }
            let reason = JoinReason::There(problem);
            return Err(JoinFailure::new(JoinStep::SetPassword, reason));
        }
        enable(&mut *accounts, account.as_ref()).await?;
        let proven = self.open(&membership, &controller.found, &[Candidate::Current]);
        proven.await.map_err(not_proven)?;
        self.let_in(JoinStep::AddGroups, &membership.domain, true)
            .await?;
        info!(domain = %membership.domain.name, controller = controller.name, "joined");
        Ok(Joined {
            computer: computer.unc(),
            domain: membership.domain.name.as_str().to_owned(),
            dns_name: membership.domain.dns_name,
            sid: membership.domain.sid.to_string(),
            controller: controller.name,
            created: account.is_none(),
        })
    }

    /// The membership with a new password, which nobody else knows yet.
    fn next(
        &self,
        computer: NetbiosName,
        before: Option<&Membership>,
        controller: &Controller,
        server: Option<&str>,
    ) -> Membership {
        let password = self.fresh_password();
        let now = self.surroundings.clock.now();
        // The account may be renamed or made anew meanwhile, but as long as it may have one of the old passwords, they are
        // kept.
        let secret = match before {
            Some(before) => before.secret.set_by_administrator(password, now),
            None => MachineSecret::new(password, now),
        };
        Membership {
            domain: controller.domain.clone(),
            computer,
            renaming: before.and_then(|before| before.renaming.clone()),
            server: server.filter(|_| self.pin).map(ToOwned::to_owned),
            secret,
        }
    }
}

/// One does not leave a domain by joining another.
pub(super) fn check_domain(
    before: Option<&Membership>,
    domain: &Domain,
) -> Result<(), JoinFailure> {
    match before {
        Some(before) if before.domain.sid != domain.sid => {
            let domain = before.domain.name.as_str().to_owned();
            let reason = Reason::MemberOfAnother { domain };
            Err(JoinFailure::here(JoinStep::LogOn, reason))
        }
        _ => Ok(()),
    }
}

/// The account has to be a member's, or may be made.
fn check_account(
    controller: &Controller,
    account: Option<&AccountState>,
    create: bool,
) -> Result<(), JoinFailure> {
    let reason = match account {
        None if !create => Reason::AccountMissing,
        Some(account) if account.kind != AccountKind::Member => Reason::AccountWrongType,
        _ => return Ok(()),
    };
    Err(JoinFailure::new(JoinStep::Look, controller.problem(reason)))
}

/// Gives the account the password.
async fn set(
    accounts: &mut dyn DomainAccounts,
    computer: &NetbiosName,
    account: Option<&AccountState>,
    password: &Password,
) -> Result<(), Problem> {
    let Some(account) = account else {
        return accounts.create(computer, password).await;
    };
    accounts.set_password(account, password).await
}

/// An account that was disabled is enabled: who joins wants to use it.
async fn enable(
    accounts: &mut dyn DomainAccounts,
    account: Option<&AccountState>,
) -> Result<(), JoinFailure> {
    let Some(account) = account.filter(|account| account.disabled) else {
        return Ok(());
    };
    warn!(
        account = account.name,
        "the account was disabled: enabling it"
    );
    let enabled = accounts.enable(account).await;
    enabled.map_err(|problem| JoinFailure::new(JoinStep::Enable, JoinReason::There(problem)))
}

/// The controller has given the account a password, or a name, and does not let the computer in with it.
pub(super) const fn not_proven(failure: ChannelFailure) -> JoinFailure {
    JoinFailure::new(JoinStep::Prove, JoinReason::NotProven(failure))
}
