//! What a client hears when the database refuses.

use store::StoreError;
use wire::NtStatus;

use crate::logon::unreadable;

/// The status for what the database refuses of an object that a handle was opened to, [MS-LSAD] 3.1.4.9.3: "The server
/// MUST make all subsequent requests to deleted objects through already opened handles fail with STATUS_INVALID_HANDLE."
pub(super) fn gone(error: StoreError) -> NtStatus {
    match error {
        StoreError::NoSuchRights | StoreError::NoSuchSecret | StoreError::NoSuchTrust => {
            NtStatus::INVALID_HANDLE
        }
        error => refused(error),
    }
}

/// The status for what the database refuses, [MS-LSAD] 3.1.4.
pub(super) fn refused(error: StoreError) -> NtStatus {
    match error {
        StoreError::NoSuchRights | StoreError::NoSuchSecret | StoreError::NoSuchTrust => {
            NtStatus::OBJECT_NAME_NOT_FOUND
        }
        StoreError::RightsExist | StoreError::SecretExists | StoreError::TrustExists => {
            NtStatus::OBJECT_NAME_COLLISION
        }
        StoreError::InvalidName | StoreError::InvalidValue { .. } => NtStatus::INVALID_PARAMETER,
        StoreError::Full => NtStatus::DISK_FULL,
        error => unreadable(error),
    }
}
