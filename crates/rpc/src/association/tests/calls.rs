//! Several calls, and calls that are given up.

use auth::Protection;

use super::pair::{Broken, Pair, Policy, auth, server};
use crate::RpcStatus;
use crate::association::{
    BindAuth, CallRefused, ClientConfig, ClientEvent, Limits, ProtocolError, ServerAssociation,
    ServerEvent,
};
use crate::pdu::*;

#[test]
fn an_object_is_carried() {
    let mut pair = Pair::bound(3, Protection::Privacy);
    let object = SyntaxId::NDR.uuid;
    pair.client
        .call(ContextId(0), 1, Some(object), &[7; 6000])
        .unwrap();
    pair.pump().unwrap();
    let call = pair.incoming();
    assert_eq!((call.object, call.stub.octets.len()), (Some(object), 6000));
}

#[test]
fn several_calls_are_answered_in_any_order() {
    let mut pair = Pair::bound(3, Protection::Privacy);
    let first = pair.client.call(ContextId(0), 1, None, b"1").unwrap();
    let second = pair.client.call(ContextId(0), 2, None, b"2").unwrap();
    pair.pump().unwrap();
    assert_eq!(pair.incoming().call_id, first);
    assert_eq!(pair.incoming().call_id, second);
    for call_id in [second, first] {
        pair.server.respond(call_id, &[9; 10_000]);
        pair.pump().unwrap();
        assert!(matches!(
            pair.client.poll_event(),
            Some(ClientEvent::Response { call_id: id, .. }) if id == call_id
        ));
    }
}

#[test]
fn without_multiplexing_one_call_at_a_time() {
    let config = ClientConfig {
        multiplex: false,
        ..ClientConfig::default()
    };
    let mut pair = Pair::with_config(None, server(0, None), config);
    pair.pump().unwrap();
    let call_id = pair.client.call(ContextId(0), 1, None, b"").unwrap();
    assert_eq!(
        pair.client.call(ContextId(0), 1, None, b""),
        Err(CallRefused::Busy)
    );
    pair.pump().unwrap();
    pair.server.respond(call_id, b"");
    pair.pump().unwrap();
    pair.client.call(ContextId(0), 1, None, b"").unwrap();
}

/// Netlogon's sequence numbers leave no choice, [MS-NRPC] 3.3.4.2.1.
#[test]
fn over_a_secure_channel_one_call_at_a_time() {
    let auth = BindAuth {
        auth_type: AuthType::NETLOGON,
        ..auth(2, Protection::Privacy)
    };
    let mut pair = Pair::new(Some(auth), server(2, None));
    pair.pump().unwrap();
    assert_eq!(pair.client.features(), BindTimeFeatures::NONE);
    let call_id = pair.client.call(ContextId(0), 1, None, b"").unwrap();
    let another = pair.client.call(ContextId(0), 1, None, b"");
    assert_eq!(another, Err(CallRefused::Busy));
    pair.client.orphan(call_id);
    assert!(pair.client.is_closed());
}

#[test]
fn too_many_calls_are_turned_away_and_the_others_go_on() {
    let policy = Policy {
        tokens: 0,
        fails_at: None,
    };
    let limits = Limits {
        max_calls: 2,
        ..Limits::default()
    };
    let mut pair = Pair::new(None, ServerAssociation::new(Box::new(policy), limits));
    pair.pump().unwrap();
    assert_eq!(pair.client.poll_event(), Some(ClientEvent::Bound));
    let calls: Vec<_> = (0..3)
        .map(|opnum| pair.client.call(ContextId(0), opnum, None, b"").unwrap())
        .collect();
    pair.pump().unwrap();
    assert_eq!(
        pair.client.poll_event(),
        Some(ClientEvent::Fault {
            call_id: calls[2],
            status: RpcStatus::SERVER_TOO_BUSY,
            executed: false
        })
    );
    assert_eq!(pair.incoming().call_id, calls[0]);
    pair.server.respond(calls[0], b"");
    pair.pump().unwrap();
    assert!(pair.client.poll_event().is_some());
}

#[test]
fn a_fault_ends_a_call_and_not_the_association() {
    let mut pair = Pair::bound(3, Protection::Privacy);
    let call_id = pair.client.call(ContextId(0), 99, None, b"").unwrap();
    pair.pump().unwrap();
    assert_eq!(pair.incoming().opnum, 99);
    pair.server
        .fault(call_id, RpcStatus::OPERATION_RANGE, false);
    pair.pump().unwrap();
    assert_eq!(
        pair.client.poll_event(),
        Some(ClientEvent::Fault {
            call_id,
            status: RpcStatus::OPERATION_RANGE,
            executed: false
        })
    );
    assert_eq!(pair.echo(b"ab").as_deref(), Ok(&b"ba"[..]));
}

#[test]
fn a_cancelled_call_is_answered_all_the_same() {
    let mut pair = Pair::bound(3, Protection::Privacy);
    let call_id = pair.client.call(ContextId(0), 1, None, b"").unwrap();
    pair.client.cancel(call_id);
    pair.pump().unwrap();
    pair.incoming();
    assert!(matches!(pair.server.poll_event(), Some(ServerEvent::Cancel(id)) if id == call_id));
    pair.server.fault(call_id, RpcStatus::CANCELLED, true);
    pair.pump().unwrap();
    assert_eq!(
        pair.client.poll_event(),
        Some(ClientEvent::Fault {
            call_id,
            status: RpcStatus::CANCELLED,
            executed: true
        })
    );
    pair.client.cancel(call_id);
    assert_eq!(pair.client.poll_transmit(), None, "nothing left to cancel");
}

/// The answer to an orphaned call may be on its way already. It is verified, for its place in the order of signatures,
/// and dropped.
#[test]
fn an_orphaned_call_disturbs_no_other() {
    let mut pair = Pair::bound(3, Protection::Privacy);
    let call_id = pair.client.call(ContextId(0), 1, None, b"").unwrap();
    pair.pump().unwrap();
    pair.incoming();
    pair.server.respond(call_id, &[1; 9000]);
    pair.client.orphan(call_id);
    pair.pump().unwrap();
    assert_eq!(pair.client.poll_event(), None);
    assert_eq!(pair.echo(b"ab").as_deref(), Ok(&b"ba"[..]));

    let call_id = pair.client.call(ContextId(0), 1, None, b"").unwrap();
    pair.client.orphan(call_id);
    pair.pump().unwrap();
    pair.incoming();
    assert!(matches!(pair.server.poll_event(), Some(ServerEvent::Orphaned(id)) if id == call_id));
    pair.server.respond(call_id, b"nobody listens");
    assert_eq!(pair.server.poll_transmit(), None);
}

#[test]
fn an_answer_that_nobody_asked_for_ends_the_association() {
    let mut pair = Pair::bound(0, Protection::Integrity);
    pair.client.call(ContextId(0), 1, None, b"").unwrap();
    let response = Body::Response(Response {
        alloc_hint: 0,
        context: ContextId(0),
        cancel_count: 0,
        stub: &[],
    });
    let call_id = CallId(77);
    let kind = PduKind::RESPONSE;
    assert_eq!(
        pair.client
            .receive(&plain(PduFlags::WHOLE, call_id, &response)),
        Err(ProtocolError::UnknownCall { kind, call_id })
    );
    assert_eq!(pair.client.receive(&[]), Err(ProtocolError::Closed));
    assert_eq!(
        pair.client.call(ContextId(0), 1, None, b""),
        Err(CallRefused::NotOpen)
    );
}

#[test]
fn a_server_may_ask_to_close() {
    let mut pair = Pair::bound(0, Protection::Integrity);
    let shutdown = plain(PduFlags::WHOLE, CallId(0), &Body::Shutdown);
    pair.client.receive(&shutdown).unwrap();
    assert_eq!(pair.client.poll_event(), Some(ClientEvent::Shutdown));
    assert_eq!(
        pair.server.receive(&shutdown),
        Err(ProtocolError::Unexpected(PduKind::SHUTDOWN))
    );
    assert_eq!(pair.pump(), Ok::<(), Broken>(()));
}
