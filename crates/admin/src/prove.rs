//! Whether a computer's account has the password that we know, proven as the computer would: by setting a secure channel
//! up with it, [MS-NRPC] 3.1.4.1. Only AES will do.

use std::time::SystemTime;

use auth::NtHash;
use host::{Host, entropy};
use msrpc::netlogon::{Logon, NegotiateFlags, SecureChannelType};
use netlogon::{CapabilitiesError, ChannelNames, KeyStrength, Setup, SetupError, client_challenge};
use rpc::Interface as _;
use transport::{CallError, ChannelError, bind_sealed, confirm_negotiation, set_up_channel};
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
    let here = |reason| host.side().problem(reason);
    let challenge = client_challenge(entropy::fill);
    let mut clear = host.open::<Logon>().await?;
    let channel = set_up_channel(clear.client(), setup, challenge).await;
    let mut channel = channel.map_err(|error| here(setup_reason(&error)))?;
    // A second association, sealed with the channel's key: the controller has to look the key up by the computer's name.
    let (pipe, timeouts) = (host.open_pipe::<Logon>().await?, host.timeouts());
    let sealed = bind_sealed(pipe, &channel, Box::new(entropy::fill), timeouts).await;
    let mut sealed = sealed.map_err(|error| here(new_account(call_reason(&error))))?;
    let now = FileTime::from_system_time(SystemTime::now());
    let confirmed = confirm_negotiation(&mut sealed, &mut channel, now).await;
    confirmed.map_err(|error| here(confirm_reason(&error)))
}

/// Why there was no set-up.
fn setup_reason(error: &ChannelError) -> Reason {
    match error {
        ChannelError::Call(error) => call_reason(error),
        ChannelError::Setup(
            error @ (SetupError::Refused(NtStatus::DOWNGRADE_DETECTED)
            | SetupError::AesNotNegotiated
            | SetupError::SecureRpcNotNegotiated),
        ) => Reason::Downgraded(error.to_string()),
        ChannelError::Setup(SetupError::Refused(status)) => Reason::NewAccountRefused(*status),
        ChannelError::Setup(SetupError::WrongServerCredential) => Reason::Altered,
        error => Reason::Malformed(error.to_string()),
    }
}

/// Why what was negotiated is not confirmed.
fn confirm_reason(error: &ChannelError) -> Reason {
    match error {
        // The authenticator was refused.
        ChannelError::Capabilities(CapabilitiesError::Refused(NtStatus::ACCESS_DENIED)) => {
            Reason::NewAccountRefused(NtStatus::ACCESS_DENIED)
        }
        // Every controller that has AES can tell.
        ChannelError::Call(CallError::Fault { .. })
        | ChannelError::Capabilities(
            CapabilitiesError::Refused(_) | CapabilitiesError::Downgraded { .. },
        ) => Reason::Downgraded(error.to_string()),
        ChannelError::Call(error) => call_reason(error),
        ChannelError::Capabilities(CapabilitiesError::WrongAuthenticator(_)) => Reason::Altered,
        error => Reason::Malformed(error.to_string()),
    }
}

fn call_reason(error: &CallError) -> Reason {
    Reason::of_call(error, Logon::NAME)
}

/// What a refusal means that only the new account can be meant by.
fn new_account(reason: Reason) -> Reason {
    match reason {
        Reason::AccessDenied => Reason::NewAccountRefused(NtStatus::ACCESS_DENIED),
        reason => reason,
    }
}

#[cfg(test)]
mod tests {
    use cli::ExitStatus;
    use rpc::RpcStatus;
    use rpc::association::BindRefusal;

    use super::*;

    fn setup(error: SetupError) -> Reason {
        setup_reason(&error.into())
    }

    #[test]
    fn a_refused_proof_is_about_the_new_account() {
        for status in [NtStatus::ACCESS_DENIED, NtStatus::NO_TRUST_SAM_ACCOUNT] {
            let reason = setup(SetupError::Refused(status));
            assert_eq!(reason, Reason::NewAccountRefused(status));
        }
        let unknown = CallError::LogonRefused(BindRefusal::Fault(RpcStatus::ACCESS_DENIED));
        let reason = new_account(call_reason(&unknown));
        assert_eq!(reason, Reason::NewAccountRefused(NtStatus::ACCESS_DENIED));
    }

    #[test]
    fn less_than_aes_is_a_downgrade_and_no_judgement_of_the_password() {
        for error in [
            SetupError::AesNotNegotiated,
            SetupError::SecureRpcNotNegotiated,
            SetupError::Refused(NtStatus::DOWNGRADE_DETECTED),
        ] {
            let reason = setup(error);
            assert_eq!(reason, Reason::Downgraded(error.to_string()));
            assert_eq!(reason.exit(), ExitStatus::Protocol);
        }
    }

    #[test]
    fn a_controller_that_does_not_know_the_password_is_an_impostor() {
        let reason = setup(SetupError::WrongServerCredential);
        assert_eq!(reason, Reason::Altered);
    }

    #[test]
    fn a_predictable_challenge_is_no_honest_controllers() {
        let reason = setup(SetupError::PredictableServerChallenge);
        assert_eq!(reason.code(), "malformed-answer");
    }

    #[test]
    fn what_is_not_confirmed_is_never_accepted() {
        let (ours, theirs) = (0x612f_ffff, 0x602f_ffff);
        let refused = CapabilitiesError::Refused;
        for (error, code) in [
            (
                CapabilitiesError::Downgraded { ours, theirs },
                "channel-downgraded",
            ),
            (refused(NtStatus::NOT_IMPLEMENTED), "channel-downgraded"),
            (refused(NtStatus::ACCESS_DENIED), "new-account-refused"),
            (CapabilitiesError::WrongLevel, "malformed-answer"),
        ] {
            assert_eq!(confirm_reason(&error.into()).code(), code);
        }
        let fault = CallError::Fault {
            executed: false,
            status: RpcStatus::INVALID_TAG,
        };
        let reason = confirm_reason(&fault.into());
        assert_eq!(reason.code(), "channel-downgraded");
        assert_eq!(
            confirm_reason(&CallError::Interrupted.into()),
            Reason::TimedOut
        );
    }
}
