//! What the computer shares: `IPC$`, and nothing else, [MS-SRVS] 3.1.4.8 and 3.1.4.10.

use msrpc::srvsvc::{
    NullArm, ShareEnum, ShareEnumReply, ShareEnumSticky, ShareGetInfo, ShareGetInfoReply,
    ShareInfo, ShareInfo0, ShareInfo1, ShareInfo2, ShareInfo501, ShareInfo502, ShareInfos,
    ShareType,
};
use ndr::{Counted, Leveled, Union};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use super::caller::status;
use crate::Authority;

impl Handler<ShareEnum> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ShareEnum,
    ) -> Result<ShareEnumReply, RpcStatus> {
        let shares = self.shares(context, call.info.0.tag(), call.resume_handle);
        Ok(shares.await)
    }
}

/// The one share is there after each restart.
impl Handler<ShareEnumSticky> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ShareEnumSticky,
    ) -> Result<ShareEnumReply, RpcStatus> {
        let shares = self.shares(context, call.info.0.tag(), call.resume_handle);
        Ok(shares.await)
    }
}

impl Handler<ShareGetInfo> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ShareGetInfo,
    ) -> Result<ShareGetInfoReply, RpcStatus> {
        let found = self.share_level(context, call.level).await.and_then(|()| {
            if call.net_name.as_str().eq_ignore_ascii_case(IPC) {
                Ok(())
            } else {
                Err(Win32Error::NERR_NetNameNotFound)
            }
        });
        let ok = found.is_ok();
        let info = match call.level {
            0 => ShareInfo::Info0(ok.then(info_0)),
            1 => ShareInfo::Info1(ok.then(info_1)),
            2 => ShareInfo::Info2(ok.then(info_2)),
            501 => ShareInfo::Info501(ok.then(info_501)),
            502 => ShareInfo::Info502(ok.then(info_502)),
            503 => ShareInfo::Info503(NullArm),
            1005 => ShareInfo::Info1005(NullArm),
            other => ShareInfo::Other(other),
        };
        Ok(ShareGetInfoReply {
            info,
            status: status(found),
        })
    }
}

impl Authority {
    async fn shares(
        &self,
        context: &CallContext,
        level: u32,
        resume_handle: Option<u32>,
    ) -> ShareEnumReply {
        let allowed = self.share_level(context, level).await;
        // The list is complete with its first page.
        let first = resume_handle.unwrap_or(0) == 0;
        let shares = usize::from(allowed.is_ok() && first);
        let info = match level {
            0 => ShareInfos::Level0(Some(Counted(vec![info_0(); shares]))),
            1 => ShareInfos::Level1(Some(Counted(vec![info_1(); shares]))),
            2 => ShareInfos::Level2(Some(Counted(vec![info_2(); shares]))),
            501 => ShareInfos::Level501(Some(Counted(vec![info_501(); shares]))),
            502 => ShareInfos::Level502(Some(Counted(vec![info_502(); shares]))),
            other => ShareInfos::Other(other),
        };
        ShareEnumReply {
            info: Leveled(info),
            total_entries: u32::from(shares != 0),
            resume_handle: resume_handle.map(|_| 0),
            status: status(allowed),
        }
    }

    /// Sees that the caller may ask for a level: those that say where a share is are for administrators.
    async fn share_level(&self, context: &CallContext, level: u32) -> Result<(), Win32Error> {
        match level {
            0 | 1 | 501 => self.known_caller(context).await.map(drop),
            2 | 502 => self.operator(context).await,
            _ => Err(Win32Error::ERROR_INVALID_LEVEL),
        }
    }
}

const IPC: &str = "IPC$";

fn info_0() -> ShareInfo0 {
    ShareInfo0 {
        net_name: Some(IPC.into()),
    }
}

fn info_1() -> ShareInfo1 {
    ShareInfo1 {
        net_name: Some(IPC.into()),
        share_type: ShareType::IPC | ShareType::SPECIAL,
        remark: Some("Remote IPC".into()),
    }
}

fn info_2() -> ShareInfo2 {
    ShareInfo2 {
        info: info_1(),
        permissions: 0,
        max_uses: u32::MAX,
        current_uses: 1,
        path: Some("".into()),
        password: None,
    }
}

fn info_501() -> ShareInfo501 {
    ShareInfo501 {
        info: info_1(),
        flags: 0,
    }
}

fn info_502() -> ShareInfo502 {
    ShareInfo502 {
        info: info_2(),
        security_descriptor: Counted::default(),
    }
}
