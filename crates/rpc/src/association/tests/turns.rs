//! Clients that make several calls at a time although that was not agreed: Windows and Samba answer them in order, and
//! smbtorture makes fifty.

use super::pair::{Pair, server};
use crate::association::{ClientConfig, ProtocolError, ServerEvent};
use crate::pdu::*;

/// Bound without multiplexing.
fn bound() -> Pair {
    let config = ClientConfig {
        multiplex: false,
        ..ClientConfig::default()
    };
    let mut pair = Pair::with_config(None, server(0, None), config);
    pair.pump().unwrap();
    pair
}

fn request(number: u32, context: u16) -> Vec<u8> {
    let request = Body::Request(Request {
        alloc_hint: 0,
        context: ContextId(context),
        opnum: 1,
        object: None,
        stub: b"stub",
    });
    plain(PduFlags::WHOLE, CallId(number), &request)
}

#[test]
fn they_are_answered_in_order() {
    let Pair { mut server, .. } = bound();
    let all: Vec<u8> = (2..52).flat_map(|number| request(number, 0)).collect();
    server.receive(&all).unwrap();
    for number in 2..52 {
        let Some(ServerEvent::Call(call)) = server.poll_event() else {
            panic!("no call {number}")
        };
        assert_eq!(call.call_id, CallId(number));
        // One at a time, whatever who drives the association does.
        assert!(!server.has_next());
        server.go_on().unwrap();
        assert!(server.poll_event().is_none());
        assert_eq!(server.is_idle(), number == 51);
        server.respond(call.call_id, b"");
        assert!(server.poll_transmit().is_some());
        assert_eq!(server.has_next(), number < 51);
        server.go_on().unwrap();
    }
    assert!(server.poll_event().is_none() && server.takes_more());
}

#[test]
fn what_a_client_gives_up_need_not_be_answered_first() {
    let Pair { mut server, .. } = bound();
    let orphaned = plain(PduFlags::WHOLE, CallId(3), &Body::Orphaned);
    let all = [request(2, 0), request(3, 0), orphaned, request(4, 0)].concat();
    server.receive(&all).unwrap();
    server.respond(CallId(2), b"");
    server.go_on().unwrap();
    server.go_on().unwrap();
    let mut calls = Vec::new();
    while let Some(event) = server.poll_event() {
        match event {
            ServerEvent::Call(call) => calls.push(call.call_id.0),
            ServerEvent::Orphaned(call_id) => assert_eq!(call_id, CallId(3)),
            _ => panic!("something else"),
        }
    }
    assert_eq!(calls, [2, 3, 4]);
}

/// A few PDUs are kept, and whoever goes on reading then loses the association.
#[test]
fn who_waits_for_no_answer_is_heard_no_more() {
    let Pair { mut server, .. } = bound();
    let (mut kept, mut number) = (0, 2);
    while server.takes_more() {
        let one = request(number, 0);
        server.receive(&one).unwrap();
        (kept, number) = (kept + one.len(), number + 1);
        assert!(kept < 32 * 1024);
    }
    assert!(kept > 4 * 5840);
    let refused = server.receive(&request(number, 0));
    assert_eq!(refused, Err(ProtocolError::Impatient));
    assert!(server.is_closed());
}

#[test]
fn what_is_wrong_with_one_that_waits_ends_the_association_in_its_turn() {
    let Pair { mut server, .. } = bound();
    server
        .receive(&[request(2, 0), request(3, 7)].concat())
        .unwrap();
    server.respond(CallId(2), b"");
    assert!(server.poll_transmit().is_some());
    let refused = server.go_on();
    assert_eq!(refused, Err(ProtocolError::WrongContext(ContextId(7))));
    let fault = Frame::parse(server.poll_transmit().unwrap()).unwrap();
    assert_eq!(fault.header().kind, PduKind::FAULT);
    assert!(server.is_closed() && !server.has_next());
}
