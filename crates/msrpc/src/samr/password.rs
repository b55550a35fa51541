//! Passwords and hashes as they travel inside SAMR calls: encrypted under the session key, or under a hash.
//!
//! A password here is its UTF-16LE octets ([`wire::Password::to_utf16le`]), because those that machines make need not be
//! text. All entropy comes in as arguments: what a buffer has left beside the password is `fill`, and must be random, as
//! must a `salt`.

use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt};
use md5::{Digest, Md5};
use ndr::Ndr;
use wire::{SecretBytes, SecretKey};
use zeroize::Zeroizing;

use crate::cipher;

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
    let digest = Md5::new()
        .chain_update(salt)
        .chain_update(session_key.expose())
        .finalize();
    SecretKey::new(digest.into())
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
