//! Taking a computer out of its domain.

use serde::Serialize;
use wire::NetbiosName;

use crate::join::Workstation;
use crate::run::Run;
use crate::{Administrator, Change, Failure, Membership, Progress, Reason, Side, Step, membership};

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
        let mut run = Run::new(progress);
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
                match member.membership {
                    Membership::Domain(domain) if domain.sid == pdc.domain.sid => Ok(member.host),
                    Membership::Domain(domain) => Err(side.problem(Reason::MemberOfAnother {
                        domain: domain.name,
                    })),
                    Membership::Workgroup { .. } => Err(side.problem(Reason::NotAMember)),
                }
            })
            .await?;
        run.change = Change::Undecided;
        let leave = Step::LeaveDomain {
            computer: computer.unc(),
        };
        let mut workstation = run
            .step(leave, async {
                let mut workstation = Workstation::open(&host).await?;
                let disable = !options.keep_account;
                workstation.leave(&self.domain_credentials, disable).await?;
                Ok(workstation)
            })
            .await?;
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
