//! A user changes a password and proves to know the old one.

use ndr::{AnsiString, Ndr, Params, UnicodeString, Unique};
use wire::NtStatus;

use super::{
    DomainPasswordInformation, EncryptedOwfPassword, EncryptedPasswordAes, EncryptedUserPassword,
    UserHandle,
};

/// `SamrChangePasswordUser` request, [MS-SAMR] 3.1.5.10.1: hashes only, so that no server can see whether the new password
/// is a good one.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct ChangePasswordUser {
    /// The account.
    pub user: UserHandle,
    /// Whether the two next fields count.
    pub lm_present: u8,
    /// The LM hash of the old password under that of the new one.
    pub old_lm_encrypted_with_new_lm: Unique<EncryptedOwfPassword>,
    /// The LM hash of the new password under that of the old one.
    pub new_lm_encrypted_with_old_lm: Unique<EncryptedOwfPassword>,
    /// Whether the two next fields count.
    pub nt_present: u8,
    /// The NT hash of the old password under that of the new one.
    pub old_nt_encrypted_with_new_nt: Unique<EncryptedOwfPassword>,
    /// The NT hash of the new password under that of the old one.
    pub new_nt_encrypted_with_old_nt: Unique<EncryptedOwfPassword>,
    /// Whether the next field counts.
    pub nt_cross_encryption_present: u8,
    /// The NT hash of the new password under its LM hash.
    pub new_nt_encrypted_with_new_lm: Unique<EncryptedOwfPassword>,
    /// Whether the next field counts.
    pub lm_cross_encryption_present: u8,
    /// The LM hash of the new password under its NT hash.
    pub new_lm_encrypted_with_new_nt: Unique<EncryptedOwfPassword>,
}

/// `SamrOemChangePasswordUser2` request, [MS-SAMR] 3.1.5.10.2: by LM hashes, which nobody should have any more.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OemChangePasswordUser2 {
    /// Ignored by the server.
    pub server_name: Unique<AnsiString>,
    /// The account's name.
    pub user_name: AnsiString,
    /// The new password under the LM hash of the old one.
    pub new_password_encrypted_with_old_lm: Unique<EncryptedUserPassword>,
    /// The LM hash of the old password under that of the new one.
    pub old_lm_owf_password_encrypted_with_new_lm: Unique<EncryptedOwfPassword>,
}

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

/// `SamrUnicodeChangePasswordUser3` request: as [`UnicodeChangePasswordUser2`], and tells why a password is refused. Not in
/// [MS-SAMR], which reserves number 63 for local use; clients of Windows and Samba send it, and Samba's IDL describes it.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct UnicodeChangePasswordUser3 {
    /// Ignored by the server.
    pub server_name: Unique<UnicodeString>,
    /// The account's name.
    pub user_name: UnicodeString,
    /// The new password under the NT hash of the old one.
    pub new_password_encrypted_with_old_nt: Unique<EncryptedUserPassword>,
    /// The NT hash of the old password under the NT hash of the new one.
    pub old_nt_owf_password_encrypted_with_new_nt: Unique<EncryptedOwfPassword>,
    /// Whether the two next fields count. Nobody should have LM hashes any more: 0.
    pub lm_present: u8,
    /// The new password under the LM hash of the old one.
    pub new_password_encrypted_with_old_lm: Unique<EncryptedUserPassword>,
    /// The LM hash of the old password under the NT hash of the new one.
    pub old_lm_owf_password_encrypted_with_new_nt: Unique<EncryptedOwfPassword>,
    /// Not used.
    pub additional_data: Unique<EncryptedUserPassword>,
}

/// `SamrUnicodeChangePasswordUser3` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct UnicodeChangePasswordUser3Reply {
    /// The rules, when the new password breaks one.
    pub password_information: Unique<DomainPasswordInformation>,
    /// Which one it breaks.
    pub failure: Unique<PasswordChangeFailure>,
    /// [`NtStatus::PASSWORD_RESTRICTION`] when the new password breaks a rule.
    pub status: NtStatus,
}

/// Why a new password is refused (Samba's `userPwdChangeFailureInformation`).
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct PasswordChangeFailure {
    /// The rule that it breaks.
    pub reason: PasswordChangeReason,
    /// The name of the filter that refuses it, if one does.
    pub filter_module: UnicodeString,
}

crate::flags::values! {
    /// Which rule a new password breaks (Samba's `samPwdChangeReason`).
    PasswordChangeReason: u32 {
        /// `SAM_PWD_CHANGE_NO_ERROR`: none of the others; also that it was changed too recently.
        NO_ERROR = 0;
        /// `SAM_PWD_CHANGE_PASSWORD_TOO_SHORT`.
        TOO_SHORT = 1;
        /// `SAM_PWD_CHANGE_PWD_IN_HISTORY`.
        IN_HISTORY = 2;
        /// `SAM_PWD_CHANGE_USERNAME_IN_PASSWORD`.
        USER_NAME_IN_PASSWORD = 3;
        /// `SAM_PWD_CHANGE_FULLNAME_IN_PASSWORD`.
        FULL_NAME_IN_PASSWORD = 4;
        /// `SAM_PWD_CHANGE_NOT_COMPLEX`.
        NOT_COMPLEX = 5;
        /// `SAM_PWD_CHANGE_MACHINE_NOT_DEFAULT`.
        MACHINE_NOT_DEFAULT = 6;
        /// `SAM_PWD_CHANGE_FAILED_BY_FILTER`.
        FAILED_BY_FILTER = 7;
        /// `SAM_PWD_CHANGE_PASSWORD_TOO_LONG`.
        TOO_LONG = 8;
    }
}

/// `SamrUnicodeChangePasswordUser4` request, [MS-SAMR] 3.1.5.10.4: the new password under a key that comes from the old
/// one ([`EncryptedPasswordAes::key_from_nt_hash`]).
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct UnicodeChangePasswordUser4 {
    /// Ignored by the server.
    pub server_name: Unique<UnicodeString>,
    /// The account's name.
    pub user_name: UnicodeString,
    /// The new password.
    pub encrypted_password: EncryptedPasswordAes,
}
