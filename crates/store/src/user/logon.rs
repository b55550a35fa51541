//! What logons leave behind: counts and times, and locked accounts.

use sqlx::sqlite::SqliteConnection;
use wire::FileTime;

use super::{User, load};
use crate::change_log::{self, Database, DeltaType, Subject};
use crate::value::stored;
use crate::{Policy, Result, Store, StoreError};

/// What a wrong password did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BadPassword {
    /// How many are counted together now.
    pub count: u16,
    /// Whether the account is locked.
    pub locked: bool,
    /// Whether this one locked it.
    pub just_locked: bool,
}

impl User {
    /// Whether wrong passwords have locked the account, and still do.
    #[must_use]
    pub fn is_locked(&self, policy: &Policy, now: FileTime) -> bool {
        self.lockout_time != FileTime::ZERO
            && now < policy.lockout_duration.after(self.lockout_time)
    }

    /// Whether wrong passwords can lock the account. Computers change their passwords by themselves, and anybody could
    /// lock a computer, or the last administrator, out of the domain; `DOMAIN_LOCKOUT_ADMINS`, [MS-SAMR] 2.2.3.1,
    /// includes the latter.
    const fn can_be_locked(&self, policy: &Policy) -> bool {
        const DOMAIN_LOCKOUT_ADMINS: u32 = 0x0000_0008;
        !self.is_machine()
            && (self.rid != crate::init::ADMINISTRATOR
                || policy.password_properties & DOMAIN_LOCKOUT_ADMINS != 0)
    }
}

impl Store {
    /// Counts a wrong password, and locks the account at the policy's threshold. While the account is locked nothing is
    /// counted. A count that is older than the observation window, or whose lockout is over, begins anew.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub async fn record_bad_password(&self, rid: u32, now: FileTime) -> Result<BadPassword> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin_statistics().await?;
        let outcome = count_bad_password(&mut sql, rid, now).await?;
        if !outcome.just_locked {
            sql.commit().await?;
            return Ok(outcome);
        }
        // Backup controllers must refuse the account, too, so this one goes into the change log and must last; mere
        // counts are each controller's own.
        sql.rollback().await?;
        let mut sql = writer.begin().await?;
        let outcome = count_bad_password(&mut sql, rid, now).await?;
        let subject = Subject::rid(rid);
        let delta = DeltaType::ADD_OR_CHANGE_USER;
        change_log::append(&mut sql, Database::Sam, delta, subject, now).await?;
        sql.commit().await?;
        Ok(outcome)
    }

    /// Notes a logon: time and count; wrong passwords before it are forgotten. It does not unlock an account.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub async fn record_logon(&self, rid: u32, now: FileTime) -> Result<()> {
        self.note(
            "UPDATE user SET last_logon = ?, logon_count = min(logon_count + 1, 65535), bad_password_count = 0 WHERE rid = ?",
            rid,
            now,
        )
        .await
    }

    /// Notes a logoff.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub async fn record_logoff(&self, rid: u32, now: FileTime) -> Result<()> {
        self.note("UPDATE user SET last_logoff = ? WHERE rid = ?", rid, now)
            .await
    }

    /// Notes when a computer came with its previous password; [`FileTime::ZERO`], that it came with the one in use.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub async fn record_previous_password(&self, rid: u32, used: FileTime) -> Result<()> {
        self.note("UPDATE user SET previous_used = ? WHERE rid = ?", rid, used)
            .await
    }

    async fn note(&self, update: &'static str, rid: u32, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let noted = sqlx::query(update)
            .bind(stored(now))
            .bind(rid)
            .execute(writer.statistics().await?)
            .await?;
        if noted.rows_affected() == 0 {
            return Err(StoreError::NoSuchAccount);
        }
        Ok(())
    }
}

async fn count_bad_password(
    sql: &mut SqliteConnection,
    rid: u32,
    now: FileTime,
) -> Result<BadPassword> {
    let policy = Policy::load(sql).await?;
    let user = load(sql, rid).await?;
    if user.is_locked(&policy, now) {
        return Ok(BadPassword {
            count: user.bad_password_count,
            locked: true,
            just_locked: false,
        });
    }
    let window = policy.lockout_observation_window;
    let begins_anew =
        user.lockout_time != FileTime::ZERO || now >= window.after(user.bad_password_time);
    let before = if begins_anew {
        0
    } else {
        user.bad_password_count
    };
    let count = before.saturating_add(1);
    let threshold = policy.lockout_threshold;
    let locked = threshold != 0 && count >= threshold && user.can_be_locked(&policy);
    let lockout_time = if locked { now } else { FileTime::ZERO };
    sqlx::query(
        "UPDATE user SET bad_password_count = ?, bad_password_time = ?, lockout_time = ? WHERE rid = ?",
    )
    .bind(count)
    .bind(stored(now))
    .bind(stored(lockout_time))
    .bind(rid)
    .execute(sql)
    .await?;
    Ok(BadPassword {
        count,
        locked,
        just_locked: locked,
    })
}
