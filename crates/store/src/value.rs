//! How values stand in the file.

use auth::NtHash;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use wire::{FileTime, Sid};

use crate::{Result, StoreError};

/// A point in time as SQLite's signed integer. What is later than [`FileTime::NEVER`] is never, too.
pub(crate) fn stored(time: FileTime) -> i64 {
    i64::try_from(time.0).unwrap_or(i64::MAX)
}

/// Columns of a row, read as this crate's types.
pub(crate) trait Columns {
    /// An integer, if there is one.
    fn integer(&self, column: &str) -> Result<Option<i64>>;
    /// A text, if there is one.
    fn text(&self, column: &str) -> Result<Option<&str>>;
    /// Octets, if there are any.
    fn octets(&self, column: &str) -> Result<Option<&[u8]>>;

    /// A number, which has the range of its type.
    fn number<T: TryFrom<i64>>(&self, column: &str) -> Result<T> {
        let value = self.integer(column)?.ok_or(StoreError::Corrupt)?;
        T::try_from(value).map_err(|_| StoreError::Corrupt)
    }

    /// A text of our own.
    fn string(&self, column: &str) -> Result<String> {
        let text = self.text(column)?.ok_or(StoreError::Corrupt)?;
        Ok(text.to_owned())
    }

    /// A point in time.
    fn time(&self, column: &str) -> Result<FileTime> {
        self.count(column).map(FileTime)
    }

    /// A point in time, if there is one.
    fn optional_time(&self, column: &str) -> Result<Option<FileTime>> {
        let time = self.integer(column)?.map(u64::try_from).transpose();
        Ok(time.map_err(|_| StoreError::Corrupt)?.map(FileTime))
    }

    /// A hash, if there is one.
    fn hash(&self, column: &str) -> Result<Option<NtHash>> {
        let hash = self.octets(column)?;
        let hash = hash.map(|octets| octets.try_into().map(NtHash::new));
        hash.transpose().map_err(|_| StoreError::Corrupt)
    }

    /// A SID.
    fn sid(&self, column: &str) -> Result<Sid> {
        self.optional_sid(column)?.ok_or(StoreError::Corrupt)
    }

    /// A SID, if there is one.
    fn optional_sid(&self, column: &str) -> Result<Option<Sid>> {
        Ok(self.text(column)?.map(str::parse).transpose()?)
    }

    /// A count or version, which is never negative.
    fn count(&self, column: &str) -> Result<u64> {
        self.number(column)
    }
}

impl Columns for SqliteRow {
    fn integer(&self, column: &str) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }

    fn text(&self, column: &str) -> Result<Option<&str>> {
        Ok(self.try_get(column)?)
    }

    fn octets(&self, column: &str) -> Result<Option<&[u8]>> {
        Ok(self.try_get(column)?)
    }
}
