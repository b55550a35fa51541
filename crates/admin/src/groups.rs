//! The domain's global groups in a member's local groups: what lets the domain's administrators and users in.

use host::{Host, Remote, open_domain};
use msrpc::samr::{
    AddMemberToAlias, AliasAccess, AliasHandle, DomainAccess, DomainHandle, GetMembersInAlias,
    OpenAlias, Samr,
};
use wire::{NtStatus, Sid};

use crate::{Problem, Reason};

/// A local group that has a domain group as member.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Membership {
    alias_rid: u32,
    pub(crate) alias: &'static str,
    group_rid: u32,
    pub(crate) group: &'static str,
}

/// What every member of a domain has, [MS-ADTS] 6.1.4.
const EXPECTED: [Membership; 2] = [
    Membership {
        alias_rid: 544,
        alias: "Administrators",
        group_rid: 512,
        group: "Domain Admins",
    },
    Membership {
        alias_rid: 545,
        alias: "Users",
        group_rid: 513,
        group: "Domain Users",
    },
];

/// The BUILTIN domain of a member.
pub(crate) struct LocalGroups {
    samr: Remote<Samr>,
    builtin: DomainHandle,
}

impl LocalGroups {
    pub(crate) async fn open(host: &Host) -> Result<Self, Problem> {
        let mut samr = host.open::<Samr>().await?;
        let builtin =
            open_domain(&mut samr, &Sid::builtin(), DomainAccess::MAXIMUM_ALLOWED).await?;
        Ok(Self { samr, builtin })
    }

    /// What the domain `sid` is to have here and has not.
    pub(crate) async fn missing(&mut self, sid: &Sid) -> Result<Vec<Membership>, Problem> {
        let mut missing = Vec::new();
        for membership in EXPECTED {
            let alias = self.alias(membership, AliasAccess::LIST_MEMBERS).await?;
            let reply = self.samr.call(&GetMembersInAlias { alias }).await?;
            self.samr.check(reply.status)?;
            let group = self.group(sid, membership)?;
            if !reply.members.0.iter().any(|member| member.0 == group) {
                missing.push(membership);
            }
        }
        Ok(missing)
    }

    /// Adds one.
    pub(crate) async fn add(&mut self, sid: &Sid, membership: Membership) -> Result<(), Problem> {
        let member_id = self.group(sid, membership)?;
        let alias = self.alias(membership, AliasAccess::ADD_MEMBER).await?;
        let reply = self
            .samr
            .call(&AddMemberToAlias { alias, member_id })
            .await?;
        match reply.status {
            NtStatus::MEMBER_IN_ALIAS => Ok(()),
            status => self.samr.check(status),
        }
    }

    async fn alias(
        &mut self,
        membership: Membership,
        desired_access: AliasAccess,
    ) -> Result<AliasHandle, Problem> {
        let call = OpenAlias {
            domain: self.builtin,
            desired_access,
            alias_id: membership.alias_rid,
        };
        let reply = self.samr.call(&call).await?;
        self.samr.check(reply.status)?;
        Ok(reply.alias)
    }

    fn group(&self, domain: &Sid, membership: Membership) -> Result<Sid, Problem> {
        let too_long = |_| {
            self.samr.problem(Reason::Malformed(
                "the domain's SID has no room for a RID".into(),
            ))
        };
        domain.child(membership.group_rid).map_err(too_long)
    }
}
