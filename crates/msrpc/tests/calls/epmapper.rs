use msrpc::epmapper::*;
use msrpc::mgmt::InterfaceId;
use msrpc::netlogon::Logon;
use msrpc::oracle;
use ndr::{ContextHandle, DataRepresentation, Full};
use proptest::collection::vec;
use proptest::prelude::*;
use rpc::pdu::SyntaxId;
use rpc::{InterfaceVersion, RpcStatus};
use wire::{Guid, Malformed};

use crate::exchange::{Exchange, assert_complete, assert_image, exchange};

#[test]
fn every_call_has_an_exchange() {
    assert_complete::<Epmapper>(&exchanges());
}

pub(crate) fn exchanges() -> Vec<Exchange> {
    let found = |towers: Vec<Tower>| MapReply {
        entry_handle: ContextHandle::NIL,
        status: if towers.is_empty() {
            EptStatus::NOT_REGISTERED
        } else {
            EptStatus::OK
        },
        towers: Portion {
            max: 4,
            items: towers.into_iter().map(Full::new).collect(),
        },
    };
    let pipe = |pipe, host| Tower::named_pipe(NETLOGON, pipe, host).unwrap();
    vec![
        exchange(
            &Map::new(Tower::tcp(NETLOGON, 0, [0; 4]), 4),
            &found(vec![tcp()]),
        ),
        exchange(
            &Map {
                object: Full::new(Guid::from_bytes([7; 16])),
                ..Map::new(pipe("", ""), 4)
            },
            &found(vec![pipe("\\PIPE\\netlogon", "\\\\PDC"), tcp()]),
        ),
        exchange(&Map::new(tcp(), 4), &found(vec![])),
        exchange(
            &Lookup::all(4),
            &looked_up(vec![entry(""), entry("netlogon")]),
        ),
        exchange(
            &Lookup {
                inquiry_type: InquiryType::BY_BOTH,
                object: Full::new(Guid::NIL),
                interface_id: Full::new(InterfaceId::from(&NETLOGON)),
                vers_option: VersionOption::COMPATIBLE,
                entry_handle: HANDLE,
                max_entries: 4,
            },
            &looked_up(vec![]),
        ),
        exchange(
            &LookupHandleFree {
                entry_handle: HANDLE,
            },
            &LookupHandleFreeReply {
                entry_handle: ContextHandle::NIL,
                status: EptStatus::OK,
            },
        ),
    ]
}

const HANDLE: ContextHandle = ContextHandle {
    attributes: 0,
    uuid: Guid::from_u128(7),
};

fn entry(annotation: &str) -> Entry {
    Entry {
        object: Guid::NIL,
        tower: Full::new(tcp()),
        annotation: Annotation::new(annotation),
    }
}

fn looked_up(items: Vec<Entry>) -> LookupReply {
    LookupReply {
        entry_handle: HANDLE,
        entries: Portion { max: 4, items },
        status: EptStatus::OK,
    }
}

fn tcp() -> Tower {
    Tower::tcp(NETLOGON, 49_152, [10, 75, 0, 20])
}

const NETLOGON: SyntaxId = SyntaxId::of::<Logon>();

/// C706 appendix L, with the identifiers of appendix I.
const TCP: [u8; 75] = [
    5, 0, // floor count
    19, 0, 0x0d, // LHS byte count, UUID
    0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, // 12345678-1234-abcd-
    0xef, 0x00, 0x01, 0x23, 0x45, 0x67, 0xcf, 0xfb, // ef00-01234567cffb
    1, 0, // major version
    2, 0, 0, 0, // RHS byte count, minor version
    19, 0, 0x0d, // LHS byte count, UUID
    0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, // 8a885d04-1ceb-11c9-
    0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60, // 9fe8-08002b104860: NDR
    2, 0, // major version
    2, 0, 0, 0, // RHS byte count, minor version
    1, 0, 0x0b, // LHS byte count, ncacn
    2, 0, 0, 0, // RHS byte count, minor version
    1, 0, 0x07, // LHS byte count, TCP
    2, 0, 0xc0, 0x00, // RHS byte count, port 49152, big-endian
    1, 0, 0x09, // LHS byte count, IP
    4, 0, 10, 75, 0, 20, // RHS byte count, address
];

/// The two lower floors of a pipe.
const PIPE: [u8; 31] = [
    1, 0, 0x0f, // LHS byte count, named pipe
    15, 0, b'\\', b'P', b'I', b'P', b'E', b'\\', // RHS byte count, name
    b'n', b'e', b't', b'l', b'o', b'g', b'o', b'n', 0, //
    1, 0, 0x11, // LHS byte count, NetBIOS
    6, 0, b'\\', b'\\', b'P', b'D', b'C', 0, // RHS byte count, name
];

#[test]
fn a_tower_to_a_port() {
    let tower = tcp();
    assert_eq!(tower.encode(), TCP);
    assert_eq!(Tower::decode(&TCP), Ok(tower.clone()));
    assert_eq!(tower.interface(), Some(NETLOGON));
    assert_eq!(tower.transfer_syntax(), Some(SyntaxId::NDR));
    let endpoint = Endpoint::Tcp {
        port: 49_152,
        address: [10, 75, 0, 20],
    };
    assert_eq!(tower.endpoint(), Some(endpoint));
}

#[test]
fn a_tower_to_a_pipe() {
    let tower = Tower::named_pipe(NETLOGON, "\\PIPE\\netlogon", "\\\\PDC").unwrap();
    assert_eq!(tower.encode(), [&TCP[..59], &PIPE].concat());
    let endpoint = Endpoint::NamedPipe {
        pipe: "\\PIPE\\netlogon".into(),
        host: "\\\\PDC".into(),
    };
    assert_eq!(tower.endpoint(), Some(endpoint));
}

#[test]
fn no_prefix_is_a_tower() {
    for image in [TCP.to_vec(), [&TCP[..59], &PIPE].concat()] {
        for len in 0..image.len() {
            assert!(Tower::decode(&image[..len]).is_err(), "{len}");
        }
        let longer = [image, vec![0]].concat();
        assert!(matches!(
            Tower::decode(&longer),
            Err(Malformed::Trailing { left: 1, .. })
        ));
    }
}

#[test]
fn a_crooked_tower_is_refused() {
    for (at, octet, crooked) in [
        (0, 4, "fewer floors than there are"),
        (0, 6, "more floors than there are"),
        (1, 0xff, "more floors than there may be"),
        (2, 18, "a UUID without a version"),
        (2, 20, "a UUID and more"),
        (3, 0xff, "an identifier that is longer than the tower"),
        (23, 1, "half a minor version"),
        (59, 0, "no protocol identifier"),
        (59, 2, "an identifier that eats a length"),
        (62, 1, "half a port"),
        (69, 3, "three quarters of an address"),
        (70, 0xff, "an address that is longer than the tower"),
    ] {
        let mut octets = TCP;
        octets[at] = octet;
        assert!(Tower::decode(&octets).is_err(), "{crooked}");
    }
    for (at, octet, crooked) in [
        (5, 0, "a name with a terminator inside"),
        (19, b'!', "a name without a terminator"),
        (7, 0xff, "a name that is no text"),
        (3, 14, "a name that is cut"),
    ] {
        let mut octets = PIPE;
        octets[at] = octet;
        let octets = [&TCP[..59], &octets].concat();
        assert!(Tower::decode(&octets).is_err(), "{crooked}");
    }
}

#[test]
fn unknown_floors_survive() {
    let udp = Floor::Other {
        identifier: vec![8],
        address: vec![0, 135],
    };
    let tower = Tower::new(vec![udp.clone(), udp]).unwrap();
    assert_eq!(
        tower.encode(),
        [2, 0, 1, 0, 8, 2, 0, 0, 135, 1, 0, 8, 2, 0, 0, 135]
    );
    assert_eq!(Tower::decode(&tower.encode()), Ok(tower.clone()));
    let seen = (tower.interface(), tower.transfer_syntax(), tower.endpoint());
    assert_eq!(seen, (None, None, None));
}

#[test]
fn a_tower_has_limits() {
    let floors = |count| Tower::new(vec![Floor::Tcp(0); count]);
    assert!(floors(16).is_ok());
    assert_eq!(floors(17), Err(TooTall));
    let pipe = |length| Tower::named_pipe(NETLOGON, &"a".repeat(length), "");
    let widest = pipe(65_534).unwrap();
    assert_eq!(Tower::decode(&widest.encode()), Ok(widest));
    assert_eq!(pipe(65_535), Err(TooTall));
}

// As Windows and Samba ask when they want to know any.
#[test]
fn an_empty_name_needs_no_terminator() {
    let octets = [&TCP[..59], &[1, 0, 0x0f, 0, 0, 1, 0, 0x11, 1, 0, 0]].concat();
    let tower = Tower::named_pipe(NETLOGON, "", "").unwrap();
    assert_eq!(Tower::decode(&octets), Ok(tower));
}

#[test]
fn asking_on_the_wire() {
    let head = [
        0, 0, 0, 0, // obj: null
        0x00, 0x00, 2, 0, // map_tower: referent
        75, 0, 0, 0, // maximum count
        75, 0, 0, 0, // tower_length
    ];
    let tail = [
        0, // padding
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // entry_handle
        4, 0, 0, 0, // max_towers
    ];
    assert_image(&Map::new(tcp(), 4), &[&head[..], &TCP, &tail].concat());
}

#[test]
fn an_answer_on_the_wire() {
    let (reply, octets) = answer();
    assert_image(&reply, &octets);
    assert_eq!(reply.towers().collect::<Vec<_>>(), [&tcp()]);
}

fn answer() -> (MapReply, Vec<u8>) {
    let reply = MapReply {
        entry_handle: ContextHandle::NIL,
        towers: Portion {
            max: 4,
            items: vec![Full::new(tcp()), Full::NULL],
        },
        status: EptStatus::OK,
    };
    let head = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // entry_handle
        2, 0, 0, 0, // num_towers
        4, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, // maximum count, offset, actual count
        0x00, 0x00, 2, 0, 0, 0, 0, 0, // referent, null
        75, 0, 0, 0, 75, 0, 0, 0, // maximum count, tower_length
    ];
    let tail = [
        0, // padding
        0, 0, 0, 0, // rpc_s_ok
    ];
    (reply, [&head[..], &TCP, &tail].concat())
}

#[test]
fn an_answer_that_contradicts_itself_is_refused() {
    let (_, octets) = answer();
    for (at, octet, lie) in [
        (20, 1, "num_towers that is not the actual count"),
        (24, 1, "fewer towers at most than there are"),
        (26, 1, "65,540 towers at most"),
        (28, 1, "towers that do not begin with the first"),
        (32, 3, "an actual count that is not num_towers"),
        (44, 74, "a maximum count that is not tower_length"),
        (48, 74, "a tower_length that is not the maximum count"),
        (51, 0xff, "a tower of 4 GiB"),
    ] {
        let mut octets = octets.clone();
        octets[at] = octet;
        let read = ndr::from_bytes::<MapReply>(&octets, DataRepresentation::LittleEndian);
        assert!(read.is_err(), "{lie}");
    }
}

fn floor() -> impl Strategy<Value = Floor> {
    prop_oneof![
        any::<(u128, u16, u16)>().prop_map(|(uuid, major, minor)| Floor::Syntax(SyntaxId {
            uuid: Guid::from_u128(uuid),
            version: InterfaceVersion { major, minor },
        })),
        any::<u16>().prop_map(Floor::ConnectionOriented),
        any::<u16>().prop_map(Floor::Tcp),
        any::<[u8; 4]>().prop_map(Floor::Ip),
        ".{0,20}".prop_map(|name| Floor::NamedPipe(name.into())),
        ".{0,20}".prop_map(|name| Floor::Netbios(name.into())),
        (vec(any::<u8>(), 0..9), vec(any::<u8>(), 0..9)).prop_map(|(rest, address)| {
            Floor::Other {
                identifier: [vec![0x1f], rest].concat(),
                address,
            }
        }),
    ]
}

proptest! {
    #[test]
    fn towers(floors in vec(floor(), 0..=16)) {
        let tower = Tower::new(floors).unwrap();
        prop_assert_eq!(Tower::decode(&tower.encode()), Ok(tower));
    }

    #[test]
    fn damaged_towers(damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut octets = TCP;
        let (_, mut answer) = answer();
        for (at, octet) in damage {
            octets[at.index(TCP.len())] = octet;
            let index = at.index(answer.len());
            answer[index] = octet;
        }
        oracle::tower(&octets);
        ndr::oracle::<MapReply>(&answer);
    }
}

fn table() -> EndpointTable {
    EndpointTable::new()
        .with_pipe(NETLOGON, "\\PIPE\\netlogon", "\\\\PDC")
        .with_tcp(NETLOGON, 49_152, [10, 75, 0, 20])
        .with_tcp(NETLOGON, 49_153, [10, 75, 0, 20])
        .with_tcp(SyntaxId::of::<Epmapper>(), 135, [10, 75, 0, 20])
}

/// The ways that the table knows, in octets, which are what a client compares.
fn mapped(request: &Map) -> (EptStatus, Vec<Tower>) {
    let reply = table().map(request).unwrap();
    assert_eq!(reply.entry_handle, ContextHandle::NIL);
    let octets = ndr::to_bytes(&reply);
    let read = ndr::from_bytes::<MapReply>(&octets, DataRepresentation::LittleEndian);
    assert_eq!(read.as_ref(), Ok(&reply));
    (reply.status, reply.towers().cloned().collect())
}

#[test]
fn a_table_knows_the_ways_of_the_kind_that_is_asked_for() {
    let second = Tower::tcp(NETLOGON, 49_153, [10, 75, 0, 20]);
    let pipe = |pipe, host| Tower::named_pipe(NETLOGON, pipe, host).unwrap();
    for (wanted, towers) in [
        (Tower::tcp(NETLOGON, 0, [0; 4]), vec![tcp(), second.clone()]),
        // Whatever a client believes that it knows.
        (Tower::tcp(NETLOGON, 445, [1; 4]), vec![tcp(), second]),
        (pipe("", ""), vec![pipe("\\PIPE\\netlogon", "\\\\PDC")]),
    ] {
        let found = (EptStatus::OK, towers);
        assert_eq!(mapped(&Map::new(wanted, 4)), found);
    }
    let one = mapped(&Map::new(tcp(), 1));
    assert_eq!(one, (EptStatus::OK, vec![tcp()]));
}

#[test]
fn a_table_does_not_know_the_rest() {
    let other = |change: fn(&mut SyntaxId)| {
        let mut interface = NETLOGON;
        change(&mut interface);
        Tower::tcp(interface, 0, [0; 4])
    };
    let floors = tcp().floors().to_vec();
    let with = |index: usize, floor| {
        let mut floors = floors.clone();
        floors[index] = floor;
        Tower::new(floors).unwrap()
    };
    let udp = Floor::Other {
        identifier: vec![8],
        address: vec![0, 0],
    };
    for wanted in [
        other(|interface| interface.uuid = SyntaxId::NDR.uuid),
        other(|interface| interface.version.major = 2),
        other(|interface| interface.version.minor = 1),
        with(1, Floor::Syntax(SyntaxId::NDR64)),
        with(2, udp.clone()),
        with(3, udp),
        Tower::new(floors[..3].to_vec()).unwrap(),
        Tower::new(vec![]).unwrap(),
    ] {
        let outcome = mapped(&Map::new(wanted, 4));
        assert_eq!(outcome, (EptStatus::NOT_REGISTERED, vec![]));
    }
    let no_tower = Map {
        map_tower: Full::NULL,
        ..Map::new(tcp(), 4)
    };
    assert_eq!(mapped(&no_tower), (EptStatus::NOT_REGISTERED, vec![]));
}

#[test]
fn a_table_refuses_what_nobody_may_ask() {
    let too_many = Map::new(tcp(), MAX_PORTION + 1);
    assert_eq!(table().map(&too_many), Err(RpcStatus::BAD_STUB_DATA));
    let going_on = Map {
        entry_handle: ContextHandle {
            attributes: 0,
            uuid: Guid::from_u128(1),
        },
        ..Map::new(tcp(), 4)
    };
    assert_eq!(table().map(&going_on), Err(RpcStatus::CONTEXT_MISMATCH));
}

/// What the table knows of what is sought, in octets, and how many have been seen then.
fn looked(request: &Lookup, seen: usize) -> (EptStatus, Vec<Tower>, Option<usize>) {
    let (reply, seen) = table().lookup(request, seen).unwrap();
    let octets = ndr::to_bytes(&reply);
    let read = ndr::from_bytes::<LookupReply>(&octets, DataRepresentation::LittleEndian);
    assert_eq!(read.as_ref(), Ok(&reply));
    let towers = reply.entries.items.iter();
    let towers = towers.filter_map(|entry| entry.tower.0.as_deref().cloned());
    (reply.status, towers.collect(), seen)
}

#[test]
fn a_table_is_looked_through_in_portions() {
    let (status, all, seen) = looked(&Lookup::all(500), 0);
    assert_eq!((status, all.len(), seen), (EptStatus::OK, 4, Some(4)));
    let (_, first, seen) = looked(&Lookup::all(3), 0);
    assert_eq!((&first[..], seen), (&all[..3], Some(3)));
    let (_, rest, seen) = looked(&Lookup::all(3), 3);
    assert_eq!((&rest[..], seen), (&all[3..], Some(4)));
    let nothing = (EptStatus::NOT_REGISTERED, vec![], None);
    assert_eq!(looked(&Lookup::all(3), 4), nothing);
    assert_eq!(looked(&Lookup::all(3), usize::MAX), nothing);
    // Who has no room for anything gets no further, and no wrong answer.
    assert_eq!(looked(&Lookup::all(0), 1), (EptStatus::OK, vec![], Some(1)));
}

#[test]
fn a_table_is_asked_for_interfaces_by_their_versions() {
    let by = |major, minor, vers_option| {
        let version = InterfaceVersion { major, minor };
        let wanted = SyntaxId {
            version,
            ..NETLOGON
        };
        let request = Lookup {
            inquiry_type: InquiryType::BY_INTERFACE,
            interface_id: Full::new(InterfaceId::from(&wanted)),
            vers_option,
            ..Lookup::all(500)
        };
        let (status, towers, _) = looked(&request, 0);
        (status, towers.len())
    };
    let found = (EptStatus::OK, 3);
    let none = (EptStatus::NOT_REGISTERED, 0);
    for (major, minor, option, expected) in [
        (9, 9, VersionOption::ALL, found),
        (1, 0, VersionOption::COMPATIBLE, found),
        (1, 1, VersionOption::COMPATIBLE, none),
        (2, 0, VersionOption::COMPATIBLE, none),
        (1, 0, VersionOption::EXACT, found),
        (1, 1, VersionOption::EXACT, none),
        (1, 9, VersionOption::MAJOR_ONLY, found),
        (0, 0, VersionOption::MAJOR_ONLY, none),
        (1, 1, VersionOption::UP_TO, found),
        (0, 9, VersionOption::UP_TO, none),
    ] {
        assert_eq!(
            by(major, minor, option),
            expected,
            "{major}.{minor} {option:?}"
        );
    }
    let unknown = (EptStatus::CANNOT_PERFORM, 0);
    assert_eq!(by(1, 0, VersionOption(0)), unknown);
    assert_eq!(by(1, 0, VersionOption(6)), unknown);
}

#[test]
fn no_entry_is_of_an_object_and_no_question_lacks_what_it_is_about() {
    let of = |inquiry_type, object| {
        let request = Lookup {
            inquiry_type,
            object,
            interface_id: Full::new(InterfaceId::from(&NETLOGON)),
            ..Lookup::all(500)
        };
        let (status, towers, _) = looked(&request, 0);
        (status, towers.len())
    };
    let object = || Full::new(Guid::from_u128(1));
    let nil = || Full::new(Guid::NIL);
    for (inquiry, object, expected) in [
        (
            InquiryType::BY_OBJECT,
            object(),
            (EptStatus::NOT_REGISTERED, 0),
        ),
        (
            InquiryType::BY_BOTH,
            object(),
            (EptStatus::NOT_REGISTERED, 0),
        ),
        (InquiryType::BY_OBJECT, nil(), (EptStatus::OK, 4)),
        (InquiryType::BY_BOTH, nil(), (EptStatus::OK, 3)),
        (
            InquiryType::BY_OBJECT,
            Full::NULL,
            (EptStatus::CANNOT_PERFORM, 0),
        ),
        (InquiryType(4), nil(), (EptStatus::CANNOT_PERFORM, 0)),
    ] {
        assert_eq!(of(inquiry, object), expected, "{inquiry:?}");
    }
    let no_interface = Lookup {
        inquiry_type: InquiryType::BY_INTERFACE,
        ..Lookup::all(500)
    };
    assert_eq!(looked(&no_interface, 0).0, EptStatus::CANNOT_PERFORM);
    let too_many = table().lookup(&Lookup::all(MAX_PORTION + 1), 0);
    assert_eq!(too_many.err(), Some(RpcStatus::BAD_STUB_DATA));
}

#[test]
fn an_annotation_is_a_text_in_64_octets() {
    let octets = ndr::to_bytes(&looked_up(vec![entry("netlogon")]));
    let at = octets
        .windows(9)
        .position(|part| part == b"netlogon\0")
        .unwrap();
    assert_eq!(octets[at - 8..at], [0, 0, 0, 0, 9, 0, 0, 0]);
    let damaged = |index: usize, octet| {
        let mut octets = octets.clone();
        octets[index] = octet;
        ndr::from_bytes::<LookupReply>(&octets, DataRepresentation::LittleEndian).is_err()
    };
    assert!(damaged(at - 8, 1), "an offset");
    assert!(damaged(at - 4, 65) && damaged(at - 4, 0), "a length");
    assert!(
        damaged(at, 0) && damaged(at, 0x80) && damaged(at + 8, b'!'),
        "a text"
    );
    assert_eq!(Annotation::new(&"x".repeat(99)).as_str().len(), 63);
    assert_eq!(Annotation::new("a\0\u{e9} b").as_str(), "a b");
}
