//! Headers and bodies that lie.

use wire::Malformed;

use crate::pdu::*;

const REQUEST: Body<'_> = Body::Request(Request {
    alloc_hint: 0,
    context: ContextId(0),
    opnum: 0,
    object: None,
    stub: &[1, 2, 3, 4],
});

const CONTEXT: SecurityContextId = SecurityContextId {
    auth_type: AuthType::NTLM,
    level: AuthLevel::PRIVACY,
    number: 0,
};

/// A protected request of 24 octets of header, 16 of stub data and padding, 8 of trailer and 4 of token.
fn with_octet(at: usize, value: u8) -> Result<Frame, Malformed> {
    let mut pdu = with_token(PduFlags::WHOLE, CallId(1), &REQUEST, CONTEXT, b"1234");
    assert_eq!(pdu.len(), 52);
    *pdu.get_mut(at).unwrap() = value;
    Frame::parse(pdu)
}

#[test]
fn every_lie_in_a_header_is_named() {
    for (at, value, field) in [
        (0, 4, "rpc_vers"),
        (1, 2, "rpc_vers_minor"),
        (2, 1, "PTYPE"), // ping, of the datagram protocol
        (2, 20, "PTYPE"),
        (4, 0x11, "NDR_format_label"), // EBCDIC
        (4, 0x20, "NDR_format_label"),
        (8, 51, "frag_length"),
        (8, 53, "frag_length"),
        (9, 1, "frag_length"),
        (10, 29, "auth_length"), // would begin within the header
        (10, 5, "auth_length"),  // trailer not aligned
        (11, 0xff, "auth_length"),
        (42, 17, "auth_pad_length"), // more padding than stub
        (42, 255, "auth_pad_length"),
    ] {
        match with_octet(at, value) {
            Err(Malformed::Illegal { field: named, .. }) => {
                assert_eq!(named, field, "octet {at} = {value}");
            }
            other => panic!("octet {at} = {value}: {other:?}"),
        }
    }
    assert!(with_octet(42, 16).is_ok(), "nothing but padding is legal");
}

#[test]
fn the_length_of_a_frame_is_known_early_and_bounded() {
    let pdu = plain(PduFlags::WHOLE, CallId(1), &REQUEST);
    for len in 0..10 {
        assert_eq!(frame_len(pdu.get(..len).unwrap(), 5840), Ok(None));
    }
    assert_eq!(frame_len(pdu.get(..10).unwrap(), 5840), Ok(Some(28)));
    assert_eq!(frame_len(&pdu, 28), Ok(Some(28)));
    assert_eq!(
        frame_len(&pdu, 27),
        Err(Malformed::TooLarge {
            field: "frag_length",
            value: 28,
            limit: 27
        })
    );
    let mut tiny = pdu;
    *tiny.get_mut(8).unwrap() = 15;
    assert!(
        frame_len(&tiny, 5840).is_err(),
        "shorter than its own header"
    );
}

/// The frame is whole and its body too short: every length of every body.
#[test]
fn truncated_bodies_are_refused() {
    let ack = BindAck {
        max_xmit_frag: 1,
        max_recv_frag: 2,
        assoc_group: 3,
        secondary_address: "135".into(),
        results: vec![ContextResult::ACCEPTED],
    };
    let bind = Bind {
        max_xmit_frag: 1,
        max_recv_frag: 2,
        assoc_group: 3,
        contexts: vec![ContextElement::ndr(ContextId(0), SyntaxId::NDR64)],
    };
    let nak = BindNak {
        reason: RejectReason::NOT_SPECIFIED,
    };
    for (body, needed) in [
        (Body::Bind(bind.clone()), 56),
        (Body::AlterContext(bind), 56),
        (Body::BindAck(ack.clone()), 44),
        (Body::AlterContextResp(ack), 44),
        (Body::BindNak(nak), 2),
        (REQUEST, 8),
    ] {
        let whole = plain(PduFlags::WHOLE, CallId(1), &body);
        for len in 0..needed {
            let mut pdu = whole.get(..Header::LEN + len).unwrap().to_vec();
            let frag_length = u8::try_from(pdu.len()).unwrap();
            *pdu.get_mut(8).unwrap() = frag_length;
            let frame = Frame::parse(pdu).unwrap();
            assert!(
                matches!(frame.body(), Err(Malformed::Truncated { .. })),
                "{body:?} cut to {len}: {:?}",
                frame.body()
            );
        }
    }
}

#[test]
fn what_follows_a_body_is_padding_or_refused() {
    for (extra, accepted) in [(15, true), (16, false), (4000, false)] {
        let mut pdu = plain(PduFlags::WHOLE, CallId(1), &Body::Shutdown);
        pdu.resize(Header::LEN + extra, 0);
        let len = u16::try_from(pdu.len()).unwrap().to_le_bytes();
        pdu.get_mut(8..10).unwrap().copy_from_slice(&len);
        let frame = Frame::parse(pdu).unwrap();
        assert_eq!(frame.body().is_ok(), accepted, "{extra} octets");
    }
}

#[test]
fn a_context_without_transfer_syntax_and_an_unknown_result_are_refused() {
    let element = ContextElement {
        id: ContextId(0),
        interface: SyntaxId::NDR,
        transfer: vec![],
    };
    let bind = Body::Bind(Bind {
        max_xmit_frag: 0,
        max_recv_frag: 0,
        assoc_group: 0,
        contexts: vec![element],
    });
    let frame = Frame::parse(plain(PduFlags::WHOLE, CallId(1), &bind)).unwrap();
    assert_eq!(
        frame.body(),
        Err(Malformed::Illegal {
            field: "n_transfer_syn",
            value: 0
        })
    );

    let ack = Body::BindAck(BindAck {
        max_xmit_frag: 0,
        max_recv_frag: 0,
        assoc_group: 0,
        secondary_address: String::new(),
        results: vec![ContextResult::ACCEPTED],
    });
    let mut pdu = plain(PduFlags::WHOLE, CallId(1), &ack);
    *pdu.get_mut(Header::LEN + 8 + 4 + 4).unwrap() = 4;
    let frame = Frame::parse(pdu).unwrap();
    assert_eq!(
        frame.body(),
        Err(Malformed::Illegal {
            field: "result",
            value: 4
        })
    );
}
