//! A server that does not keep to the protocol.

use auth::Protection;

use super::pair::{LOGON, Pair, auth};
use crate::RpcStatus;
use crate::association::{
    BindRefusal, ClientAssociation, ClientConfig, ClientEvent, ProtocolError,
};
use crate::pdu::*;

/// A client that awaits the answer to its bind, which has call 1.
fn binding(tokens: u8) -> ClientAssociation {
    let auth = (tokens > 0).then(|| auth(tokens, Protection::Privacy));
    let mut client = ClientAssociation::bind(LOGON, auth, ClientConfig::default()).unwrap();
    assert!(client.poll_transmit().unwrap().answered);
    client
}

fn ack() -> BindAck {
    BindAck {
        max_xmit_frag: 4280,
        max_recv_frag: 4280,
        assoc_group: 1,
        secondary_address: String::new(),
        results: vec![
            ContextResult::ACCEPTED,
            ContextResult::rejected(ProviderReason::TRANSFER_SYNTAXES_NOT_SUPPORTED),
        ],
    }
}

fn bind_ack(ack: BindAck) -> Vec<u8> {
    plain(PduFlags::WHOLE, CallId(1), &Body::BindAck(ack))
}

fn response(flags: PduFlags, call_id: CallId, context: u16) -> Vec<u8> {
    let body = Body::Response(Response {
        alloc_hint: u32::MAX,
        context: ContextId(context),
        cancel_count: 0,
        stub: b"12345678",
    });
    plain(flags, call_id, &body)
}

#[test]
fn a_server_that_knows_no_features_is_good_enough() {
    let mut client = binding(0);
    client.receive(&bind_ack(ack())).unwrap();
    assert_eq!(client.poll_event(), Some(ClientEvent::Bound));
    assert_eq!(client.features(), BindTimeFeatures::NONE);
    // It would not keep the connection, so it is not worth keeping.
    let call_id = client.call(ContextId(0), 0, None, b"").unwrap();
    client.orphan(call_id);
    assert!(client.is_closed());
    client.poll_transmit().unwrap();
    let orphaned = Frame::parse(client.poll_transmit().unwrap().octets).unwrap();
    assert_eq!(orphaned.header().kind, PduKind::ORPHANED);
}

#[test]
fn acknowledgements_that_are_no_good() {
    let results = |results| BindAck { results, ..ack() };
    let ndr64 = ContextResult {
        outcome: ContextOutcome::Accepted,
        transfer: SyntaxId::NDR64,
    };
    let other = ack().results[1];
    let wrong_context = ProtocolError::WrongContext(ContextId(0));
    let features = ContextResult::negotiated(BindTimeFeatures::NONE);
    for (ack, expected) in [
        (
            results(vec![ContextResult::ACCEPTED]),
            ProtocolError::WrongResultCount {
                proposed: 2,
                results: 1,
            },
        ),
        (results(vec![ndr64, other]), wrong_context),
        (results(vec![features, other]), wrong_context),
        (
            BindAck {
                max_recv_frag: 1431,
                ..ack()
            },
            ProtocolError::FragmentSize(1431),
        ),
    ] {
        let mut client = binding(0);
        assert_eq!(client.receive(&bind_ack(ack)), Err(expected));
        assert_eq!(client.poll_event(), None);
    }
}

#[test]
fn what_does_not_answer_a_bind() {
    let call_id = CallId(1);
    let alter = Body::AlterContextResp(ack());
    let fragment = plain(PduFlags::FIRST_FRAG, call_id, &Body::BindAck(ack()));
    let kind = PduKind::BIND_ACK;
    for (pdu, expected) in [
        (
            plain(PduFlags::WHOLE, call_id, &alter),
            ProtocolError::Unexpected(PduKind::ALTER_CONTEXT_RESP),
        ),
        (fragment, ProtocolError::Fragmented(kind)),
        (
            plain(PduFlags::WHOLE, CallId(2), &Body::BindAck(ack())),
            ProtocolError::UnknownCall {
                kind,
                call_id: CallId(2),
            },
        ),
        (
            response(PduFlags::WHOLE, call_id, 0),
            ProtocolError::UnknownCall {
                kind: PduKind::RESPONSE,
                call_id,
            },
        ),
        (
            plain(PduFlags::WHOLE, call_id, &Body::CoCancel),
            ProtocolError::Unexpected(PduKind::CO_CANCEL),
        ),
    ] {
        let mut client = binding(0);
        assert_eq!(client.receive(&pdu), Err(expected));
        assert!(client.is_closed());
    }
    let mut bound = Pair::bound(0, Protection::Integrity).client;
    assert_eq!(
        bound.receive(&bind_ack(ack())),
        Err(ProtocolError::Unexpected(kind))
    );
}

/// Credentials were given, so an answer that skips the authentication is no answer.
#[test]
fn a_server_that_does_not_authenticate_is_refused() {
    assert_eq!(
        binding(3).receive(&bind_ack(ack())),
        Err(ProtocolError::Unprotected(PduKind::BIND_ACK))
    );
    let other = SecurityContextId {
        auth_type: AuthType::NTLM,
        level: AuthLevel::CONNECT,
        number: 1,
    };
    let body = Body::BindAck(ack());
    let lowered = with_token(PduFlags::WHOLE, CallId(1), &body, other, b"token");
    assert_eq!(
        binding(3).receive(&lowered),
        Err(ProtocolError::WrongSecurityContext(PduKind::BIND_ACK))
    );
    let agreed = SecurityContextId {
        level: AuthLevel::PRIVACY,
        ..other
    };
    let wrong = with_token(PduFlags::WHOLE, CallId(1), &body, agreed, b"token");
    assert!(matches!(
        binding(3).receive(&wrong),
        Err(ProtocolError::Authentication(_))
    ));
    assert_eq!(
        binding(0).receive(&lowered),
        Err(ProtocolError::UnexpectedToken(PduKind::BIND_ACK))
    );
}

#[test]
fn refusals_are_told_apart() {
    let nak = Body::BindNak(BindNak {
        reason: RejectReason::LOCAL_LIMIT_EXCEEDED,
    });
    let fault = Body::Fault(Fault {
        alloc_hint: 0,
        context: ContextId(0),
        cancel_count: 0,
        status: RpcStatus::ACCESS_DENIED,
        stub: &[],
    });
    let interface = ProviderReason::ABSTRACT_SYNTAX_NOT_SUPPORTED;
    let rejected = Body::BindAck(BindAck {
        results: vec![ContextResult::rejected(interface), ack().results[1]],
        ..ack()
    });
    for (body, refusal) in [
        (nak, BindRefusal::Nak(RejectReason::LOCAL_LIMIT_EXCEEDED)),
        (fault, BindRefusal::Fault(RpcStatus::ACCESS_DENIED)),
        (rejected, BindRefusal::Interface(interface)),
    ] {
        let mut client = binding(0);
        client
            .receive(&plain(PduFlags::WHOLE, CallId(1), &body))
            .unwrap();
        assert_eq!(client.poll_event(), Some(ClientEvent::Refused(refusal)));
        assert!(client.is_closed());
    }
}

#[test]
fn responses_that_disagree() {
    let first = |call_id| response(PduFlags::FIRST_FRAG, call_id, 0);
    for (index, expected) in [
        ProtocolError::FragmentOrder(CallId(2)),
        ProtocolError::FragmentOrder(CallId(2)),
        ProtocolError::WrongContext(ContextId(1)),
    ]
    .into_iter()
    .enumerate()
    {
        let mut pair = Pair::bound(0, Protection::Integrity);
        let call_id = pair.client.call(ContextId(0), 0, None, b"").unwrap();
        assert_eq!(call_id, CallId(2));
        let pdus = match index {
            0 => vec![first(call_id), first(call_id)],
            1 => vec![response(PduFlags::LAST_FRAG, call_id, 0)],
            _ => vec![first(call_id), response(PduFlags::LAST_FRAG, call_id, 1)],
        };
        assert_eq!(pair.client.receive(&pdus.concat()), Err(expected));
        assert_eq!(pair.client.poll_event(), None);
    }
}

/// Fragments of several answers may come in between each other; each call has its own.
#[test]
fn answers_may_be_interleaved() {
    let mut pair = Pair::bound(0, Protection::Integrity);
    let [a, b] = [0, 1].map(|opnum| pair.client.call(ContextId(0), opnum, None, b"").unwrap());
    for (flags, call_id) in [
        (PduFlags::FIRST_FRAG, a),
        (PduFlags::FIRST_FRAG, b),
        (PduFlags::LAST_FRAG, a),
        (PduFlags::LAST_FRAG, b),
    ] {
        pair.client.receive(&response(flags, call_id, 0)).unwrap();
    }
    for call_id in [a, b] {
        match pair.client.poll_event() {
            Some(ClientEvent::Response { call_id: id, stub }) => {
                assert_eq!((id, stub.octets.len()), (call_id, 16));
            }
            other => panic!("{other:?}"),
        }
    }
}
