//! Both ends against each other, and against those who sit between them.

use wire::{Malformed, NtStatus, Reader, SecretKey};

use super::response::{PROOF_LEN, ResponseKey};
use super::{Authenticate, AvId, AvPairs, Challenge, ClientChallenge, Negotiate, NegotiateFlags};
use crate::fixture::{
    PASSWORD, SERVER_CHALLENGE, Session, Side, acceptor, config, credentials, hash, initiator,
    next, record, run,
};
use crate::{
    Account, AuthError, Claim, Credentials, Identity, MessageSecurity, Protection, Step, Verdict,
};

const NEGOTIATE: usize = 0;
const CHALLENGE: usize = 1;
const AUTHENTICATE: usize = 2;

type Outcome = Result<Session, (Side, AuthError)>;

fn attack(on_wire: impl FnMut(usize, Vec<u8>) -> Vec<u8>) -> Outcome {
    run(
        initiator(credentials(PASSWORD)),
        acceptor(&config()),
        on_wire,
    )
}

/// The messages of an exchange that nobody disturbs.
fn recorded() -> Vec<Vec<u8>> {
    record(initiator(credentials(PASSWORD)), acceptor(&config()))
}

fn refused(outcome: Outcome) -> (Side, AuthError) {
    outcome.err().expect("somebody should have noticed")
}

fn by_acceptor(error: AuthError) -> (Side, AuthError) {
    (Side::Acceptor, error)
}

/// Changes the client's last message.
fn alter_proof(change: impl Fn(&mut Authenticate)) -> Outcome {
    attack(|number, token| match number {
        AUTHENTICATE => {
            let mut message = Authenticate::decode(&token).unwrap();
            change(&mut message);
            message.encode().unwrap()
        }
        _ => token,
    })
}

/// Changes what the client's proof covers.
fn alter_client_challenge(response: &mut Vec<u8>, change: impl Fn(&mut AvPairs)) {
    let mut r = Reader::new(&response[PROOF_LEN..]);
    let mut challenge = ClientChallenge::decode(&mut r).unwrap();
    change(&mut challenge.pairs);
    response.truncate(PROOF_LEN);
    response.extend(challenge.encode().unwrap());
}

fn claim() -> Claim {
    let (negotiate, client) = next(initiator(credentials(PASSWORD)).step(&[]));
    let (challenge, server) = next(acceptor(&config()).step(&negotiate));
    let Ok(Step::Done { token, .. }) = client.step(&challenge) else {
        panic!("the client is not done");
    };
    match server.step(&token.unwrap()) {
        Ok(Step::Identify(claim)) => claim,
        _ => panic!("no claim"),
    }
}

#[test]
fn the_right_password_makes_a_session() {
    let session = attack(|_, token| token).unwrap_or_else(|(_, error)| panic!("{error}"));
    let account = Identity::Account {
        domain: "DOMAIN".into(),
        user: "User".into(),
        workstation: "CLIENT".into(),
        sid: None,
        groups: Vec::new(),
    };
    assert_eq!(session.initiator.identity, account);
    assert_eq!(session.acceptor.identity, account);
    assert!(session.initiator.session_key.is_some() && session.has_one_key());
    session.talk();
}

#[test]
fn the_hash_is_as_good_as_the_password() {
    let credentials = Credentials::NtHash {
        account: Account::parse("user@dom.test").unwrap(),
        hash: hash(PASSWORD),
    };
    let session = run(initiator(credentials), acceptor(&config()), |_, token| {
        token
    });
    session
        .unwrap_or_else(|(_, error)| panic!("{error}"))
        .talk();
}

#[test]
fn a_wrong_password_does_not() {
    let outcome = run(
        initiator(credentials("password")),
        acceptor(&config()),
        |_, t| t,
    );
    assert_eq!(refused(outcome), by_acceptor(AuthError::WrongProof));
}

#[test]
fn every_altered_octet_is_found() {
    for (target, message) in recorded().iter().enumerate() {
        for (position, bit) in (0..message.len()).flat_map(|at| [(at, 0x01), (at, 0x80)]) {
            let outcome = attack(|number, mut token| {
                if number == target {
                    token[position] ^= bit;
                }
                token
            });
            assert!(outcome.is_err(), "message {target}, octet {position}");
        }
    }
}

#[test]
fn every_truncated_message_is_refused() {
    for (target, message) in recorded().iter().enumerate() {
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

// CVE-2019-1040 and CVE-2016-2110: whoever takes out the MIC can change everything else.
#[test]
fn a_mic_cannot_be_taken_out() {
    let strip = |message: &mut Authenticate| message.mic = None;
    assert_eq!(
        refused(alter_proof(strip)),
        by_acceptor(AuthError::MicMissing)
    );
    let strip_and_deny = |message: &mut Authenticate| {
        message.mic = None;
        alter_client_challenge(&mut message.nt_response, |pairs| {
            pairs.set(AvId::FLAGS, vec![0; 4]);
        });
    };
    assert_eq!(
        refused(alter_proof(strip_and_deny)),
        by_acceptor(AuthError::MicMissing)
    );

    let lenient = super::AcceptorConfig {
        allow_missing_mic: true,
        ..config()
    };
    let attack_lenient = |change: &dyn Fn(&mut Authenticate)| {
        refused(run(
            initiator(credentials(PASSWORD)),
            acceptor(&lenient),
            |number, token| {
                if number != AUTHENTICATE {
                    return token;
                }
                let mut message = Authenticate::decode(&token).unwrap();
                change(&mut message);
                message.encode().unwrap()
            },
        ))
    };
    // [MS-NLMP] 2.2.2.1, MsvAvFlags: 0x2 says that there is one, and the proof covers that.
    assert_eq!(attack_lenient(&strip), by_acceptor(AuthError::MicMissing));
    assert_eq!(
        attack_lenient(&strip_and_deny),
        by_acceptor(AuthError::WrongProof)
    );
}

#[test]
fn a_mic_is_there_even_if_the_timestamp_was_taken_out() {
    let outcome = attack(|number, token| {
        if number != CHALLENGE {
            return token;
        }
        let mut message = Challenge::decode(&token).unwrap();
        let mut without_timestamp = AvPairs::default();
        without_timestamp.set_text(AvId::NB_DOMAIN_NAME, "DOMAIN");
        message.target_info = Some(without_timestamp);
        message.encode().unwrap()
    });
    assert_eq!(refused(outcome), by_acceptor(AuthError::MicWrong));
}

/// Takes a flag out of the client's offer and, so that the client does not notice, puts it back on the other way; and, so
/// that the server does not notice, out again.
fn downgrade(flag: NegotiateFlags, messages: usize) -> (Side, AuthError) {
    refused(attack(|number, token| match number {
        NEGOTIATE => {
            let mut message = Negotiate::decode(&token).unwrap();
            message.flags = message.flags.without(flag);
            message.encode()
        }
        CHALLENGE if messages > 1 => {
            let mut message = Challenge::decode(&token).unwrap();
            message.flags = message.flags | flag;
            message.encode().unwrap()
        }
        AUTHENTICATE if messages > 2 => {
            let mut message = Authenticate::decode(&token).unwrap();
            message.flags = message.flags.without(flag);
            message.encode().unwrap()
        }
        _ => token,
    }))
}

#[test]
fn no_flag_can_be_taken_out() {
    for flag in [
        NegotiateFlags::UNICODE,
        NegotiateFlags::NTLM,
        NegotiateFlags::EXTENDED_SESSIONSECURITY,
        NegotiateFlags::KEY_128,
    ] {
        let noticed = by_acceptor(AuthError::NotNegotiated(flag));
        assert_eq!(downgrade(flag, 1), noticed);
    }
    for flag in [
        NegotiateFlags::SIGN,
        NegotiateFlags::SEAL,
        NegotiateFlags::KEY_EXCH,
    ] {
        let noticed = (Side::Initiator, AuthError::NotNegotiated(flag));
        assert_eq!(downgrade(flag, 1), noticed);
        let noticed = by_acceptor(AuthError::FlagsChanged(flag));
        assert_eq!(downgrade(flag, 2), noticed);
        let noticed = by_acceptor(AuthError::MicWrong);
        assert_eq!(downgrade(flag, 3), noticed);
    }
    for messages in 1..=3 {
        let noticed = by_acceptor(AuthError::MicWrong);
        assert_eq!(downgrade(NegotiateFlags::ALWAYS_SIGN, messages), noticed);
    }
}

#[test]
fn a_proof_is_good_for_one_challenge_only() {
    let recorded = recorded();
    let (negotiate, _) = next(initiator(credentials(PASSWORD)).step(&[]));
    let another = super::Acceptor::new(&config(), [9; 8], wire::FileTime::ZERO);
    let (_, server) = next(crate::Exchange::step(Box::new(another), &negotiate));
    let Ok(Step::Identify(claim)) = server.step(&recorded[AUTHENTICATE]) else {
        panic!("no claim");
    };
    assert_eq!(
        claim.resume(Verdict::Hash(hash(PASSWORD))).err(),
        Some(AuthError::WrongProof)
    );
}

#[test]
fn messages_out_of_turn_are_refused() {
    let (negotiate, client) = next(initiator(credentials(PASSWORD)).step(&[]));
    let (_, server) = next(acceptor(&config()).step(&negotiate));
    let wrong_type = |value| {
        Some(AuthError::Malformed(Malformed::Illegal {
            field: "MessageType",
            value,
        }))
    };
    assert_eq!(client.step(&negotiate).err(), wrong_type(1));
    assert_eq!(server.step(&negotiate).err(), wrong_type(1));
    assert_eq!(
        initiator(credentials(PASSWORD)).step(&negotiate).err(),
        Some(AuthError::UnexpectedToken)
    );
}

#[test]
fn a_challenge_that_describes_no_target_is_refused() {
    let outcome = attack(|number, token| {
        if number != CHALLENGE {
            return token;
        }
        let mut message = Challenge::decode(&token).unwrap();
        message.target_info = None;
        message.encode().unwrap()
    });
    assert_eq!(
        refused(outcome),
        (Side::Initiator, AuthError::TargetInfoMissing)
    );
}

#[test]
fn old_and_incomplete_responses_are_refused_each_with_its_reason() {
    let answers = [
        (
            AuthError::NtlmV1Refused,
            alter_proof(|message| message.nt_response.truncate(24)),
        ),
        (
            AuthError::LmRefused,
            alter_proof(|message| message.nt_response.clear()),
        ),
        (
            AuthError::UserNameMissing,
            alter_proof(|message| message.user.clear()),
        ),
        (
            AuthError::SessionKeyMissing,
            alter_proof(|message| message.encrypted_session_key.clear()),
        ),
        (
            AuthError::SessionKeyMissing,
            alter_proof(|message| message.encrypted_session_key.push(0)),
        ),
    ];
    for (reason, outcome) in answers {
        assert_eq!(refused(outcome), by_acceptor(reason));
    }
}

#[test]
fn a_null_session_is_let_in_only_by_policy_and_gets_no_key() {
    let outcome = run(
        initiator(Credentials::Anonymous),
        acceptor(&config()),
        |_, t| t,
    );
    assert_eq!(refused(outcome), by_acceptor(AuthError::AnonymousRefused));

    let open = super::AcceptorConfig {
        allow_anonymous: true,
        ..config()
    };
    let session = run(initiator(Credentials::Anonymous), acceptor(&open), |_, t| t)
        .unwrap_or_else(|(_, error)| panic!("{error}"));
    for end in [session.initiator, session.acceptor] {
        assert_eq!(end.identity, Identity::Anonymous);
        assert!(end.session_key.is_none() && end.security.is_none());
    }
}

#[test]
fn a_claim_has_what_a_domain_controller_is_asked_with() {
    let claim = claim();
    assert_eq!(
        (&*claim.domain, &*claim.user, &*claim.workstation),
        ("DOMAIN", "User", "CLIENT")
    );
    assert_eq!(claim.server_challenge, SERVER_CHALLENGE);
    assert_eq!(claim.lm_response, [0; 24]);

    let key = ResponseKey::new(&hash(PASSWORD), &claim.user, &claim.domain)
        .verify(claim.server_challenge, &claim.nt_response)
        .expect("the domain controller verifies it");
    let Ok(Step::Done { established, .. }) = claim.resume(Verdict::SessionBaseKey(key)) else {
        panic!("the session base key did not do");
    };
    assert_eq!(
        established.session_key.map(|key| *key.expose()),
        Some([0x55; 16])
    );
}

#[test]
fn a_wrong_session_base_key_and_a_refusal_end_the_exchange() {
    let wrong = Verdict::SessionBaseKey(SecretKey::new([0; 16]));
    assert_eq!(claim().resume(wrong).err(), Some(AuthError::MicWrong));
    let refused = Verdict::Refused(NtStatus::ACCOUNT_DISABLED);
    assert_eq!(
        claim().resume(refused).err(),
        Some(AuthError::Refused(NtStatus::ACCOUNT_DISABLED))
    );
}

/// As Windows XP would: no MIC, and the session base key is the session key.
#[test]
fn an_old_client_without_key_exchange_is_let_in_where_that_is_allowed() {
    let lenient = super::AcceptorConfig {
        allow_missing_mic: true,
        ..config()
    };
    let signing = NegotiateFlags::REQUIRED | NegotiateFlags::SIGN;
    for (flags, agreed) in [
        (signing, Protection::Integrity),
        (signing | NegotiateFlags::SEAL, Protection::Privacy),
    ] {
        let security = old_client(flags, &lenient);
        assert_eq!(security.map(|security| security.agreed()), Some(agreed));
    }
}

/// As a browser would that protects nothing with NTLM's keys.
#[test]
fn a_client_without_a_strong_key_is_let_in_where_only_its_identity_counts() {
    let flags = NegotiateFlags::REQUIRED.without(NegotiateFlags::KEY_128);
    let security = old_client(
        flags,
        &super::AcceptorConfig {
            allow_missing_mic: true,
            identity_only: true,
            ..config()
        },
    );
    assert!(security.is_none(), "it has not asked for any");
    let refused = acceptor(&config())
        .step(&Negotiate { flags }.encode())
        .err();
    assert_eq!(
        refused,
        Some(AuthError::NotNegotiated(NegotiateFlags::KEY_128))
    );
}

/// As curl does, which writes no Unicode.
#[test]
fn a_client_without_unicode_is_let_in_where_only_its_identity_counts() {
    let oem = NegotiateFlags::REQUIRED.without(NegotiateFlags::UNICODE | NegotiateFlags::KEY_128)
        | NegotiateFlags::OEM;
    let lenient = super::AcceptorConfig {
        allow_missing_mic: true,
        identity_only: true,
        ..config()
    };
    assert!(
        old_client(oem, &lenient).is_none(),
        "it has not asked for any"
    );
    // Who can write Unicode is answered in it, and nobody in between takes that out of his names.
    let negotiate = Negotiate {
        flags: oem | NegotiateFlags::UNICODE,
    };
    let (challenge, server) = next(acceptor(&lenient).step(&negotiate.encode()));
    let agreed = Challenge::decode(&challenge).unwrap().flags;
    assert!(agreed.contains(NegotiateFlags::UNICODE) && !agreed.contains(NegotiateFlags::OEM));
    let answer = Authenticate {
        flags: oem,
        ..Authenticate::decode(&recorded()[AUTHENTICATE]).unwrap()
    };
    let outcome = server.step(&answer.encode().unwrap()).err();
    let unicode = NegotiateFlags::UNICODE;
    let Some(AuthError::FlagsChanged(changed)) = outcome else {
        panic!("{outcome:?}");
    };
    assert!(changed.contains(unicode), "{changed}");
    // For a session, OEM is not enough.
    let refused = acceptor(&config()).step(&Negotiate { flags: oem }.encode());
    let missing = unicode | NegotiateFlags::KEY_128;
    assert_eq!(refused.err(), Some(AuthError::NotNegotiated(missing)));
    // And who offers neither is refused everywhere.
    let flags = oem.without(NegotiateFlags::OEM);
    let refused = acceptor(&lenient).step(&Negotiate { flags }.encode());
    assert_eq!(refused.err(), Some(AuthError::NotNegotiated(unicode)));
}

/// What a client without a MIC protects messages with.
fn old_client(
    flags: NegotiateFlags,
    lenient: &super::AcceptorConfig,
) -> Option<Box<dyn MessageSecurity>> {
    let (challenge, server) = next(acceptor(lenient).step(&Negotiate { flags }.encode()));
    let challenge = Challenge::decode(&challenge).unwrap();
    let temp = ClientChallenge {
        timestamp: wire::FileTime::ZERO,
        challenge: [7; 8],
        pairs: challenge.target_info.unwrap(),
    };
    let key = ResponseKey::new(&hash(PASSWORD), "User", "DOMAIN");
    let proven = key.respond(challenge.server_challenge, &temp.encode().unwrap());
    let answer = Authenticate {
        lm_response: vec![0; 24],
        nt_response: proven.nt_response,
        domain: "DOMAIN".into(),
        user: "User".into(),
        workstation: String::new(),
        encrypted_session_key: Vec::new(),
        flags,
        mic: None,
    };
    let Ok(Step::Identify(claim)) = server.step(&answer.encode().unwrap()) else {
        panic!("no claim");
    };
    let Ok(Step::Done { established, .. }) = claim.resume(Verdict::Hash(hash(PASSWORD))) else {
        panic!("not let in");
    };
    assert!(established.session_key.as_ref() == Some(&proven.session_base_key));
    established.security
}
