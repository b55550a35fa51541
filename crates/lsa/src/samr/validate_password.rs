//! The domain's rules, applied to the passwords of an application, [MS-SAMR] 3.1.5.13.7: nothing of them is kept here.

use msrpc::netlogon::SecretOctets;
use msrpc::samr::{
    DomainAccess, PersistedFields, PresentFields, SecretText, ServerAccess, ValidateAuthentication,
    ValidateChange, ValidateInput, ValidateOutput, ValidatePassword, ValidatePasswordReply,
    ValidateReset, ValidateStandardOutput, ValidationStatus,
};
use ndr::{Counted, UnicodeString};
use rpc::{Handler, RpcStatus};
use store::{Policy, Span};
use transport::CallContext;
use wire::{FileTime, NtStatus};

use super::access::{on_domain, on_server};
use super::domain;
use super::password_rules::{BadPassword, PasswordRules};
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::outcome;

impl Handler<ValidatePassword> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ValidatePassword,
    ) -> Result<ValidatePasswordReply, RpcStatus> {
        let rules = self.rules_to_validate(context).await;
        let (output, status) = outcome(rules.map(|rules| Some(rules.judge(call.input.0))));
        Ok(ValidatePasswordReply { output, status })
    }
}

impl Authority {
    /// The rules, for whoever may know them.
    async fn rules_to_validate(&self, context: &CallContext) -> Result<Rules, NtStatus> {
        let token = self.token(context).await.map_err(unreadable)?;
        require(on_server(&token), ServerAccess::LOOKUP_DOMAIN)?;
        require(on_domain(&token), DomainAccess::READ_PASSWORD_PARAMETERS)?;
        Ok(Rules {
            policy: self.store().policy().await.map_err(unreadable)?,
            now: self.now(),
        })
    }
}

/// The domain's rules at one moment.
struct Rules {
    policy: Policy,
    now: FileTime,
}

/// What an application's account was and is to become: the fields that have another value now.
struct Account {
    was: PersistedFields,
    changed: PersistedFields,
}

impl Rules {
    fn judge(&self, input: ValidateInput) -> ValidateOutput {
        match input {
            ValidateInput::Authentication(input) => {
                ValidateOutput::Authentication(self.log_on(*input))
            }
            ValidateInput::Change(input) => ValidateOutput::Change(self.change(*input)),
            ValidateInput::Reset(input) => ValidateOutput::Reset(self.reset(*input)),
        }
    }

    fn log_on(&self, input: ValidateAuthentication) -> ValidateStandardOutput {
        let mut account = Account::new(input.persisted);
        let status = self
            .proven(&mut account, input.password_matched != 0)
            .and_then(|()| self.not_too_old(account.was.password_last_set));
        account.told(status)
    }

    fn change(&self, input: ValidateChange) -> ValidateStandardOutput {
        let mut account = Account::new(input.persisted);
        let status = self
            .proven(&mut account, input.password_match != 0)
            .and_then(|()| self.not_too_young(account.was.password_last_set))
            .and_then(|()| self.good(&input.clear_password, &input.user_account_name))
            .and_then(|()| account.not_in_history(&input.hashed_password));
        if status.is_ok() {
            account.set_last_set(self.now);
            account.set_history(input.hashed_password, self.policy.password_history_length);
        }
        account.told(status)
    }

    fn reset(&self, input: ValidateReset) -> ValidateStandardOutput {
        let mut account = Account::new(input.persisted);
        let status = self.good(&input.clear_password, &input.user_account_name);
        if status.is_ok() {
            let must_change = input.password_must_change_at_next_logon != 0;
            account.set_last_set(if must_change {
                FileTime::ZERO
            } else {
                self.now
            });
            account.set_history(input.hashed_password, self.policy.password_history_length);
            if input.clear_lockout != 0 {
                account.unlock();
            }
        }
        account.told(status)
    }

    /// Sees that the account is not locked and that its password was presented; one that was not counts.
    fn proven(&self, account: &mut Account, matched: bool) -> Result<(), ValidationStatus> {
        let was = &account.was;
        if was.lockout_time != 0 {
            let end = self
                .policy
                .lockout_duration
                .after(FileTime(was.lockout_time));
            if self.now < end {
                return Err(ValidationStatus::ACCOUNT_LOCKED_OUT);
            }
            account.unlock();
        }
        if matched {
            account.forget_bad_passwords();
            return Ok(());
        }
        let was = &account.was;
        let window = self.policy.lockout_observation_window;
        let is_over = self.now >= window.after(FileTime(was.bad_password_time));
        let before = if is_over || was.lockout_time != 0 {
            0
        } else {
            was.bad_password_count
        };
        let count = before.saturating_add(1);
        account.set_bad_password_count(count);
        account.set_bad_password_time(self.now);
        let threshold = u32::from(self.policy.lockout_threshold);
        if threshold != 0 && count >= threshold {
            account.set_lockout_time(self.now);
        }
        Err(ValidationStatus::PASSWORD_INCORRECT)
    }

    fn not_too_old(&self, last_set: u64) -> Result<(), ValidationStatus> {
        let age = self.policy.max_password_age;
        if last_set == 0 {
            Err(ValidationStatus::PASSWORD_MUST_CHANGE)
        } else if age != Span::ZERO && age.after(FileTime(last_set)) <= self.now {
            Err(ValidationStatus::PASSWORD_EXPIRED)
        } else {
            Ok(())
        }
    }

    /// A password that has to be changed is never too young.
    fn not_too_young(&self, last_set: u64) -> Result<(), ValidationStatus> {
        let can_change = self.policy.min_password_age.after(FileTime(last_set));
        if last_set != 0 && self.now < can_change {
            return Err(ValidationStatus::PASSWORD_TOO_RECENT);
        }
        Ok(())
    }

    fn good(&self, password: &SecretText, user: &UnicodeString) -> Result<(), ValidationStatus> {
        let rules = PasswordRules {
            min_length: self.policy.min_password_length,
            properties: domain::properties(&self.policy),
        };
        let checked = rules.check(&password.0, user.as_str_or_empty(), "");
        checked.map_err(|bad| match bad {
            BadPassword::TooShort => ValidationStatus::PASSWORD_TOO_SHORT,
            BadPassword::InHistory => ValidationStatus::PASSWORD_IS_IN_HISTORY,
            BadPassword::TooRecent => ValidationStatus::PASSWORD_TOO_RECENT,
            BadPassword::ContainsUserName
            | BadPassword::ContainsFullName
            | BadPassword::NotComplex => ValidationStatus::PASSWORD_NOT_COMPLEX_ENOUGH,
        })
    }
}

impl Account {
    /// Fields that a client does not have are zero.
    fn new(sent: PersistedFields) -> Self {
        let has = |bit| sent.present.contains(bit);
        let time = |bit, time| if has(bit) { time } else { 0 };
        let was = PersistedFields {
            present: sent.present,
            password_last_set: time(PresentFields::PASSWORD_LAST_SET, sent.password_last_set),
            bad_password_time: time(PresentFields::BAD_PASSWORD_TIME, sent.bad_password_time),
            lockout_time: time(PresentFields::LOCKOUT_TIME, sent.lockout_time),
            bad_password_count: if has(PresentFields::BAD_PASSWORD_COUNT) {
                sent.bad_password_count
            } else {
                0
            },
            password_history: if has(PresentFields::PASSWORD_HISTORY) {
                sent.password_history
            } else {
                Counted::default()
            },
        };
        Self {
            was,
            changed: PersistedFields::default(),
        }
    }

    fn told(self, status: Result<(), ValidationStatus>) -> ValidateStandardOutput {
        ValidateStandardOutput {
            changed: self.changed,
            validation_status: status.err().unwrap_or(ValidationStatus::SUCCESS),
        }
    }

    fn not_in_history(&self, hash: &SecretOctets) -> Result<(), ValidationStatus> {
        // "Length: ... If zero, Hash MUST be ignored."
        if !hash.0.expose().is_empty() && self.was.password_history.0.contains(hash) {
            return Err(ValidationStatus::PASSWORD_IS_IN_HISTORY);
        }
        Ok(())
    }

    fn set_last_set(&mut self, time: FileTime) {
        self.changed.password_last_set = time.0;
        self.change(PresentFields::PASSWORD_LAST_SET);
    }

    fn set_bad_password_time(&mut self, time: FileTime) {
        self.changed.bad_password_time = time.0;
        self.change(PresentFields::BAD_PASSWORD_TIME);
    }

    fn set_lockout_time(&mut self, time: FileTime) {
        self.changed.lockout_time = time.0;
        self.change(PresentFields::LOCKOUT_TIME);
    }

    fn set_bad_password_count(&mut self, count: u32) {
        self.changed.bad_password_count = count;
        self.change(PresentFields::BAD_PASSWORD_COUNT);
    }

    fn forget_bad_passwords(&mut self) {
        if self.was.bad_password_count != 0 {
            self.set_bad_password_count(0);
        }
    }

    fn unlock(&mut self) {
        if self.was.lockout_time != 0 {
            self.set_lockout_time(FileTime::ZERO);
        }
        self.forget_bad_passwords();
    }

    /// The new password leads as many of those before as the policy keeps.
    fn set_history(&mut self, newest: SecretOctets, length: u16) {
        let before = std::mem::take(&mut self.was.password_history.0);
        if length == 0 && before.is_empty() {
            return;
        }
        let history = std::iter::once(newest).chain(before);
        self.changed.password_history = Counted(history.take(length.into()).collect());
        self.change(PresentFields::PASSWORD_HISTORY_LENGTH | PresentFields::PASSWORD_HISTORY);
    }

    fn change(&mut self, field: PresentFields) {
        self.changed.present = self.changed.present | field;
    }
}
