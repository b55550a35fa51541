//! The new password of `NetrServerPasswordSet2`, [MS-NRPC] 2.2.1.3.7 and 3.4.5.2.6.

use auth::cipher::rc4;
use msrpc::netlogon::EncryptedTrustPassword;
use wire::{Password, SecretBytes};
use zeroize::Zeroizing;

use crate::aes_cfb8::{AesCfb8, ZERO_IV};
use crate::session_key::{Algorithm, SessionKey};

/// The octets of `NL_TRUST_PASSWORD.Buffer`.
pub const PASSWORD_BUFFER: usize = 512;

/// A password that is longer than the 256 UTF-16 code units that fit.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a password has at most 256 characters")]
pub struct PasswordTooLong;

/// Why a received password is not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum UnusablePassword {
    /// The length is odd or larger than the buffer: another session key, or damage.
    #[error("the new password's length is impossible")]
    Length,
    /// Nobody may set an empty password.
    #[error("the new password is empty")]
    Empty,
    /// The buffer was not encrypted (CVE-2020-1472).
    #[error("the new password was not encrypted")]
    NotEncrypted,
}

impl SessionKey {
    /// Encrypts a new machine password. `fill` is random; its last octets are overwritten with the password.
    ///
    /// # Errors
    /// [`PasswordTooLong`].
    pub fn encrypt_password(
        &self,
        password: &Password,
        fill: [u8; PASSWORD_BUFFER],
    ) -> Result<EncryptedTrustPassword, PasswordTooLong> {
        let characters = password.to_utf16le();
        let characters = characters.expose();
        let start = PASSWORD_BUFFER
            .checked_sub(characters.len())
            .ok_or(PasswordTooLong)?;
        let length = u32::try_from(characters.len()).map_err(|_| PasswordTooLong)?;

        let mut clear = Zeroizing::new([0; EncryptedTrustPassword::LEN]);
        let buffer = fill.iter().take(start).chain(characters);
        for (slot, octet) in clear.iter_mut().zip(buffer.chain(&length.to_le_bytes())) {
            *slot = *octet;
        }
        match self.algorithm() {
            Algorithm::Aes => AesCfb8::new(self.octets(), &ZERO_IV).encrypt(&mut *clear),
            Algorithm::StrongKey => rc4(self.octets(), &mut *clear),
        }
        Ok(EncryptedTrustPassword::from_octets(&clear))
    }

    /// Decrypts a new machine password: the UTF-16LE octets, which need not be valid text.
    ///
    /// # Errors
    /// [`UnusablePassword`] with the reason.
    pub fn decrypt_password(
        &self,
        encrypted: &EncryptedTrustPassword,
    ) -> Result<SecretBytes, UnusablePassword> {
        let encrypted = encrypted.to_octets();
        let mut clear = Zeroizing::new(encrypted);
        match self.algorithm() {
            Algorithm::Aes => AesCfb8::new(self.octets(), &ZERO_IV).decrypt(&mut *clear),
            Algorithm::StrongKey => rc4(self.octets(), &mut *clear),
        }
        if *clear == encrypted {
            return Err(UnusablePassword::NotEncrypted);
        }
        let [buffer @ .., a, b, c, d] = &*clear;
        let length = usize::try_from(u32::from_le_bytes([*a, *b, *c, *d]))
            .map_err(|_| UnusablePassword::Length)?;
        let start = PASSWORD_BUFFER
            .checked_sub(length)
            .filter(|_| length.is_multiple_of(2))
            .ok_or(UnusablePassword::Length)?;
        // The octets before the password are random: if they are in clear, so is what follows, whatever became of it. A few may be so by chance.
        if start >= LEAST_CONFOUNDER && buffer.get(..start) == encrypted.get(..start) {
            return Err(UnusablePassword::NotEncrypted);
        }
        match buffer.get(start..) {
            Some([]) => Err(UnusablePassword::Empty),
            // Zeros are what somebody sends who has no key and guesses, or what comes of them (CVE-2020-1472). Samba refuses both.
            Some(password)
                if is_zero(password)
                    || encrypted.get(start..PASSWORD_BUFFER).is_none_or(is_zero) =>
            {
                Err(UnusablePassword::NotEncrypted)
            }
            Some(password) => Ok(SecretBytes::new(password.to_vec())),
            None => Err(UnusablePassword::Length),
        }
    }
}

fn is_zero(octets: &[u8]) -> bool {
    octets.iter().all(|&octet| octet == 0)
}

/// Fewest random octets that are not by chance what they were.
const LEAST_CONFOUNDER: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use msrpc::netlogon::Credential;

    fn keys() -> [SessionKey; 2] {
        [Algorithm::Aes, Algorithm::StrongKey].map(|algorithm| {
            SessionKey::from_octets(
                algorithm,
                0x0cb6948805f797bf2a82807973b89537_u128.to_be_bytes(),
            )
        })
    }

    fn encrypt(
        key: &SessionKey,
        clear: [u8; EncryptedTrustPassword::LEN],
    ) -> EncryptedTrustPassword {
        let mut octets = clear;
        match key.algorithm() {
            Algorithm::Aes => AesCfb8::new(key.octets(), &ZERO_IV).encrypt(&mut octets),
            Algorithm::StrongKey => rc4(key.octets(), &mut octets),
        }
        EncryptedTrustPassword::from_octets(&octets)
    }

    #[test]
    fn the_other_end_gets_what_was_set() {
        let longest = "x".repeat(256);
        for password in ["a", "Pässword", "𝄞", &longest] {
            for key in keys() {
                let encrypted = key
                    .encrypt_password(&Password::new(password.into()), [0x55; 512])
                    .unwrap();
                let clear = key.decrypt_password(&encrypted).ok().unwrap();
                assert!(clear.to_password().unwrap().expose() == password);
            }
        }
    }

    // The last 32 of 516 octets, computed with Python's Cryptodome: fill 0xaa, password "ab".
    #[test]
    fn known_answer() {
        let [key, _] = keys();
        let encrypted = key
            .encrypt_password(&Password::new("ab".into()), [0xaa; 512])
            .unwrap();
        assert_eq!(
            encrypted.to_octets()[484..],
            [
                0x8a, 0x5a, 0xb1, 0xb5, 0xd6, 0x22, 0x7b, 0xa3, 0xb2, 0xdd, 0xd4, 0x21, 0x6e, 0xc6,
                0xe7, 0xcb, 0x0f, 0x9d, 0x4d, 0x03, 0x56, 0x68, 0x1a, 0x2a, 0x8d, 0x7e, 0xe2, 0x45,
                0x92, 0x65, 0xcc, 0xb7,
            ]
        );
    }

    /// One key in 256 makes zeros of zeros (CVE-2020-1472): what comes before the password is then in clear, although the password is not.
    #[test]
    fn clear_octets_before_the_password_are_refused() {
        let weak = (0..=u128::MAX)
            .map(|key| SessionKey::from_octets(Algorithm::Aes, key.to_be_bytes()))
            .find(|key| encrypt(key, [0; EncryptedTrustPassword::LEN]).to_octets()[0] == 0)
            .unwrap();
        let mut clear = [0; EncryptedTrustPassword::LEN];
        clear[PASSWORD_BUFFER - 8..PASSWORD_BUFFER].fill(0x55);
        clear[PASSWORD_BUFFER..].copy_from_slice(&8_u32.to_le_bytes());
        let outcome = weak.decrypt_password(&encrypt(&weak, clear));
        assert!(outcome.is_err_and(|error| error == UnusablePassword::NotEncrypted));
    }

    #[test]
    fn zeros_are_no_password() {
        for key in keys() {
            let mut clear = [0x55; EncryptedTrustPassword::LEN];
            clear[PASSWORD_BUFFER - 8..PASSWORD_BUFFER].fill(0);
            clear[PASSWORD_BUFFER..].copy_from_slice(&8_u32.to_le_bytes());
            let outcome = key.decrypt_password(&encrypt(&key, clear));
            assert!(outcome.is_err_and(|error| error == UnusablePassword::NotEncrypted));
        }
    }

    /// Whatever the key makes of it.
    #[test]
    fn zeros_are_no_encrypted_password() {
        for key in keys() {
            let mut octets = [0x55; EncryptedTrustPassword::LEN];
            octets[PASSWORD_BUFFER - 8..].fill(0);
            octets[512..].copy_from_slice(&8_u32.to_le_bytes());
            // Of the clear octets, only those of the length matter; the encrypted ones of the password are then made zero.
            let mut encrypted = encrypt(&key, octets).to_octets();
            encrypted[PASSWORD_BUFFER - 8..PASSWORD_BUFFER].fill(0);
            let outcome = key.decrypt_password(&EncryptedTrustPassword::from_octets(&encrypted));
            // With AES, what was changed alters what follows, the length too, which then is none.
            assert!(outcome.is_err(), "{:?}", key.algorithm());
        }
    }

    #[test]
    fn a_password_that_does_not_fit_is_refused() {
        let [key, _] = keys();
        let outcome = key.encrypt_password(&Password::new("x".repeat(257)), [0; 512]);
        assert!(outcome.is_err_and(|error| error == PasswordTooLong));
    }

    #[test]
    fn hostile_buffers_are_refused() {
        let clear = |length: u32| {
            let mut clear = [0x55; EncryptedTrustPassword::LEN];
            clear[512..].copy_from_slice(&length.to_le_bytes());
            clear
        };
        for key in keys() {
            for (length, reason) in [
                (0, UnusablePassword::Empty),
                (3, UnusablePassword::Length),
                (514, UnusablePassword::Length),
                (u32::MAX, UnusablePassword::Length),
            ] {
                let outcome = key.decrypt_password(&encrypt(&key, clear(length)));
                assert!(outcome.is_err_and(|error| error == reason), "{length}");
            }
        }
    }

    // CVE-2020-1472: under one key in 256 a buffer of zeros decrypts to zeros.
    #[test]
    fn a_buffer_that_nobody_encrypted_is_refused() {
        let zero = Credential([0; 8]);
        let key = (0..2560_u128)
            .map(|n| SessionKey::from_octets(Algorithm::Aes, (n << 17).to_be_bytes()))
            .find(|key| key.verifies(zero, zero))
            .unwrap();
        let zeros = EncryptedTrustPassword::from_octets(&[0; EncryptedTrustPassword::LEN]);
        let outcome = key.decrypt_password(&zeros);
        assert!(outcome.is_err_and(|error| error == UnusablePassword::NotEncrypted));
    }
}
