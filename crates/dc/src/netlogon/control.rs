//! `NetrLogonControl` and its relatives, [MS-NRPC] 3.5.4.9: what `nltest` asks and tells a primary domain controller.

use lsa::Authority;
use lsa::control::Controlled;
use msrpc::netlogon::{
    Control, ControlFlags, ControlFunction, NetlogonInfo1, NetlogonInfo2, NetlogonInfo3,
    NetlogonInfo4, QueryInformation,
};
use wire::Win32Error;

use crate::Controller;

lsa::answer_control!(Controller);

impl Controlled for Controller {
    fn authority(&self) -> &Authority {
        self.authority()
    }

    async fn carry_out(&self, control: &Control) -> Result<QueryInformation, Win32Error> {
        let level = control.query_level;
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
}

impl Controller {
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
