//! Passwords under AES, as servers that announce [`super::SupportedFeatures::AES`] take them.

use aes::Aes256;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use ndr::{Counted, Ndr};
use sha2::Sha512;
use wire::{SecretBytes, SecretKey};
use zeroize::Zeroizing;

use super::{NoPassword, PasswordTooLong};

/// `SAMPR_ENCRYPTED_PASSWORD_AES`, [MS-SAMR] 2.2.6.32: a password under a content encryption key, by
/// AEAD-AES-256-CBC-HMAC-SHA512 (3.2.2.4).
///
/// The password is its UTF-16LE octets, as in [`super::EncryptedUserPassword`].
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct EncryptedPasswordAes {
    /// The authentication code.
    pub auth_data: [u8; 64],
    /// The initialisation vector.
    pub salt: [u8; 16],
    /// The ciphertext.
    #[ndr(max = 528)]
    pub cipher: Counted<u8>,
    /// 0, unless the key comes from a password.
    pub pbkdf2_iterations: u64,
}

impl EncryptedPasswordAes {
    /// Encrypts `password` under the session key; steps as in [MS-SAMR] 3.2.2.4. What the buffer has left beside the
    /// password is `fill`, and must be random, as must `salt`.
    ///
    /// # Errors
    /// [`PasswordTooLong`].
    pub fn seal(
        password: &SecretBytes,
        session_key: &SecretKey<16>,
        salt: [u8; 16],
        fill: &[u8; 512],
    ) -> Result<Self, PasswordTooLong> {
        let clear = user_password_aes(password, fill)?;
        let key = derive::<32>(session_key, ENCRYPTION_KEY_LABEL);
        let cipher = cbc::Encryptor::<Aes256>::new((&*key).into(), (&salt).into())
            .encrypt_padded_vec::<Pkcs7>(&*clear);
        let auth_data = authenticator(session_key, &salt, &cipher)
            .finalize()
            .into_bytes()
            .into();
        Ok(Self {
            auth_data,
            salt,
            cipher: Counted(cipher),
            pbkdf2_iterations: 0,
        })
    }

    /// Decrypts the password, after it proved to be authentic.
    ///
    /// # Errors
    /// [`NoPassword`] with the reason.
    pub fn open(&self, session_key: &SecretKey<16>) -> Result<SecretBytes, NoPassword> {
        authenticator(session_key, &self.salt, &self.cipher.0)
            .verify((&self.auth_data).into())
            .map_err(|_| NoPassword::Unauthentic)?;
        let key = derive::<32>(session_key, ENCRYPTION_KEY_LABEL);
        let clear = cbc::Decryptor::<Aes256>::new((&*key).into(), (&self.salt).into())
            .decrypt_padded_vec::<Pkcs7>(&self.cipher.0)
            .map_err(|_| NoPassword::WrongPadding)?;
        password_at_start(&Zeroizing::new(clear))
    }
}

/// `SAMPR_USER_PASSWORD_AES`, [MS-SAMR] 2.2.6.33: the length of the password, then 512 octets that begin with it.
fn user_password_aes(
    password: &SecretBytes,
    fill: &[u8; 512],
) -> Result<Zeroizing<[u8; 514]>, PasswordTooLong> {
    let password = password.expose();
    let too_long = PasswordTooLong {
        octets: password.len(),
    };
    let length = u16::try_from(password.len()).map_err(|_| too_long)?;
    let fill = fill.get(password.len()..).ok_or(too_long)?;
    let octets = length.to_le_bytes().into_iter();
    let octets = octets.chain(password.iter().chain(fill).copied());
    let mut buffer = Zeroizing::new([0; 514]);
    for (slot, octet) in buffer.iter_mut().zip(octets) {
        *slot = octet;
    }
    Ok(buffer)
}

/// The password in a decrypted `SAMPR_USER_PASSWORD_AES`.
fn password_at_start(buffer: &[u8]) -> Result<SecretBytes, NoPassword> {
    let Some(([low, high], text)) = buffer.split_first_chunk() else {
        return Err(NoPassword::WrongPadding);
    };
    let octets = u16::from_le_bytes([*low, *high]);
    match text.get(..usize::from(octets)) {
        Some(password) if octets.is_multiple_of(2) && octets <= 512 => {
            Ok(SecretBytes::new(password.to_vec()))
        }
        _ => Err(NoPassword::WrongLength {
            octets: octets.into(),
        }),
    }
}

/// `AuthData` over version, initialisation vector, ciphertext and the length of the version.
fn authenticator(session_key: &SecretKey<16>, salt: &[u8; 16], cipher: &[u8]) -> Hmac<Sha512> {
    let key = derive::<64>(session_key, MAC_KEY_LABEL);
    keyed(&*key)
        .chain_update([VERSION])
        .chain_update(salt)
        .chain_update(cipher)
        .chain_update([VERSION_LENGTH])
}

/// As many octets of key as are needed, from the content encryption key.
fn derive<const N: usize>(session_key: &SecretKey<16>, label: &[u8]) -> Zeroizing<[u8; N]> {
    const { assert!(N <= 64, "SHA-512 gives 64 octets") }
    let mac = keyed(session_key.expose()).chain_update(label);
    let derived: Zeroizing<[u8; 64]> = Zeroizing::new(mac.finalize().into_bytes().into());
    let mut key = Zeroizing::new([0; N]);
    for (slot, octet) in key.iter_mut().zip(*derived) {
        *slot = octet;
    }
    key
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn keyed(key: &[u8]) -> Hmac<Sha512> {
    Hmac::new_from_slice(key).expect("any length")
}

/// `SAM_AES256_ENC_KEY_STRING`, [MS-SAMR] 3.2.2.4, with its terminator.
const ENCRYPTION_KEY_LABEL: &[u8] =
    b"Microsoft SAM encryption key AEAD-AES-256-CBC-HMAC-SHA512 16\0";
/// `SAM_AES256_MAC_KEY_STRING`, [MS-SAMR] 3.2.2.4, with its terminator.
const MAC_KEY_LABEL: &[u8] = b"Microsoft SAM MAC key AEAD-AES-256-CBC-HMAC-SHA512 16\0";
/// `versionbyte`.
const VERSION: u8 = 0x01;
/// `versionbyte_len`.
const VERSION_LENGTH: u8 = 0x01;
