//! What the computer is, and who is connected to it: `srvsvc`, [MS-SRVS] 3.1.4.

use msrpc::srvsvc::{
    RemoteTod, RemoteTodReply, ServerGetInfo, ServerGetInfoReply, ServerInfo, ServerInfo100,
    ServerInfo101, ServerInfo102, ServerType, SessionDel, SessionEnum, SessionEnumReply,
    SessionInfo, Win32Reply,
};
use ndr::{Counted, Leveled};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use super::caller::{outcome, status};
use super::clock::time_of_day;
use super::{PLATFORM_NT, VERSION};
use crate::Authority;
use crate::role::Membership;

impl Handler<ServerGetInfo> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ServerGetInfo,
    ) -> Result<ServerGetInfoReply, RpcStatus> {
        let allowed = match call.level {
            100 | 101 => self.known_caller(context).await.map(drop),
            102 => self.operator(context).await,
            _ => Err(Win32Error::ERROR_INVALID_LEVEL),
        };
        let info = match call.level {
            100 => ServerInfo::Info100(allowed.is_ok().then(|| self.server_100())),
            101 => ServerInfo::Info101(allowed.is_ok().then(|| self.server_101())),
            102 => ServerInfo::Info102(allowed.is_ok().then(|| self.server_102())),
            other => ServerInfo::Other(other),
        };
        Ok(ServerGetInfoReply {
            info,
            status: status(allowed),
        })
    }
}

impl Handler<RemoteTod> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        _: RemoteTod,
    ) -> Result<RemoteTodReply, RpcStatus> {
        let caller = self.known_caller(context).await;
        let (time, status) = outcome(caller.map(|_| time_of_day(self.now())));
        Ok(RemoteTodReply { time, status })
    }
}

impl Handler<SessionEnum> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SessionEnum,
    ) -> Result<SessionEnumReply, RpcStatus> {
        let (info, allowed) = match call.info.0 {
            SessionInfo::Level1(_) => (
                SessionInfo::Level1(Some(Counted::default())),
                self.administrator(context).await,
            ),
            SessionInfo::Level10(_) => (
                SessionInfo::Level10(Some(Counted::default())),
                self.administrator(context).await,
            ),
            other @ SessionInfo::Other(_) => (other, Err(Win32Error::ERROR_INVALID_LEVEL)),
        };
        // Nothing here knows the sessions of the SMB server, so that nobody is told that there are none.
        let refused = allowed.and(Err(Win32Error::ERROR_NOT_SUPPORTED));
        Ok(SessionEnumReply {
            info: Leveled(info),
            total_entries: 0,
            resume_handle: call.resume_handle,
            status: status(refused),
        })
    }
}

impl Handler<SessionDel> for Authority {
    async fn handle(&self, context: &CallContext, _: SessionDel) -> Result<Win32Reply, RpcStatus> {
        let allowed = self.administrator(context).await;
        Ok(Win32Reply {
            status: status(allowed.and(Err(Win32Error::ERROR_NOT_SUPPORTED))),
        })
    }
}

impl Authority {
    fn server_100(&self) -> ServerInfo100 {
        ServerInfo100 {
            platform_id: PLATFORM_NT,
            name: Some(self.names().computer.as_str().into()),
        }
    }

    fn server_101(&self) -> ServerInfo101 {
        let (version_major, version_minor) = VERSION;
        let kind = match self.role.membership() {
            Membership::Controller => ServerType::DOMAIN_CTRL,
            Membership::Member(_) | Membership::Standalone { .. } => ServerType::SERVER_NT,
        };
        ServerInfo101 {
            info: self.server_100(),
            version_major,
            version_minor,
            server_type: ServerType::WORKSTATION | ServerType::SERVER | ServerType::NT | kind,
            comment: Some("netlogond".into()),
        }
    }

    fn server_102(&self) -> ServerInfo102 {
        ServerInfo102 {
            info: self.server_101(),
            users: u32::MAX,
            disconnect_minutes: -1,
            hidden: 0,
            announce: 240,
            announce_delta: 3000,
            licenses: 0,
            user_path: Some("".into()),
        }
    }
}
