//! The command line: the grammar of NT 4's NETDOM and that of today's, as one.

use std::ffi::OsString;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{ArgGroup, Args as ClapArgs, FromArgMatches, Parser, Subcommand, ValueEnum};
use wire::{NetbiosName, Password};

/// Finds out why the secure channel of a domain member is broken, and resets it.
#[derive(Debug, Parser)]
#[command(
    name = "netdom",
    version,
    after_help = "Switches may be written as /Switch:value in any case. `--help` tells all, `-h` this."
)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the domain is, and who is asking.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Common options")]
pub struct Global {
    /// Domain, by its NetBIOS or DNS name
    #[arg(short, long, global = true, value_name = "DOMAIN")]
    pub domain: Option<String>,
    /// Account for the domain: DOMAIN\user, user@domain or user
    #[arg(long, alias = "user", global = true, value_name = "USER")]
    pub userd: Option<String>,
    /// Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks
    #[arg(long, alias = "password", global = true, value_name = "PASSWORD")]
    pub passwordd: Option<SecretArg>,
    /// File whose first line is the password for the domain
    #[arg(long, alias = "password-file", global = true, value_name = "FILE")]
    pub passwordd_file: Option<PathBuf>,
    /// Account for the member: a local administrator of it; without it, the domain's account is used
    #[arg(long, global = true, value_name = "USER")]
    pub usero: Option<String>,
    /// Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks
    #[arg(long, global = true, value_name = "PASSWORD")]
    pub passwordo: Option<SecretArg>,
    /// File whose first line is the password for the member
    #[arg(long, global = true, value_name = "FILE")]
    pub passwordo_file: Option<PathBuf>,
    /// Domain controller to use instead of searching one
    #[arg(long, alias = "dc", global = true, value_name = "DC")]
    pub server: Option<String>,
    /// WINS server that knows the domain; may be given several times
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub wins: Vec<Ipv4Addr>,
    /// Longest wait for any one answer, in seconds
    #[arg(long, global = true, value_name = "SECONDS", default_value = "30",
          value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// Settings: WINS and DNS servers, names and ports; see Files in --help
    #[arg(long, global = true, value_name = "FILE", env = "NETDOM_CONFIG")]
    pub config: Option<PathBuf>,
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// Print results without headings and progress
    #[arg(long, global = true)]
    pub noverbose: bool,
}

impl Global {
    /// The longest wait for any one answer.
    #[must_use]
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Members of the domain, and one member's channel (NT 4 form)
    Member(Member),
    /// Join a computer to the domain, or repair the channel of one that is joined already
    Join(Target<JoinOptions>),
    /// Take a computer out of the domain
    Remove(Target<LeaveOptions>),
    /// Give a member and its account another name, and leave it in the domain
    Renamecomputer(Target<RenameOptions>),
    /// Create a computer account in the domain
    Add(Target<AccountOptions>),
    /// Reset the secure channel of a member, healthy or not
    Reset(Target<ResetOptions>),
    /// Find out whether the secure channel of a member works
    Verify(Target<NoOptions>),
    /// List machines of the domain
    Query(Query),
    /// Reset the machine password of this computer
    Resetpwd(EnableOption),
}

impl Command {
    /// The word that it is called by.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Member(_) => "member",
            Self::Join(_) => "join",
            Self::Remove(_) => "remove",
            Self::Renamecomputer(_) => "renamecomputer",
            Self::Add(_) => "add",
            Self::Reset(_) => "reset",
            Self::Verify(_) => "verify",
            Self::Query(_) => "query",
            Self::Resetpwd(_) => "resetpwd",
        }
    }
}

/// `MEMBER [\\NAME] [/ADD | /DELETE | /QUERY | /JOINDOMAIN | /JOINWORKGROUP WG]`.
#[derive(Debug, ClapArgs)]
#[command(group = ArgGroup::new("action"))]
pub struct Member {
    /// The member; without it, all members are listed
    #[arg(value_name = "\\\\NAME")]
    pub name: Option<NetbiosName>,
    /// Create its computer account
    #[arg(long, group = "action", requires = "name")]
    pub add: bool,
    /// Delete its computer account
    #[arg(long, group = "action", requires = "name")]
    pub delete: bool,
    /// Show its account, its membership and its channel
    #[arg(long, group = "action", requires = "name")]
    pub query: bool,
    /// Join it to the domain; if it is a member, verify its channel and reset it if it is broken
    #[arg(long, group = "action", requires = "name")]
    pub joindomain: bool,
    /// Take it out of the domain, into this workgroup
    #[arg(long, group = "action", requires = "name", value_name = "WORKGROUP")]
    pub joinworkgroup: Option<NetbiosName>,
    /// How to join.
    #[command(flatten)]
    pub options: JoinOptions,
}

/// A computer, and the options of the command.
#[derive(Debug, ClapArgs)]
pub struct Target<O: ClapArgs> {
    /// The computer
    #[arg(value_name = "\\\\NAME")]
    pub name: NetbiosName,
    /// The command's own.
    #[command(flatten)]
    pub options: O,
}

/// A command without options of its own.
#[derive(Debug, ClapArgs)]
pub struct NoOptions {}

/// How to join.
#[derive(Debug, Default, ClapArgs)]
pub struct JoinOptions {
    /// Reset the channel even if it works
    #[arg(long)]
    pub force: bool,
    /// Enable the computer account if it is disabled.
    #[command(flatten)]
    pub enable: EnableOption,
    /// Organisational unit for a new account, as RFC 1779 writes it (Active Directory only)
    #[arg(long, value_name = "OU")]
    pub ou: Option<String>,
    /// How a member gets its new password.
    #[command(flatten)]
    pub method: MethodOption,
}

/// How a member gets its new password.
#[derive(Clone, Copy, Debug, Default, ClapArgs)]
pub struct MethodOption {
    /// Set the member's LSA secret and its account from here, as NT 4 does, instead of having the member join again: the
    /// password of the domain's account then never reaches the member
    #[arg(long)]
    pub secret: bool,
}

/// Whether a disabled account may be enabled.
#[derive(Clone, Copy, Debug, Default, ClapArgs)]
pub struct EnableOption {
    /// Enable the computer account if it is disabled
    #[arg(long)]
    pub enable: bool,
}

/// How to reset.
#[derive(Clone, Copy, Debug, Default, ClapArgs)]
pub struct ResetOptions {
    /// Whether a disabled account may be enabled.
    #[command(flatten)]
    pub enable: EnableOption,
    /// How a member gets its new password.
    #[command(flatten)]
    pub method: MethodOption,
}

/// How to leave.
#[derive(Debug, ClapArgs)]
pub struct LeaveOptions {
    /// Workgroup that the computer is in afterwards
    #[arg(long, value_name = "WORKGROUP", default_value = "WORKGROUP")]
    pub workgroup: NetbiosName,
    /// Leave the computer account in the domain as it is, instead of disabling it
    #[arg(long)]
    pub keep_account: bool,
}

/// How to rename.
#[derive(Debug, ClapArgs)]
pub struct RenameOptions {
    /// The new name
    #[arg(long, value_name = "NAME")]
    pub newname: NetbiosName,
    /// Taken for the sake of scripts: nothing is ever asked before it is done
    #[arg(long)]
    pub force: bool,
}

/// How to create an account.
#[derive(Debug, ClapArgs)]
pub struct AccountOptions {
    /// Enable the account if it exists and is disabled.
    #[command(flatten)]
    pub enable: EnableOption,
}

/// `QUERY [/VERIFY] [/RESET] KIND`.
#[derive(Debug, ClapArgs)]
pub struct Query {
    /// Which machines
    #[arg(value_enum, ignore_case = true)]
    pub kind: QueryKind,
    /// Verify the channel of each member
    #[arg(long)]
    pub verify: bool,
    /// Reset each channel that is broken
    #[arg(long, requires = "verify")]
    pub reset: bool,
}

/// Which machines `query` lists.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum QueryKind {
    /// Workstations and member servers (the account does not tell them apart)
    #[value(alias = "server", alias = "member")]
    Workstation,
    /// Domain controllers
    Dc,
    /// The primary domain controller
    Pdc,
}

/// A password that came by the command line. Its `Debug` shows nothing.
#[derive(Clone)]
pub struct SecretArg(Arc<Password>);

impl SecretArg {
    /// The password itself.
    #[must_use]
    pub fn password(&self) -> Password {
        self.0.duplicate()
    }
}

impl From<String> for SecretArg {
    fn from(text: String) -> Self {
        Self(Arc::new(Password::new(text)))
    }
}

impl std::fmt::Debug for SecretArg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretArg")
    }
}

impl Args {
    /// Reads a command line, switches and all.
    ///
    /// # Errors
    /// clap's error, which prints itself and knows whether it is help or misuse.
    pub fn from_words(words: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let command = crate::command();
        let words = cli::translate(words, &command);
        let matches = command.try_get_matches_from(words)?;
        Self::from_arg_matches(&matches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Args, clap::Error> {
        Args::from_words(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_definition_is_sound() {
        crate::command().debug_assert();
    }

    #[test]
    fn the_main_job_as_the_seed_writes_it() {
        let args = parsed(r"netdom /domain:DOMAIN /user:DOMAIN\root /usero:root member \\DomainMember /joindomain").unwrap();
        assert_eq!(args.global.domain.as_deref(), Some("DOMAIN"));
        assert_eq!(args.global.userd.as_deref(), Some(r"DOMAIN\root"));
        assert_eq!(args.global.usero.as_deref(), Some("root"));
        let Command::Member(member) = args.command else {
            panic!("{:?}", args.command)
        };
        assert_eq!(member.name, Some("DOMAINMEMBER".parse().unwrap()));
        assert!(member.joindomain && !member.options.force);
    }

    #[test]
    fn both_grammars_and_both_spellings() {
        for line in [
            "NETDOM MEMBER DOMAINMEMBER /JoinDomain /Force /D:DOMAIN",
            r"netdom member \\domainmember --joindomain --force -d DOMAIN",
        ] {
            let Command::Member(member) = parsed(line).unwrap().command else {
                panic!()
            };
            assert!(member.joindomain && member.options.force, "{line}");
        }
        assert!(matches!(
            parsed("netdom QUERY /verify SERVER").unwrap().command,
            Command::Query(Query {
                kind: QueryKind::Workstation,
                verify: true,
                reset: false
            })
        ));
        assert!(matches!(
            parsed(r"netdom VERIFY \\M").unwrap().command,
            Command::Verify(_)
        ));
    }

    #[test]
    fn a_computer_is_renamed_as_windows_writes_it() {
        let args =
            parsed(r"netdom RENAMECOMPUTER OLD /NewName:new /UserD:DOM\root /Force").unwrap();
        let Command::Renamecomputer(target) = args.command else {
            panic!("{:?}", args.command)
        };
        assert_eq!(target.name, "OLD".parse().unwrap());
        assert_eq!(target.options.newname, "NEW".parse().unwrap());
    }

    #[test]
    fn misuse_is_an_error_before_anything_is_sent() {
        for line in [
            "netdom member /joindomain",              // whom?
            r"netdom member \\M /joindomain /delete", // which?
            r"netdom member \\M /joindmain",          // a typo is no second name
            "netdom verify a.b",                      // no NetBIOS name
            "netdom query /reset server",             // reset what was not verified
            r"netdom verify M /timeout:0",
            r"netdom renamecomputer M", // to what?
            r"netdom renamecomputer M /newname:a.b",
            r"netdom renamecomputer M /newname:N /reboot", // nobody restarts a machine from here
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_password_on_the_command_line_cannot_be_printed() {
        let args = parsed("netdom /password:hunter2 /passwordo:hunter3 member").unwrap();
        assert_eq!(
            args.global.passwordd.as_ref().unwrap().password().expose(),
            "hunter2"
        );
        assert!(!format!("{args:?}").contains("hunter"));
    }
}
