//! What is answered.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wire::{NtStatus, SecretKey, Sid};

use super::fields::{key, sid, sids, status};

/// What is answered. Not `Debug`, because of the session key.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Answer {
    /// To [`Ping`](super::Request::Ping).
    Pong(Pong),
    /// He is let in.
    LoggedOn(Box<LoggedOn>),
    /// To [`Status`](super::Request::Status): the document that `netlogond member status --json` prints.
    Status(Value),
    /// It is done, or so.
    Done,
    /// It is not.
    Failed(Failure),
}

/// Whose member the computer is, and how its channel is.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Pong {
    /// Whether the channel was up when it was last needed. One that was not needed yet is not.
    pub up: bool,
    /// NetBIOS name of the computer.
    pub computer: String,
    /// NetBIOS name of its domain; a computer of a workgroup has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// The domain controller at the other end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controller: Option<String>,
    /// Why there is no channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// Somebody whom the domain controller has let in. Not `Debug`, because of the key.
#[derive(Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LoggedOn {
    /// NetBIOS name of the domain of his account.
    pub domain: String,
    /// The account's name.
    pub user: String,
    /// Its SID.
    #[serde(with = "sid")]
    pub sid: Sid,
    /// The SIDs of its groups.
    #[serde(with = "sids")]
    pub groups: Vec<Sid>,
    /// `UserSessionKey`: the `SessionBaseKey` of his response, with which NTLM and MPPE go on.
    #[serde(with = "key")]
    pub session_key: SecretKey<16>,
    /// The domain controller that let him in.
    pub controller: String,
}

/// Why something was not done, or somebody not let in.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, thiserror::Error)]
#[error("{reason}")]
#[serde(rename_all = "kebab-case")]
pub struct Failure {
    /// What kind of failure.
    pub kind: FailureKind,
    /// A stable code, the same as in `status` and events: `wrong-password`, `unreachable` ….
    pub code: String,
    /// The status: what a Windows server would pass on.
    #[serde(with = "status")]
    pub status: NtStatus,
    /// Whether the domain controller says that the account is not its to judge (`Authoritative` of [MS-NRPC] 3.5.4.5.1 is 0):
    /// he may have one elsewhere, such as one of the computer's own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_elsewhere: bool,
    /// Why, in a sentence.
    pub reason: String,
    /// What an administrator may do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// What to show somebody who cannot log on because his computer has no channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// What kind of failure.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FailureKind {
    /// The domain controller does not let him in.
    Refused,
    /// There is no channel to ask through.
    NoChannel,
    /// The machine password was not changed.
    NotChanged,
    /// The request is for the administrator of the computer.
    Forbidden,
    /// The request is not understood: it is none, or of a later version.
    NotUnderstood,
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused => "refused",
            Self::NoChannel => "no channel",
            Self::NotChanged => "not changed",
            Self::Forbidden => "forbidden",
            Self::NotUnderstood => "not understood",
        })
    }
}
