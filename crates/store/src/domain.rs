//! The domain as a whole, and its rules.

use std::time::Duration;

use sqlx::Row as _;
use sqlx::sqlite::SqliteConnection;
use wire::{FileTime, NetbiosName, Sid};

use crate::change_log::{self, Database, DeltaType, Subject};
use crate::direct::Asked;
use crate::value::Columns;
use crate::{Result, SamDomain, Store, StoreError};

/// A span of time as SAM writes it: a negative number of 100 ns, [MS-SAMR] 2.2.7.2. Zero is no time at all.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Span(pub i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// For ever.
    pub const NEVER: Self = Self(i64::MIN);

    /// So many minutes.
    #[must_use]
    pub fn minutes(minutes: u16) -> Self {
        Self(i64::from(minutes).saturating_mul(-600_000_000))
    }

    /// The span as a duration; `None` is for ever.
    #[must_use]
    pub fn duration(self) -> Option<Duration> {
        let units = self.0.unsigned_abs();
        let rest = Duration::from_nanos((units % UNITS_PER_SECOND).saturating_mul(100));
        (self != Self::NEVER).then(|| Duration::from_secs(units / UNITS_PER_SECOND) + rest)
    }

    /// When the span that begins at `start` ends; [`FileTime::NEVER`] for a span without an end.
    #[must_use]
    pub fn after(self, start: FileTime) -> FileTime {
        if self == Self::NEVER {
            return FileTime::NEVER;
        }
        FileTime(
            start
                .0
                .saturating_add(self.0.unsigned_abs())
                .min(FileTime::NEVER.0),
        )
    }
}

const UNITS_PER_SECOND: u64 = 10_000_000;

/// The domain's names and rules.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Domain {
    /// The NetBIOS name of the domain.
    pub name: NetbiosName,
    /// The SID of the domain.
    pub sid: Sid,
    /// The NetBIOS name of this controller.
    pub controller: NetbiosName,
    /// When the domain was made.
    pub created: FileTime,
    /// The rules.
    pub policy: Policy,
}

/// The rules of the domain, [MS-SAMR] 3.1.1.1 and KB Q154501.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Policy {
    /// The fewest characters of a password.
    pub min_password_length: u16,
    /// How many passwords, the one in use among them, must not come back.
    pub password_history_length: u16,
    /// `PasswordProperties`, [MS-SAMR] 2.2.3.1.
    pub password_properties: u32,
    /// When a password expires; zero and [`Span::NEVER`] are never.
    pub max_password_age: Span,
    /// How soon a password may be changed again by its owner.
    pub min_password_age: Span,
    /// How many wrong passwords lock an account; 0 locks none.
    pub lockout_threshold: u16,
    /// How long an account is locked; [`Span::NEVER`] until an administrator unlocks it.
    pub lockout_duration: Span,
    /// Within which time wrong passwords are counted together.
    pub lockout_observation_window: Span,
    /// How long after the end of the logon hours a user is put out.
    pub force_logoff: Span,
    /// How many machine accounts somebody may make who has no other right to; `ms-DS-MachineAccountQuota`.
    pub machine_account_quota: u32,
    /// `RefusePasswordChange`: whether machines are told not to change their passwords.
    pub refuse_password_change: bool,
    /// Whether a machine account may have its own name, in lower case, as its password.
    pub default_password_allowed: bool,
    /// `OemInformation`: a comment.
    pub oem_information: String,
}

impl Default for Policy {
    /// What a new domain has: no password expires or locks an account out until an administrator says so, because both
    /// can be used against the owner of the account.
    fn default() -> Self {
        Self {
            min_password_length: 7,
            password_history_length: 0,
            password_properties: 0,
            max_password_age: Span::NEVER,
            min_password_age: Span::ZERO,
            lockout_threshold: 0,
            lockout_duration: Span::minutes(30),
            lockout_observation_window: Span::minutes(30),
            force_logoff: Span::NEVER,
            machine_account_quota: 10,
            refuse_password_change: false,
            default_password_allowed: false,
            oem_information: String::new(),
        }
    }
}

/// The columns of the domain `d` that [`Policy`] reads, in their order.
macro_rules! policy_columns {
    () => {
        "d.min_password_length, d.password_history_length, d.password_properties, d.max_password_age, d.min_password_age,
            d.lockout_threshold, d.lockout_duration, d.lockout_observation_window, d.force_logoff,
            d.machine_account_quota, d.refuse_password_change, d.default_password_allowed, d.oem_information"
    };
}
pub(crate) use policy_columns;

impl Policy {
    /// The longest history that can be asked for, as Windows has it.
    pub const MAX_HISTORY: u16 = 1024;

    /// The rules that the rules themselves obey, [MS-SAMR] 3.1.1.6.
    fn check(&self) -> Result<()> {
        let expires = !matches!(self.max_password_age, Span::ZERO | Span::NEVER);
        let field = if self.password_history_length > Self::MAX_HISTORY {
            "password_history_length"
        } else if self.max_password_age.0 > 0 {
            "max_password_age"
        } else if self.min_password_age.0 > 0
            // Negative spans: the longer one is the smaller number.
            || (expires && self.min_password_age.0 <= self.max_password_age.0)
        {
            "min_password_age"
        } else if self.lockout_duration.0 > 0 {
            "lockout_duration"
        } else if self.lockout_observation_window.0 > 0
            || self.lockout_observation_window.0 < self.lockout_duration.0
        {
            "lockout_observation_window"
        } else if self.force_logoff.0 > 0 {
            "force_logoff"
        } else {
            return Ok(());
        };
        Err(StoreError::InvalidValue { field })
    }

    /// The rules as they are now.
    pub(crate) async fn load(sql: &mut SqliteConnection) -> Result<Self> {
        let row = sqlx::query("SELECT * FROM domain")
            .fetch_optional(sql)
            .await?;
        Self::read(&row.ok_or(StoreError::Corrupt)?)
    }

    /// The same, asked directly.
    pub(crate) fn ask(sql: &Asked<'_>) -> Result<Self> {
        let policy = sql.first(
            concat!("SELECT ", policy_columns!(), " FROM domain d"),
            [],
            |row| Self::read(row),
        )?;
        policy.ok_or(StoreError::Corrupt)
    }

    /// The next columns of a row, which are [`policy_columns`].
    pub(crate) fn read(row: &impl Columns) -> Result<Self> {
        Ok(Self {
            min_password_length: row.number("min_password_length")?,
            password_history_length: row.number("password_history_length")?,
            password_properties: row.number("password_properties")?,
            max_password_age: Span(row.number("max_password_age")?),
            min_password_age: Span(row.number("min_password_age")?),
            lockout_threshold: row.number("lockout_threshold")?,
            lockout_duration: Span(row.number("lockout_duration")?),
            lockout_observation_window: Span(row.number("lockout_observation_window")?),
            force_logoff: Span(row.number("force_logoff")?),
            machine_account_quota: row.number("machine_account_quota")?,
            refuse_password_change: row.number::<i64>("refuse_password_change")? != 0,
            default_password_allowed: row.number::<i64>("default_password_allowed")? != 0,
            oem_information: row.string("oem_information")?,
        })
    }

    /// Writes the rules down, which the domain's row is there for.
    pub(crate) async fn save(&self, sql: &mut SqliteConnection) -> Result<()> {
        self.check()?;
        sqlx::query(
            "UPDATE domain SET min_password_length = ?, password_history_length = ?, password_properties = ?,
                max_password_age = ?, min_password_age = ?, lockout_threshold = ?, lockout_duration = ?,
                lockout_observation_window = ?, force_logoff = ?, machine_account_quota = ?,
                refuse_password_change = ?, default_password_allowed = ?, oem_information = ?",
        )
        .bind(self.min_password_length)
        .bind(self.password_history_length)
        .bind(self.password_properties)
        .bind(self.max_password_age.0)
        .bind(self.min_password_age.0)
        .bind(self.lockout_threshold)
        .bind(self.lockout_duration.0)
        .bind(self.lockout_observation_window.0)
        .bind(self.force_logoff.0)
        .bind(self.machine_account_quota)
        .bind(self.refuse_password_change)
        .bind(self.default_password_allowed)
        .bind(&self.oem_information)
        .execute(sql)
        .await?;
        Ok(())
    }
}

impl Store {
    /// The domain's names and rules.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn domain(&self) -> Result<Domain> {
        let mut reader = self.reader().await;
        load(&mut reader).await
    }

    /// The domain's rules.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn policy(&self) -> Result<Policy> {
        self.direct().await.ask(Policy::ask)
    }

    /// Changes the domain's rules; `change` is given the rules as they are, and nobody else changes them meanwhile.
    ///
    /// # Errors
    /// [`StoreError::InvalidValue`] for rules that contradict each other.
    pub async fn change_policy(
        &self,
        now: FileTime,
        change: impl FnOnce(&mut Policy),
    ) -> Result<Policy> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let mut policy = Policy::load(&mut sql).await?;
        change(&mut policy);
        policy.save(&mut sql).await?;
        change_log::append(
            &mut sql,
            Database::Sam,
            DeltaType::ADD_OR_CHANGE_DOMAIN,
            Subject::default(),
            now,
        )
        .await?;
        sql.commit().await?;
        Ok(policy)
    }

    /// How many users, groups and aliases a domain has.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn counts(&self, domain: SamDomain) -> Result<Counts> {
        let mut reader = self.reader().await;
        let row = match domain {
            SamDomain::Account => sqlx::query(
                "SELECT (SELECT count(*) FROM user) AS users, (SELECT count(*) FROM sam_group) AS groups,
                    (SELECT count(*) FROM alias WHERE db = 0) AS aliases",
            ),
            SamDomain::Builtin => sqlx::query(
                "SELECT 0 AS users, 0 AS groups, (SELECT count(*) FROM alias WHERE db = 1) AS aliases",
            ),
        }
        .fetch_one(&mut *reader)
        .await?;
        Ok(Counts {
            users: row.try_get("users")?,
            groups: row.try_get("groups")?,
            aliases: row.try_get("aliases")?,
        })
    }
}

/// How many principals a domain has.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    /// People, computers and trusting domains.
    pub users: u32,
    /// Global groups.
    pub groups: u32,
    /// Local groups.
    pub aliases: u32,
}

/// The domain's row.
pub(crate) async fn load(sql: &mut SqliteConnection) -> Result<Domain> {
    let row = sqlx::query("SELECT * FROM domain")
        .fetch_optional(sql)
        .await?;
    let row = row.ok_or(StoreError::Corrupt)?;
    let name = |column| {
        let name: &str = row.try_get(column)?;
        NetbiosName::new(name).map_err(|_| StoreError::Corrupt)
    };
    Ok(Domain {
        name: name("name")?,
        sid: row.sid("sid")?,
        controller: name("controller")?,
        created: row.time("created")?,
        policy: Policy::read(&row)?,
    })
}

/// Takes the next relative identifier.
pub(crate) async fn next_rid(sql: &mut SqliteConnection) -> Result<u32> {
    let rid: Option<i64> = sqlx::query_scalar(
        "UPDATE domain SET next_rid = next_rid + 1 WHERE next_rid <= ? RETURNING next_rid - 1",
    )
    .bind(MAX_RID)
    .fetch_optional(sql)
    .await?;
    rid.and_then(|rid| u32::try_from(rid).ok())
        .ok_or(StoreError::RidsExhausted)
}

/// Identifiers have 30 bits, as in Windows.
pub(crate) const MAX_RID: i64 = 0x3fff_ffff;
