//! `dc user` and `dc computer`.

use std::path::PathBuf;

use clap::{ArgGroup, Args as ClapArgs, Subcommand};
use wire::FileTime;

use super::groups::Named;
use crate::values::{ComputerName, expiry};

/// People's accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account
    Add(AddUser),
    /// Delete an account
    Delete(Named),
    /// List all accounts of people
    List,
    /// Show everything about an account but its secrets
    Show(Named),
    /// Set the password
    Password(NewPassword),
    /// Enable an account
    Enable(Named),
    /// Disable an account
    Disable(Named),
    /// Let somebody in again whom wrong passwords have locked out
    Unlock(Named),
    /// Change an account
    Set(SetUser),
}

/// How to make an account.
#[derive(Debug, ClapArgs)]
pub struct AddUser {
    /// The account's name
    pub name: String,
    /// Where its password is.
    #[command(flatten)]
    pub password: PasswordFile,
    /// When the password is to be changed.
    #[command(flatten)]
    pub when: WhenPasswordIsUsed,
    /// What else is known.
    #[command(flatten)]
    pub details: Details,
}

/// A password to be set.
#[derive(Debug, ClapArgs)]
pub struct NewPassword {
    /// The account's name
    pub name: String,
    /// Where it is.
    #[command(flatten)]
    pub password: PasswordFile,
    /// When it is to be changed.
    #[command(flatten)]
    pub when: WhenPasswordIsUsed,
}

/// Where a new password is.
#[derive(Debug, ClapArgs)]
pub struct PasswordFile {
    /// File whose first line is the new password, and that nobody but its owner can read; without it and without
    /// NETLOGOND_PASSWORD the terminal is asked
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// When a new password has to be changed.
#[derive(Debug, ClapArgs)]
pub struct WhenPasswordIsUsed {
    /// Whether the user has to change it at the next logon
    #[arg(long)]
    pub must_change: bool,
}

/// What an administrator knows of a user.
#[derive(Debug, ClapArgs)]
pub struct Details {
    /// The person's name
    #[arg(long, value_name = "TEXT")]
    pub full_name: Option<String>,
    /// The administrator's comment
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
    /// Home directory
    #[arg(long, value_name = "PATH")]
    pub home_directory: Option<String>,
    /// Drive letter of the home directory, such as `H:`
    #[arg(long, value_name = "DRIVE")]
    pub home_drive: Option<String>,
    /// Logon script
    #[arg(long, value_name = "PATH")]
    pub script: Option<String>,
    /// Profile
    #[arg(long, value_name = "PATH")]
    pub profile: Option<String>,
    /// Computers that the user may log on at, with commas between them; an empty text is all
    #[arg(long, value_name = "NAMES")]
    pub workstations: Option<String>,
    /// Day, in UTC, at whose beginning the account expires: YYYY-MM-DD or `never`
    #[arg(long, value_name = "DAY", value_parser = expiry)]
    pub expires: Option<FileTime>,
    /// Whether the policy's longest age holds for its password
    #[arg(long, value_name = "BOOL")]
    pub password_expires: Option<bool>,
}

/// How to change an account.
#[derive(Debug, ClapArgs)]
#[command(group = ArgGroup::new("change").required(true).multiple(true).args([
    "new_name", "full_name", "comment", "home_directory", "home_drive", "script", "profile", "workstations", "expires",
    "password_expires",
]))]
pub struct SetUser {
    /// The account's name
    pub name: String,
    /// Another name for the account
    #[arg(long, value_name = "NAME")]
    pub new_name: Option<String>,
    /// What else is to be changed.
    #[command(flatten)]
    pub details: Details,
}

/// Computers' accounts.
#[derive(Debug, Subcommand)]
pub enum ComputerCommand {
    /// Make an account for a computer that is going to join
    Add(AddComputer),
    /// Delete an account; the computer is no longer a member then
    Delete(Computer),
    /// List all computers
    List,
    /// Show everything about an account but its secrets
    Show(Computer),
    /// Enable an account
    Enable(Computer),
    /// Disable an account: the computer stays a member, and is not let in
    Disable(Computer),
    /// Give the account another password, so that the computer has to join again
    Reset(ResetComputer),
}

/// A computer.
#[derive(Debug, ClapArgs)]
pub struct Computer {
    /// Name of the computer or of its account
    #[arg(value_name = "NAME")]
    pub name: ComputerName,
}

/// How to make a computer's account.
#[derive(Debug, ClapArgs)]
pub struct AddComputer {
    /// Name of the computer
    #[arg(value_name = "NAME")]
    pub name: ComputerName,
    /// It is going to be a backup domain controller, which gets all accounts with the hashes of their passwords
    #[arg(long)]
    pub backup_controller: bool,
}

/// How to reset the password of a computer's account.
#[derive(Debug, ClapArgs)]
pub struct ResetComputer {
    /// Name of the computer or of its account
    #[arg(value_name = "NAME")]
    pub name: ComputerName,
    /// Set the password that anybody can guess, the computer's name in lower case, if the policy allows it; without this
    /// it is a random one that nobody knows
    #[arg(long)]
    pub default_password: bool,
}

impl UserCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "user add",
            Self::Delete(_) => "user delete",
            Self::List => "user list",
            Self::Show(_) => "user show",
            Self::Password(_) => "user password",
            Self::Enable(_) => "user enable",
            Self::Disable(_) => "user disable",
            Self::Unlock(_) => "user unlock",
            Self::Set(_) => "user set",
        }
    }
}

impl ComputerCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "computer add",
            Self::Delete(_) => "computer delete",
            Self::List => "computer list",
            Self::Show(_) => "computer show",
            Self::Enable(_) => "computer enable",
            Self::Disable(_) => "computer disable",
            Self::Reset(_) => "computer reset",
        }
    }
}
