//! Creating and deleting computer accounts.

use host::entropy;
use serde::Serialize;
use wire::NetbiosName;

use crate::prove::prove_password;
use crate::run::Run;
use crate::{Administrator, Change, Failure, Job, Progress, Reason, Side, Step};

/// What became of an account.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct AccountReport {
    /// `NAME$`.
    pub account: String,
    /// The domain.
    pub domain: String,
    /// The controller on which that was done.
    pub pdc: String,
}

impl Administrator {
    /// Creates the account of a computer, with a random password, and proves that a secure channel can be set up with
    /// it; one that exists and is disabled is enabled if that is wanted.
    ///
    /// # Errors
    /// [`Failure`]; [`Reason::AccountExists`] for one that is there and serves.
    pub async fn add(
        &self,
        computer: &NetbiosName,
        enable: bool,
        progress: &mut dyn Progress,
    ) -> Result<AccountReport, Failure> {
        let mut run = Run::new(Job::Add, progress);
        let mut pdc = self.pdc(&mut run).await?;
        let name = pdc.name.clone();
        let find = Step::VerifyAccount { pdc: name.clone() };
        match run.step(find.clone(), pdc.accounts.find(computer)).await? {
            None => {
                // A random one, so that nobody can take the account before the computer joins.
                let password = entropy::machine_password();
                run.step(
                    Step::CreateAccount { pdc: name.clone() },
                    pdc.accounts.create(computer, &password),
                )
                .await?;
                run.change = Change::AccountCreated;
                run.step(
                    Step::ProveAccount { pdc: name.clone() },
                    prove_password(&pdc.host, &name, &pdc.domain, computer, &password),
                )
                .await?;
            }
            Some(account)
                if account.disabled
                    && enable
                    && account.unfit() == Some(Reason::AccountDisabled) =>
            {
                run.step(
                    Step::EnableAccount { pdc: name },
                    pdc.accounts.enable(&account),
                )
                .await?;
            }
            Some(account) => {
                let reason = account.unfit().unwrap_or(Reason::AccountExists);
                return Err(run.failure(Some(find), Side::Pdc(name).problem(reason)));
            }
        }
        Ok(report(computer, &pdc))
    }

    /// Deletes the account of a computer, which ends its channel.
    ///
    /// # Errors
    /// [`Failure`]; nothing but a member's account is deleted.
    pub async fn delete(
        &self,
        computer: &NetbiosName,
        progress: &mut dyn Progress,
    ) -> Result<AccountReport, Failure> {
        let mut run = Run::new(Job::Delete, progress);
        let mut pdc = self.pdc(&mut run).await?;
        let name = pdc.name.clone();
        let find = Step::VerifyAccount { pdc: name.clone() };
        let account = run.step(find.clone(), pdc.accounts.find(computer)).await?;
        let refused = match &account {
            None => Some(Reason::AccountMissing),
            Some(account) => account
                .unfit()
                .filter(|reason| *reason == Reason::AccountWrongType),
        };
        if let Some(reason) = refused {
            return Err(run.failure(Some(find), Side::Pdc(name).problem(reason)));
        }
        if let Some(account) = account {
            run.step(
                Step::DeleteAccount { pdc: name },
                pdc.accounts.delete(&account),
            )
            .await?;
        }
        Ok(report(computer, &pdc))
    }
}

fn report(computer: &NetbiosName, pdc: &super::connect::Pdc) -> AccountReport {
    AccountReport {
        account: computer.machine_account(),
        domain: pdc.domain.name.clone(),
        pdc: pdc.name.clone(),
    }
}
