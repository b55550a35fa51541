//! The negotiate contexts of SMB 3.1.1: what we offer, and what the server chose, [MS-SMB2] 3.2.4.2.2.2 and 3.2.5.2.

use crate::dialect::{Cipher, SigningAlgorithm};
use crate::error::NegotiateError;
use crate::message::{HashAlgorithm, NegotiateContext};

/// What we offer with SMB 3.1.1.
pub(super) fn offer(salt: &[u8; 32]) -> Vec<NegotiateContext> {
    vec![
        NegotiateContext::PreauthIntegrity {
            hashes: vec![HashAlgorithm::SHA_512],
            salt: salt.to_vec(),
        },
        NegotiateContext::Encryption(Cipher::OFFER.to_vec()),
        NegotiateContext::Signing(SigningAlgorithm::OFFER.to_vec()),
    ]
}

/// What the server chose.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Choice {
    pub(super) cipher: Option<Cipher>,
    pub(super) signing: SigningAlgorithm,
}

/// "no cipher": how a server says that it has none of those offered, [MS-SMB2] 2.2.4.1.2.
const NO_CIPHER: Cipher = Cipher(0);

/// Checks that the server chose one of each, and only what was offered.
pub(super) fn choice(contexts: &[NegotiateContext]) -> Result<Choice, NegotiateError> {
    let hash = single(contexts, "hash algorithm", |context| match context {
        NegotiateContext::PreauthIntegrity { hashes, .. } => Some(hashes),
        _ => None,
    })?;
    let cipher = single(contexts, "cipher", |context| match context {
        NegotiateContext::Encryption(ciphers) => Some(ciphers),
        _ => None,
    })?;
    let signing = single(contexts, "signing algorithm", |context| match context {
        NegotiateContext::Signing(algorithms) => Some(algorithms),
        _ => None,
    })?;
    match hash {
        Some(HashAlgorithm::SHA_512) => {}
        Some(other) => return Err(NegotiateError::HashNotOffered(other)),
        None => return Err(NegotiateError::NoPreauthIntegrity),
    }
    let cipher = match cipher {
        None | Some(NO_CIPHER) => None,
        Some(cipher) if Cipher::OFFER.contains(&cipher) => Some(cipher),
        Some(other) => return Err(NegotiateError::CipherNotOffered(other)),
    };
    let signing = match signing {
        // A server that does not know the context has what SMB 3.0 has.
        None => SigningAlgorithm::AES_CMAC,
        Some(algorithm) if SigningAlgorithm::OFFER.contains(&algorithm) => algorithm,
        Some(other) => return Err(NegotiateError::SigningNotOffered(other)),
    };
    Ok(Choice { cipher, signing })
}

/// The one algorithm of the one context of a kind, if there is such a context.
fn single<T: Copy>(
    contexts: &[NegotiateContext],
    what: &'static str,
    of: impl Fn(&NegotiateContext) -> Option<&Vec<T>>,
) -> Result<Option<T>, NegotiateError> {
    let mut found = contexts.iter().filter_map(of);
    match (found.next().map(Vec::as_slice), found.next()) {
        (None, _) => Ok(None),
        (Some([algorithm]), None) => Ok(Some(*algorithm)),
        _ => Err(NegotiateError::Ambiguous(what)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preauth() -> NegotiateContext {
        NegotiateContext::PreauthIntegrity {
            hashes: vec![HashAlgorithm::SHA_512],
            salt: vec![],
        }
    }

    #[test]
    fn what_is_left_out_has_a_meaning() {
        assert_eq!(
            choice(&[preauth()]),
            Ok(Choice {
                cipher: None,
                signing: SigningAlgorithm::AES_CMAC
            })
        );
        assert_eq!(
            choice(&[preauth(), NegotiateContext::Encryption(vec![NO_CIPHER])])
                .unwrap()
                .cipher,
            None
        );
        assert_eq!(choice(&[]), Err(NegotiateError::NoPreauthIntegrity));
    }

    #[test]
    fn one_of_each_and_only_what_was_offered() {
        let encryption = |ciphers: &[Cipher]| NegotiateContext::Encryption(ciphers.to_vec());
        let gcm = Cipher::AES_128_GCM;
        let cases = [
            (encryption(&[gcm, gcm]), NegotiateError::Ambiguous("cipher")),
            (encryption(&[]), NegotiateError::Ambiguous("cipher")),
            (
                encryption(&[Cipher(9)]),
                NegotiateError::CipherNotOffered(Cipher(9)),
            ),
            (
                NegotiateContext::Signing(vec![SigningAlgorithm(9)]),
                NegotiateError::SigningNotOffered(SigningAlgorithm(9)),
            ),
            (preauth(), NegotiateError::Ambiguous("hash algorithm")),
        ];
        for (context, error) in cases {
            assert_eq!(choice(&[preauth(), context]), Err(error));
        }
        let other = HashAlgorithm(2);
        assert_eq!(
            choice(&[NegotiateContext::PreauthIntegrity {
                hashes: vec![other],
                salt: vec![]
            }]),
            Err(NegotiateError::HashNotOffered(other))
        );
    }
}
