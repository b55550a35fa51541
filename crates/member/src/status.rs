//! What a member shows of itself.

use serde::Serialize;
use wire::FileTime;

use crate::ChannelFailure;
use link::Candidate;

/// How a member is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Status {
    /// NetBIOS name of the domain; `None` for a computer of a workgroup.
    pub domain: Option<String>,
    /// The computer's name.
    pub computer: String,
    /// The name that its account may have instead, for it was to get it, or had it before: which, is not certain yet.
    pub renaming: Option<String>,
    /// The channel.
    pub channel: ChannelStatus,
    /// The machine password.
    pub password: Option<PasswordStatus>,
    /// Whether the Netlogon service is started.
    pub running: bool,
    /// Whether it is paused: it keeps the channel that is open, and does nothing with it.
    pub paused: bool,
    /// How it is known, if it is, that the state is a copy: restored from a snapshot, or of another machine.
    pub copied: Option<String>,
}

/// How the channel is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum ChannelStatus {
    /// It was not needed yet.
    Unused,
    /// It is up.
    Up {
        /// The domain controller's name.
        controller: String,
        /// Where it is.
        address: String,
        /// Since when, in seconds since 1970.
        since: i64,
        /// What both sides agreed on, as [MS-NRPC] 3.1.4.2 has it.
        flags: u32,
        /// Why the domain controller refuses the password since then, if it does: as soon as this channel breaks, there will
        /// be no other.
        refused: Option<ChannelFailure>,
    },
    /// It is down.
    Down {
        /// Since when, in seconds since 1970.
        since: i64,
        /// Why.
        failure: ChannelFailure,
        /// When it is tried again, in seconds since 1970.
        retry: i64,
    },
}

/// How the machine password is. Never what it is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct PasswordStatus {
    /// When the current one was made, in seconds since 1970.
    pub set: i64,
    /// When the next one is due, in seconds since 1970; `None` if it is not changed.
    pub due: Option<i64>,
    /// Whether a new one is undecided, and since when.
    pub pending_since: Option<i64>,
    /// How often the secret was written down.
    pub generation: u64,
    /// Which value the domain controller accepted last.
    pub accepted: Option<Candidate>,
    /// Why the last change failed, if it did.
    pub last_failure: Option<String>,
}

/// Seconds since 1970.
pub(crate) fn seconds(time: FileTime) -> i64 {
    time.unix_seconds()
}
