//! A domain to try things on.

use auth::NtHash;
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use store::{Control, NewDomain, NewUser, Store, User};
use wire::{FileTime, NetbiosName, Sid};

pub(crate) const NOW: FileTime = FileTime(133_000_000_000_000_000);

pub(crate) fn hash(octet: u8) -> NtHash {
    NtHash::new([octet; 16])
}

pub(crate) fn later(seconds: u64) -> FileTime {
    FileTime(NOW.0 + seconds * 10_000_000)
}

pub(crate) fn domain_sid() -> Sid {
    "S-1-5-21-1-2-3".parse().unwrap()
}

pub(crate) struct Parts {
    name: NetbiosName,
    controller: NetbiosName,
    sid: Sid,
    administrator: NtHash,
}

impl Parts {
    pub(crate) fn new() -> Self {
        Self {
            name: NetbiosName::new("OURDOM").unwrap(),
            controller: NetbiosName::new("OURPDC").unwrap(),
            sid: domain_sid(),
            administrator: hash(0xad),
        }
    }

    pub(crate) fn domain(&self) -> NewDomain<'_> {
        NewDomain {
            name: &self.name,
            controller: &self.controller,
            sid: &self.sid,
            administrator: &self.administrator,
            now: NOW,
        }
    }
}

pub(crate) async fn in_memory() -> Store {
    Store::in_memory(&Parts::new().domain()).await.unwrap()
}

/// A directory of a test's own that is gone afterwards.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(std::fs::remove_dir_all(&directory));
        Self(directory)
    }

    /// A directory with a domain in it, which is not open.
    pub(crate) async fn with_domain(name: &str) -> Self {
        let scratch = Self::new(name);
        Store::create(&scratch.0, &Parts::new().domain())
            .await
            .unwrap();
        scratch
    }

    /// Says something to SQLite that the store would not, and has it written back.
    pub(crate) async fn run(&self, sql: &'static str) {
        let options = SqliteConnectOptions::new().filename(self.file());
        let mut connection = options.create_if_missing(true).connect().await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join(Store::FILE)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A workstation with a password of one octet.
pub(crate) async fn add_machine(store: &Store, name: &str, octet: u8) -> User {
    let password = hash(octet);
    let new = NewUser {
        password: Some(&password),
        ..NewUser::new(name, Control::WORKSTATION_TRUST_ACCOUNT, NOW)
    };
    store.create_user(&new).await.unwrap()
}

/// A person.
pub(crate) async fn add_person(store: &Store, name: &str) -> User {
    let new = NewUser::new(name, Control::NORMAL_ACCOUNT, NOW);
    store.create_user(&new).await.unwrap()
}
