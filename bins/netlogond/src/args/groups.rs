//! `dc group` and `dc alias`.

use clap::{Args as ClapArgs, Subcommand};

/// Global groups.
#[derive(Debug, Subcommand)]
pub enum GroupCommand {
    /// Make a group
    Add(Add),
    /// Delete a group that has no members
    Delete(Named),
    /// List all groups
    List,
    /// List the members of a group
    Members(Named),
    /// Make a user a member
    AddMember(Membership),
    /// End a user's membership
    RemoveMember(Membership),
}

/// Local groups. A name is looked for in the domain and then in BUILTIN; `BUILTIN\NAME` says which.
#[derive(Debug, Subcommand)]
pub enum AliasCommand {
    /// Make an alias in the domain
    Add(Add),
    /// Delete an alias of the domain
    Delete(Named),
    /// List all aliases of the domain and of BUILTIN
    List,
    /// List the members of an alias
    Members(Named),
    /// Make a user, a group or any SID a member
    AddMember(Membership),
    /// End a membership
    RemoveMember(Membership),
}

/// A name.
#[derive(Debug, ClapArgs)]
pub struct Named {
    /// Its name
    pub name: String,
}

/// A group or alias to be made.
#[derive(Debug, ClapArgs)]
pub struct Add {
    /// Its name
    pub name: String,
    /// What it is for
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub comment: String,
}

/// A group or alias, and a member.
#[derive(Debug, ClapArgs)]
pub struct Membership {
    /// The group or alias
    pub name: String,
    /// The member, by name or SID
    pub member: String,
}

impl GroupCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "group add",
            Self::Delete(_) => "group delete",
            Self::List => "group list",
            Self::Members(_) => "group members",
            Self::AddMember(_) => "group add-member",
            Self::RemoveMember(_) => "group remove-member",
        }
    }
}

impl AliasCommand {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "alias add",
            Self::Delete(_) => "alias delete",
            Self::List => "alias list",
            Self::Members(_) => "alias members",
            Self::AddMember(_) => "alias add-member",
            Self::RemoveMember(_) => "alias remove-member",
        }
    }
}
