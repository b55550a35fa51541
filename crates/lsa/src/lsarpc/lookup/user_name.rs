//! Who calls, [MS-LSAT] 3.1.4.4.

use msrpc::lsarpc::{GetUserName, GetUserNameReply, LookupLevel};
use rpc::pdu::AuthType;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::domains::Domains;
use super::scope::Scope;
use crate::Authority;
use crate::logon::unreadable;

impl Handler<GetUserName> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetUserName,
    ) -> Result<GetUserNameReply, RpcStatus> {
        let reply = match self.user_name(context).await {
            Ok((user, domain)) => GetUserNameReply {
                user_name: Some(user.into()),
                domain_name: call.domain_name.map(|_| Some(domain.into())),
                status: NtStatus::SUCCESS,
            },
            Err(status) => GetUserNameReply {
                user_name: None,
                domain_name: call.domain_name.map(|_| None),
                status,
            },
        };
        Ok(reply)
    }
}

impl Authority {
    /// The caller's name and domain.
    async fn user_name(&self, context: &CallContext) -> Result<(String, String), NtStatus> {
        let user = match context.auth_type() {
            // A channel proves a computer and not a user: nobody is impersonated over it, as smbtorture has seen it of Windows.
            Some(AuthType::NETLOGON) => None,
            _ => {
                let token = self.token(context).await.map_err(unreadable)?;
                token.user().cloned()
            }
        };
        // "If GetRpcImpersonationAccessToken fails, the server MUST use the ANONYMOUS SID".
        let sid = user.or_else(|| Sid::new(5, &[7]).ok());
        let sid = sid.ok_or(NtStatus::NO_SUCH_USER)?;
        let mut domains = Domains::default();
        let scope = Scope::of(LookupLevel::WKSTA)?;
        let mut found = self.translate_sids(&[&sid], scope, &mut domains).await?;
        let domain = domains.into_list().domains.0.pop();
        // An account that was deleted after it had logged on has no name.
        let found = found.pop().filter(|found| found.is_mapped());
        let user = found.ok_or(NtStatus::NO_SUCH_USER)?.name;
        let domain = domain.and_then(|domain| domain.name.0);
        Ok((user, domain.unwrap_or_default()))
    }
}
