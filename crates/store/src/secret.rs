//! Secrets of LSA, [MS-LSAD] 3.1.1.4.

use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use wire::{FileTime, SecretBytes};

use crate::change_log::{self, Database, DeltaType, Subject};
use crate::name::fold;
use crate::value::{Columns as _, stored};
use crate::{Result, Store, StoreError};

/// A secret: its value, the one before, and when each was set. Neither `Debug` nor `Clone`.
pub struct Secret {
    /// The name as it was given.
    pub name: String,
    /// The value in use; there may be none.
    pub current: Option<SecretBytes>,
    /// When it was set.
    pub current_set: FileTime,
    /// The value before.
    pub old: Option<SecretBytes>,
    /// When that was set.
    pub old_set: FileTime,
}

impl Secret {
    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            name: row.try_get("name")?,
            current: row
                .try_get::<Option<Vec<u8>>, _>("current")?
                .map(SecretBytes::new),
            current_set: row.time("current_set")?,
            old: row
                .try_get::<Option<Vec<u8>>, _>("old")?
                .map(SecretBytes::new),
            old_set: row.time("old_set")?,
        })
    }
}

impl Store {
    /// The secret of this name.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn secret(&self, name: &str) -> Result<Option<Secret>> {
        let mut reader = self.reader().await;
        let row = sqlx::query(
            "SELECT name, current, current_set, old, old_set FROM secret WHERE folded = ?",
        )
        .bind(fold(name))
        .fetch_optional(&mut *reader)
        .await?;
        row.as_ref().map(Secret::read).transpose()
    }

    /// The names of all secrets.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn secret_names(&self) -> Result<Vec<String>> {
        let mut reader = self.reader().await;
        let names = sqlx::query_scalar("SELECT name FROM secret ORDER BY folded")
            .fetch_all(&mut *reader)
            .await?;
        Ok(names)
    }

    /// Makes a secret without a value. `LsarCreateSecret`, [MS-LSAD] 3.1.4.6.1.
    ///
    /// # Errors
    /// [`StoreError::SecretExists`], [`StoreError::InvalidName`].
    pub async fn create_secret(&self, name: &str, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        create(&mut sql, name, now).await?;
        changed(&mut sql, name, DeltaType::ADD_OR_CHANGE_LSA_SECRET, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Sets the value of a secret. Without `old`, the value that was in use becomes the old one. `LsarSetSecret`,
    /// [MS-LSAD] 3.1.4.6.3.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSecret`].
    pub async fn set_secret(
        &self,
        name: &str,
        current: Option<&SecretBytes>,
        old: Option<&SecretBytes>,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        set(&mut sql, name, current, old, now).await?;
        changed(&mut sql, name, DeltaType::ADD_OR_CHANGE_LSA_SECRET, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Sets the value of a secret, which is made if there is none. `LsarStorePrivateData`, [MS-LSAD] 3.1.4.6.5.
    ///
    /// # Errors
    /// [`StoreError::InvalidName`].
    pub async fn store_secret(&self, name: &str, value: &SecretBytes, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        match create(&mut sql, name, now).await {
            Ok(()) | Err(StoreError::SecretExists) => {}
            Err(error) => return Err(error),
        }
        set(&mut sql, name, Some(value), None, now).await?;
        changed(&mut sql, name, DeltaType::ADD_OR_CHANGE_LSA_SECRET, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Deletes a secret.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSecret`].
    pub async fn delete_secret(&self, name: &str, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        if !delete(&mut sql, name, now).await? {
            return Err(StoreError::NoSuchSecret);
        }
        sql.commit().await?;
        Ok(())
    }
}

async fn create(sql: &mut SqliteConnection, name: &str, now: FileTime) -> Result<()> {
    // Names are longer and freer than those of accounts: `G$$DOMAIN`, `_SC_Service`.
    if name.is_empty() || name.len() > MAX_NAME || name.contains(['\\', '\0']) {
        return Err(StoreError::InvalidName);
    }
    sqlx::query("INSERT INTO secret (folded, name, current_set, old_set) VALUES (?, ?, ?, ?)")
        .bind(fold(name))
        .bind(name)
        .bind(stored(now))
        .bind(stored(now))
        .execute(sql)
        .await
        .map_err(|error| StoreError::unique(error, StoreError::SecretExists))?;
    Ok(())
}

/// The times follow the table of [MS-LSAD] 3.1.4.6.3.
async fn set(
    sql: &mut SqliteConnection,
    name: &str,
    current: Option<&SecretBytes>,
    old: Option<&SecretBytes>,
    now: FileTime,
) -> Result<()> {
    let updated = sqlx::query(
        "UPDATE secret SET old = iif(?1 IS NULL, current, ?1), old_set = iif(?1 IS NULL, current_set, ?2),
            current = ?3, current_set = ?2 WHERE folded = ?4",
    )
    .bind(old.map(SecretBytes::expose))
    .bind(stored(now))
    .bind(current.map(SecretBytes::expose))
    .bind(fold(name))
    .execute(sql)
    .await?;
    if updated.rows_affected() == 0 {
        return Err(StoreError::NoSuchSecret);
    }
    Ok(())
}

/// Deletes a secret, if there is such a one.
pub(crate) async fn delete(sql: &mut SqliteConnection, name: &str, now: FileTime) -> Result<bool> {
    let deleted = sqlx::query("DELETE FROM secret WHERE folded = ?")
        .bind(fold(name))
        .execute(&mut *sql)
        .await?;
    let existed = deleted.rows_affected() != 0;
    if existed {
        changed(sql, name, DeltaType::DELETE_LSA_SECRET, now).await?;
    }
    Ok(existed)
}

/// Tells backup controllers of a global secret; others are this controller's own, KB Q199071.
async fn changed(
    sql: &mut SqliteConnection,
    name: &str,
    delta: DeltaType,
    now: FileTime,
) -> Result<()> {
    if !name
        .get(..2)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("G$"))
    {
        return Ok(());
    }
    let subject = Subject {
        name: Some(name),
        ..Subject::default()
    };
    change_log::append(sql, Database::Lsa, delta, subject, now).await
}

/// "STATUS_NAME_TOO_LONG: The length of specified secret name exceeds the maximum set by the server", [MS-LSAD] 3.1.4.6.1.
const MAX_NAME: usize = 128;
