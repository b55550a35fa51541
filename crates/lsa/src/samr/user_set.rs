//! What can be set on an account, level by level, [MS-SAMR] 3.1.5.6.4.

use msrpc::samr::{
    SetInformationUser, SetInformationUser2, StatusReply, UserAccess, UserAll, UserInfo,
    WhichFields,
};
use ndr::{ShortBlob, UnicodeString};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::new_password::{NewPassword, SessionKey};
use super::object::User;
use super::user_change::Change;
use crate::Authority;
use crate::access::require;
use crate::objects::status;

impl Handler<SetInformationUser> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetInformationUser,
    ) -> Result<StatusReply, RpcStatus> {
        let user = context.handles().get::<User>(call.user)?;
        let set = self.set_user(context, &user, call.information.0).await;
        Ok(StatusReply {
            status: status(set),
        })
    }
}

impl Handler<SetInformationUser2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetInformationUser2,
    ) -> Result<StatusReply, RpcStatus> {
        let user = context.handles().get::<User>(call.user)?;
        let set = self.set_user(context, &user, call.information.0).await;
        Ok(StatusReply {
            status: status(set),
        })
    }
}

impl Authority {
    async fn set_user(
        &self,
        context: &CallContext,
        user: &User,
        information: UserInfo,
    ) -> Result<(), NtStatus> {
        require(user.granted, required(&information)?)?;
        let change = change(information, SessionKey::of(context))?;
        self.change_user(user, change).await
    }
}

/// What a handle must have been opened for, [MS-SAMR] 3.1.5.6.4.1 and 3.1.5.6.4.2.
fn required(information: &UserInfo) -> Result<UserAccess, NtStatus> {
    Ok(match information {
        UserInfo::Preferences(_) => UserAccess::WRITE_PREFERENCES,
        UserInfo::LogonHours(_)
        | UserInfo::Name(_)
        | UserInfo::AccountName(_)
        | UserInfo::FullName(_)
        | UserInfo::PrimaryGroup(_)
        | UserInfo::Home(_)
        | UserInfo::Script(_)
        | UserInfo::Profile(_)
        | UserInfo::AdminComment(_)
        | UserInfo::WorkStations(_)
        | UserInfo::Control(_)
        | UserInfo::Expires(_)
        | UserInfo::Parameters(_) => UserAccess::WRITE_ACCOUNT,
        UserInfo::Internal1(_)
        | UserInfo::Internal5(_)
        | UserInfo::Internal5New(_)
        | UserInfo::Internal7(_) => UserAccess::FORCE_PASSWORD_CHANGE,
        UserInfo::All(all) => required_for(all.which_fields)?,
        UserInfo::Internal4(both) => required_for(both.all.which_fields)?,
        UserInfo::Internal4New(both) => required_for(both.all.which_fields)?,
        UserInfo::Internal8(both) => required_for(both.all.which_fields)?,
        UserInfo::General(_) | UserInfo::Logon(_) | UserInfo::Account(_) => {
            return Err(NtStatus::INVALID_INFO_CLASS);
        }
    })
}

/// What a handle must have been opened for to set these fields.
fn required_for(fields: WhichFields) -> Result<UserAccess, NtStatus> {
    if fields == WhichFields(0) || fields.0 & UNDEFINED != 0 {
        return Err(NtStatus::INVALID_PARAMETER);
    }
    let known = ACCOUNT_FIELDS | PREFERENCE_FIELDS | PASSWORD_FIELDS;
    if fields.without(known) != WhichFields(0) {
        // The others follow from what happens.
        return Err(NtStatus::ACCESS_DENIED);
    }
    let by_field = [
        (ACCOUNT_FIELDS, UserAccess::WRITE_ACCOUNT),
        (PREFERENCE_FIELDS, UserAccess::WRITE_PREFERENCES),
        (PASSWORD_FIELDS, UserAccess::FORCE_PASSWORD_CHANGE),
    ];
    let concerned = by_field
        .into_iter()
        .filter(|(of, _)| fields.intersects(*of));
    Ok(concerned.fold(UserAccess(0), |all, (_, access)| all | access))
}

/// The change that a client wants.
fn change(information: UserInfo, key: SessionKey<'_>) -> Result<Change, NtStatus> {
    let mut change = Change::default();
    let fields = &mut change.fields;
    match information {
        UserInfo::Preferences(preferences) => {
            fields.user_comment = some(preferences.user_comment);
            fields.country_code = Some(preferences.country_code);
            fields.code_page = Some(preferences.code_page);
        }
        UserInfo::LogonHours(hours) => fields.logon_hours = Some(logon_hours(&hours)),
        UserInfo::Name(names) => {
            fields.full_name = some(names.full_name);
            change.rename = some(names.user_name);
        }
        UserInfo::AccountName(name) => change.rename = some(name),
        UserInfo::FullName(name) => fields.full_name = some(name),
        UserInfo::PrimaryGroup(rid) => fields.primary_group = Some(rid),
        UserInfo::Home(home) => {
            fields.home_directory = some(home.home_directory);
            fields.home_directory_drive = some(home.home_directory_drive);
        }
        UserInfo::Script(path) => fields.script_path = some(path),
        UserInfo::Profile(path) => fields.profile_path = some(path),
        UserInfo::AdminComment(comment) => fields.admin_comment = some(comment),
        UserInfo::WorkStations(names) => fields.workstations = some(names),
        UserInfo::Control(control) => change.control = Some(control),
        UserInfo::Expires(time) => fields.account_expires = Some(time),
        UserInfo::Parameters(octets) => fields.parameters = Some(parameters(&octets)),
        UserInfo::Internal1(hashes) => {
            change.password = Some(key.hash(&hashes)?);
            change.must_change = Some(hashes.password_expired != 0);
        }
        UserInfo::Internal5(password) => {
            change.password = Some(key.rc4(&password.user_password)?);
            change.must_change = Some(password.password_expired != 0);
        }
        UserInfo::Internal5New(password) => {
            change.password = Some(key.salted_rc4(&password.user_password)?);
            change.must_change = Some(password.password_expired != 0);
        }
        UserInfo::Internal7(password) => {
            change.password = Some(key.aes(&password.user_password)?);
            change.must_change = Some(password.password_expired != 0);
        }
        UserInfo::All(all) => {
            let password = |all: &UserAll| key.hash_of_all(all);
            set_all(&mut change, *all, password)?;
        }
        UserInfo::Internal4(both) => {
            set_all(&mut change, both.all, |_| key.rc4(&both.user_password))?;
        }
        UserInfo::Internal4New(both) => {
            set_all(&mut change, both.all, |_| {
                key.salted_rc4(&both.user_password)
            })?;
        }
        UserInfo::Internal8(both) => {
            set_all(&mut change, both.all, |_| key.aes(&both.user_password))?;
        }
        UserInfo::General(_) | UserInfo::Logon(_) | UserInfo::Account(_) => {
            return Err(NtStatus::INVALID_INFO_CLASS);
        }
    }
    Ok(change)
}

/// `UserAllInformation (Common)`, [MS-SAMR] 3.1.5.6.4.2: the fields that count.
fn set_all(
    change: &mut Change,
    all: UserAll,
    password: impl FnOnce(&UserAll) -> Result<NewPassword, NtStatus>,
) -> Result<(), NtStatus> {
    let which = all.which_fields;
    if which.intersects(WhichFields::NT_PASSWORD_PRESENT | WhichFields::LM_PASSWORD_PRESENT) {
        change.password = Some(password(&all)?);
    }
    let has = |field| which.contains(field);
    if has(WhichFields::PASSWORD_EXPIRED) {
        change.must_change = Some(all.password_expired != 0);
    }
    if has(WhichFields::USER_NAME) {
        change.rename = some(all.user_name);
    }
    if has(WhichFields::USER_ACCOUNT_CONTROL) {
        change.control = Some(all.user_account_control);
    }
    let fields = &mut change.fields;
    let texts = [
        (WhichFields::FULL_NAME, all.full_name, &mut fields.full_name),
        (
            WhichFields::ADMIN_COMMENT,
            all.admin_comment,
            &mut fields.admin_comment,
        ),
        (
            WhichFields::USER_COMMENT,
            all.user_comment,
            &mut fields.user_comment,
        ),
        (
            WhichFields::HOME_DIRECTORY,
            all.home_directory,
            &mut fields.home_directory,
        ),
        (
            WhichFields::HOME_DIRECTORY_DRIVE,
            all.home_directory_drive,
            &mut fields.home_directory_drive,
        ),
        (
            WhichFields::SCRIPT_PATH,
            all.script_path,
            &mut fields.script_path,
        ),
        (
            WhichFields::PROFILE_PATH,
            all.profile_path,
            &mut fields.profile_path,
        ),
        (
            WhichFields::WORK_STATIONS,
            all.work_stations,
            &mut fields.workstations,
        ),
    ];
    for (field, text, place) in texts {
        if has(field) {
            *place = some(text);
        }
    }
    if has(WhichFields::PRIMARY_GROUP_ID) {
        fields.primary_group = Some(all.primary_group_id);
    }
    if has(WhichFields::LOGON_HOURS) {
        fields.logon_hours = Some(logon_hours(&all.logon_hours));
    }
    if has(WhichFields::ACCOUNT_EXPIRES) {
        fields.account_expires = Some(all.account_expires);
    }
    if has(WhichFields::PARAMETERS) {
        fields.parameters = Some(parameters(&all.parameters));
    }
    if has(WhichFields::COUNTRY_CODE) {
        fields.country_code = Some(all.country_code);
    }
    if has(WhichFields::CODE_PAGE) {
        fields.code_page = Some(all.code_page);
    }
    Ok(())
}

/// A text that is to be set; none is the empty one.
fn some(text: UnicodeString) -> Option<String> {
    Some(text.0.unwrap_or_default())
}

fn logon_hours(hours: &msrpc::samr::LogonHours) -> store::LogonHours {
    store::LogonHours {
        units_per_week: hours.units_per_week(),
        bits: hours.bits().map(<[u8]>::to_vec),
    }
}

fn parameters(blob: &ShortBlob) -> Vec<u8> {
    let units = blob.0.iter().flatten();
    units.flat_map(|unit| unit.to_le_bytes()).collect()
}

/// What is set with `USER_WRITE_ACCOUNT`.
const ACCOUNT_FIELDS: WhichFields = WhichFields(
    WhichFields::USER_NAME.0
        | WhichFields::FULL_NAME.0
        | WhichFields::PRIMARY_GROUP_ID.0
        | WhichFields::ADMIN_COMMENT.0
        | WhichFields::HOME_DIRECTORY.0
        | WhichFields::HOME_DIRECTORY_DRIVE.0
        | WhichFields::SCRIPT_PATH.0
        | WhichFields::PROFILE_PATH.0
        | WhichFields::WORK_STATIONS.0
        | WhichFields::LOGON_HOURS.0
        | WhichFields::ACCOUNT_EXPIRES.0
        | WhichFields::USER_ACCOUNT_CONTROL.0
        | WhichFields::PARAMETERS.0,
);
/// What is set with `USER_WRITE_PREFERENCES`.
const PREFERENCE_FIELDS: WhichFields = WhichFields(
    WhichFields::USER_COMMENT.0 | WhichFields::COUNTRY_CODE.0 | WhichFields::CODE_PAGE.0,
);
/// What is set with `USER_FORCE_PASSWORD_CHANGE`.
const PASSWORD_FIELDS: WhichFields = WhichFields(
    WhichFields::NT_PASSWORD_PRESENT.0
        | WhichFields::LM_PASSWORD_PRESENT.0
        | WhichFields::PASSWORD_EXPIRED.0,
);
/// `USER_ALL_UNDEFINED_MASK`, [MS-SAMR] 2.2.1.8.
const UNDEFINED: u32 = 0xc000_0000;
