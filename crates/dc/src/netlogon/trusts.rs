//! Which domains there are, [MS-NRPC] 3.5.4.7.

use lsa::unreadable;
use msrpc::netlogon::{
    DomainTrust, DomainTrustsReply, EnumerateDomainTrusts, EnumerateTrustedDomains,
    EnumerateTrustedDomainsEx, EnumerateTrustedDomainsReply, TrustFlags,
};
use ndr::{Unique, WideStr};
use rpc::{Handler, RpcStatus};
use store::{StoreError, TrustedDomain};
use transport::CallContext;
use wire::{Guid, NtStatus, Win32Error, utf16};

use super::guard::is_anonymous;
use super::names::is_server_name;
use crate::Controller;

impl Handler<EnumerateTrustedDomains> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        _: EnumerateTrustedDomains,
    ) -> Result<EnumerateTrustedDomainsReply, RpcStatus> {
        let (trusts, status) = match self.store().trusted_domains(0, MOST).await {
            _ if is_anonymous(context) => (Vec::new(), NtStatus::ACCESS_DENIED),
            Ok(trusts) => (trusts, NtStatus::SUCCESS),
            Err(error) => (Vec::new(), unreadable(error)),
        };
        // Each name with its terminator, and one more at the end.
        let trusted = trusts.iter().filter(|trust| trust.is_outbound());
        let mut names: String = trusted.map(|trust| format!("{}\0", trust.name)).collect();
        names.push('\0');
        Ok(EnumerateTrustedDomainsReply {
            names: utf16::encode(&names).into(),
            status,
        })
    }
}

impl Handler<EnumerateTrustedDomainsEx> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        _: EnumerateTrustedDomainsEx,
    ) -> Result<DomainTrustsReply, RpcStatus> {
        let all = TrustFlags::PRIMARY | TrustFlags::DIRECT_OUTBOUND | TrustFlags::IN_FOREST;
        let mut reply = self.domain_trusts(context, all).await;
        // 3.5.4.7.2: "strips off the F flag from the returned data for backward compatibility".
        for domain in &mut reply.domains.0 {
            domain.flags = domain.flags.without(TrustFlags::DIRECT_INBOUND);
        }
        Ok(reply)
    }
}

impl Handler<EnumerateDomainTrusts> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateDomainTrusts,
    ) -> Result<DomainTrustsReply, RpcStatus> {
        Ok(if !call.flags.are_legal() {
            none(Win32Error::ERROR_INVALID_FLAGS)
        } else if !is_server_name(call.server_name.as_ref()) {
            none(Win32Error::ERROR_INVALID_COMPUTERNAME)
        } else {
            self.domain_trusts(context, call.flags).await
        })
    }
}

impl Controller {
    /// The domain itself, and those that it trusts or that trust it, as far as they are of the kinds asked for.
    async fn domain_trusts(&self, context: &CallContext, kinds: TrustFlags) -> DomainTrustsReply {
        if is_anonymous(context) {
            return none(Win32Error::ERROR_ACCESS_DENIED);
        }
        match self.trusts().await {
            Ok(mut domains) => {
                domains.retain(|trust| trust.flags.intersects(kinds));
                DomainTrustsReply {
                    domains: domains.into(),
                    status: Win32Error::NERR_Success,
                }
            }
            Err(error) => {
                unreadable(error);
                none(Win32Error::ERROR_GEN_FAILURE)
            }
        }
    }

    /// The domain itself, then those that it trusts or that trust it.
    pub(super) async fn trusts(&self) -> Result<Vec<DomainTrust>, StoreError> {
        let trusts = self.store().trusted_domains(0, MOST).await?;
        // A domain with a name in the DNS is a forest of its own, and who finds it by that name finds no controller of NT 4.
        let (flags, trust_type) = match self.dns_names() {
            Some(_) => (TrustFlags::PRIMARY | FOREST, TrustedDomain::UPLEVEL),
            None => (TrustFlags::PRIMARY, TrustedDomain::DOWNLEVEL),
        };
        let own = DomainTrust {
            netbios_name: Some(self.names().domain.as_str().into()),
            dns_name: self.settings().dns_domain.as_deref().map(Into::into),
            flags,
            parent_index: 0,
            trust_type,
            trust_attributes: 0,
            sid: Some(self.names().sid.clone()),
            guid: self.domain_guid().unwrap_or_default(),
        };
        let others = trusts.iter().map(|trust| DomainTrust {
            netbios_name: Some(trust.name.as_str().into()),
            dns_name: in_dns(trust),
            flags: [
                (TrustedDomain::OUTBOUND, TrustFlags::DIRECT_OUTBOUND),
                (TrustedDomain::INBOUND, TrustFlags::DIRECT_INBOUND),
            ]
            .into_iter()
            .filter(|(direction, _)| trust.direction & direction != 0)
            .fold(TrustFlags(0), |flags, (_, flag)| flags | flag),
            parent_index: 0,
            trust_type: trust.trust_type,
            trust_attributes: trust.attributes,
            sid: Some(trust.sid.clone()),
            guid: Guid::NIL,
        });
        Ok(std::iter::once(own).chain(others).collect())
    }
}

/// The name of a trusted domain in the DNS; none for one that has only its NetBIOS name.
fn in_dns(trust: &TrustedDomain) -> Unique<WideStr> {
    let name = trust.dns_name.as_str();
    (!name.eq_ignore_ascii_case(&trust.name)).then(|| name.into())
}

/// No domain, and why.
fn none(status: Win32Error) -> DomainTrustsReply {
    DomainTrustsReply {
        domains: Default::default(),
        status,
    }
}

/// The trusts that one answer has: far more than any domain of this kind had.
pub(super) const MOST: u32 = 4096;

/// What a domain is that has a name in the DNS.
const FOREST: TrustFlags =
    TrustFlags(TrustFlags::IN_FOREST.0 | TrustFlags::TREE_ROOT.0 | TrustFlags::NATIVE_MODE.0);
