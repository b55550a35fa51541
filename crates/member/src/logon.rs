//! Logons of domain accounts that a member passes to its domain controller, [MS-NRPC] 3.5.4.5.1.

use std::sync::Arc;
use std::time::Duration;

use auth::NtHash;
use link::{Link, sids_of};
use msrpc::netlogon::{
    LogonIdentity, LogonInformation, NetworkLogon, ParameterControl, PasswordLogon,
    SidAndAttributes, UserInfo, Validation,
};
use ndr::{AnsiString, UnicodeString};
use tracing::{debug, warn};
use wire::{NtStatus, Password, SecretKey, Sid};

use crate::keeper::Member;
use crate::{ChannelFailure, NetlogonEvent};

/// Somebody who says that he has an account of the domain. Neither `Debug` nor `Clone`.
pub struct Logon {
    /// The domain of the account as he names it; may be empty.
    pub domain: String,
    /// The account as he names it.
    pub user: String,
    /// The computer that he sits at, as he names it; may be empty.
    pub workstation: String,
    /// Which accounts of computers may log on.
    pub parameters: ParameterControl,
    /// How he proves it.
    pub proof: Proof,
}

/// How somebody proves that he knows a password.
pub enum Proof {
    /// By the password itself.
    Password(Password),
    /// By NTLM's answer to a challenge.
    Response {
        /// What he was asked.
        challenge: [u8; 8],
        /// `NtChallengeResponse`.
        nt_response: Vec<u8>,
        /// `LmChallengeResponse`; may be empty.
        lm_response: Vec<u8>,
    },
}

/// Somebody whom the domain controller has let in. Not `Debug`, because of the key.
pub struct LoggedOn {
    /// NetBIOS name of the domain of his account.
    pub domain: String,
    /// The account's name.
    pub user: String,
    /// Its SID.
    pub sid: Sid,
    /// The SIDs of its groups.
    pub groups: Vec<Sid>,
    /// `UserSessionKey`: `SessionBaseKey` of a response, with which NTLM goes on.
    pub session_key: SecretKey<16>,
    /// The domain controller that let him in.
    pub controller: String,
}

/// A controller's word about somebody whom it does not let in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// Why not.
    pub status: NtStatus,
    /// `Authoritative`: whether the account would be its to judge. Otherwise he may have one elsewhere, such as one of the
    /// computer's own.
    pub is_authoritative: bool,
}

/// Why somebody was not let in.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum LogonFailure {
    /// The domain controller refused him.
    #[error("the domain controller refused: {}", .0.status)]
    Refused(Refusal),
    /// There is no channel to ask through.
    #[error("{0}")]
    NoChannel(ChannelFailure),
}

impl Member {
    /// Passes a logon to the domain controller.
    ///
    /// # Errors
    /// [`LogonFailure`].
    pub async fn log_on(&self, logon: &Logon) -> Result<LoggedOn, LogonFailure> {
        let link = self.link().await.map_err(LogonFailure::NoChannel)?;
        if let Ok(outcome) = self.pass(&link, logon).await {
            return outcome;
        }
        debug!("a logon found the channel broken: setting up another");
        let link = self.link().await.map_err(LogonFailure::NoChannel)?;
        let outcome = self.pass(&link, logon).await;
        outcome.unwrap_or_else(|failure| Err(LogonFailure::NoChannel(failure)))
    }

    /// Passes a logon on over one link; one that does not carry any more is forgotten.
    async fn pass(
        &self,
        link: &Arc<Link>,
        logon: &Logon,
    ) -> Result<Result<LoggedOn, LogonFailure>, ChannelFailure> {
        match link.pass_on(logon.information()).await {
            Ok(judgement) => {
                self.note_time(link, judgement.took);
                let logged_on = judgement.outcome.and_then(|validation| {
                    LoggedOn::from_validation(validation, &link.controller.name)
                        .ok_or(NtStatus::INVALID_NETWORK_RESPONSE)
                });
                Ok(logged_on.map_err(|status| {
                    LogonFailure::Refused(Refusal {
                        status,
                        is_authoritative: judgement.authoritative,
                    })
                }))
            }
            Err(failure) => {
                debug!(controller = %link.controller.name, %failure, "the channel is broken");
                // Of many logons that find it so, one tells.
                let is_first = self.view().drop_link(link);
                if is_first && matches!(failure, ChannelFailure::Unreachable { .. }) {
                    self.call_cancelled(link);
                }
                Err(failure)
            }
        }
    }

    /// Answers that come too late, one after the other, and another controller is looked for.
    fn note_time(&self, link: &Arc<Link>, took: Duration) {
        let mut view = self.view();
        if !view.has(link) {
            return;
        }
        if view.slow.note(took, self.settings.timeout) {
            warn!(controller = %link.controller.name, "answers are slow: looking for another");
            view.drop_link(link);
        }
    }

    fn call_cancelled(&self, link: &Link) {
        let (domain, computer) = {
            let view = self.view();
            (view.domain.clone(), view.computer.clone())
        };
        if let (Some(domain), Some(computer)) = (domain, computer) {
            self.log(&NetlogonEvent::CallCancelled {
                controller: format!("\\\\{}", link.controller.name),
                domain: domain.name.as_str().to_owned(),
                computer: computer.to_string(),
            });
        }
    }
}

impl LogonFailure {
    /// The status that a local program hears.
    #[must_use]
    pub const fn status(&self) -> NtStatus {
        match self {
            Self::Refused(refusal) => refusal.status,
            Self::NoChannel(failure) => failure.status(),
        }
    }

    /// What the user reads whose computer has no valid channel: the message that the seed knows.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        let Self::NoChannel(failure) = self else {
            return None;
        };
        Some(match failure {
            ChannelFailure::WrongPassword { .. }
            | ChannelFailure::NoAccount { .. }
            | ChannelFailure::AccountRefused { .. }
            | ChannelFailure::Secret { .. } => format!(
                "The system cannot log you on to this domain because the system's computer account in its primary \
                 domain is missing or the password on that account is incorrect. ({})",
                failure.status()
            ),
            _ => format!(
                "The system cannot log you on now because the domain is not available. ({})",
                failure.status()
            ),
        })
    }
}

impl Logon {
    /// What is passed on, before its secrets are encrypted with the channel's session key.
    fn information(&self) -> LogonInformation {
        let identity = LogonIdentity {
            domain: self.domain.as_str().into(),
            parameter_control: self.parameters,
            reserved: [0; 2],
            user: self.user.as_str().into(),
            workstation: format!("\\\\{}", self.workstation.trim_start_matches('\\'))
                .as_str()
                .into(),
        };
        match &self.proof {
            Proof::Password(password) => {
                let hash = NtHash::from_password(password);
                LogonInformation::InteractiveTransitive(Some(PasswordLogon {
                    identity,
                    lm_hash: SecretKey::new([0; 16]),
                    nt_hash: SecretKey::new(*hash.expose()),
                }))
            }
            Proof::Response {
                challenge,
                nt_response,
                lm_response,
            } => LogonInformation::NetworkTransitive(Some(NetworkLogon {
                identity,
                challenge: *challenge,
                nt_response: AnsiString(Some(nt_response.clone())),
                lm_response: AnsiString(Some(lm_response.clone())),
            })),
        }
    }
}

impl LoggedOn {
    /// What a controller says of somebody, once its secrets are decrypted; `None` if it does not say who he is.
    pub(crate) fn from_validation(validation: Validation, controller: &str) -> Option<Self> {
        let (user, extra) = match validation {
            Validation::SamInfo4(Some(info)) => (info.user, info.extra_sids.0),
            Validation::SamInfo2(Some(info)) => (info.user, info.extra_sids.0),
            Validation::SamInfo(Some(info)) => (info.user, Vec::new()),
            _ => return None,
        };
        Self::new(user, extra, controller)
    }

    fn new(user: UserInfo, extra: Vec<SidAndAttributes>, controller: &str) -> Option<Self> {
        let (sid, groups) = sids_of(&user, extra)?;
        Some(Self {
            domain: text(&user.logon_domain_name),
            user: text(&user.effective_name),
            sid,
            groups,
            session_key: user.user_session_key,
            controller: controller.to_owned(),
        })
    }
}

fn text(string: &UnicodeString) -> String {
    string.0.clone().unwrap_or_default()
}
