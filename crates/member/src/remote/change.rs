//! Joining and leaving, as an administrator asks a member for it, [MS-WKST] 3.2.4.13 to 3.2.4.15.

use auth::Credentials;
use lsa::Change;
use msrpc::wkssvc::JoinOptions;
use wire::{NetbiosName, Password, Win32Error};

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

    /// Joins without an administrator of the domain.
    ///
    /// # Errors
    /// The status that `NetrJoinDomain2` is answered with.
    fn join_unsecure(&self, order: UnsecureOrder) -> BoxFuture<'_, Result<(), Win32Error>>;

    /// Takes another name, and stays in the domain.
    ///
    /// # Errors
    /// The status that `NetrRenameMachineInDomain2` is answered with.
    fn rename(&self, order: RenameOrder) -> BoxFuture<'_, Result<(), Win32Error>>;
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

/// Which domain to join with the password of the computer's own account, which an administrator has made before and whose
/// password he has told: good for this once.
pub struct UnsecureOrder {
    /// Its NetBIOS or DNS name.
    pub domain: String,
    /// The domain controller to have it done at; `None` for any.
    pub server: Option<String>,
    /// The account's password. `None` for the one that accounts are made with when nobody says another: the computer's
    /// name in lower case, which everybody knows.
    pub password: Option<Password>,
}

/// Which name to take.
pub struct RenameOrder {
    /// The new name.
    pub name: NetbiosName,
    /// The domain controller to have it done at; `None` for any.
    pub server: Option<String>,
    /// What is presented to the domain controller to have the account renamed; `None` if it is called so already.
    pub credentials: Option<Credentials>,
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
                let (domain, server) = domain_and_server(domain);
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
            Change::JoinUnsecure {
                domain,
                password,
                options,
            } => {
                self.check_join(options)?;
                let (domain, server) = domain_and_server(domain);
                let order = UnsecureOrder {
                    domain,
                    server,
                    password: Some(password),
                };
                let joined = self.joiner.join_unsecure(order).await;
                self.go_on_after(joined).await
            }
            Change::Rename {
                name,
                credentials,
                options,
            } => {
                let order = self.rename_order(name, credentials, options)?;
                let renamed = self.joiner.rename(order).await;
                self.go_on_after(renamed).await
            }
        }
    }

    /// What `NetrRenameMachineInDomain2` asks for. Without [`JoinOptions::ACCT_CREATE`] the account is left alone, so that
    /// the computer can take a name that somebody has given its account before; the specification has it take any, and lose
    /// its channel by that.
    fn rename_order(
        &self,
        name: Option<String>,
        credentials: Credentials,
        options: JoinOptions,
    ) -> Result<RenameOrder, Win32Error> {
        // "The server MUST fail the call with NERR_SetupNotJoined."
        let own = self.member.computer();
        let own = own.ok_or(Win32Error::NERR_SetupNotJoined)?;
        // It has no names of the DNS in the directory to change.
        if options.contains(JoinOptions::DNS_NAME_CHANGES_ONLY) {
            return Err(Win32Error::ERROR_NOT_SUPPORTED);
        }
        // "If this parameter is NULL, the current machine name is used."
        let name = match name {
            Some(name) => name.parse(),
            None => Ok(own),
        };
        let name = name.map_err(|_| Win32Error::ERROR_INVALID_COMPUTERNAME)?;
        Ok(RenameOrder {
            name,
            server: None,
            credentials: options
                .contains(JoinOptions::ACCT_CREATE)
                .then_some(credentials),
        })
    }

    fn check_join(&self, options: JoinOptions) -> Result<(), Win32Error> {
        // "It MUST be used only in conjunction with the NETSETUP_MACHINE_PWD_PASSED flag", and that with it, for a read-only
        // join is another matter.
        let unsecure = JoinOptions::JOIN_UNSECURE | JoinOptions::MACHINE_PWD_PASSED;
        if options.intersects(unsecure) && !options.contains(unsecure) {
            return Err(Win32Error::ERROR_INVALID_PARAMETER);
        }
        // Accounts and names besides its own are for provisioning by others.
        let unsupported = JoinOptions::JOIN_DC_ACCOUNT
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

/// `DOMAIN\DC`, or `DOMAIN` alone.
fn domain_and_server(domain: String) -> (String, Option<String>) {
    match domain.split_once('\\') {
        Some((domain, server)) => (domain.to_owned(), Some(server.to_owned())),
        None => (domain, None),
    }
}
