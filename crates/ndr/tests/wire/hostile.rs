//! What an enemy would send.

use ndr::{
    Conformant, Counted, CountedInline, DataRepresentation, Ndr, Params, UnicodeString, Unique,
    WideStr,
};
use wire::Malformed;

use crate::read;

#[derive(Debug, Params, PartialEq)]
struct Names {
    names: CountedInline<UnicodeString>,
}

/// Were it allocated first, this test would need 192 GB.
#[test]
fn a_count_beyond_the_input_allocates_nothing() {
    let mut wire = vec![0xff; 8]; // count and maximum count
    wire.extend_from_slice(&[0; 4]);
    assert_eq!(
        read::<Names>(&wire),
        Err(Malformed::Truncated {
            field: "names",
            needed: 0xffff_ffff,
            left: 4
        })
    );
}

#[derive(Debug, Ndr, PartialEq)]
struct Node {
    next: Unique<Box<Self>>,
}

#[derive(Debug, Params, PartialEq)]
struct List {
    first: Node,
}

#[test]
fn pointers_nest_only_so_deep() {
    let chain = |length: usize| {
        let mut wire = [1, 0, 0, 0].repeat(length);
        wire.extend_from_slice(&[0; 4]);
        read::<List>(&wire)
    };
    assert!(chain(63).is_ok());
    let too_deep = Err(Malformed::TooLarge {
        field: "next",
        value: 64,
        limit: 64,
    });
    assert_eq!(chain(64), too_deep);
    assert_eq!(chain(1_000_000), too_deep);
}

#[derive(Debug, Params, PartialEq)]
struct Limited {
    #[ndr(max = 2)]
    inline: CountedInline<u8>,
    #[ndr(max = 1 + 1)]
    unique: Unique<WideStr>,
    members: Unique<LimitedMembers>,
}

#[derive(Debug, Ndr, PartialEq)]
struct LimitedMembers {
    #[ndr(max = 1)]
    counted: Counted<u16>,
    #[ndr(max = 1)]
    last: Conformant<u8>,
}

fn limited(inline: usize, unique: &str, members: Option<(usize, usize)>) -> Limited {
    Limited {
        inline: vec![0; inline].into(),
        unique: Some(unique.into()),
        members: members.map(|(counted, last)| LimitedMembers {
            counted: vec![0; counted].into(),
            last: vec![0; last].into(),
        }),
    }
}

#[test]
fn limits_of_the_idl_are_enforced() {
    let limit = |value: Limited| read::<Limited>(&ndr::to_bytes(&value)).err();
    let too_large = |field, value, limit| {
        Some(Malformed::TooLarge {
            field,
            value,
            limit,
        })
    };
    assert_eq!(limit(limited(2, "ab", Some((1, 1)))), None);
    assert_eq!(limit(limited(0, "", None)), None);
    assert_eq!(limit(limited(3, "", None)), too_large("inline", 3, 2));
    assert_eq!(limit(limited(0, "abc", None)), too_large("unique", 3, 2));
    let counted = limited(0, "", Some((2, 0)));
    assert_eq!(limit(counted), too_large("counted", 2, 1));
    let last = limited(0, "", Some((0, 2)));
    assert_eq!(limit(last), too_large("last", 2, 1));
}

#[derive(Debug, Params, PartialEq)]
struct Octet {
    octet: u8,
}

#[derive(Debug, Params, PartialEq)]
struct Nothing {}

#[test]
fn only_padding_may_follow() {
    for len in 1..=8 {
        assert_eq!(read(&vec![7; len]), Ok(Octet { octet: 7 }), "{len} octets");
    }
    let trailing = |left| Malformed::Trailing {
        field: "stub data",
        left,
    };
    assert_eq!(read::<Octet>(&[0; 9]), Err(trailing(8)));
    assert_eq!(read(&[]), Ok(Nothing {}));
    assert_eq!(read::<Nothing>(&[0]), Err(trailing(1)));
}

#[test]
fn format_labels() {
    let label = DataRepresentation::from_label;
    assert_eq!(
        label(DataRepresentation::LABEL),
        Ok(DataRepresentation::LittleEndian)
    );
    assert_eq!(label([0, 0, 0, 0]), Ok(DataRepresentation::BigEndian));
    for octet in [0x01, 0x11, 0x20, 0xff] {
        assert_eq!(
            label([octet, 0, 0, 0]),
            Err(Malformed::Illegal {
                field: "NDR_format_label",
                value: u64::from(octet)
            })
        );
    }
}
