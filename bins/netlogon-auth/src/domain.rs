//! Whoever judges: the service, or a test's own domain.

use local_client::{Client, ClientError, Failure, LoggedOn, PasswordLogon, Pong, ResponseLogon};
use wire::{NtStatus, Sid};

/// The verdict on somebody.
pub(crate) type Verdict = Result<LoggedOn, Failure>;

/// Whoever judges.
pub(crate) trait Domain {
    /// Whose member this computer is.
    async fn ping(&self) -> Result<Pong, ClientError>;

    /// Judges a response.
    async fn log_on(&self, logon: ResponseLogon) -> Result<Verdict, ClientError>;

    /// Judges a password.
    async fn check_password(&self, logon: PasswordLogon) -> Result<Verdict, ClientError>;
}

impl Domain for Client {
    async fn ping(&self) -> Result<Pong, ClientError> {
        self.ping().await
    }

    async fn log_on(&self, logon: ResponseLogon) -> Result<Verdict, ClientError> {
        self.log_on(logon).await
    }

    async fn check_password(&self, logon: PasswordLogon) -> Result<Verdict, ClientError> {
        self.check_password(logon).await
    }
}

/// The domain of accounts that are named without one: the one that was named for them, or else this computer's. FreeRADIUS
/// names an empty one for an account without any, by `--domain=%{mschap:NT-Domain}`.
pub(crate) async fn home<D: Domain>(
    named: Option<&str>,
    domain: &D,
) -> Result<String, ClientError> {
    match named {
        Some(home) if !home.is_empty() => Ok(home.to_owned()),
        _ => Ok(domain.ping().await?.domain.unwrap_or_default()),
    }
}

/// Whether somebody who is let in is of one of these groups; of none, if there is none to be of.
pub(crate) fn is_wanted(user: &LoggedOn, groups: &[Sid]) -> bool {
    groups.is_empty()
        || groups
            .iter()
            .any(|group| *group == user.sid || user.groups.contains(group))
}

/// The status's name as `ntlm_auth` prints it.
pub(crate) fn name(status: NtStatus) -> String {
    match status.name() {
        Some(name) => format!("NT_{name}"),
        None => format!("NT code 0x{:08x}", status.0),
    }
}

/// What those may hear who have not proven anything: not whether the account exists.
pub(crate) const fn for_strangers(status: NtStatus) -> NtStatus {
    match status {
        NtStatus::WRONG_PASSWORD | NtStatus::NO_SUCH_USER => NtStatus::LOGON_FAILURE,
        other => other,
    }
}
