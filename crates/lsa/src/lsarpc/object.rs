//! What handles stand for.

use msrpc::lsarpc::{AccountAccess, Lsarpc, PolicyAccess, SecretAccess, TrustedDomainAccess};
use wire::Sid;

use crate::objects::objects_of;

objects_of!(Lsarpc: Policy, Account, Secret, Trust);

/// The policy object.
pub(super) struct Policy {
    pub(super) granted: PolicyAccess,
}

/// An account object: the rights of a SID.
pub(super) struct Account {
    pub(super) sid: Sid,
    pub(super) granted: AccountAccess,
}

/// A secret.
pub(super) struct Secret {
    pub(super) kept: Kept,
    pub(super) granted: SecretAccess,
}

/// Where a secret is.
pub(super) enum Kept {
    /// Under this name, in the database.
    Named(String),
    /// With the computer's role: the password of its own account.
    Machine,
}

/// A trusted domain object.
pub(super) struct Trust {
    pub(super) sid: Sid,
    pub(super) granted: TrustedDomainAccess,
}
