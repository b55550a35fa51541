//! What breaks a secure channel: the seed's three conditions, and the one that its remedy names besides.

use clap::ValueEnum;
use wire::NtStatus;

/// Why a channel is broken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Cause {
    /// The name of the member was changed
    Renamed,
    /// An old secret was restored on the member, as an Emergency Repair Disk does
    OldSecret,
    /// The member's account was removed
    AccountRemoved,
    /// The member's account has got another password
    WrongPassword,
}

impl Cause {
    /// All of them, in the seed's order.
    pub(crate) const ALL: [Self; 4] = [
        Self::Renamed,
        Self::OldSecret,
        Self::AccountRemoved,
        Self::WrongPassword,
    ];

    /// What it is called on the command line and in JSON.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Renamed => "renamed",
            Self::OldSecret => "old-secret",
            Self::AccountRemoved => "account-removed",
            Self::WrongPassword => "wrong-password",
        }
    }

    /// What happens, in a sentence.
    pub(crate) const fn told(self) -> &'static str {
        match self {
            Self::Renamed => {
                "The name of the domain member was recently changed: its account is still OLDMEMBER$."
            }
            Self::OldSecret => {
                "An old backup of the member was restored: its secret is older than its account's password."
            }
            Self::AccountRemoved => "The domain member computer account was removed.",
            Self::WrongPassword => "The member's account was given another password.",
        }
    }

    /// What the member then hears, and the numbers of the events there and on the controller.
    pub(crate) const fn expected(self) -> (NtStatus, u32, u32) {
        match self {
            Self::Renamed | Self::AccountRemoved => (NtStatus::NO_TRUST_SAM_ACCOUNT, 5721, 5723),
            Self::OldSecret | Self::WrongPassword => (NtStatus::ACCESS_DENIED, 3210, 5722),
        }
    }
}
