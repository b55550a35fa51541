//! `NetrLogonControl` and its relatives, [MS-NRPC] 3.5.4.9: what `nltest` asks and tells a primary domain controller.

use std::sync::Arc;

use link::ChannelFailure;
use lsa::Authority;
use lsa::control::{Connection, Controlled, domain_and_controller};
use msrpc::netlogon::{Control, ControlFunction, NetlogonInfo4, QueryInformation};
use ndr::WideStr;
use wire::Win32Error;

use crate::Controller;
use crate::trusted::TrustedChannel;

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
            ControlFunction::TrustedChannelQuery(domain) => {
                let (channel, _) = self.channel_named(domain.as_ref()).await?;
                connection(&channel).information(level, self.authority())
            }
            ControlFunction::TrustedChannelVerify(domain) => {
                let (channel, _) = self.channel_named(domain.as_ref()).await?;
                let verified = channel.verify(self.trusted()).await;
                let verified = verified.map_or_else(
                    |failure| win32_status(&failure),
                    |()| Win32Error::NERR_Success,
                );
                Ok(connection(&channel).verified(verified))
            }
            ControlFunction::Rediscover(domain) => {
                let (channel, server) = self.channel_named(domain.as_ref()).await?;
                // What comes of it is in the status of the channel, as `nltest` shows it.
                let _ = channel.rediscover(self.trusted(), server).await;
                connection(&channel).information(level, self.authority())
            }
            // A trust's password is changed by an administrator, on both sides.
            ControlFunction::ChangePassword(domain) => {
                self.channel_named(domain.as_ref()).await?;
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
    /// The channel to a trusted domain, and the controller that is named after that. [MS-NRPC] 3.5.4.9.1: "if the parameter
    /// does not contain a valid domain name in the trust list, the server MUST return ERROR_NO_SUCH_DOMAIN".
    async fn channel_named<'a>(
        &self,
        named: Option<&'a WideStr>,
    ) -> Result<(Arc<TrustedChannel>, Option<&'a str>), Win32Error> {
        let (domain, server) = domain_and_controller(named)?;
        Ok((self.trusted_channel(domain).await?, server))
    }

    /// The channel to a domain that this one trusts.
    pub(super) async fn trusted_channel(
        &self,
        domain: &str,
    ) -> Result<Arc<TrustedChannel>, Win32Error> {
        let channel = self.trusted().channel_to(domain).await;
        let channel = channel.map_err(|_| Win32Error::ERROR_GEN_FAILURE)?;
        channel.ok_or(Win32Error::ERROR_NO_SUCH_DOMAIN)
    }

    fn information(&self, level: u32) -> Result<QueryInformation, Win32Error> {
        let own = Connection::up(self.names().computer.unc());
        own.information(level, self.authority())
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

/// How a channel to a trusted domain is.
fn connection(channel: &TrustedChannel) -> Connection {
    match channel.state() {
        Some(Ok(controller)) => Connection::up(controller.name),
        Some(Err(failure)) => Connection::down(win32_status(&failure)),
        // [MS-NRPC] 3.4.5.3.1 has no status for a channel that nobody needed yet; Windows has this one.
        None => Connection::down(Win32Error::ERROR_NO_LOGON_SERVERS),
    }
}

/// What tools hear of a channel between domains: what a member's own would be told by its relationship with its primary domain
/// is one with a trusted domain here.
const fn win32_status(failure: &ChannelFailure) -> Win32Error {
    match failure.win32_status() {
        Win32Error::ERROR_TRUSTED_RELATIONSHIP_FAILURE => Win32Error::ERROR_TRUSTED_DOMAIN_FAILURE,
        status => status,
    }
}
