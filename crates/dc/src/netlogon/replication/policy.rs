//! Deltas of the LSA: its policy, trusted domains, the rights of accounts, and global secrets.

use lsa::unreadable;
use msrpc::netlogon::{
    AuditingOptions, Delta, DeltaAccount, DeltaPolicy, DeltaPrivilege, DeltaPrivileges,
    DeltaSecret, DeltaTrustedDomain, EncryptedSecret,
};
use store::Database;
use wire::{NtStatus, SecretBytes, Sid};

use super::objects::is_global;
use crate::Controller;
use crate::netlogon::Channel;

impl Controller {
    pub(super) async fn policy_delta(&self) -> Result<Delta, NtStatus> {
        let state = self.store().database_state(Database::Lsa).await;
        let state = state.map_err(unreadable)?;
        let names = self.names();
        let change = DeltaPolicy {
            auditing_options: AuditingOptions(vec![0; AUDITED]),
            primary_domain_name: names.domain.as_str().into(),
            primary_domain_sid: Some(names.sid.clone()),
            modified_count: i64::try_from(state.serial).unwrap_or(i64::MAX).into(),
            creation_time: state.created,
            ..DeltaPolicy::default()
        };
        Ok(Delta::LsaPolicy {
            sid: Some(names.sid.clone()),
            change: Some(Box::new(change)),
        })
    }

    pub(super) async fn trusted_domain_delta(&self, sid: &Sid) -> Result<Option<Delta>, NtStatus> {
        let domain = self.store().trusted_domain(sid).await.map_err(unreadable)?;
        Ok(domain.map(|domain| Delta::LsaTrustedDomain {
            sid: Some(sid.clone()),
            change: Some(Box::new(DeltaTrustedDomain {
                name: domain.name.into(),
                posix_offset: domain.posix_offset,
                ..DeltaTrustedDomain::default()
            })),
        }))
    }

    pub(super) async fn account_delta(&self, sid: &Sid) -> Result<Option<Delta>, NtStatus> {
        let rights = self.store().account_rights(sid).await.map_err(unreadable)?;
        Ok(rights.map(|rights| {
            let privileges = rights.privileges.into_iter().map(|name| DeltaPrivilege {
                attributes: ENABLED,
                name: name.into(),
            });
            Delta::LsaAccount {
                sid: Some(sid.clone()),
                change: Some(Box::new(DeltaAccount {
                    privileges: DeltaPrivileges {
                        control: 0,
                        privileges: privileges.collect(),
                    },
                    system_access: rights.system_access,
                    ..DeltaAccount::default()
                })),
            }
        }))
    }

    pub(super) async fn secret_delta(
        &self,
        channel: &Channel,
        name: &str,
    ) -> Result<Option<Delta>, NtStatus> {
        if !is_global(name) {
            return Ok(None);
        }
        let secret = self.store().secret(name).await.map_err(unreadable)?;
        Ok(secret.map(|secret| Delta::LsaSecret {
            name: Some(secret.name.into()),
            change: Some(Box::new(DeltaSecret {
                current: encrypted(channel, secret.current.as_ref()),
                current_set: secret.current_set,
                old: encrypted(channel, secret.old.as_ref()),
                old_set: secret.old_set,
                ..DeltaSecret::default()
            })),
        }))
    }
}

fn encrypted(channel: &Channel, value: Option<&SecretBytes>) -> EncryptedSecret {
    let mut octets = value.map_or(Vec::new(), |value| value.expose().to_vec());
    channel.key.convert_delta_secret(&mut octets);
    EncryptedSecret {
        octets: octets.into(),
    }
}

/// `POLICY_AUDIT_EVENT_TYPE`, [MS-LSAD] 2.2.4.20: the kinds of event of NT 4, of which none is audited here.
const AUDITED: usize = 7;
/// `PrivilegeAttributes`, [MS-NRPC] 2.2.1.5.3: enabled, by default too.
const ENABLED: u32 = 3;
