//! What commands answer; `text` shows it to a person, and as JSON it is what it is.

use serde::{Serialize, Serializer};
use store::{
    Control, Domain, Event, EventKind, Exception, ExceptionKinds, Policy, SamDomain, Span, Store,
    StoreError, TrustedDomain, User, UserEntry,
};
use wire::{FileTime, NtStatus};

use member::joining::{Joined, Left, Renamed};
use serde_json::Value;

use crate::config::{Config, MemberConfig};

/// What a command answers.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Report {
    /// The settings in effect.
    Config(Box<Config>),
    /// The same of a member.
    MemberConfig(Box<MemberConfig>),
    /// This machine has joined a domain.
    Joined(Joined),
    /// This machine has another name.
    Renamed(Renamed),
    /// This machine has left its domain.
    Left(Left),
    /// How this machine is as a member: the document that its service answers.
    Status(Value),
    /// A domain, which was just made or is looked at.
    Domain(DomainReport),
    /// Something was changed.
    Done(Done),
    Accounts(Vec<AccountLine>),
    Account(Box<AccountReport>),
    /// Groups or aliases.
    Groups(Vec<GroupLine>),
    Members(Vec<Member>),
    Policy(Box<PolicyReport>),
    Rights(Vec<RightsLine>),
    Events(Vec<EventLine>),
    Exceptions(Vec<ExceptionLine>),
    Trusts(Vec<TrustLine>),
}

/// A domain's names, and how much is in it.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct DomainReport {
    pub(crate) domain: String,
    pub(crate) sid: String,
    pub(crate) controller: String,
    #[serde(serialize_with = "as_text")]
    pub(crate) created: FileTime,
    pub(crate) users: u32,
    pub(crate) groups: u32,
    pub(crate) aliases: u32,
}

impl DomainReport {
    pub(crate) async fn read(store: &Store) -> Result<Self, StoreError> {
        let domain = store.domain().await?;
        let counts = store.counts(SamDomain::Account).await?;
        Ok(Self {
            domain: domain.name.as_str().to_owned(),
            sid: domain.sid.to_string(),
            controller: domain.controller.as_str().to_owned(),
            created: domain.created,
            users: counts.users,
            groups: counts.groups,
            aliases: counts.aliases,
        })
    }
}

/// What was done to what.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Done {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) done: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rid: Option<u32>,
}

impl Done {
    pub(crate) fn new(kind: &'static str, name: &str, done: &'static str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            done,
            rid: None,
        }
    }

    pub(crate) fn with_rid(kind: &'static str, name: &str, done: &'static str, rid: u32) -> Self {
        Self {
            rid: Some(rid),
            ..Self::new(kind, name, done)
        }
    }
}

/// What an account is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AccountKind {
    Person,
    Workstation,
    BackupController,
    TrustingDomain,
}

impl AccountKind {
    const fn of(control: u32) -> Self {
        if control & Control::WORKSTATION_TRUST_ACCOUNT != 0 {
            Self::Workstation
        } else if control & Control::SERVER_TRUST_ACCOUNT != 0 {
            Self::BackupController
        } else if control & Control::INTERDOMAIN_TRUST_ACCOUNT != 0 {
            Self::TrustingDomain
        } else {
            Self::Person
        }
    }
}

/// A trust between this domain and another.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct TrustLine {
    pub(crate) domain: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dns_name: Option<String>,
    /// None of a domain that is known by its account alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sid: Option<String>,
    pub(crate) direction: TrustDirection,
}

/// Who trusts whom.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TrustDirection {
    /// A trust that is disabled.
    None,
    Inbound,
    Outbound,
    Both,
}

impl From<TrustedDomain> for TrustLine {
    fn from(trust: TrustedDomain) -> Self {
        let inbound = trust.direction & TrustedDomain::INBOUND != 0;
        let direction = match (inbound, trust.is_outbound()) {
            (false, false) => TrustDirection::None,
            (true, false) => TrustDirection::Inbound,
            (false, true) => TrustDirection::Outbound,
            (true, true) => TrustDirection::Both,
        };
        let has_dns_name = !trust.dns_name.eq_ignore_ascii_case(&trust.name);
        Self {
            domain: trust.name,
            dns_name: has_dns_name.then_some(trust.dns_name),
            sid: Some(trust.sid.to_string()),
            direction,
        }
    }
}

impl TrustLine {
    /// Of a domain that has an account here, and of which nothing else is known.
    pub(crate) fn of_account(domain: &str) -> Self {
        Self {
            domain: domain.to_owned(),
            dns_name: None,
            sid: None,
            direction: TrustDirection::Inbound,
        }
    }
}

/// An account in a list.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct AccountLine {
    pub(crate) rid: u32,
    pub(crate) name: String,
    pub(crate) kind: AccountKind,
    pub(crate) disabled: bool,
}

impl From<UserEntry> for AccountLine {
    fn from(entry: UserEntry) -> Self {
        Self {
            rid: entry.rid,
            name: entry.name,
            kind: AccountKind::of(entry.control),
            disabled: entry.control & Control::ACCOUNT_DISABLED != 0,
        }
    }
}

/// An account by itself.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct AccountReport {
    pub(crate) name: String,
    pub(crate) rid: u32,
    pub(crate) kind: AccountKind,
    pub(crate) full_name: String,
    pub(crate) comment: String,
    pub(crate) home_directory: String,
    pub(crate) home_drive: String,
    pub(crate) script: String,
    pub(crate) profile: String,
    pub(crate) workstations: String,
    pub(crate) groups: Vec<String>,
    pub(crate) disabled: bool,
    pub(crate) locked: bool,
    #[serde(serialize_with = "as_text")]
    pub(crate) created: FileTime,
    #[serde(serialize_with = "as_text")]
    pub(crate) account_expires: FileTime,
    #[serde(serialize_with = "as_text")]
    pub(crate) password_last_set: FileTime,
    /// When a computer came with its previous password; `never` if it has come with the one in use since.
    #[serde(serialize_with = "as_text")]
    pub(crate) previous_password_used: FileTime,
    /// `never` if it need not be.
    #[serde(serialize_with = "as_text")]
    pub(crate) password_must_change: FileTime,
    #[serde(serialize_with = "as_text")]
    pub(crate) last_logon: FileTime,
    pub(crate) logon_count: u16,
    #[serde(serialize_with = "as_text")]
    pub(crate) bad_password_time: FileTime,
    pub(crate) bad_password_count: u16,
}

impl AccountReport {
    pub(crate) fn new(domain: &Domain, user: User, groups: Vec<String>, now: FileTime) -> Self {
        Self {
            rid: user.rid,
            kind: AccountKind::of(user.control),
            groups,
            disabled: user.control & Control::ACCOUNT_DISABLED != 0,
            locked: user.is_locked(&domain.policy, now),
            created: user.created,
            account_expires: lsa::times::expiry(&user),
            password_last_set: user.password_last_set,
            password_must_change: lsa::times::password_must_change(&user, &domain.policy),
            previous_password_used: user.previous_password_used,
            last_logon: user.last_logon,
            logon_count: user.logon_count,
            bad_password_time: user.bad_password_time,
            bad_password_count: user.bad_password_count,
            name: user.name,
            full_name: user.full_name,
            comment: user.admin_comment,
            home_directory: user.home_directory,
            home_drive: user.home_directory_drive,
            script: user.script_path,
            profile: user.profile_path,
            workstations: user.workstations,
        }
    }
}

/// A group or alias.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct GroupLine {
    pub(crate) rid: u32,
    pub(crate) domain: String,
    pub(crate) name: String,
    pub(crate) comment: String,
}

/// A member of a group or alias.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Member {
    pub(crate) sid: String,
    /// `None` if neither this domain nor BUILTIN knows it.
    pub(crate) name: Option<String>,
}

/// The domain's rules. Spans are in seconds, and `None` is for ever.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct PolicyReport {
    pub(crate) min_password_length: u16,
    pub(crate) password_history: u16,
    pub(crate) password_complexity: bool,
    pub(crate) max_password_age: Option<u64>,
    pub(crate) min_password_age: Option<u64>,
    pub(crate) lockout_threshold: u16,
    pub(crate) lockout_duration: Option<u64>,
    pub(crate) lockout_window: Option<u64>,
    pub(crate) machine_account_quota: u32,
    pub(crate) refuse_password_change: bool,
    pub(crate) default_password: bool,
    pub(crate) comment: String,
}

impl From<Policy> for PolicyReport {
    fn from(policy: Policy) -> Self {
        let seconds = |span: Span| span.duration().map(|duration| duration.as_secs());
        Self {
            min_password_length: policy.min_password_length,
            password_history: policy.password_history_length,
            password_complexity: lsa::local::is_complexity_required(&policy),
            // Zero is for ever here, and only here.
            max_password_age: seconds(policy.max_password_age).filter(|age| *age != 0),
            min_password_age: seconds(policy.min_password_age),
            lockout_threshold: policy.lockout_threshold,
            lockout_duration: seconds(policy.lockout_duration),
            lockout_window: seconds(policy.lockout_observation_window),
            machine_account_quota: policy.machine_account_quota,
            refuse_password_change: policy.refuse_password_change,
            default_password: policy.default_password_allowed,
            comment: policy.oem_information,
        }
    }
}

/// Who has which rights.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct RightsLine {
    pub(crate) sid: String,
    pub(crate) name: Option<String>,
    pub(crate) rights: Vec<String>,
}

/// An event, with its text.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct EventLine {
    pub(crate) record: u64,
    #[serde(serialize_with = "as_text")]
    pub(crate) time: FileTime,
    #[serde(serialize_with = "as_text")]
    pub(crate) last_time: FileTime,
    pub(crate) count: u64,
    pub(crate) id: u32,
    pub(crate) kind: &'static str,
    pub(crate) source: String,
    pub(crate) computer: String,
    /// `None` for an event of which only the strings are known.
    pub(crate) text: Option<String>,
    pub(crate) strings: Vec<String>,
    /// In hexadecimal digits, octet by octet.
    pub(crate) data: String,
    /// The status that the data is, if it is one.
    pub(crate) status: Option<String>,
    /// The same for all events of one connection.
    pub(crate) connection: Option<u64>,
    pub(crate) user: Option<String>,
}

impl From<Event> for EventLine {
    fn from(stored: Event) -> Self {
        let event = stored.event;
        let status = event.data.as_slice().try_into().map(u32::from_le_bytes);
        Self {
            record: stored.record,
            time: stored.time,
            last_time: stored.last_time,
            count: stored.count,
            id: event.event_id,
            kind: match event.kind {
                EventKind::Error => "error",
                EventKind::Warning => "warning",
                EventKind::Information => "information",
                EventKind::AuditSuccess => "audit-success",
                EventKind::AuditFailure => "audit-failure",
            },
            source: event.source,
            computer: event.computer,
            text: dc::events::message(event.event_id, &event.strings)
                .or_else(|| member::events::message(event.event_id, &event.strings)),
            strings: event.strings,
            data: event
                .data
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect(),
            status: status.ok().map(|status| NtStatus(status).to_string()),
            connection: event.connection,
            user: event.user.map(|sid| sid.to_string()),
        }
    }
}

/// An exception, and whether it still counts.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(crate) struct ExceptionLine {
    pub(crate) account: String,
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) owner: String,
    pub(crate) reason: String,
    #[serde(serialize_with = "as_text")]
    pub(crate) created: FileTime,
    #[serde(serialize_with = "as_text")]
    pub(crate) until: FileTime,
    pub(crate) ended: bool,
    pub(crate) uses: u64,
    #[serde(serialize_with = "as_text")]
    pub(crate) last_use: FileTime,
}

impl ExceptionLine {
    pub(crate) fn new(exception: Exception, now: FileTime) -> Self {
        let kinds = [
            (ExceptionKinds::WEAK_CRYPTO, "weak-crypto"),
            (ExceptionKinds::MD5_CLIENT, "md5-client"),
            (ExceptionKinds::NO_SCHANNEL, "no-schannel"),
            (ExceptionKinds::NO_SEAL, "no-seal"),
        ];
        let is_made = |kind: &(ExceptionKinds, _)| exception.kinds.contains(kind.0);
        Self {
            kinds: kinds
                .into_iter()
                .filter(is_made)
                .map(|(_, name)| name)
                .collect(),
            account: exception.account,
            owner: exception.owner,
            reason: exception.reason,
            created: exception.created,
            until: exception.until,
            ended: exception.until <= now,
            uses: exception.uses,
            last_use: exception.last_use,
        }
    }
}

fn as_text<S: Serializer>(time: &FileTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}
