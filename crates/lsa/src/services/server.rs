//! What the computer is: `srvsvc`, [MS-SRVS] 3.1.4.

use msrpc::srvsvc::{
    NullArm, RemoteTod, RemoteTodReply, ServerGetInfo, ServerGetInfoReply, ServerInfo,
    ServerInfo100, ServerInfo101, ServerInfo102, ServerType,
};
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
            103 => ServerInfo::Info103(NullArm),
            502 => ServerInfo::Info502(NullArm),
            503 => ServerInfo::Info503(NullArm),
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

    /// After how many minutes a session is ended that is not used; -1 where nobody has any.
    fn disconnect_minutes(&self) -> i32 {
        let minutes = self.smb.idle.get().map(|idle| idle.as_secs() / 60);
        minutes.map_or(-1, |minutes| i32::try_from(minutes).unwrap_or(i32::MAX))
    }

    fn server_102(&self) -> ServerInfo102 {
        ServerInfo102 {
            info: self.server_101(),
            users: u32::MAX,
            disconnect_minutes: self.disconnect_minutes(),
            hidden: 0,
            announce: 240,
            announce_delta: 3000,
            licenses: 0,
            user_path: Some("".into()),
        }
    }
}
