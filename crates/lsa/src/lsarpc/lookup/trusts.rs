//! The trusted domains, as lookups need them.

use store::TrustedDomain;
use wire::{NtStatus, Sid};

use crate::Authority;
use crate::logon::unreadable;

/// The names and SIDs of all trusted domains, read once for all that a call asks.
#[derive(Debug, Default)]
pub(super) struct Trusts(Vec<TrustedDomain>);

impl Trusts {
    /// Those that are known; none if they are not searched.
    pub(super) async fn read(authority: &Authority, searched: bool) -> Result<Self, NtStatus> {
        if !searched {
            return Ok(Self::default());
        }
        let all = authority.store().trusted_domains(0, u32::MAX).await;
        all.map(Self).map_err(unreadable)
    }

    /// The one of this NetBIOS or DNS name.
    pub(super) fn by_name(&self, name: &str) -> Option<&TrustedDomain> {
        let is = |own: &str| own.eq_ignore_ascii_case(name);
        self.0
            .iter()
            .find(|trust| is(&trust.name) || is(&trust.dns_name))
    }

    /// The one of this SID.
    pub(super) fn by_sid(&self, sid: &Sid) -> Option<&TrustedDomain> {
        self.0.iter().find(|trust| trust.sid == *sid)
    }
}
