//! What must hold for any octets whatever: shared by fuzzing and the ordinary tests. Each function panics when it does not.

use wire::{FileTime, NetbiosName, Password, Reader, SecretKey};

use crate::ntlm::{self, Authenticate, AvPairs, Challenge, ClientChallenge, Negotiate};
use crate::spnego::{self, NegTokenInit, NegTokenResp};
use crate::{Account, Credentials, Exchange, NtHash, Step, Verdict};

/// The three NTLM messages and what is in them: what was read is read again after it was written.
pub fn ntlm_message(octets: &[u8]) {
    if let Ok(message) = Negotiate::decode(octets) {
        let again = Negotiate::decode(&message.encode()).map(|again| again.flags);
        assert_eq!(again, Ok(message.flags | ntlm::NegotiateFlags::VERSION));
    }
    if let Ok(mut message) = Challenge::decode(octets) {
        message.flags = message.flags | ntlm::NegotiateFlags::VERSION;
        let encoded = message.encode();
        let again = encoded.and_then(|encoded| Challenge::decode(&encoded));
        assert_eq!(again, Ok(message));
    }
    if let Ok(mut message) = Authenticate::decode(octets) {
        message.flags = message.flags | ntlm::NegotiateFlags::VERSION;
        let encoded = message.encode();
        let again = encoded.and_then(|encoded| Authenticate::decode(&encoded));
        assert!(again == Ok(message), "AUTHENTICATE_MESSAGE");
    }
    if let Ok(pairs) = AvPairs::decode(&mut Reader::new(octets)) {
        let encoded = pairs.encode();
        let again = encoded.and_then(|encoded| AvPairs::decode(&mut Reader::new(&encoded)));
        assert_eq!(again, Ok(pairs));
    }
    if let Ok(challenge) = ClientChallenge::decode(&mut Reader::new(octets)) {
        let encoded = challenge.encode();
        let again = encoded.and_then(|encoded| ClientChallenge::decode(&mut Reader::new(&encoded)));
        assert_eq!(again, Ok(challenge));
    }
}

/// The two SPNEGO tokens: what was read is read again after it was written.
pub fn spnego_token(octets: &[u8]) {
    if let Ok(token) = NegTokenInit::decode(octets) {
        assert_eq!(NegTokenInit::decode(&token.encode()), Ok(token));
    }
    if let Ok(token) = NegTokenResp::decode(octets) {
        assert_eq!(NegTokenResp::decode(&token.encode()).as_ref(), Ok(&token));
    }
}

/// A server that is sent these octets, first or second, bare or in SPNEGO, lets nobody in.
pub fn acceptor(octets: &[u8]) {
    let greetings = [
        Some(begin(ntlm_initiator())),
        Some(begin(Box::new(spnego::Initiator::new(ntlm_initiator())))),
        None,
    ];
    for greeting in greetings {
        let mut exchange = any_acceptor();
        if let Some(greeting) = greeting {
            let Ok(Step::Continue { next, .. }) = exchange.step(&greeting) else {
                panic!("our own greeting was not understood");
            };
            exchange = next;
        }
        let outcome = match exchange.step(octets) {
            Ok(Step::Identify(claim)) => claim.resume(Verdict::Hash(hash())),
            other => other,
        };
        assert!(
            !matches!(outcome, Ok(Step::Done { .. })),
            "somebody was let in without a password"
        );
    }
}

/// A client that is sent these octets by a server finishes, if at all, with a key that only the account's server can read;
/// in SPNEGO it does not finish, because no such server completed it.
pub fn initiator(octets: &[u8]) {
    if let Ok(Step::Continue { next, .. }) = ntlm_initiator().step(&[])
        && let Ok(Step::Done { established, .. }) = next.step(octets)
    {
        assert!(established.session_key.is_some() && established.security.is_some());
    }
    let exchange = Box::new(spnego::Initiator::new(ntlm_initiator()));
    if let Ok(Step::Continue { next, .. }) = exchange.step(&[])
        && let Ok(step) = next.step(octets)
    {
        assert!(matches!(step, Step::Continue { .. }));
    }
    let exchange = Box::new(spnego::Initiator::new(ntlm_initiator()));
    drop(exchange.step(octets));
}

fn begin(exchange: Box<dyn Exchange>) -> Vec<u8> {
    match exchange.step(&[]) {
        Ok(Step::Continue { token, .. }) => token,
        _ => panic!("an initiator begins"),
    }
}

fn ntlm_initiator() -> Box<dyn Exchange> {
    let credentials = Credentials::Password {
        account: Account {
            domain: "DOMAIN".into(),
            user: "User".into(),
        },
        password: Password::new("Password".into()),
    };
    Box::new(ntlm::Initiator::new(
        credentials,
        "cifs/SERVER",
        name("CLIENT"),
        ntlm::InitiatorEntropy {
            client_challenge: [0xaa; 8],
            exported_session_key: SecretKey::new([0x55; 16]),
        },
        FileTime::ZERO,
    ))
}

fn any_acceptor() -> Box<dyn Exchange> {
    let config = ntlm::AcceptorConfig {
        allow_missing_mic: true,
        ..ntlm::AcceptorConfig::in_domain(name("SERVER"), name("DOMAIN"))
    };
    let ntlm = ntlm::Acceptor::new(&config, [0x77; 8], FileTime::ZERO);
    Box::new(spnego::AnyAcceptor::new(Box::new(ntlm)))
}

/// Of a password that no input was made with.
const fn hash() -> NtHash {
    NtHash::new([0x3c; 16])
}

/// What is known to be a name.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn name(text: &str) -> NetbiosName {
    match NetbiosName::new(text) {
        Ok(name) => name,
        Err(error) => panic!("{text}: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::fixture::next;
    use crate::ntlm::{AvId, NegotiateFlags};
    use crate::spnego::{MechType, MechTypes};

    fn all(octets: &[u8]) {
        ntlm_message(octets);
        spnego_token(octets);
        acceptor(octets);
        initiator(octets);
    }

    /// One good message of each kind.
    fn samples() -> Vec<Vec<u8>> {
        let (negotiate, client) = next(ntlm_initiator().step(&[]));
        let (challenge, _) = next(any_acceptor().step(&negotiate));
        let Ok(Step::Done {
            token: Some(authenticate),
            ..
        }) = client.step(&challenge)
        else {
            panic!("the client proves");
        };
        let init = NegTokenInit {
            mech_types: MechTypes::new(&[MechType::NTLMSSP]),
            mech_token: Some(negotiate.clone()),
        };
        let resp = NegTokenResp {
            supported_mech: Some(MechType::NTLMSSP),
            state: Some(spnego::NegState::ACCEPT_INCOMPLETE),
            response_token: Some(challenge.clone()),
            mech_list_mic: Some(vec![1; 16]),
        };
        let proof = NegTokenResp {
            response_token: Some(authenticate.clone()),
            ..NegTokenResp::default()
        };
        vec![
            negotiate,
            challenge,
            authenticate,
            init.encode(),
            resp.encode(),
            proof.encode(),
        ]
    }

    #[test]
    fn good_messages_pass() {
        samples().iter().for_each(|sample| all(sample));
    }

    proptest! {
        #[test]
        fn any_octets_are_read_or_refused(octets in vec(any::<u8>(), 0..256)) {
            all(&octets);
        }

        #[test]
        fn any_octets_of_a_message_can_be_wrong(
            which in 0..6_usize,
            changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        ) {
            let mut octets = samples().swap_remove(which);
            for (at, octet) in changes {
                *at.get_mut(&mut octets) = octet;
            }
            all(&octets);
        }

        #[test]
        fn an_authenticate_message_is_read_as_it_was_written(
            names in any::<[String; 3]>(),
            responses in (vec(any::<u8>(), 0..64), vec(any::<u8>(), 0..512)),
            key in vec(any::<u8>(), 0..32),
            flags: u32,
            mic: Option<[u8; 16]>,
        ) {
            let [domain, user, workstation] = names;
            let message = Authenticate {
                lm_response: responses.0,
                nt_response: responses.1,
                domain,
                user,
                workstation,
                encrypted_session_key: key,
                flags: NegotiateFlags(flags) | NegotiateFlags::UNICODE | NegotiateFlags::VERSION,
                mic,
            };
            let encoded = message.encode().unwrap();
            prop_assert!(Authenticate::decode(&encoded).unwrap() == message);
        }

        #[test]
        fn a_challenge_is_read_as_it_was_written(
            target_name: String,
            flags: u32,
            server_challenge: [u8; 8],
            pairs in prop::option::of(prop::collection::btree_map(11..100_u16, vec(any::<u8>(), 0..64), 0..8)),
        ) {
            let target_info = pairs.map(|pairs| {
                let mut info = AvPairs::default();
                pairs.into_iter().for_each(|(id, value)| info.set(AvId(id), value));
                info
            });
            let flags = NegotiateFlags(flags) | NegotiateFlags::UNICODE | NegotiateFlags::VERSION;
            let flags = match target_info {
                Some(_) => flags | NegotiateFlags::TARGET_INFO,
                None => flags.without(NegotiateFlags::TARGET_INFO),
            };
            let message = Challenge { target_name, flags, server_challenge, target_info };
            prop_assert_eq!(Challenge::decode(&message.encode().unwrap()), Ok(message));
        }

        #[test]
        fn a_neg_token_resp_is_read_as_it_was_written(
            state in prop::option::of(0..=3_u8),
            mech in prop::option::of(vec(any::<u8>(), 0..20)),
            response_token in prop::option::of(vec(any::<u8>(), 0..400)),
            mech_list_mic in prop::option::of(vec(any::<u8>(), 0..20)),
        ) {
            let token = NegTokenResp {
                state: state.map(spnego::NegState),
                supported_mech: mech.as_deref().map(MechType),
                response_token,
                mech_list_mic,
            };
            let encoded = token.encode();
            prop_assert_eq!(NegTokenResp::decode(&encoded), Ok(token));
        }
    }
}
