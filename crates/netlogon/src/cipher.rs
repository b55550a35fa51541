//! The primitives below [MS-NRPC] 3.1.4 and 3.3.4, each over a key of 16 octets, and none able to fail: nothing may go out
//! in the clear because a cipher could not be set up.

use std::array;

use aes::Aes128;
use cfb8::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyIvInit};
use des::Des;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use rc4::{Rc4, StreamCipher};
use sha2::Sha256;
use zeroize::Zeroizing;

/// AES-128 in CFB-8 mode, enciphering; goes on where the last octets ended.
pub(crate) type AesEncryptor = cfb8::Encryptor<Aes128>;
/// AES-128 in CFB-8 mode, deciphering; goes on where the last octets ended.
pub(crate) type AesDecryptor = cfb8::Decryptor<Aes128>;

/// The initialisation vector that [MS-NRPC] 3.1.4.4.1 prescribes for everything but sealed messages.
pub(crate) const ZERO_IV: [u8; 16] = [0; 16];

pub(crate) fn aes_encryptor(key: &[u8; 16], iv: &[u8; 16]) -> AesEncryptor {
    AesEncryptor::new(key.into(), iv.into())
}

pub(crate) fn aes_decryptor(key: &[u8; 16], iv: &[u8; 16]) -> AesDecryptor {
    AesDecryptor::new(key.into(), iv.into())
}

/// Enciphers or deciphers `data` from the start of the key stream.
pub(crate) fn rc4(key: &[u8; 16], data: &mut [u8]) {
    // The key schedule repeats its key, so that this one, of the length that cannot fail, is the same key.
    let mut twice = Zeroizing::new([0; 32]);
    for (slot, octet) in twice.iter_mut().zip(key.iter().cycle()) {
        *slot = *octet;
    }
    Rc4::new((&*twice).into()).apply_keystream(data);
}

pub(crate) fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Md5::new();
    parts
        .iter()
        .for_each(|part| Digest::update(&mut hash, part));
    hash.finalize().into()
}

pub(crate) fn hmac_md5(key: &[u8; 16], parts: &[&[u8]]) -> [u8; 16] {
    let mut hmac = Hmac::<Md5>::new((&*hmac_block(key)).into());
    parts.iter().for_each(|part| hmac.update(part));
    hmac.finalize().into_bytes().into()
}

pub(crate) fn hmac_sha256(key: &[u8; 16], parts: &[&[u8]]) -> [u8; 32] {
    let mut hmac = Hmac::<Sha256>::new((&*hmac_block(key)).into());
    parts.iter().for_each(|part| hmac.update(part));
    hmac.finalize().into_bytes().into()
}

/// HMAC fills a short key up with zeros to one block of its hash, RFC 2104 2; both hashes here have blocks of 64 octets.
fn hmac_block(key: &[u8; 16]) -> Zeroizing<[u8; 64]> {
    let mut block = Zeroizing::new([0; 64]);
    for (slot, octet) in block.iter_mut().zip(key) {
        *slot = *octet;
    }
    block
}

/// The two DES keys in the first 14 octets of a key, [MS-NRPC] 3.1.4.4.2 and [MS-SAMR] 2.2.11.1.4.
pub(crate) struct DesPair {
    first: Des,
    second: Des,
}

impl DesPair {
    pub(crate) fn new(key: &[u8; 16]) -> Self {
        let bits = u128::from_be_bytes(*key);
        Self {
            first: des(bits >> 72),
            second: des(bits >> 16),
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

/// DES under the low 56 bits of a number: `InitLMKey`, [MS-NRPC] 3.1.4.4.2, sets a parity bit, which DES ignores, behind
/// each seven.
fn des(bits: u128) -> Des {
    let key: Zeroizing<[u8; 8]> = Zeroizing::new(array::from_fn(|i| {
        let [.., octet] = ((bits << 1 >> (7 * (7 - i))) & 0xfe).to_be_bytes();
        octet
    }));
    Des::new((&*key).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 6229 2: the key stream of the 128-bit key 0102...10.
    #[test]
    fn rc4_with_a_key_of_16_octets() {
        let mut stream = [0; 8];
        rc4(
            &0x0102030405060708090a0b0c0d0e0f10_u128.to_be_bytes(),
            &mut stream,
        );
        assert_eq!(stream, [0x9a, 0xc7, 0xcc, 0x9a, 0x60, 0x9d, 0x1e, 0xf7]);
    }

    // RFC 2202 2, test case 1; RFC 4231 has no key of 16 octets, so the second was computed with Python's hmac.
    #[test]
    fn hmac_with_a_key_of_16_octets() {
        assert_eq!(
            hmac_md5(&[0x0b; 16], &[b"Hi ", b"There"]),
            0x9294727a3638bb1c13f48ef8158bfc9d_u128.to_be_bytes()
        );
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

        let mut data = *b"split unevenly";
        let mut encryptor = aes_encryptor(&key, &ZERO_IV);
        let (head, tail) = data.split_at_mut(3);
        encryptor.encrypt(head);
        encryptor.encrypt(tail);
        aes_decryptor(&key, &ZERO_IV).decrypt(&mut data);
        assert_eq!(&data, b"split unevenly");
    }
}
