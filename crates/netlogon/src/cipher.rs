//! The primitives below [MS-NRPC] 3.1.4 and 3.3.4 that [`auth::cipher`] does not have, each over a key of 16 octets, and none
//! able to fail: nothing may go out in the clear because a cipher could not be set up.

use auth::cipher::des;
use des::Des;
use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

pub(crate) fn hmac_sha256(key: &[u8; 16], parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104 2: HMAC fills a short key up with zeros to one block of its hash.
    let mut block = Zeroizing::new([0; 64]);
    for (slot, octet) in block.iter_mut().zip(key) {
        *slot = *octet;
    }
    let mut hmac = Hmac::<Sha256>::new((&*block).into());
    parts.iter().for_each(|part| hmac.update(part));
    hmac.finalize().into_bytes().into()
}

/// The two DES keys in the first 14 octets of a key, [MS-NRPC] 3.1.4.4.2 and [MS-SAMR] 2.2.11.1.4.
pub(crate) struct DesPair {
    first: Des,
    second: Des,
}

impl DesPair {
    pub(crate) fn new(key: &[u8; 16]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, _, _] = *key;
        Self {
            first: des([a, b, c, d, e, f, g]),
            second: des([h, i, j, k, l, m, n]),
        }
    }

    /// One block under the first key, and what comes out of it under the second.
    pub(crate) fn encrypt_twice(&self, block: [u8; 8]) -> [u8; 8] {
        let mut block = block.into();
        self.first.encrypt_block(&mut block);
        self.second.encrypt_block(&mut block);
        block.into()
    }

    /// Two blocks, each under its own key, [MS-SAMR] 2.2.11.1.1.
    pub(crate) fn encrypt_each(&self, [first, second]: [[u8; 8]; 2]) -> [[u8; 8]; 2] {
        let (mut first, mut second) = (first.into(), second.into());
        self.first.encrypt_block(&mut first);
        self.second.encrypt_block(&mut second);
        [first.into(), second.into()]
    }

    /// The inverse of [`DesPair::encrypt_each`].
    pub(crate) fn decrypt_each(&self, [first, second]: [[u8; 8]; 2]) -> [[u8; 8]; 2] {
        let (mut first, mut second) = (first.into(), second.into());
        self.first.decrypt_block(&mut first);
        self.second.decrypt_block(&mut second);
        [first.into(), second.into()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 4231 has no key of 16 octets, so this was computed with Python's hmac.
    #[test]
    fn hmac_with_a_key_of_16_octets() {
        assert_eq!(
            hmac_sha256(&[0x0b; 16], &[b"Hi There"])[..16],
            0x492ce020fe2534a5789dc3848806c78f_u128.to_be_bytes()
        );
    }

    // [MS-NLMP] 4.2.2.1.1: the LM hash of "Password" is "KGS!@#$%" under the two halves of the upper-case password.
    #[test]
    fn des_keys_of_seven_octets() {
        let mut password = [0; 16];
        password[..8].copy_from_slice(b"PASSWORD");
        let halves = DesPair::new(&password).encrypt_each([*b"KGS!@#$%"; 2]);
        assert_eq!(
            halves.as_flattened(),
            0xe52cac67419a9a224a3b108f3fa6cb6d_u128.to_be_bytes()
        );
    }

    #[test]
    fn each_direction_undoes_the_other() {
        let key = [0x5a; 16];
        let blocks = [[1; 8], [2; 8]];
        let des = DesPair::new(&key);
        assert_eq!(des.decrypt_each(des.encrypt_each(blocks)), blocks);
    }
}
