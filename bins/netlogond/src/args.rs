//! The command line.

mod accounts;
mod groups;
mod member;
mod rules;
mod trusts;

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use wire::NetbiosName;

pub use accounts::{
    AddComputer, AddUser, Computer, ComputerCommand, Details, NewPassword, ResetComputer, SetUser,
    UserCommand, WhenPasswordIsUsed,
};
pub use groups::{Add, AliasCommand, GroupCommand, Membership, Named};
pub use member::{
    InitMember, JoinDomain, LeaveDomain, LocalPassword, Member, MemberCommand, RenameMachine,
};
pub use rules::{
    AddException, EventCommand, EventFilter, ExceptionCommand, PolicyCommand, RightCommand,
    RightOf, SetPolicy,
};
pub use trusts::{AddTrust, Direction, TrustCommand, TrustPassword};

/// The Netlogon service: a domain controller, or a member of a domain.
#[derive(Debug, Parser)]
#[command(name = "netlogond", version)]
pub struct Args {
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A domain controller: serves, or, with a command, administers its domain on this machine
    Dc(Box<Dc>),
    /// A member of a domain: keeps this machine's secure channel, or, with a command, joins, shows, verifies, leaves
    Member(Box<Member>),
    /// Read a settings file and print what is in effect
    CheckConfig(CheckConfig),
}

/// `dc [COMMAND]`: without a command it serves.
#[derive(Debug, ClapArgs)]
#[command(subcommand_value_name = "COMMAND")]
pub struct Dc {
    /// Directory that the domain is kept in
    #[arg(long, global = true, value_name = "DIR", env = "NETLOGOND_STATE")]
    pub state: Option<PathBuf>,
    /// Address to serve on; may be given several times, and replaces `listen` of the settings
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Vec<IpAddr>,
    /// Settings: addresses, ports, encryption, names, logs; see Files in --help
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How to administer it.
    #[command(subcommand)]
    pub command: Option<DcCommand>,
}

/// Administration of the domain on this machine, also while a service serves it.
#[derive(Debug, Subcommand)]
pub enum DcCommand {
    /// Make a domain: its SID, the administrator, the groups and aliases that every domain has
    Init(Init),
    /// Show the domain's names, its SID, and how much is in it
    Show,
    /// People's accounts
    #[command(subcommand)]
    User(UserCommand),
    /// Global groups, whose members are users of the domain
    #[command(subcommand)]
    Group(GroupCommand),
    /// Computers' accounts
    #[command(subcommand)]
    Computer(ComputerCommand),
    /// Local groups, of the domain and of BUILTIN, whose members are anybody's SIDs
    #[command(subcommand)]
    Alias(AliasCommand),
    /// Rules for passwords, lockout and computers
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Privileges and other account rights
    #[command(subcommand)]
    Right(RightCommand),
    /// What the service has logged
    #[command(subcommand)]
    Event(EventCommand),
    /// Exceptions from what is required of computers, each with a reason and an end
    #[command(subcommand)]
    Exception(ExceptionCommand),
    /// Trusts between this domain and others
    #[command(subcommand)]
    Trust(TrustCommand),
}

/// How to make a domain.
#[derive(Debug, ClapArgs)]
pub struct Init {
    /// NetBIOS name of the domain
    #[arg(long, value_name = "DOMAIN")]
    pub domain: NetbiosName,
    /// NetBIOS name of this domain controller
    #[arg(long, value_name = "NAME")]
    pub name: NetbiosName,
    /// File whose first line is the administrator's password, and that nobody but its owner can read; without it and
    /// without NETLOGOND_PASSWORD the terminal is asked
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// `check-config FILE`.
#[derive(Debug, ClapArgs)]
pub struct CheckConfig {
    /// The settings file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// It is a member's, and no domain controller's
    #[arg(long)]
    pub member: bool,
}

impl Command {
    /// The words that it is called by.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::CheckConfig(_) => "check-config".to_owned(),
            Self::Dc(dc) => match &dc.command {
                None => "dc".to_owned(),
                Some(command) => format!("dc {}", command.name()),
            },
            Self::Member(member) => match &member.command {
                None => "member".to_owned(),
                Some(command) => format!("member {}", command.name()),
            },
        }
    }
}

impl DcCommand {
    const fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::Show => "show",
            Self::User(command) => command.name(),
            Self::Group(command) => command.name(),
            Self::Computer(command) => command.name(),
            Self::Alias(command) => command.name(),
            Self::Policy(command) => command.name(),
            Self::Right(command) => command.name(),
            Self::Event(command) => command.name(),
            Self::Exception(command) => command.name(),
            Self::Trust(command) => command.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Args, clap::Error> {
        Args::try_parse_from(line.split(' '))
    }

    #[test]
    fn the_definition_is_sound() {
        crate::command().debug_assert();
    }

    #[test]
    fn the_lines_of_the_seed() {
        for (line, name) in [
            (
                "netlogond dc init --state /s --domain OURDOM --name OURPDC",
                "dc init",
            ),
            ("netlogond dc --state /s --listen 10.75.0.6", "dc"),
            ("netlogond check-config /etc/netlogond.toml", "check-config"),
            (
                "netlogond dc exception add old$ --state /s --all --reason legacy --days 30",
                "dc exception add",
            ),
            (
                "netlogond dc exception add old$ --state /s --weak-crypto --no-seal --reason legacy --days 30",
                "dc exception add",
            ),
            ("netlogond dc user list --state /s --json", "dc user list"),
            ("netlogond dc --state /s user list", "dc user list"),
            (
                "netlogond member join --state /s --domain D --user Administrator",
                "member join",
            ),
            ("netlogond member --state /s --config /c", "member"),
            ("netlogond member status --json", "member status"),
            ("netlogond member leave", "member leave"),
            ("netlogond check-config --member /c", "check-config"),
        ] {
            assert_eq!(parsed(line).unwrap().command.name(), name, "{line}");
        }
    }

    #[test]
    fn misuse_is_an_error_before_anything_is_opened() {
        for line in [
            "netlogond dc init --state /s --domain a.b --name OURPDC", // no NetBIOS name
            "netlogond dc exception add old$ --state /s --reason legacy --days 30", // from what?
            "netlogond dc exception add old$ --state /s --all --days 30", // why?
            "netlogond dc exception add old$ --state /s --all --reason legacy", // until when?
            "netlogond dc exception add old$ --state /s --all --reason legacy --days 0",
            "netlogond dc user add carol --password secret", // everybody could see it
            "netlogond dc user set carol",                   // what?
            "netlogond dc computer add a.b",
            "netlogond member join --domain D", // in whose name?
            "netlogond member join --state /s --domain a,b --user U", // nobody is called so
            "netlogond dc policy set --state /s --min-password-length 257", // no password is so long
            "netlogond dc exception add old$ --state /s --no-seal --days 3 --reason=", // why?
            "netlogond member join --user U",                               // which domain?
            "netlogond member join --domain D --user U --password secret",
            "netlogond member leave --server DC", // in whose name?
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
