//! Somebody in between: one octet at a time, fragments repeated, left out, exchanged, and stripped of protection.

use auth::Protection;

use super::pair::{LSARPC, Pair, auth, server};
use crate::association::{BindAuth, ClientEvent, ProtocolError, ServerEvent};
use crate::pdu::*;

/// NTLM's signatures cover the headers, and Netlogon's do not.
fn protected_pair(protection: Protection, auth_type: AuthType) -> Pair {
    let auth = BindAuth {
        auth_type,
        ..auth(2, protection)
    };
    let mut pair = Pair::new(Some(auth), server(2, None));
    pair.pump().unwrap();
    assert_eq!(pair.client.poll_event(), Some(ClientEvent::Bound));
    pair
}

/// The PDUs of a request.
fn request(pair: &mut Pair, stub: &[u8]) -> Vec<Vec<u8>> {
    pair.client.call(ContextId(0), 26, None, stub).unwrap();
    std::iter::from_fn(|| pair.client.poll_transmit())
        .map(|pdu| pdu.octets)
        .collect()
}

/// The PDUs of a response.
fn response(pair: &mut Pair, stub: &[u8]) -> Vec<Vec<u8>> {
    let call_id = pair.client.call(ContextId(0), 26, None, b"").unwrap();
    pair.pump().unwrap();
    pair.server.respond(call_id, stub);
    std::iter::from_fn(|| pair.server.poll_transmit()).collect()
}

const LEVELS: [Protection; 2] = [Protection::Integrity, Protection::Privacy];

#[test]
fn no_altered_request_is_ever_called() {
    for protection in LEVELS {
        let len = request(
            &mut protected_pair(protection, AuthType::NTLM),
            b"stub data",
        )[0]
        .len();
        for at in 0..len {
            let mut pair = protected_pair(protection, AuthType::NTLM);
            let mut pdu = request(&mut pair, b"stub data").remove(0);
            pdu[at] ^= 0x04;
            let outcome = pair.server.receive(&pdu);
            let waits_for_more = at == 8 || at == 9;
            assert!(outcome.is_err() || waits_for_more, "octet {at}");
            assert!(pair.server.poll_event().is_none(), "octet {at}");
        }
    }
}

#[test]
fn no_altered_response_is_ever_returned() {
    for protection in LEVELS {
        let len = response(
            &mut protected_pair(protection, AuthType::NTLM),
            b"stub data",
        )[0]
        .len();
        for at in 0..len {
            let mut pair = protected_pair(protection, AuthType::NTLM);
            let mut pdu = response(&mut pair, b"stub data").remove(0);
            pdu[at] ^= 0x04;
            let outcome = pair.client.receive(&pdu);
            let waits_for_more = at == 8 || at == 9;
            assert!(outcome.is_err() || waits_for_more, "octet {at}");
            assert_eq!(pair.client.poll_event(), None, "octet {at}");
        }
    }
}

/// Without header signing, the signature covers the stub data with its padding, and neither header nor trailer.
#[test]
fn stub_and_token_are_covered_without_header_signing_too() {
    for protection in LEVELS {
        let len = response(
            &mut protected_pair(protection, AuthType::NETLOGON),
            b"stub data",
        )[0]
        .len();
        for at in Response::STUB_AT..len {
            let mut pair = protected_pair(protection, AuthType::NETLOGON);
            let mut pdu = response(&mut pair, b"stub data").remove(0);
            pdu[at] ^= 0x04;
            let trailer = Response::STUB_AT + 16;
            // What header signing is for: auth_pad_length moves the end of the stub data within its padding.
            let uncovered = [trailer + 2, trailer + 3].contains(&at);
            assert_eq!(pair.client.receive(&pdu).is_ok(), uncovered, "octet {at}");
        }
    }
}

/// What is called, and which call it is, stands in the verification trailer, too.
#[test]
fn a_request_is_what_its_trailer_says_without_header_signing() {
    for protection in LEVELS {
        for (at, octet) in [(12, 9), (20, 2), (22, 27), (23, 1)] {
            let mut pair = protected_pair(protection, AuthType::NETLOGON);
            pair.client.alter_context(LSARPC).unwrap();
            pair.pump().unwrap();
            let mut pdu = request(&mut pair, b"stub data").remove(0);
            pdu[at] = octet;
            let part = match at {
                20 => "rpc_sec_vt_pcontext",
                _ => "rpc_sec_vt_header2",
            };
            let contradicted = ProtocolError::Contradicted(part);
            assert_eq!(pair.server.receive(&pdu), Err(contradicted));
            assert!(pair.server.poll_event().is_none());
        }
    }
}

/// CVE-2015-5370 and CVE-2021-23192: each fragment is verified, in its place.
#[test]
fn fragments_cannot_be_repeated_left_out_or_exchanged() {
    let stub = [5; 14_000];
    let altered = Err(ProtocolError::Altered);

    let mut pair = protected_pair(Protection::Privacy, AuthType::NTLM);
    let pdus = request(&mut pair, &stub);
    assert_eq!(pdus.len(), 3);
    pair.server.receive(&pdus[0]).unwrap();
    assert_eq!(pair.server.receive(&pdus[0]), altered, "repeated");

    let mut pair = protected_pair(Protection::Privacy, AuthType::NTLM);
    let pdus = request(&mut pair, &stub);
    pair.server.receive(&pdus[0]).unwrap();
    assert_eq!(pair.server.receive(&pdus[2]), altered, "left out");

    let mut pair = protected_pair(Protection::Privacy, AuthType::NTLM);
    let pdus = response(&mut pair, &stub);
    assert_eq!(pair.client.receive(&pdus[1]), altered, "exchanged");
    assert_eq!(pair.client.poll_event(), None);
}

#[test]
fn a_call_cannot_be_replayed() {
    let mut pair = protected_pair(Protection::Privacy, AuthType::NTLM);
    let pdu = request(&mut pair, b"once").remove(0);
    pair.server.receive(&pdu).unwrap();
    let Some(ServerEvent::Call(call)) = pair.server.poll_event() else {
        panic!("no call")
    };
    pair.server.respond(call.call_id, b"");
    assert_eq!(pair.server.receive(&pdu), Err(ProtocolError::Altered));
    assert!(pair.server.poll_event().is_none());
}

#[test]
fn a_message_stripped_of_its_protection_is_refused() {
    let body = Body::Response(Response {
        alloc_hint: 0,
        context: ContextId(0),
        cancel_count: 0,
        stub: b"forged",
    });
    let mut pair = protected_pair(Protection::Integrity, AuthType::NTLM);
    let call_id = pair.client.call(ContextId(0), 26, None, b"").unwrap();
    assert_eq!(
        pair.client.receive(&plain(PduFlags::WHOLE, call_id, &body)),
        Err(ProtocolError::Unprotected(PduKind::RESPONSE))
    );

    let body = Body::Request(Request {
        alloc_hint: 0,
        context: ContextId(0),
        opnum: 26,
        object: None,
        stub: b"forged",
    });
    let forged = plain(PduFlags::WHOLE, CallId(9), &body);
    let mut pair = protected_pair(Protection::Integrity, AuthType::NTLM);
    assert_eq!(
        pair.server.receive(&forged),
        Err(ProtocolError::Unprotected(PduKind::REQUEST))
    );

    // After a protected first fragment.
    let mut pair = protected_pair(Protection::Integrity, AuthType::NTLM);
    let first = request(&mut pair, &[0; 6_000]).remove(0);
    pair.server.receive(&first).unwrap();
    assert_eq!(
        pair.server.receive(&forged),
        Err(ProtocolError::Unprotected(PduKind::REQUEST))
    );
}

#[test]
fn a_token_where_none_was_agreed_is_refused() {
    let context = SecurityContextId {
        auth_type: AuthType::NTLM,
        level: AuthLevel::PRIVACY,
        number: 1,
    };
    let body = Body::Response(Response {
        alloc_hint: 0,
        context: ContextId(0),
        cancel_count: 0,
        stub: b"",
    });
    let mut pair = Pair::bound(0, Protection::Integrity);
    let call_id = pair.client.call(ContextId(0), 26, None, b"").unwrap();
    assert_eq!(
        pair.client.receive(&with_token(
            PduFlags::WHOLE,
            call_id,
            &body,
            context,
            b"1234"
        )),
        Err(ProtocolError::UnexpectedToken(PduKind::RESPONSE))
    );
}

/// The first fragment fixes the security context, as the bind did before it.
#[test]
fn another_security_context_is_refused() {
    for (at, value) in [(0, 9), (1, 5), (1, 2), (4, 2)] {
        let mut pair = protected_pair(Protection::Privacy, AuthType::NTLM);
        let mut pdu = request(&mut pair, b"stub data").remove(0);
        let trailer_at = Request::stub_at(false) + 16;
        pdu[trailer_at + at] = value;
        assert_eq!(
            pair.server.receive(&pdu),
            Err(ProtocolError::WrongSecurityContext(PduKind::REQUEST)),
            "octet {at} of the trailer"
        );
    }
}
