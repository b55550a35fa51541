//! What can be asked and said about an account, level by level.

use ndr::{Ndr, ShortBlob, UnicodeString};
use wire::FileTime;

use super::{
    LogonHours, UserAccountControl, UserAll, UserInternal1, UserInternal4, UserInternal4New,
    UserInternal5, UserInternal5New, UserInternal7, UserInternal8,
};

crate::flags::values! {
    /// `USER_INFORMATION_CLASS`, [MS-SAMR] 2.2.6.28.
    UserInformationClass: u16 {
        /// `UserGeneralInformation`.
        GENERAL = 1;
        /// `UserPreferencesInformation`.
        PREFERENCES = 2;
        /// `UserLogonInformation`.
        LOGON = 3;
        /// `UserLogonHoursInformation`.
        LOGON_HOURS = 4;
        /// `UserAccountInformation`.
        ACCOUNT = 5;
        /// `UserNameInformation`.
        NAME = 6;
        /// `UserAccountNameInformation`.
        ACCOUNT_NAME = 7;
        /// `UserFullNameInformation`.
        FULL_NAME = 8;
        /// `UserPrimaryGroupInformation`.
        PRIMARY_GROUP = 9;
        /// `UserHomeInformation`.
        HOME = 10;
        /// `UserScriptInformation`.
        SCRIPT = 11;
        /// `UserProfileInformation`.
        PROFILE = 12;
        /// `UserAdminCommentInformation`.
        ADMIN_COMMENT = 13;
        /// `UserWorkStationsInformation`.
        WORK_STATIONS = 14;
        /// `UserControlInformation`.
        CONTROL = 16;
        /// `UserExpiresInformation`.
        EXPIRES = 17;
        /// `UserInternal1Information`.
        INTERNAL1 = 18;
        /// `UserParametersInformation`.
        PARAMETERS = 20;
        /// `UserAllInformation`.
        ALL = 21;
        /// `UserInternal4Information`.
        INTERNAL4 = 23;
        /// `UserInternal5Information`.
        INTERNAL5 = 24;
        /// `UserInternal4InformationNew`.
        INTERNAL4_NEW = 25;
        /// `UserInternal5InformationNew`.
        INTERNAL5_NEW = 26;
        /// `UserInternal7Information`.
        INTERNAL7 = 31;
        /// `UserInternal8Information`.
        INTERNAL8 = 32;
    }
}

/// `SAMPR_USER_INFO_BUFFER`, [MS-SAMR] 2.2.6.29.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum UserInfo {
    /// `SAMPR_USER_GENERAL_INFORMATION`.
    #[ndr(case = 1)]
    General(UserGeneral),
    /// `SAMPR_USER_PREFERENCES_INFORMATION`.
    #[ndr(case = 2)]
    Preferences(UserPreferences),
    /// `SAMPR_USER_LOGON_INFORMATION`.
    #[ndr(case = 3)]
    Logon(Box<UserLogon>),
    /// `SAMPR_USER_LOGON_HOURS_INFORMATION`, [MS-SAMR] 2.2.6.20.
    #[ndr(case = 4)]
    LogonHours(LogonHours),
    /// `SAMPR_USER_ACCOUNT_INFORMATION`.
    #[ndr(case = 5)]
    Account(Box<UserAccount>),
    /// `SAMPR_USER_NAME_INFORMATION`.
    #[ndr(case = 6)]
    Name(UserName),
    /// `SAMPR_USER_A_NAME_INFORMATION`, [MS-SAMR] 2.2.6.12.
    #[ndr(case = 7)]
    AccountName(UnicodeString),
    /// `SAMPR_USER_F_NAME_INFORMATION`, [MS-SAMR] 2.2.6.13.
    #[ndr(case = 8)]
    FullName(UnicodeString),
    /// `USER_PRIMARY_GROUP_INFORMATION`, [MS-SAMR] 2.2.6.2: a relative identifier.
    #[ndr(case = 9)]
    PrimaryGroup(u32),
    /// `SAMPR_USER_HOME_INFORMATION`.
    #[ndr(case = 10)]
    Home(UserHome),
    /// `SAMPR_USER_SCRIPT_INFORMATION`, [MS-SAMR] 2.2.6.16.
    #[ndr(case = 11)]
    Script(UnicodeString),
    /// `SAMPR_USER_PROFILE_INFORMATION`, [MS-SAMR] 2.2.6.17.
    #[ndr(case = 12)]
    Profile(UnicodeString),
    /// `SAMPR_USER_ADMIN_COMMENT_INFORMATION`, [MS-SAMR] 2.2.6.18.
    #[ndr(case = 13)]
    AdminComment(UnicodeString),
    /// `SAMPR_USER_WORKSTATIONS_INFORMATION`, [MS-SAMR] 2.2.6.19.
    #[ndr(case = 14)]
    WorkStations(UnicodeString),
    /// `USER_CONTROL_INFORMATION`, [MS-SAMR] 2.2.6.3.
    #[ndr(case = 16)]
    Control(UserAccountControl),
    /// `USER_EXPIRES_INFORMATION`, [MS-SAMR] 2.2.6.4.
    #[ndr(case = 17)]
    Expires(FileTime),
    /// `SAMPR_USER_INTERNAL1_INFORMATION`.
    #[ndr(case = 18)]
    Internal1(UserInternal1),
    /// `SAMPR_USER_PARAMETERS_INFORMATION`, [MS-SAMR] 2.2.6.9. An `RPC_UNICODE_STRING` in the IDL, but terminal servers keep
    /// structures there that are no text.
    #[ndr(case = 20)]
    Parameters(ShortBlob),
    /// `SAMPR_USER_ALL_INFORMATION`.
    #[ndr(case = 21)]
    All(Box<UserAll>),
    /// `SAMPR_USER_INTERNAL4_INFORMATION`.
    #[ndr(case = 23)]
    Internal4(Box<UserInternal4>),
    /// `SAMPR_USER_INTERNAL5_INFORMATION`.
    #[ndr(case = 24)]
    Internal5(Box<UserInternal5>),
    /// `SAMPR_USER_INTERNAL4_INFORMATION_NEW`.
    #[ndr(case = 25)]
    Internal4New(Box<UserInternal4New>),
    /// `SAMPR_USER_INTERNAL5_INFORMATION_NEW`.
    #[ndr(case = 26)]
    Internal5New(Box<UserInternal5New>),
    /// `SAMPR_USER_INTERNAL7_INFORMATION`.
    #[ndr(case = 31)]
    Internal7(Box<UserInternal7>),
    /// `SAMPR_USER_INTERNAL8_INFORMATION`.
    #[ndr(case = 32)]
    Internal8(Box<UserInternal8>),
}

/// `SAMPR_USER_GENERAL_INFORMATION`, [MS-SAMR] 2.2.6.7.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserGeneral {
    /// The account's name.
    pub user_name: UnicodeString,
    /// The person's name.
    pub full_name: UnicodeString,
    /// The relative identifier of the primary group.
    pub primary_group_id: u32,
    /// The administrator's comment.
    pub admin_comment: UnicodeString,
    /// The user's comment.
    pub user_comment: UnicodeString,
}

/// `SAMPR_USER_PREFERENCES_INFORMATION`, [MS-SAMR] 2.2.6.8.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserPreferences {
    /// The user's comment.
    pub user_comment: UnicodeString,
    /// Ignored.
    pub reserved1: UnicodeString,
    /// The user's country.
    pub country_code: u16,
    /// The user's code page.
    pub code_page: u16,
}

/// `SAMPR_USER_LOGON_INFORMATION`, [MS-SAMR] 2.2.6.10.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserLogon {
    /// The account's name.
    pub user_name: UnicodeString,
    /// The person's name.
    pub full_name: UnicodeString,
    /// The relative identifier.
    pub user_id: u32,
    /// The relative identifier of the primary group.
    pub primary_group_id: u32,
    /// The home directory.
    pub home_directory: UnicodeString,
    /// The drive letter of the home directory.
    pub home_directory_drive: UnicodeString,
    /// The logon script.
    pub script_path: UnicodeString,
    /// The profile.
    pub profile_path: UnicodeString,
    /// Where the user may log on; empty for everywhere.
    pub work_stations: UnicodeString,
    /// The last logon.
    pub last_logon: FileTime,
    /// The last logoff.
    pub last_logoff: FileTime,
    /// When the password was set; zero if it has to be changed.
    pub password_last_set: FileTime,
    /// From when on the password may be changed.
    pub password_can_change: FileTime,
    /// From when on the password must be changed.
    pub password_must_change: FileTime,
    /// When the user may log on.
    pub logon_hours: LogonHours,
    /// Wrong passwords since the last right one.
    pub bad_password_count: u16,
    /// Successful logons.
    pub logon_count: u16,
    /// What kind of account, and in what state.
    pub user_account_control: UserAccountControl,
}

/// `SAMPR_USER_ACCOUNT_INFORMATION`, [MS-SAMR] 2.2.6.11.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserAccount {
    /// The account's name.
    pub user_name: UnicodeString,
    /// The person's name.
    pub full_name: UnicodeString,
    /// The relative identifier.
    pub user_id: u32,
    /// The relative identifier of the primary group.
    pub primary_group_id: u32,
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
    /// The last logon.
    pub last_logon: FileTime,
    /// The last logoff.
    pub last_logoff: FileTime,
    /// When the user may log on.
    pub logon_hours: LogonHours,
    /// Wrong passwords since the last right one.
    pub bad_password_count: u16,
    /// Successful logons.
    pub logon_count: u16,
    /// When the password was set; zero if it has to be changed.
    pub password_last_set: FileTime,
    /// When the account expires.
    pub account_expires: FileTime,
    /// What kind of account, and in what state.
    pub user_account_control: UserAccountControl,
}

/// `SAMPR_USER_NAME_INFORMATION`, [MS-SAMR] 2.2.6.14.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserName {
    /// The account's name.
    pub user_name: UnicodeString,
    /// The person's name.
    pub full_name: UnicodeString,
}

/// `SAMPR_USER_HOME_INFORMATION`, [MS-SAMR] 2.2.6.15.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UserHome {
    /// The home directory.
    pub home_directory: UnicodeString,
    /// The drive letter of the home directory.
    pub home_directory_drive: UnicodeString,
}
