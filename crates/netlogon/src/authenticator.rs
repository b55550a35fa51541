//! Netlogon authenticators, [MS-NRPC] 3.1.4.5: each call and each answer moves the stored credential on, so that none can
//! be replayed or left out.

use msrpc::netlogon::{Authenticator, Credential};
use wire::FileTime;

use crate::session_key::SessionKey;

/// An authenticator that does not fit the stored credential: the two ends are out of step, or do not share a key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the authenticator does not fit the secure channel")]
pub struct WrongAuthenticator;

/// `ClientStoredCredential`, [MS-NRPC] 3.1.4.5.
pub struct ClientStoredCredential(Credential);

/// The call that is under way. If its answer never comes it is dropped, and the stored credential is what it was: then
/// the server has not moved on either, or the next call fails and the channel must be set up anew.
#[must_use = "the answer's authenticator is verified against this"]
pub struct Pending(Credential);

impl ClientStoredCredential {
    /// Starts from the client credential that set the channel up.
    #[must_use]
    pub const fn new(client_credential: Credential) -> Self {
        Self(client_credential)
    }

    /// The authenticator of the next call. Calls must follow one another: each needs the answer of the last.
    pub fn authenticate(&self, key: &SessionKey, now: FileTime) -> (Authenticator, Pending) {
        let timestamp = unix_seconds(now);
        let stored = advance(self.0, timestamp);
        let authenticator = Authenticator {
            credential: key.credential(stored),
            timestamp,
        };
        (authenticator, Pending(stored))
    }

    /// Checks the server's return authenticator and moves on if it fits. A server that refuses a call before it has
    /// checked the authenticator returns none that fits, and has not moved on either.
    ///
    /// # Errors
    /// [`WrongAuthenticator`]; the stored credential is then what it was before the call.
    pub fn verify(
        &mut self,
        key: &SessionKey,
        Pending(stored): Pending,
        returned: &Authenticator,
    ) -> Result<(), WrongAuthenticator> {
        let next = advance(stored, 1);
        if !key.verifies(next, returned.credential) {
            return Err(WrongAuthenticator);
        }
        self.0 = next;
        Ok(())
    }
}

/// `ServerStoredCredential`, [MS-NRPC] 3.1.4.5.
pub struct ServerStoredCredential(Credential);

impl ServerStoredCredential {
    /// Starts from the client credential that set the channel up, [MS-NRPC] 3.5.4.4.2.
    #[must_use]
    pub const fn new(client_credential: Credential) -> Self {
        Self(client_credential)
    }

    /// Checks a client's authenticator and makes the one to return.
    ///
    /// # Errors
    /// [`WrongAuthenticator`], to be answered with `STATUS_ACCESS_DENIED`; the stored credential stays what it was, so
    /// that a forged call does not disturb the channel.
    pub fn verify(
        &mut self,
        key: &SessionKey,
        presented: &Authenticator,
    ) -> Result<Authenticator, WrongAuthenticator> {
        let stored = advance(self.0, presented.timestamp);
        if !key.verifies(stored, presented.credential) {
            return Err(WrongAuthenticator);
        }
        self.0 = advance(stored, 1);
        Ok(Authenticator {
            credential: key.credential(self.0),
            timestamp: 0,
        })
    }
}

/// Adds to the first four octets as to a little-endian number; overflow is ignored.
fn advance(stored: Credential, by: u32) -> Credential {
    let [a, b, c, d, rest @ ..] = stored.0;
    let [a, b, c, d] = u32::from_le_bytes([a, b, c, d])
        .wrapping_add(by)
        .to_le_bytes();
    let [e, f, g, h] = rest;
    Credential([a, b, c, d, e, f, g, h])
}

/// `Timestamp`: the seconds since 1970, in 32 bits.
fn unix_seconds(now: FileTime) -> u32 {
    let [a, b, c, d, ..] = now.unix_seconds().to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session_key::Algorithm;

    const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);

    fn ends() -> (SessionKey, ClientStoredCredential, ServerStoredCredential) {
        let key = SessionKey::from_octets(Algorithm::Aes, [0x42; 16]);
        let credential = Credential([0xff; 8]);
        (
            key,
            ClientStoredCredential::new(credential),
            ServerStoredCredential::new(credential),
        )
    }

    #[test]
    fn both_ends_stay_in_step() {
        let (key, mut client, mut server) = ends();
        for _ in 0..3 {
            let (authenticator, pending) = client.authenticate(&key, NOW);
            assert_eq!(authenticator.timestamp, 1_700_000_000);
            let returned = server.verify(&key, &authenticator).unwrap();
            assert_eq!(client.verify(&key, pending, &returned), Ok(()));
        }
    }

    #[test]
    fn a_replayed_or_forged_call_is_refused_and_leaves_the_channel_whole() {
        let (key, mut client, mut server) = ends();
        let (authenticator, pending) = client.authenticate(&key, NOW);
        let returned = server.verify(&key, &authenticator).unwrap();
        assert_eq!(server.verify(&key, &authenticator), Err(WrongAuthenticator));
        assert_eq!(
            server.verify(&key, &Authenticator::default()),
            Err(WrongAuthenticator)
        );
        assert_eq!(client.verify(&key, pending, &returned), Ok(()));
        let (authenticator, _pending) = client.authenticate(&key, NOW);
        assert!(server.verify(&key, &authenticator).is_ok());
    }

    #[test]
    fn a_call_that_was_never_sent_is_forgotten() {
        let (key, client, mut server) = ends();
        let (_lost, pending) = client.authenticate(&key, NOW);
        drop(pending);
        let (authenticator, _pending) = client.authenticate(&key, NOW);
        assert!(server.verify(&key, &authenticator).is_ok());
    }

    #[test]
    fn a_false_server_cannot_answer() {
        let (key, mut client, _) = ends();
        let (authenticator, pending) = client.authenticate(&key, NOW);
        // The client's own authenticator, sent back to it.
        assert_eq!(
            client.verify(&key, pending, &authenticator),
            Err(WrongAuthenticator)
        );
    }

    #[test]
    fn only_the_first_four_octets_move() {
        assert_eq!(
            advance(Credential([0xfe, 0xff, 0xff, 0xff, 5, 6, 7, 8]), 3),
            Credential([1, 0, 0, 0, 5, 6, 7, 8])
        );
    }
}
