//! `NetrLogonControl` and its relatives, [MS-NRPC] 3.5.4.9: what `nltest` asks and tells a primary domain controller.

use lsa::Authority;
use lsa::control::Controlled;
use msrpc::netlogon::{
    Control, ControlFlags, ControlFunction, NetlogonInfo1, NetlogonInfo2, NetlogonInfo3,
    NetlogonInfo4, QueryInformation,
};
use wire::Win32Error;

use super::trusts::is_outbound;
use crate::Controller;

lsa::answer_control!(Controller);

impl Controlled for Controller {
    fn authority(&self) -> &Authority {
        self.authority()
    }

    async fn carry_out(&self, control: &Control) -> Result<QueryInformation, Win32Error> {
        self.check_running()?;
        let level = control.query_level;
        match &control.function {
            ControlFunction::Query | ControlFunction::TransportNotify => self.information(level),
            ControlFunction::FindUser(user) => self.find_user(user.as_ref()).await,
            // There is no channel to a domain that this one trusts: nothing is passed on to it.
            ControlFunction::TrustedChannelQuery(domain) => {
                self.check_channel_to(domain.as_ref()).await?;
                self.no_channel(level, ControlFlags(0))
            }
            ControlFunction::TrustedChannelVerify(domain) => {
                self.check_channel_to(domain.as_ref()).await?;
                self.no_channel(level, ControlFlags::VERIFY_STATUS_RETURNED)
            }
            ControlFunction::Rediscover(domain) => {
                self.check_channel_to(domain.as_ref()).await?;
                Err(Win32Error::ERROR_NO_LOGON_SERVERS)
            }
            ControlFunction::ChangePassword(domain) => {
                self.check_channel_to(domain.as_ref()).await?;
                Err(Win32Error::ERROR_NOT_SUPPORTED)
            }
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
    /// [MS-NRPC] 3.5.4.9.1: "if the parameter does not contain a valid domain name in the trust list, the server MUST return
    /// ERROR_NO_SUCH_DOMAIN". A controller of it may be named after it.
    async fn check_channel_to(&self, named: Option<&ndr::WideStr>) -> Result<(), Win32Error> {
        let named = named.ok_or(Win32Error::ERROR_INVALID_PARAMETER)?.as_str();
        let domain = named.split_once('\\').map_or(named, |(domain, _)| domain);
        self.check_trusted(domain).await
    }

    /// Sees that this domain trusts another one.
    pub(super) async fn check_trusted(&self, domain: &str) -> Result<(), Win32Error> {
        let trust = self.store().trusted_domain_by_name(domain).await;
        match trust.map_err(|_| Win32Error::ERROR_GEN_FAILURE)? {
            Some(trust) if is_outbound(&trust) => Ok(()),
            _ => Err(Win32Error::ERROR_NO_SUCH_DOMAIN),
        }
    }

    fn information(&self, level: u32) -> Result<QueryInformation, Win32Error> {
        let own = self.names().computer.unc();
        self.connection(level, ControlFlags(0), &own, Win32Error::NERR_Success)
    }

    fn no_channel(&self, level: u32, flags: ControlFlags) -> Result<QueryInformation, Win32Error> {
        self.connection(level, flags, "", Win32Error::ERROR_NO_LOGON_SERVERS)
    }

    fn connection(
        &self,
        level: u32,
        flags: ControlFlags,
        controller: &str,
        status: Win32Error,
    ) -> Result<QueryInformation, Win32Error> {
        Ok(match level {
            1 => QueryInformation::Info1(Some(NetlogonInfo1 {
                flags,
                pdc_connection_status: status,
            })),
            2 => QueryInformation::Info2(Some(NetlogonInfo2 {
                flags,
                pdc_connection_status: status,
                trusted_dc_name: Some(controller.into()),
                tc_connection_status: status,
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
