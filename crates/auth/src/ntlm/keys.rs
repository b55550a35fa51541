//! What every key is made with: HMAC-MD5 and RC4 under 16 octets, and the keys of [MS-NLMP] 3.4.5.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use rc4::{Rc4, StreamCipher};
use wire::SecretKey;
use zeroize::Zeroizing;

/// Whose messages a key protects.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sender {
    Client,
    Server,
}

/// `SIGNKEY`, [MS-NLMP] 3.4.5.2, with extended session security.
pub(super) fn signing_key(exported_session_key: &SecretKey<16>, of: Sender) -> SecretKey<16> {
    derive(
        exported_session_key,
        match of {
            Sender::Client => b"session key to client-to-server signing key magic constant\0",
            Sender::Server => b"session key to server-to-client signing key magic constant\0",
        },
    )
}

/// `SEALKEY`, [MS-NLMP] 3.4.5.3, with extended session security and 128 bits.
pub(super) fn sealing_key(exported_session_key: &SecretKey<16>, of: Sender) -> SecretKey<16> {
    derive(
        exported_session_key,
        match of {
            Sender::Client => b"session key to client-to-server sealing key magic constant\0",
            Sender::Server => b"session key to server-to-client sealing key magic constant\0",
        },
    )
}

/// `HMAC_MD5` of the parts, one after the other.
pub(super) fn hmac_md5(key: &[u8; 16], parts: &[&[u8]]) -> [u8; 16] {
    // RFC 2104: a key shorter than the block is continued with zeros, so the block is the same key, of the length that
    // cannot be wrong.
    let mut block = Zeroizing::new([0; 64]);
    block
        .iter_mut()
        .zip(key)
        .for_each(|(slot, octet)| *slot = *octet);
    let mut mac = Hmac::<Md5>::new((&*block).into());
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// `RC4Init`.
pub(super) fn rc4(key: &SecretKey<16>) -> Rc4 {
    // RC4's key schedule repeats a key up to its 256 octets, so twice the key is the same key, of the length that this
    // constructor takes without a check.
    let mut twice = Zeroizing::new([0; 32]);
    twice
        .iter_mut()
        .zip(key.expose().iter().cycle())
        .for_each(|(slot, octet)| *slot = *octet);
    Rc4::new((&*twice).into())
}

/// `RC4K` of a key: `EncryptedRandomSessionKey` from `ExportedSessionKey` and back.
pub(super) fn rc4_key(key: &SecretKey<16>, other: &[u8; 16]) -> [u8; 16] {
    let mut octets = *other;
    rc4(key).apply_keystream(&mut octets);
    octets
}

fn derive(exported_session_key: &SecretKey<16>, constant: &[u8]) -> SecretKey<16> {
    let mut md5 = Md5::new();
    md5.update(exported_session_key.expose());
    md5.update(constant);
    SecretKey::new(md5.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [MS-NLMP] 4.2.4.4.
    #[test]
    fn keys_of_the_specification() {
        let exported = SecretKey::new([0x55; 16]);
        assert_eq!(
            sealing_key(&exported, Sender::Client).expose(),
            &[
                0x59, 0xf6, 0x00, 0x97, 0x3c, 0xc4, 0x96, 0x0a, 0x25, 0x48, 0x0a, 0x7c, 0x19, 0x6e,
                0x4c, 0x58
            ]
        );
        assert_eq!(
            signing_key(&exported, Sender::Client).expose(),
            &[
                0x47, 0x88, 0xdc, 0x86, 0x1b, 0x47, 0x82, 0xf3, 0x5d, 0x43, 0xfd, 0x98, 0xfe, 0x1a,
                0x2d, 0x39
            ]
        );
    }

    /// [MS-NLMP] 4.2.4.2.3 and 4.2.4.3: the exchanged key under the session base key.
    #[test]
    fn encrypted_session_key_of_the_specification() {
        let base = SecretKey::new([
            0x8d, 0xe4, 0x0c, 0xca, 0xdb, 0xc1, 0x4a, 0x82, 0xf1, 0x5c, 0xb0, 0xad, 0x0d, 0xe9,
            0x5c, 0xa3,
        ]);
        let encrypted = [
            0xc5, 0xda, 0xd2, 0x54, 0x4f, 0xc9, 0x79, 0x90, 0x94, 0xce, 0x1c, 0xe9, 0x0b, 0xc9,
            0xd0, 0x3e,
        ];
        assert_eq!(rc4_key(&base, &[0x55; 16]), encrypted);
        assert_eq!(rc4_key(&base, &encrypted), [0x55; 16]);
    }

    /// RFC 2202, case 1 with its 16 octets of key.
    #[test]
    fn hmac_md5_of_the_rfc() {
        assert_eq!(
            hmac_md5(&[0x0b; 16], &[b"Hi", b" There"]),
            [
                0x92, 0x94, 0x72, 0x7a, 0x36, 0x38, 0xbb, 0x1c, 0x13, 0xf4, 0x8e, 0xf8, 0x15, 0x8b,
                0xfc, 0x9d
            ]
        );
    }
}
