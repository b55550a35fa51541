//! A client that does not keep to the protocol.

use auth::Protection;

use super::pair::{LOGON, LSARPC, Pair, Policy, auth, server};
use crate::RpcStatus;
use crate::association::{
    ClientAssociation, ClientConfig, Limits, ProtocolError, ServerAssociation,
};
use crate::pdu::*;

fn bind_body() -> Bind {
    Bind {
        max_xmit_frag: 5840,
        max_recv_frag: 5840,
        assoc_group: 0,
        contexts: vec![
            ContextElement::ndr(ContextId(0), LOGON),
            ContextElement::ndr(ContextId(1), LSARPC),
        ],
    }
}

fn request(flags: PduFlags, call_id: u32, context: u16, opnum: u16, stub: &[u8]) -> Vec<u8> {
    let body = Body::Request(Request {
        alloc_hint: u32::MAX,
        context: ContextId(context),
        opnum,
        object: None,
        stub,
    });
    plain(flags, CallId(call_id), &body)
}

const FIRST: PduFlags = PduFlags::FIRST_FRAG;
const MIDDLE: PduFlags = PduFlags::NONE;
const LAST: PduFlags = PduFlags::LAST_FRAG;
const WHOLE: PduFlags = PduFlags::WHOLE;

/// Bound without authentication, with multiplexing.
fn open() -> ServerAssociation {
    let mut server = server(0, None);
    let flags = WHOLE.with(PduFlags::CONC_MPX);
    let bind = plain(flags, CallId(1), &Body::Bind(bind_body()));
    server.receive(&bind).unwrap();
    server.poll_transmit().unwrap();
    server
}

/// The reason, and the fault that the client is told.
fn refusal(server: &mut ServerAssociation, pdu: &[u8]) -> (ProtocolError, Option<RpcStatus>) {
    let error = server.receive(pdu).unwrap_err();
    assert!(server.is_closed() && server.poll_event().is_none());
    let fault = server.poll_transmit().map(|pdu| {
        let frame = Frame::parse(pdu).unwrap();
        match frame.body() {
            Ok(Body::Fault(fault)) => fault.status,
            other => panic!("{other:?}"),
        }
    });
    assert_eq!(server.receive(pdu), Err(ProtocolError::Closed));
    (error, fault)
}

#[test]
fn nothing_before_a_bind() {
    for (pdu, kind) in [
        (request(WHOLE, 1, 0, 0, b""), PduKind::REQUEST),
        (
            plain(WHOLE, CallId(1), &Body::AlterContext(bind_body())),
            PduKind::ALTER_CONTEXT,
        ),
        (plain(WHOLE, CallId(1), &Body::Auth3), PduKind::AUTH3),
        (plain(WHOLE, CallId(1), &Body::CoCancel), PduKind::CO_CANCEL),
        (plain(WHOLE, CallId(1), &Body::Orphaned), PduKind::ORPHANED),
    ] {
        let (error, _) = refusal(&mut server(2, None), &pdu);
        assert_eq!(error, ProtocolError::Unexpected(kind));
    }
}

#[test]
fn no_second_bind() {
    let bind = plain(WHOLE, CallId(2), &Body::Bind(bind_body()));
    let error = ProtocolError::Unexpected(PduKind::BIND);
    let fault = Some(RpcStatus::PROTOCOL_ERROR);
    assert_eq!(refusal(&mut open(), &bind), (error, fault));
}

#[test]
fn no_call_before_the_authentication_is_finished() {
    for tokens in [3, 4] {
        let auth = auth(tokens, Protection::Privacy);
        let mut client =
            ClientAssociation::bind(LOGON, Some(auth), ClientConfig::default()).unwrap();
        let mut server = server(tokens, None);
        server
            .receive(&client.poll_transmit().unwrap().octets)
            .unwrap();
        server.poll_transmit().unwrap();
        let (error, fault) = refusal(&mut server, &request(WHOLE, 2, 0, 0, b""));
        assert_eq!(error, ProtocolError::Unprotected(PduKind::REQUEST));
        assert_eq!(fault, Some(RpcStatus::ACCESS_DENIED));
    }
}

/// Unless both ends have agreed to several.
#[test]
fn no_authentication_after_the_first() {
    let context = SecurityContextId {
        auth_type: AuthType::NTLM,
        level: AuthLevel::PRIVACY,
        number: 2,
    };
    let body = Body::AlterContext(bind_body());
    let alter = with_token(WHOLE, CallId(3), &body, context, b"1234");
    let auth3 = with_token(WHOLE, CallId(3), &Body::Auth3, context, b"1234");
    let mut pair = Pair::bound(3, Protection::Privacy);
    assert_eq!(
        pair.server.receive(&alter),
        Err(ProtocolError::UnexpectedToken(PduKind::ALTER_CONTEXT))
    );
    let mut pair = Pair::bound(3, Protection::Privacy);
    assert_eq!(
        pair.server.receive(&auth3),
        Err(ProtocolError::WrongSecurityContext(PduKind::AUTH3))
    );
    assert_eq!(
        open().receive(&auth3),
        Err(ProtocolError::WrongSecurityContext(PduKind::AUTH3)),
        "a last leg without a first"
    );
}

/// Every way in which a second fragment can disagree with the first, CVE-2015-5370.
#[test]
fn fragments_that_disagree() {
    let first = request(FIRST, 2, 0, 26, b"12345678");
    let order = |call_id| ProtocolError::FragmentOrder(CallId(call_id));
    let changed = ProtocolError::FragmentChanged(CallId(2));
    let mut big_endian = request(LAST, 2, 0, 26, b"");
    big_endian[4] = 0;
    big_endian[8..16].copy_from_slice(&[0, 24, 0, 0, 0, 0, 0, 2]);
    big_endian[22..24].copy_from_slice(&[0, 26]);
    let with_object = plain(
        LAST,
        CallId(2),
        &Body::Request(Request {
            alloc_hint: 0,
            context: ContextId(0),
            opnum: 26,
            object: Some(LOGON.uuid),
            stub: &[],
        }),
    );
    for (second, expected) in [
        (request(FIRST, 2, 0, 26, b""), order(2)), // a first again
        (request(WHOLE, 2, 0, 26, b""), order(2)),
        (request(FIRST, 3, 0, 26, b""), order(3)), // another call between
        (request(WHOLE, 3, 0, 26, b""), order(3)),
        (request(LAST, 3, 0, 26, b""), order(3)),
        (request(LAST, 2, 1, 26, b""), changed), // another interface
        (request(LAST, 2, 0, 27, b""), changed), // another operation
        (with_object, changed),
        (big_endian, changed),
    ] {
        let mut server = open();
        server.receive(&first).unwrap();
        let (error, fault) = refusal(&mut server, &second);
        assert_eq!(error, expected);
        assert_eq!(fault, Some(RpcStatus::PROTOCOL_ERROR));
    }
    for alone in [MIDDLE, LAST] {
        let (error, _) = refusal(&mut open(), &request(alone, 2, 0, 26, b""));
        assert_eq!(error, order(2), "without a first");
    }
}

#[test]
fn a_call_that_is_not_answered_cannot_be_made_again() {
    let mut server = open();
    server.receive(&request(WHOLE, 2, 0, 26, b"")).unwrap();
    assert!(server.poll_event().is_some());
    let (error, _) = refusal(&mut server, &request(WHOLE, 2, 0, 26, b""));
    assert_eq!(error, ProtocolError::CallRepeated(CallId(2)));
}

#[test]
fn a_context_that_was_not_agreed() {
    let (error, fault) = refusal(&mut open(), &request(WHOLE, 2, 2, 26, b""));
    assert_eq!(error, ProtocolError::WrongContext(ContextId(2)));
    assert_eq!(fault, Some(RpcStatus::UNKNOWN_INTERFACE));
}

#[test]
fn fragments_without_end() {
    let mut server = open();
    server.receive(&request(FIRST, 2, 0, 26, b"")).unwrap();
    let middle = request(MIDDLE, 2, 0, 26, b"");
    let limit = Limits::default().max_fragments;
    for _ in 1..limit {
        server.receive(&middle).unwrap();
    }
    let (error, fault) = refusal(&mut server, &middle);
    assert_eq!(error, ProtocolError::TooManyFragments { limit });
    assert_eq!(fault, Some(RpcStatus::REMOTE_OUT_OF_MEMORY));
}

#[test]
fn an_orphaned_request_is_forgotten() {
    let mut server = open();
    server.receive(&request(FIRST, 2, 0, 26, b"")).unwrap();
    let orphaned = plain(WHOLE, CallId(2), &Body::Orphaned);
    server.receive(&orphaned).unwrap();
    server.receive(&request(WHOLE, 3, 0, 26, b"")).unwrap();
    assert!(server.poll_event().is_some());
}

#[test]
fn binds_that_are_no_good() {
    let good = bind_body();
    let contexts = |count: u16| {
        (0..count)
            .map(|id| ContextElement::ndr(ContextId(id), LOGON))
            .collect()
    };
    let size = ProtocolError::FragmentSize;
    for (bind, expected) in [
        (
            Bind {
                max_recv_frag: 1431,
                ..good.clone()
            },
            size(1431),
        ),
        (
            Bind {
                max_xmit_frag: 0,
                ..good.clone()
            },
            size(0),
        ),
        (
            Bind {
                assoc_group: 8,
                ..good.clone()
            },
            ProtocolError::UnknownGroup(8),
        ),
        (
            Bind {
                contexts: vec![],
                ..good.clone()
            },
            ProtocolError::IllegalContextList,
        ),
        (
            Bind {
                contexts: contexts(33),
                ..good.clone()
            },
            ProtocolError::IllegalContextList,
        ),
        (
            Bind {
                contexts: vec![ContextElement::ndr(ContextId(0), LOGON); 2],
                ..good.clone()
            },
            ProtocolError::IllegalContextList,
        ),
    ] {
        let mut server = server(2, None);
        let pdu = plain(WHOLE, CallId(1), &Body::Bind(bind));
        assert_eq!(server.receive(&pdu), Err(expected));
        let answer = Frame::parse(server.poll_transmit().unwrap()).unwrap();
        assert_eq!(answer.header().kind, PduKind::BIND_NAK);
    }
    for flags in [FIRST, LAST, MIDDLE] {
        let pdu = plain(flags, CallId(1), &Body::Bind(good.clone()));
        assert_eq!(
            server(2, None).receive(&pdu),
            Err(ProtocolError::Fragmented(PduKind::BIND))
        );
    }
}

#[test]
fn contexts_can_be_added_up_to_a_limit_and_not_changed() {
    let mut server = open();
    let mut propose = |id, interface| {
        let body = Body::AlterContext(Bind {
            contexts: vec![ContextElement::ndr(ContextId(id), interface)],
            ..bind_body()
        });
        server.receive(&plain(WHOLE, CallId(2), &body)).unwrap();
        let answer = Frame::parse(server.poll_transmit().unwrap()).unwrap();
        match answer.body() {
            Ok(Body::AlterContextResp(ack)) => ack.results[0].outcome,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(propose(0, LOGON), ContextOutcome::Accepted, "the same");
    assert_eq!(
        propose(0, LSARPC),
        ContextOutcome::ProviderRejection(ProviderReason::NOT_SPECIFIED)
    );
    for id in 2..32 {
        assert_eq!(propose(id, LOGON), ContextOutcome::Accepted);
    }
    assert_eq!(
        propose(32, LOGON),
        ContextOutcome::ProviderRejection(ProviderReason::LOCAL_LIMIT_EXCEEDED)
    );
}

/// Whoever has not protected a request may be anybody, and everybody can begin one.
#[test]
fn what_nobody_has_protected_is_short() {
    let limits = Limits {
        max_unprotected_stub: 100,
        ..Limits::default()
    };
    let begin = |tokens| {
        let policy = Policy {
            tokens,
            fails_at: None,
        };
        let server = ServerAssociation::new(Box::new(policy), limits);
        let auth = (tokens > 0).then(|| auth(tokens, Protection::Integrity));
        let mut pair = Pair::new(auth, server);
        pair.pump().unwrap();
        pair.client.poll_event();
        pair
    };
    assert!(begin(3).echo(&[0; 10_000]).is_ok());
    assert!(begin(0).echo(&[0; 100]).is_ok());
    let too_much = ProtocolError::TooMuchStub { limit: 100 };
    for (first, second) in [(101, 0), (100, 1), (1, 100)] {
        let Pair { mut server, .. } = begin(0);
        let taken = server.receive(&request(FIRST, 7, 0, 26, &vec![0; first]));
        let outcome =
            taken.and_then(|()| server.receive(&request(LAST, 7, 0, 26, &vec![0; second])));
        assert_eq!(outcome, Err(too_much), "{first} and {second} octets");
    }
}

#[test]
fn a_pdu_longer_than_announced_is_refused_at_its_header() {
    let policy = Policy {
        tokens: 0,
        fails_at: None,
    };
    let limits = Limits {
        max_fragment: 1432,
        ..Limits::default()
    };
    let mut server = ServerAssociation::new(Box::new(policy), limits);
    let pdu = request(WHOLE, 1, 0, 0, &[0; 1432]);
    assert!(matches!(
        server.receive(&pdu[..10]),
        Err(ProtocolError::Malformed(_))
    ));
}
