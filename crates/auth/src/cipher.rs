//! The old primitives that NTLM, Netlogon, SAMR and LSA are built on, over keys of one length each, and none able to fail:
//! nothing may go out in the clear because a cipher could not be set up. New protocols have no use for them.

use des::Des;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use rc4::{Rc4, StreamCipher};
use zeroize::Zeroizing;

/// RC4 under 16 octets, for messages that continue one key stream.
#[must_use]
pub fn rc4_stream(key: &[u8; 16]) -> Rc4 {
    // RC4's key schedule repeats a key up to its 256 octets, so twice the key is the same key, of the length that this
    // constructor takes without a check.
    let mut twice = Zeroizing::new([0; 32]);
    for (slot, octet) in twice.iter_mut().zip(key.iter().cycle()) {
        *slot = *octet;
    }
    Rc4::new((&*twice).into())
}

/// RC4 over `data`, in place, from the start of the key stream: encrypts and decrypts.
pub fn rc4(key: &[u8; 16], data: &mut [u8]) {
    rc4_stream(key).apply_keystream(data);
}

/// MD5 of the parts, one after the other.
#[must_use]
pub fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Md5::new();
    for part in parts {
        Digest::update(&mut hash, part);
    }
    hash.finalize().into()
}

/// HMAC-MD5 of the parts, one after the other.
#[must_use]
pub fn hmac_md5(key: &[u8; 16], parts: &[&[u8]]) -> [u8; 16] {
    // RFC 2104 2: a key shorter than the block is continued with zeros, so the block is the same key, of the length that
    // cannot be wrong.
    let mut block = Zeroizing::new([0; 64]);
    for (slot, octet) in block.iter_mut().zip(key) {
        *slot = *octet;
    }
    let mut mac = Hmac::<Md5>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// DES under seven octets of key, [MS-SAMR] 2.2.11.1.2 and `InitLMKey` of [MS-NRPC] 3.1.4.4.2: each group of seven bits
/// becomes an octet. The eighth bit of each, the parity, is not part of the key.
#[must_use]
pub fn des(key: [u8; 7]) -> Des {
    let key = Zeroizing::new(key);
    let [a, b, c, d, e, f, g] = *key;
    let bits = Zeroizing::new(u64::from_be_bytes([0, a, b, c, d, e, f, g]));
    let octets = Zeroizing::new([49, 42, 35, 28, 21, 14, 7, 0].map(|shift| {
        let [.., low] = (*bits >> shift).to_be_bytes();
        low << 1
    }));
    Des::new((&*octets).into())
}

#[cfg(test)]
mod tests {
    use des::cipher::BlockCipherEncrypt;
    use md4::Md4;
    use zeroize::ZeroizeOnDrop;

    use super::*;

    /// What is made of a key is as good as the key. Whether it is wiped depends on the features of the crates. HMAC is made of
    /// its hash.
    #[test]
    fn what_holds_a_key_is_wiped() {
        const fn is_wiped<T: ZeroizeOnDrop>() {}
        is_wiped::<Md5>();
        is_wiped::<Md4>();
        is_wiped::<Rc4>();
        is_wiped::<Des>();
    }

    // [MS-NLMP] 4.2.2.1.1: the halves of the LM hash of "Password" are "KGS!@#$%" under those of the upper-case password.
    #[test]
    fn des_key_is_spread_over_eight_octets() {
        for (key, expected) in [
            (*b"PASSWOR", 0xe52c_ac67_419a_9a22_u64),
            (*b"D\0\0\0\0\0\0", 0x4a3b_108f_3fa6_cb6d),
            ([0; 7], 0xaad3_b435_b514_04ee),
        ] {
            let mut block = (*b"KGS!@#$%").into();
            des(key).encrypt_block(&mut block);
            assert_eq!(block.0, expected.to_be_bytes());
        }
    }

    // RFC 6229 2: the key stream of the 128-bit key 0102...10.
    #[test]
    fn rc4_with_a_key_of_16_octets() {
        let key = 0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10_u128.to_be_bytes();
        let mut stream = [0; 16];
        rc4(&key, &mut stream);
        let expected = 0x9ac7_cc9a_609d_1ef7_b293_2899_cde4_1b97_u128;
        assert_eq!(stream, expected.to_be_bytes());
    }

    // RFC 2202 2, test case 1.
    #[test]
    fn hmac_with_a_key_of_16_octets() {
        let expected = 0x9294_727a_3638_bb1c_13f4_8ef8_158b_fc9d_u128;
        let mac = hmac_md5(&[0x0b; 16], &[b"Hi ", b"There"]);
        assert_eq!(mac, expected.to_be_bytes());
    }

    // RFC 1321 A.5.
    #[test]
    fn md5_of_parts() {
        let expected = 0x9001_5098_3cd2_4fb0_d696_3f7d_28e1_7f72_u128;
        assert_eq!(md5(&[b"a", b"", b"bc"]), expected.to_be_bytes());
    }
}
