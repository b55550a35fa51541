//! Who belongs to which alias.

use sqlx::QueryBuilder;
use sqlx::sqlite::SqliteConnection;
use wire::{FileTime, Sid};

use super::{AliasId, changed};
use crate::change_log::DeltaType;
use crate::name::{self, PrincipalKind, SamDomain};
use crate::value::Columns as _;
use crate::{Result, Store, StoreError};

impl Store {
    /// Makes a SID a member.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAlias`], [`StoreError::AlreadyMember`].
    pub async fn add_alias_member(&self, id: AliasId, member: &Sid, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        exists(&mut sql, id).await?;
        add_member(&mut sql, id, member).await?;
        changed(&mut sql, id, DeltaType::CHANGE_ALIAS_MEMBERSHIP, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Ends a SID's membership.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAlias`], [`StoreError::NotAMember`].
    pub async fn remove_alias_member(
        &self,
        id: AliasId,
        member: &Sid,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        exists(&mut sql, id).await?;
        let removed = sqlx::query("DELETE FROM alias_member WHERE db = ? AND rid = ? AND sid = ?")
            .bind(id.domain.database().stored())
            .bind(id.rid)
            .bind(member.to_string())
            .execute(&mut *sql)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(StoreError::NotAMember);
        }
        changed(&mut sql, id, DeltaType::CHANGE_ALIAS_MEMBERSHIP, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Ends a SID's memberships in all aliases of a domain. `SamrRemoveMemberFromForeignDomain`, [MS-SAMR] 3.1.5.8.9.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn remove_member_everywhere(
        &self,
        domain: SamDomain,
        member: &Sid,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let of: Vec<u32> =
            sqlx::query_scalar("DELETE FROM alias_member WHERE db = ? AND sid = ? RETURNING rid")
                .bind(domain.database().stored())
                .bind(member.to_string())
                .fetch_all(&mut *sql)
                .await?;
        for rid in of {
            let id = AliasId { domain, rid };
            changed(&mut sql, id, DeltaType::CHANGE_ALIAS_MEMBERSHIP, now).await?;
        }
        sql.commit().await?;
        Ok(())
    }

    /// The members of an alias.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAlias`].
    pub async fn alias_members(&self, id: AliasId) -> Result<Vec<Sid>> {
        let mut reader = self.reader().await;
        exists(&mut reader, id).await?;
        let rows =
            sqlx::query("SELECT sid FROM alias_member WHERE db = ? AND rid = ? ORDER BY sid")
                .bind(id.domain.database().stored())
                .bind(id.rid)
                .fetch_all(&mut *reader)
                .await?;
        rows.iter().map(|row| row.sid("sid")).collect()
    }

    /// The aliases of both domains that have one of these SIDs as a member, each once.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn alias_memberships(&self, sids: &[Sid]) -> Result<Vec<AliasId>> {
        let mut reader = self.reader().await;
        let mut found = std::collections::BTreeSet::new();
        for chunk in sids.chunks(CHUNK) {
            let mut query =
                QueryBuilder::new("SELECT DISTINCT db, rid FROM alias_member WHERE sid IN (");
            let mut list = query.separated(", ");
            for sid in chunk {
                list.push_bind(sid.to_string());
            }
            query.push(")");
            for row in query.build().fetch_all(&mut *reader).await? {
                found.insert(AliasId::read(&row)?);
            }
        }
        Ok(found.into_iter().collect())
    }
}

async fn exists(sql: &mut SqliteConnection, id: AliasId) -> Result<()> {
    let name = name::name_of(sql, id.domain, id.rid, PrincipalKind::Alias).await?;
    name.map(drop).ok_or(StoreError::NoSuchAlias)
}

/// Makes a SID a member of an alias, which exists.
pub(crate) async fn add_member(
    sql: &mut SqliteConnection,
    id: AliasId,
    member: &Sid,
) -> Result<()> {
    sqlx::query("INSERT INTO alias_member (db, rid, sid) VALUES (?, ?, ?)")
        .bind(id.domain.database().stored())
        .bind(id.rid)
        .bind(member.to_string())
        .execute(sql)
        .await
        .map_err(|error| StoreError::unique(error, StoreError::AlreadyMember))?;
    Ok(())
}

/// Ends the memberships of a SID that is no longer anybody's.
pub(crate) async fn forget_member(
    sql: &mut SqliteConnection,
    member: &Sid,
    now: FileTime,
) -> Result<()> {
    let rows = sqlx::query("DELETE FROM alias_member WHERE sid = ? RETURNING db, rid")
        .bind(member.to_string())
        .fetch_all(&mut *sql)
        .await?;
    for row in rows {
        let id = AliasId::read(&row)?;
        changed(sql, id, DeltaType::CHANGE_ALIAS_MEMBERSHIP, now).await?;
    }
    Ok(())
}

const CHUNK: usize = 500;
