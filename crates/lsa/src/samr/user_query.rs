//! What an account tells, level by level, [MS-SAMR] 3.1.5.5.5.

use msrpc::samr::{
    QueryInformationUser, QueryInformationUser2, QueryInformationUserReply, UserAccess,
    UserAccount, UserAccountControl, UserAll, UserGeneral, UserHome, UserInfo,
    UserInformationClass, UserLogon, UserName, UserPreferences, WhichFields,
};
use ndr::{ShortBlob, UnicodeString};
use rpc::{Handler, RpcStatus};
use store::Policy;
use transport::CallContext;
use wire::{FileTime, NtStatus};

use super::object::User;
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::outcome;
use crate::times;

impl Handler<QueryInformationUser> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInformationUser,
    ) -> Result<QueryInformationUserReply, RpcStatus> {
        let user = context.handles().get::<User>(call.user)?;
        let (buffer, status) = outcome(self.query_user(&user, call.information_class).await);
        Ok(QueryInformationUserReply { buffer, status })
    }
}

impl Handler<QueryInformationUser2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInformationUser2,
    ) -> Result<QueryInformationUserReply, RpcStatus> {
        let user = context.handles().get::<User>(call.user)?;
        let (buffer, status) = outcome(self.query_user(&user, call.information_class).await);
        Ok(QueryInformationUserReply { buffer, status })
    }
}

impl Authority {
    async fn query_user(
        &self,
        user: &User,
        class: UserInformationClass,
    ) -> Result<Option<UserInfo>, NtStatus> {
        require(user.granted, required(class)?)?;
        let found = self.store().user(user.rid).await.map_err(unreadable)?;
        let found = found.ok_or(NtStatus::NO_SUCH_USER)?;
        let policy = self.store().policy().await.map_err(unreadable)?;
        let view = View {
            user: &found,
            policy: &policy,
            now: self.now(),
        };
        view.level(class, user.granted).map(Some)
    }
}

/// What a handle must have been opened for, [MS-SAMR] 3.1.5.5.5.1.
fn required(class: UserInformationClass) -> Result<UserAccess, NtStatus> {
    let general = UserAccess::READ_GENERAL;
    let everything =
        general | UserAccess::READ_PREFERENCES | UserAccess::READ_LOGON | UserAccess::READ_ACCOUNT;
    Ok(match class {
        UserInformationClass::GENERAL
        | UserInformationClass::NAME
        | UserInformationClass::ACCOUNT_NAME
        | UserInformationClass::FULL_NAME
        | UserInformationClass::PRIMARY_GROUP
        | UserInformationClass::ADMIN_COMMENT => general,
        UserInformationClass::PREFERENCES => general | UserAccess::READ_PREFERENCES,
        UserInformationClass::LOGON | UserInformationClass::ACCOUNT => everything,
        UserInformationClass::LOGON_HOURS
        | UserInformationClass::HOME
        | UserInformationClass::SCRIPT
        | UserInformationClass::PROFILE
        | UserInformationClass::WORK_STATIONS => UserAccess::READ_LOGON,
        UserInformationClass::CONTROL
        | UserInformationClass::EXPIRES
        | UserInformationClass::PARAMETERS => UserAccess::READ_ACCOUNT,
        // Its fields have rights of their own.
        UserInformationClass::ALL => UserAccess(0),
        // The others only set passwords.
        _ => return Err(NtStatus::INVALID_INFO_CLASS),
    })
}

/// An account as clients see it.
struct View<'a> {
    user: &'a store::User,
    policy: &'a Policy,
    now: FileTime,
}

impl View<'_> {
    fn level(
        &self,
        class: UserInformationClass,
        granted: UserAccess,
    ) -> Result<UserInfo, NtStatus> {
        let user = self.user;
        Ok(match class {
            UserInformationClass::GENERAL => UserInfo::General(UserGeneral {
                user_name: text(&user.name),
                full_name: text(&user.full_name),
                primary_group_id: user.primary_group,
                admin_comment: text(&user.admin_comment),
                user_comment: text(&user.user_comment),
            }),
            UserInformationClass::PREFERENCES => UserInfo::Preferences(UserPreferences {
                user_comment: text(&user.user_comment),
                reserved1: UnicodeString::NULL,
                country_code: user.country_code,
                code_page: user.code_page,
            }),
            UserInformationClass::LOGON => UserInfo::Logon(Box::new(self.logon())),
            UserInformationClass::LOGON_HOURS => UserInfo::LogonHours(self.logon_hours()),
            UserInformationClass::ACCOUNT => UserInfo::Account(Box::new(self.account())),
            UserInformationClass::NAME => UserInfo::Name(UserName {
                user_name: text(&user.name),
                full_name: text(&user.full_name),
            }),
            UserInformationClass::ACCOUNT_NAME => UserInfo::AccountName(text(&user.name)),
            UserInformationClass::FULL_NAME => UserInfo::FullName(text(&user.full_name)),
            UserInformationClass::PRIMARY_GROUP => UserInfo::PrimaryGroup(user.primary_group),
            UserInformationClass::HOME => UserInfo::Home(UserHome {
                home_directory: text(&user.home_directory),
                home_directory_drive: text(&user.home_directory_drive),
            }),
            UserInformationClass::SCRIPT => UserInfo::Script(text(&user.script_path)),
            UserInformationClass::PROFILE => UserInfo::Profile(text(&user.profile_path)),
            UserInformationClass::ADMIN_COMMENT => {
                UserInfo::AdminComment(text(&user.admin_comment))
            }
            UserInformationClass::WORK_STATIONS => UserInfo::WorkStations(text(&user.workstations)),
            UserInformationClass::CONTROL => UserInfo::Control(self.control()),
            UserInformationClass::EXPIRES => UserInfo::Expires(times::expiry(user)),
            UserInformationClass::PARAMETERS => UserInfo::Parameters(self.parameters()),
            UserInformationClass::ALL => UserInfo::All(Box::new(self.all(granted)?)),
            _ => return Err(NtStatus::INVALID_INFO_CLASS),
        })
    }

    fn logon(&self) -> UserLogon {
        let user = self.user;
        UserLogon {
            user_name: text(&user.name),
            full_name: text(&user.full_name),
            user_id: user.rid,
            primary_group_id: user.primary_group,
            home_directory: text(&user.home_directory),
            home_directory_drive: text(&user.home_directory_drive),
            script_path: text(&user.script_path),
            profile_path: text(&user.profile_path),
            work_stations: text(&user.workstations),
            last_logon: user.last_logon,
            last_logoff: user.last_logoff,
            password_last_set: user.password_last_set,
            password_can_change: times::password_can_change(user, self.policy),
            password_must_change: times::password_must_change(user, self.policy),
            logon_hours: self.logon_hours(),
            // As it was counted; the other levels tell what still counts. Samba's tests, run against Windows, know it so.
            bad_password_count: user.bad_password_count,
            logon_count: user.logon_count,
            user_account_control: self.control(),
        }
    }

    fn account(&self) -> UserAccount {
        let user = self.user;
        UserAccount {
            user_name: text(&user.name),
            full_name: text(&user.full_name),
            user_id: user.rid,
            primary_group_id: user.primary_group,
            home_directory: text(&user.home_directory),
            home_directory_drive: text(&user.home_directory_drive),
            script_path: text(&user.script_path),
            profile_path: text(&user.profile_path),
            admin_comment: text(&user.admin_comment),
            work_stations: text(&user.workstations),
            last_logon: user.last_logon,
            last_logoff: user.last_logoff,
            logon_hours: self.logon_hours(),
            bad_password_count: self.bad_password_count(),
            logon_count: user.logon_count,
            password_last_set: user.password_last_set,
            account_expires: times::expiry(user),
            user_account_control: self.control(),
        }
    }

    /// `UserAllInformation`, [MS-SAMR] 3.1.5.5.5.2: the fields that the handle allows to be read. Passwords are never
    /// among them.
    fn all(&self, granted: UserAccess) -> Result<UserAll, NtStatus> {
        let user = self.user;
        let mut all = UserAll::default();
        if granted.contains(UserAccess::READ_GENERAL) {
            all.which_fields = all.which_fields | GENERAL_FIELDS;
            all.user_name = text(&user.name);
            all.full_name = text(&user.full_name);
            all.user_id = user.rid;
            all.primary_group_id = user.primary_group;
            all.admin_comment = text(&user.admin_comment);
            all.user_comment = text(&user.user_comment);
        }
        if granted.contains(UserAccess::READ_PREFERENCES) {
            all.which_fields =
                all.which_fields | WhichFields::COUNTRY_CODE | WhichFields::CODE_PAGE;
            all.country_code = user.country_code;
            all.code_page = user.code_page;
        }
        if granted.contains(UserAccess::READ_LOGON) {
            all.which_fields = all.which_fields | LOGON_FIELDS;
            all.home_directory = text(&user.home_directory);
            all.home_directory_drive = text(&user.home_directory_drive);
            all.script_path = text(&user.script_path);
            all.profile_path = text(&user.profile_path);
            all.work_stations = text(&user.workstations);
            all.last_logon = user.last_logon;
            all.last_logoff = user.last_logoff;
            all.logon_hours = self.logon_hours();
            all.bad_password_count = self.bad_password_count();
            all.logon_count = user.logon_count;
            all.password_can_change = times::password_can_change(user, self.policy);
            all.password_must_change = times::password_must_change(user, self.policy);
        }
        if granted.contains(UserAccess::READ_ACCOUNT) {
            all.which_fields = all.which_fields | ACCOUNT_FIELDS;
            all.password_last_set = user.password_last_set;
            all.account_expires = times::expiry(user);
            all.user_account_control = self.control();
            all.parameters = self.parameters();
        }
        if all.which_fields == WhichFields(0) {
            return Err(NtStatus::ACCESS_DENIED);
        }
        Ok(all)
    }

    /// `UserAccountControl` with the bits that follow from other fields, [MS-SAMR] 3.1.5.14.2.
    fn control(&self) -> UserAccountControl {
        let mut control = UserAccountControl(self.user.control);
        if self.user.is_locked(self.policy, self.now) {
            control = control | UserAccountControl::ACCOUNT_AUTO_LOCKED;
        }
        if times::password_must_change(self.user, self.policy) <= self.now {
            control = control | UserAccountControl::PASSWORD_EXPIRED;
        }
        control
    }

    /// How many wrong passwords still count towards the next lockout: those within the observation window, and none from
    /// before a lockout that is over.
    fn bad_password_count(&self) -> u16 {
        let window = self.policy.lockout_observation_window;
        let locked = self.user.is_locked(self.policy, self.now);
        let over = self.now >= window.after(self.user.bad_password_time)
            || self.user.lockout_time != FileTime::ZERO;
        if over && !locked {
            0
        } else {
            self.user.bad_password_count
        }
    }

    fn logon_hours(&self) -> msrpc::samr::LogonHours {
        let hours = &self.user.logon_hours;
        let bits = hours.bits.clone();
        // What the database has was a legal value when it was set.
        let kept = msrpc::samr::LogonHours::new(hours.units_per_week, bits.clone());
        match (kept, bits) {
            (Some(kept), Some(_)) => kept,
            // Samba takes a user without hours for one who may never log on.
            _ => msrpc::samr::LogonHours::hourly([0xff; 21]),
        }
    }

    fn parameters(&self) -> ShortBlob {
        let (units, _) = self.user.parameters.as_chunks::<2>();
        let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
        ShortBlob::from(units)
    }
}

fn text(text: &str) -> UnicodeString {
    text.into()
}

const GENERAL_FIELDS: WhichFields = WhichFields(
    WhichFields::USER_NAME.0
        | WhichFields::FULL_NAME.0
        | WhichFields::USER_ID.0
        | WhichFields::PRIMARY_GROUP_ID.0
        | WhichFields::ADMIN_COMMENT.0
        | WhichFields::USER_COMMENT.0,
);

const LOGON_FIELDS: WhichFields = WhichFields(
    WhichFields::HOME_DIRECTORY.0
        | WhichFields::HOME_DIRECTORY_DRIVE.0
        | WhichFields::SCRIPT_PATH.0
        | WhichFields::PROFILE_PATH.0
        | WhichFields::WORK_STATIONS.0
        | WhichFields::LAST_LOGON.0
        | WhichFields::LAST_LOGOFF.0
        | WhichFields::LOGON_HOURS.0
        | WhichFields::BAD_PASSWORD_COUNT.0
        | WhichFields::LOGON_COUNT.0
        | WhichFields::PASSWORD_CAN_CHANGE.0
        | WhichFields::PASSWORD_MUST_CHANGE.0,
);

const ACCOUNT_FIELDS: WhichFields = WhichFields(
    WhichFields::PASSWORD_LAST_SET.0
        | WhichFields::ACCOUNT_EXPIRES.0
        | WhichFields::USER_ACCOUNT_CONTROL.0
        | WhichFields::PARAMETERS.0,
);
