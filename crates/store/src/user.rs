//! Users: people, computers, and domains that trust this one.

mod bulk;
mod find;
mod logon;
mod password;
mod write;

use sqlx::sqlite::SqliteConnection;
use wire::{FileTime, Sid};

use crate::value::Columns;
use crate::{Result, StoreError};

pub use find::{LogonFacts, UserEntry};
pub use logon::BadPassword;
pub use password::{OverChannel, PasswordChange, Passwords, PreviousPassword};
pub use write::{NewUser, UserChange};
pub(crate) use write::{delete, insert};

/// `UserAccountControl`, [MS-SAMR] 2.2.1.12: the bits that this store looks at.
#[derive(Clone, Copy, Debug)]
pub struct Control;

#[expect(missing_docs, reason = "the names are the specification's")]
impl Control {
    pub const ACCOUNT_DISABLED: u32 = 0x0001;
    pub const NORMAL_ACCOUNT: u32 = 0x0010;
    pub const INTERDOMAIN_TRUST_ACCOUNT: u32 = 0x0040;
    pub const WORKSTATION_TRUST_ACCOUNT: u32 = 0x0080;
    pub const SERVER_TRUST_ACCOUNT: u32 = 0x0100;
    pub const DONT_EXPIRE_PASSWORD: u32 = 0x0200;
    pub const ACCOUNT_AUTO_LOCKED: u32 = 0x0400;
    pub const PASSWORD_EXPIRED: u32 = 0x0002_0000;
    /// The kinds of account, of which each has one.
    pub const ACCOUNT_TYPE_MASK: u32 = 0x01d0;
    /// What follows from other fields, and is therefore not kept.
    pub(crate) const COMPUTED: u32 = Self::ACCOUNT_AUTO_LOCKED | Self::PASSWORD_EXPIRED;
}

/// `SAMPR_LOGON_HOURS`, [MS-SAMR] 2.2.6.5.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct LogonHours {
    /// How many parts the week has.
    pub units_per_week: u16,
    /// A bit for each part; `None` restricts nothing.
    pub bits: Option<Vec<u8>>,
}

/// A user without its secrets: what `SAMPR_USER_ALL_INFORMATION`, [MS-SAMR] 2.2.6.6, tells, and some more.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct User {
    /// The relative identifier.
    pub rid: u32,
    /// The account's name.
    pub name: String,
    /// The person's name.
    pub full_name: String,
    /// The administrator's comment.
    pub admin_comment: String,
    /// The user's comment.
    pub user_comment: String,
    /// The home directory.
    pub home_directory: String,
    /// The drive letter of the home directory.
    pub home_directory_drive: String,
    /// The logon script.
    pub script_path: String,
    /// The profile.
    pub profile_path: String,
    /// Where the user may log on; empty for everywhere.
    pub workstations: String,
    /// Octets that others keep here.
    pub parameters: Vec<u8>,
    /// When the user may log on.
    pub logon_hours: LogonHours,
    /// The user's country.
    pub country_code: u16,
    /// The user's code page.
    pub code_page: u16,
    /// `UserAccountControl`, [MS-SAMR] 2.2.1.12, without the bits that follow from other fields: `ACCOUNT_AUTO_LOCKED`
    /// from the lockout time and the policy, `PASSWORD_EXPIRED` from the password's age.
    pub control: u32,
    /// The relative identifier of the primary group.
    pub primary_group: u32,
    /// When the account was made.
    pub created: FileTime,
    /// When the password was set; [`FileTime::ZERO`] if it has to be changed at the next logon, or there is none.
    pub password_last_set: FileTime,
    /// When the account expires; zero and [`FileTime::NEVER`] are never.
    pub account_expires: FileTime,
    /// The last logon.
    pub last_logon: FileTime,
    /// The last logoff.
    pub last_logoff: FileTime,
    /// The last wrong password.
    pub bad_password_time: FileTime,
    /// When wrong passwords locked the account; zero if they have not.
    pub lockout_time: FileTime,
    /// Wrong passwords since the last right one, as far as they are counted together.
    pub bad_password_count: u16,
    /// Successful logons.
    pub logon_count: u16,
    /// Who made the account, where that counts: machine accounts made within a quota.
    pub creator: Option<Sid>,
    /// When a computer came with its previous password; zero if it has come with the one in use since, or with no other.
    pub previous_password_used: FileTime,
    /// Counts the changes that an administrator or the user made; logons and wrong passwords are none.
    pub version: u64,
}

impl User {
    /// Whether the account is that of a computer or a trusting domain.
    #[must_use]
    pub const fn is_machine(&self) -> bool {
        self.control & Control::ACCOUNT_TYPE_MASK & !Control::NORMAL_ACCOUNT != 0
    }

    fn read(row: &impl Columns) -> Result<Self> {
        Ok(Self {
            rid: row.number("rid")?,
            name: row.string("name")?,
            full_name: row.string("full_name")?,
            admin_comment: row.string("admin_comment")?,
            user_comment: row.string("user_comment")?,
            home_directory: row.string("home_directory")?,
            home_directory_drive: row.string("home_directory_drive")?,
            script_path: row.string("script_path")?,
            profile_path: row.string("profile_path")?,
            workstations: row.string("workstations")?,
            parameters: row.octets("parameters")?.unwrap_or_default().to_vec(),
            logon_hours: LogonHours {
                units_per_week: row.number("units_per_week")?,
                bits: row.octets("logon_hours")?.map(<[u8]>::to_vec),
            },
            country_code: row.number("country_code")?,
            code_page: row.number("code_page")?,
            control: row.number("control")?,
            primary_group: row.number("primary_group")?,
            created: row.time("created")?,
            password_last_set: row.time("password_last_set")?,
            account_expires: row.time("account_expires")?,
            last_logon: row.time("last_logon")?,
            last_logoff: row.time("last_logoff")?,
            bad_password_time: row.time("bad_password_time")?,
            lockout_time: row.time("lockout_time")?,
            bad_password_count: row.number("bad_password_count")?,
            logon_count: row.number("logon_count")?,
            creator: row.optional_sid("creator")?,
            previous_password_used: row.time("previous_used")?,
            version: row.count("version")?,
        })
    }
}

/// A `SELECT` of users with the columns that [`User`] and [`Passwords`] read, in their order.
macro_rules! select_users {
    ($rest:literal) => {
        select_users!("principal p CROSS JOIN user u ON u.rid = p.rid", $rest)
    };
    ($from:literal, $rest:literal) => {
        select_users!($from, $rest, "")
    };
    ($from:literal, $rest:literal, $more:expr) => {
        concat!(
            "SELECT u.rid, p.name, u.full_name, u.admin_comment, u.user_comment, u.home_directory, u.home_directory_drive,
                u.script_path, u.profile_path, u.workstations, u.parameters, u.units_per_week, u.logon_hours,
                u.country_code, u.code_page, u.control, u.primary_group, u.created, u.password_last_set,
                u.account_expires, u.last_logon, u.last_logoff, u.bad_password_time, u.lockout_time,
                u.bad_password_count, u.logon_count, u.creator, u.previous_used, u.version, u.nt_hash,
                u.previous_hash, u.previous_replaced, u.previous_is_own, u.standing",
            $more,
            " FROM ",
            $from,
            " WHERE p.db = 0 AND p.kind = 1 ",
            $rest
        )
    };
}
use select_users;

/// The user, for a change in the same transaction.
async fn load(sql: &mut SqliteConnection, rid: u32) -> Result<User> {
    let row = sqlx::query(select_users!("AND p.rid = ?"))
        .bind(rid)
        .fetch_optional(sql)
        .await?;
    User::read(&row.ok_or(StoreError::NoSuchAccount)?)
}
