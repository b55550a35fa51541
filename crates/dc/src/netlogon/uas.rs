//! What LAN Manager asked, [MS-NRPC] 3.5.4.10. Nobody who is left asks it, and nothing is answered.

use msrpc::netlogon::{
    AccountDeltas, AccountDeltasReply, AccountSync, AccountSyncReply, Authenticator, UasLogoff,
    UasLogoffInformation, UasLogoffReply, UasLogon, UasLogonReply, UasRecordId,
};
use ndr::Conformant;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NtStatus, Win32Error};

use crate::Controller;

impl Handler<UasLogon> for Controller {
    async fn handle(&self, _: &CallContext, _: UasLogon) -> Result<UasLogonReply, RpcStatus> {
        Ok(UasLogonReply {
            validation: None,
            status: Win32Error::ERROR_NOT_SUPPORTED,
        })
    }
}

impl Handler<UasLogoff> for Controller {
    async fn handle(&self, _: &CallContext, _: UasLogoff) -> Result<UasLogoffReply, RpcStatus> {
        Ok(UasLogoffReply {
            information: UasLogoffInformation::default(),
            status: Win32Error::ERROR_NOT_SUPPORTED,
        })
    }
}

// What the client says that it has room for is never made: its answer has no octets.
impl Handler<AccountDeltas> for Controller {
    async fn handle(
        &self,
        _: &CallContext,
        _: AccountDeltas,
    ) -> Result<AccountDeltasReply, RpcStatus> {
        Ok(AccountDeltasReply {
            return_authenticator: Authenticator::default(),
            buffer: Conformant::default(),
            count_returned: 0,
            total_entries: 0,
            next_record_id: UasRecordId::default(),
            status: NtStatus::NOT_IMPLEMENTED,
        })
    }
}

impl Handler<AccountSync> for Controller {
    async fn handle(&self, _: &CallContext, _: AccountSync) -> Result<AccountSyncReply, RpcStatus> {
        Ok(AccountSyncReply {
            return_authenticator: Authenticator::default(),
            buffer: Conformant::default(),
            count_returned: 0,
            total_entries: 0,
            next_reference: 0,
            last_record_id: UasRecordId::default(),
            status: NtStatus::NOT_IMPLEMENTED,
        })
    }
}
