//! Everything about an account at once, and the levels that set a password.

use ndr::{Ndr, ShortBlob, UnicodeString};
use wire::FileTime;

use super::{
    EncryptedOwfPassword, EncryptedPasswordAes, EncryptedUserPassword, EncryptedUserPasswordNew,
    LogonHours, SecurityDescriptor, UserAccountControl,
};

crate::flags::flags! {
    /// `WhichFields`, [MS-SAMR] 2.2.1.8: the fields of a [`UserAll`] that count.
    WhichFields: u32 {
        /// `USER_ALL_USERNAME`.
        USER_NAME = 0x0000_0001;
        /// `USER_ALL_FULLNAME`.
        FULL_NAME = 0x0000_0002;
        /// `USER_ALL_USERID`.
        USER_ID = 0x0000_0004;
        /// `USER_ALL_PRIMARYGROUPID`.
        PRIMARY_GROUP_ID = 0x0000_0008;
        /// `USER_ALL_ADMINCOMMENT`.
        ADMIN_COMMENT = 0x0000_0010;
        /// `USER_ALL_USERCOMMENT`.
        USER_COMMENT = 0x0000_0020;
        /// `USER_ALL_HOMEDIRECTORY`.
        HOME_DIRECTORY = 0x0000_0040;
        /// `USER_ALL_HOMEDIRECTORYDRIVE`.
        HOME_DIRECTORY_DRIVE = 0x0000_0080;
        /// `USER_ALL_SCRIPTPATH`.
        SCRIPT_PATH = 0x0000_0100;
        /// `USER_ALL_PROFILEPATH`.
        PROFILE_PATH = 0x0000_0200;
        /// `USER_ALL_WORKSTATIONS`.
        WORK_STATIONS = 0x0000_0400;
        /// `USER_ALL_LASTLOGON`.
        LAST_LOGON = 0x0000_0800;
        /// `USER_ALL_LASTLOGOFF`.
        LAST_LOGOFF = 0x0000_1000;
        /// `USER_ALL_LOGONHOURS`.
        LOGON_HOURS = 0x0000_2000;
        /// `USER_ALL_BADPASSWORDCOUNT`.
        BAD_PASSWORD_COUNT = 0x0000_4000;
        /// `USER_ALL_LOGONCOUNT`.
        LOGON_COUNT = 0x0000_8000;
        /// `USER_ALL_PASSWORDCANCHANGE`.
        PASSWORD_CAN_CHANGE = 0x0001_0000;
        /// `USER_ALL_PASSWORDMUSTCHANGE`.
        PASSWORD_MUST_CHANGE = 0x0002_0000;
        /// `USER_ALL_PASSWORDLASTSET`.
        PASSWORD_LAST_SET = 0x0004_0000;
        /// `USER_ALL_ACCOUNTEXPIRES`.
        ACCOUNT_EXPIRES = 0x0008_0000;
        /// `USER_ALL_USERACCOUNTCONTROL`.
        USER_ACCOUNT_CONTROL = 0x0010_0000;
        /// `USER_ALL_PARAMETERS`.
        PARAMETERS = 0x0020_0000;
        /// `USER_ALL_COUNTRYCODE`.
        COUNTRY_CODE = 0x0040_0000;
        /// `USER_ALL_CODEPAGE`.
        CODE_PAGE = 0x0080_0000;
        /// `USER_ALL_NTPASSWORDPRESENT`: the password of levels 23, 25 and 32, too.
        NT_PASSWORD_PRESENT = 0x0100_0000;
        /// `USER_ALL_LMPASSWORDPRESENT`.
        LM_PASSWORD_PRESENT = 0x0200_0000;
        /// `USER_ALL_PRIVATEDATA`.
        PRIVATE_DATA = 0x0400_0000;
        /// `USER_ALL_PASSWORDEXPIRED`.
        PASSWORD_EXPIRED = 0x0800_0000;
        /// `USER_ALL_SECURITYDESCRIPTOR`.
        SECURITY_DESCRIPTOR = 0x1000_0000;
    }
}

/// `SAMPR_USER_ALL_INFORMATION`, [MS-SAMR] 2.2.6.6.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserAll {
    /// The last logon.
    pub last_logon: FileTime,
    /// The last logoff.
    pub last_logoff: FileTime,
    /// When the password was set; zero if it has to be changed.
    pub password_last_set: FileTime,
    /// When the account expires.
    pub account_expires: FileTime,
    /// From when on the password may be changed.
    pub password_can_change: FileTime,
    /// From when on the password must be changed.
    pub password_must_change: FileTime,
    /// The account's name.
    pub user_name: UnicodeString,
    /// The person's name.
    pub full_name: UnicodeString,
    /// The home directory.
    pub home_directory: UnicodeString,
    /// The drive letter of the home directory.
    pub home_directory_drive: UnicodeString,
    /// The logon script.
    pub script_path: UnicodeString,
    /// The profile.
    pub profile_path: UnicodeString,
    /// The administrator's comment.
    pub admin_comment: UnicodeString,
    /// Where the user may log on; empty for everywhere.
    pub work_stations: UnicodeString,
    /// The user's comment.
    pub user_comment: UnicodeString,
    /// As in [`super::UserInfo::Parameters`].
    pub parameters: ShortBlob,
    /// An [`EncryptedOwfPassword`], as eight units of 16 bits.
    pub lm_owf_password: ShortBlob,
    /// An [`EncryptedOwfPassword`], as eight units of 16 bits.
    pub nt_owf_password: ShortBlob,
    /// Not used.
    pub private_data: ShortBlob,
    /// Not used.
    pub security_descriptor: SecurityDescriptor,
    /// The relative identifier.
    pub user_id: u32,
    /// The relative identifier of the primary group.
    pub primary_group_id: u32,
    /// What kind of account, and in what state.
    pub user_account_control: UserAccountControl,
    /// Which of these fields count.
    pub which_fields: WhichFields,
    /// When the user may log on.
    pub logon_hours: LogonHours,
    /// Wrong passwords since the last right one.
    pub bad_password_count: u16,
    /// Successful logons.
    pub logon_count: u16,
    /// The user's country.
    pub country_code: u16,
    /// The user's code page.
    pub code_page: u16,
    /// Whether `lm_owf_password` counts.
    pub lm_password_present: u8,
    /// Whether `nt_owf_password` counts.
    pub nt_password_present: u8,
    /// Whether the password has to be changed at the next logon.
    pub password_expired: u8,
    /// Not used.
    pub private_data_sensitive: u8,
}

/// `SAMPR_USER_INTERNAL1_INFORMATION`, [MS-SAMR] 2.2.6.23: sets a password by its hashes.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserInternal1 {
    /// The NT hash under the session key.
    pub encrypted_nt_owf_password: EncryptedOwfPassword,
    /// The LM hash under the session key.
    pub encrypted_lm_owf_password: EncryptedOwfPassword,
    /// Whether the NT hash counts.
    pub nt_password_present: u8,
    /// Whether the LM hash counts.
    pub lm_password_present: u8,
    /// Whether the password has to be changed at the next logon.
    pub password_expired: u8,
}

/// `SAMPR_USER_INTERNAL4_INFORMATION`, [MS-SAMR] 2.2.6.24.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserInternal4 {
    /// What else is to be set.
    pub all: UserAll,
    /// The password under the session key.
    pub user_password: EncryptedUserPassword,
}

/// `SAMPR_USER_INTERNAL4_INFORMATION_NEW`, [MS-SAMR] 2.2.6.25.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserInternal4New {
    /// What else is to be set.
    pub all: UserAll,
    /// The password under the salted session key.
    pub user_password: EncryptedUserPasswordNew,
}

/// `SAMPR_USER_INTERNAL5_INFORMATION`, [MS-SAMR] 2.2.6.26.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserInternal5 {
    /// The password under the session key.
    pub user_password: EncryptedUserPassword,
    /// Whether the password has to be changed at the next logon.
    pub password_expired: u8,
}

/// `SAMPR_USER_INTERNAL5_INFORMATION_NEW`, [MS-SAMR] 2.2.6.27.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserInternal5New {
    /// The password under the salted session key.
    pub user_password: EncryptedUserPasswordNew,
    /// Whether the password has to be changed at the next logon.
    pub password_expired: u8,
}

/// `SAMPR_USER_INTERNAL7_INFORMATION`, [MS-SAMR] 2.2.6.30.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct UserInternal7 {
    /// The password under the session key.
    pub user_password: EncryptedPasswordAes,
    /// Whether the password has to be changed at the next logon.
    pub password_expired: u8,
}

/// `SAMPR_USER_INTERNAL8_INFORMATION`, [MS-SAMR] 2.2.6.31.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct UserInternal8 {
    /// What else is to be set.
    pub all: UserAll,
    /// The password under the session key.
    pub user_password: EncryptedPasswordAes,
}
