//! Taking another name: it is written down before the account gets it, so that whatever happens in between, this computer
//! knows by which two names its account may be called, and finds out by authenticating.

use auth::Credentials;
use host::{AccountKind, AccountState, Reason};
use serde::Serialize;
use tracing::{error, info};

use super::controller::{Controller, DomainAccounts};
use super::join::{check_domain, not_proven};
use super::{JoinFailure, JoinReason, JoinStep, Joining};
use crate::fault_points::reach;
use crate::remote::RenameOrder;
use crate::{ChannelFailure, FoundController, Membership, Sought};

/// How a computer was renamed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Renamed {
    /// What it was called.
    pub from: String,
    /// What it is called.
    pub computer: String,
    /// NetBIOS name of the domain that it is in.
    pub domain: String,
    /// The domain controller that lets it in by the new name, with backslashes.
    pub controller: String,
    /// Whether its account was renamed; one that was called so already was not.
    pub account_renamed: bool,
}

impl Joining {
    /// Takes another name, with a secure channel that is proven; or else keeps the one that it has, and its channel.
    ///
    /// # Errors
    /// [`JoinFailure`]. Where the account may have got the name all the same, both are written down, and the service takes
    /// the one that a controller lets it in by.
    pub async fn rename(&self, order: &RenameOrder) -> Result<Renamed, JoinFailure> {
        let _at_rest = self.at_rest().await;
        let Some(membership) = self.load().await? else {
            return Err(JoinFailure::here(JoinStep::Read, Reason::NotAMember));
        };
        self.network.call_itself(&membership.computer);
        let from = membership.computer.to_string();
        let server = order.server.clone().or_else(|| membership.server.clone());
        let server = server.as_deref();
        let (renamed, controller, account_renamed) = match &order.credentials {
            None => {
                let renamed = membership.known_as(order.name.clone());
                let (renamed, found) = self.take(renamed, server).await?;
                (renamed, found, false)
            }
            Some(credentials) => {
                let renaming = self.rename_account(membership, order, server, credentials);
                renaming.await?
            }
        };
        self.network.call_itself(&renamed.computer);
        info!(from, to = %renamed.computer, "renamed");
        Ok(Renamed {
            from,
            computer: renamed.computer.unc(),
            domain: renamed.domain.name.to_string(),
            controller: format!("\\\\{}", controller.name),
            account_renamed,
        })
    }

    /// Takes a name that the account has already, as the computer finds out at any controller.
    async fn take(
        &self,
        renamed: Membership,
        server: Option<&str>,
    ) -> Result<(Membership, FoundController), JoinFailure> {
        let found = self.network.find(&renamed.domain, Sought::at(server)).await;
        let found = found.map_err(not_proven)?;
        let mut failed = ChannelFailure::nobody(&renamed.domain);
        for controller in found {
            match self.call_it_so(&renamed, &controller).await {
                Ok(()) => return Ok((renamed, controller)),
                Err(JoinFailure {
                    reason: JoinReason::NotProven(failure),
                    ..
                }) => failed = failure,
                Err(failure) => return Err(failure),
            }
        }
        Err(not_proven(failed))
    }

    async fn rename_account(
        &self,
        membership: Membership,
        order: &RenameOrder,
        server: Option<&str>,
        credentials: &Credentials,
    ) -> Result<(Membership, FoundController, bool), JoinFailure> {
        if matches!(credentials, Credentials::Anonymous) {
            return Err(JoinFailure::here(JoinStep::LogOn, Reason::PasswordNeeded));
        }
        let domain = membership.domain.dns_name.as_deref();
        let domain = domain.unwrap_or(membership.domain.name.as_str());
        let controller =
            self.administration
                .log_on(&membership.computer, domain, server, credentials);
        let controller = controller.await?;
        check_domain(Some(&membership), &controller.domain)?;
        let there = |problem| JoinFailure::new(JoinStep::Look, JoinReason::There(problem));
        let mut accounts = controller.accounts().await.map_err(there)?;
        let (membership, account) = look(&controller, &mut *accounts, membership, order).await?;
        let Some(account) = account else {
            let renamed = membership.known_as(order.name.clone());
            self.call_it_so(&renamed, &controller.found).await?;
            return Ok((renamed, controller.found, false));
        };
        let renaming = membership.about_to_take(Some(order.name.clone()));
        let renamed = renaming.called(order.name.clone());
        // One that is another computer's by now is not renamed.
        self.prove(&membership, &controller.found).await?;
        reach("rename-before-save");
        self.write_down(&renaming).await?;
        reach("rename-after-save");
        if let Err(problem) = accounts.rename(&account, &order.name).await {
            if !problem.reason.leaves_undecided() {
                self.keep_name(&renaming, &controller.found).await?;
            }
            let reason = JoinReason::There(problem);
            return Err(JoinFailure::new(JoinStep::Rename, reason));
        }
        reach("rename-after-send");
        match self.call_it_so(&renamed, &controller.found).await {
            Ok(()) => {
                reach("rename-after-finish");
                Ok((renamed, controller.found, true))
            }
            Err(failure) => {
                let accounts = &mut *accounts;
                let taken_back = self.take_back(accounts, &account, &renaming, &controller.found);
                taken_back.await;
                Err(failure)
            }
        }
    }

    /// Gives the account its name back. If that fails, too, both names stay written down.
    async fn take_back(
        &self,
        accounts: &mut dyn DomainAccounts,
        account: &AccountState,
        renaming: &Membership,
        controller: &FoundController,
    ) {
        match accounts.rename(account, &renaming.computer).await {
            Ok(()) => {
                // Not proven, or not written down, it is found out again.
                let kept = self.keep_name(renaming, controller).await;
                info!(kept = kept.is_ok(), "the computer keeps its name");
            }
            Err(problem) => {
                error!(side = ?problem.side, reason = %problem.reason, "the account did not get its name back");
            }
        }
    }

    /// Proves that the account still has the name that it had, or has it again, and only then forgets the other.
    async fn keep_name(
        &self,
        renaming: &Membership,
        controller: &FoundController,
    ) -> Result<(), JoinFailure> {
        self.call_it_so(&renaming.about_to_take(None), controller)
            .await
    }

    /// Proves that the account has a name, and only then takes it and no other.
    async fn call_it_so(
        &self,
        called: &Membership,
        controller: &FoundController,
    ) -> Result<(), JoinFailure> {
        self.prove(called, controller).await?;
        reach("rename-before-finish");
        self.write_down(called).await
    }

    /// Sets a channel up with whatever value of the secret the controller has.
    async fn prove(
        &self,
        membership: &Membership,
        controller: &FoundController,
    ) -> Result<(), JoinFailure> {
        let candidates = membership.secret.candidates(None);
        let opened = self.open(membership, controller, &candidates).await;
        opened.map(drop).map_err(not_proven)
    }
}

/// The computer's account, by whichever of its names it has, if it is not called as it should be already; and the
/// membership under that name.
async fn look(
    controller: &Controller,
    accounts: &mut dyn DomainAccounts,
    membership: Membership,
    order: &RenameOrder,
) -> Result<(Membership, Option<AccountState>), JoinFailure> {
    let there = |problem| JoinFailure::new(JoinStep::Look, JoinReason::There(problem));
    let refused = |reason| Err(JoinFailure::new(JoinStep::Look, controller.problem(reason)));
    let taken = accounts.find(&order.name).await.map_err(there)?;
    let mut own = None;
    let names = [
        Some(membership.computer.clone()),
        membership.renaming.clone(),
    ];
    for name in names.into_iter().flatten() {
        let found = accounts.find(&name).await.map_err(there)?;
        if let Some(account) = found {
            own = Some((name, account));
            break;
        }
    }
    match (own, taken) {
        (Some((name, _)), Some(_)) if name == order.name => Ok((membership, None)),
        (Some(_), Some(_)) => refused(Reason::AccountExists),
        // Somebody has renamed it before. Whether it is this computer's, only authenticating tells.
        (None, Some(_)) => Ok((membership, None)),
        (None, None) => refused(Reason::AccountMissing),
        (Some((_, account)), None) if account.kind != AccountKind::Member => {
            refused(Reason::AccountWrongType)
        }
        (Some((name, account)), None) => Ok((membership.called(name), Some(account))),
    }
}
