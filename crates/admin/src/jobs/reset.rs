//! The two ways to give a computer and its account a new password.

use host::{Host, entropy};
use wire::NetbiosName;

use super::connect::Pdc;
use super::join::JoinOptions;
use crate::join::{Target, Workstation};
use crate::machine_secret::MachineSecret;
use crate::run::Run;
use crate::{Administrator, Change, Failure, Reason, Side, Step};

/// Who makes the new password.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Method {
    /// The computer itself, told to join again; where it does not offer that, as [`Method::Secret`].
    #[default]
    Join,
    /// This side: it sets the computer's LSA secret and then the account, as NT 4 wants it. The password of the
    /// administrator's account never reaches the computer.
    Secret,
}

impl Administrator {
    /// Gives both sides a new password.
    pub(super) async fn reset(
        &self,
        run: &mut Run<'_>,
        pdc: &mut Pdc,
        computer: &NetbiosName,
        host: &Host,
        is_member: bool,
        options: &JoinOptions,
    ) -> Result<(), Failure> {
        if options.method == Method::Join {
            let before = run.change;
            let outcome = self
                .reset_by_join(run, pdc, computer, host, is_member, options)
                .await;
            match outcome {
                Err(failure)
                    if is_member && matches!(failure.reason, Reason::NotOffered { .. }) =>
                {
                    run.change = before;
                }
                outcome => return outcome,
            }
        }
        if !is_member {
            // The computer would have to learn its domain as well.
            let problem = Side::Member(computer.unc()).problem(Reason::NotAMember);
            return Err(run.failure(None, problem));
        }
        reset_by_secret(run, pdc, computer, host).await
    }

    async fn reset_by_join(
        &self,
        run: &mut Run<'_>,
        pdc: &Pdc,
        computer: &NetbiosName,
        host: &Host,
        is_member: bool,
        options: &JoinOptions,
    ) -> Result<(), Failure> {
        let step = if is_member {
            Step::ResetChannel
        } else {
            Step::JoinDomain {
                computer: computer.unc(),
            }
        };
        let before = run.change;
        run.change = Change::Undecided;
        let target = Target {
            domain: pdc.domain.dns_name.as_deref().unwrap_or(&pdc.domain.name),
            controller: Some(pdc.name.trim_start_matches('\\')),
            ou: options.ou.as_deref(),
            credentials: &self.domain_credentials,
        };
        let joined = run
            .step(step, async {
                let mut workstation = Workstation::open(host).await?;
                workstation.join(&target).await
            })
            .await;
        joined.map_err(|failure| failure.of_told_computer(before, Change::ResetFailed))?;
        run.change = Change::PasswordReset;
        Ok(())
    }
}

/// First the computer, which keeps the value before and tries that as well; then the account. Whatever fails between the
/// two, the computer still has what its account has.
async fn reset_by_secret(
    run: &mut Run<'_>,
    pdc: &mut Pdc,
    computer: &NetbiosName,
    host: &Host,
) -> Result<(), Failure> {
    let password = entropy::machine_password();
    let before = run.change;
    run.change = Change::Undecided;
    let mut after_refusal = before;
    let set = run
        .step(Step::ResetChannel, async {
            let mut secret = MachineSecret::open(host).await?;
            secret.set(&password).await?;
            after_refusal = Change::SecretSet;
            match pdc.accounts.find(computer).await? {
                Some(account) => pdc.accounts.set_password(&account, &password).await,
                None => pdc.accounts.create(computer, &password).await,
            }
        })
        .await;
    set.map_err(|failure| failure.of_told_computer(before, after_refusal))?;
    run.change = Change::PasswordReset;
    Ok(())
}
