//! What to do about the numbers of a channel, which `nltest` has always printed.

use cli::ExitStatus;
use wire::Win32Error;

/// What to do about a channel of `machine` to `domain` that has this status, in one line; `is_trust` if the domain is not the
/// machine's own.
#[must_use]
pub fn advice(machine: &str, domain: &str, status: Win32Error, is_trust: bool) -> String {
    let (whose, repair) = if is_trust {
        (
            format!("the domain of {machine}"),
            "it is a trust between domains, which is reset on both sides, as `netdom trust` of Windows does it and ours by `netlogond dc trust password`".to_owned(),
        )
    } else {
        let repair = format!("`netdom member {machine} /joindomain` repairs it");
        (machine.to_owned(), repair)
    };
    match status {
        Win32Error::ERROR_NO_SUCH_DOMAIN => format!(
            "{machine} has no channel to {domain}, or finds no domain controller of it: check the domain's name, and DNS \
             and WINS on {machine}"
        ),
        Win32Error::ERROR_NO_LOGON_SERVERS
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
            "{domain} has no account for {whose}, or one that is disabled or of another kind: {repair}"
        ),
        Win32Error::ERROR_NO_TRUST_LSA_SECRET => {
            format!("{whose} has lost its password for {domain}: {repair}")
        }
        Win32Error::ERROR_ACCESS_DENIED
        | Win32Error::ERROR_INVALID_PASSWORD
        | Win32Error::ERROR_WRONG_PASSWORD
        | Win32Error::ERROR_LOGON_FAILURE
        | Win32Error::ERROR_TRUSTED_DOMAIN_FAILURE
        | Win32Error::ERROR_TRUSTED_RELATIONSHIP_FAILURE
        | Win32Error::ERROR_TRUST_FAILURE => {
            format!("the passwords of {whose} and of its account in {domain} do not fit: {repair}")
        }
        status => format!(
            "{machine} has no channel to {domain}, because of {status}: look into its log at this time"
        ),
    }
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
    fn a_password_is_not_blamed_for_a_network() {
        let advice = |status| advice(r"\\M", "D", status, false);
        assert!(advice(Win32Error::ERROR_NO_LOGON_SERVERS).contains("/dsgetdc:D"));
        for status in [
            Win32Error::ERROR_ACCESS_DENIED,
            Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT,
            Win32Error::ERROR_NO_TRUST_LSA_SECRET,
        ] {
            assert!(advice(status).contains(r"`netdom member \\M /joindomain`"));
        }
        let trust = super::advice(r"\\PDC", "D", Win32Error::ERROR_ACCESS_DENIED, true);
        assert!(trust.contains("both sides") && !trust.contains("/joindomain"));
        let downgrade = advice(Win32Error::ERROR_DOWNGRADE_DETECTED);
        assert!(!downgrade.contains("netdom") && downgrade.contains("(1265)"));
    }
}
