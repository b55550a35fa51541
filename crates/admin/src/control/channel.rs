//! A machine's secure channel to one domain, [MS-NRPC] 3.5.4.9.1: how it was, how it is, and finding a controller anew.

use cli::ExitStatus;
use host::Policy;
use msrpc::netlogon::{ControlFlags, ControlFunction, NetlogonInfo2, QueryInformation};
use serde::Serialize;
use wire::Win32Error;

use super::{Machine, json, status};
use crate::channel::status_of;
use crate::{Problem, Reason};

/// What is asked of a channel.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ChannelQuestion {
    /// How it was when it was last used: `NETLOGON_CONTROL_TC_QUERY`. Nothing is sent over it.
    Query,
    /// How it is: `NETLOGON_CONTROL_TC_VERIFY` uses it.
    Verify,
    /// Drops it, finds a controller anew and sets it up: `NETLOGON_CONTROL_REDISCOVER`. No password is changed.
    Reset,
}

/// The state of a channel.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ChannelState {
    /// The domain at the other end.
    pub domain: String,
    /// What the service adds.
    #[serde(serialize_with = "json::flags")]
    pub flags: ControlFlags,
    /// The domain controller at the other end, as the service names it.
    pub controller: Option<String>,
    /// How it was used last.
    #[serde(serialize_with = "json::status")]
    pub status: Win32Error,
    /// How the verification went, if there was one.
    #[serde(serialize_with = "json::some_status")]
    pub verification: Option<Win32Error>,
    /// Whether the domain is another one than the machine's own, so that the channel is that of a trust. Only of a channel
    /// with which something is wrong this is found out.
    pub is_trust: Option<bool>,
}

impl ChannelState {
    /// What is wrong with the channel; `None` if nothing is.
    #[must_use]
    pub fn trouble(&self) -> Option<Win32Error> {
        let statuses = [Some(self.status), self.verification];
        let mut known = statuses.into_iter().flatten();
        known.find(|status| *status != Win32Error::NERR_Success)
    }

    /// The exit status of a command that was asked for it.
    #[must_use]
    pub fn exit(&self) -> ExitStatus {
        status::exit(self.trouble())
    }
}

impl Machine {
    /// Asks about the channel to `domain`; for a reset, `domain` may be followed by a backslash and the controller to
    /// take.
    ///
    /// # Errors
    /// [`Problem`]; a channel that does not work is none.
    pub async fn channel(
        &self,
        question: ChannelQuestion,
        domain: &str,
    ) -> Result<ChannelState, Problem> {
        let data = Some(domain.into());
        let function = match question {
            ChannelQuestion::Query => ControlFunction::TrustedChannelQuery(data),
            ChannelQuestion::Verify => ControlFunction::TrustedChannelVerify(data),
            ChannelQuestion::Reset => ControlFunction::Rediscover(data),
        };
        let domain = domain.split('\\').next().unwrap_or_default();
        let reason = |error| channel_reason(error, domain);
        match self.control(function, 2, reason).await? {
            QueryInformation::Info2(Some(info)) => {
                let mut state = state(question, domain, info);
                if state.trouble().is_some() {
                    state.is_trust = self.is_another(domain).await.ok();
                }
                Ok(state)
            }
            _ => Err(self.incomplete()),
        }
    }

    /// Whether a domain is another one than the machine's own.
    async fn is_another(&self, domain: &str) -> Result<bool, Problem> {
        let own = Policy::open(&self.host).await?.primary_domain().await?;
        Ok(!own.is_called(domain))
    }
}

/// Why a service tells nothing of a channel.
pub(super) fn channel_reason(error: Win32Error, domain: &str) -> Reason {
    match error {
        Win32Error::ERROR_NO_SUCH_DOMAIN => Reason::NoChannel {
            domain: domain.to_owned(),
        },
        // Not of whoever asks, but of the machine's own standing in the domain.
        Win32Error::ERROR_NO_TRUST_LSA_SECRET
        | Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT
        | Win32Error::ERROR_TRUSTED_DOMAIN_FAILURE
        | Win32Error::ERROR_TRUSTED_RELATIONSHIP_FAILURE => Reason::ChannelBroken(status_of(error)),
        error => Reason::of_win32(error),
    }
}

fn state(question: ChannelQuestion, domain: &str, info: NetlogonInfo2) -> ChannelState {
    let is_verified = question == ChannelQuestion::Verify
        || info.flags.contains(ControlFlags::VERIFY_STATUS_RETURNED);
    ChannelState {
        domain: domain.to_owned(),
        flags: info.flags,
        controller: info
            .trusted_dc_name
            .map(|name| name.as_str().to_owned())
            .filter(|name| !name.is_empty()),
        status: info.tc_connection_status,
        verification: is_verified.then_some(info.pdc_connection_status),
        is_trust: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(pdc: Win32Error, channel: Win32Error, flags: ControlFlags) -> NetlogonInfo2 {
        NetlogonInfo2 {
            flags,
            pdc_connection_status: pdc,
            trusted_dc_name: Some("".into()),
            tc_connection_status: channel,
        }
    }

    #[test]
    fn either_status_that_is_no_success_breaks_a_verified_channel() {
        let (good, bad) = (Win32Error::NERR_Success, Win32Error::ERROR_ACCESS_DENIED);
        let trouble = |pdc, channel| {
            let info = info(pdc, channel, ControlFlags(0));
            state(ChannelQuestion::Verify, "D", info).trouble()
        };
        assert_eq!(trouble(good, good), None);
        assert_eq!(trouble(bad, good), Some(bad));
        assert_eq!(trouble(good, bad), Some(bad));
    }

    // [MS-NRPC] 2.2.1.7.3: the field is that of the verification only if the flag says so.
    #[test]
    fn what_is_asked_of_one_channel_is_not_answered_by_another() {
        let (good, bad) = (Win32Error::NERR_Success, Win32Error::ERROR_ACCESS_DENIED);
        let queried = |flags| state(ChannelQuestion::Query, "D", info(bad, good, flags));
        assert_eq!(queried(ControlFlags(0)).exit(), ExitStatus::Success);
        let verified = queried(ControlFlags::VERIFY_STATUS_RETURNED);
        assert_eq!(
            (verified.exit(), verified.controller),
            (ExitStatus::Broken, None)
        );
    }

    #[test]
    fn a_domain_without_a_channel_is_no_broken_channel() {
        let reason = channel_reason(Win32Error::ERROR_NO_SUCH_DOMAIN, "D");
        assert_eq!(
            (reason.code(), reason.exit()),
            ("no-such-channel", ExitStatus::Failed)
        );
        let missing = Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT;
        let reason = channel_reason(missing, "D");
        assert_eq!(
            (reason.win32(), reason.exit()),
            (missing, ExitStatus::Broken)
        );
    }
}
