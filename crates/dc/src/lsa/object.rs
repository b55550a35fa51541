//! What handles stand for.

use msrpc::lsarpc::{AccountAccess, PolicyAccess, SecretAccess, TrustedDomainAccess};
use wire::Sid;

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
    pub(super) name: String,
    pub(super) granted: SecretAccess,
}

/// A trusted domain object.
pub(super) struct Trust {
    pub(super) sid: Sid,
    pub(super) granted: TrustedDomainAccess,
}
