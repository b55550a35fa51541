//! Passwords that are changed by whoever knows the old one, [MS-SAMR] 3.1.5.10. It needs no handle, and no session: he who
//! has to change his password cannot log on before he has.

use auth::NtHash;
use msrpc::samr::{
    EncryptedOwfPassword, EncryptedPasswordAes, EncryptedUserPassword, PBKDF2_ITERATIONS,
    PasswordChangeFailure, StatusReply, UnicodeChangePasswordUser2, UnicodeChangePasswordUser3,
    UnicodeChangePasswordUser3Reply, UnicodeChangePasswordUser4, UserAccountControl,
};
use ndr::UnicodeString;
use rpc::{Handler, RpcStatus};
use store::{PasswordChange, StoreError};
use tokio::sync::Semaphore;
use transport::CallContext;
use wire::{FileTime, NtStatus, SecretBytes, SecretKey};

use super::domain;
use super::password_rules::{BadPassword, PasswordRules};
use super::refusal::refused;
use crate::Authority;
use crate::logon::unreadable;
use crate::objects::status;
use crate::times;

/// Why a password is not changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Unchanged {
    /// The new one breaks a rule, which whoever has proved to know the old one may know.
    Bad(BadPassword),
    /// Something else.
    Other(NtStatus),
}

impl From<NtStatus> for Unchanged {
    fn from(status: NtStatus) -> Self {
        Self::Other(status)
    }
}

impl From<Unchanged> for NtStatus {
    fn from(unchanged: Unchanged) -> Self {
        match unchanged {
            Unchanged::Bad(bad) => bad.into(),
            Unchanged::Other(status) => status,
        }
    }
}

/// The new password, encrypted so that it proves that its sender knows the old one.
enum Proof {
    /// The new password under the old hash, and the old hash under the new one.
    Hashes(Box<EncryptedUserPassword>, EncryptedOwfPassword),
    /// The new password under a key that comes from the old hash.
    Aes(EncryptedPasswordAes),
}

impl Proof {
    /// The parameters of [`UnicodeChangePasswordUser2`] and its successor. LM hashes prove nothing here.
    fn hashes(
        new: Option<EncryptedUserPassword>,
        old: Option<EncryptedOwfPassword>,
    ) -> Result<Self, Unchanged> {
        let (Some(new), Some(old)) = (new, old) else {
            return Err(NtStatus::WRONG_PASSWORD.into());
        };
        Ok(Self::Hashes(Box::new(new), old))
    }

    /// The new password, if this proves that its sender knows the old one.
    async fn verify(self, old: NtHash) -> Result<SecretBytes, NtStatus> {
        match self {
            Self::Hashes(new, verifier) => {
                let key = SecretKey::new(*old.expose());
                let clear = new.open(&key).map_err(|_| NtStatus::WRONG_PASSWORD)?;
                let key = SecretKey::new(*NtHash::from_utf16le(&clear).expose());
                if verifier.open(&key) == SecretKey::new(*old.expose()) {
                    Ok(clear)
                } else {
                    Err(NtStatus::WRONG_PASSWORD)
                }
            }
            Self::Aes(password) => {
                if !PBKDF2_ITERATIONS.contains(&password.pbkdf2_iterations) {
                    return Err(NtStatus::INVALID_PARAMETER);
                }
                // A client that nobody knows says how long this takes.
                let turn = DERIVING.acquire().await;
                let opened = tokio::task::spawn_blocking(move || {
                    let old = SecretKey::new(*old.expose());
                    let key = password.key_from_nt_hash(&old)?;
                    password.open(&key).ok()
                });
                let opened = opened.await;
                drop(turn);
                opened.ok().flatten().ok_or(NtStatus::WRONG_PASSWORD)
            }
        }
    }
}

/// How many keys are derived from passwords at the same time.
static DERIVING: Semaphore = Semaphore::const_new(2);

impl Handler<UnicodeChangePasswordUser2> for Authority {
    async fn handle(
        &self,
        _: &CallContext,
        call: UnicodeChangePasswordUser2,
    ) -> Result<StatusReply, RpcStatus> {
        let proof = Proof::hashes(
            call.new_password_encrypted_with_old_nt,
            call.old_nt_owf_password_encrypted_with_new_nt,
        );
        let changed = self.change_password(&call.user_name, proof).await;
        Ok(StatusReply {
            status: status(changed.map_err(NtStatus::from)),
        })
    }
}

impl Handler<UnicodeChangePasswordUser3> for Authority {
    async fn handle(
        &self,
        _: &CallContext,
        call: UnicodeChangePasswordUser3,
    ) -> Result<UnicodeChangePasswordUser3Reply, RpcStatus> {
        let proof = Proof::hashes(
            call.new_password_encrypted_with_old_nt,
            call.old_nt_owf_password_encrypted_with_new_nt,
        );
        let changed = self.change_password(&call.user_name, proof).await;
        let rules = match changed {
            Err(Unchanged::Bad(_)) => self.store().policy().await.ok(),
            _ => None,
        };
        Ok(UnicodeChangePasswordUser3Reply {
            password_information: rules.as_ref().map(domain::password_information),
            failure: match changed {
                Err(Unchanged::Bad(bad)) => Some(PasswordChangeFailure {
                    reason: bad.reason(),
                    filter_module: UnicodeString::NULL,
                }),
                _ => None,
            },
            status: status(changed.map_err(NtStatus::from)),
        })
    }
}

impl Handler<UnicodeChangePasswordUser4> for Authority {
    async fn handle(
        &self,
        _: &CallContext,
        call: UnicodeChangePasswordUser4,
    ) -> Result<StatusReply, RpcStatus> {
        let proof = Ok(Proof::Aes(call.encrypted_password));
        let changed = self.change_password(&call.user_name, proof).await;
        Ok(StatusReply {
            status: status(changed.map_err(NtStatus::from)),
        })
    }
}

// Without LM hashes, nobody can prove to know a password by one (54); and hashes alone (38) would let a password pass by
// all rules.
rpc::unsupported!(Authority: msrpc::samr::OemChangePasswordUser2, msrpc::samr::ChangePasswordUser);

impl Authority {
    async fn change_password(
        &self,
        user_name: &UnicodeString,
        proof: Result<Proof, Unchanged>,
    ) -> Result<(), Unchanged> {
        let (proof, now) = (proof?, self.now());
        let name = user_name.as_str_or_empty();
        let found = self
            .store()
            .credentials_by_name(name)
            .await
            .map_err(unreadable)?;
        let Some((user, passwords)) = found else {
            // As long as it takes for an account that exists, so that the time tells nothing.
            proof.verify(NtHash::new(self.random())).await?;
            return Err(NtStatus::WRONG_PASSWORD.into());
        };
        let policy = self.store().policy().await.map_err(unreadable)?;
        if user.is_locked(&policy, now) {
            return Err(NtStatus::ACCOUNT_LOCKED_OUT.into());
        }
        let old = passwords
            .current
            .unwrap_or_else(|| NtHash::new(self.random()));
        let new = match proof.verify(old.duplicate()).await {
            Ok(new) => new,
            Err(status) => {
                if status == NtStatus::WRONG_PASSWORD {
                    // [MS-SAMR] 3.1.5.14.6.
                    let counted = self.store().record_bad_password(user.rid, now).await;
                    counted.map_err(unreadable)?;
                }
                return Err(status.into());
            }
        };
        let control = UserAccountControl(user.control);
        if control.contains(UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT) {
            // It is its domain's secret as well.
            return Err(NtStatus::ACCESS_DENIED.into());
        }
        let person = control.contains(UserAccountControl::NORMAL_ACCOUNT);
        if person {
            // A password that has to be changed is never too young.
            if user.password_last_set != FileTime::ZERO
                && now < times::password_can_change(&user, &policy)
            {
                return Err(Unchanged::Bad(BadPassword::TooRecent));
            }
            let rules = PasswordRules {
                min_length: policy.min_password_length,
                properties: domain::properties(&policy),
            };
            rules
                .check(&new, &user.name, &user.full_name)
                .map_err(Unchanged::Bad)?;
        } else if new.expose().is_empty() {
            return Err(Unchanged::Bad(BadPassword::TooShort));
        }
        let hash = NtHash::from_utf16le(&new);
        let change = PasswordChange {
            expected: Some(&old),
            check_history: person,
            ..PasswordChange::new(&hash, now)
        };
        self.store()
            .set_password(user.rid, change)
            .await
            .map_err(|error| match error {
                StoreError::InHistory => Unchanged::Bad(BadPassword::InHistory),
                // Somebody else was faster: the password that was proved is the old one no longer.
                StoreError::Conflict => Unchanged::Other(NtStatus::WRONG_PASSWORD),
                error => Unchanged::Other(refused(error)),
            })
    }
}
