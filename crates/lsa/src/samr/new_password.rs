//! Passwords that somebody sets who does not know the old one, [MS-SAMR] 3.1.5.6.4: under the session key.

use auth::NtHash;
use msrpc::samr::{
    EncryptedOwfPassword, EncryptedPasswordAes, EncryptedUserPassword, EncryptedUserPasswordNew,
    NoPassword, UserAll, UserInternal1,
};
use transport::CallContext;
use wire::{NtStatus, SecretBytes, SecretKey};

/// A password that is to be set. Neither `Debug` nor `Clone`.
pub(super) enum NewPassword {
    /// Itself, in UTF-16LE.
    Clear(SecretBytes),
    /// Only its hash, of which nobody can say whether it is that of a good password.
    Hash(NtHash),
}

impl NewPassword {
    pub(super) fn hash(&self) -> NtHash {
        match self {
            Self::Clear(password) => NtHash::from_utf16le(password),
            Self::Hash(hash) => hash.duplicate(),
        }
    }
}

/// The key of the session in which a password is set.
#[derive(Clone, Copy)]
pub(super) struct SessionKey<'a>(Option<&'a SecretKey<16>>);

impl<'a> SessionKey<'a> {
    pub(super) fn of(context: &'a CallContext) -> Self {
        Self(context.session_key())
    }

    /// Levels 23 and 24.
    pub(super) fn rc4(self, password: &EncryptedUserPassword) -> Result<NewPassword, NtStatus> {
        clear(password.open(self.key()?))
    }

    /// Levels 25 and 26.
    pub(super) fn salted_rc4(
        self,
        password: &EncryptedUserPasswordNew,
    ) -> Result<NewPassword, NtStatus> {
        clear(password.open(self.key()?))
    }

    /// Levels 31 and 32.
    pub(super) fn aes(self, password: &EncryptedPasswordAes) -> Result<NewPassword, NtStatus> {
        clear(password.open(self.key()?))
    }

    /// Level 18. There are no LM hashes here, so there has to be an NT hash.
    pub(super) fn hash(self, hashes: &UserInternal1) -> Result<NewPassword, NtStatus> {
        if hashes.nt_password_present == 0 {
            return Err(NtStatus::INVALID_PARAMETER);
        }
        self.open_hash(hashes.encrypted_nt_owf_password)
    }

    /// Level 21.
    pub(super) fn hash_of_all(self, all: &UserAll) -> Result<NewPassword, NtStatus> {
        if all.nt_password_present == 0 {
            return Err(NtStatus::INVALID_PARAMETER);
        }
        let units = all.nt_owf_password.0.iter().flatten();
        let octets: Vec<u8> = units.flat_map(|unit| unit.to_le_bytes()).collect();
        let octets = octets.try_into().map_err(|_| NtStatus::INVALID_PARAMETER)?;
        self.open_hash(EncryptedOwfPassword(octets))
    }

    fn open_hash(self, hash: EncryptedOwfPassword) -> Result<NewPassword, NtStatus> {
        let hash = hash.open(self.key()?);
        Ok(NewPassword::Hash(NtHash::new(*hash.expose())))
    }

    fn key(self) -> Result<&'a SecretKey<16>, NtStatus> {
        self.0.ok_or(NtStatus::NO_USER_SESSION_KEY)
    }
}

/// [MS-SAMR] 3.1.5.6.4: a buffer that cannot be decrypted is `STATUS_WRONG_PASSWORD`.
fn clear(opened: Result<SecretBytes, NoPassword>) -> Result<NewPassword, NtStatus> {
    opened
        .map(NewPassword::Clear)
        .map_err(|_| NtStatus::WRONG_PASSWORD)
}
