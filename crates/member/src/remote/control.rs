//! `NetrLogonControl` and its relatives, [MS-NRPC] 3.5.4.9: what `nltest` and `netdom verify` ask and tell a member.

use lsa::Authority;
use lsa::control::{Connection, Controlled, domain_and_controller};
use msrpc::netlogon::{Control, ControlFunction, QueryInformation};
use ndr::WideStr;
use wire::Win32Error;

use super::Remote;
use crate::{ChangeFailure, ChannelStatus};

lsa::answer_control!(Remote);

impl Controlled for Remote {
    fn authority(&self) -> &Authority {
        self.authority()
    }

    async fn carry_out(&self, control: &Control) -> Result<QueryInformation, Win32Error> {
        let level = control.query_level;
        match &control.function {
            // For debugging, without effect on the protocol.
            ControlFunction::Query | ControlFunction::SetDebugFlag(_) => self.information(level),
            ControlFunction::TransportNotify => {
                // There may be a way now that there was not: what failed is tried again.
                self.member().retry().await;
                self.information(level)
            }
            ControlFunction::Rediscover(domain) => {
                let server = self.check_domain(domain.as_ref())?;
                // What comes of it is in the status of the channel, as `nltest` shows it.
                let _ = self.member().rediscover(server).await;
                self.information(level)
            }
            ControlFunction::TrustedChannelQuery(domain) => {
                self.check_domain(domain.as_ref())?;
                self.information(level)
            }
            ControlFunction::TrustedChannelVerify(domain) => {
                self.check_domain(domain.as_ref())?;
                Ok(self.verify().await)
            }
            ControlFunction::ChangePassword(domain) => {
                self.check_domain(domain.as_ref())?;
                let changed = self.member().change_password().await;
                changed.map_err(|failure| win32_of_change(&failure))?;
                self.information(level)
            }
            // "The server MUST be a DC; otherwise, return ERROR_NOT_SUPPORTED", and so for all that has to do with databases
            // and their records in the DNS.
            ControlFunction::FindUser(_)
            | ControlFunction::BackupChangeLog
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

impl Remote {
    /// Sees that a domain is the one that this computer has a channel to; the answer is the controller that is named after
    /// it.
    fn check_domain<'a>(&self, named: Option<&'a WideStr>) -> Result<Option<&'a str>, Win32Error> {
        let (domain, server) = domain_and_controller(named)?;
        let own = self.member().domain();
        match own {
            Some(own) if own.is_called(domain) => Ok(server),
            _ => Err(Win32Error::ERROR_NO_SUCH_DOMAIN),
        }
    }

    fn connection(&self) -> Connection {
        match self.member().status().channel {
            ChannelStatus::Up { controller, .. } => Connection::up(controller),
            ChannelStatus::Down { failure, .. } => Connection::down(failure.win32_status()),
            // [MS-NRPC] 3.4.5.3.1 has no status for a channel that nobody needed yet; Windows has this one.
            ChannelStatus::Unused => Connection::down(Win32Error::ERROR_NO_LOGON_SERVERS),
        }
    }

    fn information(&self, level: u32) -> Result<QueryInformation, Win32Error> {
        self.connection().information(level, self.authority())
    }

    /// Proves that the channel works: by setting it up anew, which only works with the password that the account has now.
    async fn verify(&self) -> QueryInformation {
        let verified = self.member().verify().await;
        let verified = verified.map_or_else(
            |failure| failure.win32_status(),
            |()| Win32Error::NERR_Success,
        );
        self.connection().verified(verified)
    }
}

/// What `nltest` hears of a password that was not changed.
const fn win32_of_change(failure: &ChangeFailure) -> Win32Error {
    match failure {
        ChangeFailure::NoChannel(failure) => failure.win32_status(),
        ChangeFailure::NotWritten(_) => Win32Error::ERROR_WRITE_FAULT,
        ChangeFailure::NotPassedOn { .. } => Win32Error::ERROR_NO_LOGON_SERVERS,
        ChangeFailure::Refused(_) | ChangeFailure::NotSet | ChangeFailure::NotYet { .. } => {
            Win32Error::ERROR_ACCESS_DENIED
        }
    }
}
