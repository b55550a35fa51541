//! Who logs a user on: the controllers of a domain, asked by mailslot as NT's logon did.

use std::time::SystemTime;

use host::locate_problem;
use locate::WhoWill;
use locate::codec::ping::PingText;
use serde::Serialize;
use wire::{FileTime, NetbiosName};

use super::{Asker, json};
use crate::{Problem, Reason, Side};

/// The answers of a domain's controllers.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct WhoWillReport {
    /// When the last of them was there.
    #[serde(serialize_with = "json::time")]
    pub at: FileTime,
    /// The mailslot that they came to.
    pub mailslot: String,
    /// The answers, in the order of their coming.
    pub answers: Vec<WhoWillAnswer>,
}

/// One controller's answer.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct WhoWillAnswer {
    /// Its name, with backslashes.
    pub controller: String,
    /// Its domain.
    pub domain: String,
    /// The user that it speaks of.
    pub user: String,
    /// Whether it lets the user log on.
    pub will: bool,
}

impl Asker {
    /// Asks each controller of `domain` that is found whether it has an account for `user`.
    ///
    /// # Errors
    /// [`Problem`] if none answers; that none has the account is an answer.
    pub async fn who_will(&self, domain: &str, user: &str) -> Result<WhoWillReport, Problem> {
        let here = |reason| Side::Here.problem(reason);
        let name = NetbiosName::new(domain).map_err(|_| {
            here(Reason::InvalidDomain {
                domain: domain.to_owned(),
            })
        })?;
        let user = PingText::new(user).map_err(|_| {
            here(Reason::UserMissing {
                name: user.to_owned(),
            })
        })?;
        let asked = self.locator.who_will(&name, &user).await;
        let not_found = |tried| Reason::DcNotFound { tried };
        Ok(report(
            asked.map_err(|error| locate_problem(error, not_found))?,
        ))
    }
}

fn report(asked: WhoWill) -> WhoWillReport {
    let answers = asked.answers.into_iter().map(|answer| WhoWillAnswer {
        controller: answer.controller,
        domain: answer.domain,
        user: answer.user,
        will: answer.will,
    });
    WhoWillReport {
        at: FileTime::from_system_time(SystemTime::now()),
        mailslot: asked.mailslot,
        answers: answers.collect(),
    }
}
