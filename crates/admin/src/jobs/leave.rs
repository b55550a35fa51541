//! Taking a computer out of its domain.

use serde::Serialize;
use wire::NetbiosName;

use crate::join::Workstation;
use crate::run::Run;
use crate::{Administrator, Change, Failure, Job, Progress, Side, Step, membership};

/// How to leave.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeaveOptions {
    /// Where the computer is afterwards.
    pub workgroup: NetbiosName,
    /// Leave the account as it is, instead of having it disabled.
    pub keep_account: bool,
}

/// How it ended.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct LeaveReport {
    /// The computer.
    pub computer: String,
    /// The domain that it has left.
    pub domain: String,
    /// The workgroup that it was told to be in; `None` if it chose itself.
    pub workgroup: Option<String>,
}

impl Administrator {
    /// Has a computer leave its domain.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn leave(
        &self,
        computer: &NetbiosName,
        options: &LeaveOptions,
        progress: &mut dyn Progress,
    ) -> Result<LeaveReport, Failure> {
        let mut run = Run::new(Job::Leave, progress);
        let pdc = self.pdc(&mut run).await?;
        let side = Side::Member(computer.unc());
        let query = Step::QueryComputer {
            computer: computer.unc(),
        };
        let host = run
            .step(query.clone(), async {
                let reached = self.reach(computer).await?;
                let host = self.member(&reached).await?;
                let member = membership::query(host, computer).await?;
                let standing = member.membership.must_be_in(&pdc.domain);
                standing.map_err(|reason| side.problem(reason))?;
                Ok(member.host)
            })
            .await?;
        let before = run.change;
        run.change = Change::LeaveUndecided;
        let leave = Step::LeaveDomain {
            computer: computer.unc(),
        };
        let left = run
            .step(leave, async {
                let mut workstation = Workstation::open(&host).await?;
                let disable = !options.keep_account;
                workstation.leave(&self.domain_credentials, disable).await?;
                Ok(workstation)
            })
            .await;
        let mut workstation =
            left.map_err(|failure| failure.of_told_computer(before, Change::LeaveFailed))?;
        run.change = Change::Left;
        let workgroup = options.workgroup.to_string();
        let join = Step::JoinWorkgroup {
            workgroup: workgroup.clone(),
        };
        let told = run
            .step_if_possible(join, workstation.join_workgroup(&workgroup))
            .await;
        Ok(LeaveReport {
            computer: computer.unc(),
            domain: pdc.domain.name,
            workgroup: told.map(|()| workgroup),
        })
    }
}
