//! `epmapper`, [MS-RPCE] 2.2.1.2: where the computer offers what, for anybody who asks.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use msrpc::epmapper::{
    EndpointTable, Epmapper, EptStatus, Lookup, LookupHandleFree, LookupHandleFreeReply,
    LookupReply, Map, MapReply,
};
use ndr::ContextHandle;
use rpc::pdu::SyntaxId;
use rpc::{Handler, RpcStatus, Service};
use transport::CallContext;

use crate::Authority;
use crate::objects::objects_of;

/// The endpoint mapper of one address, where RPC over TCP has a port of its own.
pub(crate) struct Mapper {
    pub(crate) authority: Arc<Authority>,
    pub(crate) interfaces: Vec<SyntaxId>,
    pub(crate) rpc: SocketAddr,
}

objects_of!(Epmapper: Seen);

/// How much of a list somebody has seen who goes on with it.
struct Seen(usize);

impl Mapper {
    /// Made for each question: a member may get another name while it serves.
    fn table(&self) -> EndpointTable {
        let address = match self.rpc.ip() {
            IpAddr::V4(address) => address.octets(),
            // A tower has no room for another kind; clients go to the host that they asked.
            IpAddr::V6(_) => [0; 4],
        };
        let host = self.authority.names().computer.unc();
        let mut table = EndpointTable::new();
        for interface in self.interfaces.iter().copied() {
            table = table
                .with_tcp(interface, self.rpc.port(), address)
                .with_pipe(interface, "\\PIPE\\lsass", &host);
        }
        table
    }
}

impl Service for Mapper {
    type Context = CallContext;
}

impl Handler<Map> for Mapper {
    async fn handle(&self, _: &CallContext, call: Map) -> Result<MapReply, RpcStatus> {
        self.table().map(&call)
    }
}

impl Handler<Lookup> for Mapper {
    async fn handle(&self, context: &CallContext, call: Lookup) -> Result<LookupReply, RpcStatus> {
        let handles = context.handles();
        let begins = call.entry_handle == ContextHandle::NIL;
        let seen = if begins {
            0
        } else {
            handles.get::<Seen>(call.entry_handle)?.0
        };
        let (mut reply, seen) = self.table().lookup(&call, seen)?;
        if !begins {
            handles.close::<Epmapper>(call.entry_handle)?;
        }
        if let Some(seen) = seen {
            match handles.open(Seen(seen)) {
                Ok(handle) => reply.entry_handle = handle,
                Err(_) => reply.status = EptStatus::CANNOT_PERFORM,
            }
        }
        Ok(reply)
    }
}

impl Handler<LookupHandleFree> for Mapper {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupHandleFree,
    ) -> Result<LookupHandleFreeReply, RpcStatus> {
        context.handles().close::<Epmapper>(call.entry_handle)?;
        Ok(LookupHandleFreeReply {
            entry_handle: ContextHandle::NIL,
            status: EptStatus::OK,
        })
    }
}
