//! Why a computer did not join, or leave.

use std::fmt;

use cli::{ExitStatus, escaped, printable};
use host::{Problem, Reason, Side};
use store::StoreError;
use wire::Win32Error;

use crate::{ChannelFailure, MembershipStoreError};

/// What was being done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum JoinStep {
    /// Reading what is kept of a membership.
    Read,
    /// Looking for the primary domain controller.
    Search,
    /// Logging on to it and asking it for its domain.
    LogOn,
    /// Looking at the computer's account there.
    Look,
    /// Writing the new password down.
    WriteDown,
    /// Giving it to the account.
    SetPassword,
    /// Enabling the account.
    Enable,
    /// Setting a secure channel up with it.
    Prove,
    /// Adding the domain's groups to this computer's.
    AddGroups,
    /// Giving the account another name.
    Rename,
    /// Disabling the account.
    Disable,
    /// Forgetting the membership.
    Forget,
}

impl JoinStep {
    /// What was being done, as in "while searching …".
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Read => "reading the membership",
            Self::Search => "searching the primary domain controller",
            Self::LogOn => "querying domain information",
            Self::Look => "verifying the computer account",
            Self::WriteDown => "writing the new password down",
            Self::SetPassword => "changing the computer account",
            Self::Enable => "enabling the computer account",
            Self::Prove => "verifying the new secure channel",
            Self::AddGroups => "adding domain groups",
            Self::Rename => "renaming the computer account",
            Self::Disable => "disabling the computer account",
            Self::Forget => "forgetting the membership",
        }
    }
}

/// Why a computer did not join, or leave, and in which step.
#[derive(Debug)]
pub struct JoinFailure {
    /// In which step.
    pub step: JoinStep,
    /// Why.
    pub reason: JoinReason,
}

/// Why a step failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum JoinReason {
    /// Something is wrong at the domain controller, or with what was asked for.
    There(Problem),
    /// The membership cannot be read or written.
    State(MembershipStoreError),
    /// The computer's own accounts cannot be read or written.
    Accounts(StoreError),
    /// The domain controller does not let the computer in with the password that it was told.
    NotLetIn(ChannelFailure),
    /// The domain controller has given the account a password, or a name, and does not let the computer in with it.
    NotProven(ChannelFailure),
}

impl JoinFailure {
    pub(super) const fn new(step: JoinStep, reason: JoinReason) -> Self {
        Self { step, reason }
    }

    pub(super) const fn here(step: JoinStep, reason: Reason) -> Self {
        let side = Side::Here;
        Self::new(step, JoinReason::There(Problem { side, reason }))
    }

    /// The name of the machine at which something is wrong; `None` is this one.
    #[must_use]
    pub fn side(&self) -> Option<&str> {
        match &self.reason {
            JoinReason::There(problem) => match &problem.side {
                Side::Here => None,
                Side::Pdc(name) | Side::Member(name) => Some(name),
            },
            _ => None,
        }
    }
}

impl JoinReason {
    /// Its stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::There(problem) => problem.reason.code(),
            Self::State(MembershipStoreError::Full) => "disk-full",
            Self::State(MembershipStoreError::WrongKey) => "wrong-key",
            Self::State(MembershipStoreError::Corrupt(_)) => "corrupt",
            Self::State(_) | Self::Accounts(_) => "io",
            Self::NotLetIn(failure) | Self::NotProven(failure) => failure.code(),
        }
    }

    /// The exit status of a command that fails so.
    #[must_use]
    pub const fn exit(&self) -> ExitStatus {
        match self {
            Self::There(problem) => problem.reason.exit(),
            Self::State(MembershipStoreError::WrongKey | MembershipStoreError::Corrupt(_)) => {
                ExitStatus::State
            }
            Self::State(_) | Self::Accounts(_) => ExitStatus::Failed,
            Self::NotLetIn(_) => ExitStatus::Credentials,
            Self::NotProven(_) => ExitStatus::Broken,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::There(problem) => match &problem.reason {
                // Those that `netdom` has switches for.
                Reason::InvalidDomain { .. } | Reason::NoDomain => "name it with --domain",
                Reason::PdcNotFound { .. } => {
                    "check DNS and WINS on this machine, or name the controller with --server"
                }
                Reason::AnotherDomain { .. } => "check --domain and --server",
                Reason::AccessDenied => "use an administrator of the domain with --user",
                Reason::PasswordNeeded => "give the password of --user",
                Reason::MemberOfAnother { .. } => {
                    "leave that domain first: `netlogond member leave`"
                }
                Reason::AccountExists => {
                    "choose another name; if no such account is listed, rename the object in Active Directory that has its name"
                }
                Reason::NotAMember => "nothing: it is in no domain",
                Reason::AccountMissing => {
                    "join with the credentials of somebody who may create it, and without --existing"
                }
                Reason::TimedOut => {
                    "check that the machine is up and not overloaded; `timeout-seconds` in the settings waits longer"
                }
                Reason::AccountDisabled => {
                    "find out who disabled it and why; then have it enabled and repeat the command"
                }
                reason => reason.remedy(),
            },
            Self::State(MembershipStoreError::Full) => {
                "make room on the file system of the state directory"
            }
            Self::State(MembershipStoreError::WrongKey) => {
                "give the key that the state was made with, or leave the domain and join anew"
            }
            Self::State(_) | Self::Accounts(_) => "look at the disk and the state directory",
            Self::NotLetIn(failure) => match failure {
                ChannelFailure::WrongPassword { .. } => {
                    "check the password of the computer's account, and that it has one; an administrator can set another"
                }
                failure => failure.remedy(),
            },
            Self::NotProven(_) => {
                "repeat the command; if it stays so, look into the controller's log"
            }
        }
    }

    /// The Win32 error that a computer of Windows would answer in its place.
    #[must_use]
    pub const fn win32(&self) -> Win32Error {
        match self {
            Self::There(problem) => problem.reason.win32(),
            Self::State(_) | Self::Accounts(_) => Win32Error::ERROR_WRITE_FAULT,
            Self::NotLetIn(failure) | Self::NotProven(failure) => failure.win32_status(),
        }
    }
}

impl std::error::Error for JoinFailure {}

impl fmt::Display for JoinFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(side) = self.side() {
            write!(f, "domain controller {}: ", printable(side))?;
        }
        let reason = self.reason.to_string();
        write!(f, "{}, while {}", escaped(&reason), self.step.describe())
    }
}

impl fmt::Display for JoinReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::There(problem) => problem.reason.fmt(f),
            Self::State(error) => error.fmt(f),
            Self::Accounts(error) => error.fmt(f),
            Self::NotLetIn(failure) | Self::NotProven(failure) => failure.fmt(f),
        }
    }
}
