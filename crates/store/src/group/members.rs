//! Who belongs to which group.

use sqlx::sqlite::SqliteConnection;
use wire::FileTime;

use super::changed;
use crate::change_log::DeltaType;
use crate::direct::Asked;
use crate::name::{self, PrincipalKind, SamDomain};
use crate::value::Columns;
use crate::{Result, Store, StoreError};

/// A group that a user belongs to, or a user that belongs to a group.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct GroupMembership {
    /// The relative identifier of the group, or of the member.
    pub rid: u32,
    /// The attributes of the group.
    pub attributes: u32,
}

impl GroupMembership {
    fn read(row: &impl Columns) -> Result<Self> {
        Ok(Self {
            rid: row.number("rid")?,
            attributes: row.number("attributes")?,
        })
    }
}

impl Store {
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

    /// How many members a group has: those whose primary group it is, too.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file; a group that does not exist has none.
    pub async fn count_group_members(&self, group: u32) -> Result<u32> {
        let mut reader = self.reader().await;
        // Nobody is in both lists: see `change_primary`.
        let count = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM group_member WHERE grp = ?1)
                + (SELECT count(*) FROM user WHERE primary_group = ?1)",
        )
        .bind(group)
        .fetch_one(&mut *reader)
        .await?;
        Ok(count)
    }

    /// The groups that a user belongs to, by RID, its primary group among them. `SamrGetGroupsForUser`, [MS-SAMR]
    /// 3.1.5.9.1.
    ///
    /// # Errors
    /// [`StoreError`] of the file; a user that does not exist belongs to none.
    pub async fn memberships(&self, user: u32) -> Result<Vec<GroupMembership>> {
        self.direct().await.ask(|sql| ask_memberships(sql, user))
    }
}

/// [`Store::memberships`], beside other questions. Nobody is in both lists: see [`change_primary`].
pub(crate) fn ask_memberships(sql: &Asked<'_>, user: u32) -> Result<Vec<GroupMembership>> {
    let mut groups = sql.all(
        "SELECT rid, attributes FROM group_member CROSS JOIN sam_group ON rid = grp WHERE member = ?1
        UNION ALL
        SELECT rid, attributes FROM sam_group WHERE rid = (SELECT primary_group FROM user WHERE rid = ?1)",
        [user],
        |row| GroupMembership::read(row),
    )?;
    // SQLite would make a table for it.
    groups.sort_unstable_by_key(|group| group.rid);
    Ok(groups)
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
/// former one, unless it has `left` that, and belongs to the new one only by its being primary.
pub(crate) async fn change_primary(
    sql: &mut SqliteConnection,
    user: u32,
    (former, left): (u32, bool),
    new: u32,
    now: FileTime,
) -> Result<()> {
    exists(sql, new).await?;
    sqlx::query("DELETE FROM group_member WHERE grp = ? AND member = ?")
        .bind(new)
        .bind(user)
        .execute(&mut *sql)
        .await?;
    if !left {
        add_member(sql, former, user).await?;
    }
    changed(sql, former, DeltaType::CHANGE_GROUP_MEMBERSHIP, now).await?;
    changed(sql, new, DeltaType::CHANGE_GROUP_MEMBERSHIP, now).await
}
