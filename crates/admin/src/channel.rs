//! Whether a member's secure channel works, as far as the member allows it to be asked.

use cli::ExitStatus;
use host::{Host, LogonProblem};
use msrpc::netlogon::{ControlFunction, QueryInformation};
use serde::{Serialize, Serializer};
use wire::{NtStatus, Win32Error};

use crate::control::control;
use crate::{AccountState, Finding, Problem, Proof, Reason};

/// What is known of a channel.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Verdict {
    /// It works.
    Works {
        /// How that is known.
        proof: Proof,
    },
    /// It does not.
    Broken {
        /// The status that says so.
        #[serde(serialize_with = "as_text")]
        status: NtStatus,
        /// How it is known.
        because: &'static str,
    },
    /// Nothing says that it is broken, and there is no proof that it works.
    Unproven {
        /// Why not.
        because: &'static str,
    },
}

fn as_text<S: Serializer>(status: &NtStatus, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(status)
}

impl Verdict {
    /// The reason code of what is not as it should be.
    #[must_use]
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Works { .. } => None,
            Self::Broken { status, .. } => Some(Reason::ChannelBroken(*status).code()),
            Self::Unproven { .. } => Some("channel-unproven"),
        }
    }

    /// The exit status of a command that was asked for it.
    #[must_use]
    pub const fn exit(&self) -> ExitStatus {
        match self {
            Self::Works { .. } => ExitStatus::Success,
            Self::Broken { .. } => ExitStatus::Broken,
            Self::Unproven { .. } => ExitStatus::Unproven,
        }
    }

    /// As something that was learnt.
    #[must_use]
    pub fn finding(&self) -> Finding {
        match self {
            Self::Works { proof } => Finding::ChannelWorks { proof: *proof },
            Self::Broken { status, because } => Finding::ChannelBroken {
                because: format!("{because}: {status}"),
            },
            Self::Unproven { because } => Finding::ChannelUnproven {
                because: (*because).to_owned(),
            },
        }
    }

    /// With what the domain knows of the account: no channel can be set up without an account that is fit, and one that
    /// still works was set up before.
    #[must_use]
    pub fn with_account(self, account: Option<&AccountState>) -> Self {
        let Some(account) = account else {
            let because = "the domain has no account for the computer";
            return Self::Broken {
                status: NtStatus::NO_TRUST_SAM_ACCOUNT,
                because,
            };
        };
        if account.disabled {
            let because = "the computer's account is disabled";
            return Self::Broken {
                status: NtStatus::NO_TRUST_SAM_ACCOUNT,
                because,
            };
        }
        if account.unfit().is_some() {
            let because = "the account of the computer's name is of another kind";
            return Self::Broken {
                status: NtStatus::NO_TRUST_SAM_ACCOUNT,
                because,
            };
        }
        let Self::Works {
            proof: Proof::DomainLogon,
        } = self
        else {
            return self;
        };
        // The channel that is open works. Whether the computer could set up another, it has shown if it has logged on
        // with the password that the account has now.
        match account.logged_on_since_password_was_set() {
            Some(true) => self,
            Some(false) => Self::Unproven {
                because: "domain accounts can log on to the computer over the channel that is open, but the computer \
                          has not logged on to the domain since its account's password was set",
            },
            None => Self::Unproven {
                because: "domain accounts can log on to the computer over the channel that is open, but this domain \
                          controller keeps no record of the computer's logons, so nobody can tell from here whether \
                          its password still fits",
            },
        }
    }
}

/// Asks the member's Netlogon service to verify its channel (`NETLOGON_CONTROL_TC_VERIFY`, [MS-NRPC] 3.5.4.9.1), for
/// which the caller has to be an administrator of the member.
pub(crate) async fn ask_netlogon(host: &Host, domain: &str) -> Result<Verdict, Problem> {
    let function = ControlFunction::TrustedChannelVerify(Some(domain.into()));
    let answer = control(host, function, 2, Reason::of_win32).await?;
    let QueryInformation::Info2(Some(info)) = answer else {
        let reason = Reason::Malformed("it sent another information level".to_owned());
        return Err(host.side().problem(reason));
    };
    // With level 2 of this function code, the first status is that of the verification.
    let statuses = [info.pdc_connection_status, info.tc_connection_status];
    Ok(
        match statuses
            .into_iter()
            .find(|status| *status != Win32Error::NERR_Success)
        {
            None => Verdict::Works {
                proof: Proof::NetlogonVerified,
            },
            Some(error) => Verdict::Broken {
                status: status_of(error),
                because: "the computer's Netlogon service reports",
            },
        },
    )
}

/// What it means that a domain account, whose credentials the domain has just accepted, tried to log on to the member:
/// the member can only ask the domain through its channel.
pub(crate) fn judge_logon(logon: Result<(), &LogonProblem>) -> Option<Verdict> {
    let because = "the computer refuses an account that the domain accepts";
    match logon {
        Ok(()) => Some(Verdict::Works {
            proof: Proof::DomainLogon,
        }),
        Err(LogonProblem {
            status: Some(status),
            ..
        }) if tells_of_the_channel(*status) => Some(Verdict::Broken {
            status: *status,
            because,
        }),
        Err(_) => None,
    }
}

/// Whether a member answers so to a good domain account when its channel is broken. Other refusals, such as a logon type
/// that is not granted, were decided by the domain through the channel or by the member itself. An account that is
/// disabled is the computer's: the domain has just let the user's in.
const fn tells_of_the_channel(status: NtStatus) -> bool {
    matches!(
        status,
        NtStatus::LOGON_FAILURE
            | NtStatus::ACCOUNT_DISABLED
            | NtStatus::NO_SUCH_USER
            | NtStatus::NO_LOGON_SERVERS
            | NtStatus::NO_TRUST_LSA_SECRET
            | NtStatus::NO_TRUST_SAM_ACCOUNT
            | NtStatus::TRUSTED_DOMAIN_FAILURE
            | NtStatus::TRUSTED_RELATIONSHIP_FAILURE
            | NtStatus::DOMAIN_CONTROLLER_NOT_FOUND
            | NtStatus::NETLOGON_NOT_STARTED
    )
}

/// The status behind the Win32 error into which Netlogon turns it.
pub(crate) const fn status_of(error: Win32Error) -> NtStatus {
    match error {
        Win32Error::ERROR_ACCESS_DENIED => NtStatus::ACCESS_DENIED,
        Win32Error::ERROR_NO_LOGON_SERVERS => NtStatus::NO_LOGON_SERVERS,
        Win32Error::ERROR_NO_SUCH_DOMAIN => NtStatus::NO_SUCH_DOMAIN,
        Win32Error::ERROR_NO_TRUST_LSA_SECRET => NtStatus::NO_TRUST_LSA_SECRET,
        Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT => NtStatus::NO_TRUST_SAM_ACCOUNT,
        Win32Error::ERROR_TRUSTED_DOMAIN_FAILURE => NtStatus::TRUSTED_DOMAIN_FAILURE,
        _ => NtStatus::TRUSTED_RELATIONSHIP_FAILURE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: NtStatus) -> LogonProblem {
        LogonProblem {
            status: Some(status),
            reason: Reason::of_status(status),
        }
    }

    #[test]
    fn a_refused_domain_logon_is_a_broken_channel_only_if_the_channel_is_the_cause() {
        let broken = judge_logon(Err(&refused(NtStatus::LOGON_FAILURE)));
        assert!(matches!(
            broken,
            Some(Verdict::Broken {
                status: NtStatus::LOGON_FAILURE,
                ..
            })
        ));
        let disabled = judge_logon(Err(&refused(NtStatus::ACCOUNT_DISABLED)));
        assert!(matches!(disabled, Some(Verdict::Broken { .. })));
        assert_eq!(
            judge_logon(Err(&refused(NtStatus::LOGON_TYPE_NOT_GRANTED))),
            None
        );
        let cut = LogonProblem {
            status: None,
            reason: Reason::ConnectionLost,
        };
        assert_eq!(judge_logon(Err(&cut)), None);
    }

    #[test]
    fn without_an_account_an_open_channel_proves_nothing() {
        let verdict = Verdict::Works {
            proof: Proof::DomainLogon,
        }
        .with_account(None);
        assert!(matches!(
            verdict,
            Verdict::Broken {
                status: NtStatus::NO_TRUST_SAM_ACCOUNT,
                ..
            }
        ));
    }
}
