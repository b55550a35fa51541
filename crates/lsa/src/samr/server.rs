//! The way in: the server object and its two domains, [MS-SAMR] 3.1.5.1 and 3.1.5.2.1.

use msrpc::samr::{
    CloseHandle, CloseHandleReply, Connect, Connect2, Connect2Reply, Connect3, Connect4, Connect5,
    Connect5Reply, DomainHandle, EnumerateDomainsInSamServer, EnumerationReply,
    LookupDomainInSamServer, LookupDomainInSamServerReply, OpenDomain, OpenDomainReply,
    RevisionInfo, RevisionInfoV1, RidEnumeration, Samr, ServerAccess, ServerHandle,
    SupportedFeatures,
};
use ndr::{ContextHandle, Leveled};
use rpc::{Handler, RpcStatus};
use store::SamDomain;
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::access;
use super::object::{Domain, Server};
use super::page::{self, Page};
use crate::Authority;
use crate::access::{grant, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome};

macro_rules! connect {
    ($($call:ident)*) => {
        $(
            impl Handler<$call> for Authority {
                async fn handle(
                    &self,
                    context: &CallContext,
                    call: $call,
                ) -> Result<Connect2Reply, RpcStatus> {
                    let (server, status) = outcome(self.connect(context, call.desired_access).await);
                    Ok(Connect2Reply { server, status })
                }
            }
        )*
    };
}

connect! { Connect Connect2 Connect3 Connect4 }

impl Handler<Connect5> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: Connect5,
    ) -> Result<Connect5Reply, RpcStatus> {
        let (server, status) = outcome(self.connect(context, call.desired_access).await);
        Ok(Connect5Reply {
            revision_info: Leveled(RevisionInfo::V1(RevisionInfoV1 {
                revision: RevisionInfoV1::REVISION,
                supported_features: SupportedFeatures::AES,
            })),
            server,
            status,
        })
    }
}

impl Handler<CloseHandle> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CloseHandle,
    ) -> Result<CloseHandleReply, RpcStatus> {
        // What stood for an object that was deleted is nil, and some clients close that, too.
        let status = if call.handle == ContextHandle::NIL {
            NtStatus::INVALID_HANDLE
        } else {
            context.handles().close::<Samr>(call.handle)?;
            NtStatus::SUCCESS
        };
        Ok(CloseHandleReply {
            handle: ContextHandle::NIL,
            status,
        })
    }
}

impl Handler<EnumerateDomainsInSamServer> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumerateDomainsInSamServer,
    ) -> Result<EnumerationReply, RpcStatus> {
        let server = context.handles().get::<Server>(call.server)?;
        if let Err(status) = require(server.granted, ServerAccess::ENUMERATE_DOMAINS) {
            return Ok(refused_enumeration(call.enumeration_context, status));
        }
        let mut page = Page::new(call.preferred_maximum_length);
        let mut next = call.enumeration_context;
        let mut entries = Vec::new();
        let mut status = NtStatus::SUCCESS;
        let skip = usize::try_from(next).unwrap_or(usize::MAX);
        for name in [self.names().domain.as_str(), BUILTIN]
            .into_iter()
            .skip(skip)
        {
            if !page.takes(page::RID_ENUMERATION + page::text(name)) {
                status = NtStatus::MORE_ENTRIES;
                break;
            }
            next += 1;
            entries.push(RidEnumeration {
                relative_id: 0,
                name: name.into(),
            });
        }
        Ok(enumeration(next, entries, status))
    }
}

impl Handler<LookupDomainInSamServer> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupDomainInSamServer,
    ) -> Result<LookupDomainInSamServerReply, RpcStatus> {
        let server = context.handles().get::<Server>(call.server)?;
        let found = require(server.granted, ServerAccess::LOOKUP_DOMAIN).and_then(|()| {
            let name = call.name.as_str().ok_or(NtStatus::INVALID_PARAMETER)?;
            if name.eq_ignore_ascii_case(self.names().domain.as_str()) {
                Ok(Some(self.names().sid.clone()))
            } else if name.eq_ignore_ascii_case(BUILTIN) {
                Ok(Some(Sid::builtin()))
            } else {
                Err(NtStatus::NO_SUCH_DOMAIN)
            }
        });
        let (domain_id, status) = outcome(found);
        Ok(LookupDomainInSamServerReply { domain_id, status })
    }
}

impl Handler<OpenDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenDomain,
    ) -> Result<OpenDomainReply, RpcStatus> {
        let server = context.handles().get::<Server>(call.server)?;
        let (domain, status) = outcome(self.open_domain(context, &server, call).await);
        Ok(OpenDomainReply { domain, status })
    }
}

impl Authority {
    /// `SamrConnect5`, [MS-SAMR] 3.1.5.1.1, as which the older calls behave.
    async fn connect(
        &self,
        context: &CallContext,
        desired: ServerAccess,
    ) -> Result<ServerHandle, NtStatus> {
        let token = self.token(context).await.map_err(unreadable)?;
        let granted = grant(desired, access::on_server(&token))?;
        keep(context, Server { granted }).map(ServerHandle)
    }

    async fn open_domain(
        &self,
        context: &CallContext,
        server: &Server,
        call: OpenDomain,
    ) -> Result<DomainHandle, NtStatus> {
        require(server.granted, ServerAccess::LOOKUP_DOMAIN)?;
        let which = if call.domain_id == self.names().sid {
            SamDomain::Account
        } else if call.domain_id == Sid::builtin() {
            SamDomain::Builtin
        } else {
            return Err(NtStatus::NO_SUCH_DOMAIN);
        };
        let token = self.token(context).await.map_err(unreadable)?;
        let granted = grant(call.desired_access, access::on_domain(&token))?;
        keep(context, Domain { which, granted }).map(DomainHandle)
    }

    /// The SID of one of the two domains.
    pub(super) fn sid_of(&self, domain: SamDomain) -> Sid {
        match domain {
            SamDomain::Account => self.names().sid.clone(),
            SamDomain::Builtin => Sid::builtin(),
        }
    }
}

/// A page of an enumeration.
pub(super) fn enumeration(
    next: u32,
    entries: Vec<RidEnumeration>,
    status: NtStatus,
) -> EnumerationReply {
    EnumerationReply {
        enumeration_context: next,
        count_returned: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        buffer: Some(entries.into()),
        status,
    }
}

/// An enumeration that is refused.
pub(super) fn refused_enumeration(context: u32, status: NtStatus) -> EnumerationReply {
    EnumerationReply {
        enumeration_context: context,
        buffer: None,
        count_returned: 0,
        status,
    }
}

/// The name of the built-in domain.
const BUILTIN: &str = "Builtin";
