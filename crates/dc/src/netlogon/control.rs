//! `NetrLogonControl` and its relatives, [MS-NRPC] 3.5.4.9: what `nltest` asks and tells a primary domain controller.

use msrpc::netlogon::{
    Control, ControlFlags, ControlFunction, LogonControl, LogonControl2, LogonControl2Ex,
    LogonControlReply, NetlogonInfo1, NetlogonInfo2, NetlogonInfo3, NetlogonInfo4,
    QueryInformation,
};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use crate::Controller;

impl Handler<LogonControl> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: LogonControl,
    ) -> Result<LogonControlReply, RpcStatus> {
        // [MS-NRPC] 3.5.4.9.3: level 1 only, and only functions that need no data.
        let unsupported = Ok(refused(call.query_level, Win32Error::ERROR_NOT_SUPPORTED));
        match call.query_level {
            1 => {}
            2 => return unsupported,
            level => return Ok(refused(level, Win32Error::ERROR_INVALID_LEVEL)),
        }
        let function = match call.function {
            1 => ControlFunction::Query,
            2 => ControlFunction::Replicate,
            3 => ControlFunction::Synchronize,
            4 => ControlFunction::PdcReplicate,
            0xfffc => ControlFunction::BackupChangeLog,
            0xfffd => ControlFunction::TruncateLog,
            0xffff => ControlFunction::Breakpoint,
            _ => return unsupported,
        };
        let control = Control {
            function,
            query_level: call.query_level,
        };
        Ok(self.control(context, &control).await)
    }
}

impl Handler<LogonControl2> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: LogonControl2,
    ) -> Result<LogonControlReply, RpcStatus> {
        Ok(self.control(context, &call.control).await)
    }
}

impl Handler<LogonControl2Ex> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: LogonControl2Ex,
    ) -> Result<LogonControlReply, RpcStatus> {
        Ok(self.control(context, &call.control).await)
    }
}

impl Controller {
    async fn control(&self, context: &CallContext, control: &Control) -> LogonControlReply {
        let level = control.query_level;
        match self.try_control(context, control).await {
            Ok(information) => LogonControlReply {
                information,
                status: Win32Error::NERR_Success,
            },
            Err(status) => refused(level, status),
        }
    }

    async fn try_control(
        &self,
        context: &CallContext,
        control: &Control,
    ) -> Result<QueryInformation, Win32Error> {
        let level = control.query_level;
        if !matches!(level, 1..=4) {
            return Err(Win32Error::ERROR_INVALID_LEVEL);
        }
        // Only what changes nothing and tells little is for everybody who has logged on.
        let token = self
            .token(context)
            .await
            .map_err(|_| Win32Error::ERROR_GEN_FAILURE)?;
        let harmless = matches!(control.function, ControlFunction::Query);
        if token.is_anonymous() || !(harmless || token.is_administrator()) {
            return Err(Win32Error::ERROR_ACCESS_DENIED);
        }
        check_level(&control.function, level)?;
        match &control.function {
            ControlFunction::Query | ControlFunction::TransportNotify => self.information(level),
            ControlFunction::FindUser(user) => self.find_user(user.as_ref()).await,
            // [MS-NRPC] 3.5.4.9.1: only domains that this one trusts have a channel from here, and there are none.
            ControlFunction::Rediscover(domain)
            | ControlFunction::TrustedChannelQuery(domain)
            | ControlFunction::TrustedChannelVerify(domain)
            | ControlFunction::ChangePassword(domain) => Err(match domain {
                Some(_) => Win32Error::ERROR_NO_SUCH_DOMAIN,
                None => Win32Error::ERROR_INVALID_PARAMETER,
            }),
            // For debugging, without effect on the protocol.
            ControlFunction::SetDebugFlag(_) => self.information(level),
            // The change log is no file of its own here.
            ControlFunction::BackupChangeLog
            | ControlFunction::TruncateLog
            | ControlFunction::Replicate
            | ControlFunction::Synchronize
            | ControlFunction::PdcReplicate
            | ControlFunction::ForceDnsRegistration
            | ControlFunction::QueryDnsRegistration
            | ControlFunction::Breakpoint
            | ControlFunction::Other(_) => Err(Win32Error::ERROR_NOT_SUPPORTED),
        }
    }

    fn information(&self, level: u32) -> Result<QueryInformation, Win32Error> {
        Ok(match level {
            1 => QueryInformation::Info1(Some(NetlogonInfo1 {
                flags: ControlFlags(0),
                pdc_connection_status: Win32Error::NERR_Success,
            })),
            2 => QueryInformation::Info2(Some(NetlogonInfo2 {
                flags: ControlFlags(0),
                pdc_connection_status: Win32Error::NERR_Success,
                trusted_dc_name: Some(self.names().computer.unc().into()),
                tc_connection_status: Win32Error::NERR_Success,
            })),
            3 => QueryInformation::Info3(Some(NetlogonInfo3 {
                flags: 0,
                logon_attempts: self.authority().logon_attempts(),
                reserved: [0; 5],
            })),
            _ => return Err(Win32Error::ERROR_INVALID_LEVEL),
        })
    }

    async fn find_user(&self, user: Option<&ndr::WideStr>) -> Result<QueryInformation, Win32Error> {
        let user = user.ok_or(Win32Error::ERROR_INVALID_PARAMETER)?;
        let found = self.store().user_by_name(user.as_str()).await;
        let found = found.map_err(|_| Win32Error::ERROR_GEN_FAILURE)?;
        found.ok_or(Win32Error::NERR_UserNotFound)?;
        Ok(QueryInformation::Info4(Some(NetlogonInfo4 {
            trusted_dc_name: Some(self.names().computer.unc().into()),
            trusted_domain_name: Some(self.names().domain.as_str().into()),
        })))
    }
}

/// Which level a function can have, [MS-NRPC] 3.5.4.9.1.
fn check_level(function: &ControlFunction, level: u32) -> Result<(), Win32Error> {
    let of_channel = matches!(
        function,
        ControlFunction::Rediscover(_)
            | ControlFunction::TrustedChannelQuery(_)
            | ControlFunction::TrustedChannelVerify(_)
    );
    let finds_user = matches!(function, ControlFunction::FindUser(_));
    let verifies = matches!(function, ControlFunction::TrustedChannelVerify(_));
    if (level == 4) != finds_user || (level == 2 && !of_channel) || (verifies && level != 2) {
        return Err(Win32Error::ERROR_INVALID_PARAMETER);
    }
    Ok(())
}

/// The null pointer of a level, and why.
fn refused(level: u32, status: Win32Error) -> LogonControlReply {
    LogonControlReply {
        information: match level {
            1 => QueryInformation::Info1(None),
            2 => QueryInformation::Info2(None),
            3 => QueryInformation::Info3(None),
            4 => QueryInformation::Info4(None),
            other => QueryInformation::Other(other),
        },
        status,
    }
}
