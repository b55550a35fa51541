//! Giving a member another name, without taking it out of its domain.

use serde::Serialize;
use wire::NetbiosName;

use crate::join::Workstation;
use crate::run::Run;
use crate::{
    Administrator, Change, Failure, Job, Problem, Progress, Reason, Side, Step, Verdict, membership,
};

/// How it ended.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct RenameReport {
    /// What the computer was called.
    pub from: String,
    /// What it is called.
    pub computer: String,
    /// The domain.
    pub domain: String,
    /// The controller on which its account is.
    pub pdc: String,
    /// Whether the computer goes by the new name already; Windows does when it is started the next time.
    pub in_effect: bool,
    /// Whether the channel works now.
    pub channel: Verdict,
}

impl Administrator {
    /// Has a member take another name, and its account with it.
    ///
    /// # Errors
    /// [`Failure`], with what had been changed by then.
    pub async fn rename(
        &self,
        computer: &NetbiosName,
        name: &NetbiosName,
        progress: &mut dyn Progress,
    ) -> Result<RenameReport, Failure> {
        let mut run = Run::new(Job::Rename, progress);
        let mut pdc = self.pdc(&mut run).await?;
        let side = Side::Member(computer.unc());
        let query = Step::QueryComputer {
            computer: computer.unc(),
        };
        let (reached, host) = run
            .step(query, async {
                let reached = self.reach(computer).await?;
                let member = membership::query(self.member(&reached).await?, computer).await?;
                let standing = member.membership.must_be_in(&pdc.domain);
                standing.map_err(|reason| side.problem(reason))?;
                Ok((reached, member.host))
            })
            .await?;
        let account = Step::VerifyAccount {
            pdc: pdc.name.clone(),
        };
        let there = Side::Pdc(pdc.name.clone());
        run.step(account.clone(), async {
            match pdc.accounts.find(name).await? {
                Some(_) => Err(there.problem(Reason::AccountExists)),
                None => Ok(()),
            }
        })
        .await?;
        run.change = Change::RenameUndecided;
        let rename = Step::RenameComputer {
            computer: computer.unc(),
            name: name.as_str().into(),
        };
        let renamed = run
            .step(rename, async {
                let mut workstation = Workstation::open(&host).await?;
                workstation.rename(name, &self.domain_credentials).await
            })
            .await;
        renamed.map_err(|failure| failure.of_told_computer(Change::None, Change::RenameFailed))?;
        run.change = Change::Renamed;
        run.step(account, async {
            let found = pdc.accounts.find(name).await?;
            found.ok_or_else(|| there.problem(Reason::AccountMissing))
        })
        .await?;
        let prove = Step::ProveChannel {
            computer: name.unc(),
        };
        let (in_effect, channel) = run
            .step(prove, async {
                // In the session that there is: whether the new name leads there yet is another matter, and so is the domain of
                // the computer's own accounts.
                match membership::query(host, name).await {
                    Ok(member) => Ok((true, self.channel(&pdc, &member, &reached).await?)),
                    Err(Problem {
                        reason: Reason::AnotherMachine { .. },
                        ..
                    }) => Ok((false, not_yet())),
                    Err(problem) => Err(problem),
                }
            })
            .await?;
        run.found(&channel.finding());
        Ok(RenameReport {
            from: computer.unc(),
            computer: name.unc(),
            domain: pdc.domain.name,
            pdc: pdc.name,
            in_effect,
            channel,
        })
    }
}

const fn not_yet() -> Verdict {
    Verdict::Unproven {
        because: "the computer goes by its new name when it is started the next time",
    }
}
