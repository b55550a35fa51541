//! Passing a logon on to the domain whose user it is, [MS-NRPC] 3.5.4.5.1.

use link::ChannelFailure;
use lsa::unreadable;
use msrpc::netlogon::LogonInformation;
use tracing::debug;
use wire::NtStatus;

use super::filter::{Foreigner, filtered};
use super::{Trusted, TrustedChannel};

/// What comes of a logon that was to be passed on.
pub(crate) struct Passed {
    /// Who was let in, of whom nothing is left that the other domain has no say in.
    pub(crate) outcome: Result<Foreigner, NtStatus>,
    /// Whether asking another server is pointless.
    pub(crate) authoritative: bool,
}

impl Passed {
    const fn failed(status: NtStatus) -> Self {
        Self {
            outcome: Err(status),
            authoritative: true,
        }
    }
}

impl Trusted {
    /// Passes a logon on, whose secrets are not encrypted yet, to the domain that the client has named.
    pub(crate) async fn log_on(&self, domain: &str, logon: &LogonInformation) -> Passed {
        match self.channel_to(domain).await {
            Ok(Some(channel)) => self.pass_to(&channel, logon).await,
            // Somebody else may know a user whose domain is not trusted here.
            Ok(None) => Passed {
                authoritative: false,
                ..Passed::failed(NtStatus::NO_SUCH_USER)
            },
            Err(error) => Passed::failed(unreadable(error)),
        }
    }

    async fn pass_to(&self, channel: &TrustedChannel, logon: &LogonInformation) -> Passed {
        let Ok(_place) = channel.places.try_acquire() else {
            debug!(domain = %channel.trust().domain.name, "too many logons wait for a domain");
            return Passed::failed(NtStatus::NO_LOGON_SERVERS);
        };
        match self.pass_once(channel, logon).await {
            Ok(passed) => passed,
            Err(failure) => {
                debug!(%failure, "a logon found the channel broken: setting up another");
                let again = self.pass_once(channel, logon).await;
                again.unwrap_or_else(|failure| Passed::failed(told(&failure)))
            }
        }
    }

    /// Passes it on over the channel; one that does not carry any more is forgotten, and an error.
    async fn pass_once(
        &self,
        channel: &TrustedChannel,
        logon: &LogonInformation,
    ) -> Result<Passed, ChannelFailure> {
        let link = match channel.link(self).await {
            Ok(link) => link,
            // To look for another at once would be to try twice.
            Err(failure) => return Ok(Passed::failed(told(&failure))),
        };
        match link.pass_on(logon.duplicate()).await {
            Ok(judgement) => {
                channel.note_time(&link, judgement.took);
                let outcome = match judgement.outcome {
                    Ok(validation) => filtered(validation, &channel.trust().domain),
                    Err(status) => Err(status),
                };
                Ok(Passed {
                    outcome: outcome.map_err(of_another),
                    authoritative: judgement.authoritative,
                })
            }
            Err(failure) => {
                channel.forget(self, &link, &failure).await;
                Err(failure)
            }
        }
    }
}

/// What a member of this domain hears of a channel that is not its own: what is wrong with the trust between the domains is
/// nothing that it could mend by a channel of its own.
pub(crate) const fn told(failure: &ChannelFailure) -> NtStatus {
    match failure {
        ChannelFailure::NoController { .. } | ChannelFailure::Unreachable { .. } => {
            NtStatus::NO_LOGON_SERVERS
        }
        ChannelFailure::Secret { .. } => NtStatus::NO_TRUST_LSA_SECRET,
        _ => NtStatus::TRUSTED_DOMAIN_FAILURE,
    }
}

/// The same of a refusal that the other domain means for this one rather than for its user.
const fn of_another(status: NtStatus) -> NtStatus {
    match status {
        NtStatus::ACCESS_DENIED
        | NtStatus::NO_TRUST_SAM_ACCOUNT
        | NtStatus::NO_TRUST_LSA_SECRET
        | NtStatus::TRUSTED_RELATIONSHIP_FAILURE
        | NtStatus::INVALID_NETWORK_RESPONSE
        | NtStatus::DOMAIN_TRUST_INCONSISTENT => NtStatus::TRUSTED_DOMAIN_FAILURE,
        status => status,
    }
}
