//! Passwords, as hashes: the one in use, the one before, and older ones.

use auth::NtHash;
use sqlx::Row as _;
use sqlx::sqlite::SqliteConnection;
use subtle::ConstantTimeEq as _;
use wire::FileTime;
use zeroize::Zeroizing;

use crate::change_log::{self, Database, DeltaType, Subject};
use crate::value::{Columns, stored};
use crate::{Policy, Result, Store, StoreError};

/// What proves that somebody is the user. Neither `Debug` nor `Clone`.
pub struct Passwords {
    /// The password in use; without one nobody is the user.
    pub current: Option<NtHash>,
    /// The one before.
    pub previous: Option<PreviousPassword>,
    /// Counts what others than the owner of the account did to what lets it in: set its password, disabled it, made it one of
    /// another kind. What was let in under one number is to be let in no longer under another.
    pub standing: u64,
}

/// The password before the one in use.
pub struct PreviousPassword {
    /// The hash.
    pub hash: NtHash,
    /// When it was replaced.
    pub replaced: FileTime,
    /// Whether who knew it replaced it by the one in use, and nobody has set or disabled the account since.
    pub by_owner: bool,
}

impl Passwords {
    pub(super) fn read(row: &impl Columns) -> Result<Self> {
        let current = row.hash("nt_hash")?;
        let previous = row.hash("previous_hash")?;
        let replaced = row.optional_time("previous_replaced")?;
        let by_owner = row.number::<u8>("previous_is_own")? != 0;
        let previous = previous.zip(replaced);
        Ok(Self {
            current,
            standing: row.count("standing")?,
            previous: previous.map(|(hash, replaced)| PreviousPassword {
                hash,
                replaced,
                by_owner,
            }),
        })
    }
}

/// How a password is to be changed; [`PasswordChange::new`] is how an administrator or a machine does it.
pub struct PasswordChange<'a> {
    /// The new password.
    pub hash: &'a NtHash,
    /// Only if this is the password in use: the caller has proved to know it, and another change may have come first.
    pub expected: Option<&'a NtHash>,
    /// If the owner of the account sets it, over a channel. Whoever else does ends the account's channels.
    pub over_channel: Option<OverChannel>,
    /// Whether passwords that were in use before are refused, as many as the policy says.
    pub check_history: bool,
    /// Whether it has to be changed at the next logon.
    pub must_change: bool,
    /// When.
    pub now: FileTime,
}

/// The channel over which the owner of an account sets its password.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OverChannel {
    /// As [`Passwords::standing`] when it was set up; only if it still is so.
    pub standing: u64,
    /// When the password was set that he has proved to know, unless that was a previous one. If it is the one in use, it
    /// becomes a previous password of his own.
    pub knows: Option<FileTime>,
}

impl<'a> PasswordChange<'a> {
    /// A password that is to be taken whatever was before.
    #[must_use]
    pub const fn new(hash: &'a NtHash, now: FileTime) -> Self {
        Self {
            hash,
            expected: None,
            over_channel: None,
            check_history: false,
            must_change: false,
            now,
        }
    }
}

impl Store {
    /// The newest passwords of a user's history, at most `count`: those before the one in use, as many as the policy keeps.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn password_history(&self, rid: u32, count: usize) -> Result<Vec<NtHash>> {
        let history = self.direct().await.ask(|sql| {
            sql.first("SELECT history FROM user WHERE rid = ?", [rid], |row| {
                let history = row.octets("history")?.unwrap_or_default();
                let hashes = history.chunks_exact(HASH).take(count);
                let hashes = hashes.map(|hash| hash.try_into().map(NtHash::new));
                hashes
                    .collect::<Result<_, _>>()
                    .map_err(|_| StoreError::Corrupt)
            })
        });
        Ok(history?.unwrap_or_default())
    }

    /// Sets a user's password. The one in use becomes the previous one and the newest of the history; wrong passwords are
    /// forgotten. Setting the password that is in use anyway replaces nothing: the previous one stays.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], [`StoreError::Conflict`] if another password is in use than was expected or the channel
    /// has ended, [`StoreError::InHistory`].
    pub async fn set_password(&self, rid: u32, change: PasswordChange<'_>) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        set_password(&mut sql, rid, change).await?;
        sql.commit().await?;
        Ok(())
    }
}

pub(super) async fn set_password(
    sql: &mut SqliteConnection,
    rid: u32,
    change: PasswordChange<'_>,
) -> Result<()> {
    let row =
        sqlx::query("SELECT nt_hash, password_last_set, history, standing FROM user WHERE rid = ?")
            .bind(rid)
            .fetch_optional(&mut *sql)
            .await?
            .ok_or(StoreError::NoSuchAccount)?;
    let current = row.hash("nt_hash")?;
    if let Some(expected) = change.expected {
        let is_expected = current
            .as_ref()
            .is_some_and(|hash| same(hash, expected.expose()));
        if !is_expected {
            return Err(StoreError::Conflict);
        }
    }
    let standing = row.count("standing")?;
    if change
        .over_channel
        .is_some_and(|over| over.standing != standing)
    {
        return Err(StoreError::Conflict);
    }
    let length = usize::from(Policy::load(sql).await?.password_history_length);
    let history = Zeroizing::new(row.try_get::<Vec<u8>, _>("history")?);
    let history = History::new(current.as_ref(), &history, length)?;
    if change.check_history && history.contains(change.hash) {
        return Err(StoreError::InHistory);
    }
    let replaces = current
        .as_ref()
        .is_some_and(|hash| !same(hash, change.hash.expose()));
    let former_set = row.time("password_last_set")?;
    let by_owner = change.over_channel.and_then(|over| over.knows) == Some(former_set);
    let last_set = if change.must_change {
        FileTime::ZERO
    } else {
        change.now
    };
    sqlx::query(
        "UPDATE user SET previous_hash = iif(?1, nt_hash, previous_hash),
            previous_replaced = iif(?1, ?2, previous_replaced), history = iif(?1, ?3, history), nt_hash = ?4,
            password_last_set = ?5, previous_is_own = iif(?6, iif(?1, 1, previous_is_own), 0), previous_used = 0,
            bad_password_count = 0, version = version + 1, standing = standing + ?7
        WHERE rid = ?8",
    )
    .bind(replaces)
    .bind(stored(change.now))
    .bind(history.as_slice())
    .bind(change.hash.expose().as_slice())
    .bind(stored(last_set))
    .bind(by_owner)
    .bind(change.over_channel.is_none())
    .bind(rid)
    .execute(&mut *sql)
    .await?;
    let delta = DeltaType::ADD_OR_CHANGE_USER;
    change_log::append(sql, Database::Sam, delta, Subject::rid(rid), change.now).await
}

/// The passwords that were in use, newest first, as one blob; the one in use is the first.
struct History(Zeroizing<Vec<u8>>);

impl History {
    /// Puts the password in use before the older ones, and forgets what the policy no longer asks for.
    fn new(current: Option<&NtHash>, older: &[u8], length: usize) -> Result<Self> {
        if !older.len().is_multiple_of(HASH) {
            return Err(StoreError::Corrupt);
        }
        let mut all = Zeroizing::new(Vec::with_capacity(older.len().saturating_add(HASH)));
        if let Some(current) = current {
            all.extend_from_slice(current.expose());
        }
        all.extend_from_slice(older);
        all.truncate(length.saturating_mul(HASH));
        Ok(Self(all))
    }

    fn contains(&self, hash: &NtHash) -> bool {
        self.0.chunks(HASH).any(|old| same(hash, old))
    }

    fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

fn same(hash: &NtHash, octets: &[u8]) -> bool {
    hash.expose().as_slice().ct_eq(octets).into()
}

const HASH: usize = 16;
