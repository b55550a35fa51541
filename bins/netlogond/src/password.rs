//! New passwords, and the rules that they keep.

use std::path::PathBuf;

use auth::NtHash;
use cli::PasswordSource;
use lsa::local::check_password;
use store::Policy;
use wire::Password;

use crate::error::{Error, UsageError};

/// Reads a new password from a file, the environment or the terminal.
pub(crate) fn read(file: Option<PathBuf>, account: &str) -> Result<Password, UsageError> {
    let source = PasswordSource {
        argument: None,
        file,
        option: "--password-file",
        variable: "NETLOGOND_PASSWORD",
        account: account.to_owned(),
    };
    Ok(source.read()?)
}

/// Checks a new password of a person against the policy, and makes its hash.
pub(crate) fn check(
    policy: &Policy,
    account: &str,
    full_name: &str,
    password: &Password,
) -> Result<NtHash, Error> {
    check_password(policy, password, account, full_name).map_err(|rule| Error::Rule {
        name: account.to_owned(),
        rule: rule.into(),
    })?;
    Ok(NtHash::from_password(password))
}
