//! What a new domain has, and what a new file has of either kind.

mod machine;

use auth::NtHash;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection as _, Sqlite, Transaction};
use wire::{FileTime, NetbiosName, Sid};

use crate::change_log::Database;
use crate::user::{self, Control, NewUser};
use crate::value::stored;
use crate::{
    Alias, AliasId, Group, Policy, Result, StoreError, SystemAccess, alias, group, rights,
};

pub use machine::NewMachine;

/// A domain to be made.
pub struct NewDomain<'a> {
    /// The NetBIOS name of the domain.
    pub name: &'a NetbiosName,
    /// The NetBIOS name of its controller.
    pub controller: &'a NetbiosName,
    /// The SID of the domain: S-1-5-21 and three random numbers.
    pub sid: &'a Sid,
    /// The password of Administrator.
    pub administrator: &'a NtHash,
    /// When.
    pub now: FileTime,
}

/// "NLDC", in the header of the file.
pub(crate) const APPLICATION_ID: u32 = 0x4e4c_4443;
/// The number of the newest migration, in the header of the file.
pub(crate) const VERSION: u32 = 6;
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_domain.sql"),
    include_str!("../migrations/0002_machine.sql"),
    include_str!("../migrations/0003_computer.sql"),
    include_str!("../migrations/0004_renaming.sql"),
    include_str!("../migrations/0005_previous_password.sql"),
    include_str!("../migrations/0006_standing.sql"),
];

/// What a new file has: of a domain, or of the accounts of one machine.
pub(crate) struct Contents<'a> {
    name: &'a NetbiosName,
    controller: &'a NetbiosName,
    sid: &'a Sid,
    /// Without a password the account is disabled.
    administrator: Option<&'a NtHash>,
    now: FileTime,
    kind: Kind,
}

/// Whose file it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// A domain's.
    Domain,
    /// A machine's, which may be a member of a domain.
    Machine,
}

impl<'a> NewDomain<'a> {
    pub(crate) const fn contents(&self) -> Contents<'a> {
        Contents {
            name: self.name,
            controller: self.controller,
            sid: self.sid,
            administrator: Some(self.administrator),
            now: self.now,
            kind: Kind::Domain,
        }
    }
}

/// Groups with their descriptions.
type Names = [(u32, &'static str, &'static str)];
/// Who holds which rights: privileges and access.
type Rights = [(u32, &'static [&'static str], u32)];

impl Kind {
    const fn groups(self) -> &'static Names {
        match self {
            Self::Domain => &GROUPS,
            Self::Machine => &machine::GROUPS,
        }
    }

    const fn aliases(self) -> &'static Names {
        match self {
            Self::Domain => &ALIASES,
            Self::Machine => &machine::ALIASES,
        }
    }

    const fn alias_members(self) -> &'static [(u32, u32)] {
        match self {
            Self::Domain => &ALIAS_MEMBERS,
            Self::Machine => &machine::ALIAS_MEMBERS,
        }
    }

    const fn rights(self) -> &'static Rights {
        match self {
            Self::Domain => &RIGHTS,
            Self::Machine => &machine::RIGHTS,
        }
    }

    /// What the accounts of Administrator and Guest are for, as their comments have it.
    const fn comments(self) -> [(u32, &'static str); 2] {
        match self {
            Self::Domain => [
                (
                    ADMINISTRATOR,
                    "Built-in account for administering the domain",
                ),
                (GUEST, "Built-in account for guest access to the domain"),
            ],
            Self::Machine => machine::COMMENTS,
        }
    }
}

/// RIDs below are those of accounts that each domain has.
pub(crate) const FIRST_RID: u32 = 1000;

// [MS-DTYP] 2.4.2.4, "Well-Known SID Structures".
pub(crate) const ADMINISTRATOR: u32 = 500;
const GUEST: u32 = 501;
const DOMAIN_ADMINS: u32 = 512;
pub(crate) const DOMAIN_USERS: u32 = 513;
const DOMAIN_GUESTS: u32 = 514;
pub(crate) const DOMAIN_COMPUTERS: u32 = 515;
pub(crate) const DOMAIN_CONTROLLERS: u32 = 516;
const ADMINISTRATORS: u32 = 544;
const USERS: u32 = 545;
const GUESTS: u32 = 546;
const ACCOUNT_OPERATORS: u32 = 548;
const SERVER_OPERATORS: u32 = 549;
const PRINT_OPERATORS: u32 = 550;
const BACKUP_OPERATORS: u32 = 551;
const REPLICATOR: u32 = 552;

/// Brings the schema of a file up to date, a version at a time.
pub(crate) async fn migrate(sql: &mut SqliteConnection) -> Result<()> {
    for (version, migration) in (1..).zip(MIGRATIONS) {
        if version_of(sql).await? >= version {
            continue;
        }
        let mut sql = sql.begin_with("BEGIN IMMEDIATE").await?;
        // Another process may have done it meanwhile.
        if version_of(&mut sql).await? < version {
            sqlx::raw_sql(*migration).execute(&mut *sql).await?;
        }
        sql.commit().await?;
    }
    Ok(())
}

/// `user_version`, which each migration sets.
pub(crate) async fn version_of(sql: &mut SqliteConnection) -> Result<u32> {
    Ok(sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(sql)
        .await?)
}

/// Fills an empty database.
pub(crate) async fn fill(sql: &mut SqliteConnection, new: &Contents<'_>) -> Result<()> {
    migrate(sql).await?;
    let mut sql = sql.begin().await?;
    domain(&mut sql, new).await?;
    groups(&mut sql, new.kind).await?;
    users(&mut sql, new).await?;
    aliases(&mut sql, new).await?;
    account_rights(&mut sql, new.kind).await?;
    if new.kind == Kind::Machine {
        machine::mark(&mut sql).await?;
    }
    sql.commit().await?;
    Ok(())
}

type Sql<'a> = Transaction<'a, Sqlite>;

async fn domain(sql: &mut Sql<'_>, new: &Contents<'_>) -> Result<()> {
    // A domain's SID has room for a RID: S-1-5-21-x-y-z.
    if new.sid.authority() != 5 || new.sid.sub_authorities().len() != 4 {
        return Err(StoreError::InvalidValue { field: "sid" });
    }
    sqlx::query(
        "INSERT INTO domain VALUES (1, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')",
    )
    .bind(new.name.as_str())
    .bind(new.sid.to_string())
    .bind(new.controller.as_str())
    .bind(stored(new.now))
    .bind(FIRST_RID)
    .execute(&mut **sql)
    .await?;
    Policy::default().save(sql).await?;
    for database in Database::ALL {
        sqlx::query("INSERT INTO database (db, serial, truncated, created) VALUES (?, 1, 1, ?)")
            .bind(database.stored())
            .bind(stored(new.now))
            .execute(&mut **sql)
            .await?;
    }
    Ok(())
}

async fn groups(sql: &mut Sql<'_>, kind: Kind) -> Result<()> {
    for &(rid, name, description) in kind.groups() {
        let group = Group {
            rid,
            name: name.to_owned(),
            description: description.to_owned(),
            attributes: Group::DEFAULT_ATTRIBUTES,
        };
        group::insert(sql, &group).await?;
    }
    Ok(())
}

async fn users(sql: &mut Sql<'_>, new: &Contents<'_>) -> Result<()> {
    let disabled = Control::NORMAL_ACCOUNT | Control::ACCOUNT_DISABLED;
    let control = match new.administrator {
        Some(_) => Control::NORMAL_ACCOUNT,
        None => disabled,
    };
    let administrator = NewUser {
        password: new.administrator,
        ..NewUser::new(
            "Administrator",
            control | Control::DONT_EXPIRE_PASSWORD,
            new.now,
        )
    };
    user::insert(sql, ADMINISTRATOR, &administrator).await?;
    let guest = NewUser::new("Guest", disabled | Control::DONT_EXPIRE_PASSWORD, new.now);
    user::insert(sql, GUEST, &guest).await?;
    if new.kind == Kind::Domain {
        group::add_member(sql, DOMAIN_ADMINS, ADMINISTRATOR).await?;
        sqlx::query("UPDATE user SET primary_group = ? WHERE rid = ?")
            .bind(DOMAIN_GUESTS)
            .bind(GUEST)
            .execute(&mut **sql)
            .await?;
    }
    for (rid, comment) in new.kind.comments() {
        sqlx::query("UPDATE user SET admin_comment = ? WHERE rid = ?")
            .bind(comment)
            .bind(rid)
            .execute(&mut **sql)
            .await?;
    }
    Ok(())
}

async fn aliases(sql: &mut Sql<'_>, new: &Contents<'_>) -> Result<()> {
    for &(rid, name, description) in new.kind.aliases() {
        let alias = Alias {
            id: AliasId::builtin(rid),
            name: name.to_owned(),
            description: description.to_owned(),
        };
        alias::insert(sql, &alias).await?;
    }
    for &(rid, member) in new.kind.alias_members() {
        let member = new.sid.child(member)?;
        alias::add_member(sql, AliasId::builtin(rid), &member).await?;
    }
    Ok(())
}

async fn account_rights(sql: &mut Sql<'_>, kind: Kind) -> Result<()> {
    for &(rid, privileges, access) in kind.rights() {
        let sid = Sid::builtin().child(rid)?;
        rights::give(sql, &sid, privileges, access).await?;
    }
    let everyone = Sid::new(1, &[0])?;
    let privileges = ["SeChangeNotifyPrivilege"];
    rights::give(sql, &everyone, &privileges, SystemAccess::NETWORK).await
}

const ALIAS_MEMBERS: [(u32, u32); 5] = [
    (ADMINISTRATORS, ADMINISTRATOR),
    (ADMINISTRATORS, DOMAIN_ADMINS),
    (USERS, DOMAIN_USERS),
    (GUESTS, GUEST),
    (GUESTS, DOMAIN_GUESTS),
];

const GROUPS: [(u32, &str, &str); 5] = [
    (
        DOMAIN_ADMINS,
        "Domain Admins",
        "Designated administrators of the domain",
    ),
    (DOMAIN_USERS, "Domain Users", "All domain users"),
    (DOMAIN_GUESTS, "Domain Guests", "All domain guests"),
    (
        DOMAIN_COMPUTERS,
        "Domain Computers",
        "All workstations and servers joined to the domain",
    ),
    (
        DOMAIN_CONTROLLERS,
        "Domain Controllers",
        "All domain controllers in the domain",
    ),
];

const ALIASES: [(u32, &str, &str); 8] = [
    (
        ADMINISTRATORS,
        "Administrators",
        "Members can fully administer the domain",
    ),
    (USERS, "Users", "Ordinary users"),
    (GUESTS, "Guests", "Users granted guest access"),
    (
        ACCOUNT_OPERATORS,
        "Account Operators",
        "Members can administer domain user and group accounts",
    ),
    (
        SERVER_OPERATORS,
        "Server Operators",
        "Members can administer domain servers",
    ),
    (
        PRINT_OPERATORS,
        "Print Operators",
        "Members can administer domain printers",
    ),
    (
        BACKUP_OPERATORS,
        "Backup Operators",
        "Members can bypass file security to back up files",
    ),
    (
        REPLICATOR,
        "Replicator",
        "Supports file replication in a domain",
    ),
];

/// The rights of an NT 4.0 domain controller's groups; the names are those of [MS-LSAD] 3.1.1.2.1. Account Operators may
/// add workstations there without a right that is written down; here it is.
const RIGHTS: [(u32, &[&str], u32); 5] = [
    (
        ADMINISTRATORS,
        &[
            "SeBackupPrivilege",
            "SeCreatePagefilePrivilege",
            "SeDebugPrivilege",
            "SeIncreaseBasePriorityPrivilege",
            "SeIncreaseQuotaPrivilege",
            "SeLoadDriverPrivilege",
            "SeMachineAccountPrivilege",
            "SeProfileSingleProcessPrivilege",
            "SeRemoteShutdownPrivilege",
            "SeRestorePrivilege",
            "SeSecurityPrivilege",
            "SeShutdownPrivilege",
            "SeSystemEnvironmentPrivilege",
            "SeSystemProfilePrivilege",
            "SeSystemtimePrivilege",
            "SeTakeOwnershipPrivilege",
        ],
        SystemAccess::INTERACTIVE | SystemAccess::NETWORK,
    ),
    (
        ACCOUNT_OPERATORS,
        &["SeMachineAccountPrivilege", "SeShutdownPrivilege"],
        SystemAccess::INTERACTIVE,
    ),
    (
        SERVER_OPERATORS,
        &[
            "SeBackupPrivilege",
            "SeRemoteShutdownPrivilege",
            "SeRestorePrivilege",
            "SeShutdownPrivilege",
            "SeSystemtimePrivilege",
        ],
        SystemAccess::INTERACTIVE,
    ),
    (
        PRINT_OPERATORS,
        &["SeShutdownPrivilege"],
        SystemAccess::INTERACTIVE,
    ),
    (
        BACKUP_OPERATORS,
        &[
            "SeBackupPrivilege",
            "SeRestorePrivilege",
            "SeShutdownPrivilege",
        ],
        SystemAccess::INTERACTIVE,
    ),
];
