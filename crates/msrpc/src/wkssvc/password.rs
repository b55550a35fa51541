//! `JOINPR_ENCRYPTED_USER_PASSWORD`, [MS-WKST] 2.2.5.18: how the joining account's password travels.

use auth::cipher::md5;
use ndr::Ndr;
use wire::{Password, SecretBytes, SecretKey};

use crate::samr::{EncryptedUserPassword as Buffer, NoPassword, PasswordTooLong};

/// `JOINPR_ENCRYPTED_USER_PASSWORD`, [MS-WKST] 2.2.5.18: a salt in the clear, then the buffer that SAMR knows too,
/// encrypted under a key that the salt goes into.
#[derive(Clone, Copy, Debug, Eq, Ndr, PartialEq)]
pub struct EncryptedUserPassword {
    /// `Obfuscator`.
    pub salt: [u8; 8],
    /// `Buffer` and `Length`, encrypted.
    pub buffer: Buffer,
}

impl EncryptedUserPassword {
    /// Encodes and encrypts a password, [MS-WKST] 2.2.5.18.1 to 2.2.5.18.3. `fill` becomes what the buffer holds in front
    /// of the password.
    ///
    /// # Errors
    /// [`PasswordTooLong`] for more than 256 UTF-16 units (`JOIN_MAX_PASSWORD_LENGTH`).
    pub fn seal(
        password: &Password,
        session_key: &SecretKey<16>,
        salt: [u8; 8],
        fill: &[u8; 512],
    ) -> Result<Self, PasswordTooLong> {
        let buffer = Buffer::seal(&password.to_utf16le(), &salted(session_key, salt), fill)?;
        Ok(Self { salt, buffer })
    }

    /// Decrypts and decodes a password, [MS-WKST] 2.2.5.18.3 and 2.2.5.18.4: UTF-16LE.
    ///
    /// # Errors
    /// [`NoPassword`] when the length is impossible: another session's key, or an altered buffer.
    pub fn open(&self, session_key: &SecretKey<16>) -> Result<SecretBytes, NoPassword> {
        self.buffer.open(&salted(session_key, self.salt))
    }
}

/// MD5(session key ‖ salt), [MS-WKST] 2.2.5.18.3: the other way round than in SAMR.
fn salted(session_key: &SecretKey<16>, salt: [u8; 8]) -> SecretKey<16> {
    SecretKey::new(md5(&[session_key.expose(), &salt]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: SecretKey<16> = SecretKey::new([7; 16]);

    fn seal(text: &str) -> Result<EncryptedUserPassword, PasswordTooLong> {
        EncryptedUserPassword::seal(&Password::new(text.into()), &KEY, [0xa5; 8], &[0xa5; 512])
    }

    #[test]
    fn the_limit_is_256_characters() {
        assert!(seal(&"x".repeat(256)).is_ok());
        assert!(seal(&"x".repeat(257)).is_err());
    }

    #[test]
    fn another_key_or_a_changed_salt_gives_nothing() {
        let mut sent = seal("secret").unwrap();
        assert!(sent.open(&SecretKey::new([8; 16])).is_err());
        sent.salt[0] ^= 1;
        assert!(sent.open(&KEY).is_err());
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(text in "\\PC{0,100}") {
            let received = seal(&text).unwrap().open(&KEY).unwrap();
            prop_assert_eq!(received.expose(), wire::utf16::encode(&text));
        }
    }
}
