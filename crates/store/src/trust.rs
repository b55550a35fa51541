//! Trusted domains of LSA, [MS-LSAD] 3.1.1.5.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use wire::{FileTime, SecretBytes, Sid};

use crate::change_log::{self, DeltaType};
use crate::name::fold;
use crate::value::Columns as _;
use crate::{Control, Result, Store, StoreError, secret, user};

/// A trusted domain without what proves the trust, [MS-LSAD] 2.2.7.9.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TrustedDomain {
    /// The NetBIOS name.
    pub name: String,
    /// The DNS name, or the NetBIOS name again.
    pub dns_name: String,
    /// The SID.
    pub sid: Sid,
    /// `TrustDirection`.
    pub direction: u32,
    /// `TrustType`.
    pub trust_type: u32,
    /// `TrustAttributes`.
    pub attributes: u32,
    /// `TRUSTED_POSIX_OFFSET_INFO`.
    pub posix_offset: u32,
}

/// What proves a trust: the passwords, in UTF-16. Neither `Debug` nor `Clone`.
pub struct TrustAuth {
    /// What the other domain proves itself with.
    pub incoming: Option<SecretBytes>,
    /// What this one proves itself with.
    pub outgoing: Option<SecretBytes>,
}

impl TrustedDomain {
    /// `TRUST_DIRECTION_INBOUND`, [MS-LSAD] 2.2.7.9: the other domain trusts this one.
    pub const INBOUND: u32 = 1;
    /// `TRUST_DIRECTION_OUTBOUND`: this domain trusts the other.
    pub const OUTBOUND: u32 = 2;
    /// `TRUST_TYPE_DOWNLEVEL`: a domain without a directory.
    pub const DOWNLEVEL: u32 = 1;
    /// `TRUST_TYPE_UPLEVEL`: a domain with one.
    pub const UPLEVEL: u32 = 2;

    /// Whether this domain trusts the other.
    #[must_use]
    pub const fn is_outbound(&self) -> bool {
        self.direction & Self::OUTBOUND != 0
    }

    fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            name: row.try_get("name")?,
            dns_name: row.try_get("dns_name")?,
            sid: row.sid("sid")?,
            direction: row.try_get("direction")?,
            trust_type: row.try_get("type")?,
            attributes: row.try_get("attributes")?,
            posix_offset: row.try_get("posix_offset")?,
        })
    }
}

impl Store {
    /// The trusted domain of this SID.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn trusted_domain(&self, sid: &Sid) -> Result<Option<TrustedDomain>> {
        let mut reader = self.reader().await;
        let row = sqlx::query("SELECT * FROM trusted_domain WHERE sid = ?")
            .bind(sid.to_string())
            .fetch_optional(&mut *reader)
            .await?;
        row.as_ref().map(TrustedDomain::read).transpose()
    }

    /// The trusted domain of this NetBIOS or DNS name.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn trusted_domain_by_name(&self, name: &str) -> Result<Option<TrustedDomain>> {
        let mut reader = self.reader().await;
        let row = sqlx::query(
            "SELECT * FROM trusted_domain WHERE folded = ?1 OR folded_dns_name = ?1 ORDER BY folded != ?1 LIMIT 1",
        )
        .bind(fold(name))
        .fetch_optional(&mut *reader)
        .await?;
        row.as_ref().map(TrustedDomain::read).transpose()
    }

    /// Trusted domains by name, at most `limit` after the first `skip`.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn trusted_domains(&self, skip: u32, limit: u32) -> Result<Vec<TrustedDomain>> {
        let mut reader = self.reader().await;
        let rows = sqlx::query("SELECT * FROM trusted_domain ORDER BY folded LIMIT ? OFFSET ?")
            .bind(limit)
            .bind(skip)
            .fetch_all(&mut *reader)
            .await?;
        rows.iter().map(TrustedDomain::read).collect()
    }

    /// What proves the trust.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn trust_auth(&self, sid: &Sid) -> Result<Option<TrustAuth>> {
        let mut reader = self.reader().await;
        let row = sqlx::query("SELECT incoming, outgoing FROM trusted_domain WHERE sid = ?")
            .bind(sid.to_string())
            .fetch_optional(&mut *reader)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let blob = |column| -> Result<Option<SecretBytes>> {
            let octets: Option<Vec<u8>> = row.try_get(column)?;
            Ok(octets.map(SecretBytes::new))
        };
        Ok(Some(TrustAuth {
            incoming: blob("incoming")?,
            outgoing: blob("outgoing")?,
        }))
    }

    /// Writes a trusted domain down.
    ///
    /// # Errors
    /// [`StoreError::TrustExists`].
    pub async fn create_trusted_domain(
        &self,
        trust: &TrustedDomain,
        auth: &TrustAuth,
        now: FileTime,
    ) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        sqlx::query(
            "INSERT INTO trusted_domain
                (sid, name, folded, dns_name, folded_dns_name, direction, type, attributes, posix_offset, incoming, outgoing)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(trust.sid.to_string())
        .bind(&trust.name)
        .bind(fold(&trust.name))
        .bind(&trust.dns_name)
        .bind(fold(&trust.dns_name))
        .bind(trust.direction)
        .bind(trust.trust_type)
        .bind(trust.attributes)
        .bind(trust.posix_offset)
        .bind(auth.incoming.as_ref().map(SecretBytes::expose))
        .bind(auth.outgoing.as_ref().map(SecretBytes::expose))
        .execute(&mut *sql)
        .await
        .map_err(|error| StoreError::unique(error, StoreError::TrustExists))?;
        change_log::append_lsa(
            &mut sql,
            &trust.sid,
            DeltaType::ADD_OR_CHANGE_LSA_TDOMAIN,
            now,
        )
        .await?;
        sql.commit().await?;
        Ok(())
    }

    /// Changes a trusted domain; `change` is given it as it is, and its SID stays. `auth` replaces what proves the trust.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTrust`], [`StoreError::TrustExists`] for a name that another one has.
    pub async fn change_trusted_domain(
        &self,
        sid: &Sid,
        auth: Option<&TrustAuth>,
        now: FileTime,
        change: impl FnOnce(&mut TrustedDomain),
    ) -> Result<TrustedDomain> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let row = sqlx::query("SELECT * FROM trusted_domain WHERE sid = ?")
            .bind(sid.to_string())
            .fetch_optional(&mut *sql)
            .await?;
        let mut trust = TrustedDomain::read(&row.ok_or(StoreError::NoSuchTrust)?)?;
        change(&mut trust);
        trust.sid = sid.clone();
        sqlx::query(
            "UPDATE trusted_domain SET name = ?, folded = ?, dns_name = ?, folded_dns_name = ?, direction = ?, type = ?, attributes = ?,
                posix_offset = ? WHERE sid = ?",
        )
        .bind(&trust.name)
        .bind(fold(&trust.name))
        .bind(&trust.dns_name)
        .bind(fold(&trust.dns_name))
        .bind(trust.direction)
        .bind(trust.trust_type)
        .bind(trust.attributes)
        .bind(trust.posix_offset)
        .bind(sid.to_string())
        .execute(&mut *sql)
        .await
        .map_err(|error| StoreError::unique(error, StoreError::TrustExists))?;
        if let Some(auth) = auth {
            sqlx::query("UPDATE trusted_domain SET incoming = ?, outgoing = ? WHERE sid = ?")
                .bind(auth.incoming.as_ref().map(SecretBytes::expose))
                .bind(auth.outgoing.as_ref().map(SecretBytes::expose))
                .bind(sid.to_string())
                .execute(&mut *sql)
                .await?;
        }
        change_log::append_lsa(&mut sql, sid, DeltaType::ADD_OR_CHANGE_LSA_TDOMAIN, now).await?;
        sql.commit().await?;
        Ok(trust)
    }

    /// Deletes a trusted domain, and with it the secret `G$$NAME` and the interdomain trust account `NAME$`, as
    /// `LsarDeleteTrustedDomain` must, [MS-LSAD] 3.1.4.7.4.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTrust`].
    pub async fn delete_trusted_domain(&self, sid: &Sid, now: FileTime) -> Result<()> {
        let mut writer = self.writer().await;
        let mut sql = writer.begin().await?;
        let name: Option<String> =
            sqlx::query_scalar("DELETE FROM trusted_domain WHERE sid = ? RETURNING name")
                .bind(sid.to_string())
                .fetch_optional(&mut *sql)
                .await?;
        let name = name.ok_or(StoreError::NoSuchTrust)?;
        change_log::append_lsa(&mut sql, sid, DeltaType::DELETE_LSA_TDOMAIN, now).await?;
        secret::delete(&mut sql, &format!("G$${name}"), now).await?;
        let account: Option<u32> = sqlx::query_scalar(
            "SELECT u.rid FROM principal p JOIN user u ON u.rid = p.rid
            WHERE p.db = 0 AND p.kind = 1 AND p.folded = ? AND u.control & ? != 0",
        )
        .bind(fold(&format!("{name}$")))
        .bind(Control::INTERDOMAIN_TRUST_ACCOUNT)
        .fetch_optional(&mut *sql)
        .await?;
        if let Some(rid) = account {
            user::delete(&mut sql, rid, now).await?;
        }
        sql.commit().await?;
        Ok(())
    }
}
