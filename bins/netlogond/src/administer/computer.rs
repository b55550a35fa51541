//! `dc computer`.

use auth::NtHash;
use store::{Control, NewUser, PasswordChange, PrincipalKind, StoreError, User};

use super::Desk;
use super::user::{disable, enable};
use crate::args::{AddComputer, ComputerCommand, ResetComputer};
use crate::error::{About as _, Error, Rule};
use crate::report::{Done, Report};
use crate::values::ComputerName;

impl Desk {
    pub(super) async fn computer(&self, command: &ComputerCommand) -> Result<Report, Error> {
        match command {
            ComputerCommand::Add(add) => self.add_computer(add).await,
            ComputerCommand::Delete(computer) => {
                let account = self.machine(&computer.name).await?;
                self.delete_account(COMPUTER, &account.name, account.rid)
                    .await
            }
            ComputerCommand::List => {
                let kinds = Control::WORKSTATION_TRUST_ACCOUNT | Control::SERVER_TRUST_ACCOUNT;
                Ok(Report::Accounts(self.accounts(COMPUTER, kinds).await?))
            }
            ComputerCommand::Show(computer) => {
                let account = self.machine(&computer.name).await?;
                let report = self.account_report(COMPUTER, account).await?;
                Ok(Report::Account(Box::new(report)))
            }
            ComputerCommand::Enable(computer) => {
                let account = self.machine(&computer.name).await?;
                self.change_account(COMPUTER, account, enable(), "enabled")
                    .await
            }
            ComputerCommand::Disable(computer) => {
                let account = self.machine(&computer.name).await?;
                self.change_account(COMPUTER, account, disable(), "disabled")
                    .await
            }
            ComputerCommand::Reset(reset) => self.reset(reset).await,
        }
    }

    /// Makes the account with a password that nobody knows, as long as no join sets another one.
    async fn add_computer(&self, add: &AddComputer) -> Result<Report, Error> {
        let name = add.name.account();
        let kind = if add.backup_controller {
            Control::SERVER_TRUST_ACCOUNT
        } else {
            Control::WORKSTATION_TRUST_ACCOUNT
        };
        let hash = self.random_hash();
        let new = NewUser {
            password: Some(&hash),
            ..NewUser::new(&name, kind, self.now())
        };
        let user = self.store.create_user(&new).await.about(COMPUTER, &name)?;
        Ok(Report::Done(Done::with_rid(
            COMPUTER, &user.name, "added", user.rid,
        )))
    }

    async fn reset(&self, reset: &ResetComputer) -> Result<Report, Error> {
        let account = self.machine(&reset.name).await?;
        let (hash, done) = if reset.default_password {
            if !self.domain.policy.default_password_allowed {
                return Err(Error::Rule {
                    name: account.name,
                    rule: Rule::NoDefaultPassword,
                });
            }
            let password = reset.name.default_password();
            (
                NtHash::from_password(&password),
                "reset to the password that anybody can guess",
            )
        } else {
            (self.random_hash(), "reset; it has to join again")
        };
        let change = PasswordChange::new(&hash, self.now());
        self.store
            .set_password(account.rid, change)
            .await
            .about(COMPUTER, &account.name)?;
        Ok(Report::Done(Done::new(COMPUTER, &account.name, done)))
    }

    async fn machine(&self, computer: &ComputerName) -> Result<User, Error> {
        let name = computer.account();
        let rid = self
            .rid_of(
                PrincipalKind::User,
                COMPUTER,
                &name,
                StoreError::NoSuchAccount,
            )
            .await?;
        let account = self.account(COMPUTER, &name, rid).await?;
        if !account.is_machine() {
            return Err(Error::Rule {
                name,
                rule: Rule::NoComputer,
            });
        }
        Ok(account)
    }

    /// The hash of a password that nobody knows: 16 random octets are as good as the hash of any.
    fn random_hash(&self) -> NtHash {
        let mut octets = [0; 16];
        self.surroundings.entropy.fill(&mut octets);
        NtHash::new(octets)
    }
}

const COMPUTER: &str = "computer";
