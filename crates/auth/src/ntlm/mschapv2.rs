//! The response of MS-CHAPv2, which is that of NTLM version 1: nothing here sends one, and nothing but [`verify_mschapv2`]
//! looks at one.

use des::cipher::BlockCipherEncrypt;
use md4::{Digest, Md4};
use subtle::ConstantTimeEq;
use wire::SecretKey;

use super::response::NTLM_V1_LEN;
use crate::cipher::des;
use crate::{AuthError, NtHash};

/// Verifies `NT-Response` of MS-CHAPv2, RFC 2759 8.5, to the eight octets that both sides have made of their challenges
/// (8.2): three times DES under the hash's own octets, `DESL` of [MS-NLMP] 6. Whoever sees challenge and response gets the
/// hash by trying all keys of 56 bits, once for each third, so it is for those only who have been told to take it.
///
/// What comes of it is `SessionBaseKey` of NTLM version 1, [MS-NLMP] 3.3.1, which is `PasswordHashHash` of RFC 2759 8.7: the
/// key that an authenticator's own proof and the keys of RFC 3079 are made of.
///
/// # Errors
/// [`AuthError::NotMsChapV2`] for a response of another length, [`AuthError::WrongProof`] when it does not fit the hash.
pub fn verify_mschapv2(
    hash: &NtHash,
    challenge: [u8; 8],
    nt_response: &[u8],
) -> Result<SecretKey<16>, AuthError> {
    if nt_response.len() != NTLM_V1_LEN {
        return Err(AuthError::NotMsChapV2);
    }
    if bool::from(respond(hash, challenge).ct_eq(nt_response)) {
        Ok(SecretKey::new(Md4::digest(hash.expose()).into()))
    } else {
        Err(AuthError::WrongProof)
    }
}

/// `ChallengeResponse` of RFC 2759 8.5.
fn respond(hash: &NtHash, challenge: [u8; 8]) -> [u8; NTLM_V1_LEN] {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *hash.expose();
    let keys = [
        [a, b, c, d, e, f, g],
        [h, i, j, k, l, m, n],
        [o, p, 0, 0, 0, 0, 0],
    ];
    let mut response = [0; NTLM_V1_LEN];
    for (part, key) in response.chunks_exact_mut(8).zip(keys) {
        let mut block = challenge.into();
        des(key).encrypt_block(&mut block);
        part.copy_from_slice(&block);
    }
    response
}

#[cfg(test)]
mod tests {
    use wire::Password;

    use super::*;

    fn hash(password: &str) -> NtHash {
        NtHash::from_password(&Password::new(password.into()))
    }

    // RFC 2759 9.2: `Challenge`, `NT-Response` and `PasswordHashHash` of "clientPass"; [MS-NLMP] 4.2.2.2.1 and 4.2.2.1.3:
    // `NTLMv1 Response` and `SessionBaseKey` of "Password".
    #[test]
    fn responses_and_keys_of_the_specifications() {
        for (password, challenge, response, key) in [
            (
                "clientPass",
                0xd02e_4386_bce9_1226_u64,
                [
                    0x8230_9ecd_8d70_8b5e_u64,
                    0xa08f_aa39_81cd_8354,
                    0x4233_114a_3d85_d6df,
                ],
                0x41c0_0c58_4bd2_d91c_4017_a2a1_2fa5_9f3f_u128,
            ),
            (
                "Password",
                0x0123_4567_89ab_cdef,
                [
                    0x67c4_3011_f302_98a2,
                    0xad35_ece6_4f16_331c,
                    0x44bd_bed9_2784_1f94,
                ],
                0xd872_62b0_cde4_b1cb_7499_becc_cdf1_0784,
            ),
        ] {
            let response = response.map(u64::to_be_bytes).concat();
            let verified = verify_mschapv2(&hash(password), challenge.to_be_bytes(), &response);
            assert_eq!(verified.unwrap().expose(), &key.to_be_bytes());
        }
    }

    #[test]
    fn whatever_is_altered_proves_nothing() {
        let (hash, challenge) = (hash("clientPass"), [7; 8]);
        let response = respond(&hash, challenge);
        let outcome =
            |challenge, response: &[u8]| verify_mschapv2(&hash, challenge, response).err();
        assert_eq!(outcome(challenge, &response), None);
        for position in 0..response.len() {
            let mut altered = response;
            altered[position] ^= 0x01;
            assert_eq!(outcome(challenge, &altered), Some(AuthError::WrongProof));
        }
        assert_eq!(outcome([8; 8], &response), Some(AuthError::WrongProof));
        let longer = [&response[..], &[0]].concat();
        for other in [&response[..23], &[], &longer] {
            assert_eq!(outcome(challenge, other), Some(AuthError::NotMsChapV2));
        }
    }
}
