//! How the value of a secret travels: under the session key, by DES.

use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt};
use ndr::{CountedVarying, Ndr};
use wire::{Reader, SecretBytes, SecretKey};
use zeroize::Zeroizing;

use auth::cipher;

/// `LSAPR_CR_CIPHER_VALUE`, [MS-LSAD] 2.2.6.1: a secret, encrypted as 5.1.2 says.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct CipherValue {
    /// The ciphertext.
    #[ndr(max = 131_088)]
    pub octets: CountedVarying<u8>,
}

/// A secret of more octets than [`CipherValue::MAX_SECRET`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the secret has {octets} octets, and 131072 is the most that LSA can carry")]
pub struct SecretTooLong {
    /// Its length in octets.
    pub octets: usize,
}

/// Why there is no secret in a [`CipherValue`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoSecret {
    /// The ciphertext does not consist of blocks.
    #[error("a ciphertext of {octets} octets does not consist of blocks")]
    WrongLength {
        /// Its length in octets.
        octets: usize,
    },
    /// What was decrypted does not begin as a secret does: another key was used.
    #[error("the decrypted octets are no secret; another key was used")]
    WrongKey,
}

impl CipherValue {
    /// The longest secret, in octets: 128 KiB with the 16 octets that go around it fill the range of the IDL.
    pub const MAX_SECRET: usize = 131_072;

    /// Encrypts `secret`, [MS-LSAD] 5.1.2: its length, a version and the secret, with zeros up to a whole block.
    ///
    /// # Errors
    /// [`SecretTooLong`].
    pub fn seal(secret: &SecretBytes, session_key: &SecretKey<16>) -> Result<Self, SecretTooLong> {
        let secret = secret.expose();
        let octets = secret.len();
        let length = match u32::try_from(octets) {
            Ok(length) if octets <= Self::MAX_SECRET => length,
            _ => return Err(SecretTooLong { octets }),
        };
        let header = [length.to_le_bytes(), VERSION.to_le_bytes()];
        let clear = header.as_flattened().iter().chain(secret);
        // Encrypted in place, so that no copy of the secret stays behind.
        let mut value = vec![0; HEADER.saturating_add(octets).next_multiple_of(BLOCK)];
        for (slot, octet) in value.iter_mut().zip(clear) {
            *slot = *octet;
        }
        for_each_block(session_key, &mut value, |key, block| {
            cipher::des(key).encrypt_block(block.into());
        });
        Ok(Self {
            octets: CountedVarying(value),
        })
    }

    /// Decrypts the secret.
    ///
    /// # Errors
    /// [`NoSecret`] with the reason.
    pub fn open(&self, session_key: &SecretKey<16>) -> Result<SecretBytes, NoSecret> {
        let octets = self.octets.0.len();
        if !octets.is_multiple_of(BLOCK) || octets < HEADER {
            return Err(NoSecret::WrongLength { octets });
        }
        let mut clear = Zeroizing::new(self.octets.0.clone());
        for_each_block(session_key, &mut clear, |key, block| {
            cipher::des(key).decrypt_block(block.into());
        });
        let wrong_key = |_| NoSecret::WrongKey;
        let mut r = Reader::new(&clear);
        let length = r.u32("Length").map_err(wrong_key)?;
        let version = r.u32("Version").map_err(wrong_key)?;
        let length = usize::try_from(length).map_err(|_| NoSecret::WrongKey)?;
        // A wrong key is recognised by the header: nothing else here is redundant.
        if version != VERSION
            || r.remaining()
                .checked_sub(length)
                .is_none_or(|pad| pad >= BLOCK)
        {
            return Err(NoSecret::WrongKey);
        }
        let secret = r.bytes(length, "Secret").map_err(wrong_key)?;
        Ok(SecretBytes::new(secret.to_vec()))
    }
}

/// Applies DES-ECB-LSA, [MS-LSAD] 5.1.3: each block has the next seven octets of the key, and where fewer than seven are
/// left, the key begins again, that many octets in.
fn for_each_block(
    session_key: &SecretKey<16>,
    value: &mut [u8],
    des: impl Fn([u8; 7], &mut [u8; BLOCK]),
) {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *session_key.expose();
    // After 0 and 7, two octets are left: the third key begins at 2, the fourth at 9, and ends with the last octet.
    let keys = Zeroizing::new([
        [a, b, c, d, e, f, g],
        [h, i, j, k, l, m, n],
        [c, d, e, f, g, h, i],
        [j, k, l, m, n, o, p],
    ]);
    let (blocks, _) = value.as_chunks_mut::<BLOCK>();
    for (block, key) in blocks.iter_mut().zip(keys.iter().cycle()) {
        des(*key, block);
    }
}

/// Octets of a DES block.
const BLOCK: usize = 8;
/// Octets of length and version.
const HEADER: usize = 8;
/// `Version`.
const VERSION: u32 = 1;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key() -> SecretKey<16> {
        SecretKey::new(core::array::from_fn(|i| u8::try_from(0x10 + i).unwrap()))
    }

    // The text of the specification here has no vector; impacket's `encryptSecret` and `decryptSecret` give this one. Its
    // five blocks go once around the four keys.
    #[test]
    fn known_answer() {
        let secret = wire::Password::new("machine password".into()).to_utf16le();
        let sealed = CipherValue::seal(&secret, &key()).unwrap();
        assert_eq!(
            sealed.octets.0,
            [
                0x2a, 0xb0, 0x56, 0xe4, 0xa9, 0x67, 0xb3, 0xc2, 0xd8, 0xae, 0x7b, 0xe1, 0xe9, 0xb4,
                0xde, 0x0d, 0xa5, 0xef, 0xa9, 0xab, 0xbe, 0xe8, 0xac, 0x48, 0x30, 0x63, 0x33, 0xf6,
                0x6b, 0x1d, 0x5c, 0x7a, 0xf5, 0x21, 0x1c, 0xf3, 0x9c, 0x5e, 0x03, 0x76
            ]
        );
        assert!(sealed.open(&key()) == Ok(secret));
    }

    #[test]
    fn another_key_is_noticed() {
        let secret = SecretBytes::new(b"password".to_vec());
        let sealed = CipherValue::seal(&secret, &key()).unwrap();
        let other = SecretKey::new([0; 16]);
        assert_eq!(sealed.open(&other).err(), Some(NoSecret::WrongKey));
    }

    #[test]
    fn what_consists_of_no_blocks_is_refused() {
        for octets in [0, 1, 7, 9, 15] {
            let value = CipherValue {
                octets: vec![0; octets].into(),
            };
            assert_eq!(
                value.open(&key()).err(),
                Some(NoSecret::WrongLength { octets })
            );
        }
    }

    #[test]
    fn a_secret_of_the_greatest_length_is_the_last_that_fits() {
        let longest = SecretBytes::new(vec![1; CipherValue::MAX_SECRET]);
        assert!(CipherValue::seal(&longest, &key()).is_ok());
        let longer = SecretBytes::new(vec![1; CipherValue::MAX_SECRET + 1]);
        assert_eq!(
            CipherValue::seal(&longer, &key()).err(),
            Some(SecretTooLong { octets: 131_073 })
        );
    }

    // Whoever has the key can also send what the protocol does not allow.
    #[test]
    fn a_header_that_does_not_fit_its_value_is_refused() {
        for (length, version) in [(9, 1), (0, 1), (8, 2), (8, 0), (u32::MAX, 1)] {
            let mut clear = [
                length.to_le_bytes(),
                u32::to_le_bytes(version),
                [0; 4],
                [0; 4],
            ]
            .as_flattened()
            .to_vec();
            for_each_block(&key(), &mut clear, |key, block| {
                cipher::des(key).encrypt_block(block.into());
            });
            let value = CipherValue {
                octets: clear.into(),
            };
            assert_eq!(value.open(&key()).err(), Some(NoSecret::WrongKey));
        }
    }

    proptest! {
        #[test]
        fn round_trip(secret in proptest::collection::vec(any::<u8>(), 0..100), key: [u8; 16]) {
            let sealed = CipherValue::seal(&SecretBytes::new(secret.clone()), &SecretKey::new(key)).unwrap();
            prop_assert!(sealed.octets.0.len().is_multiple_of(8));
            prop_assert!(sealed.open(&SecretKey::new(key)) == Ok(SecretBytes::new(secret)));
        }
    }
}
