//! Connections that are asked on the caller's own thread.
//!
//! sqlx hands each statement to a thread of its own, and the way there and back takes several times as long as finding an
//! account does. What each channel set-up and each logon asks is asked here instead: a few rows by their keys, which come
//! from memory or with a few reads of the disk, and for which no reader ever waits for a writer in WAL mode. Lists and all
//! changes stay with sqlx.
//!
//! To begin and end a read transaction takes locks of the file, and so longer than to find a row. On a busy controller one
//! serves the questions of a millisecond. Who asks sees all that was written in this process before, because a writer ends
//! these transactions, and none is kept while it is at work; of what another process writes he learns up to a millisecond
//! later. A transaction that nobody uses any more is kept until the next question or writer, and keeps away nobody but
//! another process that would begin the log file from its start.

use std::cell::Cell;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Params};

use crate::value::Columns;
use crate::{Result, StoreError};

/// Some of them; who asks takes one that is free.
pub(crate) struct Direct {
    connections: Vec<Mutex<Reading>>,
    next: AtomicUsize,
    /// How long a read transaction serves.
    kept: Duration,
    /// Whether somebody of this process writes.
    writing: AtomicBool,
}

/// What there is to know to open them.
pub(crate) struct DirectOptions<'a> {
    /// The database, which exists.
    pub(crate) file: &'a Path,
    /// `None` for the operating system's.
    pub(crate) vfs: Option<&'a str>,
    /// How many.
    pub(crate) count: usize,
    /// How long a question waits for another process.
    pub(crate) patience: Duration,
    /// How long a read transaction serves.
    pub(crate) kept: Duration,
}

impl Direct {
    /// How long a read transaction serves on a controller.
    pub(crate) const KEPT: Duration = Duration::from_millis(1);

    /// Opens the connections, which cannot write.
    pub(crate) fn open(options: &DirectOptions<'_>) -> Result<Self> {
        Ok(Self {
            connections: (0..options.count.max(1))
                .map(|_| Reading::open(options).map(Mutex::new))
                .collect::<Result<_>>()?,
            next: AtomicUsize::new(0),
            kept: options.kept,
            writing: AtomicBool::new(false),
        })
    }

    /// Asks one question, or several.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Asked<'_>) -> Result<T>) -> Result<T> {
        let mut reading = self.free()?;
        let keeps = !self.kept.is_zero();
        if keeps {
            reading.renew(self.kept, self.is_written())?;
        }
        let answer = question(&Asked(&reading.sql));
        if keeps && (answer.is_err() || self.is_written()) {
            reading.end()?;
        }
        answer
    }

    /// Ends all read transactions, because somebody of this process is about to write, and keeps none until he has.
    pub(crate) fn begin_write(&self) {
        self.writing.store(true, Ordering::SeqCst);
        if self.kept.is_zero() {
            return;
        }
        for reading in &self.connections {
            // One that cannot be ended is met by the next question, whose error it is.
            let _ = locked(reading).end();
        }
    }

    /// He has.
    pub(crate) fn end_write(&self) {
        self.writing.store(false, Ordering::SeqCst);
    }

    fn is_written(&self) -> bool {
        self.writing.load(Ordering::SeqCst)
    }

    fn free(&self) -> Result<MutexGuard<'_, Reading>> {
        if let Some(free) = self.connections.iter().find_map(|sql| sql.try_lock().ok()) {
            return Ok(free);
        }
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let turn = turn.checked_rem(self.connections.len());
        let reading = turn.and_then(|turn| self.connections.get(turn));
        Ok(locked(reading.ok_or(StoreError::Corrupt)?))
    }
}

fn locked(reading: &Mutex<Reading>) -> MutexGuard<'_, Reading> {
    reading.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection, and since when it is in the read transaction in which it may be.
struct Reading {
    sql: Connection,
    since: Instant,
}

impl Reading {
    fn open(options: &DirectOptions<'_>) -> Result<Self> {
        // Each is behind its own mutex.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let sql = match options.vfs {
            Some(vfs) => Connection::open_with_flags_and_vfs(options.file, flags, vfs)?,
            None => Connection::open_with_flags(options.file, flags)?,
        };
        sql.busy_timeout(options.patience)?;
        // Only who may write can read a database in WAL mode, because readers mark what they read.
        sql.pragma_update(None, "query_only", true)?;
        // Of a large file other pages are wanted each time, more than a cache would hold: they are looked at where the
        // operating system has them.
        sql.pragma_update(None, "mmap_size", MAPPED)?;
        Ok(Self {
            sql,
            since: Instant::now(),
        })
    }

    /// Ends a read transaction that is as old as it may be, and begins another unless somebody writes.
    fn renew(&mut self, kept: Duration, is_written: bool) -> Result<()> {
        let is_reading = !self.sql.is_autocommit();
        if is_reading && !is_written && self.since.elapsed() < kept {
            return Ok(());
        }
        self.end()?;
        if !is_written {
            self.sql.prepare_cached("BEGIN")?.execute([])?;
            self.since = Instant::now();
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        if !self.sql.is_autocommit() {
            self.sql.prepare_cached("COMMIT")?.execute([])?;
        }
        Ok(())
    }
}

/// How much of the file is mapped, in octets: several million accounts. Nobody makes a file shorter that is served.
const MAPPED: i64 = 1 << 30;

/// A connection that is asked.
pub(crate) struct Asked<'a>(&'a Connection);

impl Asked<'_> {
    /// The rows that a statement finds, each read by `read`.
    pub(crate) fn all<T>(
        &self,
        statement: &str,
        parameters: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.0.prepare_cached(statement)?;
        let mut rows = statement.query(parameters)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(&Row {
                row,
                next: Cell::new(0),
            })?);
        }
        Ok(found)
    }

    /// The first of them. What `read` asks meanwhile is told as of the same moment, for the statement that found the row is
    /// not finished yet: <https://www.sqlite.org/isolation.html>. A transaction would be two statements more.
    pub(crate) fn first<T>(
        &self,
        statement: &str,
        parameters: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.0.prepare_cached(statement)?;
        let mut rows = statement.query(parameters)?;
        let row = rows.next()?.map(|row| Row {
            row,
            next: Cell::new(0),
        });
        row.as_ref().map(read).transpose()
    }
}

/// A row that was found, whose columns are read in the order in which the statement names them: to look for each by its name
/// takes longer than to find the row.
pub(crate) struct Row<'a> {
    row: &'a rusqlite::Row<'a>,
    /// The column that is read next.
    next: Cell<usize>,
}

impl Row<'_> {
    fn value(&self, column: &str) -> Result<ValueRef<'_>> {
        let at = self.next.get();
        debug_assert_eq!(self.row.as_ref().column_name(at).ok(), Some(column));
        self.next.set(at.saturating_add(1));
        Ok(self.row.get_ref(at)?)
    }
}

impl Columns for Row<'_> {
    fn integer(&self, column: &str) -> Result<Option<i64>> {
        match self.value(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(value) => Ok(Some(value)),
            _ => Err(StoreError::Corrupt),
        }
    }

    fn text(&self, column: &str) -> Result<Option<&str>> {
        match self.value(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(octets) => std::str::from_utf8(octets)
                .map(Some)
                .map_err(|_| StoreError::Corrupt),
            _ => Err(StoreError::Corrupt),
        }
    }

    fn octets(&self, column: &str) -> Result<Option<&[u8]>> {
        match self.value(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(octets) => Ok(Some(octets)),
            _ => Err(StoreError::Corrupt),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    /// A file with one value, 1, and the connection of another process to it.
    struct World {
        directory: PathBuf,
        other: Connection,
    }

    impl World {
        fn new(name: &str) -> Self {
            let directory = format!("store-direct-{name}-{}", std::process::id());
            let directory = std::env::temp_dir().join(directory);
            std::fs::create_dir_all(&directory).unwrap();
            let other = Connection::open(directory.join("direct.db")).unwrap();
            other.busy_timeout(Duration::ZERO).unwrap();
            other.pragma_update(None, "journal_mode", "wal").unwrap();
            other
                .execute_batch("CREATE TABLE t (value); INSERT INTO t VALUES (1)")
                .unwrap();
            Self { directory, other }
        }

        fn direct(&self, kept: Duration) -> Direct {
            Direct::open(&DirectOptions {
                file: &self.directory.join("direct.db"),
                vfs: None,
                count: 1,
                patience: Duration::ZERO,
                kept,
            })
            .unwrap()
        }

        fn write(&self, value: u32) {
            self.other
                .execute("UPDATE t SET value = ?", [value])
                .unwrap();
        }

        /// Whether the whole log file could be taken into the database, and begun from its start.
        fn checkpoint(&self) -> bool {
            let busy = self
                .other
                .query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| {
                    row.get::<_, u32>(0)
                });
            busy.unwrap() == 0
        }
    }

    impl Drop for World {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.directory).unwrap();
        }
    }

    fn value(sql: &Asked<'_>) -> Result<Option<u32>> {
        sql.first("SELECT value FROM t", [], |row| row.number("value"))
    }

    #[test]
    fn what_is_asked_while_a_row_is_read_is_told_as_of_the_same_moment() {
        let world = World::new("moment");
        let direct = world.direct(Duration::ZERO);
        let seen = direct.ask(|sql| {
            sql.first("SELECT value FROM t", [], |row| {
                world.write(2);
                Ok((row.number::<u32>("value")?, value(sql)?))
            })
        });
        assert_eq!(seen.unwrap(), Some((1, Some(1))));
        assert_eq!(direct.ask(value).unwrap(), Some(2));
    }

    #[test]
    fn a_transaction_serves_as_long_as_it_may_and_no_longer() {
        let world = World::new("kept");
        let [long, short] = [DAY, Duration::from_nanos(1)].map(|kept| world.direct(kept));
        for direct in [&long, &short] {
            assert_eq!(direct.ask(value).unwrap(), Some(1));
        }
        world.write(2);
        assert_eq!(long.ask(value).unwrap(), Some(1));
        assert_eq!(short.ask(value).unwrap(), Some(2));
    }

    #[test]
    fn a_writer_is_seen_at_once_and_may_take_the_log_in() {
        let world = World::new("writer");
        let direct = world.direct(DAY);
        assert_eq!(direct.ask(value).unwrap(), Some(1));
        world.write(2);
        assert!(!world.checkpoint(), "the transaction is kept");
        direct.begin_write();
        world.write(3);
        assert_eq!(direct.ask(value).unwrap(), Some(3));
        world.write(4);
        assert!(world.checkpoint());
        direct.end_write();
        assert_eq!(direct.ask(value).unwrap(), Some(4));
        world.write(5);
        assert_eq!(direct.ask(value).unwrap(), Some(4), "kept again");
    }

    #[test]
    fn a_writer_that_begins_while_somebody_asks_is_not_kept_out_by_him() {
        let world = World::new("meanwhile");
        let direct = world.direct(DAY);
        let asked = direct.ask(|sql| {
            let asked = value(sql);
            direct.writing.store(true, Ordering::SeqCst);
            asked
        });
        assert_eq!(asked.unwrap(), Some(1));
        world.write(2);
        assert!(world.checkpoint());
    }

    #[test]
    fn a_question_that_fails_ends_the_transaction() {
        let world = World::new("fails");
        let direct = world.direct(DAY);
        let failed = direct.ask(|sql| {
            value(sql)?;
            Err::<(), _>(StoreError::Corrupt)
        });
        assert!(matches!(failed, Err(StoreError::Corrupt)));
        world.write(2);
        assert_eq!(direct.ask(value).unwrap(), Some(2));
    }
}
