//! From SIDs to names, [MS-LSAT] 3.1.4.9 to 3.1.4.11.

use msrpc::lsarpc::{
    LookupLevel, LookupSids, LookupSids2, LookupSids3, LookupSidsExReply, LookupSidsReply,
    ReferencedDomainList, SidNameUse, TranslatedName, TranslatedNameEx, TranslationFlags,
};
use ndr::{Counted, Ref};
use rpc::{Handler, RpcStatus};
use store::{Principal, SamDomain};
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::domains::{Domains, NONE};
use super::foreign::Untranslated;
use super::names::kind;
use super::scope::Scope;
use super::trusts::Trusts;
use super::well_known::{BUILTIN, NT_AUTHORITY, WellKnown};
use crate::Authority;
use crate::logon::unreadable;
use crate::role::Translation;

impl Handler<LookupSids> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupSids,
    ) -> Result<LookupSidsReply, RpcStatus> {
        let allowed = self.by_handle(context, call.policy).await?;
        let translated = self
            .names_of(allowed, &call.sids.0, call.lookup_level)
            .await;
        let names = translated.names.into_iter().map(|found| TranslatedName {
            sid_name_use: found.sid_name_use,
            name: found.name.into(),
            domain_index: found.domain_index,
        });
        Ok(LookupSidsReply {
            referenced_domains: translated.domains,
            translated_names: Counted(names.collect()),
            mapped_count: translated.mapped,
            status: translated.status,
        })
    }
}

impl Handler<LookupSids2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupSids2,
    ) -> Result<LookupSidsExReply, RpcStatus> {
        let allowed = self.by_handle(context, call.policy).await?;
        let translated = self
            .names_of(allowed, &call.sids.0, call.lookup_level)
            .await;
        Ok(translated.into())
    }
}

impl Handler<LookupSids3> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupSids3,
    ) -> Result<LookupSidsExReply, RpcStatus> {
        let allowed = self.controller_only().and(self.by_channel(context).await);
        let translated = self
            .names_of(allowed, &call.sids.0, call.lookup_level)
            .await;
        Ok(translated.into())
    }
}

/// What became of a call's SIDs.
struct Translated {
    domains: Option<ReferencedDomainList>,
    names: Vec<Found>,
    mapped: u32,
    status: NtStatus,
}

/// What became of one SID.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Found {
    sid_name_use: SidNameUse,
    pub(super) name: String,
    domain_index: i32,
}

impl Found {
    pub(super) fn is_mapped(&self) -> bool {
        self.sid_name_use != SidNameUse::UNKNOWN
    }
}

impl Untranslated for Found {
    fn unknown_in(&self) -> Option<i32> {
        (!self.is_mapped()).then_some(self.domain_index)
    }

    fn take(&mut self, translation: Translation, domain_index: i32) {
        *self = Self {
            sid_name_use: translation.kind,
            name: translation.name,
            domain_index,
        };
    }
}

impl From<Translated> for LookupSidsExReply {
    fn from(translated: Translated) -> Self {
        let names = translated.names.into_iter().map(|found| TranslatedNameEx {
            sid_name_use: found.sid_name_use,
            name: found.name.into(),
            domain_index: found.domain_index,
            flags: TranslationFlags::default(),
        });
        Self {
            referenced_domains: translated.domains,
            translated_names: Counted(names.collect()),
            mapped_count: translated.mapped,
            status: translated.status,
        }
    }
}

impl Authority {
    async fn names_of(
        &self,
        allowed: Result<(), NtStatus>,
        sids: &[Ref<Sid>],
        level: LookupLevel,
    ) -> Translated {
        let mut domains = Domains::default();
        let found = async {
            allowed?;
            let scope = self.scope(level)?;
            let sids: Vec<&Sid> = sids.iter().map(|sid| &sid.0).collect();
            let mut names = self.translate_sids(&sids, scope, &mut domains).await?;
            if scope.trusts {
                self.ask_for_names(&sids, &mut names, &mut domains).await;
            }
            Ok::<_, NtStatus>(names)
        };
        match found.await {
            Ok(names) => {
                let mapped = names.iter().filter(|found| found.is_mapped()).count();
                let mapped = u32::try_from(mapped).unwrap_or(u32::MAX);
                Translated {
                    domains: Some(domains.into_list()),
                    status: super::outcome(names.len(), mapped),
                    names,
                    mapped,
                }
            }
            Err(status) => Translated {
                domains: None,
                names: Vec::new(),
                mapped: 0,
                status,
            },
        }
    }

    pub(super) async fn translate_sids(
        &self,
        sids: &[&Sid],
        scope: Scope,
        domains: &mut Domains,
    ) -> Result<Vec<Found>, NtStatus> {
        let builtin = rids_in(&Sid::builtin(), sids);
        let builtin = self
            .owners(SamDomain::Builtin, builtin, scope.local)
            .await?;
        let account = rids_in(&self.names().sid, sids);
        let account = self
            .owners(SamDomain::Account, account, scope.domain)
            .await?;
        let trusts = Trusts::read(self, scope.trusts).await?;
        let mut found = Vec::with_capacity(sids.len());
        for ((sid, builtin), account) in sids.iter().zip(builtin).zip(account) {
            let principal = builtin.or(account);
            found.push(self.translate_sid(sid, principal, scope, &trusts, domains));
        }
        Ok(found)
    }

    fn translate_sid(
        &self,
        sid: &Sid,
        principal: Option<Principal>,
        scope: Scope,
        trusts: &Trusts,
        domains: &mut Domains,
    ) -> Found {
        if let Some(known) = WellKnown::by_sid(sid).filter(|_| scope.local)
            && let Some((domain, domain_sid)) = known.domain()
        {
            return Found {
                sid_name_use: SidNameUse::WELL_KNOWN_GROUP,
                name: known.name.to_owned(),
                domain_index: domains.index(domain, &domain_sid),
            };
        }
        if let Some(domain) = self.domain_of(sid, scope, trusts) {
            return Found {
                sid_name_use: SidNameUse::DOMAIN,
                domain_index: domains.index(&domain, sid),
                name: domain,
            };
        }
        let parent = sid.domain().and_then(|parent| {
            let name = self.domain_of(&parent, scope, trusts)?;
            Some(domains.index(&name, &parent))
        });
        let domain_index = parent.unwrap_or(NONE);
        match principal {
            Some(principal) => Found {
                sid_name_use: kind(principal.kind),
                name: principal.name,
                domain_index,
            },
            None => Found {
                sid_name_use: SidNameUse::UNKNOWN,
                name: unknown(sid, domain_index, scope),
                domain_index,
            },
        }
    }

    /// The NetBIOS name of the domain that has this SID itself.
    fn domain_of(&self, sid: &Sid, scope: Scope, trusts: &Trusts) -> Option<String> {
        if scope.local && *sid == Sid::builtin() {
            return Some(BUILTIN.to_owned());
        }
        if scope.local && sid.authority() == 5 && sid.sub_authorities().is_empty() {
            return Some(NT_AUTHORITY.to_owned());
        }
        if scope.domain && *sid == self.names().sid {
            return Some(self.names().domain.as_str().to_owned());
        }
        trusts.by_sid(sid).map(|trust| trust.name.clone())
    }

    /// Who has each of the RIDs in one of the two domains; nobody where the domain is not searched.
    async fn owners(
        &self,
        domain: SamDomain,
        rids: Vec<Option<u32>>,
        searched: bool,
    ) -> Result<Vec<Option<Principal>>, NtStatus> {
        let asked: Vec<u32> = rids.iter().filter_map(|rid| *rid).collect();
        if !searched || asked.is_empty() {
            return Ok(vec![None; rids.len()]);
        }
        let found = self.store().lookup_rids(domain, &asked).await;
        let mut found = found.map_err(unreadable)?.into_iter();
        let owners = rids
            .iter()
            .map(|rid| rid.and_then(|_| found.next().flatten()));
        Ok(owners.collect())
    }
}

/// What a SID is answered by that was not found: for an administrator's tool a text, otherwise nothing. The specification
/// has the last 32 bits in hexadecimal; where not even the domain is known, it is the SID.
fn unknown(sid: &Sid, domain_index: i32, scope: Scope) -> String {
    match sid.rid() {
        _ if !scope.tells_unknown => String::new(),
        Some(rid) if domain_index != NONE => format!("{rid:08X}"),
        _ => sid.to_string(),
    }
}

/// The RID of each SID that is in this domain.
fn rids_in(domain: &Sid, sids: &[&Sid]) -> Vec<Option<u32>> {
    let rid = |sid: &&Sid| sid.rid().filter(|_| sid.domain().as_ref() == Some(domain));
    sids.iter().map(rid).collect()
}
