//! AES-128 in 8-bit CFB mode, NIST SP 800-38A 6.3, as [MS-NRPC] 3.1.4.4.1 and 3.3.4.2 have it.
//!
//! Each octet is masked by the first octet that AES makes of the 16 octets of ciphertext before it. When deciphering, these
//! are there beforehand, and the processor works on many blocks at once by itself. When enciphering, each block has to wait
//! for the one before, so that all that is between two of them counts. It stays in registers here; the `cfb8` crate, which
//! the tests compare with, goes through memory and takes longer, in both directions.

use aes::Aes128Enc;
use aes::cipher::consts::U16;
use aes::cipher::{
    BlockCipherEncBackend, BlockCipherEncClosure, BlockCipherEncrypt, BlockSizeUser, KeyInit,
};

/// One direction of a message; goes on where the last octets ended.
pub(crate) struct AesCfb8 {
    cipher: Aes128Enc,
    /// The ciphertext before the octet that comes next, at first the initialisation vector.
    before: [u8; 16],
}

/// The initialisation vector that [MS-NRPC] 3.1.4.4.1 prescribes for everything but sealed messages.
pub(crate) const ZERO_IV: [u8; 16] = [0; 16];

impl AesCfb8 {
    pub(crate) fn new(key: &[u8; 16], iv: &[u8; 16]) -> Self {
        Self {
            cipher: Aes128Enc::new(key.into()),
            before: *iv,
        }
    }

    /// Enciphers in place.
    pub(crate) fn encrypt(&mut self, octets: &mut [u8]) {
        let before = &mut self.before;
        self.cipher.encrypt_with_backend(Clear { before, octets });
    }

    /// Deciphers in place.
    pub(crate) fn decrypt(&mut self, octets: &mut [u8]) {
        let before = &mut self.before;
        self.cipher.encrypt_with_backend(Sealed { before, octets });
    }
}

/// Octets to be enciphered by whichever implementation of AES is the processor's.
struct Clear<'a> {
    before: &'a mut [u8; 16],
    octets: &'a mut [u8],
}

/// Octets to be deciphered.
struct Sealed<'a> {
    before: &'a mut [u8; 16],
    octets: &'a mut [u8],
}

impl BlockSizeUser for Clear<'_> {
    type BlockSize = U16;
}

impl BlockSizeUser for Sealed<'_> {
    type BlockSize = U16;
}

impl BlockCipherEncClosure for Clear<'_> {
    #[inline(always)]
    fn call<B: BlockCipherEncBackend<BlockSize = U16>>(self, backend: &B) {
        let mut before = *self.before;
        for octet in self.octets {
            let mut block = aes::Block::from(before);
            backend.encrypt_block_inplace(&mut block);
            let [mask, ..] = block.0;
            // All but the mask is known before the block is there. To put the mask in its place takes one instruction then,
            // in the registers that AES works in.
            let [_, newer @ ..] = before;
            before = xor(followed_by(newer, *octet), followed_by([0; 15], mask));
            *octet ^= mask;
        }
        *self.before = before;
    }
}

impl BlockCipherEncClosure for Sealed<'_> {
    #[inline(always)]
    fn call<B: BlockCipherEncBackend<BlockSize = U16>>(self, backend: &B) {
        // The oldest octet is the lowest. A number is quicker than an array where no block waits for another.
        let mut before = u128::from_le_bytes(*self.before);
        for octet in self.octets {
            let mut block = aes::Block::from(before.to_le_bytes());
            backend.encrypt_block_inplace(&mut block);
            let [mask, ..] = block.0;
            before = (before >> 8) | (u128::from(*octet) << 120);
            *octet ^= mask;
        }
        *self.before = before.to_le_bytes();
    }
}

#[inline(always)]
fn followed_by([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o]: [u8; 15], last: u8) -> [u8; 16] {
    [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, last]
}

#[inline(always)]
fn xor(mut a: [u8; 16], b: [u8; 16]) -> [u8; 16] {
    for (a, b) in a.iter_mut().zip(b) {
        *a ^= b;
    }
    a
}

#[cfg(test)]
mod tests {
    use aes::Aes128;
    use cfb8::cipher::KeyIvInit;
    use proptest::prelude::*;

    use super::*;

    // NIST SP 800-38A F.3.7 and F.3.8.
    #[test]
    fn vectors_of_the_standard() {
        let key = 0x2b7e151628aed2a6abf7158809cf4f3c_u128.to_be_bytes();
        let iv = 0x000102030405060708090a0b0c0d0e0f_u128.to_be_bytes();
        let clear = *b"\x6b\xc1\xbe\xe2\x2e\x40\x9f\x96\xe9\x3d\x7e\x11\x73\x93\x17\x2a\xae\x2d";
        let sealed = *b"\x3b\x79\x42\x4c\x9c\x0d\xd4\x36\xba\xce\x9e\x0e\xd4\x58\x6a\x4f\x32\xb9";
        let mut octets = clear;
        AesCfb8::new(&key, &iv).encrypt(&mut octets);
        assert_eq!(octets, sealed);
        AesCfb8::new(&key, &iv).decrypt(&mut octets);
        assert_eq!(octets, clear);
    }

    proptest! {
        #[test]
        fn any_octets_in_any_portions(
            key: [u8; 16],
            iv: [u8; 16],
            clear in proptest::collection::vec(any::<u8>(), 0..300),
            split: prop::sample::Index,
        ) {
            let mut sealed = clear.clone();
            cfb8::Encryptor::<Aes128>::new((&key).into(), (&iv).into()).encrypt(&mut sealed);

            let split = split.index(clear.len() + 1);
            let mut octets = clear.clone();
            let (head, tail) = octets.split_at_mut(split);
            let mut cipher = AesCfb8::new(&key, &iv);
            cipher.encrypt(head);
            cipher.encrypt(tail);
            prop_assert_eq!(&octets, &sealed);

            let (head, tail) = octets.split_at_mut(split);
            let mut cipher = AesCfb8::new(&key, &iv);
            cipher.decrypt(head);
            cipher.decrypt(tail);
            prop_assert_eq!(&octets, &clear);
        }
    }
}
