//! What can be asked.

use serde::{Deserialize, Serialize};
use wire::Password;

use super::fields::{hex, password};

/// What can be asked. Not `Debug`, because of what some hold.
#[derive(Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Request {
    /// Whose member the computer is, and whether its channel is up. Sends nothing.
    Ping,
    /// A network logon: somebody has answered a challenge.
    LogOn(ResponseLogon),
    /// Whether this is somebody's password.
    CheckPassword(PasswordLogon),
    /// How the member is, in full.
    Status,
    /// Prove that the domain controller accepts the machine password now.
    Verify,
    /// Look for a domain controller and set the channel up there.
    Rediscover {
        /// This one, and no other.
        server: Option<String>,
    },
    /// Change the machine password.
    Rotate,
    /// Read the membership anew: the computer has joined or left a domain.
    Reload,
}

/// Somebody who has answered a challenge of NTLM, [MS-NLMP] 3.3.
#[derive(Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ResponseLogon {
    /// The domain of his account, as he names it; may be empty.
    #[serde(default)]
    pub domain: String,
    /// The account, as he names it.
    pub user: String,
    /// The computer he sits at, as he names it; may be empty.
    #[serde(default)]
    pub workstation: String,
    /// What he was asked.
    #[serde(with = "hex")]
    pub challenge: [u8; 8],
    /// `NtChallengeResponse`.
    #[serde(with = "hex")]
    pub nt_response: Vec<u8>,
    /// `LmChallengeResponse`; may be empty.
    #[serde(with = "hex", default)]
    pub lm_response: Vec<u8>,
    /// Whether the response is one of MS-CHAPv2, RFC 2759: `ParameterControl` then has `MSV1_0_ALLOW_MSVCHAPV2`, and a
    /// domain controller that refuses NTLM version 1 may yet let him in.
    #[serde(default)]
    pub mschapv2: bool,
}

/// Somebody who has said his password.
#[derive(Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PasswordLogon {
    /// The domain of his account, as he names it; may be empty.
    #[serde(default)]
    pub domain: String,
    /// The account, as he names it.
    pub user: String,
    /// The computer he sits at, as he names it; may be empty.
    #[serde(default)]
    pub workstation: String,
    /// His password.
    #[serde(with = "password")]
    pub password: Password,
}

impl Request {
    /// Whether only root and the service's own user get an answer.
    #[must_use]
    pub const fn is_administrative(&self) -> bool {
        !matches!(self, Self::Ping | Self::LogOn(_) | Self::CheckPassword(_))
    }
}
