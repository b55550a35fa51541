//! One annotated wire image per PDU family.

use wire::Guid;

use crate::InterfaceVersion;
use crate::RpcStatus;
use crate::pdu::*;

/// Checks that the image decodes to `body` and that `body` is written as the image.
fn assert_image(flags: PduFlags, body: &Body<'_>, image: &[u8]) {
    let frame = Frame::parse(image.to_vec()).unwrap();
    assert_eq!(frame.body().as_ref(), Ok(body));
    assert_eq!(frame.header().flags, flags);
    assert_eq!(plain(flags, frame.header().call_id, body), image);
    for len in 0..image.len() {
        let prefix = image.get(..len).unwrap().to_vec();
        assert!(Frame::parse(prefix).is_err(), "prefix of {len} octets");
    }
}

/// `netlogon`, [MS-NRPC] 2.1.
const LOGON: SyntaxId = SyntaxId {
    uuid: Guid::from_u128(0x12345678_1234_abcd_ef00_01234567cffb),
    version: InterfaceVersion { major: 1, minor: 0 },
};

const FEATURES: BindTimeFeatures =
    BindTimeFeatures(BindTimeFeatures::KEEP_CONNECTION_ON_ORPHAN.0 | 0x01);

#[rustfmt::skip]
const BIND: &[u8] = &[
    0x05, 0x00,             // rpc_vers, rpc_vers_minor
    0x0b,                   // PTYPE: bind
    0x17,                   // pfc_flags: first, last, header signing, concurrent multiplexing
    0x10, 0x00, 0x00, 0x00, // packed_drep: little-endian, ASCII, IEEE
    0x74, 0x00,             // frag_length: 116
    0x00, 0x00,             // auth_length: 0
    0x01, 0x00, 0x00, 0x00, // call_id: 1
    0xd0, 0x16,             // max_xmit_frag: 5840
    0xd0, 0x16,             // max_recv_frag: 5840
    0x00, 0x00, 0x00, 0x00, // assoc_group_id: a new one
    0x02, 0x00, 0x00, 0x00, // n_context_elem: 2, reserved
    0x00, 0x00,             // p_cont_id: 0
    0x01, 0x00,             // n_transfer_syn: 1, reserved
    0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, // abstract_syntax: 12345678-1234-abcd-
    0xef, 0x00, 0x01, 0x23, 0x45, 0x67, 0xcf, 0xfb, //   ef00-01234567cffb
    0x01, 0x00, 0x00, 0x00, //   version 1.0
    0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, // transfer_syntax: NDR, 8a885d04-1ceb-11c9-
    0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60, //   9fe8-08002b104860
    0x02, 0x00, 0x00, 0x00, //   version 2.0
    0x01, 0x00,             // p_cont_id: 1
    0x01, 0x00,             // n_transfer_syn: 1, reserved
    0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, // abstract_syntax, as before
    0xef, 0x00, 0x01, 0x23, 0x45, 0x67, 0xcf, 0xfb,
    0x01, 0x00, 0x00, 0x00,
    0x2c, 0x1c, 0xb7, 0x6c, 0x12, 0x98, 0x40, 0x45, // transfer_syntax: 6cb71c2c-9812-4540-
    0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, //   0300-000000000000: both features
    0x01, 0x00, 0x00, 0x00, //   version 1.0
];

#[test]
fn bind() {
    let bind = Bind {
        max_xmit_frag: 5840,
        max_recv_frag: 5840,
        assoc_group: 0,
        contexts: vec![
            ContextElement::ndr(ContextId(0), LOGON),
            ContextElement {
                id: ContextId(1),
                interface: LOGON,
                transfer: vec![FEATURES.to_syntax()],
            },
        ],
    };
    let features: Vec<_> = bind.contexts.iter().map(ContextElement::features).collect();
    assert_eq!(features, [None, Some(FEATURES)]);
    let flags = PduFlags::WHOLE
        .with(PduFlags::SUPPORT_HEADER_SIGN)
        .with(PduFlags::CONC_MPX);
    assert_image(flags, &Body::Bind(bind), BIND);
}

#[rustfmt::skip]
const BIND_ACK: &[u8] = &[
    0x05, 0x00, 0x0c, 0x03, // version, PTYPE: bind_ack, pfc_flags: first, last
    0x10, 0x00, 0x00, 0x00, // packed_drep
    0x5c, 0x00, 0x00, 0x00, // frag_length: 92, auth_length: 0
    0x01, 0x00, 0x00, 0x00, // call_id
    0xd0, 0x16, 0xd0, 0x16, // max_xmit_frag, max_recv_frag
    0xf0, 0x53, 0x00, 0x00, // assoc_group_id
    0x0d, 0x00,             // sec_addr: 13 octets
    b'\\', b'P', b'I', b'P', b'E', b'\\', b'l', b's', b'a', b's', b's', b'2', 0x00,
    0x00,                   // pad2
    0x02, 0x00, 0x00, 0x00, // n_results: 2, reserved
    0x00, 0x00, 0x00, 0x00, // result: acceptance, reason
    0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, // transfer_syntax: NDR
    0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60,
    0x02, 0x00, 0x00, 0x00,
    0x03, 0x00, 0x03, 0x00, // result: negotiate_ack, both features
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // transfer_syntax: none
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00,
];

#[test]
fn bind_ack() {
    let ack = BindAck {
        max_xmit_frag: 5840,
        max_recv_frag: 5840,
        assoc_group: 0x53f0,
        secondary_address: "\\PIPE\\lsass2".into(),
        results: vec![ContextResult::ACCEPTED, ContextResult::negotiated(FEATURES)],
    };
    assert_image(PduFlags::WHOLE, &Body::BindAck(ack), BIND_ACK);
}

#[test]
fn bind_nak() {
    #[rustfmt::skip]
    let image = [
        0x05, 0x00, 0x0d, 0x03, // version, PTYPE: bind_nak, pfc_flags
        0x10, 0x00, 0x00, 0x00, // packed_drep
        0x15, 0x00, 0x00, 0x00, // frag_length: 21, auth_length: 0
        0x02, 0x00, 0x00, 0x00, // call_id
        0x08, 0x00,             // provider_reject_reason: authentication_type_not_recognized
        0x01, 0x05, 0x00,       // one protocol version: 5.0
    ];
    let reason = RejectReason::AUTHENTICATION_TYPE_NOT_RECOGNIZED;
    assert_image(PduFlags::WHOLE, &Body::BindNak(BindNak { reason }), &image);
}

#[test]
fn request_with_object() {
    #[rustfmt::skip]
    let image = [
        0x05, 0x00, 0x00, 0x83, // version, PTYPE: request, pfc_flags: first, last, object
        0x10, 0x00, 0x00, 0x00, // packed_drep
        0x2b, 0x00, 0x00, 0x00, // frag_length: 43, auth_length: 0
        0x03, 0x00, 0x00, 0x00, // call_id
        0x03, 0x00, 0x00, 0x00, // alloc_hint
        0x00, 0x00,             // p_cont_id
        0x1a, 0x00,             // opnum: 26
        0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, // object
        0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10,
        0xaa, 0xbb, 0xcc,       // stub data
    ];
    let request = Request {
        alloc_hint: 3,
        context: ContextId(0),
        opnum: 26,
        object: Some(Guid::from_u128(0x01020304_0506_0708_090a_0b0c0d0e0f10)),
        stub: &[0xaa, 0xbb, 0xcc],
    };
    let flags = PduFlags::WHOLE.with(PduFlags::OBJECT_UUID);
    assert_image(flags, &Body::Request(request), &image);
}

#[test]
fn response_fragment() {
    #[rustfmt::skip]
    let image = [
        0x05, 0x00, 0x02, 0x01, // version, PTYPE: response, pfc_flags: first
        0x10, 0x00, 0x00, 0x00, // packed_drep
        0x1c, 0x00, 0x00, 0x00, // frag_length: 28, auth_length: 0
        0x04, 0x00, 0x00, 0x00, // call_id
        0x00, 0x10, 0x00, 0x00, // alloc_hint: 4096
        0x00, 0x00,             // p_cont_id
        0x00, 0x00,             // cancel_count, reserved
        0x01, 0x02, 0x03, 0x04, // stub data
    ];
    let response = Response {
        alloc_hint: 4096,
        context: ContextId(0),
        cancel_count: 0,
        stub: &[1, 2, 3, 4],
    };
    assert_image(PduFlags::FIRST_FRAG, &Body::Response(response), &image);
}

#[test]
fn fault() {
    #[rustfmt::skip]
    let image = [
        0x05, 0x00, 0x03, 0x23, // version, PTYPE: fault, pfc_flags: first, last, did not execute
        0x10, 0x00, 0x00, 0x00, // packed_drep
        0x20, 0x00, 0x00, 0x00, // frag_length: 32, auth_length: 0
        0x02, 0x00, 0x00, 0x00, // call_id
        0x20, 0x00, 0x00, 0x00, // alloc_hint
        0x00, 0x00, 0x00, 0x00, // p_cont_id, cancel_count, reserved
        0x02, 0x00, 0x01, 0x1c, // status: nca_s_op_rng_error
        0x00, 0x00, 0x00, 0x00, // reserved2
    ];
    let fault = Fault {
        alloc_hint: 32,
        context: ContextId(0),
        cancel_count: 0,
        status: RpcStatus::OPERATION_RANGE,
        stub: &[],
    };
    let flags = PduFlags::WHOLE.with(PduFlags::DID_NOT_EXECUTE);
    assert_image(flags, &Body::Fault(fault), &image);
}

#[test]
fn without_a_body() {
    for (kind, body) in [
        (0x11, Body::Shutdown),
        (0x12, Body::CoCancel),
        (0x13, Body::Orphaned),
    ] {
        #[rustfmt::skip]
        let image = [
            0x05, 0x00, kind, 0x03, // version, PTYPE, pfc_flags
            0x10, 0x00, 0x00, 0x00, // packed_drep
            0x10, 0x00, 0x00, 0x00, // frag_length: 16, auth_length: 0
            0x07, 0x00, 0x00, 0x00, // call_id
        ];
        assert_image(PduFlags::WHOLE, &body, &image);
    }
}

#[test]
fn auth3_with_its_token() {
    #[rustfmt::skip]
    let image = [
        0x05, 0x00, 0x10, 0x03, // version, PTYPE: rpc_auth_3, pfc_flags
        0x10, 0x00, 0x00, 0x00, // packed_drep
        0x20, 0x00,             // frag_length: 32
        0x04, 0x00,             // auth_length: 4
        0x01, 0x00, 0x00, 0x00, // call_id
        0x00, 0x00, 0x00, 0x00, // pad
        0x0a,                   // auth_type: RPC_C_AUTHN_WINNT
        0x06,                   // auth_level: RPC_C_AUTHN_LEVEL_PKT_PRIVACY
        0x00, 0x00,             // auth_pad_length: 0, auth_reserved
        0x2a, 0x00, 0x00, 0x00, // auth_context_id: 42
        b'N', b'T', b'L', b'M', // the token
    ];
    let context = SecurityContextId {
        auth_type: AuthType::NTLM,
        level: AuthLevel::PRIVACY,
        number: 42,
    };
    let written = with_token(PduFlags::WHOLE, CallId(1), &Body::Auth3, context, b"NTLM");
    assert_eq!(written, image);
    let frame = Frame::parse(written).unwrap();
    assert_eq!(frame.body(), Ok(Body::Auth3));
    assert_eq!(frame.token(), b"NTLM");
    let pad_len = 0;
    assert_eq!(frame.trailer(), Some(&SecTrailer { context, pad_len }));
}

#[test]
fn big_endian_peers_are_understood() {
    #[rustfmt::skip]
    let image = [
        0x05, 0x01, 0x00, 0x83, // version 5.1, PTYPE: request, pfc_flags: first, last, object
        0x00, 0x00, 0x00, 0x00, // packed_drep: big-endian
        0x00, 0x38, 0x00, 0x04, // frag_length: 56, auth_length: 4
        0x00, 0x00, 0x00, 0x03, // call_id
        0x00, 0x00, 0x00, 0x03, // alloc_hint
        0x00, 0x01,             // p_cont_id
        0x00, 0x1a,             // opnum
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, // object
        0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10,
        0xaa, 0xbb, 0xcc, 0x00, // stub data, auth_pad
        0x44, 0x05, 0x01, 0x00, // auth_type: Netlogon, auth_level, auth_pad_length, auth_reserved
        0x00, 0x00, 0x00, 0x2a, // auth_context_id
        0x01, 0x02, 0x03, 0x04, // the token
    ];
    let frame = Frame::parse(image.to_vec()).unwrap();
    assert_eq!(frame.header().call_id, CallId(3));
    assert_eq!(frame.header().drep, ndr::DataRepresentation::BigEndian);
    assert_eq!(
        frame.body(),
        Ok(Body::Request(Request {
            alloc_hint: 3,
            context: ContextId(1),
            opnum: 26,
            object: Some(Guid::from_u128(0x01020304_0506_0708_090a_0b0c0d0e0f10)),
            stub: &[0xaa, 0xbb, 0xcc],
        }))
    );
    let context = SecurityContextId {
        auth_type: AuthType::NETLOGON,
        level: AuthLevel::INTEGRITY,
        number: 42,
    };
    let pad_len = 1;
    assert_eq!(frame.trailer(), Some(&SecTrailer { context, pad_len }));
}
