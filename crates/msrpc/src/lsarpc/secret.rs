//! Secrets: what a computer must know and must not tell, such as the password of its account.

use ndr::{Ndr, Params, UnicodeString, Unique};
use wire::{FileTime, NtStatus};

use super::{CipherValue, PolicyHandle, SecretAccess, SecretHandle};

/// `LsarCreateSecret` request, [MS-LSAD] 3.1.4.6.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateSecret {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The secret's name.
    pub secret_name: UnicodeString,
    /// What the handle is to allow.
    pub desired_access: SecretAccess,
}

/// `LsarOpenSecret` request, [MS-LSAD] 3.1.4.6.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenSecret {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The secret's name.
    pub secret_name: UnicodeString,
    /// What the handle is to allow.
    pub desired_access: SecretAccess,
}

/// `LsarCreateSecret` and `LsarOpenSecret` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenSecretReply {
    /// The secret.
    pub secret: SecretHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarSetSecret` request, [MS-LSAD] 3.1.4.6.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetSecret {
    /// The secret.
    pub secret: SecretHandle,
    /// The new value; null deletes the one there is.
    pub encrypted_current_value: Unique<CipherValue>,
    /// The new old value; null makes the one that was current the old one.
    pub encrypted_old_value: Unique<CipherValue>,
}

/// `LsarQuerySecret` request, [MS-LSAD] 3.1.4.6.4. What is not to be returned is null; a value that is wanted is a null
/// in a pointer that is not.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QuerySecret {
    /// The secret.
    pub secret: SecretHandle,
    /// Whether the value is wanted.
    pub encrypted_current_value: Unique<Unique<CipherValue>>,
    /// Whether its time is wanted.
    pub current_value_set_time: Unique<LargeTime>,
    /// Whether the value before it is wanted.
    pub encrypted_old_value: Unique<Unique<CipherValue>>,
    /// Whether that one's time is wanted.
    pub old_value_set_time: Unique<LargeTime>,
}

/// `LsarQuerySecret` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QuerySecretReply {
    /// The value, if it was wanted and there is one.
    pub encrypted_current_value: Unique<Unique<CipherValue>>,
    /// When it was set.
    pub current_value_set_time: Unique<LargeTime>,
    /// The value before it, if it was wanted and there is one.
    pub encrypted_old_value: Unique<Unique<CipherValue>>,
    /// When that was set.
    pub old_value_set_time: Unique<LargeTime>,
    /// The outcome.
    pub status: NtStatus,
}

/// `LARGE_INTEGER`, [MS-DTYP] 2.3.5, that is a point in time: as [`FileTime`], but aligned as 64 bits.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct LargeTime(pub u64);

impl From<LargeTime> for FileTime {
    fn from(time: LargeTime) -> Self {
        Self(time.0)
    }
}

impl From<FileTime> for LargeTime {
    fn from(time: FileTime) -> Self {
        Self(time.0)
    }
}

/// `LsarStorePrivateData` request, [MS-LSAD] 3.1.4.6.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct StorePrivateData {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The secret's name.
    pub key_name: UnicodeString,
    /// The new value; null deletes the secret.
    pub encrypted_data: Unique<CipherValue>,
}

/// `LsarRetrievePrivateData` request, [MS-LSAD] 3.1.4.6.6.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RetrievePrivateData {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The secret's name.
    pub key_name: UnicodeString,
    /// Null.
    pub encrypted_data: Unique<CipherValue>,
}

/// `LsarRetrievePrivateData` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RetrievePrivateDataReply {
    /// The value.
    pub encrypted_data: Unique<CipherValue>,
    /// The outcome.
    pub status: NtStatus,
}
