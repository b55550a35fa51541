//! Where names and SIDs are searched, and who may have them translated.

use msrpc::lsarpc::{LookupLevel, PolicyAccess, PolicyHandle};
use rpc::RpcStatus;
use rpc::pdu::AuthType;
use transport::{CallContext, Carrier};
use wire::NtStatus;

use super::super::object::Policy;
use crate::Authority;
use crate::logon::unreadable;

/// The views that are searched, by the table in [MS-LSAT] 2.2.16.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Scope {
    /// What every computer knows, and `BUILTIN`.
    pub(super) local: bool,
    /// The accounts of the domain.
    pub(super) domain: bool,
    /// The names and SIDs of trusted domains.
    pub(super) trusts: bool,
    /// Whether a SID that is not found is answered by its text.
    pub(super) tells_unknown: bool,
}

impl Scope {
    /// The scope of a level. The domain is all that there is of its forest.
    pub(super) const fn of(level: LookupLevel) -> Result<Self, NtStatus> {
        let (local, domain, trusts) = match level {
            LookupLevel::WKSTA => (true, true, true),
            LookupLevel::PDC => (false, true, true),
            LookupLevel::TDL | LookupLevel::GC | LookupLevel::X_FOREST_RESOLVE => {
                (false, true, false)
            }
            LookupLevel::RODC_REFERRAL_TO_FULL_DC => (false, false, true),
            LookupLevel::X_FOREST_REFERRAL => (false, false, false),
            _ => return Err(NtStatus::INVALID_PARAMETER),
        };
        Ok(Self {
            local,
            domain,
            trusts,
            tells_unknown: local,
        })
    }
}

impl Authority {
    /// The scope of a level: "LookupLevel values other than LsapLookupWksta are not valid if the RPC server is not a domain
    /// controller", [MS-LSAT] 3.1.4.5.
    pub(super) fn scope(&self, level: LookupLevel) -> Result<Scope, NtStatus> {
        if level != LookupLevel::WKSTA && !self.is_controller() {
            return Err(NtStatus::INVALID_PARAMETER);
        }
        Scope::of(level)
    }

    /// Sees that this is a domain controller, which alone answers those who show no handle.
    pub(super) fn controller_only(&self) -> Result<(), NtStatus> {
        if self.is_controller() {
            Ok(())
        } else {
            Err(NtStatus::INVALID_SERVER_STATE)
        }
    }
}

impl Authority {
    /// Sees whether somebody may have something translated who shows a policy handle: the handle allows it, or a computer
    /// asks over its secure channel.
    pub(super) async fn by_handle(
        &self,
        context: &CallContext,
        policy: PolicyHandle,
    ) -> Result<Result<(), NtStatus>, RpcStatus> {
        let policy = context.handles().get::<Policy>(policy)?;
        Ok(if policy.granted.contains(PolicyAccess::LOOKUP_NAMES) {
            Ok(())
        } else {
            self.over_channel(context).await
        })
    }

    /// Sees whether somebody may have something translated who shows no handle: a computer, over its secure channel and TCP,
    /// and nobody else.
    pub(super) async fn by_channel(&self, context: &CallContext) -> Result<(), NtStatus> {
        match context.carrier() {
            Carrier::Tcp => self.over_channel(context).await,
            Carrier::Pipe { .. } => Err(NtStatus::ACCESS_DENIED),
        }
    }

    /// Sees that the secure channel of a computer protects the call, at integrity or better, and has not ended.
    async fn over_channel(&self, context: &CallContext) -> Result<(), NtStatus> {
        let protected =
            context.auth_type() == Some(AuthType::NETLOGON) && context.protection().is_some();
        if protected && self.still_stands(context).await.map_err(unreadable)? {
            return Ok(());
        }
        Err(NtStatus::ACCESS_DENIED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrators_tool_searches_everywhere() {
        let scope = Scope::of(LookupLevel::WKSTA).unwrap();
        assert!(scope.local && scope.domain && scope.trusts && scope.tells_unknown);
    }

    #[test]
    fn other_levels_leave_the_computer_itself_out() {
        for level in 2..=7 {
            let scope = Scope::of(LookupLevel(level)).unwrap();
            assert!(!scope.local && !scope.tells_unknown, "{level}");
        }
        for level in [0, 8, 0xffff] {
            assert_eq!(
                Scope::of(LookupLevel(level)),
                Err(NtStatus::INVALID_PARAMETER)
            );
        }
    }
}
