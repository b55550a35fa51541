//! Many accounts at once, for benchmarks.

use auth::NtHash;
use wire::FileTime;

use super::Control;
use super::write::{NewUser, insert};
use crate::change_log::{self, Database};
use crate::{Result, Store, domain};

impl Store {
    /// Makes the workstations `PREFIX0$`, `PREFIX1$`… with one password, some thousand in each transaction. The change log
    /// counts them without telling of each: a backup controller needs the whole database then.
    ///
    /// # Errors
    /// As of [`Store::create_user`]; the transactions before stay.
    pub async fn add_many_machines(
        &self,
        prefix: &str,
        count: u32,
        hash: &NtHash,
        now: FileTime,
    ) -> Result<()> {
        let mut first: u32 = 0;
        while first < count {
            let end = count.min(first.saturating_add(BATCH));
            self.add_batch(prefix, first..end, hash, now).await?;
            first = end;
        }
        Ok(())
    }

    async fn add_batch(
        &self,
        prefix: &str,
        numbers: std::ops::Range<u32>,
        hash: &NtHash,
        now: FileTime,
    ) -> Result<()> {
        let made = numbers.end.saturating_sub(numbers.start);
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        for number in numbers {
            let name = format!("{prefix}{number}$");
            let rid = domain::next_rid(&mut sql).await?;
            let machine = NewUser {
                password: Some(hash),
                ..NewUser::new(&name, Control::WORKSTATION_TRUST_ACCOUNT, now)
            };
            insert(&mut sql, rid, &machine).await?;
        }
        change_log::skip(&mut sql, Database::Sam, made).await?;
        sql.commit().await?;
        Ok(())
    }
}

const BATCH: u32 = 10_000;
