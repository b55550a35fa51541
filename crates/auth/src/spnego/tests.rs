//! Both ends against each other, and against those who sit between them.

use super::{
    Acceptor, AnyAcceptor, Initiator, MechType, MechTypes, NegState, NegTokenInit, NegTokenResp,
    offer,
};
use crate::fixture::{
    PASSWORD, Session, Side, acceptor, config, credentials, hash, initiator, next, record, run,
};
use crate::{AuthError, Credentials, Exchange, Step, Verdict, ntlm};

const INIT: usize = 0;
const CHOICE: usize = 1;
const PROOF: usize = 2;
const COMPLETION: usize = 3;

type Outcome = Result<Session, (Side, AuthError)>;

fn client() -> Box<dyn Exchange> {
    Box::new(Initiator::new(initiator(credentials(PASSWORD))))
}

fn server() -> Box<dyn Exchange> {
    Box::new(Acceptor::new(acceptor(&config())))
}

fn attack(on_wire: impl FnMut(usize, Vec<u8>) -> Vec<u8>) -> Outcome {
    run(client(), server(), on_wire)
}

/// Changes one of the messages that are a `NegTokenResp`.
fn alter(target: usize, change: impl Fn(&mut NegTokenResp<'_>)) -> Option<(Side, AuthError)> {
    attack(|number, token| {
        if number != target {
            return token;
        }
        let mut message = NegTokenResp::decode(&token).unwrap();
        change(&mut message);
        message.encode()
    })
    .err()
}

#[test]
fn spnego_makes_the_session_that_ntlm_makes() {
    let session = attack(|_, token| token).unwrap_or_else(|(_, error)| panic!("{error}"));
    assert!(session.initiator.session_key.is_some() && session.has_one_key());
    session.talk();
}

#[test]
fn bare_ntlm_is_taken_only_where_the_type_says_so() {
    let any = || Box::new(AnyAcceptor::new(acceptor(&config())));
    for client in [initiator(credentials(PASSWORD)), client()] {
        let session = run(client, any(), |_, token| token);
        session
            .unwrap_or_else(|(_, error)| panic!("{error}"))
            .talk();
    }
    let outcome = run(initiator(credentials(PASSWORD)), server(), |_, token| token);
    assert!(matches!(
        outcome.err(),
        Some((Side::Acceptor, AuthError::Malformed(_)))
    ));
}

#[test]
fn a_null_session_has_no_mic() {
    let open = ntlm::AcceptorConfig {
        allow_anonymous: true,
        ..config()
    };
    let client = Box::new(Initiator::new(initiator(Credentials::Anonymous)));
    let server = Box::new(Acceptor::new(acceptor(&open)));
    let session = run(client, server, |_, token| token);
    let session = session.unwrap_or_else(|(_, error)| panic!("{error}"));
    assert!(session.initiator.security.is_none() && session.acceptor.security.is_none());
}

#[test]
fn an_unasked_offer_begins_the_exchange_or_ends_it() {
    assert!(client().step(&offer()).is_ok());
    let kerberos_only = NegTokenInit {
        mech_types: MechTypes::new(&[MechType::KERBEROS, MechType::MS_KERBEROS]),
        mech_token: None,
    }
    .encode();
    let hopeless = Some(AuthError::NoCommonMechanism);
    assert_eq!(client().step(&kerberos_only).err(), hopeless);
    assert_eq!(server().step(&kerberos_only).err(), hopeless);
}

#[test]
fn a_mech_list_mic_cannot_be_taken_out_or_altered() {
    let missing = (Side::Initiator, AuthError::MechListMicMissing);
    let wrong = |side| Some((side, AuthError::MechListMicWrong));
    for (target, side) in [(PROOF, Side::Acceptor), (COMPLETION, Side::Initiator)] {
        assert_eq!(alter(target, |m| m.mech_list_mic = None), Some(missing));
        let flip = alter(target, |m| m.mech_list_mic.as_mut().unwrap()[5] ^= 1);
        assert_eq!(flip, wrong(side));
        assert_eq!(
            alter(target, |m| m.mech_list_mic = Some(vec![])),
            wrong(side)
        );
    }
}

#[test]
fn an_altered_list_of_mechanisms_is_found() {
    let outcome = attack(|number, token| {
        if number != INIT {
            return token;
        }
        let mut message = NegTokenInit::decode(&token).unwrap();
        message.mech_types = MechTypes::new(&[MechType::NTLMSSP, MechType::KERBEROS]);
        message.encode()
    });
    let found = (Side::Acceptor, AuthError::MechListMicWrong);
    assert_eq!(outcome.err(), Some(found));
}

/// As Windows does it when it has Kerberos: its token comes first, and NTLM is what remains.
fn second_choice(with_mic: bool) -> Result<Vec<u8>, AuthError> {
    let mech_types = MechTypes::new(&[MechType::MS_KERBEROS, MechType::NTLMSSP]);
    let init = NegTokenInit {
        mech_types: mech_types.clone(),
        mech_token: Some(b"AP-REQ".to_vec()),
    };
    let (choice, server) = next(server().step(&init.encode()));
    let choice = NegTokenResp::decode(&choice).unwrap();
    assert_eq!(choice.state, Some(NegState::REQUEST_MIC));
    assert_eq!(choice.supported_mech, Some(MechType::NTLMSSP));
    assert_eq!(choice.response_token, None);

    let (negotiate, client) = next(initiator(credentials(PASSWORD)).step(&[]));
    let message = NegTokenResp {
        response_token: Some(negotiate),
        ..NegTokenResp::default()
    };
    let (challenge, server) = next(server.step(&message.encode()));
    let challenge = NegTokenResp::decode(&challenge).unwrap();
    assert_eq!(challenge.state, Some(NegState::ACCEPT_INCOMPLETE));
    assert_eq!(challenge.supported_mech, None);

    let proof = client.step(&challenge.response_token.unwrap());
    let Ok(Step::Done { token, established }) = proof else {
        panic!("the client is not done");
    };
    let mut security = established.security.unwrap();
    let message = NegTokenResp {
        response_token: token,
        mech_list_mic: with_mic.then(|| security.mech_list_mic(mech_types.as_encoded())),
        ..NegTokenResp::default()
    };
    let Step::Identify(claim) = server.step(&message.encode())? else {
        panic!("no claim");
    };
    let Step::Done { token, .. } = claim.resume(Verdict::Hash(hash(PASSWORD)))? else {
        panic!("the server is not done");
    };
    let token = token.unwrap();
    let mic = NegTokenResp::decode(&token).unwrap().mech_list_mic.unwrap();
    security
        .verify_mech_list_mic(mech_types.as_encoded(), &mic)
        .unwrap();
    Ok(token)
}

// RFC 4178 5: where the accepted mechanism is not the initiator's first, the MIC must be exchanged.
#[test]
fn a_second_choice_needs_the_mech_list_mic() {
    assert!(second_choice(true).is_ok());
    assert_eq!(second_choice(false), Err(AuthError::MechListMicMissing));
}

#[test]
fn states_and_choices_that_do_not_fit_are_refused() {
    let by_initiator = |error| Some((Side::Initiator, error));
    for target in [CHOICE, COMPLETION] {
        assert_eq!(
            alter(target, |m| m.state = Some(NegState::REJECT)),
            by_initiator(AuthError::Rejected)
        );
        assert_eq!(
            alter(target, |m| m.state = None),
            by_initiator(AuthError::WrongState)
        );
        assert_eq!(
            alter(target, |m| m.supported_mech = Some(MechType::KERBEROS)),
            by_initiator(AuthError::MechanismChanged)
        );
    }
    assert_eq!(
        alter(CHOICE, |m| m.state = Some(NegState::ACCEPT_COMPLETED)),
        by_initiator(AuthError::WrongState)
    );
    assert_eq!(
        alter(COMPLETION, |m| m.state = Some(NegState::ACCEPT_INCOMPLETE)),
        by_initiator(AuthError::WrongState)
    );
    assert_eq!(
        alter(CHOICE, |m| m.response_token = None),
        by_initiator(AuthError::TokenMissing)
    );
    assert_eq!(
        alter(COMPLETION, |m| m.response_token = Some(vec![1])),
        by_initiator(AuthError::UnexpectedToken)
    );
    assert_eq!(
        alter(PROOF, |m| m.response_token = None),
        Some((Side::Acceptor, AuthError::TokenMissing))
    );
    assert_eq!(
        alter(PROOF, |m| m.state = Some(NegState::REJECT)),
        Some((Side::Acceptor, AuthError::Rejected))
    );
}

#[test]
fn every_truncated_message_is_refused() {
    for (target, message) in record(client(), server()).iter().enumerate() {
        for len in 0..message.len() {
            let outcome = attack(|number, mut token| {
                if number == target {
                    token.truncate(len);
                }
                token
            });
            assert!(outcome.is_err(), "{len} octets of message {target}");
        }
    }
}

#[test]
fn no_altered_octet_makes_two_sessions_out_of_one() {
    for (target, message) in record(client(), server()).iter().enumerate() {
        for position in 0..message.len() {
            let outcome = attack(|number, mut token| {
                if number == target {
                    token[position] ^= 0x02;
                }
                token
            });
            // accept-incomplete becomes request-mic, which changes nothing.
            if let Ok(session) = outcome {
                assert!(session.has_one_key(), "message {target}, octet {position}");
                session.talk();
            }
        }
    }
}
