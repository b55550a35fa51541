//! Reasons as the numbers that tools of Windows would have got.

use wire::{NtStatus, Win32Error};

use crate::Reason;

impl Reason {
    /// The Win32 error that a tool of Windows would have got in its place.
    #[must_use]
    pub const fn win32(&self) -> Win32Error {
        match self {
            Self::Win32(error) | Self::MemberFindsNoDc(error) => *error,
            Self::AccessDenied | Self::GuestLogon => Win32Error::ERROR_ACCESS_DENIED,
            Self::ChannelBroken(status) => of_channel(*status),
            Self::NoDomain | Self::InvalidDomain { .. } => Win32Error::ERROR_INVALID_DOMAINNAME,
            Self::PdcNotFound { .. } | Self::DcNotFound { .. } | Self::NoChannel { .. } => {
                Win32Error::ERROR_NO_SUCH_DOMAIN
            }
            Self::LogonFailure | Self::LogonRefused(_) => Win32Error::ERROR_LOGON_FAILURE,
            Self::ClockSkew => Win32Error::ERROR_TIME_SKEW,
            Self::AccountMissing => Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT,
            Self::AccountExists => Win32Error::NERR_UserExists,
            Self::AccountDisabled => Win32Error::ERROR_ACCOUNT_DISABLED,
            Self::QuotaExceeded => Win32Error::ERROR_DS_MACHINE_ACCOUNT_QUOTA_EXCEEDED,
            Self::ReuseForbidden => Win32Error::NERR_AccountReuseBlockedByPolicy,
            Self::MemberOfAnother { .. } => Win32Error::NERR_SetupAlreadyJoined,
            Self::NotAMember => Win32Error::NERR_SetupNotJoined,
            Self::DomainController => Win32Error::NERR_SetupDomainController,
            Self::UserMissing { .. } => Win32Error::NERR_UserNotFound,
            Self::FunctionNotOffered { .. } => Win32Error::ERROR_NOT_SUPPORTED,
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

/// The Win32 error by which Netlogon tells the state of a channel.
const fn of_channel(status: NtStatus) -> Win32Error {
    match status {
        NtStatus::ACCESS_DENIED => Win32Error::ERROR_ACCESS_DENIED,
        NtStatus::NO_TRUST_LSA_SECRET => Win32Error::ERROR_NO_TRUST_LSA_SECRET,
        NtStatus::NO_TRUST_SAM_ACCOUNT => Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT,
        NtStatus::TRUSTED_DOMAIN_FAILURE => Win32Error::ERROR_TRUSTED_DOMAIN_FAILURE,
        _ => Win32Error::ERROR_TRUSTED_RELATIONSHIP_FAILURE,
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
        // What a member answers is what the administrator's tool reads.
        for reason in [
            Reason::AccessDenied,
            Reason::AccountExists,
            Reason::ClockSkew,
            Reason::DomainController,
            Reason::LogonFailure,
            Reason::NotAMember,
            Reason::QuotaExceeded,
            Reason::ReuseForbidden,
        ] {
            assert_eq!(Reason::of_win32(reason.win32()), reason);
        }
        for reason in Reason::one_of_each() {
            assert_ne!(reason.win32(), Win32Error::NERR_Success, "{reason}");
        }
    }
}
