//! Global groups: their members are users of the domain.

mod members;

use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use wire::FileTime;

use crate::change_log::{self, Database, DeltaType, Subject};
use crate::name::{self, PrincipalKind, SamDomain};
use crate::{Result, Store, StoreError, alias, domain, init};

pub use members::GroupMembership;
pub(crate) use members::{add_member, ask_memberships, change_primary};

/// A group without its members.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Group {
    /// The relative identifier.
    pub rid: u32,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// `SE_GROUP` attributes, [MS-SAMR] 2.2.1.10.
    pub attributes: u32,
}

impl Group {
    /// `SE_GROUP_MANDATORY`, `SE_GROUP_ENABLED_BY_DEFAULT` and `SE_GROUP_ENABLED`.
    pub const DEFAULT_ATTRIBUTES: u32 = 7;

    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            rid: row.try_get("rid")?,
            name: row.try_get("name")?,
            description: row.try_get("description")?,
            attributes: row.try_get("attributes")?,
        })
    }
}

macro_rules! select_groups {
    ($rest:literal) => {
        concat!(
            "SELECT p.name, g.rid, g.description, g.attributes
            FROM principal p CROSS JOIN sam_group g ON g.rid = p.rid WHERE p.db = 0 AND p.kind = 2 ",
            $rest
        )
    };
}

impl Store {
    /// Makes a group, with the next RID.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::InvalidName`].
    pub async fn create_group(
        &self,
        name: &str,
        description: &str,
        now: FileTime,
    ) -> Result<Group> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let group = Group {
            rid: domain::next_rid(&mut sql).await?,
            name: name.to_owned(),
            description: description.to_owned(),
            attributes: Group::DEFAULT_ATTRIBUTES,
        };
        insert(&mut sql, &group).await?;
        changed(&mut sql, group.rid, DeltaType::ADD_OR_CHANGE_GROUP, now).await?;
        sql.commit().await?;
        Ok(group)
    }

    /// The group of this RID.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn group(&self, rid: u32) -> Result<Option<Group>> {
        let mut reader = self.reader().await;
        let row = sqlx::query(select_groups!("AND p.rid = ?"))
            .bind(rid)
            .fetch_optional(&mut *reader)
            .await?;
        row.as_ref().map(Group::read).transpose()
    }

    /// Groups with RIDs above `after`, by RID, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn groups(&self, after: u32, limit: u32) -> Result<Vec<Group>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query(
            "SELECT p.name, g.rid, g.description, g.attributes
            FROM sam_group g CROSS JOIN principal p ON p.db = 0 AND p.rid = g.rid
            WHERE g.rid > ? ORDER BY g.rid LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(&mut *reader)
        .await?;
        rows.iter().map(Group::read).collect()
    }

    /// Groups by name, at most `limit` after the first `skip`.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn groups_by_name(&self, skip: u32, limit: u32) -> Result<Vec<Group>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query(select_groups!("ORDER BY p.folded LIMIT ? OFFSET ?"))
            .bind(limit)
            .bind(skip)
            .fetch_all(&mut *reader)
            .await?;
        rows.iter().map(Group::read).collect()
    }

    /// Gives a group another name.
    ///
    /// # Errors
    /// [`StoreError::NoSuchGroup`], [`StoreError::NameTaken`], [`StoreError::InvalidName`].
    pub async fn rename_group(&self, rid: u32, new_name: &str, now: FileTime) -> Result<()> {
        name::check(new_name)?;
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let kind = PrincipalKind::Group;
        let old = name::rename(&mut sql, SamDomain::Account, rid, kind, new_name).await?;
        let old = old.ok_or(StoreError::NoSuchGroup)?;
        change_log::append_former(&mut sql, DeltaType::RENAME_GROUP, rid, &old, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Changes what a group is for, or how memberships in it count.
    ///
    /// # Errors
    /// [`StoreError::NoSuchGroup`].
    pub async fn update_group(
        &self,
        rid: u32,
        description: Option<&str>,
        attributes: Option<u32>,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let updated = sqlx::query(
            "UPDATE sam_group SET description = ifnull(?, description), attributes = ifnull(?, attributes)
            WHERE rid = ?",
        )
        .bind(description)
        .bind(attributes)
        .bind(rid)
        .execute(&mut *sql)
        .await?;
        if updated.rows_affected() == 0 {
            return Err(StoreError::NoSuchGroup);
        }
        changed(&mut sql, rid, DeltaType::ADD_OR_CHANGE_GROUP, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Deletes a group that is nobody's primary one; a domain controller does not mind other members,
    /// `SamrDeleteGroup`, [MS-SAMR] 3.1.5.7.1.
    ///
    /// # Errors
    /// [`StoreError::NoSuchGroup`], [`StoreError::BuiltInAccount`], [`StoreError::PrimaryGroup`].
    pub async fn delete_group(&self, rid: u32, now: FileTime) -> Result<()> {
        if rid < init::FIRST_RID {
            return Err(StoreError::BuiltInAccount);
        }
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let name = name::remove(&mut sql, SamDomain::Account, rid, PrincipalKind::Group).await?;
        let name = name.ok_or(StoreError::NoSuchGroup)?;
        let is_primary: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM user WHERE primary_group = ?)")
                .bind(rid)
                .fetch_one(&mut *sql)
                .await?;
        if is_primary {
            return Err(StoreError::PrimaryGroup);
        }
        // Memberships in it go with it.
        sqlx::query("DELETE FROM sam_group WHERE rid = ?")
            .bind(rid)
            .execute(&mut *sql)
            .await?;
        let sid = domain::load(&mut sql).await?.sid.child(rid)?;
        alias::forget_member(&mut sql, &sid, now).await?;
        change_log::append_former(&mut sql, DeltaType::DELETE_GROUP, rid, &name, now).await?;
        sql.commit().await?;
        Ok(())
    }
}

async fn changed(
    sql: &mut SqliteConnection,
    rid: u32,
    delta: DeltaType,
    now: FileTime,
) -> Result<()> {
    change_log::append(sql, Database::Sam, delta, Subject::rid(rid), now).await
}

/// Makes a group of a RID that was taken for it.
pub(crate) async fn insert(sql: &mut SqliteConnection, group: &Group) -> Result<()> {
    name::check(&group.name)?;
    let kind = PrincipalKind::Group;
    name::insert(sql, SamDomain::Account, group.rid, kind, &group.name).await?;
    sqlx::query("INSERT INTO sam_group (rid, description, attributes) VALUES (?, ?, ?)")
        .bind(group.rid)
        .bind(&group.description)
        .bind(group.attributes)
        .execute(sql)
        .await?;
    Ok(())
}
