//! What comes back.

use admin::Problem;
use admin::control::{
    AddressSite, BackupState, ChannelQuestion, ChannelState, ControllerInfo, ControllerList,
    ForestRecord, FoundUser, ParentDomain, ServiceState, Trust, UserReport, WhoWillReport, advice,
};
use cli::{ExitStatus, escaped, printable};
use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};
use wire::{FileTime, Win32Error};

use crate::question::Question;
use crate::remedy::remedy;

/// The answer to a question.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// A service's state.
    Service(ServiceState),
    /// A channel's state.
    Channel(ChannelState),
    /// A controller that was found.
    Located(Box<ControllerInfo>),
    /// The controllers of a domain.
    Controllers(ControllerList),
    /// The primary one, with backslashes.
    Pdc { domain: String, name: String },
    /// The backup ones.
    Backups(Vec<BackupState>),
    /// Domains.
    Trusts(Vec<Trust>),
    /// Names of domains.
    TrustedDomains(Vec<String>),
    /// The domain above.
    ParentDomain(ParentDomain),
    /// An account.
    User(Box<UserReport>),
    /// Who has an account.
    FoundUser(FoundUser),
    /// Which controllers have an account.
    WhoWill(WhoWillReport),
    /// A point in time.
    Time(FileTime),
    /// A site.
    Site(String),
    /// Sites.
    Sites(Vec<String>),
    /// Sites of addresses.
    AddressSites(Vec<AddressSite>),
    /// What is in a forest.
    Forest(Vec<ForestRecord>),
    /// How many logons there were.
    LogonAttempts(u32),
}

impl Answer {
    /// What is wrong with the channel, or the connection to the primary domain controller, that was asked about.
    pub(crate) fn trouble(&self) -> Option<Win32Error> {
        match self {
            Self::Service(state) => state.trouble(),
            Self::Channel(state) => state.trouble(),
            Self::Backups(backups) => backups.iter().find_map(|backup| match &backup.state {
                Ok(state) => state.trouble(),
                Err(problem) => Some(problem.reason.win32()),
            }),
            _ => None,
        }
    }

    /// The exit status.
    pub(crate) fn exit(&self) -> ExitStatus {
        match self {
            Self::Service(state) => state.exit(),
            Self::Channel(state) => state.exit(),
            // The first that is not well decides.
            Self::Backups(backups) => backups
                .iter()
                .map(|backup| match &backup.state {
                    Ok(state) => state.exit(),
                    Err(problem) => problem.reason.exit(),
                })
                .find(|exit| *exit != ExitStatus::Success)
                .unwrap_or(ExitStatus::Success),
            Self::WhoWill(report) if !report.answers.iter().any(|answer| answer.will) => {
                ExitStatus::Failed
            }
            _ => ExitStatus::Success,
        }
    }

    /// The reason code of what is not as it should be.
    pub(crate) fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Backups(backups) => backups.iter().find_map(|backup| match &backup.state {
                Ok(state) => state.trouble().map(|_| BROKEN),
                Err(problem) => Some(problem.reason.code()),
            }),
            Self::WhoWill(report) if !report.answers.iter().any(|answer| answer.will) => {
                Some(USER_MISSING)
            }
            _ => self.trouble().map(|_| BROKEN),
        }
    }

    /// What to do about a channel that is broken, in one line; and what a reset has not done.
    pub(crate) fn advice(&self, question: &Question, server: &str) -> Option<String> {
        let trouble = self.trouble()?;
        match (self, question) {
            (Self::Channel(state), Question::Channel(asked, _)) => {
                let domain = &state.domain;
                let is_trust = state.is_trust.unwrap_or_default();
                let advice = advice(server, domain, trouble, is_trust);
                Some(match asked {
                    ChannelQuestion::Reset => format!("{RESET_DOES_NOT}; {advice}"),
                    // One that was never needed has no other status.
                    ChannelQuestion::Query if trouble == Win32Error::ERROR_NO_LOGON_SERVERS => {
                        format!(
                            "{server} had no channel to {domain} when it last needed one, or has not needed one yet: \
                             `nltest /server:{server} /sc_verify:{domain}` finds out"
                        )
                    }
                    ChannelQuestion::Query | ChannelQuestion::Verify => advice,
                })
            }
            (Self::Service(_), Question::ChangePassword(domain)) => {
                Some(advice(server, domain, trouble, false))
            }
            (Self::Service(_), _) => Some(without_pdc(server)),
            // The first that is not well, as for the exit status.
            (Self::Backups(backups), _) => backups.iter().find_map(|backup| match &backup.state {
                Ok(state) => state.trouble().map(|_| without_pdc(&backup.server)),
                Err(Problem { reason, .. }) => Some(format!(
                    "{}: {} [{}]. To do: {}",
                    printable(&backup.server),
                    escaped(&reason.to_string()),
                    reason.code(),
                    remedy(reason)
                )),
            }),
            _ => None,
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Service(state) => state.serialize(serializer),
            Self::Channel(state) => state.serialize(serializer),
            Self::Located(info) => info.serialize(serializer),
            Self::Controllers(list) => list.serialize(serializer),
            Self::Pdc { domain, name } => {
                json!({ "domain": domain, "pdc": name }).serialize(serializer)
            }
            Self::Backups(backups) => serializer.collect_seq(backups.iter().map(backup)),
            Self::Trusts(trusts) => trusts.serialize(serializer),
            Self::TrustedDomains(names) => names.serialize(serializer),
            Self::ParentDomain(parent) => parent.serialize(serializer),
            Self::User(user) => user.serialize(serializer),
            Self::FoundUser(found) => found.serialize(serializer),
            Self::WhoWill(report) => report.serialize(serializer),
            Self::Time(time) => {
                json!({ "filetime": time.0, "utc": time.to_string() }).serialize(serializer)
            }
            Self::Site(site) => json!({ "site": site }).serialize(serializer),
            Self::Sites(sites) => json!({ "sites": sites }).serialize(serializer),
            Self::AddressSites(sites) => sites.serialize(serializer),
            Self::Forest(records) => records.serialize(serializer),
            Self::LogonAttempts(attempts) => {
                json!({ "logon_attempts": attempts }).serialize(serializer)
            }
        }
    }
}

fn backup(backup: &BackupState) -> Value {
    match &backup.state {
        Ok(state) => json!({ "server": backup.server, "state": state }),
        Err(problem) => json!({
            "server": backup.server,
            "reason": problem.reason.code(),
            "message": problem.reason.to_string(),
            "remedy": remedy(&problem.reason),
        }),
    }
}

fn without_pdc(server: &str) -> String {
    let server = printable(server);
    format!(
        "{server} has no working connection to the primary domain controller of its domain: `nltest /server:{server} \
         /sc_verify:DOMAIN` tells more"
    )
}

/// The code of [`admin::Reason::ChannelBroken`], which netdom has too.
const BROKEN: &str = "channel-broken";

/// That of [`admin::Reason::UserMissing`].
const USER_MISSING: &str = "user-missing";

const RESET_DOES_NOT: &str = "/sc_reset looked for a controller anew and changed no password";
