//! A user changes a password and proves to know the old one.

use ndr::{Params, UnicodeString, Unique};

use super::{EncryptedOwfPassword, EncryptedUserPassword};

/// `SamrUnicodeChangePasswordUser2` request, [MS-SAMR] 3.1.5.10.3: needs no handle.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct UnicodeChangePasswordUser2 {
    /// Ignored by the server.
    pub server_name: Unique<UnicodeString>,
    /// The account's name.
    pub user_name: UnicodeString,
    /// The new password under the NT hash of the old one.
    pub new_password_encrypted_with_old_nt: Unique<EncryptedUserPassword>,
    /// The NT hash of the old password under the NT hash of the new one.
    pub old_nt_owf_password_encrypted_with_new_nt: Unique<EncryptedOwfPassword>,
    /// Whether the two last fields count. Nobody should have LM hashes any more: 0.
    pub lm_present: u8,
    /// The new password under the LM hash of the old one.
    pub new_password_encrypted_with_old_lm: Unique<EncryptedUserPassword>,
    /// The LM hash of the old password under the NT hash of the new one.
    pub old_lm_owf_password_encrypted_with_new_nt: Unique<EncryptedOwfPassword>,
}
