//! How the value of a secret travels: under the session key, by DES.

use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt};
use ndr::{CountedVarying, Ndr};
use wire::{Reader, SecretBytes, SecretKey};
use zeroize::Zeroizing;

use crate::cipher;

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
