//! Signing an outgoing message, and verifying an incoming one, [MS-SMB2] 3.1.4.1 and 3.1.5.1.

use aes::Aes128;
use aes_gcm::Aes128Gcm;
use aes_gcm::aead::AeadInOut;
use cmac::Cmac;
use hmac::{KeyInit, Mac};
use subtle::ConstantTimeEq;
use wire::SecretKey;

use super::Forged;
use super::kdf::hmac_sha256;
use crate::dialect::SigningAlgorithm;
use crate::header::{HEADER_LEN, SIGNATURE_OFFSET};

/// The session's signing key, with the algorithm that it is for.
pub(crate) enum Signer {
    HmacSha256(SecretKey<16>),
    AesCmac(SecretKey<16>),
    AesGmac(SecretKey<16>),
}

/// What the nonce of AES-GMAC is made of, [MS-SMB2] 3.1.4.1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signing {
    /// `MessageId` of the message.
    pub(crate) message_id: u64,
    /// Whether a server sends it.
    pub(crate) by_server: bool,
    /// Whether it is an SMB2 CANCEL Request, whose `MessageId` is that of another request.
    pub(crate) cancel: bool,
}

impl Signer {
    /// `None` for an algorithm that is not known.
    pub(crate) fn new(algorithm: SigningAlgorithm, key: SecretKey<16>) -> Option<Self> {
        match algorithm {
            SigningAlgorithm::HMAC_SHA256 => Some(Self::HmacSha256(key)),
            SigningAlgorithm::AES_CMAC => Some(Self::AesCmac(key)),
            SigningAlgorithm::AES_GMAC => Some(Self::AesGmac(key)),
            _ => None,
        }
    }

    /// Fills in `Signature`; the flag that announces it is already in the header.
    pub(crate) fn sign(&self, message: &mut [u8], signing: Signing) -> Result<(), Forged> {
        let signature = self.signature(message, signing).ok_or(Forged)?;
        let (_, slot) = message
            .split_at_mut_checked(SIGNATURE_OFFSET)
            .ok_or(Forged)?;
        slot.iter_mut()
            .zip(signature)
            .for_each(|(to, from)| *to = from);
        Ok(())
    }

    /// Compares `Signature` in constant time.
    pub(crate) fn verify(&self, message: &[u8], signing: Signing) -> Result<(), Forged> {
        let signature = message.get(SIGNATURE_OFFSET..HEADER_LEN).ok_or(Forged)?;
        let expected = self.signature(message, signing).ok_or(Forged)?;
        if bool::from(expected.ct_eq(signature)) {
            Ok(())
        } else {
            Err(Forged)
        }
    }

    /// The signature of a message, in which `Signature` counts as zeros; `None` if it is too short to have one.
    fn signature(&self, message: &[u8], signing: Signing) -> Option<[u8; 16]> {
        let (before, rest) = message.split_at_checked(SIGNATURE_OFFSET)?;
        let (_, after) = rest.split_at_checked(16)?;
        let parts = [before, &[0; 16], after];
        Some(match self {
            Self::HmacSha256(key) => {
                let mut mac = hmac_sha256(key);
                parts.iter().for_each(|part| mac.update(part));
                let whole = <[u8; 32]>::from(mac.finalize().into_bytes());
                *whole.first_chunk()?
            }
            Self::AesCmac(key) => {
                let mut mac = Cmac::<Aes128>::new(key.expose().into());
                parts.iter().for_each(|part| mac.update(part));
                mac.finalize().into_bytes().into()
            }
            Self::AesGmac(key) => Aes128Gcm::new(key.expose().into())
                .encrypt_inout_detached(
                    &signing.gmac_nonce().into(),
                    &parts.concat(),
                    (&mut [][..]).into(),
                )
                .ok()?
                .into(),
        })
    }
}

impl Signing {
    /// `MessageId`, then one bit for the role and one for CANCEL, [MS-SMB2] 3.1.4.1: no two messages of a session share
    /// a nonce.
    fn gmac_nonce(self) -> [u8; 12] {
        let bits = u32::from(self.by_server) | u32::from(self.cancel) << 1;
        let mut nonce = [0; 12];
        let octets = self
            .message_id
            .to_le_bytes()
            .into_iter()
            .chain(bits.to_le_bytes());
        nonce
            .iter_mut()
            .zip(octets)
            .for_each(|(to, from)| *to = from);
        nonce
    }
}

#[cfg(test)]
mod tests {
    use sha2::Sha256;
    use zeroize::ZeroizeOnDrop;

    use super::*;

    /// What is made of a key is as good as the key. Whether it is wiped depends on the features of the crates. HMAC is made of
    /// its hash, CMAC of its cipher.
    #[test]
    fn what_holds_a_key_is_wiped() {
        const fn is_wiped<T: ZeroizeOnDrop>() {}
        is_wiped::<Sha256>();
        is_wiped::<Aes128>();
        is_wiped::<Aes128Gcm>();
    }

    const SIGNING: Signing = Signing {
        message_id: 5,
        by_server: true,
        cancel: false,
    };

    fn signers() -> [Signer; 3] {
        SigningAlgorithm::OFFER
            .map(|algorithm| Signer::new(algorithm, SecretKey::new([7; 16])).unwrap())
    }

    #[test]
    fn each_octet_of_a_message_counts() {
        for signer in signers() {
            let mut message = vec![0x5a; 100];
            signer.sign(&mut message, SIGNING).unwrap();
            assert_eq!(signer.verify(&message, SIGNING), Ok(()));
            for at in 0..message.len() {
                message[at] ^= 1;
                assert_eq!(signer.verify(&message, SIGNING), Err(Forged), "octet {at}");
                message[at] ^= 1;
            }
        }
    }

    #[test]
    fn what_is_too_short_for_a_signature_has_none() {
        for signer in signers() {
            for len in 0..HEADER_LEN {
                assert_eq!(signer.verify(&vec![0; len], SIGNING), Err(Forged));
            }
        }
    }

    #[test]
    fn a_gmac_nonce_says_who_and_what() {
        assert_eq!(SIGNING.gmac_nonce(), [5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
        let cancel = Signing {
            by_server: false,
            cancel: true,
            ..SIGNING
        };
        assert_eq!(cancel.gmac_nonce(), [5, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0]);
    }

    #[test]
    fn an_unknown_algorithm_signs_nothing() {
        assert!(Signer::new(SigningAlgorithm(3), SecretKey::new([0; 16])).is_none());
    }
}
