//! `member [COMMAND]`.

use std::path::PathBuf;

use auth::Account;
use clap::{Args as ClapArgs, Subcommand};
use wire::NetbiosName;

use super::EventFilter;
use crate::values::domain_name;

/// `member [COMMAND]`: without a command it serves.
#[derive(Debug, ClapArgs)]
#[command(subcommand_value_name = "COMMAND")]
pub struct Member {
    /// Directory that the membership is kept in
    #[arg(long, global = true, value_name = "DIR", env = "NETLOGOND_STATE")]
    pub state: Option<PathBuf>,
    /// Settings: addresses, ports, how domain controllers are found, the password's age; see Files in --help
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<MemberCommand>,
}

/// What to do with the membership of this machine.
#[derive(Debug, Subcommand)]
pub enum MemberCommand {
    /// Make a state directory with this machine's own accounts, without joining: for `netdom join` from elsewhere
    Init(InitMember),
    /// Join a domain; on a machine that has joined, repair its channel with a new password
    Join(JoinDomain),
    /// Show the membership, the channel and the age of the password
    Status,
    /// Prove that the domain controller accepts this machine's password now
    Verify,
    /// Change this machine's password now
    Rotate,
    /// Show what the service has logged
    Events(EventFilter),
    /// Give this machine another name, with --user its account in the domain, too
    Rename(RenameMachine),
    /// Leave the domain; with --user the account is disabled there
    Leave(LeaveDomain),
    /// Set the password of this machine's own Administrator, and enable the account
    Password(LocalPassword),
}

/// The machine's own accounts.
#[derive(Debug, ClapArgs)]
pub struct InitMember {
    /// NetBIOS name of this machine; without it, the first label of its host name
    #[arg(long, value_name = "NAME")]
    pub name: Option<NetbiosName>,
    /// The password of its own Administrator.
    #[command(flatten)]
    pub password: LocalPassword,
}

/// Which domain to join, and in whose name.
#[derive(Debug, ClapArgs)]
pub struct JoinDomain {
    /// NetBIOS or DNS name of the domain
    #[arg(long, value_name = "DOMAIN", value_parser = domain_name)]
    pub domain: String,
    /// Domain controller to join at, and the only one to use from then on; without it the primary one is looked for
    #[arg(long, value_name = "DC")]
    pub server: Option<String>,
    /// Account of the domain that may create or reset this machine's account: USER, DOMAIN\USER or USER@DOMAIN
    #[arg(long, value_name = "USER", value_parser = Account::parse, required_unless_present = "own account",
          conflicts_with = "own account")]
    pub user: Option<Account>,
    /// File whose first line is its password, and that nobody but its owner can read; without it and without
    /// NETLOGOND_PASSWORD the terminal is asked
    #[arg(long, value_name = "FILE", requires = "user")]
    pub password_file: Option<PathBuf>,
    /// Join without an administrator: file whose first line is the password that this machine's account, made before, has
    /// got for this once, and that nobody but its owner can read
    #[arg(long, value_name = "FILE", group = "own account")]
    pub account_password_file: Option<PathBuf>,
    /// Join without an administrator, if the account, made before, has the password that everybody knows: this machine's
    /// name in lower case
    #[arg(long, group = "own account")]
    pub default_password: bool,
    /// NetBIOS name of this machine, if it has no state directory yet; without it, the first label of its host name
    #[arg(long, value_name = "NAME")]
    pub name: Option<NetbiosName>,
    /// Use only an account that is there already
    #[arg(long, conflicts_with = "own account")]
    pub existing: bool,
}

/// Another name for the machine.
#[derive(Debug, ClapArgs)]
pub struct RenameMachine {
    /// The new NetBIOS name
    #[arg(value_name = "NAME")]
    pub name: NetbiosName,
    /// Account of the domain that may rename this machine's account: USER, DOMAIN\USER or USER@DOMAIN; without it the
    /// account has the name already, or the machine is in no domain
    #[arg(long, value_name = "USER", value_parser = Account::parse)]
    pub user: Option<Account>,
    /// File whose first line is its password, and that nobody but its owner can read; without it and without
    /// NETLOGOND_PASSWORD the terminal is asked
    #[arg(long, value_name = "FILE", requires = "user")]
    pub password_file: Option<PathBuf>,
    /// Domain controller to have it done at; without it the primary one is looked for
    #[arg(long, value_name = "DC")]
    pub server: Option<String>,
}

/// In whose name to leave.
#[derive(Debug, ClapArgs)]
pub struct LeaveDomain {
    /// Account of the domain that may disable this machine's account; without it the account is left as it is
    #[arg(long, value_name = "USER", value_parser = Account::parse)]
    pub user: Option<Account>,
    /// File whose first line is its password, and that nobody but its owner can read; without it and without
    /// NETLOGOND_PASSWORD the terminal is asked
    #[arg(long, value_name = "FILE", requires = "user")]
    pub password_file: Option<PathBuf>,
    /// Domain controller to have it done at; without it the primary one is looked for
    #[arg(long, value_name = "DC", requires = "user")]
    pub server: Option<String>,
}

/// The password of the machine's own Administrator.
#[derive(Debug, ClapArgs)]
pub struct LocalPassword {
    /// File whose first line is the new password, and that nobody but its owner can read; without it and without
    /// NETLOGOND_PASSWORD the terminal is asked
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

impl MemberCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::Join(_) => "join",
            Self::Status => "status",
            Self::Verify => "verify",
            Self::Rotate => "rotate",
            Self::Events(_) => "events",
            Self::Rename(_) => "rename",
            Self::Leave(_) => "leave",
            Self::Password(_) => "password",
        }
    }
}
