//! Whether somebody who knows a password, or proves that he does, is let in.

use auth::ntlm::{verify_mschapv2, verify_response};
use auth::{AuthError, NtHash};
use msrpc::netlogon::ParameterControl;
use msrpc::samr::UserAccountControl;
use store::{GroupMembership, LogonFacts, PreviousPassword, StoreError, User};
use subtle::ConstantTimeEq;
use tracing::error;
use wire::{FileTime, NtStatus, SecretKey};

use crate::{Authority, times};

/// Somebody who wants to be let in.
pub struct Attempt<'a> {
    /// The domain of the account, as the client names it; may be empty.
    pub domain: &'a str,
    /// The account, as the client names it.
    pub user: &'a str,
    /// The computer that he sits at, as the client names it; proves nothing.
    pub workstation: &'a str,
    /// Which accounts of computers may log on.
    pub parameters: ParameterControl,
    /// How he proves that he knows the password.
    pub proof: Proof<'a>,
    /// Whether it is a session at this computer that he wants, where a computer's previous password may do
    /// ([`Authority::accepted_previous`]).
    pub is_session_here: bool,
}

/// How somebody proves that he knows a password.
pub enum Proof<'a> {
    /// By its hash.
    Hash(&'a SecretKey<16>),
    /// By an answer to a challenge.
    Response {
        /// What he was to answer.
        challenge: [u8; 8],
        /// His NTLMv2 response.
        nt_response: &'a [u8],
    },
    /// By a response of MS-CHAPv2, which is no better than NTLM version 1: whoever makes one of these has been told to.
    MsChapV2 {
        /// What he was to answer, made of both sides' challenges.
        challenge: [u8; 8],
        /// `NT-Response`.
        nt_response: &'a [u8],
    },
}

/// Somebody who is let in.
pub struct LoggedOn {
    /// His account.
    pub user: User,
    /// The rules that he was judged by.
    pub policy: store::Policy,
    /// The groups that he belongs to.
    pub groups: Vec<GroupMembership>,
    /// `SessionBaseKey` of a response.
    pub session_key: Option<SecretKey<16>>,
}

impl Authority {
    /// Judges an attempt, and keeps the count of those that failed.
    ///
    /// # Errors
    /// The status that [MS-NRPC] 3.5.4.5.1 and [MS-SAMR] have for the reason. What only the owner of the account may
    /// know is told to nobody who could not prove that he knows the password.
    pub async fn log_on(&self, attempt: &Attempt<'_>) -> Result<LoggedOn, NtStatus> {
        self.count_logon_attempt();
        let LogonFacts {
            user,
            passwords,
            policy,
            groups,
        } = self.facts_of(attempt.user).await?;
        let now = self.now();
        if user.is_locked(&policy, now) {
            return Err(NtStatus::ACCOUNT_LOCKED_OUT);
        }
        let previous = self.accepted_previous(&user, &passwords);
        let previous = previous.filter(|_| attempt.is_session_here);
        match prove_any(passwords.current.as_ref(), previous, attempt) {
            Ok((session_key, replaced)) => {
                check_restrictions(&user, attempt, &policy, now)?;
                self.note_which_password(&user, replaced.is_some()).await?;
                if let Some(replaced) = replaced {
                    self.tell_of_previous(&user, replaced).await;
                } else if is_worth_recording(&user, now) {
                    let recorded = self.store().record_logon(user.rid, now).await;
                    recorded.map_err(unreadable)?;
                }
                Ok(LoggedOn {
                    user,
                    policy,
                    groups,
                    session_key,
                })
            }
            Err(NtStatus::WRONG_PASSWORD) => {
                if !self.was_in_use(user.rid, attempt).await? {
                    let recorded = self.store().record_bad_password(user.rid, now).await;
                    recorded.map_err(unreadable)?;
                }
                Err(NtStatus::WRONG_PASSWORD)
            }
            Err(status) => Err(status),
        }
    }

    /// The account that a client names. A name that an account has is not taken apart, and costs nothing more.
    async fn facts_of(&self, name: &str) -> Result<LogonFacts, NtStatus> {
        let found = self.store().logon_facts(name).await.map_err(unreadable)?;
        if let Some(found) = found {
            return Ok(found);
        }
        let names = self.names();
        let account = names.account_of(name).ok_or(NtStatus::NO_SUCH_USER)?;
        let found = self.store().logon_facts(account).await;
        found.map_err(unreadable)?.ok_or(NtStatus::NO_SUCH_USER)
    }

    /// Whether a wrong password is one of the last two before the one in use, as somewhere a program or a drive of the user's
    /// goes on presenting it after a change. As with Windows, which calls it the check of N-2, that is no guess and locks
    /// nobody out.
    async fn was_in_use(&self, rid: u32, attempt: &Attempt<'_>) -> Result<bool, NtStatus> {
        let history = self.store().password_history(rid, 2).await;
        let history = history.map_err(unreadable)?;
        Ok(history.iter().any(|old| prove(Some(old), attempt).is_ok()))
    }
}

/// Whether a logon is to be written down: of those of one second, the first is. An administrator sees by it that a
/// computer has used its password since that was set, and an account that is used all the time costs no more than others.
fn is_worth_recording(user: &User, now: FileTime) -> bool {
    user.bad_password_count != 0
        || user.last_logon.unix_seconds() != now.unix_seconds()
        || user.last_logon < user.password_last_set
}

/// The session key, if the proof that came makes one; and, if it was made of a previous password, when that was replaced.
fn prove_any(
    current: Option<&NtHash>,
    previous: Option<&PreviousPassword>,
    attempt: &Attempt<'_>,
) -> Result<(Option<SecretKey<16>>, Option<FileTime>), NtStatus> {
    match (prove(current, attempt), previous) {
        (Err(NtStatus::WRONG_PASSWORD), Some(previous)) => {
            let key = prove(Some(&previous.hash), attempt)?;
            Ok((key, Some(previous.replaced)))
        }
        (outcome, _) => outcome.map(|key| (key, None)),
    }
}

/// The session key, if the proof that came makes one.
fn prove(hash: Option<&NtHash>, attempt: &Attempt<'_>) -> Result<Option<SecretKey<16>>, NtStatus> {
    let hash = hash.ok_or(NtStatus::WRONG_PASSWORD)?;
    match &attempt.proof {
        Proof::Hash(presented) => {
            let fits: bool = hash.expose().ct_eq(presented.expose()).into();
            fits.then_some(None).ok_or(NtStatus::WRONG_PASSWORD)
        }
        Proof::Response {
            challenge,
            nt_response,
        } => {
            let (user, domain) = (attempt.user, attempt.domain);
            verified(verify_response(hash, user, domain, *challenge, nt_response))
        }
        Proof::MsChapV2 {
            challenge,
            nt_response,
        } => verified(verify_mschapv2(hash, *challenge, nt_response)),
    }
}

fn verified(outcome: Result<SecretKey<16>, AuthError>) -> Result<Option<SecretKey<16>>, NtStatus> {
    outcome.map(Some).map_err(|error| match error {
        // What is too weak to be looked at says nothing about the password.
        AuthError::NtlmV1Refused | AuthError::LmRefused => NtStatus::NTLM_BLOCKED,
        AuthError::Malformed(_) | AuthError::NotMsChapV2 => NtStatus::INVALID_PARAMETER,
        _ => NtStatus::WRONG_PASSWORD,
    })
}

/// What keeps an account out although the password is right.
fn check_restrictions(
    user: &User,
    attempt: &Attempt<'_>,
    policy: &store::Policy,
    now: FileTime,
) -> Result<(), NtStatus> {
    let control = UserAccountControl(user.control);
    let is = |bit| control.contains(bit);
    if is(UserAccountControl::ACCOUNT_DISABLED) {
        return Err(NtStatus::ACCOUNT_DISABLED);
    }
    let may = |bit| attempt.parameters.contains(bit);
    if is(UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT) {
        return Err(NtStatus::NOLOGON_INTERDOMAIN_TRUST_ACCOUNT);
    }
    if is(UserAccountControl::WORKSTATION_TRUST_ACCOUNT)
        && !may(ParameterControl::ALLOW_WORKSTATION_TRUST_ACCOUNT)
    {
        return Err(NtStatus::NOLOGON_WORKSTATION_TRUST_ACCOUNT);
    }
    if is(UserAccountControl::SERVER_TRUST_ACCOUNT)
        && !may(ParameterControl::ALLOW_SERVER_TRUST_ACCOUNT)
    {
        return Err(NtStatus::NOLOGON_SERVER_TRUST_ACCOUNT);
    }
    if times::has_expired(user, now) {
        return Err(NtStatus::ACCOUNT_EXPIRED);
    }
    if !times::may_log_on_at(user, now) {
        return Err(NtStatus::INVALID_LOGON_HOURS);
    }
    if !may_use(&user.workstations, attempt.workstation) {
        return Err(NtStatus::INVALID_WORKSTATION);
    }
    let must_change = times::password_must_change(user, policy);
    if must_change.0 == 0 {
        return Err(NtStatus::PASSWORD_MUST_CHANGE);
    }
    if must_change <= now {
        return Err(NtStatus::PASSWORD_EXPIRED);
    }
    Ok(())
}

/// Whether a list of computers, [MS-SAMR] 2.2.6.1 `Workstations`, lets an account use one of them; an empty one does.
fn may_use(workstations: &str, workstation: &str) -> bool {
    let workstation = workstation.trim_start_matches('\\');
    workstations.is_empty()
        || workstations
            .split([',', ' '])
            .any(|allowed| !allowed.is_empty() && allowed.eq_ignore_ascii_case(workstation))
}

/// What a client hears when the database cannot be read, which is told in the log file.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub fn unreadable(error: StoreError) -> NtStatus {
    error!(%error, "the database cannot be used");
    NtStatus::INTERNAL_DB_CORRUPTION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_computers_lets_nobody_in_elsewhere() {
        assert!(may_use("", "ANY"));
        assert!(may_use("ONE,TWO", "two"));
        assert!(may_use("ONE TWO", "\\\\ONE"));
        for workstation in ["", "THREE", "ONE,TWO", "ON"] {
            assert!(!may_use("ONE,TWO", workstation), "{workstation}");
        }
    }
}
