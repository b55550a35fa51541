//! What the controller is a member of: `wkssvc`, [MS-WKST] 3.2.4.

use msrpc::wkssvc::{
    GetJoinInformation, GetJoinInformationReply, JoinDomain2, JoinStatus, RenameMachineInDomain2,
    UnjoinDomain2, Win32Reply, WkstaGetInfo, WkstaGetInfoReply, WkstaInfo, WkstaInfo100,
    WkstaInfo101, WkstaInfo102, WkstaUserEnum, WkstaUserEnumReply, WkstaUsers,
};
use ndr::{Counted, Leveled};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use super::caller::status;
use super::{PLATFORM_NT, VERSION};
use crate::Controller;

impl Handler<WkstaGetInfo> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: WkstaGetInfo,
    ) -> Result<WkstaGetInfoReply, RpcStatus> {
        let allowed = match call.level {
            100 => self.known_caller(context).await.map(drop),
            101 | 102 => self.operator(context).await,
            _ => Err(Win32Error::ERROR_INVALID_LEVEL),
        };
        let info = |level| match level {
            100 => WkstaInfo::Info100(allowed.is_ok().then(|| self.info_100())),
            101 => WkstaInfo::Info101(allowed.is_ok().then(|| self.info_101())),
            102 => WkstaInfo::Info102(allowed.is_ok().then(|| WkstaInfo102 {
                info: self.info_101(),
                logged_on_users: 0,
            })),
            other => WkstaInfo::Other(other),
        };
        Ok(WkstaGetInfoReply {
            info: info(call.level),
            status: status(allowed),
        })
    }
}

impl Handler<WkstaUserEnum> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: WkstaUserEnum,
    ) -> Result<WkstaUserEnumReply, RpcStatus> {
        // Nobody logs on at the controller itself.
        let (users, allowed) = match call.users.0 {
            WkstaUsers::Level0(_) => (
                WkstaUsers::Level0(Some(Counted::default())),
                self.administrator(context).await,
            ),
            WkstaUsers::Level1(_) => (
                WkstaUsers::Level1(Some(Counted::default())),
                self.administrator(context).await,
            ),
            other @ WkstaUsers::Other(_) => (other, Err(Win32Error::ERROR_INVALID_LEVEL)),
        };
        Ok(WkstaUserEnumReply {
            users: Leveled(users),
            total_entries: 0,
            resume_handle: call.resume_handle.map(|_| 0),
            status: status(allowed),
        })
    }
}

impl Handler<GetJoinInformation> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        _: GetJoinInformation,
    ) -> Result<GetJoinInformationReply, RpcStatus> {
        let domain = self.names().domain.as_str();
        Ok(match self.known_caller(context).await {
            Ok(_) => GetJoinInformationReply {
                name_buffer: Some(domain.into()),
                buffer_type: JoinStatus::DOMAIN,
                status: Win32Error::NERR_Success,
            },
            Err(status) => GetJoinInformationReply {
                name_buffer: None,
                buffer_type: JoinStatus::UNKNOWN,
                status,
            },
        })
    }
}

impl Handler<JoinDomain2> for Controller {
    async fn handle(&self, context: &CallContext, _: JoinDomain2) -> Result<Win32Reply, RpcStatus> {
        Ok(self.stays(context).await)
    }
}

impl Handler<UnjoinDomain2> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        _: UnjoinDomain2,
    ) -> Result<Win32Reply, RpcStatus> {
        Ok(self.stays(context).await)
    }
}

impl Handler<RenameMachineInDomain2> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        _: RenameMachineInDomain2,
    ) -> Result<Win32Reply, RpcStatus> {
        Ok(self.stays(context).await)
    }
}

impl Controller {
    /// A domain controller joins no domain, leaves none, and keeps its name.
    async fn stays(&self, context: &CallContext) -> Win32Reply {
        let refused = self.administrator(context).await;
        Win32Reply {
            status: status(refused.and(Err(Win32Error::NERR_SetupDomainController))),
        }
    }

    fn info_100(&self) -> WkstaInfo100 {
        let (ver_major, ver_minor) = VERSION;
        WkstaInfo100 {
            platform_id: PLATFORM_NT,
            computer_name: Some(self.names().computer.as_str().into()),
            langroup: Some(self.names().domain.as_str().into()),
            ver_major,
            ver_minor,
        }
    }

    fn info_101(&self) -> WkstaInfo101 {
        WkstaInfo101 {
            info: self.info_100(),
            lanroot: Some("".into()),
        }
    }
}
