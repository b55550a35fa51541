//! Pointers: what they point to follows the outermost construction, C706 14.3.12.3.

use ndr::{Conformant, Full, Ndr, Params, Ref, Unique, WideStr};
use wire::Malformed;

use crate::{image, read};

/// Points twice, with something in between.
#[derive(Clone, Debug, Ndr, PartialEq)]
struct Pair {
    left: Unique<WideStr>,
    number: u8,
    right: Ref<u16>,
}

#[derive(Debug, Params, PartialEq)]
struct Nested {
    pairs: Unique<Conformant<Pair>>,
    inner: Ref<Unique<Pair>>,
    last: Unique<u8>,
}

fn pair(left: Option<&str>, number: u8) -> Pair {
    Pair {
        left: left.map(WideStr::from),
        number,
        right: Ref(u16::from(number)),
    }
}

#[test]
fn referents_follow_the_array_in_order_and_depth_first() {
    let value = Nested {
        pairs: Some(vec![pair(Some("a"), 1), pair(None, 2)].into()),
        inner: Ref(Some(pair(Some("b"), 3))),
        last: Some(9),
    };
    image(
        &value,
        &[
            0x00, 0x00, 0x02, 0x00, // pairs: referent
            2, 0, 0, 0, // maximum count
            0x04, 0x00, 0x02, 0x00, // pairs[0].left: referent
            1,    // pairs[0].number
            0, 0, 0, // padding
            0x08, 0x00, 0x02, 0x00, // pairs[0].right: referent
            0, 0, 0, 0, // pairs[1].left: null
            2, // pairs[1].number
            0, 0, 0, // padding
            0x0c, 0x00, 0x02, 0x00, // pairs[1].right: referent
            2, 0, 0, 0, // pairs[0].left: maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'a', 0, 0, 0, // "a" and its terminator
            1, 0, // pairs[0].right
            2, 0, // pairs[1].right
            0x10, 0x00, 0x02, 0x00, // inner: referent
            0x14, 0x00, 0x02, 0x00, // *inner: referent
            0x18, 0x00, 0x02, 0x00, // left: referent
            3,    // number
            0, 0, 0, // padding
            0x1c, 0x00, 0x02, 0x00, // right: referent
            2, 0, 0, 0, // left: maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'b', 0, 0, 0, // "b" and its terminator
            3, 0, // right
            0, 0, // padding
            0x20, 0x00, 0x02, 0x00, // last: referent
            9,    // last
        ],
    );
}

#[test]
fn a_null_reference_is_refused() {
    #[derive(Debug, Params, PartialEq)]
    struct One {
        target: Ref<u8>,
    }
    assert_eq!(
        read::<One>(&[0, 0, 0, 0]),
        Err(Malformed::Illegal {
            field: "target",
            value: 0
        })
    );
    assert_eq!(read(&[1, 0, 0, 0, 7]), Ok(One { target: Ref(7) }));
}

#[test]
fn an_error_names_the_field_behind_the_pointer() {
    let wire = [
        1, 0, 0, 0, // pairs: referent
        1, 0, 0, 0, // maximum count
        0, 0, 0, 0, // pairs[0].left: null
        1, 0, 0, 0, // number
        0, 0, 0, 0, // right: null
    ];
    assert_eq!(
        read::<Nested>(&wire),
        Err(Malformed::Illegal {
            field: "right",
            value: 0
        })
    );
}

#[derive(Debug, Params, PartialEq)]
struct Aliases {
    first: Full<u16>,
    second: Full<u16>,
    third: Full<u16>,
    null: Full<u16>,
}

#[test]
fn full_pointers_share_their_referent() {
    let shared = Full::new(7);
    let value = Aliases {
        first: shared.clone(),
        second: Full::new(7),
        third: shared,
        null: Full::NULL,
    };
    let wire = [
        0x00, 0x00, 0x02, 0x00, // first: referent
        7, 0, // *first
        0, 0, // padding
        0x04, 0x00, 0x02, 0x00, // second: another referent, although equal
        7, 0, // *second
        0, 0, // padding
        0x00, 0x00, 0x02, 0x00, // third: the referent of first, which does not come again
        0, 0, 0, 0, // null
    ];
    image(&value, &wire);
    let again = read::<Aliases>(&wire).unwrap();
    let [first, second, third] =
        [again.first, again.second, again.third].map(|pointer| pointer.0.unwrap());
    assert!(std::sync::Arc::ptr_eq(&first, &third));
    assert!(!std::sync::Arc::ptr_eq(&first, &second));
}

/// Refers to another of its kind.
#[derive(Debug, Ndr, PartialEq)]
struct Link {
    value: u8,
    next: Full<Self>,
}

#[derive(Debug, Params, PartialEq)]
struct Links {
    first: Full<Link>,
    second: Full<Link>,
}

#[test]
fn a_full_pointer_may_refer_to_what_another_contains() {
    let inner = Full::new(Link {
        value: 2,
        next: Full::NULL,
    });
    let value = Links {
        first: Full::new(Link {
            value: 1,
            next: inner.clone(),
        }),
        second: inner,
    };
    image(
        &value,
        &[
            0x00, 0x00, 0x02, 0x00, // first: referent
            1,    // value
            0, 0, 0, // padding
            0x04, 0x00, 0x02, 0x00, // next: referent
            2,    // value
            0, 0, 0, // padding
            0, 0, 0, 0, // next: null
            0x04, 0x00, 0x02, 0x00, // second: known
        ],
    );
}

#[test]
fn a_full_pointer_to_what_contains_it_is_refused() {
    let wire = [
        1, 0, 0, 0, // first: referent 1
        1, 0, 0, 0, // value
        1, 0, 0, 0, // next: referent 1
        0, 0, 0, 0, // second: null
    ];
    assert_eq!(
        read::<Links>(&wire),
        Err(Malformed::Illegal {
            field: "next",
            value: 1
        })
    );
}

#[test]
fn full_pointers_of_different_types_cannot_share() {
    #[derive(Debug, Params, PartialEq)]
    struct Mixed {
        short: Full<u16>,
        long: Full<u32>,
    }
    let wire = [
        1, 0, 0, 0, // short: referent 1
        7, 0, 0, 0, // *short
        1, 0, 0, 0, // long: referent 1
    ];
    assert_eq!(
        read::<Mixed>(&wire),
        Err(Malformed::Illegal {
            field: "long",
            value: 1
        })
    );
}
