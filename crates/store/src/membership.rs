//! A machine's membership of a domain: one row, whose secret is sealed before it comes here.

use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use wire::Sid;

use crate::init::Kind;
use crate::value::Columns as _;
use crate::{Result, Store, StoreError, machine};

/// A membership as it stands in the file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MembershipRecord {
    /// NetBIOS name of the domain.
    pub domain: String,
    /// Its name in the DNS, if it has one.
    pub dns_name: Option<String>,
    /// Its SID.
    pub sid: Sid,
    /// The computer's name.
    pub computer: String,
    /// The name that its account was to get, as long as it is not known whether it has.
    pub renaming: Option<String>,
    /// The only domain controller to use, if one was named.
    pub server: Option<String>,
    /// How often it was written down.
    pub generation: u64,
    /// What the machine was known by when it joined.
    pub marks: MachineMarks,
    /// Which key it is sealed under.
    pub key_id: [u8; 8],
    /// The nonce of the sealing.
    pub nonce: [u8; 12],
    /// The values of the password, sealed.
    pub sealed: Vec<u8>,
}

/// What tells one machine from another.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MachineMarks {
    /// machine-id(5) of the operating system, where there is one.
    pub machine_id: Option<String>,
    /// The UUID that the firmware gives, where it may be read.
    pub product_uuid: Option<String>,
}

impl MembershipRecord {
    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            domain: row.try_get("domain")?,
            dns_name: row.try_get("dns_name")?,
            sid: row.sid("sid")?,
            computer: row.try_get("computer")?,
            renaming: row.try_get("renaming")?,
            server: row.try_get("server")?,
            generation: row.count("generation")?,
            marks: MachineMarks {
                machine_id: row.try_get("machine_id")?,
                product_uuid: row.try_get("product_uuid")?,
            },
            key_id: octets(row, "key_id")?,
            nonce: octets(row, "nonce")?,
            sealed: row.try_get("sealed")?,
        })
    }
}

fn octets<const N: usize>(row: &SqliteRow, column: &str) -> Result<[u8; N]> {
    let octets: &[u8] = row.try_get(column)?;
    octets.try_into().map_err(|_| StoreError::Corrupt)
}

impl Store {
    /// The machine's membership, if it has one.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn membership(&self) -> Result<Option<MembershipRecord>> {
        let mut reader = self.reader().await;
        let row = sqlx::query("SELECT * FROM membership")
            .fetch_optional(&mut *reader)
            .await?;
        row.as_ref().map(MembershipRecord::read).transpose()
    }

    /// Writes the membership down in place of the one before. It is on the disk when the method returns, and the machine is
    /// called as its account is.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn save_membership(&self, record: &MembershipRecord) -> Result<()> {
        let generation =
            i64::try_from(record.generation).map_err(|_| StoreError::InvalidValue {
                field: "generation",
            })?;
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        sqlx::query(
            "INSERT OR REPLACE INTO membership (one, domain, dns_name, sid, computer, renaming, server, generation,
                machine_id, product_uuid, key_id, nonce, sealed) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&record.domain)
        .bind(&record.dns_name)
        .bind(record.sid.to_string())
        .bind(&record.computer)
        .bind(&record.renaming)
        .bind(&record.server)
        .bind(generation)
        .bind(&record.marks.machine_id)
        .bind(&record.marks.product_uuid)
        .bind(&record.key_id[..])
        .bind(&record.nonce[..])
        .bind(&record.sealed)
        .execute(&mut *sql)
        .await?;
        machine::call(&mut sql, &record.computer).await?;
        sql.commit().await?;
        Ok(())
    }

    /// Forgets the membership, if there is one.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn remove_membership(&self) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        sqlx::query("DELETE FROM membership")
            .execute(&mut *sql)
            .await?;
        sql.commit().await?;
        Ok(())
    }
}

/// Whose file it is. The first version had only domains.
pub(crate) async fn kind_of(sql: &mut SqliteConnection, version: u32) -> Result<Kind> {
    if version < 2 {
        return Ok(Kind::Domain);
    }
    let marked: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM machine)")
        .fetch_one(sql)
        .await?;
    Ok(if marked { Kind::Machine } else { Kind::Domain })
}
