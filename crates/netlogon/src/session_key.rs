//! Session key, [MS-NRPC] 3.1.4.3.

use auth::NtHash;
use auth::cipher::{hmac_md5, md5};
use msrpc::netlogon::{Credential, NegotiateFlags};
use wire::SecretKey;

use crate::cipher::hmac_sha256;

/// Which session keys may be used. Strong keys rest on MD4, MD5, RC4 and DES: they are for an account that an
/// administrator has excepted, and never the default.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum KeyStrength {
    /// AES or nothing.
    #[default]
    AesOnly,
    /// AES if both sides have it, else a strong key.
    AllowStrongKey,
}

/// How session key, credentials, sealed messages and encrypted secrets are computed. The session key of
/// [MS-NRPC] 3.1.4.3.3, which is a DES key, does not exist here.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Algorithm {
    /// AES-128 and HMAC-SHA256.
    Aes,
    /// RC4, DES and HMAC-MD5.
    StrongKey,
}

impl Algorithm {
    /// The algorithm that these negotiated flags stand for, if the policy allows it.
    #[must_use]
    pub const fn select(flags: NegotiateFlags, strength: KeyStrength) -> Option<Self> {
        if flags.contains(NegotiateFlags::AES) {
            Some(Self::Aes)
        } else if flags.contains(NegotiateFlags::STRONG_KEY)
            && matches!(strength, KeyStrength::AllowStrongKey)
        {
            Some(Self::StrongKey)
        } else {
            None
        }
    }
}

/// Session key of a secure channel, [MS-NRPC] 3.1.4.3, and what it is used with. Neither `Debug` nor `Clone`; wiped on
/// drop.
pub struct SessionKey {
    key: SecretKey<16>,
    algorithm: Algorithm,
}

impl SessionKey {
    /// Computes the session key from the NT hash of the shared password and the two challenges.
    #[must_use]
    pub fn derive(
        algorithm: Algorithm,
        nt_hash: &NtHash,
        client_challenge: Credential,
        server_challenge: Credential,
    ) -> Self {
        let challenges: [&[u8]; 2] = [&client_challenge.0, &server_challenge.0];
        let key = match algorithm {
            Algorithm::Aes => aes_key(nt_hash, challenges),
            Algorithm::StrongKey => strong_key(nt_hash, challenges),
        };
        Self {
            key: SecretKey::new(key),
            algorithm,
        }
    }

    /// What the key is used with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// A second copy, made on purpose: the channel keeps one, and each connection's security provider has its own.
    #[must_use]
    pub const fn duplicate(&self) -> Self {
        Self {
            key: self.key.duplicate(),
            algorithm: self.algorithm,
        }
    }

    pub(crate) const fn octets(&self) -> &[u8; 16] {
        self.key.expose()
    }

    #[cfg(test)]
    pub(crate) const fn from_octets(algorithm: Algorithm, key: [u8; 16]) -> Self {
        Self {
            key: SecretKey::new(key),
            algorithm,
        }
    }
}

/// AES session key, [MS-NRPC] 3.1.4.3.1.
fn aes_key(nt_hash: &NtHash, [client, server]: [&[u8]; 2]) -> [u8; 16] {
    let [key @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
        hmac_sha256(nt_hash.expose(), &[client, server]);
    key
}

/// Strong session key, [MS-NRPC] 3.1.4.3.2.
fn strong_key(nt_hash: &NtHash, [client, server]: [&[u8]; 2]) -> [u8; 16] {
    hmac_md5(nt_hash.expose(), &[&md5(&[&[0; 4], client, server])])
}

#[cfg(test)]
mod tests {
    use super::*;

    const NT_HASH: NtHash = NtHash::new(0x31a590170a351fd51148b2a10af2c305_u128.to_be_bytes());
    const CLIENT: Credential = Credential(0x3a0390a46d0c3d4f_u64.to_be_bytes());
    const SERVER: Credential = Credential(0x0c4c13d16041c860_u64.to_be_bytes());

    // [MS-NRPC] 4.2.
    #[test]
    fn strong_key_of_the_specification() {
        let key = SessionKey::derive(Algorithm::StrongKey, &NT_HASH, CLIENT, SERVER);
        assert_eq!(
            key.octets(),
            &0xeefe8f40007a2eeb6843d0d30a5be2e3_u128.to_be_bytes()
        );
    }

    // The same input; the expected value was computed with an independent implementation (impacket).
    #[test]
    fn aes_key() {
        let key = SessionKey::derive(Algorithm::Aes, &NT_HASH, CLIENT, SERVER);
        assert_eq!(
            key.octets(),
            &0xfdc7815fdbdbb1a6a08d0fda749edb18_u128.to_be_bytes()
        );
    }

    #[test]
    fn nothing_weaker_than_the_policy_is_selected() {
        let aes = NegotiateFlags::MEMBER;
        let strong = aes.without(NegotiateFlags::AES);
        let weak = strong.without(NegotiateFlags::STRONG_KEY);
        for (flags, strength, selected) in [
            (aes, KeyStrength::AesOnly, Some(Algorithm::Aes)),
            (aes, KeyStrength::AllowStrongKey, Some(Algorithm::Aes)),
            (strong, KeyStrength::AesOnly, None),
            (
                strong,
                KeyStrength::AllowStrongKey,
                Some(Algorithm::StrongKey),
            ),
            (weak, KeyStrength::AllowStrongKey, None),
        ] {
            assert_eq!(Algorithm::select(flags, strength), selected, "{flags:?}");
        }
    }
}
