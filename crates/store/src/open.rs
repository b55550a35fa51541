//! Making, opening and judging the state file.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::direct::{Direct, DirectOptions};
use crate::init::{Contents, Kind};
use crate::{NewDomain, NewMachine, Result, ServiceLock, Store, StoreError, init, membership};

impl Store {
    /// The name of the state file in its directory.
    pub const FILE: &'static str = "domain.db";

    /// Makes a domain in a directory, which is made if it does not exist. The file appears when it is complete.
    ///
    /// # Errors
    /// [`StoreError::DomainExists`], [`StoreError::OpenDirectory`], [`StoreError::AlreadyServed`] while another process
    /// makes one.
    pub async fn create(directory: &Path, domain: &NewDomain<'_>) -> Result<Self> {
        make(directory, &domain.contents()).await?;
        Self::open(directory).await
    }

    /// Makes what a machine keeps that may become a member of a domain: its own accounts, and no membership yet.
    ///
    /// # Errors
    /// Those of [`Store::create`].
    pub async fn create_machine(directory: &Path, machine: &NewMachine<'_>) -> Result<Self> {
        make(directory, &machine.contents()).await?;
        Self::open_machine(directory).await
    }

    /// Opens the domain of a directory. A file that is not ours, or damaged, is named and not written to.
    ///
    /// # Errors
    /// [`StoreError::NoDomain`], [`StoreError::OpenDirectory`], [`StoreError::NotADatabase`], [`StoreError::Foreign`],
    /// [`StoreError::Newer`], [`StoreError::Corrupt`], [`StoreError::OfMachine`].
    pub async fn open(directory: &Path) -> Result<Self> {
        Self::open_kind(directory, Kind::Domain).await
    }

    /// Opens what a machine keeps.
    ///
    /// # Errors
    /// Those of [`Store::open`]; [`StoreError::OfDomain`].
    pub async fn open_machine(directory: &Path) -> Result<Self> {
        Self::open_kind(directory, Kind::Machine).await
    }

    async fn open_kind(directory: &Path, kind: Kind) -> Result<Self> {
        check_directory(directory)?;
        let file = directory.join(Self::FILE);
        judge_header(&file)?;
        judge_content(&file, kind).await?;
        let mut writer = connect(options(&file)).await?;
        init::migrate(&mut writer).await?;
        let mut readers = Vec::new();
        let processors = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..processors.min(MAX_READERS) {
            readers.push(connect(options(&file).pragma("query_only", "1")).await?);
        }
        let direct = Direct::open(&DirectOptions {
            file: &file,
            vfs: None,
            count: readers.len(),
            patience: BUSY,
            kept: Direct::KEPT,
        })?;
        Ok(Self::new(writer, Some(options(&file)), readers, direct))
    }

    /// A domain in memory, for tests: gone when the last handle is.
    ///
    /// # Errors
    /// What [`Store::create`] would refuse of the domain.
    pub async fn in_memory(domain: &NewDomain<'_>) -> Result<Self> {
        in_memory(&domain.contents()).await
    }

    /// What a machine keeps, in memory, for tests: gone when the last handle is.
    ///
    /// # Errors
    /// What [`Store::create_machine`] would refuse of the machine.
    pub async fn machine_in_memory(machine: &NewMachine<'_>) -> Result<Self> {
        in_memory(&machine.contents()).await
    }

    /// Reads the whole file and checks each page and index of it; takes as long as reading the file does.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`].
    pub async fn check(&self) -> Result<()> {
        let mut reader = self.reader().await;
        let verdict: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
            .fetch_one(&mut *reader)
            .await?;
        if verdict != "ok" {
            return Err(StoreError::Corrupt);
        }
        Ok(())
    }
}

/// Makes a directory and a complete file in it.
async fn make(directory: &Path, contents: &Contents<'_>) -> Result<()> {
    let made = DirBuilder::new().mode(0o700).create(directory);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        _ => check_directory(directory)?,
    }
    let file = directory.join(Store::FILE);
    if file.try_exists()? {
        return Err(StoreError::DomainExists);
    }
    // Or else two who make a domain at once could take each other's unfinished file.
    let _lock = ServiceLock::take(directory)?;
    let new = directory.join(format!("{}.new", Store::FILE));
    remove_unfinished(&new)?;
    create_private(&new)?;
    let mut sql = connect(options(&new)).await?;
    init::fill(&mut sql, contents).await?;
    // Leaves the whole content in the one file that is about to get its name. Closing alone would do it as well, and say
    // nothing where the disk is full.
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut sql)
        .await?;
    sql.close().await?;
    File::open(&new)?.sync_all()?;
    // Unlike a rename, a link does not replace a domain that another process has made meanwhile.
    fs::hard_link(&new, &file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => StoreError::DomainExists,
        _ => error.into(),
    })?;
    fs::remove_file(&new)?;
    File::open(directory)?.sync_all()?;
    Ok(())
}

async fn in_memory(contents: &Contents<'_>) -> Result<Store> {
    // <https://www.sqlite.org/src/doc/trunk/src/memdb.c>: connections of a process share what has a name with a slash.
    static NAMES: AtomicUsize = AtomicUsize::new(0);
    let name = NAMES.fetch_add(1, Ordering::Relaxed);
    let name = PathBuf::from(format!("/store-{name}"));
    let options = SqliteConnectOptions::new()
        .filename(&name)
        .vfs(MEMORY)
        .create_if_missing(true)
        .busy_timeout(BUSY)
        .foreign_keys(true);
    let mut sql = connect(options).await?;
    init::fill(&mut sql, contents).await?;
    let direct = Direct::open(&DirectOptions {
        file: &name,
        vfs: Some(MEMORY),
        count: 1,
        patience: BUSY,
        // Nobody can write there while anybody reads.
        kept: Duration::ZERO,
    })?;
    Ok(Store::new(sql, None, Vec::new(), direct))
}

/// SQLite's file system in memory.
const MEMORY: &str = "memdb";

/// Connects. Boxed, because the compiler does not see that the future of a connection attempt can move between threads.
pub(crate) fn connect(options: SqliteConnectOptions) -> BoxFuture<Result<SqliteConnection>> {
    // Statements are not logged: there is one for each call.
    let options = options.disable_statement_logging();
    Box::pin(async move { Ok(options.connect().await?) })
}

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// How the file is opened; every acknowledged transaction is on the disk.
fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // Deleted hashes are overwritten, not left in free pages.
        .pragma("secure_delete", "1")
        .busy_timeout(BUSY)
        .statement_cache_capacity(200)
        .thread_name(|number| format!("store-{number}"))
}

/// Refuses a directory in which others could read or replace the file.
fn check_directory(directory: &Path) -> Result<()> {
    let metadata = fs::metadata(directory).map_err(|error| match error.kind() {
        ErrorKind::NotFound => StoreError::NoDomain,
        _ => error.into(),
    })?;
    if !metadata.is_dir() {
        return Err(io::Error::from(ErrorKind::NotADirectory).into());
    }
    let mode = metadata.permissions().mode() & 0o7777;
    // A group may be let in on purpose, but never to write.
    if mode & 0o027 != 0 {
        return Err(StoreError::OpenDirectory { mode });
    }
    Ok(())
}

/// SQLite would make the file by the umask; its log and index take the mode of the file.
fn create_private(file: &Path) -> Result<()> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    Ok(())
}

/// What an earlier attempt to make a domain left behind; it never got the name of a domain.
fn remove_unfinished(new: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        match fs::remove_file(with_suffix(new, suffix)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Judges a file by its first 100 octets, <https://www.sqlite.org/fileformat2.html> section 1.3, before SQLite touches
/// it: opening another program's database could already replay that one's log into it.
fn judge_header(file: &Path) -> Result<()> {
    let mut opened = File::open(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => StoreError::NoDomain,
        _ => error.into(),
    })?;
    let mut header = [0; 100];
    opened
        .read_exact(&mut header)
        .map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => StoreError::NotADatabase,
            _ => error.into(),
        })?;
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(StoreError::NotADatabase);
    }
    let application_id = number(&header, 68);
    if application_id != init::APPLICATION_ID {
        return Err(StoreError::Foreign { application_id });
    }
    check_version(number(&header, 60))?;
    // A log that is not empty may hold the pages that are missing here.
    let log = fs::metadata(with_suffix(file, "-wal")).map_or(0, |log| log.len());
    // 65,536 does not fit into the field, and is written as 1.
    let page_size = match number(&header, 16) >> 16 {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u64::from(number(&header, 28));
    if log == 0 && opened.metadata()?.len() < pages.saturating_mul(page_size) {
        return Err(StoreError::Corrupt);
    }
    Ok(())
}

/// Four octets of a header, big-endian.
fn number(header: &[u8; 100], at: usize) -> u32 {
    let octets = header.get(at..).and_then(<[u8]>::first_chunk);
    octets.map_or(0, |octets| u32::from_be_bytes(*octets))
}

fn check_version(found: u32) -> Result<()> {
    if found > init::VERSION {
        return Err(StoreError::Newer {
            found,
            known: init::VERSION,
        });
    }
    Ok(())
}

/// Asks SQLite, through a connection that cannot write, whether the file has what [`Store`] expects.
async fn judge_content(file: &Path, kind: Kind) -> Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .busy_timeout(BUSY);
    let mut sql = connect(options).await?;
    let verdict = read_content(&mut sql, kind).await;
    sql.close().await?;
    verdict
}

async fn read_content(sql: &mut SqliteConnection, kind: Kind) -> Result<()> {
    // The header may be older than the log.
    let version = init::version_of(sql).await?;
    check_version(version)?;
    let read = async {
        crate::domain::load(sql).await?;
        membership::kind_of(sql, version).await
    };
    match read.await {
        // No such table or column.
        Err(StoreError::Statement(_)) => Err(StoreError::Corrupt),
        Err(other) => Err(other),
        Ok(found) if found == kind => Ok(()),
        Ok(Kind::Domain) => Err(StoreError::OfDomain),
        Ok(Kind::Machine) => Err(StoreError::OfMachine),
    }
}

/// More than there are processors only take the processors from each other: 16 lookups at once on two of them cost twice
/// as much with four.
const MAX_READERS: usize = 4;

/// How long one process waits for another one's transaction.
const BUSY: Duration = Duration::from_secs(10);
