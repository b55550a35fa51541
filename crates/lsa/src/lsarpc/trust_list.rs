//! Which domains are trusted, page by page, [MS-LSAD] 3.1.4.7.7 and 3.1.4.7.8.

use msrpc::lsarpc::{
    EnumerateTrustedDomains, EnumerateTrustedDomainsEx, EnumerateTrustedDomainsExReply,
    EnumerateTrustedDomainsReply, PolicyAccess, PolicyHandle, TrustDirection, TrustInformation,
};
use ndr::Counted;
use rpc::{Handler, RpcStatus};
use store::TrustedDomain;
use transport::CallContext;
use wire::NtStatus;

use super::object::Policy;
use super::page;
use super::trust_info::information_ex;
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;

impl Handler<EnumerateTrustedDomains> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateTrustedDomains,
    ) -> Result<EnumerateTrustedDomainsReply, RpcStatus> {
        let (start, preferred) = (call.enumeration_context, call.preferred_maximum_length);
        // "Outbound Trusts: The trust direction has the TRUST_DIRECTION_OUTBOUND bit set."
        let wanted = |trust: &TrustedDomain| trust.direction & TrustDirection::OUTBOUND.0 != 0;
        let found = self
            .trust_page(context, call.policy, start, preferred, wanted)
            .await?;
        let (trusts, status) = found;
        Ok(EnumerateTrustedDomainsReply {
            enumeration_context: page::next(start, trusts.len()),
            domains: Counted(trusts.into_iter().map(information).collect()),
            status,
        })
    }
}

impl Handler<EnumerateTrustedDomainsEx> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateTrustedDomainsEx,
    ) -> Result<EnumerateTrustedDomainsExReply, RpcStatus> {
        let (start, preferred) = (call.enumeration_context, call.preferred_maximum_length);
        let found = self
            .trust_page(context, call.policy, start, preferred, |_| true)
            .await?;
        let (trusts, status) = found;
        Ok(EnumerateTrustedDomainsExReply {
            enumeration_context: page::next(start, trusts.len()),
            domains: Counted(trusts.iter().map(information_ex).collect()),
            status,
        })
    }
}

impl Authority {
    async fn trust_page(
        &self,
        context: &CallContext,
        policy: PolicyHandle,
        start: u32,
        preferred_maximum_length: u32,
        wanted: impl Fn(&TrustedDomain) -> bool,
    ) -> Result<(Vec<TrustedDomain>, NtStatus), RpcStatus> {
        let policy = context.handles().get::<Policy>(policy)?;
        let found = async {
            require(policy.granted, PolicyAccess::VIEW_LOCAL_INFORMATION)?;
            self.known(context, NtStatus::ACCESS_DENIED).await?;
            self.store()
                .trusted_domains(0, u32::MAX)
                .await
                .map_err(unreadable)
        };
        let all = match found.await {
            Ok(all) => all,
            Err(status) => return Ok((Vec::new(), status)),
        };
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let left = all.into_iter().filter(wanted).skip(start).collect();
        Ok(page::page(left, preferred_maximum_length, octets))
    }
}

fn information(trust: TrustedDomain) -> TrustInformation {
    TrustInformation {
        name: trust.name.into(),
        sid: Some(trust.sid),
    }
}

/// What a trusted domain takes in a reply, about: its name, and a SID of four sub-authorities.
fn octets(trust: &TrustedDomain) -> usize {
    trust.name.len().saturating_mul(2).saturating_add(48)
}
