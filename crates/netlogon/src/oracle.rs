//! What must hold for any octets whatever: shared by fuzzing and the ordinary tests. Each function panics when it does not.

use auth::{AuthError, Exchange, Identity, NtHash, Protection, Step};
use msrpc::netlogon::Credential;
use wire::NtStatus;

use crate::{Acceptor, Algorithm, NegotiateRequest, NegotiateResponse, Session, SessionKey};

/// What a client names its secure channel with, and what a server answers: an answer that was read is read again after it
/// was written.
pub fn token(octets: &[u8]) {
    if let Ok(request) = NegotiateRequest::decode(octets) {
        // Names that only a hostile client sends are not written as they were read, so what is written may be refused.
        drop(NegotiateRequest::decode(&request.encode()));
    }
    if let Ok(response) = NegotiateResponse::decode(octets) {
        assert_eq!(NegotiateResponse::decode(&response.encode()), Ok(response));
    }
}

/// A server asks for the session of the computer that was named, and for no other; without one there is no context.
pub fn acceptor(octets: &[u8]) {
    let named = NegotiateRequest::decode(octets).ok();
    let expected = named.clone();
    let nobody = Acceptor::new(
        Box::new(move |request| {
            assert_eq!(Some(request), expected.as_ref());
            None
        }),
        Box::new(|random| random.fill(0)),
    );
    match Box::new(nobody).step(octets) {
        Err(AuthError::Refused(NtStatus::ACCESS_DENIED)) => assert!(named.is_some()),
        Err(_) => assert!(named.is_none()),
        Ok(_) => panic!("a computer without a session was let in"),
    }
}

/// A message that was not protected with the session's key does not pass as one that was: the octets are the message, and
/// behind it the token, of each kind that there is.
pub fn message(octets: &[u8]) {
    for algorithm in [Algorithm::Aes, Algorithm::StrongKey] {
        for protection in [Protection::Integrity, Protection::Privacy] {
            let mut security = accepted(algorithm);
            let len = octets.len().saturating_sub(security.token_len(protection));
            let (message, token) = octets.split_at(len);
            let outcome = security.unprotect(protection, &mut message.to_vec(), 0..len, token);
            assert!(outcome.is_err(), "a forged message was accepted");
        }
    }
}

/// The context of a client that named its session.
fn accepted(algorithm: Algorithm) -> Box<dyn auth::MessageSecurity> {
    let session = Session {
        identity: Identity::Anonymous,
        standing: 0,
        key: SessionKey::derive(
            algorithm,
            &NtHash::new([0x3c; 16]),
            Credential([0x11; 8]),
            Credential([0x22; 8]),
        ),
    };
    let find = Box::new(move |_: &NegotiateRequest| Some(session));
    let acceptor = Acceptor::new(find, Box::new(|random| random.fill(0)));
    match Box::new(acceptor).step(&NegotiateRequest::default().encode()) {
        Ok(Step::Done { established, .. }) => established.security,
        _ => None,
    }
    .unwrap_or_else(|| panic!("a session makes a context"))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn anything_may_be_sent(octets in vec(any::<u8>(), 0..200)) {
            super::token(&octets);
            super::acceptor(&octets);
            super::message(&octets);
        }
    }
}
