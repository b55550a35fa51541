//! Whether a computer's account has the password that we know, proven as the computer would: by setting a secure channel
//! up with it, [MS-NRPC] 3.1.4.1. Only AES will do.

use std::time::SystemTime;

use auth::{NtHash, Protection};
use host::{Host, Remote, entropy};
use msrpc::netlogon::{Logon, NegotiateFlags, SecureChannelType};
use netlogon::{
    CapabilitiesError, CapabilitiesQuery, ChannelNames, KeyStrength, SecureChannel, Setup,
    SetupError, client_challenge,
};
use rpc::association::BindAuth;
use rpc::pdu::AuthType;
use wire::{FileTime, NetbiosName, NtStatus, Password};

use crate::{DomainIdentity, Problem, Reason};

/// Sets a secure channel up on a domain controller in place of a computer, and has the controller confirm through it
/// what was negotiated.
pub(crate) async fn prove_password(
    host: &Host,
    server: &str,
    domain: &DomainIdentity,
    computer: &NetbiosName,
    password: &Password,
) -> Result<(), Problem> {
    let setup = Setup {
        names: ChannelNames {
            server: server.to_owned(),
            domain: domain.name.clone(),
            account: computer.machine_account(),
            computer: computer.as_str().to_owned(),
            channel_type: SecureChannelType::WORKSTATION,
        },
        nt_hash: NtHash::from_password(password),
        flags: NegotiateFlags::MEMBER,
        strength: KeyStrength::AesOnly,
    };
    let mut channel = set_up(host, setup).await?;
    let mut logon = open_through(host, &channel).await?;
    // The second question is worth asking only once the first answer is known to be good.
    confirm(&mut logon, &mut channel, CapabilitiesQuery::Negotiated).await?;
    confirm(&mut logon, &mut channel, CapabilitiesQuery::Requested).await
}

/// Challenge and proof, both ways.
async fn set_up(host: &Host, setup: Setup) -> Result<SecureChannel, Problem> {
    let problem = |error| host.side().problem(setup_reason(error));
    let mut logon = host.open::<Logon>().await?;
    let (request, next) = setup
        .start(client_challenge(entropy::fill))
        .map_err(problem)?;
    let reply = logon.call(&request).await?;
    let (request, next) = next.authenticate(&reply).map_err(problem)?;
    let reply = logon.call(&request).await?;
    next.finish(&reply).map_err(problem)
}

/// A second association, sealed with the channel's key: the controller has to look the key up by the computer's name.
async fn open_through(host: &Host, channel: &SecureChannel) -> Result<Remote<Logon>, Problem> {
    let exchange = channel.exchange(Box::new(entropy::fill));
    let auth = BindAuth::new(AuthType::NETLOGON, Protection::Privacy, exchange);
    host.open_with(auth)
        .await
        .map_err(|Problem { side, reason }| {
            let reason = match reason {
                Reason::AccessDenied => Reason::NewAccountRefused(NtStatus::ACCESS_DENIED),
                reason => reason,
            };
            Problem { side, reason }
        })
}

/// Has the controller confirm what was negotiated, which until then was unprotected.
async fn confirm(
    logon: &mut Remote<Logon>,
    channel: &mut SecureChannel,
    query: CapabilitiesQuery,
) -> Result<(), Problem> {
    let now = FileTime::from_system_time(SystemTime::now());
    let (request, pending) = channel.ask_capabilities(query, now);
    let confirmed = match logon.call_or_fault(&request).await? {
        Ok(reply) => channel
            .verify_capabilities(query, pending, &reply)
            .or_else(|error| capabilities_verdict(query, error)),
        Err(fault) => unanswered(query, &fault.to_string()),
    };
    confirmed.map_err(|reason| logon.problem(reason))
}

fn setup_reason(error: SetupError) -> Reason {
    match error {
        SetupError::Refused(NtStatus::DOWNGRADE_DETECTED)
        | SetupError::AesNotNegotiated
        | SetupError::SecureRpcNotNegotiated => Reason::Downgraded(error.to_string()),
        SetupError::Refused(status) => Reason::NewAccountRefused(status),
        SetupError::WrongServerCredential => Reason::Altered,
        error => Reason::Malformed(error.to_string()),
    }
}

fn capabilities_verdict(query: CapabilitiesQuery, error: CapabilitiesError) -> Result<(), Reason> {
    match error {
        // The authenticator was refused.
        CapabilitiesError::Refused(NtStatus::ACCESS_DENIED) => {
            Err(Reason::NewAccountRefused(NtStatus::ACCESS_DENIED))
        }
        CapabilitiesError::Refused(_) => unanswered(query, &error.to_string()),
        CapabilitiesError::Downgraded { .. } => Err(Reason::Downgraded(error.to_string())),
        CapabilitiesError::WrongAuthenticator(_) => Err(Reason::Altered),
        error => Err(Reason::Malformed(error.to_string())),
    }
}

/// Every controller that has AES can tell what was negotiated; what was requested, only one that is new enough.
fn unanswered(query: CapabilitiesQuery, because: &str) -> Result<(), Reason> {
    match query {
        CapabilitiesQuery::Negotiated => Err(Reason::Downgraded(because.to_owned())),
        CapabilitiesQuery::Requested => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use cli::ExitStatus;

    use super::*;

    #[test]
    fn a_refused_proof_is_about_the_new_account() {
        for status in [NtStatus::ACCESS_DENIED, NtStatus::NO_TRUST_SAM_ACCOUNT] {
            assert_eq!(
                setup_reason(SetupError::Refused(status)),
                Reason::NewAccountRefused(status)
            );
        }
    }

    #[test]
    fn less_than_aes_is_a_downgrade_and_no_judgement_of_the_password() {
        for error in [
            SetupError::AesNotNegotiated,
            SetupError::SecureRpcNotNegotiated,
            SetupError::Refused(NtStatus::DOWNGRADE_DETECTED),
        ] {
            let reason = setup_reason(error);
            assert_eq!(reason, Reason::Downgraded(error.to_string()));
            assert_eq!(reason.exit(), ExitStatus::Protocol);
        }
    }

    #[test]
    fn a_controller_that_does_not_know_the_password_is_an_impostor() {
        let reason = setup_reason(SetupError::WrongServerCredential);
        assert_eq!(reason, Reason::Altered);
    }

    #[test]
    fn a_predictable_challenge_is_no_honest_controllers() {
        let reason = setup_reason(SetupError::PredictableServerChallenge);
        assert_eq!(reason.code(), "malformed-answer");
    }

    #[test]
    fn only_what_was_requested_may_stay_unanswered() {
        use CapabilitiesQuery::{Negotiated, Requested};
        for refused in [NtStatus::NOT_IMPLEMENTED, NtStatus::INVALID_PARAMETER] {
            let error = CapabilitiesError::Refused(refused);
            assert_eq!(
                capabilities_verdict(Negotiated, error),
                Err(Reason::Downgraded(error.to_string()))
            );
            assert_eq!(capabilities_verdict(Requested, error), Ok(()));
        }
        let fault = rpc::RpcStatus::INVALID_TAG.to_string();
        assert!(unanswered(Negotiated, &fault).is_err());
        assert_eq!(unanswered(Requested, &fault), Ok(()));
    }

    #[test]
    fn an_answer_that_is_wrong_is_never_accepted() {
        for query in [CapabilitiesQuery::Negotiated, CapabilitiesQuery::Requested] {
            let (ours, theirs) = (0x612f_ffff, 0x602f_ffff);
            for (error, code) in [
                (
                    CapabilitiesError::Downgraded { ours, theirs },
                    "channel-downgraded",
                ),
                (CapabilitiesError::WrongLevel, "malformed-answer"),
                (
                    CapabilitiesError::Refused(NtStatus::ACCESS_DENIED),
                    "new-account-refused",
                ),
            ] {
                let verdict = capabilities_verdict(query, error);
                assert_eq!(verdict.map_err(|reason| reason.code()), Err(code));
            }
        }
    }
}
