//! Which objects belong to administrators: account operators have no power over them, or they would be administrators.

use std::collections::BTreeSet;

use store::{AliasId, SamDomain};
use wire::{NtStatus, Sid};

use crate::Authority;
use crate::logon::unreadable;

/// Whose an object is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Protection {
    /// Account operators administer it.
    None,
    /// Only administrators do.
    Administrators,
}

impl Authority {
    /// Whose an account is: administrators' if it is in one of their groups, by whatever way.
    pub(super) async fn protection_of_user(&self, rid: u32) -> Result<Protection, NtStatus> {
        let sid = self
            .names()
            .sid
            .child(rid)
            .map_err(|_| NtStatus::INVALID_SID)?;
        let token = self.token_of(&sid, &[]).await.map_err(unreadable)?;
        Ok(self.protection_of(token.sids()))
    }

    /// Whose a group is: administrators' if its members are some.
    pub(super) async fn protection_of_group(&self, rid: u32) -> Result<Protection, NtStatus> {
        let sid = self
            .names()
            .sid
            .child(rid)
            .map_err(|_| NtStatus::INVALID_SID)?;
        let aliases = self
            .store()
            .alias_memberships(std::slice::from_ref(&sid))
            .await;
        let aliases = aliases.map_err(unreadable)?;
        let protected = aliases
            .into_iter()
            .any(|id| Self::protection_of_alias(id) != Protection::None);
        Ok(if protected {
            Protection::Administrators
        } else {
            self.protection_of(&BTreeSet::from([sid]))
        })
    }

    /// Whose an alias is.
    pub(super) fn protection_of_alias(id: AliasId) -> Protection {
        match id.domain {
            SamDomain::Builtin if ALIASES.contains(&id.rid) => Protection::Administrators,
            _ => Protection::None,
        }
    }

    fn protection_of(&self, sids: &BTreeSet<Sid>) -> Protection {
        let builtin = ALIASES.iter().map(|rid| Sid::builtin().child(*rid));
        let domain = GROUPS.iter().map(|rid| self.names().sid.child(*rid));
        let mut protected = builtin.chain(domain).filter_map(Result::ok);
        if protected.any(|sid| sids.contains(&sid)) {
            Protection::Administrators
        } else {
            Protection::None
        }
    }
}

/// Administrators, Account Operators, Server Operators, Print Operators, Backup Operators and Replicator, [MS-DTYP]
/// 2.4.2.4.
const ALIASES: [u32; 6] = [544, 548, 549, 550, 551, 552];
/// Domain Admins and Domain Controllers.
const GROUPS: [u32; 2] = [512, 516];
