//! This computer's own accounts, as far as joining and leaving change them.

use store::{AliasId, Store, StoreError};
use wire::{FileTime, NetbiosName, Sid};

use crate::BoxFuture;

/// A computer's own accounts: in its database, or in what a simulation has for one.
pub trait OwnAccounts: Send + Sync + 'static {
    /// What the computer is called by them.
    ///
    /// # Errors
    /// [`StoreError`].
    fn computer(&self) -> BoxFuture<'_, Result<NetbiosName, StoreError>>;

    /// Has a domain's groups be members of this computer's own, or no longer so.
    ///
    /// # Errors
    /// [`StoreError`].
    fn let_in<'a>(
        &'a self,
        domain: &'a Sid,
        let_in: bool,
        now: FileTime,
    ) -> BoxFuture<'a, Result<(), StoreError>>;
}

impl OwnAccounts for Store {
    fn computer(&self) -> BoxFuture<'_, Result<NetbiosName, StoreError>> {
        Box::pin(async { Ok(self.domain().await?.controller) })
    }

    fn let_in<'a>(
        &'a self,
        domain: &'a Sid,
        let_in: bool,
        now: FileTime,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            for (alias, group) in DOMAIN_GROUPS {
                let Ok(group) = domain.child(group) else {
                    continue;
                };
                let alias = AliasId::builtin(alias);
                let changed = match let_in {
                    true => self.add_alias_member(alias, &group, now).await,
                    false => self.remove_alias_member(alias, &group, now).await,
                };
                match changed {
                    Ok(()) | Err(StoreError::AlreadyMember | StoreError::NotAMember) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
    }
}

/// The groups of a domain that a member's own groups have in them, by their relative identifiers in both.
const DOMAIN_GROUPS: [(u32, u32); 3] = [
    (544, 512), // Administrators: Domain Admins
    (545, 513), // Users: Domain Users
    (546, 514), // Guests: Domain Guests
];
