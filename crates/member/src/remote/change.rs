//! Joining and leaving, as an administrator asks a member for it, [MS-WKST] 3.2.4.13 to 3.2.4.15.

use auth::Credentials;
use lsa::Change;
use msrpc::wkssvc::JoinOptions;
use wire::{NetbiosName, Win32Error};

use super::role::{MemberRole, unwritten};
use crate::BoxFuture;

/// Has a computer join a domain, or leave it. What is told to the domain controller and what is written down change
/// together.
pub trait Joiner: Send + Sync + 'static {
    /// Joins; a member of the same domain gets a new password.
    ///
    /// # Errors
    /// The status that `NetrJoinDomain2` is answered with.
    fn join(&self, order: JoinOrder) -> BoxFuture<'_, Result<(), Win32Error>>;

    /// Leaves.
    ///
    /// # Errors
    /// The status that `NetrUnjoinDomain2` is answered with.
    fn leave(&self, order: LeaveOrder) -> BoxFuture<'_, Result<(), Win32Error>>;
}

/// Which domain to join, and how.
pub struct JoinOrder {
    /// Its NetBIOS or DNS name.
    pub domain: String,
    /// The domain controller to have it done at; `None` for any.
    pub server: Option<String>,
    /// Where a new account goes in Active Directory.
    pub ou: Option<String>,
    /// What is presented to the domain controller.
    pub credentials: Credentials,
    /// Whether an account may be created.
    pub create_account: bool,
}

/// How to leave.
pub struct LeaveOrder {
    /// What is presented to the domain controller.
    pub credentials: Credentials,
    /// Whether the account is to be disabled.
    pub disable_account: bool,
}

impl MemberRole {
    pub(super) async fn change_membership(&self, change: Change) -> Result<(), Win32Error> {
        match change {
            Change::Join {
                domain,
                ou,
                credentials,
                options,
            } if options.contains(JoinOptions::JOIN_DOMAIN) => {
                self.check_join(options)?;
                let (domain, server) = match domain.split_once('\\') {
                    Some((domain, server)) => (domain.to_owned(), Some(server.to_owned())),
                    None => (domain, None),
                };
                let order = JoinOrder {
                    domain,
                    server,
                    ou,
                    credentials,
                    create_account: options.contains(JoinOptions::ACCT_CREATE),
                };
                let joined = self.joiner.join(order).await;
                self.go_on_after(joined).await
            }
            Change::Join { domain, .. } => self.join_workgroup(&domain).await,
            Change::Leave {
                credentials,
                options,
            } => {
                // "The server MUST stop message processing and return NERR_SetupNotJoined if DomainSid is NULL."
                if self.member.domain().is_none() {
                    return Err(Win32Error::NERR_SetupNotJoined);
                }
                let known = JoinOptions::ACCT_DELETE | JoinOptions::IGNORE_UNSUPPORTED_FLAGS;
                let ignored = options.contains(JoinOptions::IGNORE_UNSUPPORTED_FLAGS);
                if options.0 & !known.0 != 0 && !ignored {
                    return Err(Win32Error::ERROR_INVALID_FLAGS);
                }
                let order = LeaveOrder {
                    credentials,
                    disable_account: options.contains(JoinOptions::ACCT_DELETE),
                };
                let left = self.joiner.leave(order).await;
                self.go_on_after(left).await
            }
            // A computer's name is in its accounts' database, its settings and its operating system: it takes more than
            // this service to change it.
            Change::Rename { .. } if self.member.domain().is_none() => {
                Err(Win32Error::NERR_SetupNotJoined)
            }
            Change::Rename { .. } => Err(Win32Error::ERROR_NOT_SUPPORTED),
        }
    }

    fn check_join(&self, options: JoinOptions) -> Result<(), Win32Error> {
        // The password of the machine itself, and names besides its own, are for provisioning by others.
        let unsupported = JoinOptions::JOIN_UNSECURE
            | JoinOptions::MACHINE_PWD_PASSED
            | JoinOptions::JOIN_DC_ACCOUNT
            | JoinOptions::JOIN_WITH_NEW_NAME
            | JoinOptions::JOIN_READONLY;
        if options.intersects(unsupported) {
            return Err(Win32Error::ERROR_NOT_SUPPORTED);
        }
        let again = options.contains(JoinOptions::DOMAIN_JOIN_IF_JOINED);
        if self.member.domain().is_some() && !again {
            return Err(Win32Error::NERR_SetupAlreadyJoined);
        }
        Ok(())
    }

    async fn join_workgroup(&self, name: &str) -> Result<(), Win32Error> {
        if self.member.domain().is_some() {
            return Err(Win32Error::NERR_SetupAlreadyJoined);
        }
        let name = name.parse::<NetbiosName>();
        let name = name.map_err(|_| Win32Error::NERR_InvalidWorkgroupName)?;
        let written = self.set_workgroup(name).await;
        written.map_err(|error| unwritten(&error))
    }

    /// Goes on with what is written down now, which may be something else even if it failed.
    async fn go_on_after(&self, outcome: Result<(), Win32Error>) -> Result<(), Win32Error> {
        let reloaded = self.member.reload().await;
        outcome.and(reloaded.map_err(|failure| failure.win32_status()))
    }
}
