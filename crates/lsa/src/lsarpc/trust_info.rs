//! What a trusted domain object says, and how it is changed, level by level: [MS-LSAD] 3.1.4.7.13 and 3.1.4.7.14.

use msrpc::lsarpc::{
    QueryInfoTrustedDomain, QueryInfoTrustedDomainReply, QueryTrustedDomainInfo,
    QueryTrustedDomainInfoByName, TrustAttributes, TrustDirection, TrustInformation, TrustType,
    TrustedDomainAccess, TrustedDomainAuthInformation, TrustedDomainFullInformation,
    TrustedDomainFullInformation2, TrustedDomainInfo, TrustedDomainInformationEx,
    TrustedDomainInformationEx2, TrustedInformationClass,
};
use rpc::{Handler, RpcStatus};
use store::TrustedDomain;
use transport::CallContext;
use wire::NtStatus;

use super::object::{Policy, Trust};
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::outcome;

impl Handler<QueryInfoTrustedDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInfoTrustedDomain,
    ) -> Result<QueryInfoTrustedDomainReply, RpcStatus> {
        let trust = context.handles().get::<Trust>(call.trusted_domain)?;
        let found = async {
            require(trust.granted, access_to_query(call.information_class)?)?;
            let found = self
                .store()
                .trusted_domain(&trust.sid)
                .await
                .map_err(unreadable)?;
            information(
                &found.ok_or(NtStatus::INVALID_HANDLE)?,
                call.information_class,
            )
        };
        Ok(answer(found.await))
    }
}

impl Handler<QueryTrustedDomainInfo> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryTrustedDomainInfo,
    ) -> Result<QueryInfoTrustedDomainReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let found = async {
            let class = call.information_class;
            require(self.trust_access(context).await?, access_to_query(class)?)?;
            information(&self.trust_by_sid(&call.trusted_domain_sid).await?, class)
        };
        Ok(answer(found.await))
    }
}

impl Handler<QueryTrustedDomainInfoByName> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryTrustedDomainInfoByName,
    ) -> Result<QueryInfoTrustedDomainReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let found = async {
            let class = call.information_class;
            require(self.trust_access(context).await?, access_to_query(class)?)?;
            let name = call.trusted_domain_name.as_str_or_empty();
            information(&self.trust_by_name(name).await?, class)
        };
        Ok(answer(found.await))
    }
}

fn answer(found: Result<TrustedDomainInfo, NtStatus>) -> QueryInfoTrustedDomainReply {
    let (information, status) = outcome(found.map(Some));
    QueryInfoTrustedDomainReply {
        information,
        status,
    }
}

/// What a handle must allow for a level to be queried, by the table in [MS-LSAD] 3.1.4.7.13. The passwords cannot be.
fn access_to_query(class: TrustedInformationClass) -> Result<TrustedDomainAccess, NtStatus> {
    let name = TrustedDomainAccess::QUERY_DOMAIN_NAME;
    let posix = TrustedDomainAccess::QUERY_POSIX;
    match class {
        TrustedInformationClass::NAME
        | TrustedInformationClass::BASIC
        | TrustedInformationClass::EX
        | TrustedInformationClass::EX2_INTERNAL => Ok(name),
        TrustedInformationClass::POSIX_OFFSET
        | TrustedInformationClass::SUPPORTED_ENCRYPTION_TYPES => Ok(posix),
        TrustedInformationClass::FULL | TrustedInformationClass::FULL2_INTERNAL => {
            Ok(name | posix | TrustedDomainAccess::QUERY_AUTH)
        }
        TrustedInformationClass::AUTH
        | TrustedInformationClass::AUTH_INTERNAL
        | TrustedInformationClass::FULL_INTERNAL => Err(NtStatus::INVALID_INFO_CLASS),
        // `TrustedPasswordInformation` is among them.
        _ => Err(NtStatus::INVALID_PARAMETER),
    }
}

fn information(
    trust: &TrustedDomain,
    class: TrustedInformationClass,
) -> Result<TrustedDomainInfo, NtStatus> {
    let ex2 = || TrustedDomainInformationEx2 {
        ex: information_ex(trust),
        ..TrustedDomainInformationEx2::default()
    };
    Ok(match class {
        TrustedInformationClass::NAME => TrustedDomainInfo::Name(trust.name.as_str().into()),
        TrustedInformationClass::POSIX_OFFSET => TrustedDomainInfo::PosixOffset(trust.posix_offset),
        TrustedInformationClass::BASIC => TrustedDomainInfo::Basic(TrustInformation {
            name: trust.name.as_str().into(),
            sid: Some(trust.sid.clone()),
        }),
        TrustedInformationClass::EX => TrustedDomainInfo::Ex(information_ex(trust)),
        TrustedInformationClass::FULL => TrustedDomainInfo::Full(TrustedDomainFullInformation {
            information: information_ex(trust),
            posix_offset: trust.posix_offset,
            auth_information: TrustedDomainAuthInformation::default(),
        }),
        TrustedInformationClass::EX2_INTERNAL => TrustedDomainInfo::Ex2(ex2()),
        TrustedInformationClass::FULL2_INTERNAL => {
            TrustedDomainInfo::Full2(TrustedDomainFullInformation2 {
                information: ex2(),
                posix_offset: trust.posix_offset,
                auth_information: TrustedDomainAuthInformation::default(),
            })
        }
        // Kerberos is not spoken, so its ciphers are nobody's concern.
        TrustedInformationClass::SUPPORTED_ENCRYPTION_TYPES => {
            TrustedDomainInfo::SupportedEncryptionTypes(0)
        }
        _ => return Err(NtStatus::INVALID_PARAMETER),
    })
}

/// A trusted domain as most levels have it.
pub(super) fn information_ex(trust: &TrustedDomain) -> TrustedDomainInformationEx {
    TrustedDomainInformationEx {
        name: trust.dns_name.as_str().into(),
        flat_name: trust.name.as_str().into(),
        sid: Some(trust.sid.clone()),
        trust_direction: TrustDirection(trust.direction),
        trust_type: TrustType(trust.trust_type),
        trust_attributes: TrustAttributes(trust.attributes),
    }
}
