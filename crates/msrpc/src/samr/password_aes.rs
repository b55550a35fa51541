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

/// How many iterations a key that comes from a password may take, [MS-SAMR] 3.2.2.5: fewer protect nothing, and more would
/// keep a server busy for whoever asks.
pub const PBKDF2_ITERATIONS: std::ops::RangeInclusive<u64> = 5_000..=1_000_000;

impl EncryptedPasswordAes {
    /// The content encryption key of [`super::UnicodeChangePasswordUser4`], from the NT hash of the old password, the salt
    /// and the number of iterations in this buffer: PBKDF2 with HMAC-SHA512, [MS-SAMR] 3.2.2.5. `None` if that number is
    /// out of [`PBKDF2_ITERATIONS`].
    #[must_use]
    pub fn key_from_nt_hash(&self, nt_hash: &SecretKey<16>) -> Option<SecretKey<16>> {
        if !PBKDF2_ITERATIONS.contains(&self.pbkdf2_iterations) {
            return None;
        }
        // RFC 8018 5.2, of which one block of SHA-512 is more than enough.
        let keyed = keyed(nt_hash.expose());
        let mac = keyed.clone().chain_update(self.salt);
        let mut block: Zeroizing<[u8; 64]> = Zeroizing::new(
            mac.chain_update(1_u32.to_be_bytes())
                .finalize()
                .into_bytes()
                .into(),
        );
        let mut derived = Zeroizing::new(*block);
        for _ in 1..self.pbkdf2_iterations {
            *block = keyed
                .clone()
                .chain_update(block.as_slice())
                .finalize()
                .into_bytes()
                .into();
            for (octet, other) in derived.iter_mut().zip(&*block) {
                *octet ^= other;
            }
        }
        derived.first_chunk().copied().map(SecretKey::new)
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

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; 16] = [
        0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae,
        0xaf,
    ];

    fn key() -> SecretKey<16> {
        SecretKey::new(core::array::from_fn(|i| u8::try_from(0x10 + i).unwrap()))
    }

    fn fill() -> [u8; 512] {
        core::array::from_fn(|i| u8::try_from(i * 7 % 256).unwrap())
    }

    fn password() -> SecretBytes {
        wire::Password::new("Ün1t-1".into()).to_utf16le()
    }

    fn sealed() -> EncryptedPasswordAes {
        EncryptedPasswordAes::seal(&password(), &key(), SALT, &fill()).unwrap()
    }

    // The text of the specification here has no vector; Samba's Python bindings (`samba.crypto`) and Python's
    // `cryptography` agree on this one.
    #[test]
    fn known_answer() {
        let sealed = sealed();
        assert_eq!(sealed.cipher.0.len(), 528);
        assert_eq!(
            sealed.cipher.0[..16],
            [
                0x0e, 0xce, 0x5c, 0x02, 0x6b, 0xe0, 0x76, 0xb1, 0x14, 0xf7, 0x35, 0x23, 0x27, 0x29,
                0x84, 0x13
            ]
        );
        // It authenticates the rest of the ciphertext as well.
        assert_eq!(
            sealed.auth_data,
            [
                0x4e, 0x02, 0xa4, 0x3a, 0x2e, 0xa5, 0xf4, 0x46, 0xe6, 0x30, 0x94, 0x79, 0xca, 0xc1,
                0x12, 0x07, 0x52, 0xf0, 0x8c, 0x13, 0xa0, 0xa1, 0x95, 0xa0, 0xea, 0x07, 0x36, 0x41,
                0x0c, 0xfa, 0xbd, 0xfd, 0x97, 0xe2, 0x88, 0xb4, 0xb9, 0x1a, 0xe7, 0x91, 0xd7, 0xbe,
                0x0f, 0x3a, 0x3b, 0x29, 0x64, 0xa2, 0xf8, 0x34, 0x50, 0x85, 0xf8, 0x25, 0xad, 0x7e,
                0x49, 0x17, 0x9e, 0xf1, 0x1c, 0x11, 0xff, 0x31
            ]
        );
        assert!(sealed.open(&key()) == Ok(password()));
    }

    // Python: `hashlib.pbkdf2_hmac("sha512", bytes(range(16, 32)), bytes(range(0xa0, 0xb0)), 5000, 16)`.
    #[test]
    fn a_key_from_a_hash_takes_a_reasonable_number_of_iterations() {
        let with = |pbkdf2_iterations| {
            let sealed = EncryptedPasswordAes {
                pbkdf2_iterations,
                ..sealed()
            };
            sealed.key_from_nt_hash(&key())
        };
        let known = SecretKey::new([
            0x51, 0xde, 0x7a, 0x51, 0xc6, 0x32, 0x8d, 0xaf, 0xca, 0x79, 0x77, 0xdc, 0xfc, 0x2f,
            0x77, 0x40,
        ]);
        assert!(with(5_000) == Some(known));
        for iterations in [0, 4_999, 1_000_001, u64::MAX] {
            assert!(with(iterations).is_none(), "{iterations}");
        }
    }

    #[test]
    fn the_longest_password_fits_and_a_longer_one_is_refused() {
        for octets in [0, 2, 512] {
            let password = SecretBytes::new(vec![b'x'; octets]);
            let sealed = EncryptedPasswordAes::seal(&password, &key(), SALT, &fill()).unwrap();
            assert!(sealed.open(&key()) == Ok(password), "{octets}");
        }
        let password = SecretBytes::new(vec![b'x'; 514]);
        assert_eq!(
            EncryptedPasswordAes::seal(&password, &key(), SALT, &fill()).err(),
            Some(PasswordTooLong { octets: 514 })
        );
    }

    #[test]
    fn whatever_was_altered_is_refused() {
        let alterations: [fn(&mut EncryptedPasswordAes); 5] = [
            |sealed| sealed.auth_data[63] ^= 1,
            |sealed| sealed.salt[0] ^= 1,
            |sealed| sealed.cipher.0[527] ^= 1,
            |sealed| sealed.cipher.0.truncate(512),
            |sealed| sealed.cipher.0.clear(),
        ];
        for alter in alterations {
            let mut sealed = sealed();
            alter(&mut sealed);
            assert_eq!(sealed.open(&key()).err(), Some(NoPassword::Unauthentic));
        }
        let other = SecretKey::new([0; 16]);
        assert_eq!(sealed().open(&other).err(), Some(NoPassword::Unauthentic));
    }

    // Whoever has the key can also send what the protocol does not allow.
    #[test]
    fn an_authentic_buffer_is_checked_all_the_same() {
        let reseal = |cipher: Vec<u8>| EncryptedPasswordAes {
            auth_data: authenticator(&key(), &SALT, &cipher)
                .finalize()
                .into_bytes()
                .into(),
            salt: SALT,
            cipher: Counted(cipher),
            pbkdf2_iterations: 0,
        };
        let encrypt = |clear: &[u8]| {
            let key = derive::<32>(&key(), ENCRYPTION_KEY_LABEL);
            cbc::Encryptor::<Aes256>::new((&*key).into(), (&SALT).into())
                .encrypt_padded_vec::<Pkcs7>(clear)
        };
        for cipher in [vec![], vec![0; 15], encrypt(&[]), encrypt(&[0])] {
            assert_eq!(
                reseal(cipher).open(&key()).err(),
                Some(NoPassword::WrongPadding)
            );
        }
        for octets in [1_u16, 513, 514, u16::MAX] {
            let mut clear = [0; 520];
            clear[..2].copy_from_slice(&octets.to_le_bytes());
            assert_eq!(
                reseal(encrypt(&clear)).open(&key()).err(),
                Some(NoPassword::WrongLength {
                    octets: octets.into()
                })
            );
        }
    }
}
