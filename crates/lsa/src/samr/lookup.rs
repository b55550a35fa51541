//! From names to identifiers and back, [MS-SAMR] 3.1.5.9.2, 3.1.5.11.2, 3.1.5.11.3 and 3.1.5.13.5.

use msrpc::samr::{
    DomainAccess, GetAliasMembership, GetAliasMembershipReply, LookupIdsInDomain,
    LookupIdsInDomainReply, LookupNamesInDomain, LookupNamesInDomainReply, RidToSid, RidToSidReply,
    SidNameUse,
};
use ndr::{Counted, UnicodeString};
use rpc::{Handler, RpcStatus};
use store::{Principal, PrincipalKind, SamDomain};
use transport::CallContext;
use wire::NtStatus;

use super::object::{Alias, Domain, Group, User};
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::outcome;

impl Handler<LookupNamesInDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupNamesInDomain,
    ) -> Result<LookupNamesInDomainReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let names: Vec<&str> = call
            .names
            .0
            .iter()
            .map(UnicodeString::as_str_or_empty)
            .collect();
        let found = match require(domain.granted, DomainAccess::LOOKUP) {
            Ok(()) => self
                .store()
                .lookup_names(domain.which, &names)
                .await
                .map_err(unreadable),
            Err(status) => Err(status),
        };
        let (found, status) = mapped(found);
        let rid = |found: &Option<Principal>| found.as_ref().map_or(0, |found| found.rid);
        Ok(LookupNamesInDomainReply {
            relative_ids: Counted(found.iter().map(rid).collect()),
            uses: uses(&found),
            status,
        })
    }
}

impl Handler<LookupIdsInDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupIdsInDomain,
    ) -> Result<LookupIdsInDomainReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let rids = &call.relative_ids.0;
        let found = match require(domain.granted, DomainAccess::LOOKUP) {
            Ok(()) => self
                .store()
                .lookup_rids(domain.which, rids)
                .await
                .map_err(unreadable),
            Err(status) => Err(status),
        };
        let (found, status) = mapped(found);
        let name = |found: &Option<Principal>| match found {
            Some(found) => found.name.as_str().into(),
            None => UnicodeString::NULL,
        };
        Ok(LookupIdsInDomainReply {
            names: Counted(found.iter().map(name).collect()),
            uses: uses(&found),
            status,
        })
    }
}

impl Handler<GetAliasMembership> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetAliasMembership,
    ) -> Result<GetAliasMembershipReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let (rids, status) = outcome(self.alias_membership(&domain, call).await);
        Ok(GetAliasMembershipReply {
            membership: Counted(rids),
            status,
        })
    }
}

impl Handler<RidToSid> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: RidToSid,
    ) -> Result<RidToSidReply, RpcStatus> {
        let handles = context.handles();
        let domain = if let Ok(domain) = handles.get::<Domain>(call.object) {
            domain.which
        } else if let Ok(alias) = handles.get::<Alias>(call.object) {
            alias.id.domain
        } else if handles.get::<Group>(call.object).is_ok() {
            SamDomain::Account
        } else {
            handles.get::<User>(call.object)?;
            SamDomain::Account
        };
        let sid = self.sid_of(domain).child(call.rid);
        let (sid, status) = outcome(sid.map(Some).map_err(|_| NtStatus::INVALID_SID));
        Ok(RidToSidReply { sid, status })
    }
}

impl Authority {
    /// The RIDs of the domain's aliases of which one of the SIDs is a member.
    async fn alias_membership(
        &self,
        domain: &Domain,
        call: GetAliasMembership,
    ) -> Result<Vec<u32>, NtStatus> {
        require(domain.granted, DomainAccess::GET_ALIAS_MEMBERSHIP)?;
        let sids: Vec<_> = call.sids.0.into_iter().map(|sid| sid.0).collect();
        let aliases = self
            .store()
            .alias_memberships(&sids)
            .await
            .map_err(unreadable)?;
        let here = aliases.iter().filter(|alias| alias.domain == domain.which);
        Ok(here.map(|alias| alias.rid).collect())
    }
}

/// What was found, and the status that says how much of it.
fn mapped(found: Result<Vec<Option<Principal>>, NtStatus>) -> (Vec<Option<Principal>>, NtStatus) {
    let found = match found {
        Ok(found) => found,
        Err(status) => return (Vec::new(), status),
    };
    let status = match found.iter().flatten().count() {
        all if all == found.len() => NtStatus::SUCCESS,
        0 => NtStatus::NONE_MAPPED,
        _ => NtStatus::SOME_NOT_MAPPED,
    };
    (found, status)
}

fn uses(found: &[Option<Principal>]) -> Counted<SidNameUse> {
    let uses = found
        .iter()
        .map(|found| match found.as_ref().map(|found| found.kind) {
            Some(PrincipalKind::User) => SidNameUse::USER,
            Some(PrincipalKind::Group) => SidNameUse::GROUP,
            Some(PrincipalKind::Alias) => SidNameUse::ALIAS,
            None => SidNameUse::UNKNOWN,
        });
    Counted(uses.collect())
}
