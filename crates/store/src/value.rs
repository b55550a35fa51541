//! How values stand in the file.

use auth::NtHash;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use wire::{FileTime, Sid};

use crate::{Result, StoreError};

/// A point in time as SQLite's signed integer. What is later than [`FileTime::NEVER`] is never, too.
pub(crate) fn stored(time: FileTime) -> i64 {
    i64::try_from(time.0).unwrap_or(i64::MAX)
}

/// Columns of a row, read as this crate's types.
pub(crate) trait Columns {
    /// A point in time.
    fn time(&self, column: &str) -> Result<FileTime>;
    /// A hash, if there is one.
    fn hash(&self, column: &str) -> Result<Option<NtHash>>;
    /// A SID.
    fn sid(&self, column: &str) -> Result<Sid>;
    /// A SID, if there is one.
    fn optional_sid(&self, column: &str) -> Result<Option<Sid>>;
    /// A count or version, which is never negative.
    fn count(&self, column: &str) -> Result<u64>;
}

impl Columns for SqliteRow {
    fn time(&self, column: &str) -> Result<FileTime> {
        self.count(column).map(FileTime)
    }

    fn hash(&self, column: &str) -> Result<Option<NtHash>> {
        let octets: Option<&[u8]> = self.try_get(column)?;
        let hash = octets.map(|octets| octets.try_into().map(NtHash::new));
        hash.transpose().map_err(|_| StoreError::Corrupt)
    }

    fn sid(&self, column: &str) -> Result<Sid> {
        Ok(self.try_get::<&str, _>(column)?.parse()?)
    }

    fn optional_sid(&self, column: &str) -> Result<Option<Sid>> {
        let text: Option<&str> = self.try_get(column)?;
        Ok(text.map(str::parse).transpose()?)
    }

    fn count(&self, column: &str) -> Result<u64> {
        let value: i64 = self.try_get(column)?;
        u64::try_from(value).map_err(|_| StoreError::Corrupt)
    }
}
