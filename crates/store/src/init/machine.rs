//! What a machine has of its own, that may become a member of a domain.

use auth::NtHash;
use wire::{FileTime, NetbiosName, Sid};

use super::{
    ADMINISTRATOR, ADMINISTRATORS, BACKUP_OPERATORS, Contents, DOMAIN_USERS, GUEST, GUESTS, Kind,
    REPLICATOR, Sql, USERS,
};
use crate::{Result, SystemAccess};

/// A machine with accounts of its own.
pub struct NewMachine<'a> {
    /// Its NetBIOS name, which is also the name of the domain that its accounts are in.
    pub computer: &'a NetbiosName,
    /// The SID of its accounts: S-1-5-21 and three random numbers.
    pub sid: &'a Sid,
    /// The password of its Administrator; without one the account is disabled.
    pub administrator: Option<&'a NtHash>,
    /// When.
    pub now: FileTime,
}

impl<'a> NewMachine<'a> {
    pub(crate) const fn contents(&self) -> Contents<'a> {
        Contents {
            name: self.computer,
            controller: self.computer,
            sid: self.sid,
            administrator: self.administrator,
            now: self.now,
            kind: Kind::Machine,
        }
    }
}

/// Marks the file as a machine's.
pub(super) async fn mark(sql: &mut Sql<'_>) -> Result<()> {
    // SERVICE_AUTO_START.
    sqlx::query("INSERT INTO machine VALUES (1, 'WORKGROUP', 2)")
        .execute(&mut **sql)
        .await?;
    Ok(())
}

/// "None": every account of a workstation is in it, [MS-DTYP] 2.4.2.4 has its RID as `DOMAIN_USERS`.
pub(super) const GROUPS: [(u32, &str, &str); 1] = [(DOMAIN_USERS, "None", "Ordinary users")];

const POWER_USERS: u32 = 547;

pub(super) const ALIASES: [(u32, &str, &str); 6] = [
    (
        ADMINISTRATORS,
        "Administrators",
        "Members can fully administer the computer",
    ),
    (USERS, "Users", "Ordinary users"),
    (GUESTS, "Guests", "Users granted guest access"),
    (
        POWER_USERS,
        "Power Users",
        "Members can share directories and printers",
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

pub(super) const ALIAS_MEMBERS: [(u32, u32); 2] =
    [(ADMINISTRATORS, ADMINISTRATOR), (GUESTS, GUEST)];

pub(super) const COMMENTS: [(u32, &str); 2] = [
    (
        ADMINISTRATOR,
        "Built-in account for administering the computer",
    ),
    (GUEST, "Built-in account for guest access to the computer"),
];

/// The rights of an NT 4.0 workstation's groups; the names are those of [MS-LSAD] 3.1.1.2.1.
pub(super) const RIGHTS: [(u32, &[&str], u32); 4] = [
    (
        ADMINISTRATORS,
        &[
            "SeBackupPrivilege",
            "SeCreatePagefilePrivilege",
            "SeDebugPrivilege",
            "SeIncreaseBasePriorityPrivilege",
            "SeIncreaseQuotaPrivilege",
            "SeLoadDriverPrivilege",
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
        POWER_USERS,
        &[
            "SeProfileSingleProcessPrivilege",
            "SeRemoteShutdownPrivilege",
            "SeShutdownPrivilege",
            "SeSystemtimePrivilege",
        ],
        SystemAccess::INTERACTIVE,
    ),
    (USERS, &["SeShutdownPrivilege"], SystemAccess::INTERACTIVE),
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
