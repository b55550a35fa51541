//! Passwords and hashes as they travel inside SAMR calls: encrypted under the session key, or under a hash.
//!
//! A password here is its UTF-16LE octets ([`wire::Password::to_utf16le`]), because those that machines make need not be
//! text. All entropy comes in as arguments: what a buffer has left beside the password is `fill`, and must be random, as
//! must a `salt`.

use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt};
use ndr::Ndr;
use wire::{SecretBytes, SecretKey};
use zeroize::Zeroizing;

use auth::cipher;

/// A password of more than 512 octets, which no buffer of this protocol holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the password has {octets} octets, and 512 is the most that SAMR can carry")]
pub struct PasswordTooLong {
    /// Its length in octets.
    pub octets: usize,
}

/// Why there is no password in an encrypted buffer.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoPassword {
    /// The length makes no sense: most likely, the other side used another key.
    #[error("the decrypted length is {octets} octets; another key was used")]
    WrongLength {
        /// The length that was found.
        octets: u32,
    },
    /// The authentication code does not fit: another key was used, or the buffer was altered.
    #[error("the authentication code does not fit")]
    Unauthentic,
    /// The ciphertext is no padded buffer.
    #[error("the ciphertext has the wrong length or padding")]
    WrongPadding,
}

/// `SAMPR_ENCRYPTED_USER_PASSWORD`, [MS-SAMR] 2.2.6.21: a password under a key, by RC4 (3.2.2.1).
///
/// The key is used as it is, so the same one must not encrypt twice: [`EncryptedUserPasswordNew`] salts it.
#[derive(Clone, Copy, Debug, Eq, Ndr, PartialEq)]
pub struct EncryptedUserPassword(pub [u8; 516]);

impl EncryptedUserPassword {
    /// Encrypts `password`.
    ///
    /// # Errors
    /// [`PasswordTooLong`].
    pub fn seal(
        password: &SecretBytes,
        key: &SecretKey<16>,
        fill: &[u8; 512],
    ) -> Result<Self, PasswordTooLong> {
        let mut buffer = user_password(password, fill)?;
        cipher::rc4(key.expose(), &mut *buffer);
        Ok(Self(*buffer))
    }

    /// Decrypts the password.
    ///
    /// # Errors
    /// [`NoPassword::WrongLength`].
    pub fn open(&self, key: &SecretKey<16>) -> Result<SecretBytes, NoPassword> {
        let mut buffer = Zeroizing::new(self.0);
        cipher::rc4(key.expose(), &mut *buffer);
        password_at_end(&buffer)
    }
}

impl Default for EncryptedUserPassword {
    fn default() -> Self {
        Self([0; 516])
    }
}

/// `SAMPR_ENCRYPTED_USER_PASSWORD_NEW`, [MS-SAMR] 2.2.6.22: a password under a salted key, by RC4 and MD5 (3.2.2.1,
/// 3.2.2.2).
#[derive(Clone, Copy, Debug, Eq, Ndr, PartialEq)]
pub struct EncryptedUserPasswordNew {
    /// The first 516 octets, encrypted.
    pub user_password: [u8; 516],
    /// `ClearSalt`.
    pub clear_salt: [u8; 16],
}

impl EncryptedUserPasswordNew {
    /// Encrypts `password`.
    ///
    /// # Errors
    /// [`PasswordTooLong`].
    pub fn seal(
        password: &SecretBytes,
        session_key: &SecretKey<16>,
        salt: [u8; 16],
        fill: &[u8; 512],
    ) -> Result<Self, PasswordTooLong> {
        let sealed = EncryptedUserPassword::seal(password, &salted(session_key, salt), fill)?;
        Ok(Self {
            user_password: sealed.0,
            clear_salt: salt,
        })
    }

    /// Decrypts the password.
    ///
    /// # Errors
    /// [`NoPassword::WrongLength`].
    pub fn open(&self, session_key: &SecretKey<16>) -> Result<SecretBytes, NoPassword> {
        EncryptedUserPassword(self.user_password).open(&salted(session_key, self.clear_salt))
    }
}

impl Default for EncryptedUserPasswordNew {
    fn default() -> Self {
        Self {
            user_password: [0; 516],
            clear_salt: [0; 16],
        }
    }
}

/// `ENCRYPTED_NT_OWF_PASSWORD` and `ENCRYPTED_LM_OWF_PASSWORD`, [MS-SAMR] 2.2.7.3: a hash under a key, by DES (2.2.11.1).
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct EncryptedOwfPassword(pub [u8; 16]);

impl EncryptedOwfPassword {
    /// Encrypts an NT or LM hash, [MS-SAMR] 2.2.11.1.1: each half of it under seven octets of the key.
    #[must_use]
    pub fn seal(hash: &SecretKey<16>, key: &SecretKey<16>) -> Self {
        Self(halves(*hash.expose(), key, |key, half| {
            cipher::des(key).encrypt_block(half.into());
        }))
    }

    /// Decrypts the hash.
    #[must_use]
    pub fn open(&self, key: &SecretKey<16>) -> SecretKey<16> {
        SecretKey::new(halves(self.0, key, |key, half| {
            cipher::des(key).decrypt_block(half.into());
        }))
    }
}

/// `SAMPR_USER_PASSWORD`, [MS-SAMR] 2.2.6.21: the password at the end of 512 octets, then its length.
fn user_password(
    password: &SecretBytes,
    fill: &[u8; 512],
) -> Result<Zeroizing<[u8; 516]>, PasswordTooLong> {
    let password = password.expose();
    let too_long = PasswordTooLong {
        octets: password.len(),
    };
    let length = u32::try_from(password.len()).map_err(|_| too_long)?;
    let unused = 512_usize.checked_sub(password.len()).ok_or(too_long)?;
    let octets = fill.iter().take(unused).chain(password).copied();
    let mut buffer = Zeroizing::new([0; 516]);
    for (slot, octet) in buffer.iter_mut().zip(octets.chain(length.to_le_bytes())) {
        *slot = octet;
    }
    Ok(buffer)
}

/// The password in a decrypted `SAMPR_USER_PASSWORD`.
fn password_at_end(buffer: &[u8; 516]) -> Result<SecretBytes, NoPassword> {
    let [text @ .., a, b, c, d] = buffer;
    let octets = u32::from_le_bytes([*a, *b, *c, *d]);
    let start = usize::try_from(octets)
        .ok()
        .and_then(|octets| text.len().checked_sub(octets));
    let password = start.and_then(|start| text.get(start..));
    // A password is UTF-16, so half a character is as wrong as too many.
    match password {
        Some(password) if octets.is_multiple_of(2) => Ok(SecretBytes::new(password.to_vec())),
        _ => Err(NoPassword::WrongLength { octets }),
    }
}

/// The key of an [`EncryptedUserPasswordNew`], [MS-SAMR] 3.2.2.2: salt first.
fn salted(session_key: &SecretKey<16>, salt: [u8; 16]) -> SecretKey<16> {
    SecretKey::new(cipher::md5(&[&salt, session_key.expose()]))
}

/// Applies DES to both halves of `block`, under octets 0 to 6 and 7 to 13 of the key.
fn halves(block: [u8; 16], key: &SecretKey<16>, des: impl Fn([u8; 7], &mut [u8; 8])) -> [u8; 16] {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, _, _] = *key.expose();
    let mut block = block;
    let (chunks, _) = block.as_chunks_mut::<8>();
    for (half, key) in chunks
        .iter_mut()
        .zip([[a, b, c, d, e, f, g], [h, i, j, k, l, m, n]])
    {
        des(key, half);
    }
    block
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    fn key() -> SecretKey<16> {
        SecretKey::new(core::array::from_fn(|i| u8::try_from(0x10 + i).unwrap()))
    }

    fn fill() -> [u8; 512] {
        core::array::from_fn(|i| u8::try_from(i * 7 % 256).unwrap())
    }

    fn password() -> SecretBytes {
        wire::Password::new("Ün1t-1".into()).to_utf16le()
    }

    // The specification has no vectors; these come from an independent implementation (Python's `cryptography`).
    #[test]
    fn known_answer_for_levels_23_and_24() {
        let sealed = EncryptedUserPassword::seal(&password(), &key(), &fill()).unwrap();
        assert_eq!(
            sealed.0[500..],
            [
                0x8d, 0x55, 0xe0, 0xc9, 0x08, 0x44, 0x0a, 0x9e, 0xc1, 0xdb, 0x29, 0x01, 0xd7, 0xd4,
                0xda, 0xd9
            ]
        );
        assert_eq!(
            hex(&Sha256::digest(sealed.0)),
            "8ae890e0e539cff1848700d2404d3f98a359d6cfe090bcabb852422a7cf23a97"
        );
        assert!(sealed.open(&key()) == Ok(password()));
    }

    #[test]
    fn known_answer_for_levels_25_and_26() {
        let salt = core::array::from_fn(|i| u8::try_from(0xa0 + i).unwrap());
        let sealed = EncryptedUserPasswordNew::seal(&password(), &key(), salt, &fill()).unwrap();
        assert_eq!(
            hex(&Sha256::new()
                .chain_update(sealed.user_password)
                .chain_update(sealed.clear_salt)
                .finalize()),
            "bfb90f31568e7ebd1cac895e9495e0c20aa875ff16a7245b1f7abdd04af7ed3f"
        );
        assert!(sealed.open(&key()) == Ok(password()));
    }

    // As impacket's `SamEncryptNTLMHash` has it.
    #[test]
    fn known_answer_for_a_hash() {
        let hash = SecretKey::new([
            0xa4, 0xf4, 0x9c, 0x40, 0x65, 0x10, 0xbd, 0xca, 0xb6, 0x82, 0x4e, 0xe7, 0xc3, 0x0f,
            0xd8, 0x52,
        ]);
        let sealed = EncryptedOwfPassword::seal(&hash, &key());
        assert_eq!(
            sealed.0,
            [
                0x03, 0xb7, 0x9e, 0x35, 0x30, 0x75, 0x49, 0xca, 0x53, 0xfd, 0x3b, 0xe7, 0x3e, 0x48,
                0x16, 0xcb
            ]
        );
        assert!(sealed.open(&key()) == hash);
    }

    #[test]
    fn the_longest_password_fits_and_a_longer_one_is_refused() {
        for octets in [0, 2, 512] {
            let password = SecretBytes::new(vec![b'x'; octets]);
            let sealed = EncryptedUserPassword::seal(&password, &key(), &fill()).unwrap();
            assert!(sealed.open(&key()) == Ok(password), "{octets}");
        }
        let password = SecretBytes::new(vec![b'x'; 514]);
        assert_eq!(
            EncryptedUserPassword::seal(&password, &key(), &fill()).err(),
            Some(PasswordTooLong { octets: 514 })
        );
    }

    #[test]
    fn impossible_lengths_are_refused() {
        for octets in [1, 511, 513, 514, 516, u32::MAX] {
            let mut buffer = [0; 516];
            buffer[512..].copy_from_slice(&octets.to_le_bytes());
            cipher::rc4(key().expose(), &mut buffer);
            assert_eq!(
                EncryptedUserPassword(buffer).open(&key()).err(),
                Some(NoPassword::WrongLength { octets })
            );
        }
    }

    fn hex(octets: &[u8]) -> String {
        octets.iter().map(|octet| format!("{octet:02x}")).collect()
    }
}
