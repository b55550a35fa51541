//! Deltas of the domain, its groups and its aliases.

use lsa::unreadable;
use msrpc::netlogon::{
    Delta, DeltaAlias, DeltaAliasMembers, DeltaDomain, DeltaGroup, DeltaGroupMembers, DeltaMembers,
};
use msrpc::samr::{GroupAttributes, GroupMembership, PasswordProperties};
use ndr::ShortBlob;
use store::{AliasId, Policy, SamDomain, StoreError};
use wire::NtStatus;

use crate::Controller;

impl Controller {
    pub(super) async fn domain_delta(&self, domain: SamDomain) -> Result<Delta, NtStatus> {
        let state = self.store().database_state(domain.database()).await;
        let state = state.map_err(unreadable)?;
        let (name, policy) = match domain {
            SamDomain::Account => {
                let policy = self.store().policy().await.map_err(unreadable)?;
                (self.names().domain.as_str(), policy)
            }
            // [MS-SAMR] 3.1.4.2: `BUILTIN` has the policy that a domain is born with.
            SamDomain::Builtin => ("Builtin", Policy::default()),
        };
        let change = DeltaDomain {
            name: name.into(),
            oem_information: policy.oem_information.as_str().into(),
            force_logoff: policy.force_logoff.0.into(),
            min_password_length: policy.min_password_length,
            password_history_length: policy.password_history_length,
            max_password_age: policy.max_password_age.0.into(),
            min_password_age: policy.min_password_age.0.into(),
            modified_count: i64::try_from(state.serial).unwrap_or(i64::MAX).into(),
            creation_time: state.created,
            lockout_information: lockout(&policy),
            password_properties: PasswordProperties(policy.password_properties),
            ..DeltaDomain::default()
        };
        Ok(Delta::Domain {
            rid: 0,
            change: Some(Box::new(change)),
        })
    }

    pub(super) async fn group_delta(&self, rid: u32) -> Result<Option<Delta>, NtStatus> {
        let group = self.store().group(rid).await.map_err(unreadable)?;
        Ok(group.map(|group| Delta::Group {
            rid,
            change: Some(Box::new(DeltaGroup {
                name: group.name.into(),
                rid,
                attributes: GroupAttributes(group.attributes),
                admin_comment: group.description.into(),
                ..DeltaGroup::default()
            })),
        }))
    }

    pub(super) async fn group_members_delta(&self, rid: u32) -> Result<Option<Delta>, NtStatus> {
        let mut all = Vec::new();
        loop {
            let after = all
                .last()
                .map_or(0, |last: &GroupMembership| last.relative_id);
            let members = match self.store().group_members(rid, after, PAGE).await {
                Ok(members) => members,
                Err(StoreError::NoSuchGroup) => return Ok(None),
                Err(error) => return Err(unreadable(error)),
            };
            if members.is_empty() {
                break;
            }
            all.extend(members.iter().map(|member| GroupMembership {
                relative_id: member.rid,
                attributes: GroupAttributes(member.attributes),
            }));
        }
        Ok(Some(Delta::GroupMembers {
            rid,
            change: Some(Box::new(DeltaGroupMembers {
                members: DeltaMembers(all),
                ..DeltaGroupMembers::default()
            })),
        }))
    }

    pub(super) async fn alias_delta(&self, id: AliasId) -> Result<Option<Delta>, NtStatus> {
        let alias = self.store().alias(id).await.map_err(unreadable)?;
        Ok(alias.map(|alias| Delta::Alias {
            rid: id.rid,
            change: Some(Box::new(DeltaAlias {
                name: alias.name.into(),
                rid: id.rid,
                comment: alias.description.into(),
                ..DeltaAlias::default()
            })),
        }))
    }

    pub(super) async fn alias_members_delta(&self, id: AliasId) -> Result<Option<Delta>, NtStatus> {
        let members = match self.store().alias_members(id).await {
            Ok(members) => members,
            Err(StoreError::NoSuchAlias) => return Ok(None),
            Err(error) => return Err(unreadable(error)),
        };
        Ok(Some(Delta::AliasMembers {
            rid: id.rid,
            change: Some(Box::new(DeltaAliasMembers {
                members: members.into_iter().map(Some).collect::<Vec<_>>().into(),
                ..DeltaAliasMembers::default()
            })),
        }))
    }
}

/// Members that are read at a time.
const PAGE: u32 = 10_000;

/// `SAMPR_DOMAIN_LOCKOUT_INFORMATION`, [MS-SAMR] 2.2.3.15, as it is in memory: three members, and room up to the next
/// multiple of eight octets.
fn lockout(policy: &Policy) -> ShortBlob {
    let octets = [
        policy.lockout_duration.0.to_le_bytes(),
        policy.lockout_observation_window.0.to_le_bytes(),
        u64::from(policy.lockout_threshold).to_le_bytes(),
    ];
    ShortBlob(Some(super::units(octets.as_flattened())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lockout_information() {
        let policy = Policy {
            lockout_duration: store::Span(-2),
            lockout_observation_window: store::Span(0x0004_0003),
            lockout_threshold: 5,
            ..Policy::default()
        };
        assert_eq!(
            lockout(&policy).0.unwrap(),
            [0xfffe, 0xffff, 0xffff, 0xffff, 3, 4, 0, 0, 5, 0, 0, 0]
        );
    }
}
