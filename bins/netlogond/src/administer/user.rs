//! `dc user`.

use store::{Control, NewUser, PasswordChange, PrincipalKind, StoreError, User, UserChange};

use super::Desk;
use crate::args::{AddUser, Details, NewPassword, SetUser, UserCommand};
use crate::error::{About as _, Error, Rule, UsageError};
use crate::password;
use crate::report::{AccountLine, AccountReport, Done, Report};

impl Desk {
    pub(super) async fn user(&self, command: &UserCommand) -> Result<Report, Error> {
        match command {
            UserCommand::Add(add) => self.add_user(add).await,
            UserCommand::Delete(user) => {
                let rid = self.person(&user.name).await?.rid;
                self.delete_account(USER, &user.name, rid).await
            }
            UserCommand::List => {
                let people = self.accounts(USER, Control::NORMAL_ACCOUNT).await?;
                Ok(Report::Accounts(people))
            }
            UserCommand::Show(user) => {
                let user = self.person(&user.name).await?;
                Ok(Report::Account(Box::new(
                    self.account_report(USER, user).await?,
                )))
            }
            UserCommand::Password(new) => self.set_password(new).await,
            UserCommand::Enable(user) => {
                let user = self.person(&user.name).await?;
                self.change_account(USER, user, enable(), "enabled").await
            }
            UserCommand::Disable(user) => {
                let user = self.person(&user.name).await?;
                self.change_account(USER, user, disable(), "disabled").await
            }
            UserCommand::Unlock(user) => {
                let user = self.person(&user.name).await?;
                let unlock = UserChange {
                    unlock: true,
                    ..UserChange::default()
                };
                self.change_account(USER, user, unlock, "unlocked").await
            }
            UserCommand::Set(set) => self.set_user(set).await,
        }
    }

    async fn add_user(&self, add: &AddUser) -> Result<Report, Error> {
        // Whether the name is taken is better known before a password is asked for.
        let taken = self
            .store
            .user_by_name(&add.name)
            .await
            .about(USER, &add.name)?;
        if taken.is_some() {
            return Err(StoreError::NameTaken).about(USER, &add.name);
        }
        let password = self.read_password(add.password.password_file.clone(), &add.name)?;
        let full_name = add.details.full_name.as_deref().unwrap_or_default();
        let hash = password::check(&self.domain.policy, &add.name, full_name, &password)?;
        let now = self.now();
        let new = NewUser {
            password: Some(&hash),
            ..NewUser::new(&add.name, Control::NORMAL_ACCOUNT, now)
        };
        let user = self.store.create_user(&new).await.about(USER, &add.name)?;
        let change = UserChange {
            password_last_set: add.when.must_change.then_some(wire::FileTime::ZERO),
            ..change_of(&add.details)
        };
        if change != UserChange::default() {
            self.store
                .update_user(user.rid, change, now)
                .await
                .about(USER, &add.name)?;
        }
        Ok(Report::Done(Done::with_rid(
            USER, &user.name, "added", user.rid,
        )))
    }

    async fn set_password(&self, new: &NewPassword) -> Result<Report, Error> {
        let user = self.person(&new.name).await?;
        let password = self.read_password(new.password.password_file.clone(), &user.name)?;
        let hash = password::check(&self.domain.policy, &user.name, &user.full_name, &password)?;
        let change = PasswordChange {
            must_change: new.when.must_change,
            ..PasswordChange::new(&hash, self.now())
        };
        self.store
            .set_password(user.rid, change)
            .await
            .about(USER, &new.name)?;
        Ok(Report::Done(Done::new(
            USER,
            &user.name,
            "given its new password",
        )))
    }

    /// Gives a person's account a password, and enables it.
    pub(crate) async fn set_password_and_enable(
        &self,
        name: &str,
        file: Option<std::path::PathBuf>,
    ) -> Result<Report, Error> {
        let user = self.person(name).await?;
        let password = self.read_password(file, &user.name)?;
        let hash = password::check(&self.domain.policy, &user.name, &user.full_name, &password)?;
        let change = PasswordChange::new(&hash, self.now());
        let set = self.store.set_password(user.rid, change).await;
        set.about(USER, name)?;
        let done = "given its new password and enabled";
        self.change_account(USER, user, enable(), done).await
    }

    async fn set_user(&self, set: &SetUser) -> Result<Report, Error> {
        let user = self.person(&set.name).await?;
        let now = self.now();
        let change = change_of(&set.details);
        if change != UserChange::default() {
            self.store
                .update_user(user.rid, change, now)
                .await
                .about(USER, &set.name)?;
        }
        let Some(new_name) = &set.new_name else {
            return Ok(Report::Done(Done::new(USER, &user.name, "changed")));
        };
        self.store
            .rename_user(user.rid, new_name, now)
            .await
            .about(USER, new_name)?;
        Ok(Report::Done(Done::new(USER, new_name, "changed")))
    }

    pub(super) async fn change_account(
        &self,
        what: &'static str,
        account: User,
        change: UserChange,
        done: &'static str,
    ) -> Result<Report, Error> {
        let changed = self
            .store
            .update_user(account.rid, change, self.now())
            .await;
        changed.about(what, &account.name)?;
        Ok(Report::Done(Done::new(what, &account.name, done)))
    }

    /// A person's account.
    async fn person(&self, name: &str) -> Result<User, Error> {
        let rid = self
            .rid_of(PrincipalKind::User, USER, name, StoreError::NoSuchAccount)
            .await?;
        let user = self.account(USER, name, rid).await?;
        if user.is_machine() {
            return Err(Error::Rule {
                name: user.name,
                rule: Rule::NoPerson,
            });
        }
        Ok(user)
    }

    pub(super) fn read_password(
        &self,
        file: Option<std::path::PathBuf>,
        account: &str,
    ) -> Result<wire::Password, UsageError> {
        password::read(file, &format!("{}\\{account}", self.domain.name))
    }

    pub(super) async fn account(
        &self,
        what: &'static str,
        name: &str,
        rid: u32,
    ) -> Result<User, Error> {
        let user = self.store.user(rid).await.about(what, name)?;
        user.ok_or(StoreError::NoSuchAccount).about(what, name)
    }

    pub(super) async fn delete_account(
        &self,
        what: &'static str,
        name: &str,
        rid: u32,
    ) -> Result<Report, Error> {
        self.store
            .delete_user(rid, self.now())
            .await
            .about(what, name)?;
        Ok(Report::Done(Done::with_rid(what, name, "deleted", rid)))
    }

    /// All accounts that have one of the bits of `control`.
    pub(super) async fn accounts(
        &self,
        what: &'static str,
        control: u32,
    ) -> Result<Vec<AccountLine>, Error> {
        let mut lines: Vec<AccountLine> = Vec::new();
        loop {
            let after = lines.last().map_or(0, |line| line.rid);
            let page = self
                .store
                .users(after, PAGE, control)
                .await
                .about(what, "*")?;
            if page.is_empty() {
                return Ok(lines);
            }
            lines.extend(page.into_iter().map(AccountLine::from));
        }
    }

    pub(super) async fn account_report(
        &self,
        what: &'static str,
        user: User,
    ) -> Result<AccountReport, Error> {
        let memberships = self
            .store
            .memberships(user.rid)
            .await
            .about(what, &user.name)?;
        let rids: Vec<u32> = memberships.iter().map(|group| group.rid).collect();
        let found = self
            .store
            .lookup_rids(store::SamDomain::Account, &rids)
            .await
            .about(what, &user.name)?;
        let groups = found
            .into_iter()
            .flatten()
            .map(|group| group.name)
            .collect();
        Ok(AccountReport::new(&self.domain, user, groups, self.now()))
    }
}

pub(super) fn enable() -> UserChange {
    UserChange {
        clear_control: Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    }
}

pub(super) fn disable() -> UserChange {
    UserChange {
        set_control: Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    }
}

fn change_of(details: &Details) -> UserChange {
    let expires = details.password_expires;
    let bit = |wanted| {
        if expires == Some(wanted) {
            Control::DONT_EXPIRE_PASSWORD
        } else {
            0
        }
    };
    UserChange {
        full_name: details.full_name.clone(),
        admin_comment: details.comment.clone(),
        home_directory: details.home_directory.clone(),
        home_directory_drive: details.home_drive.clone(),
        script_path: details.script.clone(),
        profile_path: details.profile.clone(),
        workstations: details.workstations.clone(),
        account_expires: details.expires,
        set_control: bit(false),
        clear_control: bit(true),
        ..UserChange::default()
    }
}

const USER: &str = "user";

/// How many lines are read at a time.
pub(super) const PAGE: u32 = 1000;
