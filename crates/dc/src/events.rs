//! The events that a domain controller logs, with the strings of the Platform SDK's `lmerrlog.h`.

use cli::printable;
use lsa::events::{Entry, filled};
use store::EventKind;
use transport::CallContext;
use wire::{FileTime, NtStatus};

use crate::Controller;

/// What happened, as the Netlogon service of a domain controller tells it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum NetlogonEvent {
    /// 5722: a computer with an account could not set its channel up.
    AuthenticationFailed {
        /// The computer, by its own account.
        computer: String,
        /// The name of its account in the database.
        account: String,
        /// Why.
        status: NtStatus,
    },
    /// 5723: there is no account for a computer, or none of the right kind.
    NoTrustAccount {
        /// The computer, by its own account.
        computer: String,
        /// The account that it named.
        account: String,
        /// Why.
        status: NtStatus,
    },
    /// 5805: a computer could not set its channel up, and it is not known for which account.
    AuthenticationFailedNoAccount {
        /// The computer, by its own account.
        computer: String,
        /// Why.
        status: NtStatus,
    },
    /// 5711: a backup domain controller has fetched changes.
    PartialSync {
        /// The backup domain controller.
        computer: String,
        /// How many changes.
        changes: u32,
    },
    /// 5712: a backup domain controller could not fetch changes.
    PartialSyncFailed {
        /// The backup domain controller.
        computer: String,
        /// Why not.
        status: NtStatus,
    },
    /// 5713: a backup domain controller has fetched a database.
    FullSync {
        /// The backup domain controller.
        computer: String,
        /// How many changes.
        changes: u32,
    },
    /// 5714: a backup domain controller could not fetch a database.
    FullSyncFailed {
        /// The backup domain controller.
        computer: String,
        /// Why not.
        status: NtStatus,
    },
    /// 5840: an exception let a computer in that has no AES.
    WeakChannel {
        /// The computer.
        computer: String,
        /// Its account.
        account: String,
    },
    /// 5830: an exception let a call pass that is not protected as the policy has it.
    WeakCall {
        /// The account.
        account: String,
        /// What was allowed.
        exception: String,
    },
    /// 5841, which Windows has not: an exception was not used, because it is a domain controller's.
    ExceptionIgnored {
        /// The account.
        account: String,
        /// What was not allowed.
        exception: String,
    },
    /// 5850, which Windows has not: somebody was let in by a response of MS-CHAPv2, because the settings allow it.
    WeakResponse {
        /// The computer that passed it on.
        computer: String,
        /// Its account.
        account: String,
    },
    /// 5851, which Windows has not: a computer's previous password opened its channel, because the settings allow it.
    PreviousPassword {
        /// The computer.
        computer: String,
        /// Its account.
        account: String,
        /// When it had replaced that password.
        replaced: FileTime,
    },
    /// 5852, which Windows has not: a computer logged on to the controller with its previous password, in the same way.
    PreviousPasswordLogon {
        /// Its account.
        account: String,
        /// When it had replaced that password.
        replaced: FileTime,
    },
}

impl NetlogonEvent {
    /// The event's number.
    #[must_use]
    pub const fn id(&self) -> u32 {
        match self {
            Self::PartialSync { .. } => 5711,
            Self::PartialSyncFailed { .. } => 5712,
            Self::FullSync { .. } => 5713,
            Self::FullSyncFailed { .. } => 5714,
            Self::AuthenticationFailed { .. } => 5722,
            Self::NoTrustAccount { .. } => 5723,
            Self::AuthenticationFailedNoAccount { .. } => 5805,
            Self::WeakCall { .. } => 5830,
            Self::WeakChannel { .. } => 5840,
            Self::ExceptionIgnored { .. } => 5841,
            Self::WeakResponse { .. } => 5850,
            Self::PreviousPassword { .. } => 5851,
            Self::PreviousPasswordLogon { .. } => 5852,
        }
    }

    /// The event as it is logged.
    pub(crate) fn entry(&self) -> Entry {
        Entry {
            id: self.id(),
            kind: self.kind(),
            source: "NETLOGON",
            strings: self.strings(),
            data: self
                .status()
                .map_or(Vec::new(), |status| status.0.to_le_bytes().to_vec()),
            template: template(self.id()).unwrap_or_default(),
        }
    }

    const fn kind(&self) -> EventKind {
        match self {
            Self::AuthenticationFailed { .. }
            | Self::NoTrustAccount { .. }
            | Self::AuthenticationFailedNoAccount { .. } => EventKind::Error,
            Self::PartialSyncFailed { .. }
            | Self::FullSyncFailed { .. }
            | Self::WeakCall { .. }
            | Self::WeakChannel { .. }
            | Self::ExceptionIgnored { .. }
            | Self::WeakResponse { .. }
            | Self::PreviousPassword { .. }
            | Self::PreviousPasswordLogon { .. } => EventKind::Warning,
            Self::PartialSync { .. } | Self::FullSync { .. } => EventKind::Information,
        }
    }

    /// The insertion strings, `%1` first.
    fn strings(&self) -> Vec<String> {
        match self {
            Self::AuthenticationFailed {
                computer,
                account,
                status,
            } => vec![shown(computer), account.clone(), reason(*status)],
            Self::NoTrustAccount {
                computer, account, ..
            } => vec![shown(computer), shown(account)],
            Self::AuthenticationFailedNoAccount { computer, status }
            | Self::PartialSyncFailed { computer, status }
            | Self::FullSyncFailed { computer, status } => {
                vec![shown(computer), reason(*status)]
            }
            Self::PartialSync { computer, changes } | Self::FullSync { computer, changes } => {
                vec![shown(computer), changes.to_string()]
            }
            Self::WeakChannel { computer, account } | Self::WeakResponse { computer, account } => {
                vec![shown(computer), account.clone()]
            }
            Self::WeakCall { account, exception }
            | Self::ExceptionIgnored { account, exception } => {
                vec![account.clone(), exception.clone()]
            }
            Self::PreviousPassword {
                computer,
                account,
                replaced,
            } => vec![shown(computer), account.clone(), replaced.to_string()],
            Self::PreviousPasswordLogon { account, replaced } => {
                vec![account.clone(), replaced.to_string()]
            }
        }
    }

    /// The status, as the event's data has it.
    const fn status(&self) -> Option<NtStatus> {
        match self {
            Self::AuthenticationFailed { status, .. }
            | Self::NoTrustAccount { status, .. }
            | Self::AuthenticationFailedNoAccount { status, .. }
            | Self::PartialSyncFailed { status, .. }
            | Self::FullSyncFailed { status, .. } => Some(*status),
            _ => None,
        }
    }
}

/// The text of an event, with its strings in it; `None` for a number that is not of this service.
#[must_use]
pub fn message(id: u32, strings: &[String]) -> Option<String> {
    template(id).map(|template| filled(template, strings))
}

const fn template(id: u32) -> Option<&'static str> {
    Some(match id {
        5711 => {
            "The partial synchronization request from the server %1 completed successfully. %2 change(s) has(have) been returned to the caller."
        }
        5712 => {
            "The partial synchronization request from the server %1 failed with the following error: %2"
        }
        5713 => {
            "The full synchronization request from the server %1 completed successfully. %2 object(s) has(have) been returned to the caller."
        }
        5714 => {
            "The full synchronization request from the server %1 failed with the following error: %2"
        }
        5722 => {
            "The session setup from the computer %1 failed to authenticate. The name of the account referenced in the security database is %2. The following error occurred: %3"
        }
        5723 => {
            "The session setup from the computer %1 failed because there is no trust account in the security database for this computer. The name of the account referenced in the security database is %2."
        }
        5805 => {
            "The session setup from the computer %1 failed to authenticate. The following error occurred: %2"
        }
        5830 => {
            "A call for the account %1 was allowed although it was not protected, because of the exception: %2"
        }
        5840 => {
            "The computer %1 set up a secure channel without AES, because of an exception for the account %2."
        }
        5841 => {
            "An exception for the account %1 was not used, because it is the account of a domain controller: %2"
        }
        5850 => {
            "The computer %1, whose account is %2, passed on a response of MS-CHAPv2, which is as weak as NTLM version 1, and a user was let in by it, because `allow-mschapv2-des-responses` is set."
        }
        5851 => {
            "The computer %1 set up a secure channel with the previous password of the account %2, which it had replaced at %3. It was let in, because `accept-previous-machine-password-hours` is set. It may have been restored from a backup or snapshot, or be a copy of another one."
        }
        5852 => {
            "A computer logged on to this domain controller with the previous password of its account %1, which it had replaced at %2. It was let in, because `accept-previous-machine-password-hours` is set. It may have been restored from a backup or snapshot, or be a copy of another one."
        }
        _ => return None,
    })
}

/// A name as a client gave it, fit for a terminal.
fn shown(name: &str) -> String {
    printable(name).into_owned()
}

/// What a status means, as an event tells it.
fn reason(status: NtStatus) -> String {
    let text = match status {
        NtStatus::ACCESS_DENIED => "Access is denied.",
        NtStatus::NO_TRUST_SAM_ACCOUNT => {
            "The SAM database on the domain controller does not have a computer account for this workstation trust relationship."
        }
        NtStatus::ACCOUNT_DISABLED => "The account is disabled.",
        NtStatus::ACCOUNT_EXPIRED => "The account has expired.",
        NtStatus::DOWNGRADE_DETECTED => {
            "The computer does not offer the cryptography that the domain controller requires."
        }
        NtStatus::INVALID_PARAMETER => "The parameter is incorrect.",
        other => return other.to_string(),
    };
    text.to_owned()
}

impl Controller {
    /// Logs an event. The answer is how many the one that was written stands for; `None` if it was only counted.
    pub(crate) async fn log(&self, context: &CallContext, event: NetlogonEvent) -> Option<u32> {
        self.authority().log(Some(context), event.entry()).await
    }
}
