//! Generating cryptographic keys, [MS-SMB2] 3.1.4.2, and which key is for what, 3.2.5.3.1, 3.2.5.3.3 and 3.3.5.5.3.

use wire::SecretKey;

use super::kdf::derive;
use super::{Aead, PreauthHash, Signer};
use crate::dialect::{Cipher, Dialect, SigningAlgorithm};

/// All keys of a session, as the client uses them.
pub(crate) struct SessionKeys {
    pub(crate) signer: Signer,
    /// Present where the connection negotiated a cipher.
    pub(crate) encryption: Option<Encryption>,
    /// `Session.ApplicationKey`, for what runs over the pipes.
    pub(crate) application: SecretKey<16>,
}

/// Keys of both directions; that they differ is what lets both ends count their nonces from zero.
pub(crate) struct Encryption {
    /// `Session.EncryptionKey` of the client.
    pub(crate) seal: Aead,
    /// `Session.DecryptionKey` of the client.
    pub(crate) open: Aead,
}

impl Encryption {
    /// As the server uses them, [MS-SMB2] 3.3.5.5.3: what one end seals, the other opens.
    pub(crate) fn reversed(self) -> Self {
        Self {
            seal: self.open,
            open: self.seal,
        }
    }
}

impl SessionKeys {
    /// `None` for algorithms that are not known.
    pub(crate) fn derive(
        dialect: Dialect,
        signing: SigningAlgorithm,
        cipher: Option<Cipher>,
        session_key: &SecretKey<16>,
        preauth: &PreauthHash,
    ) -> Option<Self> {
        if !dialect.is_smb3() {
            return Some(Self {
                signer: Signer::new(signing, session_key.duplicate())?,
                encryption: None,
                application: session_key.duplicate(),
            });
        }
        let labels = Labels::of(dialect, preauth);
        let (label, context) = labels.signing;
        let signer = Signer::new(signing, derive(session_key, label, context))?;
        let aead = |cipher, (label, context)| Aead::derive(cipher, session_key, label, context);
        let encryption = match cipher {
            Some(cipher) => Some(Encryption {
                seal: aead(cipher, labels.client_to_server)?,
                open: aead(cipher, labels.server_to_client)?,
            }),
            None => None,
        };
        let (label, context) = labels.application;
        let application = derive(session_key, label, context);
        Some(Self {
            signer,
            encryption,
            application,
        })
    }
}

/// Label and context of each key.
struct Labels<'a> {
    signing: (&'static [u8], &'a [u8]),
    client_to_server: (&'static [u8], &'a [u8]),
    server_to_client: (&'static [u8], &'a [u8]),
    application: (&'static [u8], &'a [u8]),
}

impl<'a> Labels<'a> {
    fn of(dialect: Dialect, preauth: &'a PreauthHash) -> Self {
        if dialect == Dialect::SMB_3_1_1 {
            let hash = preauth.as_bytes();
            Self {
                signing: (b"SMBSigningKey\0", hash),
                client_to_server: (b"SMBC2SCipherKey\0", hash),
                server_to_client: (b"SMBS2CCipherKey\0", hash),
                application: (b"SMBAppKey\0", hash),
            }
        } else {
            Self {
                signing: (b"SMB2AESCMAC\0", b"SmbSign\0"),
                client_to_server: (b"SMB2AESCCM\0", b"ServerIn \0"),
                server_to_client: (b"SMB2AESCCM\0", b"ServerOut\0"),
                application: (b"SMB2APP\0", b"SmbRpc\0"),
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::crypto) fn unhex<const N: usize>(hex: &str) -> [u8; N] {
        assert_eq!(hex.len(), 2 * N);
        std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
    }

    fn keys(
        dialect: Dialect,
        cipher: Cipher,
        session_key: &str,
        preauth: &PreauthHash,
    ) -> SessionKeys {
        let session_key = SecretKey::new(unhex(session_key));
        let signing = SigningAlgorithm::AES_CMAC;
        SessionKeys::derive(dialect, signing, Some(cipher), &session_key, preauth).unwrap()
    }

    fn is(key: &SecretKey<16>, hex: &str) -> bool {
        *key == SecretKey::new(unhex(hex))
    }

    // Microsoft Open Specifications blog, "SMB 2 and SMB 3 security in Windows 10: the anatomy of signing and
    // cryptographic keys", with its example of SMB 3.0 multichannel.
    #[test]
    fn smb_3_0_signing_key() {
        let keys = keys(
            Dialect::SMB_3_0,
            Cipher::AES_128_CCM,
            "7cd451825d0450d235424e44ba6e78cc",
            &PreauthHash::new(),
        );
        let Signer::AesCmac(key) = keys.signer else {
            panic!()
        };
        assert!(is(&key, "0b7e9c5cac36c0f6ea9ab275298cedce"));
    }

    // The same blog, "Encryption in SMB 3.0: a protocol perspective".
    #[test]
    fn smb_3_0_cipher_keys() {
        let keys = keys(
            Dialect::SMB_3_0,
            Cipher::AES_128_CCM,
            "b4546771b515f766a86735532dd6c4f0",
            &PreauthHash::new(),
        );
        let Some(Encryption {
            seal: Aead::Aes128Ccm(seal),
            open: Aead::Aes128Ccm(open),
        }) = keys.encryption
        else {
            panic!()
        };
        assert!(is(&seal, "261b72350558f2e9dcf613070383edbf"));
        assert!(is(&open, "8fe2b57ec34d2db5b1a9727f526bbdb5"));
    }

    // No published example has this key: a session with Samba 4.17, as its `debug encryption = yes` reports it.
    #[test]
    fn smb_3_0_application_key() {
        let keys = keys(
            Dialect::SMB_3_0,
            Cipher::AES_128_CCM,
            "4bfcd03e88b0a2e8154dd642eb00e18c",
            &PreauthHash::new(),
        );
        assert!(is(&keys.application, "ca9dd92b363db43119a3df1013617620"));
        let Signer::AesCmac(key) = keys.signer else {
            panic!()
        };
        assert!(is(&key, "9b3300e7657dd951191bf7799d9647c6"));
    }

    // The same blog, "SMB 3.1.1 pre-authentication integrity in Windows 10".
    #[test]
    fn smb_3_1_1_signing_key() {
        let preauth = PreauthHash::from_hex(
            "0dd13628cc3ed218ef9df9772d436d0887ab9814bfae63a80aa845f36909db79\
             28622dddad522d9751640a459762c5a9d6bb084cbb3ce6bdadef5d5bce3c6c01",
        );
        let keys = keys(
            Dialect::SMB_3_1_1,
            Cipher::AES_128_CCM,
            "270e1ba896585eeb7af3472d3b4c75a7",
            &preauth,
        );
        let Signer::AesCmac(key) = keys.signer else {
            panic!()
        };
        assert!(is(&key, "73fe7a9a77bef0bde49c650d8ccb5f76"));
    }

    // The same blog, "SMB 3.1.1 encryption in Windows 10", its example of AES-128-GCM.
    #[test]
    fn smb_3_1_1_cipher_keys() {
        let preauth = PreauthHash::from_hex(
            "b23f3cbfd69487d9832b79b1594a367cdd950909b774c3a4c412b4fcea9edddb\
             a7db256ba2ea30e977f11f9b113247578e0e915c6d2a513b8f2fca5707dc8770",
        );
        let keys = keys(
            Dialect::SMB_3_1_1,
            Cipher::AES_128_GCM,
            "419fddf34c1e001909d362ae7fb6af79",
            &preauth,
        );
        let Some(Encryption {
            seal: Aead::Aes128Gcm(seal),
            open: Aead::Aes128Gcm(open),
        }) = keys.encryption
        else {
            panic!()
        };
        assert!(is(&seal, "a2f5e80e5d59103034f32e52f698e5ec"));
        assert!(is(&open, "748c50868c90f302962a5c35f5f9a8bf"));
    }

    #[test]
    fn before_smb_3_the_session_key_is_used_as_it_is() {
        let session_key = SecretKey::new([3; 16]);
        let keys = SessionKeys::derive(
            Dialect::SMB_2_1,
            SigningAlgorithm::HMAC_SHA256,
            None,
            &session_key,
            &PreauthHash::new(),
        )
        .unwrap();
        assert!(keys.application == session_key && keys.encryption.is_none());
    }
}
