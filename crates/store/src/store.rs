//! The handle, its connections, and transactions.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::sqlite::{Sqlite, SqliteConnection};
use sqlx::{Connection as _, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use crate::Result;

/// What a domain controller keeps. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store(Arc<Connections>);

/// One connection that writes, so that writers of this process wait for each other here rather than in SQLite's busy
/// handler, and some that read beside it. (sqlx's own pool would bring timers, which fire at once in virtual time.)
struct Connections {
    writer: Mutex<SqliteConnection>,
    readers: Vec<Mutex<SqliteConnection>>,
    next: AtomicUsize,
}

impl Store {
    /// Puts a store together; without readers the writer reads, too.
    pub(crate) fn new(writer: SqliteConnection, readers: Vec<SqliteConnection>) -> Self {
        Self(Arc::new(Connections {
            writer: Mutex::new(writer),
            readers: readers.into_iter().map(Mutex::new).collect(),
            next: AtomicUsize::new(0),
        }))
    }

    /// The connection that writes, once it is free.
    pub(crate) async fn writer(&self) -> Writer<'_> {
        Writer(self.0.writer.lock().await)
    }

    /// A connection that reads: one that is free, or the next one to become so.
    pub(crate) async fn reader(&self) -> MutexGuard<'_, SqliteConnection> {
        let readers = &self.0.readers;
        if let Some(free) = readers.iter().find_map(|reader| reader.try_lock().ok()) {
            return free;
        }
        let turn = self.0.next.fetch_add(1, Ordering::Relaxed);
        let reader = turn
            .checked_rem(readers.len())
            .and_then(|turn| readers.get(turn));
        reader.unwrap_or(&self.0.writer).lock().await
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// The connection that writes, held.
pub(crate) struct Writer<'a>(MutexGuard<'a, SqliteConnection>);

impl Writer<'_> {
    /// Begins a transaction that will write; it is rolled back unless it is committed.
    pub(crate) async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>> {
        // IMMEDIATE takes the write lock now: one that was taken after a read could find that another process had
        // written in between.
        Ok(self.0.begin_with("BEGIN IMMEDIATE").await?)
    }
}
