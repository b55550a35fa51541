//! What an administrator has said of a machine: which workgroup it is in, and whether its Netlogon service starts.

use sqlx::Row as _;
use sqlx::sqlite::SqliteConnection;
use wire::NetbiosName;

use crate::{Result, Store, StoreError};

/// What an administrator has said of a machine.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Machine {
    /// The workgroup that it is in while it is in no domain.
    pub workgroup: NetbiosName,
    /// How its Netlogon service starts, as [MS-SCMR] 2.2.15 has it in `dwStartType`.
    pub netlogon_start: u32,
}

impl Store {
    /// What has been said of the machine.
    ///
    /// # Errors
    /// [`StoreError::OfDomain`] for a file that is no machine's.
    pub async fn machine(&self) -> Result<Machine> {
        let mut reader = self.reader().await;
        let row = sqlx::query("SELECT workgroup, netlogon_start FROM machine")
            .fetch_optional(&mut *reader)
            .await?
            .ok_or(StoreError::OfDomain)?;
        let workgroup: &str = row.try_get("workgroup")?;
        Ok(Machine {
            workgroup: workgroup.parse().map_err(|_| StoreError::Corrupt)?,
            netlogon_start: row.try_get("netlogon_start")?,
        })
    }

    /// Puts the machine in a workgroup.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn set_workgroup(&self, workgroup: &NetbiosName) -> Result<()> {
        let set = sqlx::query("UPDATE machine SET workgroup = ?").bind(workgroup.as_str());
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        set.execute(&mut *sql).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Gives the machine another name. One that is a member of a domain has the name of its account there, which
    /// [`Store::save_membership`] sees to.
    ///
    /// # Errors
    /// [`StoreError::OfDomain`] for a file that is no machine's.
    pub async fn rename_machine(&self, name: &NetbiosName) -> Result<()> {
        self.machine().await?;
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        call(&mut sql, name.as_str()).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Says how the Netlogon service starts.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn set_netlogon_start(&self, start_type: u32) -> Result<()> {
        let set = sqlx::query("UPDATE machine SET netlogon_start = ?").bind(start_type);
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        set.execute(&mut *sql).await?;
        sql.commit().await?;
        Ok(())
    }
}

/// Gives a machine a name, which is also that of the domain that its own accounts are in.
pub(crate) async fn call(sql: &mut SqliteConnection, name: &str) -> Result<()> {
    sqlx::query("UPDATE domain SET name = ?1, controller = ?1 WHERE controller <> ?1")
        .bind(name)
        .execute(sql)
        .await?;
    Ok(())
}
