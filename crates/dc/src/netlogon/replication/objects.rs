//! What the databases consist of, and which delta tells of it.

use lsa::unreadable;
use msrpc::netlogon::{ChangeLogEntry, ChangeLogObject, Delta, DeltaRename, DeltaType};
use store::{AliasId, Change, Database, SamDomain};
use wire::{NtStatus, Sid};

use super::position::{Phase, Position};
use crate::Controller;
use crate::netlogon::Channel;

/// An object of a database, or a list of members, which has deltas of its own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Object {
    Domain(SamDomain),
    Group(u32),
    User(u32),
    GroupMembers(u32),
    Alias(AliasId),
    AliasMembers(AliasId),
    Policy,
    TrustedDomain(Sid),
    Account(Sid),
    Secret(String),
}

impl Object {
    /// The object of a change; `None` for one that the database cannot have.
    fn new(
        database: Database,
        delta_type: DeltaType,
        rid: u32,
        sid: Option<Sid>,
        name: Option<String>,
    ) -> Option<Self> {
        let sam = match database {
            Database::Sam => Some(SamDomain::Account),
            Database::Builtin => Some(SamDomain::Builtin),
            Database::Lsa => None,
        };
        let alias = sam.map(|domain| AliasId { domain, rid });
        let in_domain = database == Database::Sam;
        let in_lsa = database == Database::Lsa;
        Some(match delta_type {
            DeltaType::DOMAIN => Self::Domain(sam?),
            DeltaType::GROUP | DeltaType::DELETE_GROUP | DeltaType::RENAME_GROUP if in_domain => {
                Self::Group(rid)
            }
            DeltaType::USER | DeltaType::DELETE_USER | DeltaType::RENAME_USER if in_domain => {
                Self::User(rid)
            }
            DeltaType::GROUP_MEMBERS if in_domain => Self::GroupMembers(rid),
            DeltaType::ALIAS | DeltaType::DELETE_ALIAS | DeltaType::RENAME_ALIAS => {
                Self::Alias(alias?)
            }
            DeltaType::ALIAS_MEMBERS => Self::AliasMembers(alias?),
            DeltaType::LSA_POLICY if in_lsa => Self::Policy,
            DeltaType::LSA_TRUSTED_DOMAIN | DeltaType::DELETE_LSA_TRUSTED_DOMAIN if in_lsa => {
                Self::TrustedDomain(sid?)
            }
            DeltaType::LSA_ACCOUNT | DeltaType::DELETE_LSA_ACCOUNT if in_lsa => Self::Account(sid?),
            DeltaType::LSA_SECRET | DeltaType::DELETE_LSA_SECRET if in_lsa => {
                Self::Secret(name.filter(|name| is_global(name))?)
            }
            _ => return None,
        })
    }

    /// The object of an entry that a client has of it.
    pub(super) fn of_entry(entry: ChangeLogEntry) -> Option<Self> {
        let delta_type = entry.delta_type();
        let database = match entry.database {
            0 => Database::Sam,
            1 => Database::Builtin,
            2 => Database::Lsa,
            _ => return None,
        };
        let (sid, name) = match entry.object {
            ChangeLogObject::Rid => (None, None),
            ChangeLogObject::Sid(sid) => (Some(sid), None),
            ChangeLogObject::Name(name) => (None, Some(name)),
        };
        Self::new(database, delta_type, entry.rid, sid, name)
    }

    /// That it is gone; `None` for what cannot go.
    pub(super) fn deletion(&self) -> Option<Delta> {
        Some(match self {
            Self::Group(rid) | Self::GroupMembers(rid) => Delta::DeleteGroup { rid: *rid },
            Self::User(rid) => Delta::DeleteUser { rid: *rid },
            Self::Alias(id) | Self::AliasMembers(id) => Delta::DeleteAlias { rid: id.rid },
            Self::TrustedDomain(sid) => Delta::DeleteLsaTrustedDomain {
                sid: Some(sid.clone()),
            },
            Self::Account(sid) => Delta::DeleteLsaAccount {
                sid: Some(sid.clone()),
            },
            Self::Secret(name) => Delta::DeleteLsaSecret {
                name: Some(name.as_str().into()),
            },
            Self::Domain(_) | Self::Policy => return None,
        })
    }
}

/// Whether a secret is everybody's: local ones, such as `$MACHINE.ACC`, stay where they are (KB Q197160).
pub(super) fn is_global(name: &str) -> bool {
    name.get(..2)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("G$"))
}

impl Controller {
    /// The next objects at a position, each with the key that comes before the rest; none when the phase is over.
    pub(super) async fn objects(
        &self,
        position: Position,
        limit: u32,
    ) -> Result<Vec<(u32, Object)>, NtStatus> {
        let Some(phase) = position.phase() else {
            return Ok(Vec::new());
        };
        let (store, after) = (self.store(), position.after);
        let domain = match position.database {
            Database::Builtin => SamDomain::Builtin,
            Database::Sam | Database::Lsa => SamDomain::Account,
        };
        let once = |object| {
            if after == 0 {
                vec![(1, object)]
            } else {
                vec![]
            }
        };
        Ok(match phase {
            Phase::Domain => once(Object::Domain(domain)),
            Phase::Policy => once(Object::Policy),
            Phase::Groups | Phase::GroupMembers => {
                let groups = store.groups(after, limit).await.map_err(unreadable)?;
                let object = |rid| match phase {
                    Phase::Groups => Object::Group(rid),
                    _ => Object::GroupMembers(rid),
                };
                let groups = groups.iter().map(|group| (group.rid, object(group.rid)));
                groups.collect()
            }
            Phase::Users => {
                let users = store.users(after, limit, 0).await.map_err(unreadable)?;
                let users = users.iter().map(|user| (user.rid, Object::User(user.rid)));
                users.collect()
            }
            Phase::Aliases | Phase::AliasMembers => {
                let aliases = store.aliases(domain, after, limit).await;
                let aliases = aliases.map_err(unreadable)?;
                let object = |id| match phase {
                    Phase::Aliases => Object::Alias(id),
                    _ => Object::AliasMembers(id),
                };
                let aliases = aliases.iter().map(|alias| (alias.id.rid, object(alias.id)));
                aliases.collect()
            }
            Phase::TrustedDomains => {
                let domains = store.trusted_domains(after, limit).await;
                let domains = domains.map_err(unreadable)?.into_iter();
                numbered(
                    after,
                    domains.map(|domain| Object::TrustedDomain(domain.sid)),
                )
            }
            Phase::Accounts => {
                let accounts = store.rights_accounts(after, limit).await;
                let accounts = accounts.map_err(unreadable)?.into_iter();
                numbered(after, accounts.map(Object::Account))
            }
            Phase::Secrets => {
                let names = store.secret_names().await.map_err(unreadable)?;
                let names = names.into_iter().filter(|name| is_global(name));
                let skip = usize::try_from(after).unwrap_or(usize::MAX);
                numbered(after, names.skip(skip).map(Object::Secret))
            }
        })
    }

    /// The delta of an object as it is now; `None` if there is no such object.
    pub(super) async fn delta(
        &self,
        channel: &Channel,
        object: &Object,
    ) -> Result<Option<Delta>, NtStatus> {
        match object {
            Object::Domain(domain) => self.domain_delta(*domain).await.map(Some),
            Object::Group(rid) => self.group_delta(*rid).await,
            Object::User(rid) => self.user_delta(channel, *rid).await,
            Object::GroupMembers(rid) => self.group_members_delta(*rid).await,
            Object::Alias(id) => self.alias_delta(*id).await,
            Object::AliasMembers(id) => self.alias_members_delta(*id).await,
            Object::Policy => self.policy_delta().await.map(Some),
            Object::TrustedDomain(sid) => self.trusted_domain_delta(sid).await,
            Object::Account(sid) => self.account_delta(sid).await,
            Object::Secret(name) => self.secret_delta(channel, name).await,
        }
    }

    /// The delta of an entry of the change log; `None` if what it tells of is gone, or nobody else's business.
    pub(super) async fn delta_of_change(
        &self,
        channel: &Channel,
        database: Database,
        change: Change,
    ) -> Result<Option<Delta>, NtStatus> {
        let delta_type = DeltaType(change.delta.0);
        let (rid, former) = (change.rid, change.name.clone());
        let object = Object::new(database, delta_type, rid, change.sid, change.name);
        let Some(object) = object else {
            return Ok(None);
        };
        match delta_type {
            DeltaType::DELETE_GROUP
            | DeltaType::DELETE_USER
            | DeltaType::DELETE_ALIAS
            | DeltaType::DELETE_LSA_TRUSTED_DOMAIN
            | DeltaType::DELETE_LSA_ACCOUNT
            | DeltaType::DELETE_LSA_SECRET => Ok(object.deletion()),
            DeltaType::RENAME_GROUP | DeltaType::RENAME_USER | DeltaType::RENAME_ALIAS => {
                let name = self.name_of(&object).await?;
                let rename = name.map(|name| {
                    Some(Box::new(DeltaRename {
                        old_name: former.unwrap_or_default().into(),
                        new_name: name.into(),
                        ..DeltaRename::default()
                    }))
                });
                Ok(rename.map(|change| match object {
                    Object::Group(_) => Delta::RenameGroup { rid, change },
                    Object::User(_) => Delta::RenameUser { rid, change },
                    _ => Delta::RenameAlias { rid, change },
                }))
            }
            _ => self.delta(channel, &object).await,
        }
    }

    /// The name of a user, group or alias, if there is one.
    async fn name_of(&self, object: &Object) -> Result<Option<String>, NtStatus> {
        let store = self.store();
        let name = match object {
            Object::Group(rid) => store
                .group(*rid)
                .await
                .map(|found| found.map(|one| one.name)),
            Object::User(rid) => store
                .user(*rid)
                .await
                .map(|found| found.map(|one| one.name)),
            Object::Alias(id) => store
                .alias(*id)
                .await
                .map(|found| found.map(|one| one.name)),
            _ => Ok(None),
        };
        name.map_err(unreadable)
    }
}

/// Objects with the keys that count them.
fn numbered(after: u32, objects: impl Iterator<Item = Object>) -> Vec<(u32, Object)> {
    let keys = (1..).map(|number: u32| after.saturating_add(number));
    keys.zip(objects).collect()
}
