//! Integers, codes and the value types of `wire`.

use ndr::{ContextHandle, Ndr, Params, Unique};
use wire::{FileTime, Guid, Malformed, NtStatus, SecretKey, Sid, Win32Error};

use crate::{image, read, read_big_endian};

/// Each integer right after one octet, so that its alignment shows.
#[derive(Debug, Params, PartialEq)]
struct Integers {
    a: u8,
    short: u16,
    b: u8,
    long: i32,
    c: u8,
    hyper: u64,
    d: u8,
    signed_short: i16,
    signed_hyper: i64,
}

const INTEGERS: Integers = Integers {
    a: 1,
    short: 0x0203,
    b: 4,
    long: -2,
    c: 5,
    hyper: 0x0102_0304_0506_0708,
    d: 6,
    signed_short: -2,
    signed_hyper: i64::MIN,
};

#[test]
fn integers_are_aligned_to_their_size() {
    image(
        &INTEGERS,
        &[
            1, // a
            0, // padding
            3, 2, // short
            4, // b
            0, 0, 0, // padding
            0xfe, 0xff, 0xff, 0xff, // long
            5,    // c
            0, 0, 0, // padding
            8, 7, 6, 5, 4, 3, 2, 1, // hyper
            6, // d
            0, // padding
            0xfe, 0xff, // signed_short
            0, 0, 0, 0, // padding
            0, 0, 0, 0, 0, 0, 0, 0x80, // signed_hyper
        ],
    );
}

#[test]
fn integers_of_a_big_endian_peer() {
    let wire = [
        1,    // a
        0xee, // padding may be anything
        2, 3, // short
        4, // b
        0xee, 0xee, 0xee, // padding
        0xff, 0xff, 0xff, 0xfe, // long
        5,    // c
        0xee, 0xee, 0xee, // padding
        1, 2, 3, 4, 5, 6, 7, 8,    // hyper
        6,    // d
        0xee, // padding
        0xff, 0xfe, // signed_short
        0xee, 0xee, 0xee, 0xee, // padding
        0x80, 0, 0, 0, 0, 0, 0, 0, // signed_hyper
    ];
    assert_eq!(read_big_endian(&wire), Ok(INTEGERS));
}

/// An IDL `enum`.
#[derive(Clone, Copy, Debug, Ndr, PartialEq)]
struct Kind(u16);

/// Everything from `wire`, after an octet where alignment is of interest.
#[derive(Params, PartialEq)]
struct Values {
    kind: Kind,
    key: SecretKey<3>,
    time: FileTime,
    status: NtStatus,
    error: Win32Error,
    a: u8,
    handle: ContextHandle,
    b: u8,
    sid: Unique<Sid>,
}

fn values() -> Values {
    Values {
        kind: Kind(7),
        key: SecretKey::new([0xa1, 0xa2, 0xa3]),
        time: FileTime(0x0102_0304_0506_0708),
        status: NtStatus(0xc000_0022),
        error: Win32Error(5),
        a: 1,
        handle: ContextHandle {
            attributes: 0,
            uuid: Guid::from_u128(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10),
        },
        b: 2,
        sid: Some("S-1-5-32-544".parse().unwrap()),
    }
}

#[test]
fn values_of_wire() {
    image(
        &values(),
        &[
            7, 0, // kind
            0xa1, 0xa2, 0xa3, // key
            0, 0, 0, // padding to 4, not 8
            8, 7, 6, 5, // time: dwLowDateTime
            4, 3, 2, 1, // time: dwHighDateTime
            0x22, 0x00, 0x00, 0xc0, // status
            5, 0, 0, 0, // error
            1, // a
            0, 0, 0, // padding
            0, 0, 0, 0, // context_handle_attributes
            4, 3, 2, 1, // context_handle_uuid: Data1
            6, 5, // Data2
            8, 7, // Data3
            0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, // Data4
            2,    // b
            0, 0, 0, // padding
            0x00, 0x00, 0x02, 0x00, // sid: referent
            2, 0, 0, 0, // maximum count
            1, 2, // Revision, SubAuthorityCount
            0, 0, 0, 0, 0, 5, // IdentifierAuthority
            0x20, 0x00, 0x00, 0x00, // SubAuthority[0]
            0x20, 0x02, 0x00, 0x00, // SubAuthority[1]
        ],
    );
}

#[test]
fn values_of_a_big_endian_peer() {
    let wire = [
        0, 7, // kind
        0xa1, 0xa2, 0xa3, // key
        0, 0, 0, // padding
        5, 6, 7, 8, // time: dwLowDateTime, still first
        1, 2, 3, 4, // time: dwHighDateTime
        0xc0, 0x00, 0x00, 0x22, // status
        0, 0, 0, 5, // error
        1, // a
        0, 0, 0, // padding
        0, 0, 0, 0, // context_handle_attributes
        1, 2, 3, 4, // context_handle_uuid: Data1
        5, 6, // Data2
        7, 8, // Data3
        0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, // Data4
        2,    // b
        0, 0, 0, // padding
        0x00, 0x02, 0x00, 0x00, // sid: referent
        0, 0, 0, 2, // maximum count
        1, 2, // Revision, SubAuthorityCount
        0, 0, 0, 0, 0, 5, // IdentifierAuthority
        0x00, 0x00, 0x00, 0x20, // SubAuthority[0]
        0x00, 0x00, 0x02, 0x20, // SubAuthority[1]
    ];
    assert!(read_big_endian(&wire) == Ok(values()));
}

#[derive(Debug, Params, PartialEq)]
struct OneSid {
    sid: Sid,
}

#[test]
fn sid_of_another_revision_or_another_count_is_refused() {
    let wire = [
        1, 0, 0, 0, // maximum count
        1, 1, // Revision, SubAuthorityCount
        0, 0, 0, 0, 0, 1, // IdentifierAuthority
        0, 0, 0, 0, // SubAuthority
    ];
    assert!(read::<OneSid>(&wire).is_ok());
    let illegal = |value| {
        Err(Malformed::Illegal {
            field: "sid",
            value,
        })
    };
    assert_eq!(read::<OneSid>(&with(wire, 4, 2)), illegal(2));
    assert_eq!(read::<OneSid>(&with(wire, 5, 2)), illegal(2));
    assert_eq!(read::<OneSid>(&with(wire, 0, 0)), illegal(1));
    let mut sixteen = [0; 76];
    sixteen[0] = 16;
    sixteen[4] = 1;
    sixteen[5] = 16;
    assert_eq!(read::<OneSid>(&sixteen), illegal(16));
}

fn with<const N: usize>(mut wire: [u8; N], offset: usize, octet: u8) -> [u8; N] {
    wire[offset] = octet;
    wire
}

#[test]
fn nil_handle_is_twenty_zeros() {
    #[derive(Debug, Params, PartialEq)]
    struct Close {
        handle: ContextHandle,
    }
    let close = Close {
        handle: ContextHandle::NIL,
    };
    image(&close, &[0; 20]);
    assert!(close.handle.is_nil());
    let open = ContextHandle {
        attributes: 0,
        uuid: Guid::from_u128(1),
    };
    assert!(!open.is_nil());
}
