//! What an initiator proves that it knows.

use md4::{Digest, Md4};
use wire::{Password, SecretKey};

/// `NTOWFv1`, [MS-NLMP] 3.3.1: all that a domain controller keeps of a password, and as good as the password itself.
pub struct NtHash(SecretKey<16>);

impl NtHash {
    /// Takes a stored hash over.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(SecretKey::new(bytes))
    }

    /// MD4 of the UTF-16LE characters.
    #[must_use]
    pub fn from_password(password: &Password) -> Self {
        Self(SecretKey::new(
            Md4::digest(password.to_utf16le().expose()).into(),
        ))
    }

    /// The hash, for the function that needs it.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 16] {
        self.0.expose()
    }
}
