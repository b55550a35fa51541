use msrpc::epmapper::Epmapper;
use msrpc::mgmt::*;
use msrpc::netlogon::Logon;
use ndr::{Conformant, DataRepresentation, Full};
use rpc::pdu::SyntaxId;
use wire::Win32Error;

use crate::exchange::{Exchange, assert_complete, assert_image, exchange};

#[test]
fn every_call_has_an_exchange() {
    assert_complete::<Mgmt>(&exchanges());
}

const OFFERED: [SyntaxId; 2] = [SyntaxId::of::<Epmapper>(), SyntaxId::of::<Logon>()];

pub(crate) fn exchanges() -> Vec<Exchange> {
    vec![
        exchange(
            &InqIfIds {},
            &InqIfIdsReply {
                if_id_vector: Full::new(InterfaceIds::new(&OFFERED)),
                status: Win32Error::NERR_Success,
            },
        ),
        exchange(
            &InqStats { count: 4 },
            &InqStatsReply {
                count: 4,
                statistics: Conformant(vec![1, 0, 3, 2]),
                status: Win32Error::NERR_Success,
            },
        ),
        exchange(
            &IsServerListening {},
            &IsServerListeningReply {
                status: Win32Error::NERR_Success,
                listening: 1,
            },
        ),
        exchange(
            &StopServerListening {},
            &Win32Reply {
                status: Win32Error::ERROR_ACCESS_DENIED,
            },
        ),
        exchange(
            &InqPrincName {
                authn_proto: 10,
                princ_name_size: 100,
            },
            &InqPrincNameReply {
                princ_name: PrincipalName {
                    size: 100,
                    name: "host/pdc".into(),
                },
                status: Win32Error::NERR_Success,
            },
        ),
    ]
}

#[test]
fn interfaces_on_the_wire() {
    let reply = InqIfIdsReply {
        if_id_vector: Full::new(InterfaceIds::new(&OFFERED[..1])),
        status: Win32Error::NERR_Success,
    };
    let ids = reply.if_id_vector.0.as_deref().unwrap();
    assert_eq!(ids.iter().collect::<Vec<_>>(), OFFERED[..1]);
    assert_image(
        &reply,
        &[
            0, 0, 2, 0, // referent
            1, 0, 0, 0, // maximum count
            1, 0, 0, 0, // count
            4, 0, 2, 0, // referent
            0x08, 0x83, 0xaf, 0xe1, 0x1f, 0x5d, 0xc9, 0x11, // e1af8308-5d1f-11c9-
            0x91, 0xa4, 0x08, 0x00, 0x2b, 0x14, 0xa0, 0xfa, // 91a4-08002b14a0fa
            3, 0, 0, 0, // version 3.0
            0, 0, 0, 0, // the status
        ],
    );
}

#[test]
fn a_name_that_contradicts_itself_is_refused() {
    let octets = [
        4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, // princ_name_size, offset, actual count
        b'p', b'd', b'c', 0, // the name
        0, 0, 0, 0, // the status
    ];
    let read = |octets: &[u8; 20]| {
        ndr::from_bytes::<InqPrincNameReply>(octets, DataRepresentation::LittleEndian)
    };
    assert_eq!(read(&octets).unwrap().princ_name.name.as_str(), "pdc");
    for (at, octet, lie) in [
        (0, 3, "more than there is room for"),
        (4, 1, "a name that does not begin with its beginning"),
        (8, 0, "no name, not even a terminator"),
        (13, 0, "a terminator inside"),
        (15, b'!', "no terminator"),
        (12, 0xff, "no text"),
    ] {
        let mut octets = octets;
        octets[at] = octet;
        assert!(read(&octets).is_err(), "{lie}");
    }
}
