//! Calls for services of the same computer, [MS-NRPC] 3.5.4.8: the time service tells what it is, and asks whom to trust.
//! "The server SHOULD return ERROR_ACCESS_DENIED if the caller is not local", and over RPC here none is.

use msrpc::netlogon::{
    ComputeClientDigest, ComputeServerDigest, DigestReply, GetTimeServiceParentDomain,
    GetTimeServiceParentDomainReply, GetTrustRid, GetTrustRidReply, SetServiceBits, StatusReply,
};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NtStatus, Win32Error};

use crate::Controller;

impl Handler<SetServiceBits> for Controller {
    async fn handle(&self, _: &CallContext, _: SetServiceBits) -> Result<StatusReply, RpcStatus> {
        Ok(StatusReply {
            status: NtStatus::ACCESS_DENIED,
        })
    }
}

impl Handler<GetTrustRid> for Controller {
    async fn handle(&self, _: &CallContext, _: GetTrustRid) -> Result<GetTrustRidReply, RpcStatus> {
        Ok(GetTrustRidReply {
            rid: 0,
            status: Win32Error::ERROR_ACCESS_DENIED,
        })
    }
}

impl Handler<GetTimeServiceParentDomain> for Controller {
    async fn handle(
        &self,
        _: &CallContext,
        _: GetTimeServiceParentDomain,
    ) -> Result<GetTimeServiceParentDomainReply, RpcStatus> {
        Ok(GetTimeServiceParentDomainReply {
            domain_name: None,
            pdc_same_site: 0,
            status: Win32Error::ERROR_ACCESS_DENIED,
        })
    }
}

impl Handler<ComputeClientDigest> for Controller {
    async fn handle(
        &self,
        _: &CallContext,
        _: ComputeClientDigest,
    ) -> Result<DigestReply, RpcStatus> {
        Ok(NO_DIGEST)
    }
}

// Remote clients may ask this one, [MS-NRPC] 3.5.4.8.2, for any account. But MD5 of a password's hash and of a message that
// the client has chosen lets it try passwords at home, so nobody has the privilege.
impl Handler<ComputeServerDigest> for Controller {
    async fn handle(
        &self,
        _: &CallContext,
        _: ComputeServerDigest,
    ) -> Result<DigestReply, RpcStatus> {
        Ok(NO_DIGEST)
    }
}

const NO_DIGEST: DigestReply = DigestReply {
    new_digest: [0; 16],
    old_digest: [0; 16],
    status: Win32Error::ERROR_ACCESS_DENIED,
};
