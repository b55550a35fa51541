//! Names, and whom they name.

mod text;

use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{QueryBuilder, Row as _};

use crate::change_log::Database;
use crate::{Result, Store, StoreError};

pub(crate) use text::{check, fold};

/// The two domains of a controller's SAM.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum SamDomain {
    /// The domain itself.
    Account,
    /// `BUILTIN`, S-1-5-32, which has aliases only.
    Builtin,
}

impl SamDomain {
    /// The database in which it is replicated.
    #[must_use]
    pub const fn database(self) -> Database {
        match self {
            Self::Account => Database::Sam,
            Self::Builtin => Database::Builtin,
        }
    }

    pub(crate) fn read(db: i64) -> Result<Self> {
        match db {
            0 => Ok(Self::Account),
            1 => Ok(Self::Builtin),
            _ => Err(StoreError::Corrupt),
        }
    }
}

/// What a RID stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PrincipalKind {
    /// A person, a computer or a trusting domain.
    User,
    /// A global group.
    Group,
    /// A local group.
    Alias,
}

impl PrincipalKind {
    /// As the file has it; the numbers are those of `SID_NAME_USE`, [MS-SAMR] 2.2.2.3.
    pub(crate) const fn stored(self) -> i64 {
        match self {
            Self::User => 1,
            Self::Group => 2,
            Self::Alias => 4,
        }
    }

    fn read(kind: i64) -> Result<Self> {
        match kind {
            1 => Ok(Self::User),
            2 => Ok(Self::Group),
            4 => Ok(Self::Alias),
            _ => Err(StoreError::Corrupt),
        }
    }
}

/// A user, group or alias, by both of its names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Principal {
    /// Where it is.
    pub domain: SamDomain,
    /// Its relative identifier.
    pub rid: u32,
    /// Its name as it was given.
    pub name: String,
    /// What it is.
    pub kind: PrincipalKind,
}

impl Principal {
    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            domain: SamDomain::read(row.try_get("db")?)?,
            rid: row.try_get("rid")?,
            name: row.try_get("name")?,
            kind: PrincipalKind::read(row.try_get("kind")?)?,
        })
    }
}

impl Store {
    /// Whom each name names, in the order of the names.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn lookup_names(
        &self,
        domain: SamDomain,
        names: &[&str],
    ) -> Result<Vec<Option<Principal>>> {
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let mut found = std::collections::HashMap::new();
        let mut reader = self.reader().await;
        for chunk in folded.chunks(CHUNK) {
            let mut query = QueryBuilder::new(SELECT);
            query.push_bind(domain.database().stored());
            query.push(" AND folded IN (");
            let mut list = query.separated(", ");
            chunk.iter().for_each(|name| {
                list.push_bind(name.as_str());
            });
            query.push(")");
            for row in query
                .build()
                .persistent(false)
                .fetch_all(&mut *reader)
                .await?
            {
                let principal = Principal::read(&row)?;
                found.insert(fold(&principal.name), principal);
            }
        }
        Ok(folded.iter().map(|name| found.get(name).cloned()).collect())
    }

    /// What each RID stands for, in the order of the RIDs.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn lookup_rids(
        &self,
        domain: SamDomain,
        rids: &[u32],
    ) -> Result<Vec<Option<Principal>>> {
        let mut found = std::collections::HashMap::new();
        let mut reader = self.reader().await;
        for chunk in rids.chunks(CHUNK) {
            let mut query = QueryBuilder::new(SELECT);
            query.push_bind(domain.database().stored());
            query.push(" AND rid IN (");
            let mut list = query.separated(", ");
            chunk.iter().for_each(|rid| {
                list.push_bind(*rid);
            });
            query.push(")");
            for row in query
                .build()
                .persistent(false)
                .fetch_all(&mut *reader)
                .await?
            {
                let principal = Principal::read(&row)?;
                found.insert(principal.rid, principal);
            }
        }
        Ok(rids.iter().map(|rid| found.get(rid).cloned()).collect())
    }

    /// Whom the name names.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn principal(&self, domain: SamDomain, name: &str) -> Result<Option<Principal>> {
        let mut found = self.lookup_names(domain, &[name]).await?;
        Ok(found.pop().flatten())
    }
}

const SELECT: &str = "SELECT db, rid, name, kind FROM principal WHERE db = ";

/// SQLite would take 32,766 parameters; this keeps the text of a query small.
const CHUNK: usize = 500;

/// Takes a name and a RID.
pub(crate) async fn insert(
    sql: &mut SqliteConnection,
    domain: SamDomain,
    rid: u32,
    kind: PrincipalKind,
    name: &str,
) -> Result<()> {
    sqlx::query("INSERT INTO principal (db, rid, kind, name, folded) VALUES (?, ?, ?, ?, ?)")
        .bind(domain.database().stored())
        .bind(rid)
        .bind(kind.stored())
        .bind(name)
        .bind(fold(name))
        .execute(sql)
        .await
        .map_err(|error| StoreError::unique(error, StoreError::NameTaken))?;
    Ok(())
}

/// Gives another name; the answer is the old one, or `None` without such a principal.
pub(crate) async fn rename(
    sql: &mut SqliteConnection,
    domain: SamDomain,
    rid: u32,
    kind: PrincipalKind,
    name: &str,
) -> Result<Option<String>> {
    let Some(old) = name_of(sql, domain, rid, kind).await? else {
        return Ok(None);
    };
    sqlx::query("UPDATE principal SET name = ?, folded = ? WHERE db = ? AND rid = ?")
        .bind(name)
        .bind(fold(name))
        .bind(domain.database().stored())
        .bind(rid)
        .execute(sql)
        .await
        .map_err(|error| StoreError::unique(error, StoreError::NameTaken))?;
    Ok(Some(old))
}

/// Gives a name free; the answer is the name, or `None` without such a principal.
pub(crate) async fn remove(
    sql: &mut SqliteConnection,
    domain: SamDomain,
    rid: u32,
    kind: PrincipalKind,
) -> Result<Option<String>> {
    let removed = sqlx::query_scalar(
        "DELETE FROM principal WHERE db = ? AND rid = ? AND kind = ? RETURNING name",
    )
    .bind(domain.database().stored())
    .bind(rid)
    .bind(kind.stored())
    .fetch_optional(sql)
    .await?;
    Ok(removed)
}

/// The name of a RID that stands for this kind.
pub(crate) async fn name_of(
    sql: &mut SqliteConnection,
    domain: SamDomain,
    rid: u32,
    kind: PrincipalKind,
) -> Result<Option<String>> {
    let name =
        sqlx::query_scalar("SELECT name FROM principal WHERE db = ? AND rid = ? AND kind = ?")
            .bind(domain.database().stored())
            .bind(rid)
            .bind(kind.stored())
            .fetch_optional(sql)
            .await?;
    Ok(name)
}
