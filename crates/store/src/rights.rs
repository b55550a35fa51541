//! Account rights of LSA: privileges and ways to log on, by SID, [MS-LSAD] 3.1.1.3.

use sqlx::sqlite::SqliteConnection;
use sqlx::{QueryBuilder, Row as _};
use wire::{FileTime, Sid};

use crate::change_log::{self, DeltaType};
use crate::value::Columns as _;
use crate::{Result, Store, StoreError};

/// What a SID may do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AccountRights {
    /// Who.
    pub sid: Sid,
    /// Names of privileges, [MS-LSAD] 3.1.1.2.1, sorted.
    pub privileges: Vec<String>,
    /// `SystemAccess`, [MS-LSAD] 2.2.1.2: bits of [`SystemAccess`].
    pub system_access: u32,
}

/// The bits of `SystemAccess`, [MS-LSAD] 2.2.1.2, which have the names of account rights, too.
#[derive(Clone, Copy, Debug)]
pub struct SystemAccess;

#[expect(missing_docs, reason = "the names are the specification's")]
impl SystemAccess {
    pub const INTERACTIVE: u32 = 0x0001;
    pub const NETWORK: u32 = 0x0002;
    pub const BATCH: u32 = 0x0004;
    pub const SERVICE: u32 = 0x0010;
}

impl Store {
    /// What a SID may do, if anything is written down about it.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn account_rights(&self, sid: &Sid) -> Result<Option<AccountRights>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query(
            "SELECT a.system_access, p.privilege FROM lsa_account a LEFT JOIN lsa_privilege p ON p.sid = a.sid
            WHERE a.sid = ? ORDER BY p.privilege",
        )
        .bind(sid.to_string())
        .fetch_all(&mut *reader)
        .await?;
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let system_access = first.try_get("system_access")?;
        let mut privileges = Vec::new();
        for row in &rows {
            privileges.extend(row.try_get::<Option<String>, _>("privilege")?);
        }
        Ok(Some(AccountRights {
            sid: sid.clone(),
            privileges,
            system_access,
        }))
    }

    /// What somebody may do who has all these SIDs: the privileges, each once, and the system access.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn rights_of_all(&self, sids: &[Sid]) -> Result<(Vec<String>, u32)> {
        let mut reader = self.reader().await;
        let mut privileges = std::collections::BTreeSet::new();
        let mut system_access = 0;
        for chunk in sids.chunks(CHUNK) {
            let mut query = QueryBuilder::new(
                "SELECT a.system_access, p.privilege FROM lsa_account a LEFT JOIN lsa_privilege p ON p.sid = a.sid
                WHERE a.sid IN (",
            );
            let mut list = query.separated(", ");
            for sid in chunk {
                list.push_bind(sid.to_string());
            }
            query.push(")");
            for row in query.build().fetch_all(&mut *reader).await? {
                system_access |= row.try_get::<u32, _>("system_access")?;
                privileges.extend(row.try_get::<Option<String>, _>("privilege")?);
            }
        }
        Ok((privileges.into_iter().collect(), system_access))
    }

    /// The SIDs about which something is written down, in the order of their texts, at most `limit` after the first
    /// `skip`. `LsarEnumerateAccounts`, [MS-LSAD] 3.1.4.5.2.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn rights_accounts(&self, skip: u32, limit: u32) -> Result<Vec<Sid>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query("SELECT sid FROM lsa_account ORDER BY sid LIMIT ? OFFSET ?")
            .bind(limit)
            .bind(skip)
            .fetch_all(&mut *reader)
            .await?;
        rows.iter().map(|row| row.sid("sid")).collect()
    }

    /// The SIDs that have a privilege. `LsarEnumerateAccountsWithUserRight`, [MS-LSAD] 3.1.4.5.10.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn accounts_with_privilege(&self, privilege: &str) -> Result<Vec<Sid>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query("SELECT sid FROM lsa_privilege WHERE privilege = ? ORDER BY sid")
            .bind(privilege)
            .fetch_all(&mut *reader)
            .await?;
        rows.iter().map(|row| row.sid("sid")).collect()
    }

    /// The SIDs that have one of these bits of system access.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn accounts_with_system_access(&self, bits: u32) -> Result<Vec<Sid>> {
        let mut reader = self.reader().await;
        let rows =
            sqlx::query("SELECT sid FROM lsa_account WHERE system_access & ? != 0 ORDER BY sid")
                .bind(bits)
                .fetch_all(&mut *reader)
                .await?;
        rows.iter().map(|row| row.sid("sid")).collect()
    }

    /// Writes down that a SID may do nothing yet. `LsarCreateAccount`, [MS-LSAD] 3.1.4.5.1.
    ///
    /// # Errors
    /// [`StoreError::RightsExist`].
    pub async fn create_account_rights(&self, sid: &Sid, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        if !ensure(&mut sql, sid).await? {
            return Err(StoreError::RightsExist);
        }
        change_log::append_lsa(&mut sql, sid, DeltaType::ADD_OR_CHANGE_LSA_ACCOUNT, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Gives privileges and system access; a SID about which nothing was written down is written down.
    /// `LsarAddAccountRights`, [MS-LSAD] 3.1.4.5.11. The caller has checked that they exist.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn add_account_rights(
        &self,
        sid: &Sid,
        privileges: &[&str],
        system_access: u32,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        give(&mut sql, sid, privileges, system_access).await?;
        change_log::append_lsa(&mut sql, sid, DeltaType::ADD_OR_CHANGE_LSA_ACCOUNT, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Takes privileges and system access away; what the SID does not have is no error. A SID that is left without any
    /// is still written down.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRights`].
    pub async fn remove_account_rights(
        &self,
        sid: &Sid,
        privileges: &[&str],
        system_access: u32,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let updated =
            sqlx::query("UPDATE lsa_account SET system_access = system_access & ~? WHERE sid = ?")
                .bind(system_access)
                .bind(sid.to_string())
                .execute(&mut *sql)
                .await?;
        if updated.rows_affected() == 0 {
            return Err(StoreError::NoSuchRights);
        }
        for privilege in privileges {
            sqlx::query("DELETE FROM lsa_privilege WHERE sid = ? AND privilege = ?")
                .bind(sid.to_string())
                .bind(*privilege)
                .execute(&mut *sql)
                .await?;
        }
        change_log::append_lsa(&mut sql, sid, DeltaType::ADD_OR_CHANGE_LSA_ACCOUNT, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Replaces the system access. `LsarSetSystemAccessAccount`, [MS-LSAD] 3.1.4.5.8.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRights`].
    pub async fn set_system_access(
        &self,
        sid: &Sid,
        system_access: u32,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let updated = sqlx::query("UPDATE lsa_account SET system_access = ? WHERE sid = ?")
            .bind(system_access)
            .bind(sid.to_string())
            .execute(&mut *sql)
            .await?;
        if updated.rows_affected() == 0 {
            return Err(StoreError::NoSuchRights);
        }
        change_log::append_lsa(&mut sql, sid, DeltaType::ADD_OR_CHANGE_LSA_ACCOUNT, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Forgets what is written down about a SID.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRights`].
    pub async fn delete_account_rights(&self, sid: &Sid, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let deleted = sqlx::query("DELETE FROM lsa_account WHERE sid = ?")
            .bind(sid.to_string())
            .execute(&mut *sql)
            .await?;
        if deleted.rows_affected() == 0 {
            return Err(StoreError::NoSuchRights);
        }
        change_log::append_lsa(&mut sql, sid, DeltaType::DELETE_LSA_ACCOUNT, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Forgets what is written down about a SID if that is nothing: whoever takes the last right away by
    /// `LsarRemoveAccountRights` must, [MS-LSAD] 3.1.4.5.12.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn delete_empty_account_rights(&self, sid: &Sid, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let deleted = sqlx::query(
            "DELETE FROM lsa_account WHERE sid = ?1 AND system_access = 0
            AND NOT EXISTS (SELECT 1 FROM lsa_privilege WHERE sid = ?1)",
        )
        .bind(sid.to_string())
        .execute(&mut *sql)
        .await?;
        if deleted.rows_affected() != 0 {
            change_log::append_lsa(&mut sql, sid, DeltaType::DELETE_LSA_ACCOUNT, now).await?;
        }
        sql.commit().await?;
        Ok(())
    }
}

/// Writes a SID down; `false` if it was already.
async fn ensure(sql: &mut SqliteConnection, sid: &Sid) -> Result<bool> {
    let inserted =
        sqlx::query("INSERT OR IGNORE INTO lsa_account (sid, system_access) VALUES (?, 0)")
            .bind(sid.to_string())
            .execute(sql)
            .await?;
    Ok(inserted.rows_affected() != 0)
}

/// Gives rights, besides those that the SID has.
pub(crate) async fn give(
    sql: &mut SqliteConnection,
    sid: &Sid,
    privileges: &[&str],
    system_access: u32,
) -> Result<()> {
    ensure(sql, sid).await?;
    sqlx::query("UPDATE lsa_account SET system_access = system_access | ? WHERE sid = ?")
        .bind(system_access)
        .bind(sid.to_string())
        .execute(&mut *sql)
        .await?;
    for privilege in privileges {
        sqlx::query("INSERT OR IGNORE INTO lsa_privilege (sid, privilege) VALUES (?, ?)")
            .bind(sid.to_string())
            .bind(*privilege)
            .execute(&mut *sql)
            .await?;
    }
    Ok(())
}

const CHUNK: usize = 500;
