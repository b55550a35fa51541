//! `dc exception`.

use store::{Control, ExceptionKinds, NewException};
use wire::FileTime;

use super::Desk;
use crate::args::{AddException, ExceptionCommand};
use crate::error::{About as _, Error, Rule};
use crate::process::who_asks;
use crate::report::{Done, ExceptionLine, Report};

impl Desk {
    pub(super) async fn exception(&self, command: &ExceptionCommand) -> Result<Report, Error> {
        match command {
            ExceptionCommand::Add(add) => self.add_exception(add).await,
            ExceptionCommand::List => {
                let exceptions = self.store.exceptions().await.about(EXCEPTION, "*")?;
                let now = self.now();
                let lines = exceptions
                    .into_iter()
                    .map(|one| ExceptionLine::new(one, now));
                Ok(Report::Exceptions(lines.collect()))
            }
            ExceptionCommand::Remove { account } => {
                self.store
                    .remove_exception(account)
                    .await
                    .about(EXCEPTION, account)?;
                Ok(Report::Done(Done::new(EXCEPTION, account, "removed")))
            }
        }
    }

    async fn add_exception(&self, add: &AddException) -> Result<Report, Error> {
        let account = &add.account;
        let known = self
            .store
            .user_by_name(account)
            .await
            .about(EXCEPTION, account)?;
        // Its channel can read every secret, so that no exception would count for it anyway.
        if known.is_some_and(|user| user.control & Control::SERVER_TRUST_ACCOUNT != 0) {
            return Err(Error::Rule {
                name: account.clone(),
                rule: Rule::DomainController,
            });
        }
        let owner = add.owner.clone().unwrap_or_else(who_asks);
        let now = self.now();
        let seconds = i64::from(add.days).saturating_mul(86_400);
        let until = FileTime::from_unix_seconds(now.unix_seconds().saturating_add(seconds));
        let new = NewException {
            account,
            kinds: kinds(add),
            owner: &owner,
            reason: &add.reason,
            until,
        };
        self.store
            .add_exception(&new, now)
            .await
            .about(EXCEPTION, account)?;
        Ok(Report::Done(Done::new(EXCEPTION, account, "added")))
    }
}

fn kinds(add: &AddException) -> ExceptionKinds {
    let named = [
        (add.all, ExceptionKinds::ALL),
        (add.weak_crypto, ExceptionKinds::WEAK_CRYPTO),
        (add.md5_client, ExceptionKinds::MD5_CLIENT),
        (add.no_schannel, ExceptionKinds::NO_SCHANNEL),
        (add.no_seal, ExceptionKinds::NO_SEAL),
    ];
    let given = named.into_iter().filter(|(given, _)| *given);
    given.fold(ExceptionKinds::NONE, |kinds, (_, kind)| kinds | kind)
}

const EXCEPTION: &str = "exception for";
