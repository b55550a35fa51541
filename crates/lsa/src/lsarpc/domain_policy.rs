//! The policy for quality of service, EFS and Kerberos tickets, [MS-LSAD] 3.1.4.4.7 and 3.1.4.4.8: there is none of these
//! here.

use msrpc::lsarpc::{
    PolicyAccess, PolicyDomainInformationClass as Class, QueryDomainInformationPolicy,
    QueryDomainInformationPolicyReply, SetDomainInformationPolicy, StatusReply,
};
use ndr::Union;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::object::Policy;
use crate::Authority;
use crate::access::require;
use crate::objects::status;

impl Handler<QueryDomainInformationPolicy> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryDomainInformationPolicy,
    ) -> Result<QueryDomainInformationPolicyReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let (required, answer) = match call.information_class {
            // "If […] the responder implementation does not support Quality Of Service Information […], the request MUST
            // fail with STATUS_INVALID_PARAMETER."
            Class::QUALITY_OF_SERVICE => (
                PolicyAccess::VIEW_AUDIT_INFORMATION,
                NtStatus::INVALID_PARAMETER,
            ),
            // "If the information has not been set before, the request MUST fail with STATUS_OBJECT_NAME_NOT_FOUND."
            Class::EFS | Class::KERBEROS_TICKET => (
                PolicyAccess::VIEW_LOCAL_INFORMATION,
                NtStatus::OBJECT_NAME_NOT_FOUND,
            ),
            _ => (PolicyAccess(0), NtStatus::INVALID_PARAMETER),
        };
        Ok(QueryDomainInformationPolicyReply {
            information: None,
            status: status(require(policy.granted, required).and(Err(answer))),
        })
    }
}

impl Handler<SetDomainInformationPolicy> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetDomainInformationPolicy,
    ) -> Result<StatusReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let class = call.information_class;
        let said = call.information.as_ref().map(Union::tag);
        if said.is_some_and(|said| said != class.0) {
            return Err(RpcStatus::BAD_STUB_DATA);
        }
        let answer = match class {
            // "the request MUST fail with an RPC exception RPC_S_INVALID_TAG"
            Class::QUALITY_OF_SERVICE => return Err(RpcStatus::INVALID_TAG),
            // There are no tickets that it could be for.
            Class::KERBEROS_TICKET => NtStatus::NOT_SUPPORTED,
            // "the request MUST fail with STATUS_INVALID_PARAMETER"
            _ => NtStatus::INVALID_PARAMETER,
        };
        let allowed = require(policy.granted, PolicyAccess::SERVER_ADMIN);
        Ok(StatusReply {
            status: status(allowed.and(Err(answer))),
        })
    }
}
