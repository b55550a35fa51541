//! `dc policy`, `dc right`, `dc event` and `dc exception`.

use clap::{ArgAction, ArgGroup, Args as ClapArgs, Subcommand};
use store::Span;
use wire::FileTime;

use crate::values::{days, minutes, point_in_time, said};

/// Rules for passwords, lockout and computers.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Show the rules
    Show,
    /// Change rules
    Set(Box<SetPolicy>),
}

/// Which rules are to be changed.
#[derive(Debug, ClapArgs)]
#[command(group = ArgGroup::new("change").required(true).multiple(true).args([
    "min_password_length", "password_history", "password_complexity", "max_password_age", "min_password_age",
    "lockout_threshold", "lockout_duration", "lockout_window", "machine_account_quota", "refuse_password_change",
    "default_password", "comment",
]))]
pub struct SetPolicy {
    /// Fewest characters of a password, at most 256
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(..=256))]
    pub min_password_length: Option<u16>,
    /// How many passwords, the one in use among them, must not come back; at most 1024
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(..=1024))]
    pub password_history: Option<u16>,
    /// Whether a password needs characters of three kinds
    #[arg(long, value_name = "BOOL", action = ArgAction::Set)]
    pub password_complexity: Option<bool>,
    /// Days after which a password has to be changed, or `never`
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub max_password_age: Option<Span>,
    /// Days before which its owner cannot change a password again
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub min_password_age: Option<Span>,
    /// Wrong passwords that lock an account; 0 locks none
    #[arg(long, value_name = "NUMBER")]
    pub lockout_threshold: Option<u16>,
    /// Minutes that an account is locked, or `never` for until an administrator unlocks it
    #[arg(long, value_name = "MINUTES", value_parser = minutes)]
    pub lockout_duration: Option<Span>,
    /// Minutes within which wrong passwords are counted together
    #[arg(long, value_name = "MINUTES", value_parser = minutes)]
    pub lockout_window: Option<Span>,
    /// How many computers somebody may add who has no other right to
    #[arg(long, value_name = "NUMBER")]
    pub machine_account_quota: Option<u32>,
    /// Whether computers are told not to change their passwords
    #[arg(long, value_name = "BOOL", action = ArgAction::Set)]
    pub refuse_password_change: Option<bool>,
    /// Whether a computer's account may have the computer's name as its password, which anybody can guess
    #[arg(long, value_name = "BOOL", action = ArgAction::Set)]
    pub default_password: Option<bool>,
    /// Comment on the domain
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
}

/// Privileges and other account rights.
#[derive(Debug, Subcommand)]
pub enum RightCommand {
    /// List who has which rights
    List {
        /// Only this user, group or SID
        name: Option<String>,
    },
    /// Give somebody rights
    Grant(RightOf),
    /// Take rights away
    Revoke(RightOf),
}

/// Somebody and rights.
#[derive(Debug, ClapArgs)]
pub struct RightOf {
    /// User, group, alias or SID
    pub name: String,
    /// Rights, by the names of the specification, such as SeMachineAccountPrivilege
    #[arg(required = true, value_name = "RIGHT")]
    pub rights: Vec<String>,
}

/// What the service has logged.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// List events, the oldest first
    List(EventFilter),
}

/// Which events.
#[derive(Debug, ClapArgs)]
pub struct EventFilter {
    /// Only those that happened at or after this time, in UTC: YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ
    #[arg(long, value_name = "TIME", value_parser = point_in_time)]
    pub since: Option<FileTime>,
    /// Only those of this number, such as 5722; may be given several times
    #[arg(long, value_name = "NUMBER")]
    pub id: Vec<u32>,
    /// Only the newest ones, so many
    #[arg(long, value_name = "NUMBER")]
    pub last: Option<usize>,
    /// Go on with new ones as they come, until interrupted; with --json each is a line of its own, before the document
    #[arg(long)]
    pub follow: bool,
}

/// Exceptions from what is required of computers.
#[derive(Debug, Subcommand)]
pub enum ExceptionCommand {
    /// Make an exception for one account, instead of one that it has
    Add(AddException),
    /// List exceptions, those that have ended, too, and how often each was used
    List,
    /// End an exception
    Remove {
        /// The account
        #[arg(value_name = "ACCOUNT")]
        account: String,
    },
}

/// How to make an exception.
#[derive(Debug, ClapArgs)]
#[command(group = ArgGroup::new("kinds").required(true).multiple(true)
    .args(["all", "weak_crypto", "md5_client", "no_schannel", "no_seal"]))]
pub struct AddException {
    /// The account, such as `old$`
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// All exceptions that there are
    #[arg(long, conflicts_with_all = ["weak_crypto", "md5_client", "no_schannel", "no_seal"])]
    pub all: bool,
    /// Session keys without AES
    #[arg(long)]
    pub weak_crypto: bool,
    /// A client that offers no AES (`RejectMd5Clients`)
    #[arg(long)]
    pub md5_client: bool,
    /// Netlogon calls outside of a secure channel (CVE-2020-1472)
    #[arg(long)]
    pub no_schannel: bool,
    /// Netlogon calls that are signed and not sealed
    #[arg(long)]
    pub no_seal: bool,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = said)]
    pub reason: String,
    /// After how many days it ends
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=366))]
    pub days: u16,
    /// Who answers for it; without this, whoever runs the command
    #[arg(long, value_name = "NAME", value_parser = said)]
    pub owner: Option<String>,
}

impl PolicyCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Show => "policy show",
            Self::Set(_) => "policy set",
        }
    }
}

impl RightCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::List { .. } => "right list",
            Self::Grant(_) => "right grant",
            Self::Revoke(_) => "right revoke",
        }
    }
}

impl EventCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::List(_) => "event list",
        }
    }
}

impl ExceptionCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "exception add",
            Self::List => "exception list",
            Self::Remove { .. } => "exception remove",
        }
    }
}
