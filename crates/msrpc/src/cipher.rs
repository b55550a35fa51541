//! The old ciphers, behind signatures that cannot fail.

use des::Des;
use des::cipher::KeyInit;
use rc4::{Rc4, StreamCipher};
use zeroize::Zeroizing;

/// RC4 over `data`, in place: encrypts and decrypts.
#[expect(
    clippy::expect_used,
    reason = "RC4 takes keys of 1 to 256 octets, and this one has 16"
)]
pub(crate) fn rc4(key: &[u8; 16], data: &mut [u8]) {
    Rc4::new_from_slice(key)
        .expect("a key of 16 octets")
        .apply_keystream(data);
}

/// DES under seven octets of key, [MS-SAMR] 2.2.11.1.2: each group of seven bits becomes an octet. The eighth bit of
/// each, the parity, is not part of the key.
pub(crate) fn des(key: [u8; 7]) -> Des {
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

    use super::*;

    #[test]
    fn des_key_is_spread_over_eight_octets() {
        // [MS-NLMP] 4.2.2.1.1 and every LM hash: "KGS!@#$%" under the empty password.
        let mut block = (*b"KGS!@#$%").into();
        des([0; 7]).encrypt_block(&mut block);
        assert_eq!(block.0, [0xaa, 0xd3, 0xb4, 0x35, 0xb5, 0x14, 0x04, 0xee]);
        // The first half of the LM hash of "Password", which [MS-NLMP] 4.2.2.1.1 gives.
        let mut block = (*b"KGS!@#$%").into();
        des(*b"PASSWOR").encrypt_block(&mut block);
        assert_eq!(block.0, [0xe5, 0x2c, 0xac, 0x67, 0x41, 0x9a, 0x9a, 0x22]);
    }

    #[test]
    fn rc4_known_answer() {
        // RFC 6229 2, key of 128 bits, offset 0.
        let key = core::array::from_fn(|i| u8::try_from(i + 1).unwrap());
        let mut stream = [0; 16];
        rc4(&key, &mut stream);
        let expected = [
            0x9a, 0xc7, 0xcc, 0x9a, 0x60, 0x9d, 0x1e, 0xf7, 0xb2, 0x93, 0x28, 0x99, 0xcd, 0xe4,
            0x1b, 0x97,
        ];
        assert_eq!(stream, expected);
    }
}
