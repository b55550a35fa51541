//! What changed since when: the change log of NT4 replication, [MS-NRPC] 3.6.

use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use wire::{FileTime, Sid};

use crate::value::{Columns as _, stored};
use crate::{Result, Store, StoreError};

/// The databases that a primary controller replicates, by the identifiers of [MS-NRPC] 3.5.4.6.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Database {
    /// 0: the accounts of the domain.
    Sam,
    /// 1: the aliases of `BUILTIN`.
    Builtin,
    /// 2: policy, account rights, trusted domains and secrets.
    Lsa,
}

impl Database {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Sam, Self::Builtin, Self::Lsa];

    pub(crate) const fn stored(self) -> i64 {
        match self {
            Self::Sam => 0,
            Self::Builtin => 1,
            Self::Lsa => 2,
        }
    }
}

/// `NETLOGON_DELTA_TYPE`, [MS-NRPC] 2.2.1.5.28: what kind of change; those that this store makes are named.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct DeltaType(pub u16);

#[expect(missing_docs, reason = "the names are the specification's")]
impl DeltaType {
    pub const ADD_OR_CHANGE_DOMAIN: Self = Self(1);
    pub const ADD_OR_CHANGE_GROUP: Self = Self(2);
    pub const DELETE_GROUP: Self = Self(3);
    pub const RENAME_GROUP: Self = Self(4);
    pub const ADD_OR_CHANGE_USER: Self = Self(5);
    pub const DELETE_USER: Self = Self(6);
    pub const RENAME_USER: Self = Self(7);
    pub const CHANGE_GROUP_MEMBERSHIP: Self = Self(8);
    pub const ADD_OR_CHANGE_ALIAS: Self = Self(9);
    pub const DELETE_ALIAS: Self = Self(10);
    pub const RENAME_ALIAS: Self = Self(11);
    pub const CHANGE_ALIAS_MEMBERSHIP: Self = Self(12);
    pub const ADD_OR_CHANGE_LSA_POLICY: Self = Self(13);
    pub const ADD_OR_CHANGE_LSA_TDOMAIN: Self = Self(14);
    pub const DELETE_LSA_TDOMAIN: Self = Self(15);
    pub const ADD_OR_CHANGE_LSA_ACCOUNT: Self = Self(16);
    pub const DELETE_LSA_ACCOUNT: Self = Self(17);
    pub const ADD_OR_CHANGE_LSA_SECRET: Self = Self(18);
    pub const DELETE_LSA_SECRET: Self = Self(19);
}

/// One entry of the change log: that something changed, not to what.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// The serial number of its database after this change.
    pub serial: u64,
    /// What kind of change.
    pub delta: DeltaType,
    /// The user, group or alias; 0 for the domain itself and for what has no RID.
    pub rid: u32,
    /// The account rights or trusted domain.
    pub sid: Option<Sid>,
    /// The secret; the last name of what was deleted, the former one of what was renamed.
    pub name: Option<String>,
    /// When.
    pub time: FileTime,
}

impl Change {
    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            serial: row.count("serial")?,
            delta: DeltaType(row.try_get("delta")?),
            rid: row.try_get::<Option<u32>, _>("rid")?.unwrap_or_default(),
            sid: row.optional_sid("sid")?,
            name: row.try_get("name")?,
            time: row.time("time")?,
        })
    }
}

/// What happened after a serial number.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Changes {
    /// The log does not reach back that far, or the reader's number is none of ours: it needs the whole database.
    FullSync,
    /// These, in order.
    Changes {
        /// At most as many as were asked for.
        changes: Vec<Change>,
        /// Whether there are more.
        more: bool,
    },
}

/// How far a database has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DatabaseState {
    /// How many changes it has seen.
    pub serial: u64,
    /// When it was made: serial numbers of another time count other changes.
    pub created: FileTime,
}

impl Store {
    /// Serial number and creation time of a database.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn database_state(&self, database: Database) -> Result<DatabaseState> {
        let mut reader = self.reader().await;
        let row = sqlx::query("SELECT serial, created FROM database WHERE db = ?")
            .bind(database.stored())
            .fetch_optional(&mut *reader)
            .await?
            .ok_or(StoreError::Corrupt)?;
        Ok(DatabaseState {
            serial: row.count("serial")?,
            created: row.time("created")?,
        })
    }

    /// The changes of a database after a serial number, at most `limit` of them.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn changes_after(
        &self,
        database: Database,
        serial: u64,
        limit: u32,
    ) -> Result<Changes> {
        let mut reader = self.reader().await;
        // One transaction, so that the log is not truncated between the question and the answer.
        let mut sql = sqlx::Connection::begin(&mut *reader).await?;
        let row = sqlx::query("SELECT serial, truncated FROM database WHERE db = ?")
            .bind(database.stored())
            .fetch_optional(&mut *sql)
            .await?
            .ok_or(StoreError::Corrupt)?;
        if serial < row.count("truncated")? || serial > row.count("serial")? {
            return Ok(Changes::FullSync);
        }
        let rows = sqlx::query(
            "SELECT serial, delta, rid, sid, name, time FROM change WHERE db = ? AND serial > ? ORDER BY serial LIMIT ?",
        )
        .bind(database.stored())
        .bind(i64::try_from(serial).unwrap_or(i64::MAX))
        .bind(i64::from(limit).saturating_add(1))
        .fetch_all(&mut *sql)
        .await?;
        let mut changes = rows
            .iter()
            .map(Change::read)
            .collect::<Result<Vec<Change>>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = changes.len() > limit;
        changes.truncate(limit);
        Ok(Changes::Changes { changes, more })
    }
}

/// What a change is about.
#[derive(Clone, Copy, Default)]
pub(crate) struct Subject<'a> {
    pub(crate) rid: Option<u32>,
    pub(crate) sid: Option<&'a str>,
    pub(crate) name: Option<&'a str>,
}

impl Subject<'_> {
    pub(crate) const fn rid(rid: u32) -> Self {
        Self {
            rid: Some(rid),
            sid: None,
            name: None,
        }
    }
}

/// Writes a change of an account's rights or of a trusted domain down, in the transaction that makes it.
pub(crate) async fn append_lsa(
    sql: &mut SqliteConnection,
    sid: &Sid,
    delta: DeltaType,
    now: FileTime,
) -> Result<()> {
    let subject = Subject {
        sid: Some(&sid.to_string()),
        ..Subject::default()
    };
    append(sql, Database::Lsa, delta, subject, now).await
}

/// Writes down that an account has no longer this name, in the transaction that renames or deletes it.
pub(crate) async fn append_former(
    sql: &mut SqliteConnection,
    delta: DeltaType,
    rid: u32,
    name: &str,
    now: FileTime,
) -> Result<()> {
    let subject = Subject {
        name: Some(name),
        ..Subject::rid(rid)
    };
    append(sql, Database::Sam, delta, subject, now).await
}

/// Writes a change down, in the transaction that makes it.
pub(crate) async fn append(
    sql: &mut SqliteConnection,
    database: Database,
    delta: DeltaType,
    subject: Subject<'_>,
    now: FileTime,
) -> Result<()> {
    let serial: i64 =
        sqlx::query_scalar("UPDATE database SET serial = serial + 1 WHERE db = ? RETURNING serial")
            .bind(database.stored())
            .fetch_optional(&mut *sql)
            .await?
            .ok_or(StoreError::Corrupt)?;
    sqlx::query(
        "INSERT INTO change (db, serial, delta, rid, sid, name, time) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(database.stored())
    .bind(serial)
    .bind(delta.0)
    .bind(subject.rid)
    .bind(subject.sid)
    .bind(subject.name)
    .bind(stored(now))
    .execute(&mut *sql)
    .await?;
    // Now and then is enough, so that most changes pay nothing for it.
    if serial % TRUNCATE_EVERY == 0 {
        truncate(sql, database, serial.saturating_sub(KEPT)).await?;
    }
    Ok(())
}

/// Counts many changes without writing each down: a reader that is behind them needs the whole database.
pub(crate) async fn skip(
    sql: &mut SqliteConnection,
    database: Database,
    changes: u32,
) -> Result<()> {
    let serial: i64 =
        sqlx::query_scalar("UPDATE database SET serial = serial + ? WHERE db = ? RETURNING serial")
            .bind(changes)
            .bind(database.stored())
            .fetch_optional(&mut *sql)
            .await?
            .ok_or(StoreError::Corrupt)?;
    truncate(sql, database, serial).await
}

async fn truncate(sql: &mut SqliteConnection, database: Database, newest: i64) -> Result<()> {
    sqlx::query("UPDATE database SET truncated = max(truncated, ?) WHERE db = ?")
        .bind(newest)
        .bind(database.stored())
        .execute(&mut *sql)
        .await?;
    sqlx::query("DELETE FROM change WHERE db = ? AND serial <= ?")
        .bind(database.stored())
        .bind(newest)
        .execute(sql)
        .await?;
    Ok(())
}

/// How many changes of each database are told at least.
const KEPT: i64 = 100_000;
const TRUNCATE_EVERY: i64 = 256;
