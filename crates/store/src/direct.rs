//! Connections that are asked on the caller's own thread.
//!
//! sqlx hands each statement to a thread of its own, and the way there and back takes several times as long as finding an
//! account does. What each channel set-up and each logon asks is asked here instead: a few rows by their keys, which come
//! from memory or with a few reads of the disk, and for which no reader ever waits for a writer in WAL mode. Lists and all
//! changes stay with sqlx.

use std::cell::Cell;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Params};

use crate::value::Columns;
use crate::{Result, StoreError};

/// Some of them; who asks takes one that is free.
pub(crate) struct Direct {
    connections: Vec<Mutex<Connection>>,
    next: AtomicUsize,
}

impl Direct {
    /// Opens `count` connections, which cannot write, to a database that exists.
    pub(crate) fn open(
        file: &Path,
        vfs: Option<&str>,
        count: usize,
        patience: Duration,
    ) -> Result<Self> {
        // Each is behind its own mutex.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connect = |_| {
            let sql = match vfs {
                Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs)?,
                None => Connection::open_with_flags(file, flags)?,
            };
            sql.busy_timeout(patience)?;
            // Only who may write can read a database in WAL mode, because readers mark what they read.
            sql.pragma_update(None, "query_only", true)?;
            // Of a large file other pages are wanted each time, more than a cache would hold: they are looked at where the
            // operating system has them.
            sql.pragma_update(None, "mmap_size", MAPPED)?;
            Ok(Mutex::new(sql))
        };
        Ok(Self {
            connections: (0..count.max(1)).map(connect).collect::<Result<_>>()?,
            next: AtomicUsize::new(0),
        })
    }

    /// Asks one question, or several.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Asked<'_>) -> Result<T>) -> Result<T> {
        question(&Asked(&*self.free()?))
    }

    fn free(&self) -> Result<MutexGuard<'_, Connection>> {
        if let Some(free) = self.connections.iter().find_map(|sql| sql.try_lock().ok()) {
            return Ok(free);
        }
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let turn = turn.checked_rem(self.connections.len());
        let sql = turn.and_then(|turn| self.connections.get(turn));
        let sql = sql.ok_or(StoreError::Corrupt)?;
        Ok(sql.lock().unwrap_or_else(PoisonError::into_inner))
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
    use super::*;

    #[test]
    fn what_is_asked_while_a_row_is_read_is_told_as_of_the_same_moment() {
        let directory = std::env::temp_dir().join(format!("store-direct-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let file = directory.join("direct.db");
        let other = Connection::open(&file).unwrap();
        other.pragma_update(None, "journal_mode", "wal").unwrap();
        other
            .execute_batch("CREATE TABLE t (value); INSERT INTO t VALUES (1)")
            .unwrap();
        let direct = Direct::open(&file, None, 1, Duration::ZERO).unwrap();
        let ask = |sql: &Asked<'_>| {
            sql.first("SELECT value FROM t", [], |row| row.number::<u32>("value"))
        };
        let seen = direct.ask(|sql| {
            sql.first("SELECT value FROM t", [], |row| {
                other.execute("UPDATE t SET value = 2", [])?;
                Ok((row.number::<u32>("value")?, ask(sql)?))
            })
        });
        assert_eq!(seen.unwrap(), Some((1, Some(1))));
        assert_eq!(direct.ask(ask).unwrap(), Some(2));
        drop((direct, other));
        std::fs::remove_dir_all(&directory).unwrap();
    }
}
