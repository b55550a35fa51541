//! What a computer is to a domain.

use std::future::{Future, ready};
use std::pin::Pin;

use auth::{Credentials, Exchange};
use msrpc::lsarpc::SidNameUse;
use msrpc::svcctl::StartType;
use msrpc::wkssvc::JoinOptions;
use wire::{NetbiosName, NtStatus, Password, SecretBytes, SecretKey, Sid, Win32Error};

use crate::previous_password::PreviousPasswords;
use crate::services::{CannotObey, Order, ServiceState};

/// What a computer's Netlogon service does for its Local Security Authority: all that differs between a domain controller
/// and a member of a domain.
///
/// Callers have been judged before any of this is called: only administrators change anything.
pub trait Role: Send + Sync + 'static {
    /// What the computer belongs to.
    fn membership(&self) -> Membership;

    /// The name of a computer that may get another while it serves; its own accounts are in a domain of the same name.
    fn computer(&self) -> Option<NetbiosName> {
        None
    }

    /// Whether the Netlogon service runs.
    fn service_state(&self) -> ServiceState;

    /// Has the Netlogon service start, stop, pause or go on.
    ///
    /// # Errors
    /// [`CannotObey`] when the order does not fit the state that it is in.
    fn obey(&self, order: Order) -> RoleFuture<'_, Result<ServiceState, CannotObey>>;

    /// Whether the Netlogon service starts with the computer.
    fn start_type(&self) -> StartType;

    /// Has it start with the computer, or not.
    ///
    /// # Errors
    /// The status that `RChangeServiceConfigW` is answered with, [MS-SCMR] 3.1.4.11.
    fn set_start_type(&self, start_type: StartType) -> RoleFuture<'_, Result<(), Win32Error>>;

    /// Accepts one association that a secure channel protects, [MS-RPCE] 2.2.1.1.7 `RPC_C_AUTHN_NETLOGON`; `None` on a
    /// computer at which no channels end.
    fn acceptor(&self) -> Option<Box<dyn Exchange>>;

    /// Whether a controller's domain trusts the one of this name, which then is asked whom to let in.
    fn trusts<'a>(&'a self, _domain: &'a str) -> RoleFuture<'a, bool> {
        Box::pin(ready(false))
    }

    /// Lets somebody in whose account is none of this computer's own: a member asks its domain, and a controller one that its
    /// own trusts.
    ///
    /// # Errors
    /// The status that the domain has for the reason, or for having no channel to it.
    fn log_on<'a>(&'a self, logon: NetworkLogon<'a>)
    -> RoleFuture<'a, Result<Foreigner, NtStatus>>;

    /// The rule by which previous passwords of member computers are accepted; there is none but at a domain controller that
    /// is told so.
    fn previous_passwords(&self) -> Option<PreviousPasswords> {
        None
    }

    /// The names of SIDs of which this computer knows nothing itself: a member asks its domain. There is one for each, or
    /// none at all where nobody can be asked.
    fn names_of<'a>(&'a self, _sids: &'a [Sid]) -> RoleFuture<'a, Vec<Option<Translation>>> {
        Box::pin(ready(Vec::new()))
    }

    /// The SIDs of names of which this computer knows nothing itself, in the same way.
    fn sids_of<'a>(&'a self, _names: &'a [String]) -> RoleFuture<'a, Vec<Option<Translation>>> {
        Box::pin(ready(Vec::new()))
    }

    /// Changes what the computer belongs to, [MS-WKST] 3.2.4.13 to 3.2.4.15.
    ///
    /// # Errors
    /// The status that the call is answered with.
    fn change(&self, change: Change) -> RoleFuture<'_, Result<(), Win32Error>>;

    /// Takes over the secret `$MACHINE.ACC`, the password of the computer's own account in its domain. Nothing ever reads
    /// it back, and nothing else keeps it.
    ///
    /// # Errors
    /// The status that the call is answered with, [MS-LSAD] 3.1.4.6.3.
    fn set_machine_password(&self, password: SecretBytes) -> RoleFuture<'_, Result<(), NtStatus>>;

    /// Takes over the name and SID of the domain that the computer is in, [MS-LSAD] 3.1.4.4.5; without a SID, of the
    /// workgroup.
    ///
    /// # Errors
    /// The status that the call is answered with.
    fn set_primary_domain(
        &self,
        name: NetbiosName,
        sid: Option<Sid>,
    ) -> RoleFuture<'_, Result<(), NtStatus>>;
}

/// What a [`Role`] answers in time.
pub type RoleFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a computer belongs to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Membership {
    /// The domain whose accounts it has: it is that domain's primary controller.
    Controller,
    /// A domain that others control.
    Member(PrimaryDomain),
    /// No domain.
    Standalone {
        /// The workgroup's name.
        workgroup: NetbiosName,
    },
}

/// The domain that a computer is a member of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PrimaryDomain {
    /// Its NetBIOS name.
    pub name: NetbiosName,
    /// Its name in the DNS; a domain of the NT 4 kind has none.
    pub dns_name: Option<String>,
    /// Its SID.
    pub sid: Sid,
}

/// A network logon that is to be passed on, `NETLOGON_NETWORK_INFO`, [MS-NRPC] 2.2.1.4.5.
#[derive(Clone, Copy)]
pub struct NetworkLogon<'a> {
    /// The domain of the account, as the client names it.
    pub domain: &'a str,
    /// The account, as the client names it.
    pub user: &'a str,
    /// The computer that he sits at, as the client names it; proves nothing.
    pub workstation: &'a str,
    /// Which accounts of computers may log on.
    pub parameters: u32,
    /// What he was to answer.
    pub challenge: [u8; 8],
    /// The NTLMv2 response to it.
    pub nt_response: &'a [u8],
    /// The LMv2 response to it; zeros from a current client.
    pub lm_response: &'a [u8],
}

/// Somebody whom another authority has let in.
pub struct Foreigner {
    /// Whose account it is.
    pub sid: Sid,
    /// The groups of its domain, and of others, that it is in.
    pub groups: Vec<Sid>,
    /// `UserSessionKey`.
    pub session_key: SecretKey<16>,
}

/// A name and its SID, as another authority knows them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Translation {
    /// What has them.
    pub kind: SidNameUse,
    /// The SID.
    pub sid: Sid,
    /// The name, without its domain.
    pub name: String,
    /// The NetBIOS name of its domain.
    pub domain: String,
    /// That domain's SID.
    pub domain_sid: Sid,
}

/// A change of what a computer belongs to.
pub enum Change {
    /// To join a domain or workgroup, `NetrJoinDomain2`.
    Join {
        /// `DOMAIN`, or `DOMAIN\DC` to have it done at that domain controller; without
        /// [`JoinOptions::JOIN_DOMAIN`] the name of a workgroup.
        domain: String,
        /// Where a new account goes in Active Directory.
        ou: Option<String>,
        /// What the computer presents to the domain controller: an account's password, or nothing.
        credentials: Credentials,
        /// How to join.
        options: JoinOptions,
    },
    /// To join a domain with the password of the computer's own account, `NetrJoinDomain2` with
    /// [`JoinOptions::MACHINE_PWD_PASSED`].
    JoinUnsecure {
        /// `DOMAIN`, or `DOMAIN\DC`.
        domain: String,
        /// The account's password.
        password: Password,
        /// How to join.
        options: JoinOptions,
    },
    /// To leave the domain, `NetrUnjoinDomain2`.
    Leave {
        /// What the computer presents to the domain controller: an account's password, or nothing.
        credentials: Credentials,
        /// [`JoinOptions::ACCT_DELETE`] to have the account disabled.
        options: JoinOptions,
    },
    /// To take another name, `NetrRenameMachineInDomain2`.
    Rename {
        /// The new name.
        name: Option<String>,
        /// What the computer presents to the domain controller: an account's password, or nothing.
        credentials: Credentials,
        /// [`JoinOptions::ACCT_CREATE`] to have the account renamed as well.
        options: JoinOptions,
    },
}
