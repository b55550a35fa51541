//! Encrypting and decrypting messages, [MS-SMB2] 3.1.4.3.

use aes::{Aes128, Aes256};
use aes_gcm::aead::consts::{U11, U16};
use aes_gcm::aead::{AeadInOut, KeyInit, Nonce, Tag};
use aes_gcm::{Aes128Gcm, Aes256Gcm};
use ccm::Ccm;
use wire::SecretKey;

use super::Forged;
use super::kdf::derive;
use crate::dialect::Cipher;

/// The key of one direction, with the cipher that it is for.
pub(crate) enum Aead {
    Aes128Ccm(SecretKey<16>),
    Aes128Gcm(SecretKey<16>),
    Aes256Ccm(SecretKey<32>),
    Aes256Gcm(SecretKey<32>),
}

type Aes128Ccm = Ccm<Aes128, U16, U11>;
type Aes256Ccm = Ccm<Aes256, U16, U11>;

impl Aead {
    /// Derives the key, whose length the cipher decides; `None` for a cipher that is not known.
    pub(super) fn derive(
        cipher: Cipher,
        key: &SecretKey<16>,
        label: &[u8],
        context: &[u8],
    ) -> Option<Self> {
        Some(match cipher {
            Cipher::AES_128_CCM => Self::Aes128Ccm(derive(key, label, context)),
            Cipher::AES_128_GCM => Self::Aes128Gcm(derive(key, label, context)),
            Cipher::AES_256_CCM => Self::Aes256Ccm(derive(key, label, context)),
            Cipher::AES_256_GCM => Self::Aes256Gcm(derive(key, label, context)),
            _ => return None,
        })
    }

    /// Encrypts `message` in place; returns the signature over it and `associated`. CCM takes the first 11 octets of
    /// `nonce`, and GCM 12.
    pub(crate) fn seal(
        &self,
        nonce: &[u8; 16],
        associated: &[u8],
        message: &mut [u8],
    ) -> Result<[u8; 16], Forged> {
        match self {
            Self::Aes128Ccm(key) => seal(
                &Aes128Ccm::new(key.expose().into()),
                nonce,
                associated,
                message,
            ),
            Self::Aes128Gcm(key) => seal(
                &Aes128Gcm::new(key.expose().into()),
                nonce,
                associated,
                message,
            ),
            Self::Aes256Ccm(key) => seal(
                &Aes256Ccm::new(key.expose().into()),
                nonce,
                associated,
                message,
            ),
            Self::Aes256Gcm(key) => seal(
                &Aes256Gcm::new(key.expose().into()),
                nonce,
                associated,
                message,
            ),
        }
    }

    /// Decrypts `message` in place, if `signature` fits it and `associated`.
    pub(crate) fn open(
        &self,
        nonce: &[u8; 16],
        associated: &[u8],
        message: &mut [u8],
        signature: [u8; 16],
    ) -> Result<(), Forged> {
        match self {
            Self::Aes128Ccm(key) => open(
                &Aes128Ccm::new(key.expose().into()),
                nonce,
                associated,
                message,
                signature,
            ),
            Self::Aes128Gcm(key) => open(
                &Aes128Gcm::new(key.expose().into()),
                nonce,
                associated,
                message,
                signature,
            ),
            Self::Aes256Ccm(key) => open(
                &Aes256Ccm::new(key.expose().into()),
                nonce,
                associated,
                message,
                signature,
            ),
            Self::Aes256Gcm(key) => open(
                &Aes256Gcm::new(key.expose().into()),
                nonce,
                associated,
                message,
                signature,
            ),
        }
    }
}

fn seal<A: AeadInOut<TagSize = U16>>(
    cipher: &A,
    nonce: &[u8; 16],
    associated: &[u8],
    message: &mut [u8],
) -> Result<[u8; 16], Forged> {
    cipher
        .encrypt_inout_detached(&leading::<A>(nonce), associated, message.into())
        .map(Into::into)
        .map_err(|_| Forged)
}

fn open<A: AeadInOut<TagSize = U16>>(
    cipher: &A,
    nonce: &[u8; 16],
    associated: &[u8],
    message: &mut [u8],
    signature: [u8; 16],
) -> Result<(), Forged> {
    cipher
        .decrypt_inout_detached(
            &leading::<A>(nonce),
            associated,
            message.into(),
            &Tag::<A>::from(signature),
        )
        .map_err(|_| Forged)
}

/// As many octets of the nonce field as the cipher takes.
fn leading<A: AeadInOut>(field: &[u8; 16]) -> Nonce<A> {
    Nonce::<A>::from_fn(|at| field.get(at).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cipher_opens_what_it_sealed_and_nothing_else() {
        for cipher in Cipher::OFFER {
            let key = Aead::derive(cipher, &SecretKey::new([1; 16]), b"label\0", b"").unwrap();
            let mut sealed = b"to be read by one".to_vec();
            let signature = key.seal(&[9; 16], b"header", &mut sealed).unwrap();
            assert_ne!(sealed, b"to be read by one", "{cipher}");

            let attempt = |nonce: [u8; 16], associated: &[u8], sealed: &[u8], signature| {
                let mut message = sealed.to_vec();
                key.open(&nonce, associated, &mut message, signature)
                    .map(|()| message)
            };
            assert_eq!(
                attempt([9; 16], b"header", &sealed, signature).as_deref(),
                Ok(&b"to be read by one"[..])
            );
            let mut altered = sealed.clone();
            altered[3] ^= 1;
            assert_eq!(
                attempt([9; 16], b"header", &altered, signature),
                Err(Forged)
            );
            assert_eq!(attempt([8; 16], b"header", &sealed, signature), Err(Forged));
            assert_eq!(attempt([9; 16], b"reader", &sealed, signature), Err(Forged));
            assert_eq!(attempt([9; 16], b"header", &sealed, [0; 16]), Err(Forged));
        }
        assert!(Aead::derive(Cipher(5), &SecretKey::new([1; 16]), b"", b"").is_none());
    }
}
