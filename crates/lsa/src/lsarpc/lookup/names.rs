//! From names to SIDs, [MS-LSAT] 3.1.4.5 to 3.1.4.8.

use std::sync::Arc;

use msrpc::lsarpc::{
    LookupLevel, LookupNames, LookupNames2, LookupNames2Reply, LookupNames3, LookupNames3Reply,
    LookupNames4, LookupNamesReply, LookupOptions, ReferencedDomainList, SidNameUse, TranslatedSid,
    TranslatedSidEx, TranslatedSidEx2, TranslationFlags,
};
use ndr::{Counted, UnicodeString};
use rpc::{Handler, RpcStatus};
use store::{Principal, PrincipalKind, SamDomain};
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::domains::{Domains, NONE};
use super::foreign::Untranslated;
use super::name::Name;
use super::scope::Scope;
use super::trusts::Trusts;
use super::well_known::{BUILTIN, NT_AUTHORITY, WellKnown};
use crate::logon::unreadable;
use crate::role::Translation;
use crate::{Authority, Names};

impl Handler<LookupNames> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupNames,
    ) -> Result<LookupNamesReply, RpcStatus> {
        let allowed = self.by_handle(context, call.policy).await?;
        let options = LookupOptions::default();
        let translated = self.sids_of(allowed, &call.names.0, call.lookup_level, options);
        let Translated {
            domains,
            sids,
            mapped,
            status,
        } = translated.await;
        let sids = sids.into_iter().map(|found| TranslatedSid {
            sid_name_use: found.sid_name_use,
            relative_id: found.relative_id(),
            domain_index: found.domain_index,
        });
        Ok(LookupNamesReply {
            referenced_domains: domains,
            translated_sids: Counted(sids.collect()),
            mapped_count: mapped,
            status,
        })
    }
}

impl Handler<LookupNames2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupNames2,
    ) -> Result<LookupNames2Reply, RpcStatus> {
        let allowed = self.by_handle(context, call.policy).await?;
        // "Message processing MUST happen as if LookupOptions is set to 0x00000000".
        let options = LookupOptions::default();
        let translated = self.sids_of(allowed, &call.names.0, call.lookup_level, options);
        let Translated {
            domains,
            sids,
            mapped,
            status,
        } = translated.await;
        let sids = sids.into_iter().map(|found| TranslatedSidEx {
            sid_name_use: found.sid_name_use,
            relative_id: found.relative_id(),
            domain_index: found.domain_index,
            flags: found.flags,
        });
        Ok(LookupNames2Reply {
            referenced_domains: domains,
            translated_sids: Counted(sids.collect()),
            mapped_count: mapped,
            status,
        })
    }
}

impl Handler<LookupNames3> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupNames3,
    ) -> Result<LookupNames3Reply, RpcStatus> {
        let allowed = self.by_handle(context, call.policy).await?;
        let options = call.lookup_options;
        let translated = self.sids_of(allowed, &call.names.0, call.lookup_level, options);
        Ok(translated.await.into())
    }
}

impl Handler<LookupNames4> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupNames4,
    ) -> Result<LookupNames3Reply, RpcStatus> {
        let allowed = self.controller_only().and(self.by_channel(context).await);
        let options = call.lookup_options;
        let translated = self.sids_of(allowed, &call.names.0, call.lookup_level, options);
        Ok(translated.await.into())
    }
}

/// What became of a call's names.
struct Translated {
    domains: Option<ReferencedDomainList>,
    sids: Vec<Found>,
    mapped: u32,
    status: NtStatus,
}

/// What became of one name.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Found {
    sid_name_use: SidNameUse,
    sid: Option<Sid>,
    domain_index: i32,
    flags: TranslationFlags,
}

impl Found {
    /// A name that nobody has, in this domain or in none.
    const fn unknown(domain_index: i32) -> Self {
        Self {
            sid_name_use: SidNameUse::UNKNOWN,
            sid: None,
            domain_index,
            flags: TranslationFlags(0),
        }
    }

    /// "If the translated SID is of type SidTypeDomain ..., RelativeId MUST be set to 0xFFFFFFFF", [MS-LSAT] 3.1.4.7.
    fn relative_id(&self) -> u32 {
        match (&self.sid, self.sid_name_use) {
            (Some(_), SidNameUse::DOMAIN) => u32::MAX,
            (Some(sid), _) => sid.rid().unwrap_or(u32::MAX),
            (None, _) => 0,
        }
    }
}

impl Untranslated for Found {
    fn unknown_in(&self) -> Option<i32> {
        self.sid.is_none().then_some(self.domain_index)
    }

    fn take(&mut self, translation: Translation, domain_index: i32) {
        *self = Self {
            sid_name_use: translation.kind,
            sid: Some(translation.sid),
            domain_index,
            flags: TranslationFlags::default(),
        };
    }
}

impl From<Translated> for LookupNames3Reply {
    fn from(translated: Translated) -> Self {
        let sids = translated.sids.into_iter().map(|found| TranslatedSidEx2 {
            sid_name_use: found.sid_name_use,
            sid: found.sid,
            domain_index: found.domain_index,
            flags: found.flags,
        });
        Self {
            referenced_domains: translated.domains,
            translated_sids: Counted(sids.collect()),
            mapped_count: translated.mapped,
            status: translated.status,
        }
    }
}

impl Authority {
    async fn sids_of(
        &self,
        allowed: Result<(), NtStatus>,
        names: &[UnicodeString],
        level: LookupLevel,
        options: LookupOptions,
    ) -> Translated {
        let mut domains = Domains::default();
        let found = async {
            allowed?;
            let scope = self.scope(level)?;
            let local_only = options.contains(LookupOptions::LOCAL_ONLY);
            if local_only && level != LookupLevel::WKSTA {
                return Err(NtStatus::INVALID_PARAMETER);
            }
            let parsed = names.iter().map(|name| Name::parse(name.as_str_or_empty()));
            let parsed: Vec<Name<'_>> = parsed.collect();
            let search = Search {
                authority: self,
                names: self.names(),
                trusts: Trusts::read(self, scope.trusts && !local_only).await?,
                scope,
                local_only,
            };
            let mut found = search.all(&parsed, &mut domains).await?;
            if !local_only && scope.trusts {
                let names: Vec<&str> = names.iter().map(UnicodeString::as_str_or_empty).collect();
                self.ask_for_sids(&names, &mut found, &mut domains).await;
            }
            Ok::<_, NtStatus>(found)
        };
        match found.await {
            Ok(sids) => {
                let mapped = sids.iter().filter(|found| found.sid.is_some()).count();
                let mapped = u32::try_from(mapped).unwrap_or(u32::MAX);
                Translated {
                    domains: Some(domains.into_list()),
                    status: super::outcome(sids.len(), mapped),
                    sids,
                    mapped,
                }
            }
            Err(status) => Translated {
                domains: None,
                sids: Vec::new(),
                mapped: 0,
                status,
            },
        }
    }
}

/// A search for the names of one call.
struct Search<'a> {
    authority: &'a Authority,
    names: Arc<Names>,
    trusts: Trusts,
    scope: Scope,
    /// Isolated names are searched for among what this computer itself knows, and names of the form `user@domain` nowhere.
    local_only: bool,
}

impl Search<'_> {
    async fn all(&self, names: &[Name<'_>], domains: &mut Domains) -> Result<Vec<Found>, NtStatus> {
        // The database is asked once for all names, not once for each.
        let builtin = self.accounts(SamDomain::Builtin, names).await?;
        let account = self.accounts(SamDomain::Account, names).await?;
        let mut found = Vec::with_capacity(names.len());
        for ((name, builtin), account) in names.iter().zip(builtin).zip(account) {
            found.push(self.one(*name, builtin, account, domains));
        }
        Ok(found)
    }

    /// Who has each of the names in one of the two domains; nobody where the domain is not searched.
    async fn accounts(
        &self,
        domain: SamDomain,
        names: &[Name<'_>],
    ) -> Result<Vec<Option<Principal>>, NtStatus> {
        let wanted = |name: &Name<'_>| match (domain, name) {
            (_, Name::Isolated(_)) => true,
            (SamDomain::Builtin, Name::Qualified { domain, .. }) => is(domain, BUILTIN),
            (SamDomain::Builtin, Name::Principal { .. }) => false,
            (SamDomain::Account, Name::Qualified { domain, .. }) => self.names.is_called(domain),
            (SamDomain::Account, Name::Principal { domain, .. }) => {
                !self.local_only && self.names.is_called(domain)
            }
        };
        let searched = match domain {
            SamDomain::Builtin => self.scope.local,
            SamDomain::Account => self.scope.domain,
        };
        // An empty name is nobody's.
        let asked: Vec<&str> = names
            .iter()
            .map(|name| match *name {
                Name::Isolated(text) if searched => text,
                Name::Qualified { name: text, .. } | Name::Principal { name: text, .. }
                    if searched && wanted(name) =>
                {
                    text
                }
                _ => "",
            })
            .collect();
        if asked.iter().all(|name| name.is_empty()) {
            return Ok(vec![None; names.len()]);
        }
        let found = self.authority.store().lookup_names(domain, &asked);
        found.await.map_err(unreadable)
    }

    fn one(
        &self,
        name: Name<'_>,
        builtin: Option<Principal>,
        account: Option<Principal>,
        domains: &mut Domains,
    ) -> Found {
        let known = match name {
            Name::Isolated(text) => WellKnown::by_name(None, text),
            Name::Qualified { domain, name } => WellKnown::by_name(Some(domain), name),
            Name::Principal { .. } => None,
        };
        if let Some(found) = known
            .filter(|_| self.scope.local)
            .and_then(|known| well_known(known, domains))
        {
            return found;
        }
        if let Some(found) = builtin.and_then(|one| self.principal(&one, domains)) {
            return found;
        }
        if let Some(found) = account.and_then(|one| self.principal(&one, domains)) {
            // "0x00000001: If the search is not satisfied by matching against the Security Principal Name column."
            let flags = match name {
                Name::Principal { .. } => TranslationFlags::NOT_THE_PRINCIPAL,
                _ => TranslationFlags::default(),
            };
            return Found { flags, ..found };
        }
        let (domain, whole) = match name {
            Name::Isolated(text) => (text, true),
            Name::Qualified { domain, name } => (domain, name.is_empty()),
            Name::Principal { domain, .. } if !self.local_only => (domain, false),
            Name::Principal { .. } => return Found::unknown(NONE),
        };
        let Some((flat, sid)) = self.domain(domain) else {
            return Found::unknown(NONE);
        };
        let index = domains.index(&flat, &sid);
        if whole {
            Found {
                sid_name_use: SidNameUse::DOMAIN,
                sid: Some(sid),
                domain_index: index,
                flags: TranslationFlags::default(),
            }
        } else {
            Found::unknown(index)
        }
    }

    fn principal(&self, principal: &Principal, domains: &mut Domains) -> Option<Found> {
        let names = &self.names;
        let (domain, domain_sid) = match principal.domain {
            SamDomain::Account => (names.domain.as_str(), names.sid.clone()),
            SamDomain::Builtin => (BUILTIN, Sid::builtin()),
        };
        Some(Found {
            sid_name_use: kind(principal.kind),
            sid: Some(domain_sid.child(principal.rid).ok()?),
            domain_index: domains.index(domain, &domain_sid),
            flags: TranslationFlags::default(),
        })
    }

    /// The domain of this name, by its NetBIOS name and SID.
    fn domain(&self, name: &str) -> Option<(String, Sid)> {
        if name.is_empty() {
            return None;
        }
        if self.scope.local && is(name, BUILTIN) {
            return Some((BUILTIN.to_owned(), Sid::builtin()));
        }
        if self.scope.local && is(name, NT_AUTHORITY) {
            return Some((NT_AUTHORITY.to_owned(), Sid::new(5, &[]).ok()?));
        }
        let names = &self.names;
        if self.scope.domain && self.names.is_called(name) {
            return Some((names.domain.as_str().to_owned(), names.sid.clone()));
        }
        let trust = self.trusts.by_name(name)?;
        Some((trust.name.clone(), trust.sid.clone()))
    }
}

fn well_known(known: WellKnown, domains: &mut Domains) -> Option<Found> {
    let (domain, domain_sid) = known.domain()?;
    Some(Found {
        sid_name_use: SidNameUse::WELL_KNOWN_GROUP,
        sid: Some(known.sid()?),
        domain_index: domains.index(domain, &domain_sid),
        flags: TranslationFlags::default(),
    })
}

/// What an account is to those who ask. That a user is a computer, none of these calls says.
pub(super) const fn kind(kind: PrincipalKind) -> SidNameUse {
    match kind {
        PrincipalKind::User => SidNameUse::USER,
        PrincipalKind::Group => SidNameUse::GROUP,
        PrincipalKind::Alias => SidNameUse::ALIAS,
    }
}

fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}
