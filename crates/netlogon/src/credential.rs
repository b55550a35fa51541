//! Netlogon credentials, [MS-NRPC] 3.1.4.4: the proof that one knows the session key.

use msrpc::netlogon::Credential;
use subtle::ConstantTimeEq;

use crate::aes_cfb8::{AesCfb8, ZERO_IV};
use crate::cipher::DesPair;
use crate::session_key::{Algorithm, SessionKey};

impl SessionKey {
    /// The credential of an input, [MS-NRPC] 3.1.4.4.
    #[must_use]
    pub fn credential(&self, input: Credential) -> Credential {
        match self.algorithm() {
            // 3.1.4.4.1
            Algorithm::Aes => {
                let mut octets = input.0;
                AesCfb8::new(self.octets(), &ZERO_IV).encrypt(&mut octets);
                Credential(octets)
            }
            // 3.1.4.4.2
            Algorithm::StrongKey => Credential(DesPair::new(self.octets()).encrypt_twice(input.0)),
        }
    }

    /// Whether `presented` is the credential of `input`, compared in constant time.
    #[must_use]
    pub fn verifies(&self, input: Credential, presented: Credential) -> bool {
        self.credential(input).0.ct_eq(&presented.0).into()
    }
}

/// Whether a challenge is one that nobody draws at random: its first five octets are the same.
///
/// [MS-NRPC] 3.1.4.1: "If none of the first 5 bytes of the client challenge is unique, the server MUST fail session-key
/// negotiation" (CVE-2020-1472). With a zero initialisation vector, CFB-8 turns a run of equal octets into a run of equal
/// octets for one key in 256. It is refused here in both directions, since a false server could play the same game.
#[must_use]
pub fn is_predictable(challenge: Credential) -> bool {
    let [first, second, third, fourth, fifth, ..] = challenge.0;
    [second, third, fourth, fifth] == [first; 4]
}

/// Draws a client challenge: random octets, and never those of a challenge that is refused.
pub fn client_challenge(mut fill: impl FnMut(&mut [u8])) -> [u8; 8] {
    loop {
        let mut octets = [0; 8];
        fill(&mut octets);
        if !is_predictable(Credential(octets)) {
            return octets;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: Credential = Credential(0x3a0390a46d0c3d4f_u64.to_be_bytes());
    const SERVER: Credential = Credential(0x0c4c13d16041c860_u64.to_be_bytes());

    // The session keys of session_key.rs; expected values were computed with an independent implementation (impacket).
    #[test]
    fn known_credentials() {
        for (algorithm, key, client, server) in [
            (
                Algorithm::StrongKey,
                0xeefe8f40007a2eeb6843d0d30a5be2e3_u128,
                0xb638958244fceacd_u64,
                0x05cf92a797c48d73_u64,
            ),
            (
                Algorithm::Aes,
                0xfdc7815fdbdbb1a6a08d0fda749edb18,
                0xc43e8c706184b992,
                0xf2c027dca409fad7,
            ),
        ] {
            let key = SessionKey::from_octets(algorithm, key.to_be_bytes());
            assert_eq!(key.credential(CLIENT).0, client.to_be_bytes());
            assert_eq!(key.credential(SERVER).0, server.to_be_bytes());
            assert!(key.verifies(CLIENT, Credential(client.to_be_bytes())));
            assert!(!key.verifies(CLIENT, Credential(server.to_be_bytes())));
        }
    }

    // Why predictable challenges are refused: one key in 256 gives a credential that can be told beforehand.
    #[test]
    fn one_key_in_256_gives_the_zero_credential() {
        let zero = Credential([0; 8]);
        let hits = (0..2560_u128)
            .map(|n| SessionKey::from_octets(Algorithm::Aes, (n << 17).to_be_bytes()))
            .filter(|key| key.verifies(zero, zero))
            .count();
        assert!((1..=30).contains(&hits), "{hits}");
    }

    #[test]
    fn predictable_challenges_are_recognised() {
        assert!(is_predictable(Credential([0; 8])));
        assert!(is_predictable(Credential([7, 7, 7, 7, 7, 1, 2, 3])));
        assert!(!is_predictable(Credential([7, 7, 7, 7, 1, 7, 7, 7])));
        assert!(!is_predictable(CLIENT));
    }
}
