//! Finding out whether a member's channel works, and why not.

use host::{LogonProblem, Reached};
use serde::Serialize;
use wire::NetbiosName;

use super::connect::Pdc;
use crate::membership::{self, Member};
use crate::run::Run;
use crate::sessions::Sessions;
use crate::{
    AccountState, Administrator, Failure, Finding, Job, Membership, Problem, Progress, Reason,
    Side, Step, Verdict, channel,
};

/// What was learnt of a member.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct MemberReport {
    /// Its name.
    pub computer: String,
    /// The domain's NetBIOS name.
    pub domain: String,
    /// The controller that was asked.
    pub pdc: String,
    /// What the computer says of its membership; `None` if it could not be asked.
    pub membership: Option<Membership>,
    /// Its account, if it has one.
    pub account: Option<AccountState>,
    /// Whether its channel works.
    pub channel: Verdict,
}

impl Administrator {
    /// Finds out whether the channel of a member works. Changes nothing.
    ///
    /// The proof is the strongest that the member allows: its own Netlogon service's word, or else that it lets a domain
    /// account in, which only its channel can decide.
    ///
    /// # Errors
    /// [`Failure`] when a side could not be asked. A broken channel is a [`Verdict`], no failure.
    pub async fn verify(
        &self,
        computer: &NetbiosName,
        progress: &mut dyn Progress,
    ) -> Result<MemberReport, Failure> {
        let mut run = Run::new(Job::Ask, progress);
        let mut pdc = self.pdc(&mut run).await?;
        let query = Step::QueryComputer {
            computer: computer.unc(),
        };
        let reached = run.step(query, self.reach(computer)).await?;
        let mut account = self.account(&mut run, &mut pdc, computer).await?;
        let verify = Step::VerifyChannel {
            computer: computer.unc(),
        };
        let (membership, verdict) = run.step(verify, self.ask(&pdc, computer, &reached)).await?;
        let verdict = judge(&pdc, computer, &reached, account.as_mut(), verdict).await;
        Ok(MemberReport {
            computer: computer.unc(),
            domain: pdc.domain.name,
            pdc: pdc.name,
            membership,
            account,
            channel: verdict,
        })
    }

    /// The computer's account, with a word about one that does not serve.
    pub(super) async fn account(
        &self,
        run: &mut Run<'_>,
        pdc: &mut Pdc,
        computer: &NetbiosName,
    ) -> Result<Option<AccountState>, Failure> {
        let step = Step::VerifyAccount {
            pdc: pdc.name.clone(),
        };
        let account = run.step(step, pdc.accounts.find(computer)).await?;
        let unfit = match &account {
            None => Some(Reason::AccountMissing),
            Some(account) => account.unfit(),
        };
        if let Some(reason) = unfit {
            let because = reason.to_string();
            run.found(&Finding::AccountUnfit {
                reason: reason.code(),
                because,
            });
        }
        Ok(account)
    }

    /// Membership and channel of a computer, with one logon: the domain's account if it gets in, because that is the
    /// proof, and else the member's administrator, who can still tell what the computer is.
    async fn ask(
        &self,
        pdc: &Pdc,
        computer: &NetbiosName,
        reached: &Reached,
    ) -> Result<(Option<Membership>, Verdict), Problem> {
        let side = Side::Member(computer.unc());
        let domain_logon = self.domain_logon(reached).await;
        let Some(verdict) = channel::judge_logon(domain_logon.as_ref().map(drop)) else {
            let reason = domain_logon.err().map(|problem| problem.reason);
            return Err(side.problem(reason.unwrap_or(Reason::ConnectionLost)));
        };
        let host = match (domain_logon, &self.member_credentials) {
            (Ok(host), _) => host,
            (Err(_), Some(_)) => self.member(reached).await?,
            (Err(_), None) => return Ok((None, verdict)),
        };
        let member = membership::query(host, computer).await?;
        let standing = member.membership.must_be_in(&pdc.domain);
        standing.map_err(|reason| side.problem(reason))?;
        // Without a Netlogon pipe, or for a caller who may not ask, the logon is the proof.
        let word = member.netlogon_verdict(&pdc.domain.name).await;
        Ok((Some(member.membership), word.unwrap_or(verdict)))
    }

    /// The channel of a member on which there is a session already.
    pub(super) async fn channel(
        &self,
        pdc: &Pdc,
        member: &Member,
        reached: &Reached,
    ) -> Result<Verdict, Problem> {
        if let Some(word) = member.netlogon_verdict(&pdc.domain.name).await {
            return Ok(word);
        }
        let logon = self.domain_logon(reached).await;
        let judged = channel::judge_logon(logon.as_ref().map(drop));
        Ok(judged.unwrap_or(Verdict::Unproven {
            because: match logon {
                Err(LogonProblem { status: None, .. }) => {
                    "the connection on which a domain account was to log on to the computer failed"
                }
                _ => {
                    "the computer's Netlogon service cannot be asked, and the domain's account may not log on to it"
                }
            },
        }))
    }
}

/// A verdict together with what the domain knows of the account, and of the computer's logons.
pub(super) async fn judge(
    pdc: &Pdc,
    computer: &NetbiosName,
    reached: &Reached,
    mut account: Option<&mut AccountState>,
    verdict: Verdict,
) -> Verdict {
    let needs_proof = verdict.clone().with_account(account.as_deref());
    if matches!(needs_proof, Verdict::Unproven { .. })
        && let Some(account) = &mut account
        // Who may not list sessions has no proof, and no failure.
        && let Ok(sessions) = Sessions::of(computer, reached, &pdc.host).await
        && let Some(logon) = sessions.latest_logon()
    {
        account.logged_on(logon);
    }
    verdict.with_account(account.as_deref())
}
