//! Events, as an event log keeps them: numbered, bounded, and counted where they repeat. The last ones may be lost when the
//! power fails, or else whoever can cause events could keep the disk busy.

use std::time::Duration;

use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use wire::{FileTime, Sid};

use crate::value::{Columns as _, stored};
use crate::{Result, Store, StoreError};

/// `EventType`, [MS-EVEN] 2.2.2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EventKind {
    /// Something failed.
    Error,
    /// Something may fail.
    Warning,
    /// Something was done.
    Information,
    /// Somebody was let do something.
    AuditSuccess,
    /// Somebody was refused.
    AuditFailure,
}

impl EventKind {
    /// The value on the wire, and in the file.
    #[must_use]
    pub const fn event_type(self) -> u16 {
        match self {
            Self::Error => 0x0001,
            Self::Warning => 0x0002,
            Self::Information => 0x0004,
            Self::AuditSuccess => 0x0008,
            Self::AuditFailure => 0x0010,
        }
    }

    fn read(event_type: u16) -> Result<Self> {
        match event_type {
            0x0001 => Ok(Self::Error),
            0x0002 => Ok(Self::Warning),
            0x0004 => Ok(Self::Information),
            0x0008 => Ok(Self::AuditSuccess),
            0x0010 => Ok(Self::AuditFailure),
            _ => Err(StoreError::Corrupt),
        }
    }
}

/// An event to be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewEvent {
    /// What happened, by the messages of its source.
    pub event_id: u32,
    /// How bad it is.
    pub kind: EventKind,
    /// Who reports it.
    pub source: String,
    /// What the message leaves open.
    pub strings: Vec<String>,
    /// Octets that the source understands: a status.
    pub data: Vec<u8>,
    /// The computer on which it happened.
    pub computer: String,
    /// The user to whom it happened.
    pub user: Option<Sid>,
    /// The connection on which it happened.
    pub connection: Option<u64>,
}

/// An event that was written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event {
    /// Its number: one more than that of the event before, and never given again.
    pub record: u64,
    /// When it happened first.
    pub time: FileTime,
    /// When it happened last.
    pub last_time: FileTime,
    /// How often.
    pub count: u64,
    /// What happened; data and connection are those of the first time.
    pub event: NewEvent,
}

impl Event {
    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            record: row.count("record")?,
            time: row.time("time")?,
            last_time: row.time("last_time")?,
            count: row.count("count")?,
            event: NewEvent {
                event_id: row.try_get("event_id")?,
                kind: EventKind::read(row.try_get("kind")?)?,
                source: row.try_get("source")?,
                strings: read_strings(row.try_get("strings")?)?,
                data: row.try_get("data")?,
                computer: row.try_get("computer")?,
                user: row.optional_sid("user_sid")?,
                connection: row
                    .try_get::<Option<i64>, _>("connection")?
                    .map(i64::cast_unsigned),
            },
        })
    }
}

/// Which events there are.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct EventLogState {
    /// The number of the oldest one; 0 if there are none.
    pub oldest: u64,
    /// The number of the newest one.
    pub newest: u64,
    /// How many there are.
    pub count: u64,
}

impl Store {
    /// The most events that are kept; the oldest ones make room.
    pub const MAX_EVENTS: u32 = 100_000;

    /// Writes an event; the answer is its number.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn append_event(&self, event: &NewEvent, now: FileTime) -> Result<u64> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin_statistics().await?;
        let record = insert(&mut sql, event, 1, now).await?;
        sql.commit().await?;
        Ok(record)
    }

    /// Writes an event that happened so many times, or counts it: if the last one with the same number, source and strings
    /// happened within `within`, that one's count and last time change instead. The answer is its number, and whether it is a new one.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn append_or_count_event(
        &self,
        event: &NewEvent,
        times: u32,
        within: Duration,
        now: FileTime,
    ) -> Result<(u64, bool)> {
        let units = u64::try_from(within.as_nanos() / 100).unwrap_or(u64::MAX);
        let since = FileTime(now.0.saturating_sub(units));
        let mut writer = self.writer().await;
        let counted: Option<i64> = sqlx::query_scalar(
            "UPDATE event SET count = count + ?6, last_time = max(last_time, ?1) WHERE record = (
                SELECT max(record) FROM event WHERE event_id = ?2 AND strings = ?3 AND source = ?4
            ) AND last_time >= ?5 RETURNING record",
        )
        .bind(stored(now))
        .bind(event.event_id)
        .bind(write_strings(&event.strings))
        .bind(&event.source)
        .bind(stored(since))
        .bind(times)
        .fetch_optional(writer.statistics().await?)
        .await?;
        if let Some(record) = counted.and_then(|record| u64::try_from(record).ok()) {
            return Ok((record, false));
        }
        // Another process may have written the same one meanwhile; then it is there twice, and no harm is done.
        let mut sql = writer.begin_statistics().await?;
        let record = insert(&mut sql, event, times, now).await?;
        sql.commit().await?;
        Ok((record, true))
    }

    /// Events from a number on, in order, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn events_from(&self, record: u64, limit: u32) -> Result<Vec<Event>> {
        let from = "SELECT * FROM event WHERE record >= ? ORDER BY record LIMIT ?";
        self.events(from, record, limit).await
    }

    /// Events from a number back, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn events_back_from(&self, record: u64, limit: u32) -> Result<Vec<Event>> {
        let back = "SELECT * FROM event WHERE record <= ? ORDER BY record DESC LIMIT ?";
        self.events(back, record, limit).await
    }

    async fn events(&self, query: &'static str, record: u64, limit: u32) -> Result<Vec<Event>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query(query)
            .bind(i64::try_from(record).unwrap_or(i64::MAX))
            .bind(limit)
            .fetch_all(&mut *reader)
            .await?;
        rows.iter().map(Event::read).collect()
    }

    /// Which events there are.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn event_log_state(&self) -> Result<EventLogState> {
        let mut reader = self.reader().await;
        // One question for each number, so that SQLite looks at the ends of the table only. Numbers have no gaps.
        let row = sqlx::query(
            "SELECT ifnull((SELECT min(record) FROM event), 0) AS oldest,
                ifnull((SELECT max(record) FROM event), 0) AS newest",
        )
        .fetch_one(&mut *reader)
        .await?;
        let (oldest, newest) = (row.count("oldest")?, row.count("newest")?);
        let count = match oldest {
            0 => 0,
            _ => newest.saturating_sub(oldest).saturating_add(1),
        };
        Ok(EventLogState {
            oldest,
            newest,
            count,
        })
    }

    /// Drops all events; the answer is how many.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn clear_events(&self) -> Result<u64> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin_statistics().await?;
        let cleared = sqlx::query("DELETE FROM event").execute(&mut *sql).await?;
        sql.commit().await?;
        Ok(cleared.rows_affected())
    }
}

async fn insert(
    sql: &mut SqliteConnection,
    event: &NewEvent,
    times: u32,
    now: FileTime,
) -> Result<u64> {
    let record: i64 = sqlx::query_scalar(
        "INSERT INTO event
            (event_id, kind, source, strings, data, computer, user_sid, connection, time, last_time, count)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING record",
    )
    .bind(event.event_id)
    .bind(event.kind.event_type())
    .bind(&event.source)
    .bind(write_strings(&event.strings))
    .bind(&event.data)
    .bind(&event.computer)
    .bind(event.user.as_ref().map(ToString::to_string))
    .bind(event.connection.map(u64::cast_signed))
    .bind(stored(now))
    .bind(stored(now))
    .bind(times)
    .fetch_one(&mut *sql)
    .await?;
    sqlx::query("DELETE FROM event WHERE record <= ?")
        .bind(record.saturating_sub(i64::from(Store::MAX_EVENTS)))
        .execute(sql)
        .await?;
    u64::try_from(record).map_err(|_| StoreError::Corrupt)
}

/// Strings one after the other, each with its length before it.
fn write_strings(strings: &[String]) -> Vec<u8> {
    let mut w = wire::Writer::new();
    for string in strings {
        w.u32(u32::try_from(string.len()).unwrap_or(u32::MAX));
        w.bytes(string.as_bytes());
    }
    w.into_vec()
}

fn read_strings(octets: &[u8]) -> Result<Vec<String>> {
    let mut r = wire::Reader::new(octets);
    let mut strings = Vec::new();
    while !r.is_empty() {
        let string = read_string(&mut r).map_err(|_| StoreError::Corrupt)?;
        strings.push(String::from_utf8(string.to_vec()).map_err(|_| StoreError::Corrupt)?);
    }
    Ok(strings)
}

fn read_string<'a>(r: &mut wire::Reader<'a>) -> Result<&'a [u8], wire::Malformed> {
    let length = r.u32("length")?;
    r.bytes(usize::try_from(length).unwrap_or(usize::MAX), "string")
}
