//! The handle, its connections, and transactions.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::sqlite::{Sqlite, SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use crate::direct::Direct;
use crate::{Result, open};

/// What a domain controller keeps. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store(Arc<Connections>);

/// One connection that writes, so that writers of this process wait for each other here rather than in SQLite's busy
/// handler, and some that read beside it. (sqlx's own pool would bring timers, which fire at once in virtual time.)
struct Connections {
    writer: Mutex<WriteConnection>,
    readers: Vec<Mutex<SqliteConnection>>,
    next: AtomicUsize,
    direct: Direct,
}

impl Store {
    /// Puts a store together; without readers the writer reads, too.
    pub(crate) fn new(
        writer: SqliteConnection,
        options: Option<SqliteConnectOptions>,
        readers: Vec<SqliteConnection>,
        direct: Direct,
    ) -> Self {
        Self(Arc::new(Connections {
            writer: Mutex::new(WriteConnection {
                sql: writer,
                options,
                durability: None,
            }),
            readers: readers.into_iter().map(Mutex::new).collect(),
            next: AtomicUsize::new(0),
            direct,
        }))
    }

    /// The connection that writes, once it is free.
    pub(crate) async fn writer(&self) -> Writer<'_> {
        let held = self.0.writer.lock().await;
        let direct = &self.0.direct;
        direct.begin_write();
        Writer { held, direct }
    }

    /// Connections for what is asked all the time.
    pub(crate) async fn direct(&self) -> Asking<'_> {
        // In memory nobody can read while somebody writes: who asked on his own thread could keep the one from going on
        // that he waits for.
        let alone = match self.0.readers.is_empty() {
            true => Some(self.0.writer.lock().await),
            false => None,
        };
        Asking {
            direct: &self.0.direct,
            _alone: alone,
        }
    }

    /// A connection that reads: one that is free, or the next one to become so.
    pub(crate) async fn reader(&self) -> Reader<'_> {
        let readers = &self.0.readers;
        if let Some(free) = readers.iter().find_map(|reader| reader.try_lock().ok()) {
            return Reader::Own(free);
        }
        let turn = self.0.next.fetch_add(1, Ordering::Relaxed);
        let turn = turn.checked_rem(readers.len());
        match turn.and_then(|turn| readers.get(turn)) {
            Some(reader) => Reader::Own(reader.lock().await),
            None => Reader::Writers(self.0.writer.lock().await),
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// Connections that may be asked now.
pub(crate) struct Asking<'a> {
    direct: &'a Direct,
    _alone: Option<MutexGuard<'a, WriteConnection>>,
}

impl Deref for Asking<'_> {
    type Target = Direct;

    fn deref(&self) -> &Direct {
        self.direct
    }
}

/// A connection that reads, held.
pub(crate) enum Reader<'a> {
    /// One that does nothing else.
    Own(MutexGuard<'a, SqliteConnection>),
    /// The one that writes, where there is no other.
    Writers(MutexGuard<'a, WriteConnection>),
}

impl Deref for Reader<'_> {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Own(sql) => sql,
            Self::Writers(writer) => &writer.sql,
        }
    }
}

impl DerefMut for Reader<'_> {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Own(sql) => sql,
            Self::Writers(writer) => &mut writer.sql,
        }
    }
}

/// The connection that writes, and what it is set to.
pub(crate) struct WriteConnection {
    sql: SqliteConnection,
    /// How to connect anew; `None` for a store in memory, which would be another one then.
    options: Option<SqliteConnectOptions>,
    /// `None` if it is not known.
    durability: Option<Durability>,
}

/// What an acknowledged transaction survives.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Durability {
    /// The end of the process, and of the machine.
    Full,
    /// The end of the process. A machine that ends forgets what came after the last full one, and nothing else.
    Process,
}

/// The connection that writes, held.
pub(crate) struct Writer<'a> {
    held: MutexGuard<'a, WriteConnection>,
    direct: &'a Direct,
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.direct.end_write();
    }
}

impl Writer<'_> {
    /// Begins a transaction that will write; it is rolled back unless it is committed.
    pub(crate) async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>> {
        self.begin_with(Durability::Full).await
    }

    /// Begins one that a failure of power may undo: for statistics and events, of which a busy controller writes one for
    /// each logon. Never for what goes into the change log, because a backup controller that was told a serial number
    /// must not see it given to another change.
    pub(crate) async fn begin_statistics(&mut self) -> Result<Transaction<'_, Sqlite>> {
        self.begin_with(Durability::Process).await
    }

    /// The connection, for a single statement that is its own such transaction: each statement that there is to say to
    /// SQLite's thread costs as much as most statements do.
    pub(crate) async fn statistics(&mut self) -> Result<&mut SqliteConnection> {
        self.set(Durability::Process).await
    }

    async fn begin_with(&mut self, durability: Durability) -> Result<Transaction<'_, Sqlite>> {
        self.restore().await?;
        let sql = self.set(durability).await?;
        // IMMEDIATE takes the write lock now: one that was taken after a read could find that another process had
        // written in between.
        Ok(sql.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Connects anew if sqlx counts a transaction that is none any more. SQLite rolls one back by itself when the disk is
    /// full, of which sqlx learns nothing, and then no other could ever begin.
    async fn restore(&mut self) -> Result<()> {
        let WriteConnection {
            sql,
            options: Some(options),
            durability,
        } = &mut *self.held
        else {
            return Ok(());
        };
        if !sql.is_in_transaction() {
            return Ok(());
        }
        // One that was given up is still to be rolled back; whatever is asked after that has waited for it.
        sqlx::query("SELECT 1").execute(&mut *sql).await?;
        if sql.is_in_transaction() {
            *sql = open::connect(options.clone()).await?;
            *durability = None;
        }
        Ok(())
    }

    /// <https://www.sqlite.org/pragma.html#pragma_synchronous>
    async fn set(&mut self, durability: Durability) -> Result<&mut SqliteConnection> {
        let WriteConnection {
            sql,
            durability: current,
            ..
        } = &mut *self.held;
        if *current != Some(durability) {
            *current = None;
            let pragma = match durability {
                Durability::Full => "PRAGMA synchronous = FULL",
                Durability::Process => "PRAGMA synchronous = NORMAL",
            };
            sqlx::query(pragma).execute(&mut *sql).await?;
            *current = Some(durability);
        }
        Ok(sql)
    }
}
