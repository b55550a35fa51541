//! Who may ask.

use tracing::error;
use transport::CallContext;
use wire::Win32Error;

use crate::Authority;
use crate::token::Token;

/// `DOMAIN_ALIAS_RID_SYSTEM_OPS`, [MS-DTYP] 2.4.2.4.
const SERVER_OPERATORS: u32 = 549;

impl Authority {
    /// The token of a caller who has logged on.
    ///
    /// # Errors
    /// `ERROR_ACCESS_DENIED` for one who has not.
    pub async fn known_caller(&self, context: &CallContext) -> Result<Token, Win32Error> {
        let token = self.token(context).await.map_err(|error| {
            error!(%error, "the database cannot be used");
            Win32Error::ERROR_GEN_FAILURE
        })?;
        if token.is_anonymous() {
            Err(Win32Error::ERROR_ACCESS_DENIED)
        } else {
            Ok(token)
        }
    }

    /// Sees that the caller is an administrator.
    ///
    /// # Errors
    /// `ERROR_ACCESS_DENIED` for one who is not.
    pub(crate) async fn administrator(&self, context: &CallContext) -> Result<(), Win32Error> {
        let token = self.known_caller(context).await?;
        allowed(token.is_administrator())
    }

    /// Sees that the caller is an administrator or a server operator.
    ///
    /// # Errors
    /// `ERROR_ACCESS_DENIED` for one who is not.
    pub(super) async fn operator(&self, context: &CallContext) -> Result<(), Win32Error> {
        let token = self.known_caller(context).await?;
        allowed(token.is_administrator() || token.is_in_builtin(SERVER_OPERATORS))
    }
}

const fn allowed(allowed: bool) -> Result<(), Win32Error> {
    if allowed {
        Ok(())
    } else {
        Err(Win32Error::ERROR_ACCESS_DENIED)
    }
}

/// What a reply says: what was asked for and success, or the reason why not.
pub(super) fn outcome<T>(result: Result<T, Win32Error>) -> (Option<T>, Win32Error) {
    match result {
        Ok(value) => (Some(value), Win32Error::NERR_Success),
        Err(error) => (None, error),
    }
}

/// The status of a reply that says nothing else.
pub(super) fn status(result: Result<(), Win32Error>) -> Win32Error {
    result.err().unwrap_or(Win32Error::NERR_Success)
}
