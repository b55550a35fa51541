//! Finding users and listing them.

use sqlx::Row as _;

use super::{Control, Passwords, User, select_users};
use crate::direct::Row;
use crate::domain::policy_columns;
use crate::group::ask_memberships;
use crate::name::fold;
use crate::value::Columns as _;
use crate::{GroupMembership, Policy, Result, Store};

/// A line of an enumeration.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UserEntry {
    /// The relative identifier.
    pub rid: u32,
    /// The account's name.
    pub name: String,
    /// As [`User::control`].
    pub control: u32,
}

/// What a logon is judged by, and what whoever is let in is told. Neither `Debug` nor `Clone`.
pub struct LogonFacts {
    /// Who it is.
    pub user: User,
    /// What proves it.
    pub passwords: Passwords,
    /// The domain's rules.
    pub policy: Policy,
    /// As of [`Store::memberships`].
    pub groups: Vec<GroupMembership>,
}

impl Store {
    /// The user of this RID.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn user(&self, rid: u32) -> Result<Option<User>> {
        let found = self.credentials(rid).await?;
        Ok(found.map(|(user, _)| user))
    }

    /// The user of this name, in any case.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn user_by_name(&self, name: &str) -> Result<Option<User>> {
        let found = self.credentials_by_name(name).await?;
        Ok(found.map(|(user, _)| user))
    }

    /// As [`Passwords::standing`]; `None` once there is no such user.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn standing(&self, rid: u32) -> Result<Option<u64>> {
        self.direct().await.ask(|sql| {
            let statement = "SELECT standing FROM user WHERE rid = ?";
            sql.first(statement, [rid], |row| row.count("standing"))
        })
    }

    /// The user of this RID and what proves that it is the user.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn credentials(&self, rid: u32) -> Result<Option<(User, Passwords)>> {
        self.direct().await.ask(|sql| {
            let statement = select_users!("AND p.rid = ?");
            sql.first(statement, [rid], read)
        })
    }

    /// The user of this name, in any case, and what proves that it is the user. One query, because each channel set-up
    /// and each logon asks it.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn credentials_by_name(&self, name: &str) -> Result<Option<(User, Passwords)>> {
        self.direct().await.ask(|sql| {
            let statement = select_users!("AND p.folded = ?");
            sql.first(statement, [fold(name)], read)
        })
    }

    /// The user of this name, in any case, and all else that a logon is judged by, as it was at one moment.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn logon_facts(&self, name: &str) -> Result<Option<LogonFacts>> {
        self.direct().await.ask(|sql| {
            let statement = select_users!(
                "principal p CROSS JOIN user u ON u.rid = p.rid CROSS JOIN domain d",
                "AND p.folded = ?",
                concat!(", ", policy_columns!())
            );
            sql.first(statement, [fold(name)], |row| {
                let (user, passwords) = read(row)?;
                Ok(LogonFacts {
                    policy: Policy::read(row)?,
                    groups: ask_memberships(sql, user.rid)?,
                    user,
                    passwords,
                })
            })
        })
    }

    /// Users with RIDs above `after`, by RID, at most `limit`; only those that have one of the bits of `control`, unless
    /// that is 0. `SamrEnumerateUsersInDomain`, [MS-SAMR] 3.1.5.2.5.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn users(&self, after: u32, limit: u32, control: u32) -> Result<Vec<UserEntry>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query(if control == Control::NORMAL_ACCOUNT {
            "SELECT u.rid, p.name, u.control
            FROM user u INDEXED BY user_person CROSS JOIN principal p ON p.db = 0 AND p.rid = u.rid
            WHERE u.rid > ?1 AND u.control & 16 != 0 ORDER BY u.rid LIMIT ?3"
        } else {
            "SELECT u.rid, p.name, u.control FROM user u CROSS JOIN principal p ON p.db = 0 AND p.rid = u.rid
            WHERE u.rid > ?1 AND (?2 = 0 OR u.control & ?2 != 0) ORDER BY u.rid LIMIT ?3"
        })
        .bind(after)
        .bind(control)
        .bind(limit)
        .fetch_all(&mut *reader)
        .await?;
        let entry = |row: &sqlx::sqlite::SqliteRow| {
            Ok(UserEntry {
                rid: row.try_get("rid")?,
                name: row.try_get("name")?,
                control: row.try_get("control")?,
            })
        };
        rows.iter().map(entry).collect()
    }

    /// Users by name, for a list that somebody looks at: at most `limit` after the first `skip`; `control` as in
    /// [`Store::users`]. `SamrQueryDisplayInformation`, [MS-SAMR] 3.1.5.3.3.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn users_by_name(&self, skip: u32, limit: u32, control: u32) -> Result<Vec<User>> {
        let mut reader = self.reader().await;
        // A few people among many computers are sorted; many are met often enough in the order of all names.
        let few = control == Control::NORMAL_ACCOUNT && {
            let people: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM (
                    SELECT 1 FROM user INDEXED BY user_person WHERE control & 16 != 0 LIMIT ?
                )",
            )
            .bind(FEW)
            .fetch_one(&mut *reader)
            .await?;
            people < FEW
        };
        let rows = sqlx::query(if few {
            select_users!(
                "user u INDEXED BY user_person CROSS JOIN principal p ON p.rid = u.rid",
                "AND u.control & 16 != 0 AND u.control & ?1 != 0 ORDER BY p.folded LIMIT ?2 OFFSET ?3"
            )
        } else {
            select_users!("AND (?1 = 0 OR u.control & ?1 != 0) ORDER BY p.folded LIMIT ?2 OFFSET ?3")
        })
        .bind(control)
        .bind(limit)
        .bind(skip)
        .fetch_all(&mut *reader)
        .await?;
        rows.iter().map(User::read).collect()
    }

    /// How many users of such a list have names before this one. `SamrGetDisplayEnumerationIndex`, [MS-SAMR] 3.1.5.3.5.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) of the file.
    pub async fn users_before(&self, name: &str, control: u32) -> Result<u64> {
        let mut reader = self.reader().await;
        let row = sqlx::query(
            "SELECT count(*) AS before FROM principal p CROSS JOIN user u ON u.rid = p.rid
            WHERE p.db = 0 AND p.kind = 1 AND p.folded < ?1 AND (?2 = 0 OR u.control & ?2 != 0)",
        )
        .bind(fold(name))
        .bind(control)
        .fetch_one(&mut *reader)
        .await?;
        row.count("before")
    }
}

fn read(row: &Row<'_>) -> Result<(User, Passwords)> {
    Ok((User::read(row)?, Passwords::read(row)?))
}

/// How many people can be sorted for each page of a list.
const FEW: i64 = 10_000;
