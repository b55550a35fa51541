//! The secrets in logons and their answers, [MS-NRPC] 3.5.4.5.1: encrypted with the session key, over and above the
//! sealing of the whole message.

use auth::cipher::rc4;
use msrpc::netlogon::{EncryptedNtHash, LogonInformation, PasswordLogon, UserInfo, Validation};
use subtle::ConstantTimeEq;
use wire::SecretKey;
use zeroize::Zeroizing;

use crate::aes_cfb8::{AesCfb8, ZERO_IV};
use crate::cipher::DesPair;
use crate::session_key::{Algorithm, SessionKey};

impl SessionKey {
    /// Encrypts the hashes of a logon with a password and the data of a generic one. A logon with responses has nothing
    /// to encrypt.
    pub fn encrypt_logon(&self, logon: &mut LogonInformation) {
        self.convert_logon(Direction::Encrypt, logon);
    }

    /// The inverse of [`SessionKey::encrypt_logon`].
    pub fn decrypt_logon(&self, logon: &mut LogonInformation) {
        self.convert_logon(Direction::Decrypt, logon);
    }

    /// Encrypts the session keys of a validated user.
    pub fn encrypt_validation(&self, validation: &mut Validation) {
        self.convert_validation(Direction::Encrypt, validation);
    }

    /// The inverse of [`SessionKey::encrypt_validation`].
    pub fn decrypt_validation(&self, validation: &mut Validation) {
        self.convert_validation(Direction::Decrypt, validation);
    }

    /// Encrypts an NT hash as `NetrServerPasswordGet` and its relatives return it: with DES, whatever was negotiated,
    /// [MS-SAMR] 2.2.11.1.1. Nothing but the sealing of the message protects it.
    #[must_use]
    pub fn encrypt_nt_hash(&self, hash: &SecretKey<16>) -> EncryptedNtHash {
        EncryptedNtHash(joined(
            DesPair::new(self.octets()).encrypt_each(halves(hash.expose())),
        ))
    }

    /// The inverse of [`SessionKey::encrypt_nt_hash`].
    #[must_use]
    pub fn decrypt_nt_hash(&self, hash: &EncryptedNtHash) -> SecretKey<16> {
        SecretKey::new(joined(
            DesPair::new(self.octets()).decrypt_each(halves(&hash.0)),
        ))
    }

    fn convert_logon(&self, direction: Direction, logon: &mut LogonInformation) {
        match logon {
            LogonInformation::Interactive(Some(logon))
            | LogonInformation::InteractiveTransitive(Some(logon))
            | LogonInformation::Service(Some(logon))
            | LogonInformation::ServiceTransitive(Some(logon)) => {
                let PasswordLogon {
                    lm_hash, nt_hash, ..
                } = logon;
                self.convert_key(direction, lm_hash);
                self.convert_key(direction, nt_hash);
            }
            LogonInformation::Generic(Some(logon)) => self.convert(direction, &mut logon.data.0),
            _ => {}
        }
    }

    fn convert_validation(&self, direction: Direction, validation: &mut Validation) {
        let user = match validation {
            Validation::SamInfo(Some(info)) => &mut info.user,
            Validation::SamInfo2(Some(info)) => &mut info.user,
            // The session keys of NETLOGON_VALIDATION_SAM_INFO4 rely on the sealing of the message.
            _ => return,
        };
        let UserInfo {
            user_session_key,
            lm_key,
            ..
        } = user;
        self.convert_key(direction, user_session_key);
        self.convert_key(direction, lm_key);
    }

    /// Zeros mean that there is no key or hash, and stay zeros.
    fn convert_key<const N: usize>(&self, direction: Direction, key: &mut SecretKey<N>) {
        if key.expose().ct_eq(&[0; N]).into() {
            return;
        }
        let mut octets = Zeroizing::new(*key.expose());
        self.convert(direction, &mut *octets);
        *key = SecretKey::new(*octets);
    }

    fn convert(&self, direction: Direction, octets: &mut [u8]) {
        match (self.algorithm(), direction) {
            (Algorithm::Aes, Direction::Encrypt) => {
                AesCfb8::new(self.octets(), &ZERO_IV).encrypt(octets);
            }
            (Algorithm::Aes, Direction::Decrypt) => {
                AesCfb8::new(self.octets(), &ZERO_IV).decrypt(octets);
            }
            (Algorithm::StrongKey, _) => rc4(self.octets(), octets),
        }
    }
}

#[derive(Clone, Copy)]
enum Direction {
    Encrypt,
    Decrypt,
}

fn halves(octets: &[u8; 16]) -> [[u8; 8]; 2] {
    let [a, b, c, d, e, f, g, h, rest @ ..] = *octets;
    [[a, b, c, d, e, f, g, h], rest]
}

fn joined([first, second]: [[u8; 8]; 2]) -> [u8; 16] {
    let [a, b, c, d, e, f, g, h] = first;
    let [i, j, k, l, m, n, o, p] = second;
    [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
}

#[cfg(test)]
mod tests {
    use super::*;
    use msrpc::netlogon::{GenericLogon, LogonIdentity, SamInfo, SamInfo4};
    use ndr::UnicodeString;
    use wire::FileTime;

    const HASH: [u8; 16] = 0x31a590170a351fd51148b2a10af2c305_u128.to_be_bytes();

    fn keys() -> [SessionKey; 2] {
        [Algorithm::Aes, Algorithm::StrongKey].map(|algorithm| {
            SessionKey::from_octets(
                algorithm,
                0x0cb6948805f797bf2a82807973b89537_u128.to_be_bytes(),
            )
        })
    }

    fn interactive(lm_hash: [u8; 16]) -> LogonInformation {
        LogonInformation::Interactive(Some(PasswordLogon {
            identity: LogonIdentity::default(),
            lm_hash: SecretKey::new(lm_hash),
            nt_hash: SecretKey::new(HASH),
        }))
    }

    fn hashes(logon: &LogonInformation) -> [[u8; 16]; 2] {
        let LogonInformation::Interactive(Some(logon)) = logon else {
            panic!("another level");
        };
        [*logon.lm_hash.expose(), *logon.nt_hash.expose()]
    }

    fn user() -> UserInfo {
        UserInfo {
            logon_time: FileTime::ZERO,
            logoff_time: FileTime::ZERO,
            kick_off_time: FileTime::ZERO,
            password_last_set: FileTime::ZERO,
            password_can_change: FileTime::ZERO,
            password_must_change: FileTime::ZERO,
            effective_name: UnicodeString::NULL,
            full_name: UnicodeString::NULL,
            logon_script: UnicodeString::NULL,
            profile_path: UnicodeString::NULL,
            home_directory: UnicodeString::NULL,
            home_directory_drive: UnicodeString::NULL,
            logon_count: 0,
            bad_password_count: 0,
            user_id: 0,
            primary_group_id: 0,
            groups: Vec::new().into(),
            user_flags: 0,
            user_session_key: SecretKey::new(HASH),
            logon_server: UnicodeString::NULL,
            logon_domain_name: UnicodeString::NULL,
            logon_domain_id: None,
            lm_key: SecretKey::new([0; 8]),
        }
    }

    // Expected values were computed with Python's Cryptodome.
    #[test]
    fn hashes_of_a_logon() {
        let [aes, rc4] = keys();
        for (key, encrypted) in [
            (aes, 0xcb9707c5ac5b90b8dbb460a659d1df33_u128),
            (rc4, 0x44ee69ec5521819767335b2459e990b4),
        ] {
            let encrypted = u128::to_be_bytes(encrypted);
            for (lm_hash, encrypted_lm_hash) in [(HASH, encrypted), ([0; 16], [0; 16])] {
                let mut logon = interactive(lm_hash);
                key.encrypt_logon(&mut logon);
                assert_eq!(hashes(&logon), [encrypted_lm_hash, encrypted]);
                key.decrypt_logon(&mut logon);
                assert_eq!(hashes(&logon), [lm_hash, HASH]);
            }
        }
    }

    #[test]
    fn data_of_a_generic_logon() {
        for key in keys() {
            let mut logon = LogonInformation::Generic(Some(GenericLogon {
                identity: LogonIdentity::default(),
                package: "Kerberos".into(),
                data: b"a ticket".to_vec().into(),
            }));
            let data = |logon: &LogonInformation| match logon {
                LogonInformation::Generic(Some(logon)) => logon.data.0.clone(),
                _ => panic!("another level"),
            };
            key.encrypt_logon(&mut logon);
            assert_ne!(data(&logon), b"a ticket");
            key.decrypt_logon(&mut logon);
            assert_eq!(data(&logon), b"a ticket");
        }
    }

    #[test]
    fn session_keys_of_a_user() {
        for key in keys() {
            let session_key = |validation: &Validation| match validation {
                Validation::SamInfo(Some(info)) => *info.user.user_session_key.expose(),
                Validation::SamInfo4(Some(info)) => *info.user.user_session_key.expose(),
                _ => panic!("another level"),
            };
            let mut validation = Validation::SamInfo(Some(Box::new(SamInfo {
                user: user(),
                expansion_room: [0; 8],
            })));
            key.encrypt_validation(&mut validation);
            assert_ne!(session_key(&validation), HASH);
            key.decrypt_validation(&mut validation);
            assert_eq!(session_key(&validation), HASH);

            let mut validation = Validation::SamInfo4(Some(Box::new(SamInfo4 {
                user: user(),
                user_account_control: 0,
                sub_auth_status: 0,
                last_successful_logon: FileTime::ZERO,
                last_failed_logon: FileTime::ZERO,
                failed_logon_count: 0,
                reserved: 0,
                extra_sids: Vec::new().into(),
                dns_logon_domain_name: UnicodeString::NULL,
                upn: UnicodeString::NULL,
                expansion_strings: std::array::from_fn(|_| UnicodeString::NULL),
            })));
            key.encrypt_validation(&mut validation);
            assert_eq!(
                session_key(&validation),
                HASH,
                "the level that is not encrypted"
            );
        }
    }

    // Expected value was computed with Python's Cryptodome.
    #[test]
    fn nt_hash_that_a_server_returns() {
        for key in keys() {
            let encrypted = key.encrypt_nt_hash(&SecretKey::new(HASH));
            assert_eq!(
                encrypted.0,
                0x05fdf44aa0827ab1bc2e782172a7ca17_u128.to_be_bytes()
            );
            assert!(key.decrypt_nt_hash(&encrypted) == SecretKey::new(HASH));
        }
    }
}
