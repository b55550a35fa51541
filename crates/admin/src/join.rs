//! Telling a computer to join a domain, to leave it, or to take another name in it, [MS-WKST] 3.2.4.13 to 3.2.4.15.
//!
//! The computer itself makes the new password, gives it to the domain under the account that is sent along, and keeps it:
//! so both sides change together, and no password of the machine passes through this program.

use auth::Credentials;
use host::{Host, Remote, entropy};
use msrpc::wkssvc::{
    EncryptedUserPassword, JoinDomain2, JoinOptions, RenameMachineInDomain2, UnjoinDomain2, Wkssvc,
};
use ndr::{Unique, WideStr};
use wire::{NetbiosName, Win32Error};

use crate::{Problem, Reason};

/// The workstation service of a computer.
pub(crate) struct Workstation {
    wkssvc: Remote<Wkssvc>,
}

/// What a computer is to join, and in whose name.
pub(crate) struct Target<'a> {
    pub(crate) domain: &'a str,
    /// The controller to use; `None` lets the computer find one.
    pub(crate) controller: Option<&'a str>,
    pub(crate) ou: Option<&'a str>,
    pub(crate) credentials: &'a Credentials,
}

impl Workstation {
    pub(crate) async fn open(host: &Host) -> Result<Self, Problem> {
        Ok(Self {
            wkssvc: host.open::<Wkssvc>().await?,
        })
    }

    /// Has the computer join, and reset its channel if it is a member already.
    ///
    /// The controller is pinned, because that is where the account was looked at; a computer that does not know its name
    /// or cannot reach it is asked to find one, which is safe since it has changed nothing by then.
    pub(crate) async fn join(&mut self, target: &Target<'_>) -> Result<(), Problem> {
        let mut status = self.join_at(target, target.controller).await?;
        if target.controller.is_some() && knows_no_controller(status) {
            status = self.join_at(target, None).await?;
        }
        self.wkssvc.check_win32(status)
    }

    /// Has the computer leave its domain; with `disable`, it disables its account.
    pub(crate) async fn leave(
        &mut self,
        credentials: &Credentials,
        disable: bool,
    ) -> Result<(), Problem> {
        let (account_name, password) = self.sealed(credentials)?;
        let options = if disable {
            JoinOptions::ACCT_DELETE
        } else {
            JoinOptions::default()
        };
        let call = UnjoinDomain2 {
            server_name: None,
            account_name,
            password,
            options,
        };
        let reply = self.wkssvc.call(&call).await?;
        self.wkssvc.check_win32(reply.status)
    }

    /// Has the computer take another name, and give it to its account.
    pub(crate) async fn rename(
        &mut self,
        name: &NetbiosName,
        credentials: &Credentials,
    ) -> Result<(), Problem> {
        let (account_name, password) = self.sealed(credentials)?;
        let call = RenameMachineInDomain2 {
            server_name: None,
            machine_name: Some(name.as_str().into()),
            account_name,
            password,
            options: JoinOptions::ACCT_CREATE,
        };
        let reply = self.wkssvc.call(&call).await?;
        self.wkssvc.check_win32(reply.status)
    }

    /// Has the computer join a workgroup.
    pub(crate) async fn join_workgroup(&mut self, workgroup: &str) -> Result<(), Problem> {
        let call = JoinDomain2 {
            server_name: None,
            domain_name: workgroup.into(),
            machine_account_ou: None,
            account_name: None,
            password: None,
            options: JoinOptions::default(),
        };
        let reply = self.wkssvc.call(&call).await?;
        self.wkssvc.check_win32(reply.status)
    }

    async fn join_at(
        &mut self,
        target: &Target<'_>,
        controller: Option<&str>,
    ) -> Result<Win32Error, Problem> {
        let (account_name, password) = self.sealed(target.credentials)?;
        let domain_name = match controller {
            Some(controller) => format!("{}\\{controller}", target.domain),
            None => target.domain.to_owned(),
        };
        let call = JoinDomain2 {
            server_name: None,
            domain_name: domain_name.as_str().into(),
            machine_account_ou: target.ou.map(Into::into),
            account_name,
            password,
            options: JoinOptions::JOIN_DOMAIN
                | JoinOptions::ACCT_CREATE
                | JoinOptions::DOMAIN_JOIN_IF_JOINED,
        };
        Ok(self.wkssvc.call(&call).await?.status)
    }

    /// The account and its password as these calls carry them.
    fn sealed(
        &self,
        credentials: &Credentials,
    ) -> Result<(Unique<WideStr>, Unique<EncryptedUserPassword>), Problem> {
        let Credentials::Password { account, password } = credentials else {
            // The computer has to log on to the domain, for which a hash does not serve it.
            return Err(self.wkssvc.problem(Reason::PasswordNeeded));
        };
        let key = self.wkssvc.session_key()?;
        let sealed =
            EncryptedUserPassword::seal(password, &key, entropy::array(), &entropy::array())
                .map_err(|_| self.wkssvc.problem(Reason::PasswordTooLong(256)))?;
        Ok((Some(account.to_string().as_str().into()), Some(sealed)))
    }
}

/// Whether a computer answers so before it has done anything.
const fn knows_no_controller(status: Win32Error) -> bool {
    matches!(
        status,
        Win32Error::ERROR_BAD_NETPATH
            | Win32Error::ERROR_DOMAIN_CONTROLLER_NOT_FOUND
            | Win32Error::ERROR_NO_LOGON_SERVERS
            | Win32Error::ERROR_NO_SUCH_DOMAIN
            | Win32Error::NERR_DCNotFound
    )
}
