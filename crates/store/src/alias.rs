//! Aliases, which are local groups, of the domain and of `BUILTIN`: their members are SIDs of any domain.

use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{QueryBuilder, Row as _};
use wire::{FileTime, Sid};

use crate::change_log::{self, DeltaType, Subject};
use crate::name::{self, PrincipalKind, SamDomain};
use crate::value::Columns as _;
use crate::{Result, Store, StoreError, domain, init};

/// Which alias: the two domains have RIDs of their own.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct AliasId {
    /// The domain.
    pub domain: SamDomain,
    /// The relative identifier there.
    pub rid: u32,
}

impl AliasId {
    /// An alias of `BUILTIN`.
    #[must_use]
    pub const fn builtin(rid: u32) -> Self {
        Self {
            domain: SamDomain::Builtin,
            rid,
        }
    }

    /// An alias of the domain itself.
    #[must_use]
    pub const fn account(rid: u32) -> Self {
        Self {
            domain: SamDomain::Account,
            rid,
        }
    }

    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            domain: SamDomain::read(row.try_get("db")?)?,
            rid: row.try_get("rid")?,
        })
    }
}

/// An alias without its members.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alias {
    /// Which one.
    pub id: AliasId,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
}

impl Alias {
    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: AliasId::read(row)?,
            name: row.try_get("name")?,
            description: row.try_get("description")?,
        })
    }
}

impl Store {
    /// Makes an alias in the domain, with the next RID; `BUILTIN` has the ones that it has.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::InvalidName`].
    pub async fn create_alias(
        &self,
        name: &str,
        description: &str,
        now: FileTime,
    ) -> Result<Alias> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let alias = Alias {
            id: AliasId::account(domain::next_rid(&mut sql).await?),
            name: name.to_owned(),
            description: description.to_owned(),
        };
        insert(&mut sql, &alias).await?;
        changed(&mut sql, alias.id, DeltaType::ADD_OR_CHANGE_ALIAS, now).await?;
        sql.commit().await?;
        Ok(alias)
    }

    /// The alias.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn alias(&self, id: AliasId) -> Result<Option<Alias>> {
        let mut reader = self.reader().await;
        let row = sqlx::query(
            "SELECT a.db, a.rid, p.name, a.description
            FROM alias a CROSS JOIN principal p ON p.db = a.db AND p.rid = a.rid WHERE a.db = ? AND a.rid = ?",
        )
        .bind(id.domain.database().stored())
        .bind(id.rid)
        .fetch_optional(&mut *reader)
        .await?;
        row.as_ref().map(Alias::read).transpose()
    }

    /// The aliases of a domain with RIDs above `after`, by RID, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn aliases(&self, domain: SamDomain, after: u32, limit: u32) -> Result<Vec<Alias>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query(
            "SELECT a.db, a.rid, p.name, a.description
            FROM alias a CROSS JOIN principal p ON p.db = a.db AND p.rid = a.rid
            WHERE a.db = ? AND a.rid > ? ORDER BY a.rid LIMIT ?",
        )
        .bind(domain.database().stored())
        .bind(after)
        .bind(limit)
        .fetch_all(&mut *reader)
        .await?;
        rows.iter().map(Alias::read).collect()
    }

    /// Gives an alias another name.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAlias`], [`StoreError::NameTaken`], [`StoreError::InvalidName`],
    /// [`StoreError::BuiltInAccount`] for one of `BUILTIN`.
    pub async fn rename_alias(&self, id: AliasId, new_name: &str, now: FileTime) -> Result<()> {
        refuse_builtin(id)?;
        name::check(new_name)?;
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let kind = PrincipalKind::Alias;
        let old = name::rename(&mut sql, id.domain, id.rid, kind, new_name).await?;
        let old = old.ok_or(StoreError::NoSuchAlias)?;
        let subject = Subject {
            name: Some(&old),
            ..Subject::rid(id.rid)
        };
        let database = id.domain.database();
        change_log::append(&mut sql, database, DeltaType::RENAME_ALIAS, subject, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Changes what an alias is for.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAlias`].
    pub async fn describe_alias(
        &self,
        id: AliasId,
        description: &str,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let updated = sqlx::query("UPDATE alias SET description = ? WHERE db = ? AND rid = ?")
            .bind(description)
            .bind(id.domain.database().stored())
            .bind(id.rid)
            .execute(&mut *sql)
            .await?;
        if updated.rows_affected() == 0 {
            return Err(StoreError::NoSuchAlias);
        }
        changed(&mut sql, id, DeltaType::ADD_OR_CHANGE_ALIAS, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Deletes an alias with its list of members.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAlias`], [`StoreError::BuiltInAccount`] for one of `BUILTIN`.
    pub async fn delete_alias(&self, id: AliasId, now: FileTime) -> Result<()> {
        refuse_builtin(id)?;
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let name = name::remove(&mut sql, id.domain, id.rid, PrincipalKind::Alias).await?;
        let name = name.ok_or(StoreError::NoSuchAlias)?;
        sqlx::query("DELETE FROM alias WHERE db = ? AND rid = ?")
            .bind(id.domain.database().stored())
            .bind(id.rid)
            .execute(&mut *sql)
            .await?;
        let sid = domain::load(&mut sql).await?.sid.child(id.rid)?;
        forget_member(&mut sql, &sid, now).await?;
        let subject = Subject {
            name: Some(&name),
            ..Subject::rid(id.rid)
        };
        let database = id.domain.database();
        change_log::append(&mut sql, database, DeltaType::DELETE_ALIAS, subject, now).await?;
        sql.commit().await?;
        Ok(())
    }

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

/// The aliases of `BUILTIN` stay as they are named.
const fn refuse_builtin(id: AliasId) -> Result<()> {
    match id.domain {
        SamDomain::Account if id.rid >= init::FIRST_RID => Ok(()),
        _ => Err(StoreError::BuiltInAccount),
    }
}

async fn changed(
    sql: &mut SqliteConnection,
    id: AliasId,
    delta: DeltaType,
    now: FileTime,
) -> Result<()> {
    change_log::append(sql, id.domain.database(), delta, Subject::rid(id.rid), now).await
}

async fn exists(sql: &mut SqliteConnection, id: AliasId) -> Result<()> {
    let name = name::name_of(sql, id.domain, id.rid, PrincipalKind::Alias).await?;
    name.map(drop).ok_or(StoreError::NoSuchAlias)
}

/// Makes an alias of a RID that was taken for it.
pub(crate) async fn insert(sql: &mut SqliteConnection, alias: &Alias) -> Result<()> {
    name::check(&alias.name)?;
    let AliasId { domain, rid } = alias.id;
    name::insert(sql, domain, rid, PrincipalKind::Alias, &alias.name).await?;
    sqlx::query("INSERT INTO alias (db, rid, description) VALUES (?, ?, ?)")
        .bind(domain.database().stored())
        .bind(rid)
        .bind(&alias.description)
        .execute(sql)
        .await?;
    Ok(())
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
