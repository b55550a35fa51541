//! Aliases, which are local groups, of the domain and of `BUILTIN`: their members are SIDs of any domain.

mod members;

use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use wire::FileTime;

use crate::change_log::{self, DeltaType, Subject};
use crate::name::{self, PrincipalKind, SamDomain};
use crate::{Result, Store, StoreError, domain, init};

pub(crate) use members::{add_member, forget_member};

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
