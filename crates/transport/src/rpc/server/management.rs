//! `mgmt`, C706 appendix Q, which every endpoint offers.

use std::sync::atomic::{AtomicU32, Ordering};

use msrpc::mgmt::{
    InqIfIds, InqIfIdsReply, InqPrincName, InqPrincNameReply, InqStats, InqStatsReply,
    InterfaceIds, IsServerListening, IsServerListeningReply, Mgmt, PrincipalName,
    StopServerListening, Win32Reply,
};
use ndr::{Conformant, Full};
use rpc::pdu::SyntaxId;
use rpc::{Handler, RpcStatus, Service};
use wire::Win32Error;

use super::CallContext;

/// What an endpoint says of itself.
pub(super) struct Management {
    /// What is offered, this interface first.
    pub(super) interfaces: Vec<SyntaxId>,
    /// Calls that were received; the number begins anew where 32 bits end.
    pub(super) calls: AtomicU32,
}

impl Default for Management {
    fn default() -> Self {
        Self {
            interfaces: vec![SyntaxId::of::<Mgmt>()],
            calls: AtomicU32::new(0),
        }
    }
}

impl Service for Management {
    type Context = CallContext;
}

impl Handler<InqIfIds> for Management {
    async fn handle(&self, _: &CallContext, _: InqIfIds) -> Result<InqIfIdsReply, RpcStatus> {
        Ok(InqIfIdsReply {
            if_id_vector: Full::new(InterfaceIds::new(&self.interfaces)),
            status: Win32Error::NERR_Success,
        })
    }
}

/// Packets are not counted, and calls are not made.
impl Handler<InqStats> for Management {
    async fn handle(&self, _: &CallContext, call: InqStats) -> Result<InqStatsReply, RpcStatus> {
        let count = call.count.min(InqStatsReply::COUNT);
        let calls_in = self.calls.load(Ordering::Relaxed);
        let statistics = (0..count).zip([calls_in, 0, 0, 0]);
        Ok(InqStatsReply {
            count,
            statistics: Conformant(statistics.map(|(_, value)| value).collect()),
            status: Win32Error::NERR_Success,
        })
    }
}

impl Handler<IsServerListening> for Management {
    async fn handle(
        &self,
        _: &CallContext,
        _: IsServerListening,
    ) -> Result<IsServerListeningReply, RpcStatus> {
        Ok(IsServerListeningReply {
            status: Win32Error::NERR_Success,
            listening: 1,
        })
    }
}

/// Nobody stops a server so.
impl Handler<StopServerListening> for Management {
    async fn handle(
        &self,
        _: &CallContext,
        _: StopServerListening,
    ) -> Result<Win32Reply, RpcStatus> {
        Ok(Win32Reply {
            status: Win32Error::ERROR_ACCESS_DENIED,
        })
    }
}

/// What is accepted here has no principal names: that is for Kerberos.
impl Handler<InqPrincName> for Management {
    async fn handle(
        &self,
        _: &CallContext,
        call: InqPrincName,
    ) -> Result<InqPrincNameReply, RpcStatus> {
        if call.princ_name_size == 0 {
            // No room for the terminator of an empty one.
            return Err(RpcStatus::BAD_STUB_DATA);
        }
        Ok(InqPrincNameReply {
            princ_name: PrincipalName {
                size: call.princ_name_size,
                name: "".into(),
            },
            status: Win32Error::RPC_S_UNKNOWN_AUTHN_SERVICE,
        })
    }
}
