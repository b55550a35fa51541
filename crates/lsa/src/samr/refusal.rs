//! What a client hears when the database refuses.

use store::{PrincipalKind, SamDomain, StoreError};
use wire::NtStatus;

use crate::Authority;
use crate::logon::unreadable;

/// The status for what the database refuses, [MS-SAMR] 3.1.5.
pub(super) fn refused(error: StoreError) -> NtStatus {
    match error {
        StoreError::NoSuchAccount => NtStatus::NO_SUCH_USER,
        StoreError::NoSuchGroup => NtStatus::NO_SUCH_GROUP,
        StoreError::NoSuchAlias => NtStatus::NO_SUCH_ALIAS,
        StoreError::InvalidName => NtStatus::INVALID_ACCOUNT_NAME,
        StoreError::InvalidValue { .. } => NtStatus::INVALID_PARAMETER,
        StoreError::InHistory => NtStatus::PASSWORD_RESTRICTION,
        StoreError::BuiltInAccount => NtStatus::SPECIAL_ACCOUNT,
        StoreError::PrimaryGroup => NtStatus::MEMBERS_PRIMARY_GROUP,
        StoreError::QuotaExceeded => NtStatus::DS_MACHINE_ACCOUNT_QUOTA_EXCEEDED,
        StoreError::RidsExhausted => NtStatus::INSUFFICIENT_RESOURCES,
        StoreError::Full => NtStatus::DISK_FULL,
        error => unreadable(error),
    }
}

impl Authority {
    /// Sees that a name is not one that others already mean something by: no alias of BUILTIN, since people name both kinds
    /// of alias without a domain, and not this computer's own account.
    pub(super) async fn check_not_reserved(&self, name: &str) -> Result<(), NtStatus> {
        if name.eq_ignore_ascii_case(&self.names().computer.machine_account()) {
            return Err(NtStatus::USER_EXISTS);
        }
        let owner = self.store().principal(SamDomain::Builtin, name).await;
        match owner.map_err(unreadable)? {
            Some(_) => Err(NtStatus::ALIAS_EXISTS),
            None => Ok(()),
        }
    }

    /// The status for what the database refuses because of a name: what it belongs to already says which.
    pub(super) async fn name_refused(
        &self,
        domain: SamDomain,
        name: &str,
        error: StoreError,
    ) -> NtStatus {
        if !matches!(error, StoreError::NameTaken) {
            return refused(error);
        }
        match self.store().principal(domain, name).await {
            Ok(Some(owner)) => match owner.kind {
                PrincipalKind::User => NtStatus::USER_EXISTS,
                PrincipalKind::Group => NtStatus::GROUP_EXISTS,
                PrincipalKind::Alias => NtStatus::ALIAS_EXISTS,
            },
            // It has just been given free.
            Ok(None) => NtStatus::USER_EXISTS,
            Err(error) => unreadable(error),
        }
    }
}
