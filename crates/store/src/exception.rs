//! Security exceptions: accounts for which a rule of the hardened defaults does not count, each with its reason and end.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use wire::FileTime;

use crate::name::{self, fold};
use crate::value::{Columns as _, stored};
use crate::{Result, Store, StoreError};

/// Which rules do not count.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct ExceptionKinds(u32);

impl ExceptionKinds {
    /// None.
    pub const NONE: Self = Self(0);
    /// Session keys that are not of AES.
    pub const WEAK_CRYPTO: Self = Self(1);
    /// `RejectMd5Clients`, CVE-2022-38023.
    pub const MD5_CLIENT: Self = Self(2);
    /// Calls outside of a secure channel, CVE-2020-1472.
    pub const NO_SCHANNEL: Self = Self(4);
    /// Calls that are signed and not sealed.
    pub const NO_SEAL: Self = Self(8);
    /// All of them.
    pub const ALL: Self = Self(15);

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

wire::flag_bits!(ExceptionKinds);

/// An exception to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewException<'a> {
    /// The account, which need not exist yet; never all of them.
    pub account: &'a str,
    /// Which rules do not count.
    pub kinds: ExceptionKinds,
    /// Who answers for it.
    pub owner: &'a str,
    /// Why.
    pub reason: &'a str,
    /// From when on the rules count again.
    pub until: FileTime,
}

/// An exception.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Exception {
    /// The account.
    pub account: String,
    /// Which rules do not count.
    pub kinds: ExceptionKinds,
    /// Who answers for it.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// When it was made.
    pub created: FileTime,
    /// From when on the rules count again.
    pub until: FileTime,
    /// How often it was made use of.
    pub uses: u64,
    /// When it was last.
    pub last_use: FileTime,
}

impl Exception {
    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            account: row.try_get("account")?,
            kinds: ExceptionKinds(row.try_get::<u32, _>("kinds")? & ExceptionKinds::ALL.0),
            owner: row.try_get("owner")?,
            reason: row.try_get("reason")?,
            created: row.time("created")?,
            until: row.time("until")?,
            uses: row.count("uses")?,
            last_use: row.time("last_use")?,
        })
    }
}

impl Store {
    /// Makes an exception, instead of one that the account had; how often that was made use of is kept.
    ///
    /// # Errors
    /// [`StoreError::InvalidName`] for what is no account's name, `*` above all; [`StoreError::InvalidValue`] without
    /// kinds, owner, reason, or an end in the future.
    pub async fn add_exception(&self, new: &NewException<'_>, now: FileTime) -> Result<()> {
        name::check(new.account)?;
        let invalid = |field| Err(StoreError::InvalidValue { field });
        if new.kinds.is_empty() {
            return invalid("kinds");
        }
        if new.owner.trim().is_empty() {
            return invalid("owner");
        }
        if new.reason.trim().is_empty() {
            return invalid("reason");
        }
        if new.until <= now || new.until >= FileTime::NEVER {
            return invalid("until");
        }
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        sqlx::query(
            "INSERT INTO exception (folded, account, kinds, owner, reason, created, until, uses, last_use)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)
            ON CONFLICT (folded) DO UPDATE SET account = excluded.account, kinds = excluded.kinds,
                owner = excluded.owner, reason = excluded.reason, created = excluded.created, until = excluded.until",
        )
        .bind(fold(new.account))
        .bind(new.account)
        .bind(new.kinds.0)
        .bind(new.owner)
        .bind(new.reason)
        .bind(stored(now))
        .bind(stored(new.until))
        .execute(&mut *sql)
        .await?;
        sql.commit().await?;
        Ok(())
    }

    /// Ends an exception.
    ///
    /// # Errors
    /// [`StoreError::NoSuchException`].
    pub async fn remove_exception(&self, account: &str) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let removed = sqlx::query("DELETE FROM exception WHERE folded = ?")
            .bind(fold(account))
            .execute(&mut *sql)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(StoreError::NoSuchException);
        }
        sql.commit().await?;
        Ok(())
    }

    /// All exceptions, those that have ended, too, by account.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn exceptions(&self) -> Result<Vec<Exception>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query("SELECT * FROM exception ORDER BY folded")
            .fetch_all(&mut *reader)
            .await?;
        rows.iter().map(Exception::read).collect()
    }

    /// The exception that counts for an account now. A domain controller's account is to have none: its channel can read
    /// every secret. Who asks knows which kind of account it is about.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn exception(&self, account: &str, now: FileTime) -> Result<Option<Exception>> {
        let mut reader = self.reader().await;
        let row = sqlx::query("SELECT * FROM exception WHERE folded = ? AND until > ?")
            .bind(fold(account))
            .bind(stored(now))
            .fetch_optional(&mut *reader)
            .await?;
        row.as_ref().map(Exception::read).transpose()
    }

    /// Notes that an exception was made use of so many times.
    ///
    /// # Errors
    /// [`StoreError::NoSuchException`].
    pub async fn record_exception_use(
        &self,
        account: &str,
        uses: u32,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let noted =
            sqlx::query("UPDATE exception SET uses = uses + ?, last_use = ? WHERE folded = ?")
                .bind(uses)
                .bind(stored(now))
                .bind(fold(account))
                .execute(writer.statistics().await?)
                .await?;
        if noted.rows_affected() == 0 {
            return Err(StoreError::NoSuchException);
        }
        Ok(())
    }
}
