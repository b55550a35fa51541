//! The NTLMv2 proof: computed by clients, recomputed by whoever has the hash.

use subtle::ConstantTimeEq;
use wire::{FileTime, Malformed, Reader, SecretKey, Writer, utf16};

use super::AvPairs;
use crate::cipher::hmac_md5;
use crate::{AuthError, NtHash};

/// `NTLMv2_CLIENT_CHALLENGE`, [MS-NLMP] 2.2.2.7: what the client contributes to its proof.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClientChallenge {
    /// `TimeStamp`.
    pub timestamp: FileTime,
    /// `ChallengeFromClient`.
    pub challenge: [u8; 8],
    /// `AvPairs`: the server's, and what the client adds.
    pub pairs: AvPairs,
}

impl ClientChallenge {
    /// Octets before the pairs.
    const FIXED_LEN: usize = 28;

    /// Reads one. What follows the pairs is four zeros from most clients and nothing from some; the proof covers it.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        for field in ["RespType", "HiRespType"] {
            let version = r.u8(field)?;
            if version != 1 {
                return Err(Malformed::Illegal {
                    field,
                    value: version.into(),
                });
            }
        }
        r.skip(6, "Reserved1")?;
        let timestamp = FileTime(r.u64("TimeStamp")?);
        let challenge = r.array("ChallengeFromClient")?;
        r.skip(4, "Reserved3")?;
        Ok(Self {
            timestamp,
            challenge,
            pairs: AvPairs::decode(r)?,
        })
    }

    /// `temp` of [MS-NLMP] 3.3.2: the structure and four zeros.
    ///
    /// # Errors
    /// [`Malformed::TooLarge`] for pairs that do not fit.
    pub fn encode(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.u8(1); // RespType
        w.u8(1); // HiRespType
        w.zeros(6); // Reserved1, Reserved2
        w.u64(self.timestamp.0);
        w.bytes(&self.challenge);
        w.zeros(4); // Reserved3
        w.bytes(&self.pairs.encode()?);
        w.zeros(4);
        Ok(w.into_vec())
    }
}

/// `ResponseKeyNT`, made by `NTOWFv2` of [MS-NLMP] 3.3.2: the hash, bound to the names of the account.
pub(super) struct ResponseKey(SecretKey<16>);

/// What comes of a proof that was made, or verified.
pub(super) struct Proven {
    /// `NtChallengeResponse`: the proof, and what it covers besides the server's challenge.
    pub(super) nt_response: Vec<u8>,
    /// `SessionBaseKey`, which is also the `KeyExchangeKey` of NTLMv2.
    pub(super) session_base_key: SecretKey<16>,
}

impl ResponseKey {
    /// `NTOWFv2`.
    pub(super) fn new(hash: &NtHash, user: &str, domain: &str) -> Self {
        let user = utf16::encode(&upper_case(user));
        let domain = utf16::encode(domain);
        Self(SecretKey::new(hmac_md5(hash.expose(), &[&user, &domain])))
    }

    /// `NTProofStr` and `SessionBaseKey` over `temp`.
    pub(super) fn respond(&self, server_challenge: [u8; 8], temp: &[u8]) -> Proven {
        let (proof, session_base_key) = self.prove(server_challenge, temp);
        let mut nt_response = proof.to_vec();
        nt_response.extend_from_slice(temp);
        Proven {
            nt_response,
            session_base_key,
        }
    }

    /// The `SessionBaseKey`, if the response proves knowledge of this key.
    pub(super) fn verify(
        &self,
        server_challenge: [u8; 8],
        nt_response: &[u8],
    ) -> Option<SecretKey<16>> {
        let (claimed, temp) = nt_response.split_first_chunk::<PROOF_LEN>()?;
        let (proof, session_base_key) = self.prove(server_challenge, temp);
        bool::from(proof.ct_eq(claimed)).then_some(session_base_key)
    }

    fn prove(&self, server_challenge: [u8; 8], temp: &[u8]) -> ([u8; PROOF_LEN], SecretKey<16>) {
        let proof = hmac_md5(self.0.expose(), &[&server_challenge, temp]);
        let session_base_key = hmac_md5(self.0.expose(), &[&proof]);
        (proof, SecretKey::new(session_base_key))
    }
}

/// Verifies responses that somebody else collected, as a domain controller does for the computers of its domain
/// ([MS-NRPC] 3.5.4.5.1). `domain` and `user` are as the client presented them.
///
/// # Errors
/// [`AuthError::NtlmV1Refused`] and [`AuthError::LmRefused`] for responses that nobody should send any more,
/// [`AuthError::Malformed`] for octets that are none, [`AuthError::WrongProof`] when the proof does not fit the hash.
pub fn verify_response(
    hash: &NtHash,
    user: &str,
    domain: &str,
    server_challenge: [u8; 8],
    nt_response: &[u8],
) -> Result<SecretKey<16>, AuthError> {
    // The target information after the fixed part is for whoever challenged the client. Here it is only what the proof is about: octets.
    version_two(nt_response)?.skip(ClientChallenge::FIXED_LEN, "temp")?;
    ResponseKey::new(hash, user, domain)
        .verify(server_challenge, nt_response)
        .ok_or(AuthError::WrongProof)
}

/// What the client contributed to an NTLMv2 response, [MS-NLMP] 2.2.2.8; among it is what it believed of the server.
///
/// # Errors
/// [`AuthError`] as of [`verify_response`], without the proof.
pub fn check_response(nt_response: &[u8]) -> Result<ClientChallenge, AuthError> {
    Ok(ClientChallenge::decode(&mut version_two(nt_response)?)?)
}

/// Reads an NTLMv2 response up to the client's challenge.
fn version_two(nt_response: &[u8]) -> Result<Reader<'_>, AuthError> {
    match nt_response.len() {
        0 => return Err(AuthError::LmRefused),
        NTLM_V1_LEN => return Err(AuthError::NtlmV1Refused),
        _ => {}
    }
    let mut r = Reader::new(nt_response);
    r.skip(PROOF_LEN, "Response")?;
    Ok(r)
}

/// The length of an NTLMv1 response; an NTLMv2 response is longer.
pub(super) const NTLM_V1_LEN: usize = 24;

/// `NTProofStr` comes before the client's challenge.
pub(super) const PROOF_LEN: usize = 16;

/// `Uppercase`, as Windows does it: one UTF-16 unit becomes one, so what has no such upper case (ß) stays as it is, and so
/// does everything beyond the basic plane.
fn upper_case(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut upper = c.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(single), None) if c.len_utf16() == 1 && single.len_utf16() == 1 => single,
                _ => c,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use wire::Password;

    use super::*;
    use crate::ntlm::AvId;

    const SERVER_CHALLENGE: [u8; 8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];
    const PROOF: [u8; 16] = [
        0x68, 0xcd, 0x0a, 0xb8, 0x51, 0xe5, 0x1c, 0x96, 0xaa, 0xbc, 0x92, 0x7b, 0xeb, 0xef, 0x6a,
        0x1c,
    ];
    const SESSION_BASE_KEY: [u8; 16] = [
        0x8d, 0xe4, 0x0c, 0xca, 0xdb, 0xc1, 0x4a, 0x82, 0xf1, 0x5c, 0xb0, 0xad, 0x0d, 0xe9, 0x5c,
        0xa3,
    ];

    fn key() -> ResponseKey {
        let hash = NtHash::from_password(&Password::new("Password".into()));
        ResponseKey::new(&hash, "User", "Domain")
    }

    fn client_challenge() -> ClientChallenge {
        let mut pairs = AvPairs::default();
        pairs.set_text(AvId::NB_DOMAIN_NAME, "Domain");
        pairs.set_text(AvId::NB_COMPUTER_NAME, "Server");
        ClientChallenge {
            timestamp: FileTime::ZERO,
            challenge: [0xaa; 8],
            pairs,
        }
    }

    /// [MS-NLMP] 4.2.4.1.1.
    #[test]
    fn response_key_of_the_specification() {
        assert_eq!(
            key().0.expose(),
            &[
                0x0c, 0x86, 0x8a, 0x40, 0x3b, 0xfd, 0x7a, 0x93, 0xa3, 0x00, 0x1e, 0xf2, 0x2e, 0xf0,
                0x2e, 0x3f
            ]
        );
    }

    /// [MS-NLMP] 4.2.4.2.2 and 4.2.4.1.2.
    #[test]
    fn proof_and_session_base_key_of_the_specification() {
        let temp = client_challenge().encode().unwrap();
        let proven = key().respond(SERVER_CHALLENGE, &temp);
        assert_eq!(proven.nt_response[..PROOF_LEN], PROOF);
        assert_eq!(proven.nt_response[PROOF_LEN..], temp);
        assert_eq!(proven.session_base_key.expose(), &SESSION_BASE_KEY);
    }

    #[test]
    fn one_changed_bit_anywhere_proves_nothing() {
        let temp = client_challenge().encode().unwrap();
        let response = key().respond(SERVER_CHALLENGE, &temp).nt_response;
        let verified = key().verify(SERVER_CHALLENGE, &response).unwrap();
        assert_eq!(verified.expose(), &SESSION_BASE_KEY);
        for position in 0..response.len() {
            let mut altered = response.clone();
            altered[position] ^= 0x10;
            assert!(key().verify(SERVER_CHALLENGE, &altered).is_none());
        }
        for end in 0..response.len() {
            assert!(key().verify(SERVER_CHALLENGE, &response[..end]).is_none());
        }
        assert!(key().verify([0; 8], &response).is_none(), "replayed");
    }

    /// As smbtorture has it in rpc.schannel: a proof holds for whatever octets it is about.
    #[test]
    fn pairs_that_are_none_are_proven_all_the_same() {
        let hash = NtHash::from_password(&Password::new("Password".into()));
        let verify =
            |response: &[u8]| verify_response(&hash, "User", "Domain", SERVER_CHALLENGE, response);
        let mut temp = client_challenge().encode().unwrap();
        temp[ClientChallenge::FIXED_LEN..].fill(0xa2);
        let response = key().respond(SERVER_CHALLENGE, &temp).nt_response;
        assert!(verify(&response).is_ok());
        let no_pairs = PROOF_LEN + ClientChallenge::FIXED_LEN;
        for end in 1..no_pairs {
            assert!(verify(&response[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn client_challenge_round_trip_and_truncation() {
        let image = client_challenge().encode().unwrap();
        let mut r = Reader::new(&image);
        assert_eq!(ClientChallenge::decode(&mut r), Ok(client_challenge()));
        assert_eq!(r.peek(), [0; 4]);
        for end in 0..image.len() - 4 {
            assert!(ClientChallenge::decode(&mut Reader::new(&image[..end])).is_err());
        }
    }

    #[test]
    fn upper_case_keeps_the_length() {
        assert_eq!(upper_case("adminß𐐨é"), "ADMINß𐐨É");
    }
}
