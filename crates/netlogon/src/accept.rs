//! Setting a secure channel up, [MS-NRPC] 3.5.4.4.2: the server's half of the computation.

use auth::NtHash;
use msrpc::netlogon::Credential;

use crate::authenticator::ServerStoredCredential;
use crate::credential::is_predictable;
use crate::session_key::{Algorithm, SessionKey};

/// Why a client's proof is not accepted; the client learns only `STATUS_ACCESS_DENIED`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AcceptError {
    /// The client's challenge is one that nobody draws at random (CVE-2020-1472).
    #[error("the client challenge is predictable")]
    PredictableChallenge,
    /// The client does not know the password.
    #[error("the client's credential does not match the session key")]
    WrongCredential,
}

/// The challenges that client and server have exchanged. They are good for one attempt, whatever comes of it.
pub struct Challenges {
    /// The client's.
    pub client: Credential,
    /// The server's: eight random octets.
    pub server: Credential,
}

/// A client that has proved that it knows the password.
pub struct Accepted {
    /// What proves the same of the server.
    pub server_credential: Credential,
    /// The session key of the channel.
    pub key: SessionKey,
    /// Verifies the authenticators of the channel's calls.
    pub stored: ServerStoredCredential,
}

impl Challenges {
    /// Verifies a client's proof. `algorithm` comes from [`Algorithm::select`] and the flags that both have; if that
    /// selects nothing, the answer is `STATUS_DOWNGRADE_DETECTED`, and the challenges stay good for another attempt.
    ///
    /// # Errors
    /// [`AcceptError`] with the reason.
    pub fn accept(
        self,
        algorithm: Algorithm,
        nt_hash: &NtHash,
        client_credential: Credential,
    ) -> Result<Accepted, AcceptError> {
        let accepted = self.accept_any(algorithm, [(nt_hash, ())], client_credential);
        accepted.map(|(accepted, ())| accepted)
    }

    /// The same where any of several passwords will do; the answer has as well what stands beside the one that it was.
    ///
    /// # Errors
    /// [`AcceptError`] with the reason.
    pub fn accept_any<'a, T>(
        self,
        algorithm: Algorithm,
        nt_hashes: impl IntoIterator<Item = (&'a NtHash, T)>,
        client_credential: Credential,
    ) -> Result<(Accepted, T), AcceptError> {
        if is_predictable(self.client) {
            return Err(AcceptError::PredictableChallenge);
        }
        for (nt_hash, known) in nt_hashes {
            let key = SessionKey::derive(algorithm, nt_hash, self.client, self.server);
            if key.verifies(self.client, client_credential) {
                let accepted = Accepted {
                    server_credential: key.credential(self.server),
                    key,
                    stored: ServerStoredCredential::new(client_credential),
                };
                return Ok((accepted, known));
            }
        }
        Err(AcceptError::WrongCredential)
    }
}
