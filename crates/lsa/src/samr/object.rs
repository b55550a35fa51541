//! What handles stand for.

use msrpc::samr::{AliasAccess, DomainAccess, GroupAccess, Samr, ServerAccess, UserAccess};
use store::{AliasId, SamDomain};

use super::user::Power;
use crate::objects::objects_of;

objects_of!(Samr: Server, Domain, User, Group, Alias);

/// The server object.
pub(super) struct Server {
    pub(super) granted: ServerAccess,
}

/// A domain object.
pub(super) struct Domain {
    pub(super) which: SamDomain,
    pub(super) granted: DomainAccess,
}

/// An account. Only the account domain has any.
pub(super) struct User {
    pub(super) rid: u32,
    pub(super) granted: UserAccess,
    pub(super) power: Power,
}

/// A group. Only the account domain has any.
pub(super) struct Group {
    pub(super) rid: u32,
    pub(super) granted: GroupAccess,
}

/// An alias of either domain.
pub(super) struct Alias {
    pub(super) id: AliasId,
    pub(super) granted: AliasAccess,
}
