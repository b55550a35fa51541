//! The main job: having a computer join the domain, and repairing the channel of one that has joined.

use host::{Host, Reached};
use serde::Serialize;
use wire::NetbiosName;

use super::connect::Pdc;
use super::reset::Method;
use super::verify::judge;
use crate::groups::LocalGroups;
use crate::membership::{self, Member};
use crate::run::Run;
use crate::service::NetlogonService;
use crate::sessions::Sessions;
use crate::{
    AccountState, Administrator, Change, Failure, Finding, Job, Membership, Problem, Progress,
    Reason, Side, Step, Verdict,
};

/// How to join.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct JoinOptions {
    /// Reset a channel that works, too.
    pub force: bool,
    /// Enable an account that is disabled.
    pub enable: bool,
    /// Where a new account goes in Active Directory.
    pub ou: Option<String>,
    /// Who makes the new password.
    pub method: Method,
}

/// How it ended.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct JoinReport {
    /// The computer.
    pub computer: String,
    /// The domain.
    pub domain: String,
    /// The controller on which the account is.
    pub pdc: String,
    /// Whether anything was changed; a channel that works is left alone.
    pub changed: bool,
    /// Whether the channel works now.
    pub channel: Verdict,
}

impl Administrator {
    /// Has `computer` join the domain; if it is a member already, verifies its channel and resets it if it is broken or
    /// if that is wanted.
    ///
    /// # Errors
    /// [`Failure`], with what had been changed by then.
    pub async fn join(
        &self,
        computer: &NetbiosName,
        options: &JoinOptions,
        progress: &mut dyn Progress,
    ) -> Result<JoinReport, Failure> {
        let mut run = Run::new(Job::Join, progress);
        let mut pdc = self.pdc(&mut run).await?;
        let query = Step::QueryComputer {
            computer: computer.unc(),
        };
        let (reached, member) = run.step(query, self.look_at(computer)).await?;
        let is_member = self.check_membership(&mut run, &pdc, computer, &member.membership)?;
        // What is to be reset in any case need not be judged.
        let verdict = if is_member && !options.force {
            let verify = Step::VerifyChannel {
                computer: computer.unc(),
            };
            Some(
                run.step(verify, self.channel(&pdc, &member, &reached))
                    .await?,
            )
        } else {
            None
        };
        let mut account = self.account(&mut run, &mut pdc, computer).await?;
        if let Some(asked) = verdict {
            let was_open = matches!(asked, Verdict::Works { .. });
            let mut verdict = judge(&pdc, computer, &reached, account.as_mut(), asked).await;
            // One that can be opened anew is healthy, and spared the reset; one that cannot is broken. What could not be looked
            // at before, cannot be looked at then either.
            if was_open && matches!(verdict, Verdict::Unproven { .. }) {
                let ended = end_sessions(&mut run, &pdc, computer, &reached).await;
                if ended && let Ok(asked) = self.channel(&pdc, &member, &reached).await {
                    verdict = judge(&pdc, computer, &reached, account.as_mut(), asked).await;
                }
            }
            run.found(&verdict.finding());
            if matches!(verdict, Verdict::Works { .. }) {
                return Ok(report(computer, &pdc, false, verdict));
            }
        }
        self.make_fit(&mut run, &mut pdc, account.as_ref(), options)
            .await?;
        self.reset(
            &mut run,
            &mut pdc,
            computer,
            &member.host,
            is_member,
            options,
        )
        .await?;
        self.confirm(&mut run, &mut pdc, computer, account.as_ref())
            .await?;
        restart(&mut run, computer, &member.host).await;
        add_groups(&mut run, &pdc, computer, &member.host).await;
        let side = Side::Member(computer.unc());
        let prove = Step::ProveChannel {
            computer: computer.unc(),
        };
        let verdict = run
            .step(prove, self.settled(&pdc, &member, &reached))
            .await?;
        run.found(&verdict.finding());
        if let Verdict::Broken { status, .. } = verdict {
            let reason = Reason::ChannelBroken(status);
            return Err(run.failure(None, side.problem(reason)));
        }
        Ok(report(computer, &pdc, true, verdict))
    }

    async fn look_at(&self, computer: &NetbiosName) -> Result<(Reached, Member), Problem> {
        let reached = self.reach(computer).await?;
        let host = self.member(&reached).await?;
        let member = membership::query(host, computer).await?;
        Ok((reached, member))
    }

    /// Whether the computer is a member of this domain already.
    fn check_membership(
        &self,
        run: &mut Run<'_>,
        pdc: &Pdc,
        computer: &NetbiosName,
        membership: &Membership,
    ) -> Result<bool, Failure> {
        let name = computer.unc();
        let is_member = membership.is_in(&pdc.domain).map_err(|reason| {
            let problem = Side::Member(name.clone()).problem(reason);
            run.failure(None, problem)
        })?;
        run.found(&match membership {
            Membership::Domain(_) => Finding::AlreadyMember {
                computer: name,
                domain: pdc.domain.name.clone(),
            },
            Membership::Workgroup { name: workgroup } => Finding::NotAMember {
                computer: name,
                workgroup: workgroup.clone(),
            },
        });
        Ok(is_member)
    }

    /// Sees to it that the account can serve. A missing one is created by the computer when it joins.
    async fn make_fit(
        &self,
        run: &mut Run<'_>,
        pdc: &mut Pdc,
        account: Option<&AccountState>,
        options: &JoinOptions,
    ) -> Result<(), Failure> {
        let Some(account) = account else {
            return Ok(());
        };
        match account.unfit() {
            None => Ok(()),
            Some(Reason::AccountDisabled) if options.enable => {
                let step = Step::EnableAccount {
                    pdc: pdc.name.clone(),
                };
                run.step(step, pdc.accounts.enable(account)).await?;
                run.change = Change::AccountEnabled;
                Ok(())
            }
            Some(reason) => {
                let step = Step::VerifyAccount {
                    pdc: pdc.name.clone(),
                };
                Err(run.failure(Some(step), Side::Pdc(pdc.name.clone()).problem(reason)))
            }
        }
    }

    /// Sees on the controller that the account is there, serves, and has the new password.
    async fn confirm(
        &self,
        run: &mut Run<'_>,
        pdc: &mut Pdc,
        computer: &NetbiosName,
        before: Option<&AccountState>,
    ) -> Result<(), Failure> {
        let side = Side::Pdc(pdc.name.clone());
        let step = Step::ChangeAccount {
            pdc: pdc.name.clone(),
        };
        let before = before.map(|account| account.password_last_set);
        run.step(step, async {
            let account = pdc.accounts.find(computer).await?;
            let account = account.ok_or_else(|| side.problem(Reason::AccountMissing))?;
            if let Some(reason) = account.unfit() {
                return Err(side.problem(reason));
            }
            // Times have whole seconds on some controllers, so an equal one is no evidence against it.
            if before.is_some_and(|before| account.password_last_set < before) {
                return Err(side.problem(Reason::PasswordNotChanged));
            }
            Ok(())
        })
        .await
    }

    /// The channel after a reset. A member needs a moment to let go of the old one.
    async fn settled(
        &self,
        pdc: &Pdc,
        member: &Member,
        reached: &Reached,
    ) -> Result<Verdict, Problem> {
        let mut verdict = self.channel(pdc, member, reached).await?;
        for _ in 0..SETTLING_ATTEMPTS {
            if !matches!(verdict, Verdict::Broken { .. }) {
                break;
            }
            tokio::time::sleep(BETWEEN_ATTEMPTS).await;
            verdict = self.channel(pdc, member, reached).await?;
        }
        Ok(verdict)
    }
}

/// Ends the computer's sessions on the controller, so that it has to log on anew; whether there were any, and it could be
/// done.
async fn end_sessions(
    run: &mut Run<'_>,
    pdc: &Pdc,
    computer: &NetbiosName,
    reached: &Reached,
) -> bool {
    let step = Step::EndSessions {
        pdc: pdc.name.clone(),
    };
    let ended = run.step_if_possible(step, async {
        let sessions = Sessions::of(computer, reached, &pdc.host).await?;
        sessions.end().await
    });
    ended.await.unwrap_or(false)
}

/// Restarts NETLOGON, where that can be done from here.
async fn restart(run: &mut Run<'_>, computer: &NetbiosName, host: &Host) {
    let stop = Step::StopService {
        computer: computer.unc(),
    };
    let stopped = run.step_if_possible(stop, async {
        let mut service = NetlogonService::open(host).await?;
        service.stop().await?;
        Ok(service)
    });
    let service = stopped.await;
    let start = Step::StartService {
        computer: computer.unc(),
    };
    run.step_if_possible(start, async {
        match service {
            Some(mut service) => service.start().await,
            None => Err(host.side().problem(Reason::NotStopped)),
        }
    })
    .await;
}

/// Adds the domain's groups to the local ones, where they are missing.
async fn add_groups(run: &mut Run<'_>, pdc: &Pdc, computer: &NetbiosName, host: &Host) {
    let Some(sid) = &pdc.domain.sid else { return };
    let query = Step::QueryGroups {
        computer: computer.unc(),
    };
    let missing = run.step_if_possible(query, async {
        let mut groups = LocalGroups::open(host).await?;
        let missing = groups.missing(sid).await?;
        Ok((groups, missing))
    });
    let Some((mut groups, missing)) = missing.await else {
        return;
    };
    let add = Step::AddGroups {
        domain: pdc.domain.name.clone(),
        computer: computer.unc(),
    };
    let added = run.step_if_possible(add, async {
        for membership in &missing {
            groups.add(sid, *membership).await?;
        }
        Ok(())
    });
    if added.await.is_some() {
        for membership in missing {
            let member = format!("{}\\{}", pdc.domain.name, membership.group);
            run.found(&Finding::GroupAdded {
                member,
                alias: membership.alias.to_owned(),
            });
        }
    }
}

fn report(computer: &NetbiosName, pdc: &Pdc, changed: bool, channel: Verdict) -> JoinReport {
    JoinReport {
        computer: computer.unc(),
        domain: pdc.domain.name.clone(),
        pdc: pdc.name.clone(),
        changed,
        channel,
    }
}

const BETWEEN_ATTEMPTS: std::time::Duration = std::time::Duration::from_millis(500);
const SETTLING_ATTEMPTS: u32 = 10;
