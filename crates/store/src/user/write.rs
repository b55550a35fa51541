//! Making, changing and deleting users.

use auth::NtHash;
use sqlx::sqlite::SqliteConnection;
use wire::{FileTime, Sid};

use super::password::{PasswordChange, set_password};
use super::{Control, LogonHours, User, load};
use crate::change_log::{self, Database, DeltaType, Subject};
use crate::name::{self, PrincipalKind, SamDomain};
use crate::value::stored;
use crate::{Result, Store, StoreError, domain, group, init};

/// A user to be made.
pub struct NewUser<'a> {
    /// The account's name.
    pub name: &'a str,
    /// `UserAccountControl`, with one bit of [`Control::ACCOUNT_TYPE_MASK`].
    pub control: u32,
    /// The password; without one nobody can log on.
    pub password: Option<&'a NtHash>,
    /// Who makes the account.
    pub creator: Option<&'a Sid>,
    /// If the creator has no other right to make it: how many accounts it may have made at most, this one included.
    pub quota: Option<u32>,
    /// When.
    pub now: FileTime,
}

impl<'a> NewUser<'a> {
    /// An account without a password, made by an administrator.
    #[must_use]
    pub const fn new(name: &'a str, control: u32, now: FileTime) -> Self {
        Self {
            name,
            control,
            password: None,
            creator: None,
            quota: None,
            now,
        }
    }
}

/// What is to become of a user: each field that is `Some` replaces the user's. Names and passwords have methods of
/// their own.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(missing_docs, reason = "they are the fields of `User`")]
pub struct UserChange {
    pub full_name: Option<String>,
    pub admin_comment: Option<String>,
    pub user_comment: Option<String>,
    pub home_directory: Option<String>,
    pub home_directory_drive: Option<String>,
    pub script_path: Option<String>,
    pub profile_path: Option<String>,
    pub workstations: Option<String>,
    pub parameters: Option<Vec<u8>>,
    pub logon_hours: Option<LogonHours>,
    pub country_code: Option<u16>,
    pub code_page: Option<u16>,
    /// Bits of `control` to be set; a whole new value is set together with the clearing of its complement.
    pub set_control: u32,
    /// Bits of `control` to be cleared, before others are set.
    pub clear_control: u32,
    /// A group of the domain; the user stays a member of the former one.
    pub primary_group: Option<u32>,
    /// [`FileTime::ZERO`] has the password changed at the next logon.
    pub password_last_set: Option<FileTime>,
    pub account_expires: Option<FileTime>,
    pub last_logon: Option<FileTime>,
    pub last_logoff: Option<FileTime>,
    pub bad_password_count: Option<u16>,
    pub logon_count: Option<u16>,
    /// Forgets wrong passwords and what they locked.
    pub unlock: bool,
    /// Only if the user has this version.
    pub if_version: Option<u64>,
}

impl UserChange {
    fn apply(self, user: &mut User) -> Result<()> {
        if self
            .if_version
            .is_some_and(|version| version != user.version)
        {
            return Err(StoreError::Conflict);
        }
        replace(&mut user.full_name, self.full_name);
        replace(&mut user.admin_comment, self.admin_comment);
        replace(&mut user.user_comment, self.user_comment);
        replace(&mut user.home_directory, self.home_directory);
        replace(&mut user.home_directory_drive, self.home_directory_drive);
        replace(&mut user.script_path, self.script_path);
        replace(&mut user.profile_path, self.profile_path);
        replace(&mut user.workstations, self.workstations);
        replace(&mut user.parameters, self.parameters);
        replace(&mut user.logon_hours, self.logon_hours);
        replace(&mut user.country_code, self.country_code);
        replace(&mut user.code_page, self.code_page);
        replace(&mut user.primary_group, self.primary_group);
        replace(&mut user.password_last_set, self.password_last_set);
        replace(&mut user.account_expires, self.account_expires);
        replace(&mut user.last_logon, self.last_logon);
        replace(&mut user.last_logoff, self.last_logoff);
        replace(&mut user.bad_password_count, self.bad_password_count);
        replace(&mut user.logon_count, self.logon_count);
        if self.unlock {
            user.lockout_time = FileTime::ZERO;
            user.bad_password_count = 0;
        }
        user.control = user.control & !self.clear_control | self.set_control;
        user.control = kept_control(user.control)?;
        Ok(())
    }
}

fn replace<T>(field: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *field = new;
    }
}

/// The bits that are kept; an account is of one kind, [MS-SAMR] 3.1.1.8.10.
fn kept_control(control: u32) -> Result<u32> {
    let control = control & !Control::COMPUTED;
    if (control & Control::ACCOUNT_TYPE_MASK).count_ones() != 1 {
        return Err(StoreError::InvalidValue { field: "control" });
    }
    Ok(control)
}

impl Store {
    /// Makes a user, with the next RID. Its primary group is the one of its kind: Domain Users, Domain Computers or
    /// Domain Controllers.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::InvalidName`], [`StoreError::InvalidValue`] for control bits of no or
    /// several kinds, [`StoreError::QuotaExceeded`].
    pub async fn create_user(&self, new: &NewUser<'_>) -> Result<User> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        if let (Some(creator), Some(quota)) = (new.creator, new.quota) {
            let made: u32 = sqlx::query_scalar("SELECT count(*) FROM user WHERE creator = ?")
                .bind(creator.to_string())
                .fetch_one(&mut *sql)
                .await?;
            if made >= quota {
                return Err(StoreError::QuotaExceeded);
            }
        }
        let rid = domain::next_rid(&mut sql).await?;
        insert(&mut sql, rid, new).await?;
        changed(&mut sql, rid, new.now).await?;
        let user = load(&mut sql, rid).await?;
        sql.commit().await?;
        Ok(user)
    }

    /// Deletes a user and its memberships.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], [`StoreError::BuiltInAccount`] for Administrator and Guest.
    pub async fn delete_user(&self, rid: u32, now: FileTime) -> Result<()> {
        if rid < init::FIRST_RID {
            return Err(StoreError::BuiltInAccount);
        }
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        delete(&mut sql, rid, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Gives a user another name.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], [`StoreError::NameTaken`], [`StoreError::InvalidName`].
    pub async fn rename_user(&self, rid: u32, new_name: &str, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        rename(&mut sql, rid, new_name, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Changes fields of a user; the answer is the user as it is then.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], [`StoreError::NoSuchGroup`] for a primary group that is none,
    /// [`StoreError::InvalidValue`] for control bits of no or several kinds, [`StoreError::Conflict`] for another version.
    pub async fn update_user(&self, rid: u32, change: UserChange, now: FileTime) -> Result<User> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let user = update(&mut sql, rid, change, now).await?;
        sql.commit().await?;
        Ok(user)
    }

    /// Changes name, fields and password of a user, all of them or none; what is `None`, or a change of nothing, stays.
    ///
    /// # Errors
    /// Those of [`Store::rename_user`], [`Store::update_user`] and [`Store::set_password`].
    pub async fn change_user(
        &self,
        rid: u32,
        new_name: Option<&str>,
        change: UserChange,
        password: Option<PasswordChange<'_>>,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        if let Some(new_name) = new_name {
            rename(&mut sql, rid, new_name, now).await?;
        }
        if change != UserChange::default() {
            update(&mut sql, rid, change, now).await?;
        }
        if let Some(password) = password {
            set_password(&mut sql, rid, password).await?;
        }
        sql.commit().await?;
        Ok(())
    }
}

async fn rename(sql: &mut SqliteConnection, rid: u32, new_name: &str, now: FileTime) -> Result<()> {
    name::check(new_name)?;
    let kind = PrincipalKind::User;
    let old = name::rename(sql, SamDomain::Account, rid, kind, new_name).await?;
    let old = old.ok_or(StoreError::NoSuchAccount)?;
    sqlx::query("UPDATE user SET version = version + 1 WHERE rid = ?")
        .bind(rid)
        .execute(&mut *sql)
        .await?;
    change_log::append_former(sql, DeltaType::RENAME_USER, rid, &old, now).await
}

async fn update(
    sql: &mut SqliteConnection,
    rid: u32,
    change: UserChange,
    now: FileTime,
) -> Result<User> {
    let mut user = load(sql, rid).await?;
    let former_control = user.control;
    let former = user.primary_group;
    let was_default = former == primary_group_of(user.control);
    change.apply(&mut user)?;
    // An account that becomes one of another kind leaves the group of its former kind.
    let left = was_default && user.primary_group == former;
    if left {
        user.primary_group = primary_group_of(user.control);
    }
    if user.primary_group != former {
        group::change_primary(sql, rid, (former, left), user.primary_group, now).await?;
    }
    user.version = user.version.saturating_add(1);
    save(sql, &user, former_control).await?;
    changed(sql, rid, now).await?;
    Ok(user)
}

async fn changed(sql: &mut SqliteConnection, rid: u32, now: FileTime) -> Result<()> {
    let subject = Subject::rid(rid);
    change_log::append(
        sql,
        Database::Sam,
        DeltaType::ADD_OR_CHANGE_USER,
        subject,
        now,
    )
    .await
}

/// Deletes a user and its memberships.
pub(crate) async fn delete(sql: &mut SqliteConnection, rid: u32, now: FileTime) -> Result<()> {
    let name = name::remove(sql, SamDomain::Account, rid, PrincipalKind::User).await?;
    let name = name.ok_or(StoreError::NoSuchAccount)?;
    // Its memberships in groups go with it.
    sqlx::query("DELETE FROM user WHERE rid = ?")
        .bind(rid)
        .execute(&mut *sql)
        .await?;
    let sid = domain::load(sql).await?.sid.child(rid)?;
    crate::alias::forget_member(sql, &sid, now).await?;
    change_log::append_former(sql, DeltaType::DELETE_USER, rid, &name, now).await
}

/// Makes a user of a RID that was taken for it.
pub(crate) async fn insert(sql: &mut SqliteConnection, rid: u32, new: &NewUser<'_>) -> Result<()> {
    name::check(new.name)?;
    let control = kept_control(new.control)?;
    name::insert(sql, SamDomain::Account, rid, PrincipalKind::User, new.name).await?;
    let last_set = new.password.map_or(FileTime::ZERO, |_| new.now);
    sqlx::query(
        "INSERT INTO user (
            rid, control, primary_group, full_name, admin_comment, user_comment, home_directory, home_directory_drive,
            script_path, profile_path, workstations, parameters, units_per_week, logon_hours, country_code, code_page,
            created, password_last_set, account_expires, last_logon, last_logoff, bad_password_time, lockout_time,
            bad_password_count, logon_count, creator, version, nt_hash, previous_hash, previous_replaced, history
        ) VALUES (?1, ?2, ?3, '', '', '', '', '', '', '', '', x'', 168, NULL, 0, 0, ?4, ?5, ?6, 0, 0, 0, 0, 0, 0, ?7,
            1, ?8, NULL, NULL, x'')",
    )
        .bind(rid)
        .bind(control)
        .bind(primary_group_of(control))
        .bind(stored(new.now))
        .bind(stored(last_set))
        .bind(stored(FileTime::NEVER))
        .bind(new.creator.map(ToString::to_string))
        .bind(new.password.map(|hash| hash.expose().as_slice()))
        .execute(sql)
        .await?;
    Ok(())
}

/// The group that accounts of this kind belong to at first, [MS-SAMR] 3.1.1.8.10.
const fn primary_group_of(control: u32) -> u32 {
    if control & Control::WORKSTATION_TRUST_ACCOUNT != 0 {
        init::DOMAIN_COMPUTERS
    } else if control & Control::SERVER_TRUST_ACCOUNT != 0 {
        init::DOMAIN_CONTROLLERS
    } else {
        init::DOMAIN_USERS
    }
}

/// Writes down all fields that [`UserChange`] can change. An account that is disabled has no previous password of its own any
/// more: whoever enables it knows of one.
async fn save(sql: &mut SqliteConnection, user: &User, former_control: u32) -> Result<()> {
    let disabled = user.control & Control::ACCOUNT_DISABLED != 0;
    let another_kind = (user.control ^ former_control) & Control::ACCOUNT_TYPE_MASK != 0;
    sqlx::query(
        "UPDATE user SET control = ?, previous_is_own = iif(?, 0, previous_is_own), standing = standing + ?,
            primary_group = ?, full_name = ?, admin_comment = ?, user_comment = ?, home_directory = ?, home_directory_drive = ?, script_path = ?, profile_path = ?, workstations = ?,
            parameters = ?, units_per_week = ?, logon_hours = ?, country_code = ?, code_page = ?,
            password_last_set = ?, account_expires = ?, last_logon = ?, last_logoff = ?, lockout_time = ?,
            bad_password_count = ?, logon_count = ?, version = ?
        WHERE rid = ?",
    )
    .bind(user.control)
    .bind(disabled)
    .bind(disabled || another_kind)
    .bind(user.primary_group)
    .bind(&user.full_name)
    .bind(&user.admin_comment)
    .bind(&user.user_comment)
    .bind(&user.home_directory)
    .bind(&user.home_directory_drive)
    .bind(&user.script_path)
    .bind(&user.profile_path)
    .bind(&user.workstations)
    .bind(&user.parameters)
    .bind(user.logon_hours.units_per_week)
    .bind(&user.logon_hours.bits)
    .bind(user.country_code)
    .bind(user.code_page)
    .bind(stored(user.password_last_set))
    .bind(stored(user.account_expires))
    .bind(stored(user.last_logon))
    .bind(stored(user.last_logoff))
    .bind(stored(user.lockout_time))
    .bind(user.bad_password_count)
    .bind(user.logon_count)
    .bind(i64::try_from(user.version).unwrap_or(i64::MAX))
    .bind(user.rid)
    .execute(sql)
    .await?;
    Ok(())
}
