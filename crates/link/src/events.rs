//! The events of channels and of their passwords, with the strings of the Platform SDK's `lmerrlog.h`.

use cli::printable;
use lsa::events::{Entry, filled};
use store::EventKind;
use wire::{FileTime, NtStatus};

use crate::{Account, ChannelFailure};

/// Where events go.
pub trait EventLog: Send + Sync + 'static {
    /// Takes an event. It must not block, and may drop what it cannot write, with a line in the log file.
    fn log(&self, event: &NetlogonEvent, at: FileTime);
}

/// What happened, as the Netlogon service of a computer tells it that has channels to others.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum NetlogonEvent {
    /// 3210: the domain controller does not accept this computer's password.
    AuthenticationFailed {
        /// The domain.
        domain: String,
        /// The domain controller, with backslashes.
        controller: String,
        /// Its status.
        status: NtStatus,
    },
    /// 3224: the machine password could not be changed.
    PasswordChangeFailed {
        /// The computer's account.
        account: String,
        /// Why not.
        error: String,
        /// The status.
        status: NtStatus,
    },
    /// 5719: no domain controller can be reached.
    NoController {
        /// The domain.
        domain: String,
        /// Why not.
        error: String,
        /// The status.
        status: NtStatus,
    },
    /// 5720: this computer has no secret.
    NoTrustSecret {
        /// The domain controller, with backslashes.
        controller: String,
        /// The domain.
        domain: String,
        /// This computer.
        computer: String,
    },
    /// 5721: the domain controller has no account for this computer.
    NoTrustAccount {
        /// The domain controller, with backslashes.
        controller: String,
        /// The domain.
        domain: String,
        /// This computer.
        computer: String,
        /// Its account.
        account: String,
    },
    /// 5783: the domain controller does not answer any more.
    CallCancelled {
        /// The domain controller, with backslashes.
        controller: String,
        /// The domain.
        domain: String,
        /// This computer.
        computer: String,
    },
    /// 5823: the machine password was changed.
    PasswordChanged {
        /// The domain controller, with backslashes.
        controller: String,
    },
    /// 3227: the domain controller cannot protect the channel, or whoever answers is not to be trusted.
    NotProtected {
        /// The domain controller, with backslashes.
        controller: String,
        /// The domain.
        domain: String,
        /// What is wrong.
        error: String,
        /// The status.
        status: NtStatus,
    },
    /// 5901, our own: the computer's account has another name now, and so has the computer.
    Renamed {
        /// What it was called.
        from: String,
        /// What it is called.
        to: String,
        /// The domain.
        domain: String,
    },
    /// 5900, our own: the computer's state is a copy: restored from a snapshot, or of another machine.
    Copied {
        /// This computer.
        computer: String,
        /// How it is known.
        evidence: String,
    },
}

impl NetlogonEvent {
    /// The event that a failed set-up is, if it is one.
    #[must_use]
    pub fn of_failure(failure: &ChannelFailure, account: &Account) -> Option<Self> {
        let unc = |controller: &str| format!("\\\\{controller}");
        let domain = account.domain.as_str().to_owned();
        let computer = account.computer.as_str().to_owned();
        let (error, status) = (failure.to_string(), failure.status());
        Some(match failure {
            ChannelFailure::NotJoined | ChannelFailure::NotRunning | ChannelFailure::Paused => {
                return None;
            }
            ChannelFailure::NoController { .. } | ChannelFailure::Unreachable { .. } => {
                Self::NoController {
                    domain,
                    error,
                    status,
                }
            }
            ChannelFailure::WrongPassword { controller }
            | ChannelFailure::AccountRefused { controller, .. }
            | ChannelFailure::Protocol { controller, .. } => Self::AuthenticationFailed {
                domain,
                controller: unc(controller),
                status,
            },
            ChannelFailure::NoAccount { controller } => Self::NoTrustAccount {
                controller: unc(controller),
                domain,
                account: account.name.clone(),
                computer,
            },
            ChannelFailure::Impostor { controller, .. }
            | ChannelFailure::Unprotected { controller, .. } => Self::NotProtected {
                controller: unc(controller),
                domain,
                error,
                status,
            },
            ChannelFailure::Secret { .. } => Self::NoTrustSecret {
                controller: "<Unknown>".to_owned(),
                domain,
                computer,
            },
        })
    }

    /// The event's number.
    #[must_use]
    pub const fn id(&self) -> u32 {
        match self {
            Self::AuthenticationFailed { .. } => 3210,
            Self::PasswordChangeFailed { .. } => 3224,
            Self::NotProtected { .. } => 3227,
            Self::NoController { .. } => 5719,
            Self::NoTrustSecret { .. } => 5720,
            Self::NoTrustAccount { .. } => 5721,
            Self::CallCancelled { .. } => 5783,
            Self::PasswordChanged { .. } => 5823,
            Self::Copied { .. } => 5900,
            Self::Renamed { .. } => 5901,
        }
    }

    /// The event as it is counted and written down.
    #[must_use]
    pub fn entry(&self) -> Entry {
        let kind = match self {
            Self::PasswordChanged { .. } | Self::Renamed { .. } => EventKind::Information,
            Self::Copied { .. } => EventKind::Warning,
            _ => EventKind::Error,
        };
        // Names of controllers come from whoever answered.
        let strings = self.strings();
        let strings = strings.iter().map(|string| printable(string).into_owned());
        Entry {
            id: self.id(),
            kind,
            source: "NETLOGON",
            strings: strings.collect(),
            data: self.data(),
            template: template(self.id()).unwrap_or_default(),
        }
    }

    /// The insertion strings, `%1` first.
    fn strings(&self) -> Vec<String> {
        match self.clone() {
            Self::AuthenticationFailed {
                domain, controller, ..
            } => vec![domain, controller],
            Self::PasswordChangeFailed { account, error, .. } => vec![account, error],
            Self::NoController { domain, error, .. } => vec![domain, error],
            Self::NoTrustSecret {
                controller,
                domain,
                computer,
            }
            | Self::CallCancelled {
                controller,
                domain,
                computer,
            } => vec![controller, domain, computer],
            Self::NoTrustAccount {
                controller,
                domain,
                computer,
                account,
            } => vec![controller, domain, computer, account],
            Self::PasswordChanged { controller } => vec![controller],
            Self::NotProtected {
                controller,
                domain,
                error,
                ..
            } => vec![controller, domain, error],
            Self::Copied { computer, evidence } => vec![computer, evidence],
            Self::Renamed { from, to, domain } => vec![from, to, domain],
        }
    }

    /// The event's data: its status, little-endian.
    fn data(&self) -> Vec<u8> {
        let status = match self {
            Self::AuthenticationFailed { status, .. }
            | Self::PasswordChangeFailed { status, .. }
            | Self::NoController { status, .. }
            | Self::NotProtected { status, .. } => *status,
            Self::NoTrustSecret { .. } => NtStatus::NO_TRUST_LSA_SECRET,
            Self::NoTrustAccount { .. } => NtStatus::NO_TRUST_SAM_ACCOUNT,
            Self::CallCancelled { .. } => NtStatus::IO_TIMEOUT,
            Self::PasswordChanged { .. } | Self::Copied { .. } | Self::Renamed { .. } => {
                return Vec::new();
            }
        };
        status.0.to_le_bytes().to_vec()
    }
}

/// The text of an event, with its strings in it; `None` for a number that is not of a member.
#[must_use]
pub fn message(id: u32, strings: &[String]) -> Option<String> {
    template(id).map(|template| filled(template, strings))
}

const fn template(id: u32) -> Option<&'static str> {
    Some(match id {
        3210 => "Failed to authenticate with %2, a Windows NT domain controller for domain %1.",
        3224 => {
            "Changing machine account password for account %1 failed with the following error: %2"
        }
        3227 => {
            "The session setup to the Windows NT Domain Controller %1 for the domain %2 failed because it cannot protect the channel as this computer requires: %3"
        }
        5719 => {
            "No Windows NT Domain Controller is available for domain %1. (The following error occurred: %2)"
        }
        5720 => {
            "The session setup to the Windows NT Domain Controller %1 for the domain %2 failed because the computer %3 does not have a local security database account."
        }
        5721 => {
            "The session setup to the Windows NT Domain Controller %1 for the domain %2 failed because the Windows NT Domain Controller does not have an account for the computer %3."
        }
        5783 => {
            "The session setup to the Windows NT Domain Controller %1 for the domain %2 is not responsive. The current RPC call from Netlogon on \\\\%3 to %1 has been cancelled."
        }
        5823 => "The password of this computer's account was changed on the domain controller %1.",
        5900 => {
            "The state of the computer %1 is a copy: %2. Reset its channel, and see that no other machine uses the same state."
        }
        5901 => {
            "The account of the computer %1 in the domain %3 is called %2 now, and so is the computer."
        }
        _ => return None,
    })
}
