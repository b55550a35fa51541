//! Who is let in, what is protected, and what ends a session.

use auth::{Altered, Established, MessageSecurity, Protection, Verdict};
use proptest::collection::vec;
use proptest::prelude::*;
use rasn_ldap::{
    AbandonRequest, AddRequest, AuthenticationChoice, CompareRequest, Control, DelRequest,
    ExtendedRequest, Filter, ModifyDnRequest, SearchRequestDerefAliases, SearchRequestScope,
    UnbindRequest,
};
use wire::NtStatus;

use super::*;
use crate::dn::Dn;
use crate::oracle::{bound, caller, credentials, judged, session};
use crate::peer::Peer;
use crate::{MAX_MESSAGE, oracle};

fn search() -> ProtocolOp {
    ProtocolOp::SearchRequest(SearchRequest::new(
        "".into(),
        SearchRequestScope::BaseObject,
        SearchRequestDerefAliases::NeverDerefAliases,
        0,
        0,
        false,
        Filter::Present("objectClass".into()),
        vec!["cn".into()],
    ))
}

fn modify() -> ProtocolOp {
    ProtocolOp::ModifyRequest(ModifyRequest {
        object: "CN=m".into(),
        changes: Vec::new(),
    })
}

fn bind(authentication: AuthenticationChoice) -> ProtocolOp {
    ProtocolOp::BindRequest(BindRequest::new(3, "".into(), authentication))
}

fn simple(password: &[u8]) -> AuthenticationChoice {
    AuthenticationChoice::Simple(password.to_vec().into())
}

fn sasl(mechanism: &str, token: &[u8]) -> AuthenticationChoice {
    let token = Some(token.to_vec().into());
    AuthenticationChoice::Sasl(SaslCredentials::new(mechanism.into(), token))
}

/// What a session without a layer of protection says to a message.
fn said(session: &mut Session, octets: &[u8]) -> Vec<ProtocolOp> {
    session.receive(octets);
    assert!(session.poll_event().is_none());
    let octets = session.poll_transmit().unwrap_or_default();
    let said = Peer::new(credentials()).read(&octets);
    said.into_iter()
        .map(|message| message.protocol_op)
        .collect()
}

fn bind_code(session: &mut Session, operation: ProtocolOp) -> ResultCode {
    let said = said(session, &message::encode(1, operation));
    let [ProtocolOp::BindResponse(response)] = said.as_slice() else {
        panic!("{said:?}");
    };
    response.result_code
}

fn next_request(session: &mut Session) -> Request {
    match session.poll_event() {
        Some(Event::Request(request)) => request,
        _ => panic!("no request"),
    }
}

/// What a bind has come to as soon as somebody is to be judged.
fn claimed(session: &mut Session, peer: &mut Peer) -> Claim {
    session.receive(&peer.begin());
    assert!(session.poll_event().is_none());
    let answer = session.poll_transmit().unwrap();
    let proof = peer.go_on(&answer).unwrap().unwrap();
    session.receive(&proof);
    match session.poll_event() {
        Some(Event::Identify(claim)) => claim,
        _ => panic!("nobody to be judged"),
    }
}

#[test]
fn a_client_binds_and_all_that_follows_is_sealed() {
    let (mut session, mut peer) = bound();
    let request = peer.request(search());
    assert!(!request.windows(11).any(|octets| octets == b"objectClass"));
    session.receive(&request);
    let request = next_request(&mut session);
    assert_eq!((request.id, request.caller), (3, Some(caller())));
    let entry = Entry::new(Dn::of_domain("our.example")).with_text("cn", "a-value");
    session.answer(request.id, Answer::Found(vec![entry], Outcome::SUCCESS));
    let answer = session.poll_transmit().unwrap();
    assert!(!answer.windows(7).any(|octets| octets == b"a-value"));
    let answer = peer.read(&answer);
    assert_eq!(answer.len(), 2);
    assert!(answer.iter().all(|message| message.message_id == 3));
    let ProtocolOp::SearchResEntry(entry) = &answer[0].protocol_op else {
        panic!("{answer:?}");
    };
    assert_eq!(entry.object_name.0, "DC=our,DC=example");
    assert_eq!(entry.attributes.len(), 1);
}

#[test]
fn an_answer_goes_out_as_it_came_in_where_nothing_is_protected() {
    let mut session = session();
    session.receive(&message::encode(7, modify()));
    let request = next_request(&mut session);
    assert_eq!((request.id, request.caller), (7, None));
    assert!(session.poll_event().is_none(), "one after the other");
    session.receive(&message::encode(8, search()));
    assert!(session.poll_event().is_none(), "one after the other");
    let refusal = Outcome::new(ResultCode::InsufficientAccessRights, "no");
    session.answer(7, Answer::Changed(refusal));
    assert_eq!(next_request(&mut session).id, 8);
}

/// RFC 4513 5.1, [MS-ADTS] 5.1.1.
#[test]
fn what_is_no_proof_lets_nobody_in() {
    for (operation, code) in [
        (bind(simple(b"")), ResultCode::Success),
        (bind(simple(b"Password")), ResultCode::StrongerAuthRequired),
        (
            bind(sasl("GSSAPI", b"")),
            ResultCode::AuthMethodNotSupported,
        ),
        (
            bind(sasl("gss-spnego", b"")),
            ResultCode::AuthMethodNotSupported,
        ),
        (
            bind(sasl(MECHANISM, b"NTLMSSP\0")),
            ResultCode::InvalidCredentials,
        ),
        (
            ProtocolOp::BindRequest(BindRequest::new(2, "".into(), simple(b""))),
            ResultCode::ProtocolError,
        ),
        (
            ProtocolOp::BindRequest(BindRequest::new(3, "cn=a".into(), simple(b""))),
            ResultCode::UnwillingToPerform,
        ),
        (
            ProtocolOp::BindRequest(BindRequest::new(3, "cn=a".into(), simple(b"p"))),
            ResultCode::StrongerAuthRequired,
        ),
    ] {
        let mut session = session();
        assert_eq!(
            bind_code(&mut session, operation.clone()),
            code,
            "{operation:?}"
        );
        assert!(!session.is_bound());
        session.receive(&message::encode(2, search()));
        assert_eq!(next_request(&mut session).caller, None);
    }
}

#[test]
fn a_wrong_password_is_told_from_nothing_else() {
    for verdict in [
        Verdict::Hash(auth::NtHash::new([1; 16])),
        Verdict::Refused(NtStatus::ACCOUNT_DISABLED),
        Verdict::Refused(NtStatus::NO_SUCH_USER),
    ] {
        let (mut session, mut peer) = (session(), Peer::new(credentials()));
        let claim = claimed(&mut session, &mut peer);
        session.resume(claim.resume(verdict));
        let answer = session.poll_transmit().unwrap();
        let said = Peer::new(credentials()).read(&answer);
        let [
            LdapMessage {
                protocol_op: ProtocolOp::BindResponse(response),
                ..
            },
        ] = said.as_slice()
        else {
            panic!("{said:?}");
        };
        assert_eq!(response.result_code, ResultCode::InvalidCredentials);
        assert_eq!(response.diagnostic_message.0, REFUSED);
        assert!(!session.is_bound());
        // And whoever has another password tries again.
        let mut peer = Peer::new(credentials());
        let claim = claimed(&mut session, &mut peer);
        session.resume(judged(claim));
        assert_eq!(peer.go_on(&session.poll_transmit().unwrap()), Ok(None));
        assert!(session.is_bound());
    }
}

/// Nobody's SID is known whom no controller has judged.
#[test]
fn a_proof_without_an_account_lets_nobody_in() {
    let (mut session, mut peer) = (session(), Peer::new(credentials()));
    let claim = claimed(&mut session, &mut peer);
    let mut step = judged(claim).unwrap();
    if let Step::Done { established, .. } = &mut step {
        established.identity = Identity::Anonymous;
    }
    session.resume(Ok(step));
    let answer = session.poll_transmit().unwrap();
    assert_eq!(peer.go_on(&answer), Err(ResultCode::InvalidCredentials));
    assert!(!session.is_bound());
}

/// [MS-ADTS] 5.1.2.2: a server that requires signing refuses a bind without it.
#[test]
fn a_bind_without_signing_is_refused() {
    let (mut session, mut peer) = (session(), Peer::new(credentials()));
    let claim = claimed(&mut session, &mut peer);
    let mut step = judged(claim).unwrap();
    if let Step::Done { established, .. } = &mut step {
        established.security = None;
    }
    session.resume(Ok(step));
    let answer = session.poll_transmit().unwrap();
    assert_eq!(peer.go_on(&answer), Err(ResultCode::StrongerAuthRequired));
    session.receive(&message::encode(9, search()));
    assert_eq!(next_request(&mut session).caller, None);
}

/// Signs by a sum, and seals by nothing.
struct Sum(Protection);

impl MessageSecurity for Sum {
    fn agreed(&self) -> Protection {
        self.0
    }

    fn token_len(&self, _: Protection) -> usize {
        1
    }

    fn protect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        _: std::ops::Range<usize>,
    ) -> Vec<u8> {
        assert_eq!(protection, self.0);
        vec![message.iter().fold(0, |sum, octet| sum ^ octet)]
    }

    fn unprotect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        _: std::ops::Range<usize>,
        token: &[u8],
    ) -> Result<(), Altered> {
        assert_eq!(protection, self.0);
        let sum = message.iter().fold(0, |sum, octet| sum ^ octet);
        if token == [sum] { Ok(()) } else { Err(Altered) }
    }
}

/// A session of somebody who agreed on signing only.
fn signed() -> Session {
    let (mut session, mut peer) = (session(), Peer::new(credentials()));
    let _ = claimed(&mut session, &mut peer);
    session.resume(Ok(Step::Done {
        token: None,
        established: Established {
            identity: Identity::Account {
                domain: String::new(),
                user: String::new(),
                workstation: String::new(),
                sid: Some(caller()),
                groups: Vec::new(),
            },
            session_key: None,
            standing: None,
            security: Some(Box::new(Sum(Protection::Integrity))),
        },
    }));
    session.poll_transmit().unwrap();
    session
}

#[test]
fn messages_are_signed_where_both_agreed_on_that_only() {
    let mut session = signed();
    let request = message::encode(5, search());
    let sum = request.iter().fold(0, |sum, octet| sum ^ octet);
    let length = u8::try_from(request.len() + 1).unwrap();
    // In two pieces, of which the second has the beginning of another buffer.
    let (first, second) = request.split_at(9);
    session.receive(&[&[0, 0, 0, length, sum], first].concat());
    assert!(session.poll_event().is_none());
    session.receive(&[second, &[0, 0]].concat());
    let request = next_request(&mut session);
    assert_eq!((request.id, request.caller), (5, Some(caller())));
    session.answer(5, Answer::Found(Vec::new(), Outcome::SUCCESS));
    let answer = session.poll_transmit().unwrap();
    assert_eq!(
        answer[..4],
        [0, 0, 0, u8::try_from(answer.len() - 4).unwrap()]
    );
    assert_eq!(answer[5], 0x30, "readable");
}

/// RFC 4422 3.7: what is protected is a stream, whose messages do not end where buffers do.
#[test]
fn messages_and_buffers_need_not_end_together() {
    let mut session = signed();
    let requests = [message::encode(5, search()), message::encode(6, search())].concat();
    for octets in requests.chunks(7) {
        let sum = octets.iter().fold(0, |sum, octet| sum ^ octet);
        let length = u8::try_from(octets.len() + 1).unwrap();
        session.receive(&[&[0, 0, 0, length, sum], octets].concat());
    }
    assert_eq!(next_request(&mut session).id, 5);
    session.answer(5, Answer::Found(Vec::new(), Outcome::SUCCESS));
    assert_eq!(next_request(&mut session).id, 6);
}

#[test]
fn what_nobody_protected_ends_a_protected_session() {
    let mut altered = bound();
    let mut octets = altered.1.request(search());
    *octets.last_mut().unwrap() ^= 1;
    let mut replayed = bound();
    let first = replayed.1.request(search());
    let plain = bound();
    for (mut session, octets, ended) in [
        (altered.0, octets, Ended::Altered),
        (replayed.0, [first.clone(), first].concat(), Ended::Altered),
        (plain.0, message::encode(4, search()), Ended::TooLong),
        (signed(), vec![0, 0, 0, 0], Ended::Altered),
        (signed(), vec![0, 1, 1, 0], Ended::TooLong),
    ] {
        session.receive(&octets);
        while let Some(Event::Request(request)) = session.poll_event() {
            session.answer(request.id, Answer::Found(Vec::new(), Outcome::SUCCESS));
        }
        assert_eq!(session.ended(), Some(ended));
        session.receive(&octets);
        assert!(session.poll_event().is_none());
    }
}

/// What somebody in between puts into the stream while a logon is judged is not said by who logs on.
#[test]
fn nothing_is_carried_into_a_session_from_before_its_protection() {
    let (mut session, mut peer) = (session(), Peer::new(credentials()));
    let claim = claimed(&mut session, &mut peer);
    session.receive(&message::encode(3, modify()));
    assert!(
        session.poll_event().is_none(),
        "not while somebody is judged"
    );
    session.resume(judged(claim));
    assert!(session.is_bound());
    assert!(session.poll_event().is_none());
    assert_eq!(session.ended(), Some(Ended::TooLong), "it has no signature");
}

#[test]
fn a_connection_is_bound_once() {
    let (mut session, mut peer) = bound();
    for authentication in [simple(b""), sasl(MECHANISM, b"")] {
        session.receive(&peer.request(bind(authentication)));
        assert!(session.poll_event().is_none());
        let said = peer.read(&session.poll_transmit().unwrap());
        let ProtocolOp::BindResponse(response) = &said[0].protocol_op else {
            panic!("{said:?}");
        };
        assert_eq!(response.result_code, ResultCode::UnwillingToPerform);
        session.receive(&peer.request(search()));
        assert_eq!(next_request(&mut session).caller, Some(caller()));
        session.answer(1, Answer::Found(Vec::new(), Outcome::SUCCESS));
        peer.read(&session.poll_transmit().unwrap());
    }
}

/// A negotiation ends with any other request, RFC 4513 5.2.1.2, and its second half proves nothing then.
#[test]
fn a_negotiation_is_not_interrupted() {
    let (mut session, mut peer) = (session(), Peer::new(credentials()));
    session.receive(&peer.begin());
    assert!(session.poll_event().is_none());
    let proof = peer
        .go_on(&session.poll_transmit().unwrap())
        .unwrap()
        .unwrap();
    session.receive(&message::encode(9, search()));
    let request = next_request(&mut session);
    session.answer(request.id, Answer::Found(Vec::new(), Outcome::SUCCESS));
    session.poll_transmit();
    session.receive(&proof);
    assert!(session.poll_event().is_none());
    let answer = session.poll_transmit().unwrap();
    assert_eq!(peer.go_on(&answer), Err(ResultCode::InvalidCredentials));
}

fn others() -> Vec<ProtocolOp> {
    let dn = || "CN=a".into();
    vec![
        ProtocolOp::AddRequest(AddRequest {
            entry: dn(),
            attributes: Vec::new(),
        }),
        ProtocolOp::DelRequest(DelRequest(dn())),
        ProtocolOp::ModDnRequest(ModifyDnRequest {
            entry: dn(),
            new_rdn: dn(),
            delete_old_rdn: true,
            new_superior: None,
        }),
        ProtocolOp::CompareRequest(CompareRequest {
            entry: dn(),
            ava: rasn_ldap::AttributeValueAssertion::new("a".into(), b"".to_vec().into()),
        }),
    ]
}

fn code_of(operation: &ProtocolOp) -> ResultCode {
    match operation {
        ProtocolOp::AddResponse(AddResponse(result))
        | ProtocolOp::DelResponse(DelResponse(result))
        | ProtocolOp::ModDnResponse(ModifyDnResponse(result))
        | ProtocolOp::CompareResponse(CompareResponse(result))
        | ProtocolOp::SearchResDone(SearchResultDone(result))
        | ProtocolOp::ModifyResponse(ModifyResponse(result)) => result.result_code,
        ProtocolOp::ExtendedResp(response) => response.result_code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_not_done_here_is_answered_in_its_own_form() {
    for operation in others() {
        let said = said(&mut session(), &message::encode(1, operation.clone()));
        assert_eq!(said.len(), 1);
        assert_eq!(code_of(&said[0]), ResultCode::InsufficientAccessRights);
        let (mut session, mut peer) = bound();
        session.receive(&peer.request(operation));
        assert!(session.poll_event().is_none());
        let answer = peer.read(&session.poll_transmit().unwrap());
        assert_eq!(
            code_of(&answer[0].protocol_op),
            ResultCode::UnwillingToPerform
        );
    }
    // StartTLS among them.
    let extended = ProtocolOp::ExtendedReq(ExtendedRequest {
        request_name: b"1.3.6.1.4.1.1466.20037".to_vec().into(),
        request_value: None,
    });
    let said = said(&mut session(), &message::encode(1, extended));
    assert_eq!(code_of(&said[0]), ResultCode::ProtocolError);
}

#[test]
fn a_control_that_must_be_heeded_cannot_be() {
    let with_control = |critical| {
        let mut message = LdapMessage::new(1, search());
        message.controls = Some(vec![Control::new(b"1.2.3".to_vec().into(), critical, None)]);
        rasn::ber::encode(&message).unwrap()
    };
    let said = said(&mut session(), &with_control(true));
    assert_eq!(code_of(&said[0]), ResultCode::UnavailableCriticalExtension);
    let mut session = session();
    session.receive(&with_control(false));
    assert_eq!(next_request(&mut session).id, 1);
}

#[test]
fn whoever_sends_what_is_no_request_is_told_so_and_gone() {
    let done = ProtocolOp::SearchResDone(SearchResultDone(result(ResultCode::Success, "")));
    let long = [
        &[0x30, 0x84][..],
        &u32::try_from(MAX_MESSAGE).unwrap().to_be_bytes(),
    ]
    .concat();
    for (octets, ended) in [
        (message::encode(0, search()), Ended::NotLdap),
        (message::encode(1, done), Ended::NotLdap),
        (vec![0x30, 0x80, 0, 0], Ended::NotLdap),
        (b"GET / HTTP/1.1\r\n\r\n".to_vec(), Ended::NotLdap),
        (long, Ended::TooLong),
    ] {
        let mut session = session();
        let said = said(&mut session, &octets);
        let [ProtocolOp::ExtendedResp(notice)] = said.as_slice() else {
            panic!("{said:?}");
        };
        assert_eq!(notice.result_code, ResultCode::ProtocolError);
        assert_eq!(session.ended(), Some(ended), "{octets:x?}");
    }
}

#[test]
fn unbinding_ends_without_a_word_and_abandoning_does_nothing() {
    let mut session = session();
    let abandon = ProtocolOp::AbandonRequest(AbandonRequest(1));
    assert_eq!(said(&mut session, &message::encode(1, abandon)), []);
    assert_eq!(session.ended(), None);
    let unbind = ProtocolOp::UnbindRequest(UnbindRequest);
    assert_eq!(said(&mut session, &message::encode(2, unbind)), []);
    assert_eq!(session.ended(), Some(Ended::Unbound));
}

/// A binding that begins, a search, a modification, others, and what is in them, for the oracle to be varied.
fn samples() -> Vec<Vec<u8>> {
    let mut operations = vec![search(), modify(), bind(simple(b"p"))];
    operations.extend(others());
    let mut samples: Vec<_> = operations
        .into_iter()
        .map(|operation| message::encode(1, operation))
        .collect();
    samples.push(Peer::new(credentials()).begin());
    samples
}

#[test]
fn the_oracle_knows_our_own_messages() {
    for sample in samples() {
        for how in 0..8 {
            oracle::server(&[&[how], sample.as_slice()].concat());
        }
    }
}

proptest! {
    #[test]
    fn any_octets_are_read_or_refused(octets in vec(any::<u8>(), 0..128)) {
        oracle::server(&octets);
    }

    #[test]
    fn any_octets_of_a_message_can_be_wrong(
        which in 0..8_usize,
        how in 0..8_u8,
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut octets = samples().swap_remove(which);
        for (at, octet) in changes {
            *at.get_mut(&mut octets) = octet;
        }
        octets.insert(0, how);
        oracle::server(&octets);
    }
}
