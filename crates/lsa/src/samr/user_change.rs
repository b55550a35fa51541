//! A change of an account: seen to be legal as a whole, then made.

use msrpc::samr::UserAccountControl;
use store::{PasswordChange, SamDomain, UserChange};
use wire::{FileTime, NtStatus, SecretBytes};

use super::new_password::NewPassword;
use super::object::User;
use super::password_rules::{BadPassword, PasswordRules};
use super::refusal::refused;
use super::user::{ADMINISTRATOR, Power};
use super::{domain, name};
use crate::Authority;
use crate::logon::unreadable;

/// What is to become of an account.
#[derive(Default)]
pub(super) struct Change {
    /// Another name.
    pub(super) rename: Option<String>,
    /// A whole new `UserAccountControl`.
    pub(super) control: Option<UserAccountControl>,
    /// A new password.
    pub(super) password: Option<NewPassword>,
    /// Whether the password has to be changed at the next logon.
    pub(super) must_change: Option<bool>,
    /// Fields that need no other look than the database's.
    pub(super) fields: UserChange,
}

impl Authority {
    /// Makes a change by somebody whose handle allows it, as a whole or not at all.
    pub(super) async fn change_user(&self, object: &User, change: Change) -> Result<(), NtStatus> {
        let rid = object.rid;
        let found = self.store().user(rid).await.map_err(unreadable)?;
        let user = found.ok_or(NtStatus::NO_SUCH_USER)?;
        let Change {
            rename,
            control,
            password,
            must_change,
            mut fields,
        } = change;
        if let Some(control) = control {
            check_control(&user, object.power, control)?;
            set_control(&user, control, &mut fields);
        }
        let kind = UserAccountControl(control.map_or(user.control, |control| control.0));
        name::check_user(rename.as_deref().unwrap_or(&user.name), kind)?;
        if let Some(new) = &rename {
            self.check_name_is_free(rid, new).await?;
        }
        if let Some(group) = fields.primary_group
            && control.is_none()
        {
            let groups = self.store().memberships(rid).await.map_err(unreadable)?;
            if !groups.iter().any(|membership| membership.rid == group) {
                return Err(NtStatus::MEMBER_NOT_IN_GROUP);
            }
        }
        if let Some(NewPassword::Clear(password)) = &password {
            let user_name = rename.as_deref().unwrap_or(&user.name);
            let full_name = fields.full_name.as_deref().unwrap_or(&user.full_name);
            self.check_password(password, kind, user_name, full_name)
                .await?;
        }
        let now = self.now();
        if let Some(must_change) = must_change
            && password.is_none()
        {
            fields.password_last_set = match must_change {
                true => Some(FileTime::ZERO),
                // [MS-SAMR] 3.1.5.6.4.2: it counts from now on, if it did not count.
                false if user.password_last_set == FileTime::ZERO => Some(now),
                false => None,
            };
        }

        let new_name = rename.filter(|new| *new != user.name);
        let hash = password.as_ref().map(NewPassword::hash);
        let password = hash.as_ref().map(|hash| PasswordChange {
            must_change: must_change.unwrap_or(false),
            ..PasswordChange::new(hash, now)
        });
        let made = self
            .store()
            .change_user(rid, new_name.as_deref(), fields, password, now)
            .await;
        match (made, new_name) {
            (Ok(()), _) => Ok(()),
            (Err(error), Some(name)) => {
                Err(self.name_refused(SamDomain::Account, &name, error).await)
            }
            (Err(error), None) => Err(refused(error)),
        }
    }

    /// Sees whether a password is good enough for an account of this kind.
    async fn check_password(
        &self,
        password: &SecretBytes,
        kind: UserAccountControl,
        user_name: &str,
        full_name: &str,
    ) -> Result<(), NtStatus> {
        if !kind.contains(UserAccountControl::NORMAL_ACCOUNT) {
            // Machines make passwords that need no rules; but none is none.
            let none = password.expose().is_empty();
            return if none {
                Err(BadPassword::TooShort.into())
            } else {
                Ok(())
            };
        }
        let policy = self.store().policy().await.map_err(unreadable)?;
        let rules = PasswordRules {
            min_length: policy.min_password_length,
            properties: domain::properties(&policy),
        };
        Ok(rules.check(password, user_name, full_name)?)
    }

    async fn check_name_is_free(&self, rid: u32, name: &str) -> Result<(), NtStatus> {
        self.check_not_reserved(name).await?;
        let owner = self
            .store()
            .principal(SamDomain::Account, name)
            .await
            .map_err(unreadable)?;
        match owner {
            // In another case, perhaps.
            Some(owner) if owner.rid != rid => {
                let taken = store::StoreError::NameTaken;
                Err(self.name_refused(SamDomain::Account, name, taken).await)
            }
            _ => Ok(()),
        }
    }
}

/// Sees whether somebody may give an account this `UserAccountControl`, [MS-SAMR] 3.1.1.8.10.
fn check_control(
    user: &store::User,
    power: Power,
    control: UserAccountControl,
) -> Result<(), NtStatus> {
    let kind_of = |control: u32| control & UserAccountControl::ACCOUNT_TYPE_MASK.0 & !TEMPORARY;
    let (old, new) = (kind_of(user.control), kind_of(control.0));
    if new.count_ones() != 1 {
        return Err(NtStatus::INVALID_PARAMETER);
    }
    if old != new {
        let trust = UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT.0;
        // A trust is made and ended together with its trusted domain.
        if (old | new) & trust != 0 || power < Power::for_kind(UserAccountControl(new)) {
            return Err(NtStatus::ACCESS_DENIED);
        }
        // No operator makes an ordinary account of a domain controller's, either.
        if power < Power::for_kind(UserAccountControl(old)) {
            return Err(NtStatus::ACCESS_DENIED);
        }
    }
    let changed = UserAccountControl(user.control ^ control.0);
    if changed.intersects(FOR_ADMINISTRATORS) && power < Power::Administrator {
        return Err(NtStatus::ACCESS_DENIED);
    }
    if user.rid == ADMINISTRATOR && control.contains(UserAccountControl::ACCOUNT_DISABLED) {
        return Err(NtStatus::SPECIAL_ACCOUNT);
    }
    Ok(())
}

/// Puts a whole new `UserAccountControl` into a change.
fn set_control(user: &store::User, control: UserAccountControl, fields: &mut UserChange) {
    fields.set_control = control.0;
    fields.clear_control = !control.0;
    // Nobody can lock an account; to unlock it is to clear the bit.
    fields.unlock = user.lockout_time != FileTime::ZERO
        && !control.contains(UserAccountControl::ACCOUNT_AUTO_LOCKED);
    let kinds = UserAccountControl::ACCOUNT_TYPE_MASK.0;
    if (user.control ^ control.0) & kinds & !TEMPORARY != 0 {
        fields.primary_group = Some(primary_group(control));
    }
}

/// The group that accounts of a kind belong to, [MS-SAMR] 3.1.1.8.10: Domain Computers, Domain Controllers or Domain Users.
const fn primary_group(kind: UserAccountControl) -> u32 {
    if kind.contains(UserAccountControl::WORKSTATION_TRUST_ACCOUNT) {
        515
    } else if kind.contains(UserAccountControl::SERVER_TRUST_ACCOUNT) {
        516
    } else {
        513
    }
}

/// `USER_TEMP_DUPLICATE_ACCOUNT`, which says where a person's account is at home rather than what it is.
const TEMPORARY: u32 = UserAccountControl::TEMP_DUPLICATE_ACCOUNT.0;

/// What makes others trust an account with their logons, [MS-SAMR] 3.1.1.8.10, or what keeps its password where it can be
/// read.
const FOR_ADMINISTRATORS: UserAccountControl = UserAccountControl(
    UserAccountControl::TRUSTED_FOR_DELEGATION.0
        | UserAccountControl::TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION.0
        | UserAccountControl::ENCRYPTED_TEXT_PASSWORD_ALLOWED.0
        | UserAccountControl::PARTIAL_SECRETS_ACCOUNT.0,
);
