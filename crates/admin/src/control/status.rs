//! Reasons as the numbers that `nltest` has always printed, and what to do about those of a channel.

use cli::ExitStatus;
use wire::Win32Error;

use crate::Reason;

impl Reason {
    /// The Win32 error that a tool of Windows would have got in its place.
    #[must_use]
    pub const fn win32(&self) -> Win32Error {
        match self {
            Self::Win32(error) | Self::MemberFindsNoDc(error) => *error,
            Self::AccessDenied | Self::GuestLogon => Win32Error::ERROR_ACCESS_DENIED,
            Self::NoDomain | Self::InvalidDomain { .. } => Win32Error::ERROR_INVALID_DOMAINNAME,
            Self::PdcNotFound { .. } | Self::DcNotFound { .. } | Self::NoChannel { .. } => {
                Win32Error::ERROR_NO_SUCH_DOMAIN
            }
            Self::LogonFailure | Self::LogonRefused(_) => Win32Error::ERROR_LOGON_FAILURE,
            Self::ClockSkew => Win32Error::ERROR_TIME_SKEW,
            Self::UserMissing { .. } => Win32Error::NERR_UserNotFound,
            Self::CallNotOffered { .. } => Win32Error::RPC_S_PROCNUM_OUT_OF_RANGE,
            Self::NotSigned | Self::NoCommonDialect | Self::Malformed(_) | Self::Altered => {
                Win32Error::RPC_S_PROTOCOL_ERROR
            }
            Self::Status(_) | Self::Fault(_) => Win32Error::RPC_S_CALL_FAILED,
            // Among them a machine whose Netlogon service does not run.
            _ => Win32Error::RPC_S_SERVER_UNAVAILABLE,
        }
    }
}

/// What to do about a channel of `machine` to `domain` that has this status, in one line.
#[must_use]
pub fn advice(machine: &str, domain: &str, status: Win32Error) -> String {
    match status {
        Win32Error::ERROR_NO_LOGON_SERVERS
        | Win32Error::ERROR_NO_SUCH_DOMAIN
        | Win32Error::ERROR_DOMAIN_CONTROLLER_NOT_FOUND
        | Win32Error::NERR_DCNotFound
        | Win32Error::RPC_S_SERVER_UNAVAILABLE => format!(
            "{machine} reaches no domain controller of {domain}: check its network, DNS and WINS; `nltest \
             /server:{machine} /dsgetdc:{domain}` shows whom it finds"
        ),
        Win32Error::ERROR_NETLOGON_NOT_STARTED => {
            format!("start the NETLOGON service on {machine}")
        }
        Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT => format!(
            "{domain} has no account for {machine}, or one that is disabled or another computer's: {}",
            repair(machine)
        ),
        Win32Error::ERROR_NO_TRUST_LSA_SECRET => format!(
            "{machine} has lost its password for {domain}: {}",
            repair(machine)
        ),
        _ => format!(
            "the passwords of {machine} and of its account in {domain} do not fit: {}",
            repair(machine)
        ),
    }
}

fn repair(machine: &str) -> String {
    format!("`netdom member {machine} /joindomain` repairs it")
}

/// The exit status of a command that was asked for a channel, or for what a service says of its domain.
pub(super) const fn exit(trouble: Option<Win32Error>) -> ExitStatus {
    match trouble {
        None => ExitStatus::Success,
        Some(_) => ExitStatus::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_that_is_not_there_has_the_number_that_scripts_look_for() {
        let reason = Reason::NotOffered {
            interface: "netlogon",
        };
        assert_eq!(
            reason.win32().to_string(),
            "RPC_S_SERVER_UNAVAILABLE (1722)"
        );
        for reason in Reason::one_of_each() {
            assert_ne!(reason.win32(), Win32Error::NERR_Success, "{reason}");
        }
    }

    #[test]
    fn a_password_is_not_blamed_for_a_network() {
        let advice = |status| advice(r"\\M", "D", status);
        assert!(advice(Win32Error::ERROR_NO_LOGON_SERVERS).contains("/dsgetdc:D"));
        for status in [
            Win32Error::ERROR_ACCESS_DENIED,
            Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT,
            Win32Error::ERROR_NO_TRUST_LSA_SECRET,
        ] {
            assert!(advice(status).contains(r"`netdom member \\M /joindomain`"));
        }
    }
}
