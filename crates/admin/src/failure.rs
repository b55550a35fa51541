//! A command that failed: at which side, in which step, why, and how things stand now.

use std::fmt;

use cli::{ExitStatus, escaped, printable};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::{Job, Problem, Reason, Side, Step};

/// What a command did to the account or the member before it failed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Nothing.
    None,
    /// The account was created and nothing more.
    AccountCreated,
    /// The account was enabled and nothing more.
    AccountEnabled,
    /// The computer was told to join and its answer did not come: it may have a new password, together with the account,
    /// or the old one.
    Undecided,
    /// The computer refused or failed; where the account's password was set before it failed, the two differ.
    ResetFailed,
    /// The computer has a new secret beside the one before, and the account may have the new one or not.
    SecretSet,
    /// Computer and account have a new password; what came after failed.
    PasswordReset,
    /// The computer was told to leave and its answer did not come.
    LeaveUndecided,
    /// The computer refused or failed to leave, perhaps after its account was disabled.
    LeaveFailed,
    /// The computer has left; what came after failed.
    Left,
    /// The computer was told to take another name and its answer did not come.
    RenameUndecided,
    /// The computer refused or failed to take another name.
    RenameFailed,
    /// The computer has another name; what came after failed.
    Renamed,
}

impl Change {
    /// The state of things in words.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::None => "nothing was changed",
            Self::AccountCreated => {
                "the computer account was created, and nothing else was changed"
            }
            Self::AccountEnabled => {
                "the computer account was enabled, and nothing else was changed"
            }
            Self::Undecided => {
                "the computer may have agreed on a new password with the domain or not: repeat the command, which finds out"
            }
            Self::ResetFailed => {
                "the computer reports that it did not join; repeat the command when the reason is gone"
            }
            Self::SecretSet => {
                "the computer has a new password and still knows the one before; the account may have either: repeat the command when the reason is gone"
            }
            Self::PasswordReset => "computer and domain have agreed on a new password",
            Self::LeaveUndecided => {
                "the computer may have left the domain or not: `netdom verify` finds out"
            }
            Self::LeaveFailed => {
                "the computer reports that it did not leave; its account may have been disabled"
            }
            Self::Left => "the computer has left the domain",
            Self::RenameUndecided => {
                "the computer and its account may have the new name or not: `netdom query server` shows the accounts"
            }
            Self::RenameFailed => {
                "the computer reports that it did not take the new name; repeat the command when the reason is gone"
            }
            Self::Renamed => "the computer has taken the new name",
        }
    }
}

/// Why a command failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Failure {
    /// What was to be done.
    pub job: Job,
    /// At which side.
    pub side: Side,
    /// In which step; `None` before the first.
    pub step: Option<Step>,
    /// Why.
    pub reason: Reason,
    /// What had been changed.
    pub change: Change,
}

impl Failure {
    /// The exit status of a command that fails so.
    #[must_use]
    pub const fn exit(&self) -> ExitStatus {
        self.reason.exit()
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        self.job.remedy(&self.reason)
    }

    /// One sentence each: side and reason with its code, the state of things, and this remedy, where another tool than
    /// netdom has others than [`Failure::remedy`].
    #[must_use]
    pub fn told(&self, remedy: &str) -> String {
        let mut text = match &self.side {
            Side::Here => String::new(),
            Side::Pdc(name) => format!("domain controller {}: ", printable(name)),
            Side::Member(name) => format!("computer {}: ", printable(name)),
        };
        let (reason, code) = (self.reason.to_string(), self.reason.code());
        text.push_str(&format!("{} [{code}]", escaped(&reason)));
        if let Some(step) = &self.step {
            text.push_str(&format!(", while {}", step.describe()));
        }
        let change = sentence(self.change.describe());
        text.push_str(&format!(". {change}. To do: {remedy}."));
        text
    }

    /// The failure of a step in which a computer was told to change its membership, which the job had noted as undecided.
    /// `before` is what had been changed by then, `failed` what the computer may have done if it reports a failure.
    #[must_use]
    pub(crate) fn of_told_computer(self, before: Change, failed: Change) -> Self {
        let change = match &self.reason {
            reason if reason.leaves_undecided() => self.change,
            // Refused before anything was done.
            Reason::AccessDenied
            | Reason::NotOffered { .. }
            | Reason::PasswordNeeded
            | Reason::PasswordTooLong(_)
            | Reason::LogonFailure
            | Reason::MemberFindsNoDc(_) => before,
            _ => failed,
        };
        Self { change, ..self }
    }
}

impl std::error::Error for Failure {}

impl From<Problem> for Failure {
    /// Of a question that changes nothing and has no steps.
    fn from(problem: Problem) -> Self {
        Self {
            job: Job::Ask,
            side: problem.side,
            step: None,
            reason: problem.reason,
            change: Change::None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(self.remedy()))
    }
}

impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Failure", 7)?;
        let (side, name) = match &self.side {
            Side::Here => ("here", None),
            Side::Pdc(name) => ("pdc", Some(name)),
            Side::Member(name) => ("member", Some(name)),
        };
        fields.serialize_field("side", side)?;
        fields.serialize_field("name", &name)?;
        fields.serialize_field("step", &self.step)?;
        fields.serialize_field("reason", self.reason.code())?;
        fields.serialize_field("message", &self.reason.to_string())?;
        fields.serialize_field("remedy", self.remedy())?;
        fields.serialize_field("change", &self.change)?;
        fields.end()
    }
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

impl Step {
    /// What was being done, as in "while searching …".
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::SearchPdc { domain } => {
                format!(
                    "searching the primary domain controller of {}",
                    printable(domain)
                )
            }
            Self::QueryPdc { .. } => "querying domain information".to_owned(),
            Self::QueryComputer { .. } => "querying the computer's membership".to_owned(),
            Self::VerifyChannel { .. } => "verifying the secure channel".to_owned(),
            Self::EndSessions { .. } => "ending the computer's sessions".to_owned(),
            Self::VerifyAccount { .. } => "verifying the computer account".to_owned(),
            Self::CreateAccount { .. } => "creating the computer account".to_owned(),
            Self::EnableAccount { .. } => "enabling the computer account".to_owned(),
            Self::DeleteAccount { .. } => "deleting the computer account".to_owned(),
            Self::ResetChannel => "resetting the secure channel".to_owned(),
            Self::JoinDomain { .. } => "joining the domain".to_owned(),
            Self::LeaveDomain { .. } => "leaving the domain".to_owned(),
            Self::RenameComputer { .. } => "renaming the computer".to_owned(),
            Self::JoinWorkgroup { .. } => "joining the workgroup".to_owned(),
            Self::ChangeAccount { .. } => "changing the computer account".to_owned(),
            Self::StopService { .. } => "stopping NETLOGON".to_owned(),
            Self::StartService { .. } => "starting NETLOGON".to_owned(),
            Self::QueryGroups { .. } => "querying local groups".to_owned(),
            Self::AddGroups { .. } => "adding domain groups".to_owned(),
            Self::ProveChannel { .. } => "verifying the new secure channel".to_owned(),
            Self::ProveAccount { .. } => {
                "setting up a secure channel with the new account".to_owned()
            }
            Self::ListAccounts { .. } => "listing accounts".to_owned(),
            Self::VerifyChannels { .. } => "verifying the secure channels".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_side_reason_step_state_and_remedy() {
        let failure = Failure {
            job: Job::Join,
            side: Side::Member("\\\\DOMAINMEMBER".into()),
            step: Some(Step::QueryComputer {
                computer: "\\\\DOMAINMEMBER".into(),
            }),
            reason: Reason::AccessDenied,
            change: Change::None,
        };
        assert_eq!(
            failure.to_string(),
            "computer \\\\DOMAINMEMBER: the account lacks the right to do this [access-denied], while querying the \
             computer's membership. Nothing was changed. To do: use an administrator: of the domain for /userd, of the \
             computer for /usero."
        );
    }

    #[test]
    fn without_an_answer_nobody_knows_and_a_refusal_changes_nothing() {
        let change_after = |reason| {
            let failure = Failure {
                job: Job::Join,
                side: Side::Member("M".into()),
                step: None,
                reason,
                change: Change::Undecided,
            };
            let failure = failure.of_told_computer(Change::AccountEnabled, Change::ResetFailed);
            failure.change
        };
        assert_eq!(change_after(Reason::TimedOut), Change::Undecided);
        assert_eq!(change_after(Reason::AccessDenied), Change::AccountEnabled);
        assert_eq!(change_after(Reason::Fault(5)), Change::ResetFailed);
    }

    #[test]
    fn what_a_peer_sent_is_made_harmless() {
        let failure = Failure {
            job: Job::Join,
            side: Side::Pdc("\u{1b}]0;x".into()),
            step: None,
            reason: Reason::AnotherMachine {
                answered: "\u{1b}[2J".into(),
            },
            change: Change::None,
        };
        assert!(!failure.to_string().contains('\u{1b}'));
    }
}
