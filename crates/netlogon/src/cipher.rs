//! The primitives below [MS-NRPC] 3.1.4 and 3.3.4 that [`auth::cipher`] does not have, each over a key of 16 octets, and none
//! able to fail: nothing may go out in the clear because a cipher could not be set up.

use aes::Aes128;
use auth::cipher::des;
use cfb8::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyIvInit};
use des::Des;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// AES-128 in CFB-8 mode, enciphering; goes on where the last octets ended.
pub(crate) type AesEncryptor = cfb8::Encryptor<Aes128>;
/// AES-128 in CFB-8 mode, deciphering; goes on where the last octets ended.
///
/// Each octet is under the 16 octets of ciphertext before it, which are all there beforehand: unlike enciphering, this can
/// be done for many octets at once, as the processor likes it (and `cfb8` does not).
pub(crate) struct AesDecryptor {
    cipher: Aes128,
    /// The ciphertext before the octet that comes next.
    before: [u8; 16],
}

impl AesDecryptor {
    /// Deciphers in place.
    pub(crate) fn decrypt(&mut self, octets: &mut [u8]) {
        for octets in octets.chunks_mut(AT_ONCE) {
            let mut ciphertext = [0; 16 + AT_ONCE];
            let (before, after) = ciphertext.split_at_mut(16);
            before.copy_from_slice(&self.before);
            for (slot, octet) in after.iter_mut().zip(&*octets) {
                *slot = *octet;
            }
            let mut pads = Zeroizing::new([aes::Block::default(); AT_ONCE]);
            for (pad, before) in pads.iter_mut().zip(ciphertext.windows(16)) {
                pad.copy_from_slice(before);
            }
            let (pads, _) = pads.split_at_mut(octets.len());
            self.cipher.encrypt_blocks(pads);
            for (octet, pad) in octets.iter_mut().zip(pads) {
                let [first, ..] = pad.0;
                *octet ^= first;
            }
            let before = ciphertext.get(octets.len()..).and_then(<[u8]>::first_chunk);
            self.before = *before.unwrap_or(&ZERO_IV);
        }
    }
}

/// Octets that are deciphered at once.
const AT_ONCE: usize = 64;

/// The initialisation vector that [MS-NRPC] 3.1.4.4.1 prescribes for everything but sealed messages.
pub(crate) const ZERO_IV: [u8; 16] = [0; 16];

pub(crate) fn aes_encryptor(key: &[u8; 16], iv: &[u8; 16]) -> AesEncryptor {
    AesEncryptor::new(key.into(), iv.into())
}

pub(crate) fn aes_decryptor(key: &[u8; 16], iv: &[u8; 16]) -> AesDecryptor {
    AesDecryptor {
        cipher: Aes128::new(key.into()),
        before: *iv,
    }
}

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
    fn many_octets_at_once_are_deciphered_as_one_after_the_other() {
        let (key, iv) = ([0x5a; 16], [0xa5; 16]);
        for len in 0..=3 * AT_ONCE + 1 {
            let ciphertext: Vec<u8> = (0..=u8::MAX)
                .cycle()
                .map(|n| n.wrapping_mul(37))
                .take(len)
                .collect();
            let mut expected = ciphertext.clone();
            cfb8::Decryptor::<Aes128>::new((&key).into(), (&iv).into()).decrypt(&mut expected);
            for split in [0, 1, 15, 16, 17, AT_ONCE] {
                let mut octets = ciphertext.clone();
                let (head, tail) = octets.split_at_mut(split.min(len));
                let mut decryptor = aes_decryptor(&key, &iv);
                decryptor.decrypt(head);
                decryptor.decrypt(tail);
                assert_eq!(octets, expected, "{len} {split}");
            }
        }
    }

    #[test]
    fn each_direction_undoes_the_other() {
        let key = [0x5a; 16];
        let blocks = [[1; 8], [2; 8]];
        let des = DesPair::new(&key);
        assert_eq!(des.decrypt_each(des.encrypt_each(blocks)), blocks);

        let mut data = *b"split unevenly";
        let mut encryptor = aes_encryptor(&key, &ZERO_IV);
        let (head, tail) = data.split_at_mut(3);
        encryptor.encrypt(head);
        encryptor.encrypt(tail);
        aes_decryptor(&key, &ZERO_IV).decrypt(&mut data);
        assert_eq!(&data, b"split unevenly");
    }
}
