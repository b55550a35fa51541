//! The keys of [MS-NLMP] 3.4.5.

use wire::SecretKey;

use crate::cipher::{md5, rc4};

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

/// `RC4K` of a key: `EncryptedRandomSessionKey` from `ExportedSessionKey` and back.
pub(super) fn rc4_key(key: &SecretKey<16>, other: &[u8; 16]) -> [u8; 16] {
    let mut octets = *other;
    rc4(key.expose(), &mut octets);
    octets
}

fn derive(exported_session_key: &SecretKey<16>, constant: &[u8]) -> SecretKey<16> {
    SecretKey::new(md5(&[exported_session_key.expose(), constant]))
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
}
