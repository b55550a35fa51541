//! Global groups: their members are users of the domain.

use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use wire::FileTime;

use crate::change_log::{self, Database, DeltaType, Subject};
use crate::name::{self, PrincipalKind, SamDomain};
use crate::{Result, Store, StoreError, alias, domain, init};

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

/// A group that a user belongs to, or a user that belongs to a group.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct GroupMembership {
    /// The relative identifier of the group, or of the member.
    pub rid: u32,
    /// The attributes of the group.
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

impl GroupMembership {
    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            rid: row.try_get("rid")?,
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
        let subject = Subject {
            name: Some(&old),
            ..Subject::rid(rid)
        };
        change_log::append(
            &mut sql,
            Database::Sam,
            DeltaType::RENAME_GROUP,
            subject,
            now,
        )
        .await?;
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
        let subject = Subject {
            name: Some(&name),
            ..Subject::rid(rid)
        };
        change_log::append(
            &mut sql,
            Database::Sam,
            DeltaType::DELETE_GROUP,
            subject,
            now,
        )
        .await?;
        sql.commit().await?;
        Ok(())
    }

    /// Makes a user a member.
    ///
    /// # Errors
    /// [`StoreError::NoSuchGroup`], [`StoreError::NoSuchAccount`], [`StoreError::AlreadyMember`].
    pub async fn add_group_member(&self, group: u32, user: u32, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let primary = member_state(&mut sql, group, user).await?;
        if primary == group {
            return Err(StoreError::AlreadyMember);
        }
        add_member(&mut sql, group, user).await?;
        changed(&mut sql, group, DeltaType::CHANGE_GROUP_MEMBERSHIP, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Ends a user's membership.
    ///
    /// # Errors
    /// [`StoreError::NoSuchGroup`], [`StoreError::NoSuchAccount`], [`StoreError::NotAMember`],
    /// [`StoreError::PrimaryGroup`] if the group is the user's primary one.
    pub async fn remove_group_member(&self, group: u32, user: u32, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let primary = member_state(&mut sql, group, user).await?;
        if primary == group {
            return Err(StoreError::PrimaryGroup);
        }
        let removed = sqlx::query("DELETE FROM group_member WHERE grp = ? AND member = ?")
            .bind(group)
            .bind(user)
            .execute(&mut *sql)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(StoreError::NotAMember);
        }
        changed(&mut sql, group, DeltaType::CHANGE_GROUP_MEMBERSHIP, now).await?;
        sql.commit().await?;
        Ok(())
    }

    /// The members of a group with RIDs above `after`, by RID, at most `limit`: those whose primary group it is, too.
    ///
    /// # Errors
    /// [`StoreError::NoSuchGroup`].
    pub async fn group_members(
        &self,
        group: u32,
        after: u32,
        limit: u32,
    ) -> Result<Vec<GroupMembership>> {
        let mut reader = self.reader().await;
        let attributes: Option<u32> =
            sqlx::query_scalar("SELECT attributes FROM sam_group WHERE rid = ?")
                .bind(group)
                .fetch_optional(&mut *reader)
                .await?;
        let attributes = attributes.ok_or(StoreError::NoSuchGroup)?;
        let rids: Vec<u32> = sqlx::query_scalar(
            "SELECT member AS rid FROM group_member WHERE grp = ?1 AND member > ?2
            UNION SELECT rid FROM user WHERE primary_group = ?1 AND rid > ?2 ORDER BY rid LIMIT ?3",
        )
        .bind(group)
        .bind(after)
        .bind(limit)
        .fetch_all(&mut *reader)
        .await?;
        let member = |rid| GroupMembership { rid, attributes };
        Ok(rids.into_iter().map(member).collect())
    }

    /// The groups that a user belongs to, by RID, its primary group among them. `SamrGetGroupsForUser`, [MS-SAMR]
    /// 3.1.5.9.1.
    ///
    /// # Errors
    /// [`StoreError`] of the file; a user that does not exist belongs to none.
    pub async fn memberships(&self, user: u32) -> Result<Vec<GroupMembership>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query(
            "SELECT rid, attributes FROM sam_group WHERE rid IN (
                SELECT grp FROM group_member WHERE member = ?1 UNION SELECT primary_group FROM user WHERE rid = ?1
            ) ORDER BY rid",
        )
        .bind(user)
        .fetch_all(&mut *reader)
        .await?;
        rows.iter().map(GroupMembership::read).collect()
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

/// Makes a user, which exists, a member of a group, which does.
pub(crate) async fn add_member(sql: &mut SqliteConnection, group: u32, user: u32) -> Result<()> {
    sqlx::query("INSERT INTO group_member (grp, member) VALUES (?, ?)")
        .bind(group)
        .bind(user)
        .execute(sql)
        .await
        .map_err(|error| StoreError::unique(error, StoreError::AlreadyMember))?;
    Ok(())
}

/// The user's primary group, if both user and group exist.
async fn member_state(sql: &mut SqliteConnection, group: u32, user: u32) -> Result<u32> {
    exists(sql, group).await?;
    let primary = sqlx::query_scalar("SELECT primary_group FROM user WHERE rid = ?")
        .bind(user)
        .fetch_optional(sql)
        .await?;
    primary.ok_or(StoreError::NoSuchAccount)
}

async fn exists(sql: &mut SqliteConnection, group: u32) -> Result<()> {
    let name = name::name_of(sql, SamDomain::Account, group, PrincipalKind::Group).await?;
    name.map(drop).ok_or(StoreError::NoSuchGroup)
}

/// What follows for memberships when a user gets another primary group, [MS-SAMR] 3.1.1.8.2: it stays a member of the
/// former one, and belongs to the new one only by that.
pub(crate) async fn change_primary(
    sql: &mut SqliteConnection,
    user: u32,
    former: u32,
    new: u32,
    now: FileTime,
) -> Result<()> {
    exists(sql, new).await?;
    sqlx::query("DELETE FROM group_member WHERE grp = ? AND member = ?")
        .bind(new)
        .bind(user)
        .execute(&mut *sql)
        .await?;
    add_member(sql, former, user).await?;
    changed(sql, former, DeltaType::CHANGE_GROUP_MEMBERSHIP, now).await?;
    changed(sql, new, DeltaType::CHANGE_GROUP_MEMBERSHIP, now).await
}
