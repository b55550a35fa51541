//! `dc trust`.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use wire::{NetbiosName, Sid};

use super::accounts::PasswordFile;

/// Trusts between this domain and others.
#[derive(Debug, Subcommand)]
pub enum TrustCommand {
    /// Make this domain's half of a trust; an administrator of the other domain makes the other half, with the same password
    Add(AddTrust),
    /// List trusts, and accounts of domains that trust this one
    List,
    /// Set the password of a trust; it has to be the same on both sides
    Password(TrustPassword),
    /// End a trust: its password and the other domain's account go with it
    Remove {
        /// NetBIOS or DNS name of the other domain
        #[arg(value_name = "DOMAIN")]
        domain: String,
    },
}

/// How to make a trust.
#[derive(Debug, ClapArgs)]
pub struct AddTrust {
    /// NetBIOS name of the other domain
    #[arg(value_name = "DOMAIN")]
    pub domain: NetbiosName,
    /// Its SID, which `rpcclient DC -c lsaquery` or `netlogond dc show` tells; only a domain that trusts this one and is not
    /// trusted by it needs none
    #[arg(long, value_name = "SID")]
    pub sid: Option<Sid>,
    /// Who trusts whom
    #[arg(long, value_enum, default_value_t = Direction::Outbound)]
    pub direction: Direction,
    /// Its name in the DNS, if it has one, by which its controllers are found
    #[arg(long, value_name = "NAME")]
    pub dns_name: Option<String>,
    /// Where the trust's password is.
    #[command(flatten)]
    pub password: PasswordFile,
}

/// A new password of a trust.
#[derive(Debug, ClapArgs)]
pub struct TrustPassword {
    /// NetBIOS or DNS name of the other domain
    #[arg(value_name = "DOMAIN")]
    pub domain: String,
    /// Where it is.
    #[command(flatten)]
    pub password: PasswordFile,
}

/// Who trusts whom.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Direction {
    /// This domain trusts the other: its users may log on here
    Outbound,
    /// The other domain trusts this one: this one's users may log on there
    Inbound,
    /// Each trusts the other
    Both,
}

impl TrustCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "trust add",
            Self::List => "trust list",
            Self::Password(_) => "trust password",
            Self::Remove { .. } => "trust remove",
        }
    }
}
