//! What the computer is a member of: `wkssvc`, [MS-WKST] 3.2.4.

use auth::{Account, Credentials};
use msrpc::wkssvc::{
    EncryptedUserPassword, GetJoinInformation, GetJoinInformationReply, JoinDomain2, JoinOptions,
    JoinStatus, NullArm, RenameMachineInDomain2, UnjoinDomain2, Win32Reply, WkstaGetInfo,
    WkstaGetInfoReply, WkstaInfo, WkstaInfo100, WkstaInfo101, WkstaInfo102, WkstaUserEnum,
    WkstaUserEnumReply, WkstaUsers,
};
use ndr::{Counted, Leveled, Unique, WideStr};
use rpc::{Handler, RpcStatus};
use tracing::info;
use transport::{CallContext, Carrier};
use wire::{Password, Win32Error};

use super::caller::status;
use super::{PLATFORM_NT, VERSION};
use crate::Authority;
use crate::role::{Change, Membership};

impl Handler<WkstaGetInfo> for Authority {
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
            502 => WkstaInfo::Info502(NullArm),
            other => WkstaInfo::Other(other),
        };
        Ok(WkstaGetInfoReply {
            info: info(call.level),
            status: status(allowed),
        })
    }
}

impl Handler<WkstaUserEnum> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: WkstaUserEnum,
    ) -> Result<WkstaUserEnumReply, RpcStatus> {
        // Nobody logs on at the computer itself.
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

impl Handler<GetJoinInformation> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        _: GetJoinInformation,
    ) -> Result<GetJoinInformationReply, RpcStatus> {
        let buffer_type = match self.role.membership() {
            Membership::Controller | Membership::Member(_) => JoinStatus::DOMAIN,
            Membership::Standalone { .. } => JoinStatus::WORKGROUP,
        };
        Ok(match self.known_caller(context).await {
            Ok(_) => GetJoinInformationReply {
                name_buffer: Some(self.primary_domain().0.as_str().into()),
                buffer_type,
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

impl Handler<JoinDomain2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: JoinDomain2,
    ) -> Result<Win32Reply, RpcStatus> {
        let change = || {
            let (domain, options) = (call.domain_name.as_str().to_owned(), call.options);
            if options.contains(JoinOptions::MACHINE_PWD_PASSED) {
                let password = opened(context, call.password.as_ref())?;
                return Ok(Change::JoinUnsecure {
                    domain,
                    password,
                    options,
                });
            }
            Ok(Change::Join {
                domain,
                ou: call.machine_account_ou.map(|ou| ou.as_str().to_owned()),
                credentials: credentials(context, &call.account_name, &call.password)?,
                options,
            })
        };
        Ok(self.change(context, change).await)
    }
}

impl Handler<UnjoinDomain2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: UnjoinDomain2,
    ) -> Result<Win32Reply, RpcStatus> {
        let change = || {
            Ok(Change::Leave {
                credentials: credentials(context, &call.account_name, &call.password)?,
                options: call.options,
            })
        };
        Ok(self.change(context, change).await)
    }
}

impl Handler<RenameMachineInDomain2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: RenameMachineInDomain2,
    ) -> Result<Win32Reply, RpcStatus> {
        let change = || {
            Ok(Change::Rename {
                name: call.machine_name.map(|name| name.as_str().to_owned()),
                credentials: credentials(context, &call.account_name, &call.password)?,
                options: call.options,
            })
        };
        Ok(self.change(context, change).await)
    }
}

impl Authority {
    /// Changes what the computer belongs to, for an administrator.
    async fn change(
        &self,
        context: &CallContext,
        change: impl FnOnce() -> Result<Change, Win32Error>,
    ) -> Win32Reply {
        let changed = async {
            // What travels with it is protected by the session of the pipe.
            if matches!(context.carrier(), Carrier::Tcp) {
                return Err(Win32Error::RPC_S_PROTSEQ_NOT_SUPPORTED);
            }
            self.administrator(context).await?;
            self.role.change(change()?).await?;
            info!(connection = context.connection(), peer = %context.peer(), "what the computer belongs to was changed");
            Ok(())
        };
        Win32Reply {
            status: status(changed.await),
        }
    }

    fn info_100(&self) -> WkstaInfo100 {
        let (ver_major, ver_minor) = VERSION;
        WkstaInfo100 {
            platform_id: PLATFORM_NT,
            computer_name: Some(self.names().computer.as_str().into()),
            langroup: Some(self.primary_domain().0.as_str().into()),
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

/// The account that a caller has the computer present to the domain controller.
fn credentials(
    context: &CallContext,
    account: &Unique<WideStr>,
    password: &Unique<EncryptedUserPassword>,
) -> Result<Credentials, Win32Error> {
    let Some(account) = account else {
        return Ok(Credentials::Anonymous);
    };
    let account = Account::parse(account.as_str());
    let account = account.map_err(|_| Win32Error::ERROR_INVALID_PARAMETER)?;
    let password = opened(context, password.as_ref())?;
    Ok(Credentials::Password { account, password })
}

/// A password, [MS-WKST] 2.2.5.18: it comes under the session's key.
fn opened(
    context: &CallContext,
    password: Option<&EncryptedUserPassword>,
) -> Result<Password, Win32Error> {
    let Some(password) = password else {
        return Ok(Password::new(String::new()));
    };
    let key = context.session_key();
    let key = key.ok_or(Win32Error::ERROR_ACCESS_DENIED)?;
    let opened = password.open(key).ok();
    let password = opened.and_then(|password| password.to_password());
    password.ok_or(Win32Error::ERROR_INVALID_PASSWORD)
}
