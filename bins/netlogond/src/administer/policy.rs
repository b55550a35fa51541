//! `dc policy`.

use lsa::local::require_complexity;
use store::Policy;

use super::Desk;
use crate::args::{PolicyCommand, SetPolicy};
use crate::error::{About as _, Error};
use crate::report::{PolicyReport, Report};

impl Desk {
    /// The answer to a change is the rules as they are then.
    pub(super) async fn policy(&self, command: &PolicyCommand) -> Result<Report, Error> {
        let policy = match command {
            PolicyCommand::Show => self.store.policy().await,
            PolicyCommand::Set(set) => {
                let change = |policy: &mut Policy| apply(set, policy);
                self.store.change_policy(self.now(), change).await
            }
        };
        let policy = policy.about("policy of", self.domain.name.as_str())?;
        Ok(Report::Policy(Box::new(PolicyReport::from(policy))))
    }
}

fn apply(set: &SetPolicy, policy: &mut Policy) {
    replace(&mut policy.min_password_length, set.min_password_length);
    replace(&mut policy.password_history_length, set.password_history);
    if let Some(required) = set.password_complexity {
        require_complexity(policy, required);
    }
    replace(&mut policy.max_password_age, set.max_password_age);
    replace(&mut policy.min_password_age, set.min_password_age);
    replace(&mut policy.lockout_threshold, set.lockout_threshold);
    replace(&mut policy.lockout_duration, set.lockout_duration);
    replace(&mut policy.lockout_observation_window, set.lockout_window);
    replace(&mut policy.machine_account_quota, set.machine_account_quota);
    replace(
        &mut policy.refuse_password_change,
        set.refuse_password_change,
    );
    replace(&mut policy.default_password_allowed, set.default_password);
    replace(&mut policy.oem_information, set.comment.clone());
}

fn replace<T>(rule: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *rule = new;
    }
}
