//! What the command line asks.

use std::net::IpAddr;

use admin::control::{ChannelQuestion, ServiceQuestion, TrustFlags, Wanted};
use wire::FileTime;

/// One question, which is one switch.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Question {
    /// The service's state, or to do something and tell it.
    Service(ServiceQuestion),
    /// To change the password of a channel.
    ChangePassword(String),
    /// A channel.
    Channel(ChannelQuestion, String),
    /// A domain controller.
    Locate(Wanted),
    /// All controllers of a domain.
    Controllers(String),
    /// The primary domain controller of a domain.
    Pdc(String),
    /// The backup domain controllers of a domain, and their states.
    Backups(String),
    /// Domains of these kinds, perhaps with all that is known of each.
    Trusts { kinds: TrustFlags, verbose: bool },
    /// The names of trusted domains.
    TrustedDomains,
    /// The domain above.
    ParentDomain,
    /// An account.
    User(String),
    /// Who has an account.
    FindUser(String),
    /// Which controllers of a domain have an account.
    WhoWill { domain: String, user: String },
    /// A point in time.
    Time(FileTime),
    /// The site.
    Site,
    /// The sites that a controller serves.
    SiteCoverage,
    /// The sites of these addresses, or else of this machine's.
    AddressSites {
        machine: String,
        addresses: Vec<IpAddr>,
    },
    /// What is in the forest of this domain, or in the server's own; perhaps for the server to remember.
    Forest {
        domain: Option<String>,
        update: bool,
    },
    /// How many logons the service was asked for.
    LogonAttempts,
}

impl Question {
    /// The switch, without a slash.
    pub(crate) const fn switch(&self) -> &'static str {
        match self {
            Self::Service(ServiceQuestion::Query) => "query",
            Self::Service(ServiceQuestion::Replicate) => "repl",
            Self::Service(ServiceQuestion::Synchronize) => "sync",
            Self::Service(ServiceQuestion::PdcReplicate) => "pdc_repl",
            Self::Service(ServiceQuestion::TransportNotify) => "transport_notify",
            Self::ChangePassword(_) => "sc_change_pwd",
            Self::Channel(ChannelQuestion::Query, _) => "sc_query",
            Self::Channel(ChannelQuestion::Verify, _) => "sc_verify",
            Self::Channel(ChannelQuestion::Reset, _) => "sc_reset",
            Self::Locate(_) => "dsgetdc",
            Self::Controllers(_) => "dclist",
            Self::Pdc(_) => "dcname",
            Self::Backups(_) => "bdc_query",
            Self::Trusts { .. } => "domain_trusts",
            Self::TrustedDomains => "trusted_domains",
            Self::ParentDomain => "parentdomain",
            Self::User(_) => "user",
            Self::FindUser(_) => "finduser",
            Self::WhoWill { .. } => "whowill",
            Self::Time(_) => "time",
            Self::Site => "dsgetsite",
            Self::SiteCoverage => "dsgetsitecov",
            Self::AddressSites { .. } => "dsaddresstosite",
            Self::Forest { .. } => "dsgetfti",
            Self::LogonAttempts => "logon_query",
        }
    }

    /// What `nltest` prints before `failed: Status = …`.
    pub(crate) const fn call(&self) -> &'static str {
        match self {
            Self::Service(_)
            | Self::ChangePassword(_)
            | Self::Channel(..)
            | Self::FindUser(_)
            | Self::LogonAttempts
            | Self::Backups(_) => "I_NetLogonControl",
            Self::Locate(_) | Self::WhoWill { .. } => "Getting DC name",
            Self::Controllers(_) => "Getting DC list",
            Self::Pdc(_) => "NetGetDCName",
            Self::Trusts { .. } | Self::TrustedDomains => "Getting domain trusts",
            Self::ParentDomain => "Getting parent domain",
            Self::User(_) => "Getting user",
            Self::Time(_) => "Reading the time",
            Self::Site => "Getting site name",
            Self::SiteCoverage => "Getting site coverage",
            Self::AddressSites { .. } => "Getting sites of addresses",
            Self::Forest { .. } => "Getting forest trust information",
        }
    }

    /// Whom it waits for: a machine, which may be named or not, or whoever answers for a domain.
    pub(crate) fn asked(&self, machine: &str, is_named: bool) -> String {
        let domain = match self {
            _ if is_named => None,
            Self::Locate(wanted) => wanted.domain.as_deref(),
            Self::Controllers(domain) | Self::Pdc(domain) | Self::Backups(domain) => {
                Some(&**domain)
            }
            Self::WhoWill { domain, .. } => Some(&**domain),
            _ => None,
        };
        match domain {
            Some(domain) => format!("a domain controller of {domain}"),
            None if is_named || self.is_for_one_machine() => machine.to_owned(),
            None => "a domain controller".to_owned(),
        }
    }

    /// Whether the Netlogon service of one machine is asked, which without a server is this one's; the others look for
    /// controllers.
    pub(crate) const fn is_for_one_machine(&self) -> bool {
        !matches!(
            self,
            Self::Locate(_)
                | Self::Controllers(_)
                | Self::Pdc(_)
                | Self::Backups(_)
                | Self::WhoWill { .. }
                | Self::Time(_)
        )
    }
}
