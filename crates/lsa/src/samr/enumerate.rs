//! Who is in a domain, page by page, [MS-SAMR] 3.1.5.2.2. Where a page ends is told by the last RID of it, so that accounts
//! that come or go meanwhile make nobody appear twice or vanish.

use msrpc::samr::{
    DomainAccess, EnumerateAliasesInDomain, EnumerateGroupsInDomain, EnumerateUsersInDomain,
    EnumerationReply, RidEnumeration, UserAccountControl,
};
use rpc::{Handler, RpcStatus};
use store::SamDomain;
use transport::CallContext;
use wire::NtStatus;

use super::object::Domain;
use super::page::{self, Page};
use super::server::{enumeration, refused_enumeration};
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;

impl Handler<EnumerateUsersInDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateUsersInDomain,
    ) -> Result<EnumerationReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let after = call.enumeration_context;
        // [MS-SAMR] 3.1.5.2.5: these two are ignored, since they follow from other things.
        let filter = call.user_account_control.without(
            UserAccountControl::ACCOUNT_AUTO_LOCKED | UserAccountControl::PASSWORD_EXPIRED,
        );
        let lines = self.user_lines(&domain, after, filter).await;
        Ok(enumerate(after, call.preferred_maximum_length, lines))
    }
}

impl Handler<EnumerateGroupsInDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateGroupsInDomain,
    ) -> Result<EnumerationReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let after = call.enumeration_context;
        let lines = self.group_lines(&domain, after).await;
        Ok(enumerate(after, call.preferred_maximum_length, lines))
    }
}

impl Handler<EnumerateAliasesInDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateAliasesInDomain,
    ) -> Result<EnumerationReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let after = call.enumeration_context;
        let lines = self.alias_lines(&domain, after).await;
        Ok(enumerate(after, call.preferred_maximum_length, lines))
    }
}

/// A RID and the name that belongs to it, unless the client has not asked for such.
type Line = (u32, Option<String>);

impl Authority {
    async fn user_lines(
        &self,
        domain: &Domain,
        after: u32,
        filter: UserAccountControl,
    ) -> Result<Vec<Line>, NtStatus> {
        require(domain.granted, DomainAccess::LIST_ACCOUNTS)?;
        if domain.which == SamDomain::Builtin {
            return Ok(Vec::new());
        }
        let users = self
            .store()
            .users(after, LIMIT, filter.0)
            .await
            .map_err(unreadable)?;
        let lines = users.into_iter().map(|user| {
            // The database brings those that have one of the bits; a client wants those that have all.
            let wanted = UserAccountControl(user.control).contains(filter);
            (user.rid, wanted.then_some(user.name))
        });
        Ok(lines.collect())
    }

    async fn group_lines(&self, domain: &Domain, after: u32) -> Result<Vec<Line>, NtStatus> {
        require(domain.granted, DomainAccess::LIST_ACCOUNTS)?;
        if domain.which == SamDomain::Builtin {
            return Ok(Vec::new());
        }
        let groups = self
            .store()
            .groups(after, LIMIT)
            .await
            .map_err(unreadable)?;
        let lines = groups
            .into_iter()
            .map(|group| (group.rid, Some(group.name)));
        Ok(lines.collect())
    }

    async fn alias_lines(&self, domain: &Domain, after: u32) -> Result<Vec<Line>, NtStatus> {
        require(domain.granted, DomainAccess::LIST_ACCOUNTS)?;
        let aliases = self
            .store()
            .aliases(domain.which, after, LIMIT)
            .await
            .map_err(unreadable)?;
        let lines = aliases
            .into_iter()
            .map(|alias| (alias.id.rid, Some(alias.name)));
        Ok(lines.collect())
    }
}

/// One page of the lines after `after`.
fn enumerate(
    after: u32,
    preferred_maximum_length: u32,
    lines: Result<Vec<Line>, NtStatus>,
) -> EnumerationReply {
    let lines = match lines {
        Ok(lines) => lines,
        Err(status) => return refused_enumeration(after, status),
    };
    let mut status = if u32::try_from(lines.len()).is_ok_and(|lines| lines < LIMIT) {
        NtStatus::SUCCESS
    } else {
        NtStatus::MORE_ENTRIES
    };
    let mut page = Page::new(preferred_maximum_length);
    let mut next = after;
    let mut entries = Vec::new();
    for (relative_id, name) in lines {
        if let Some(name) = name {
            if !page.takes(page::RID_ENUMERATION + page::text(&name)) {
                status = NtStatus::MORE_ENTRIES;
                break;
            }
            entries.push(RidEnumeration {
                relative_id,
                name: name.into(),
            });
        }
        next = relative_id;
    }
    enumeration(next, entries, status)
}

/// How many lines are read for one page: one more than it can have tells whether there are more.
const LIMIT: u32 = page::MOST_ENTRIES + 1;
