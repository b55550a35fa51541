//! What computers say of themselves.

use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::{Result, Store, StoreError};

/// What a computer has said of itself, or an administrator for it. It counts for nobody's rights.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Computer {
    /// `dNSHostName`; empty if it has said nothing.
    pub dns_host_name: String,
    /// `operatingSystem`.
    pub operating_system: String,
    /// `operatingSystemVersion`.
    pub operating_system_version: String,
    /// `operatingSystemServicePack`.
    pub operating_system_service_pack: String,
    /// `servicePrincipalName`.
    pub service_principal_names: Vec<String>,
    /// `msDS-SupportedEncryptionTypes`.
    pub supported_encryption_types: Option<u32>,
}

impl Computer {
    /// The longest text, in octets.
    pub const MAX_TEXT: usize = 1024;
    /// How many names of services there can be.
    pub const MAX_NAMES: usize = 100;

    fn read(row: &SqliteRow) -> Result<Self> {
        let names: &str = row.try_get("service_principal_names")?;
        Ok(Self {
            dns_host_name: row.try_get("dns_host_name")?,
            operating_system: row.try_get("operating_system")?,
            operating_system_version: row.try_get("operating_system_version")?,
            operating_system_service_pack: row.try_get("operating_system_service_pack")?,
            service_principal_names: names.lines().map(str::to_owned).collect(),
            supported_encryption_types: row.try_get("supported_encryption_types")?,
        })
    }

    /// Whoever writes is bounded: what it says is kept, and sent to everybody who asks.
    fn check(&self) -> Result<()> {
        let invalid = |field| Err(StoreError::InvalidValue { field });
        for (field, text) in [
            ("dNSHostName", &self.dns_host_name),
            ("operatingSystem", &self.operating_system),
            ("operatingSystemVersion", &self.operating_system_version),
            (
                "operatingSystemServicePack",
                &self.operating_system_service_pack,
            ),
        ] {
            if text.len() > Self::MAX_TEXT {
                return invalid(field);
            }
        }
        let names = &self.service_principal_names;
        let is_line = |name: &String| {
            !name.is_empty() && name.len() <= Self::MAX_TEXT && !name.contains(['\n', '\r'])
        };
        if names.len() > Self::MAX_NAMES || !names.iter().all(is_line) {
            return invalid("servicePrincipalName");
        }
        Ok(())
    }
}

impl Store {
    /// What the computer of this RID has said of itself, if it has said anything.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn computer(&self, rid: u32) -> Result<Option<Computer>> {
        let mut reader = self.reader().await;
        find(&mut reader, rid).await
    }

    /// Changes it, or `initial` if it has said nothing yet; what `change` refuses does not happen.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], [`StoreError::InvalidValue`] for texts that are too long or too many; and, within,
    /// whatever `change` has against it.
    pub async fn update_computer<E>(
        &self,
        rid: u32,
        initial: Computer,
        change: impl FnOnce(&mut Computer) -> Result<(), E> + Send,
    ) -> Result<Result<(), E>> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let mut computer = find(&mut sql, rid).await?.unwrap_or(initial);
        let former = computer.clone();
        if let Err(refused) = change(&mut computer) {
            return Ok(Err(refused));
        }
        if computer != former {
            computer.check()?;
            save(&mut sql, rid, &computer).await?;
            sql.commit().await?;
        }
        Ok(Ok(()))
    }
}

async fn find(sql: &mut SqliteConnection, rid: u32) -> Result<Option<Computer>> {
    let row = sqlx::query("SELECT * FROM computer WHERE rid = ?")
        .bind(rid)
        .fetch_optional(sql)
        .await?;
    row.as_ref().map(Computer::read).transpose()
}

async fn save(sql: &mut SqliteConnection, rid: u32, computer: &Computer) -> Result<()> {
    // Of a user only, which might have been deleted meanwhile.
    let saved = sqlx::query(
        "INSERT OR REPLACE INTO computer (rid, dns_host_name, operating_system, operating_system_version,
            operating_system_service_pack, service_principal_names, supported_encryption_types)
        SELECT rid, ?, ?, ?, ?, ?, ? FROM user WHERE rid = ?",
    )
    .bind(&computer.dns_host_name)
    .bind(&computer.operating_system)
    .bind(&computer.operating_system_version)
    .bind(&computer.operating_system_service_pack)
    .bind(computer.service_principal_names.join("\n"))
    .bind(computer.supported_encryption_types)
    .bind(rid)
    .execute(sql)
    .await?;
    if saved.rows_affected() == 0 {
        return Err(StoreError::NoSuchAccount);
    }
    Ok(())
}
