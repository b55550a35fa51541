//! Computer accounts, in the SAM of a domain controller.

use msrpc::samr::{
    CloseHandle, Connect2, CreateUser2InDomain, DeleteUser, DomainAccess, DomainHandle,
    EncryptedUserPassword, EnumerateUsersInDomain, LookupNamesInDomain, OpenDomain, OpenUser,
    QueryInformationUser, RidEnumeration, Samr, ServerAccess, SetInformationUser2, UserAccess,
    UserAccountControl, UserAll, UserHandle, UserInfo, UserInformationClass, UserInternal5,
};
use ndr::{CountedVaryingInline, Leveled};
use serde::{Serialize, Serializer};
use wire::{FileTime, NetbiosName, NtStatus, Password, Sid};

use crate::host::{Host, Remote};
use crate::{Problem, Reason, entropy};

/// What an account says that a computer is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountKind {
    /// A workstation or member server.
    Member,
    /// A domain controller.
    DomainController,
    /// Another domain that is trusted.
    TrustedDomain,
    /// A person: no computer at all.
    User,
}

/// A computer's account.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct AccountState {
    /// `NAME$`.
    pub name: String,
    /// Its relative identifier.
    pub rid: u32,
    /// What it is for.
    pub kind: AccountKind,
    /// It is disabled.
    pub disabled: bool,
    /// It is locked after wrong passwords.
    pub locked: bool,
    /// When its password was set; [`FileTime::ZERO`] if this controller does not know.
    #[serde(serialize_with = "as_text")]
    pub password_last_set: FileTime,
    /// When it was last known to be logged on to at this controller; [`FileTime::ZERO`] if the controller does not know.
    #[serde(serialize_with = "as_text")]
    pub last_logon: FileTime,
    #[serde(skip)]
    control: UserAccountControl,
}

fn as_text<S: Serializer>(time: &FileTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

impl AccountState {
    /// An account of which no more is known than what it is for.
    #[must_use]
    pub fn of(computer: &NetbiosName, rid: u32, control: UserAccountControl) -> Self {
        Self {
            name: computer.machine_account(),
            rid,
            kind: kind(control),
            disabled: control.contains(UserAccountControl::ACCOUNT_DISABLED),
            locked: control.contains(UserAccountControl::ACCOUNT_AUTO_LOCKED),
            password_last_set: FileTime::ZERO,
            last_logon: FileTime::ZERO,
            control,
        }
    }

    /// Why a member cannot set up a channel with this account, if so.
    #[must_use]
    pub fn unfit(&self) -> Option<Reason> {
        if self.kind != AccountKind::Member {
            Some(Reason::AccountWrongType)
        } else if self.disabled {
            Some(Reason::AccountDisabled)
        } else {
            None
        }
    }

    /// Whether the computer is known to have logged on since its password was last set. `None` where the controller
    /// keeps no record of logons, as NT 4 and Samba's classic one do for computers.
    #[must_use]
    pub fn logged_on_since_password_was_set(&self) -> Option<bool> {
        self.has_last_logon()
            .then(|| self.last_logon >= self.password_last_set)
    }

    /// Takes note of a logon that the account itself does not tell of.
    pub fn logged_on(&mut self, at: FileTime) {
        if !self.has_last_logon() || self.last_logon < at {
            self.last_logon = at;
        }
    }

    fn has_last_logon(&self) -> bool {
        // FileTime of 1970 is how Samba writes "no time".
        self.last_logon < FileTime::NEVER && self.last_logon.unix_seconds() > 0
    }
}

/// The accounts of a domain.
pub struct Accounts {
    samr: Remote<Samr>,
    domain: DomainHandle,
    /// The highest RID read in one answer; see [`Accounts::list`].
    page: u32,
}

impl Accounts {
    /// Opens the SAM of `host` at the domain `sid`.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn open(host: &Host, sid: &Sid) -> Result<Self, Problem> {
        let mut samr = host.open::<Samr>().await?;
        let domain = open_domain(&mut samr, sid, DomainAccess::MAXIMUM_ALLOWED).await?;
        Ok(Self {
            samr,
            domain,
            page: 0xffff,
        })
    }

    /// The account of a computer, if it has one.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn find(&mut self, computer: &NetbiosName) -> Result<Option<AccountState>, Problem> {
        let account = self.read(&computer.machine_account()).await?;
        Ok(account.map(|(rid, all)| state(computer, rid, &all)))
    }

    /// Everything about an account, with its relative identifier.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn read(&mut self, name: &str) -> Result<Option<(u32, Box<UserAll>)>, Problem> {
        let Some(rid) = self.rid(name).await? else {
            return Ok(None);
        };
        let user = self.open_user(rid, UserAccess::MAXIMUM_ALLOWED).await?;
        let all = self.all(user).await;
        self.close(user).await?;
        all.map(|all| Some((rid, all)))
    }

    /// Creates an account with this password.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn create(
        &mut self,
        computer: &NetbiosName,
        password: &Password,
    ) -> Result<(), Problem> {
        let reply = self
            .samr
            .call(&CreateUser2InDomain {
                domain: self.domain,
                name: computer.machine_account().as_str().into(),
                account_type: UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
                desired_access: UserAccess::MAXIMUM_ALLOWED,
            })
            .await?;
        self.samr.check(reply.status)?;
        let prepared = self.prepare(reply.user, password).await;
        if prepared.is_err() {
            // An account that is there but unusable would be in the way of the next attempt.
            let _ = self.samr.call(&DeleteUser { user: reply.user }).await;
        } else {
            self.close(reply.user).await?;
        }
        prepared
    }

    /// Gives an account another password, and leaves its flags as they are.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn set_password(
        &mut self,
        account: &AccountState,
        password: &Password,
    ) -> Result<(), Problem> {
        let user = self
            .open_user(account.rid, UserAccess::MAXIMUM_ALLOWED)
            .await?;
        self.seal_password(user, password).await?;
        self.close(user).await
    }

    /// Gives an account the name of another computer, and leaves all else of it as it is.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn rename(
        &mut self,
        account: &AccountState,
        computer: &NetbiosName,
    ) -> Result<(), Problem> {
        let user = self
            .open_user(account.rid, UserAccess::MAXIMUM_ALLOWED)
            .await?;
        let name = computer.machine_account();
        self.set(user, UserInfo::AccountName(name.as_str().into()))
            .await?;
        self.close(user).await
    }

    /// Enables an account, and leaves its other flags as they are.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn enable(&mut self, account: &AccountState) -> Result<(), Problem> {
        self.set_control(
            account,
            account
                .control
                .without(UserAccountControl::ACCOUNT_DISABLED),
        )
        .await
    }

    /// Disables an account, and leaves its other flags as they are.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn disable(&mut self, account: &AccountState) -> Result<(), Problem> {
        let disabled = account.control | UserAccountControl::ACCOUNT_DISABLED;
        self.set_control(account, disabled).await
    }

    /// Deletes an account.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn delete(&mut self, account: &AccountState) -> Result<(), Problem> {
        let user = self.open_user(account.rid, UserAccess::DELETE).await?;
        let reply = self.samr.call(&DeleteUser { user }).await?;
        self.samr.check(reply.status)
    }

    /// Names of all accounts that have one of the flags of `kinds`, in the order of their RIDs.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn list(&mut self, kinds: UserAccountControl) -> Result<Vec<String>, Problem> {
        let mut listing = Listing::default();
        let mut resume = 0;
        loop {
            let reply = self
                .samr
                .call(&EnumerateUsersInDomain {
                    domain: self.domain,
                    enumeration_context: resume,
                    user_account_control: kinds,
                    preferred_maximum_length: self.page,
                })
                .await?;
            self.samr.check(reply.status)?;
            let found = reply.buffer.map(|buffer| buffer.0).unwrap_or_default();
            let is_last = reply.status != NtStatus::MORE_ENTRIES || found.is_empty();
            if !listing.take(found) {
                return Err(self.samr.problem(Reason::Malformed(format!(
                    "it lists more than {MAX_LISTED} accounts"
                ))));
            }
            if is_last {
                return Ok(listing.names);
            }
            resume = reply.enumeration_context;
        }
    }

    async fn rid(&mut self, name: &str) -> Result<Option<u32>, Problem> {
        let names = CountedVaryingInline(vec![name.into()]);
        let reply = self
            .samr
            .call(&LookupNamesInDomain {
                domain: self.domain,
                names,
            })
            .await?;
        if reply.status == NtStatus::NONE_MAPPED {
            return Ok(None);
        }
        self.samr.check(reply.status)?;
        Ok(reply.relative_ids.0.first().copied())
    }

    async fn open_user(&mut self, rid: u32, access: UserAccess) -> Result<UserHandle, Problem> {
        let call = OpenUser {
            domain: self.domain,
            desired_access: access,
            user_id: rid,
        };
        let reply = self.samr.call(&call).await?;
        self.samr.check(reply.status)?;
        Ok(reply.user)
    }

    async fn all(&mut self, user: UserHandle) -> Result<Box<UserAll>, Problem> {
        let information_class = UserInformationClass::ALL;
        let reply = self
            .samr
            .call(&QueryInformationUser {
                user,
                information_class,
            })
            .await?;
        self.samr.check(reply.status)?;
        match reply.buffer {
            Some(UserInfo::All(all)) => Ok(all),
            _ => Err(self.samr.wrong_level()),
        }
    }

    async fn prepare(&mut self, user: UserHandle, password: &Password) -> Result<(), Problem> {
        self.seal_password(user, password).await?;
        self.set(
            user,
            UserInfo::Control(UserAccountControl::WORKSTATION_TRUST_ACCOUNT),
        )
        .await
    }

    async fn seal_password(
        &mut self,
        user: UserHandle,
        password: &Password,
    ) -> Result<(), Problem> {
        let key = self.samr.session_key()?;
        let sealed = EncryptedUserPassword::seal(&password.to_utf16le(), &key, &entropy::array())
            .map_err(|_| self.samr.problem(Reason::PasswordTooLong(256)))?;
        let information = UserInternal5 {
            user_password: sealed,
            password_expired: 0,
        };
        self.set(user, UserInfo::Internal5(Box::new(information)))
            .await
    }

    async fn set_control(
        &mut self,
        account: &AccountState,
        control: UserAccountControl,
    ) -> Result<(), Problem> {
        let user = self
            .open_user(account.rid, UserAccess::MAXIMUM_ALLOWED)
            .await?;
        self.set(user, UserInfo::Control(control)).await?;
        self.close(user).await
    }

    async fn set(&mut self, user: UserHandle, information: UserInfo) -> Result<(), Problem> {
        let call = SetInformationUser2 {
            user,
            information: Leveled(information),
        };
        let reply = self.samr.call(&call).await?;
        self.samr.check(reply.status)
    }

    async fn close(&mut self, user: UserHandle) -> Result<(), Problem> {
        self.samr
            .call(&CloseHandle {
                handle: user.into(),
            })
            .await
            .map(drop)
    }
}

/// Opens a domain of a SAM server.
///
/// # Errors
/// [`Problem`].
pub async fn open_domain(
    samr: &mut Remote<Samr>,
    sid: &Sid,
    access: DomainAccess,
) -> Result<DomainHandle, Problem> {
    let connect = Connect2 {
        server_name: None,
        desired_access: ServerAccess::MAXIMUM_ALLOWED,
    };
    let connected = samr.call(&connect).await?;
    samr.check(connected.status)?;
    let open = OpenDomain {
        server: connected.server,
        desired_access: access,
        domain_id: sid.clone(),
    };
    let opened = samr.call(&open).await?;
    samr.check(opened.status)?;
    Ok(opened.domain)
}

fn state(computer: &NetbiosName, rid: u32, all: &UserAll) -> AccountState {
    AccountState {
        password_last_set: all.password_last_set,
        last_logon: all.last_logon,
        ..AccountState::of(computer, rid, all.user_account_control)
    }
}

fn kind(control: UserAccountControl) -> AccountKind {
    if control.contains(UserAccountControl::WORKSTATION_TRUST_ACCOUNT) {
        AccountKind::Member
    } else if control.contains(UserAccountControl::SERVER_TRUST_ACCOUNT) {
        AccountKind::DomainController
    } else if control.contains(UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT) {
        AccountKind::TrustedDomain
    } else {
        AccountKind::User
    }
}

/// What a server has listed so far.
#[derive(Default)]
struct Listing {
    names: Vec<String>,
    /// With those that have no name, of which there could be pages without end.
    entries: usize,
}

impl Listing {
    /// Takes a page, and says whether a domain can have that many.
    fn take(&mut self, page: Vec<RidEnumeration>) -> bool {
        self.entries = self.entries.saturating_add(page.len());
        self.names
            .extend(page.into_iter().filter_map(|entry| entry.name.0));
        self.entries <= MAX_LISTED
    }
}

/// More computers than one domain has; a server that lists more is lying.
const MAX_LISTED: usize = 1_000_000;

#[cfg(test)]
mod tests {
    use ndr::UnicodeString;

    use super::*;

    #[test]
    fn a_list_without_end_ends() {
        for name in [UnicodeString::NULL, "a".into()] {
            let entry = RidEnumeration {
                relative_id: 1000,
                name,
            };
            let page = || vec![entry.clone(); 1000];
            let mut listing = Listing::default();
            let pages = (0..2000).take_while(|_| listing.take(page())).count();
            assert_eq!(pages, MAX_LISTED / 1000);
        }
    }
}
