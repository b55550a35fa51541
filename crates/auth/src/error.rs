//! Why an authentication failed.

use wire::{Malformed, NtStatus};

/// Why an authentication failed: one variant per reason.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// A token does not decode.
    #[error("the authentication token is malformed: {0}")]
    Malformed(#[from] Malformed),
    /// Whoever knows the accounts, or the peer, refused the logon.
    #[error("the logon was refused: {0}")]
    Refused(NtStatus),
}
