//! The secrets in the deltas that a backup domain controller fetches, [MS-NRPC] 2.2.1.5.15 and 2.2.1.5.20.

use auth::cipher::rc4;

use crate::session_key::SessionKey;

impl SessionKey {
    /// Encrypts or decrypts the private data of a user, or the value of a secret, where both negotiated
    /// [`NegotiateFlags::RC4`](msrpc::netlogon::NegotiateFlags::RC4). Each is encrypted from the start of one and the same
    /// key stream, which therefore hides nothing from whoever sees two of them: what protects them is the sealing of the
    /// message.
    pub fn convert_delta_secret(&self, octets: &mut [u8]) {
        rc4(self.octets(), octets);
    }
}

#[cfg(test)]
mod tests {
    use msrpc::netlogon::Credential;
    use wire::SecretKey;

    use super::*;
    use crate::Algorithm;

    #[test]
    fn the_key_stream_begins_anew_each_time() {
        let hash = auth::NtHash::new([7; 16]);
        let challenge = Credential([1; 8]);
        let key = SessionKey::derive(Algorithm::Aes, &hash, challenge, challenge);
        let convert = |mut octets: Vec<u8>| {
            key.convert_delta_secret(&mut octets);
            octets
        };
        let secret = b"private data".to_vec();
        let encrypted = convert(secret.clone());
        assert_ne!(encrypted, secret);
        assert_eq!(convert(encrypted), secret);
        let mut stream = vec![0; 12];
        rc4(SecretKey::new(*key.octets()).expose(), &mut stream);
        assert_eq!(convert(vec![0; 12]), stream);
    }
}
