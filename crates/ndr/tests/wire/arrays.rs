//! Arrays with and without a maximum count, an actual count, and an integer that counts them once more.

use ndr::{
    Conformant, ConformantVarying, Counted, CountedInline, CountedVarying, CountedVaryingInline,
    InlineThenCount, Ndr, Params, ThenCount, Unique, Varying,
};
use wire::Malformed;

use crate::{image, read, read_big_endian};

#[derive(Debug, Params, PartialEq)]
struct Arrays {
    fixed: [u16; 2],
    conformant: Conformant<u16>,
    varying: Varying<u8, 4>,
    conformant_varying: ConformantVarying<u8>,
    constant: ConformantVarying<u8, 1260>,
    of_hyper: Conformant<u64>,
}

#[test]
fn arrays() {
    let value = Arrays {
        fixed: [1, 2],
        conformant: vec![3, 4, 5].into(),
        varying: vec![6, 7].into(),
        conformant_varying: vec![8].into(),
        constant: vec![9].into(),
        of_hyper: vec![10].into(),
    };
    image(
        &value,
        &[
            1, 0, 2, 0, // fixed
            3, 0, 0, 0, // conformant: maximum count
            3, 0, 4, 0, 5, 0, // elements
            0, 0, // padding
            0, 0, 0, 0, // varying: offset
            2, 0, 0, 0, // actual count
            6, 7, // elements
            0, 0, // padding
            1, 0, 0, 0, // conformant_varying: maximum count
            0, 0, 0, 0, // offset
            1, 0, 0, 0, // actual count
            8, // element
            0, 0, 0, // padding
            0xec, 0x04, 0x00, 0x00, // constant: maximum count
            0, 0, 0, 0, // offset
            1, 0, 0, 0, // actual count
            9, // element
            0, 0, 0, // padding
            1, 0, 0, 0, // of_hyper: maximum count
            10, 0, 0, 0, 0, 0, 0, 0, // element
        ],
    );
}

/// A structure that ends in a conformant array, and one that ends in such a structure.
#[derive(Debug, Ndr, PartialEq)]
struct Outer {
    a: u8,
    inner: Inner,
}

#[derive(Debug, Ndr, PartialEq)]
struct Inner {
    b: u16,
    items: Conformant<u64>,
}

#[derive(Debug, Params, PartialEq)]
struct ConformantStructures {
    first: Unique<Outer>,
    second: Inner,
}

#[test]
fn maximum_count_goes_before_the_outermost_structure() {
    let value = ConformantStructures {
        first: Some(Outer {
            a: 1,
            inner: Inner {
                b: 2,
                items: vec![3].into(),
            },
        }),
        second: Inner {
            b: 4,
            items: vec![].into(),
        },
    };
    image(
        &value,
        &[
            0x00, 0x00, 0x02, 0x00, // first: referent
            1, 0, 0, 0, // maximum count of first.inner.items
            1, // a
            0, 0, 0, 0, 0, 0, 0, // padding
            2, 0, // inner.b
            0, 0, 0, 0, 0, 0, // padding
            3, 0, 0, 0, 0, 0, 0, 0, // inner.items[0]
            0, 0, 0, 0, // maximum count of second.items
            0, 0, 0, 0, // padding
            4, 0, // b
        ],
    );
}

#[derive(Debug, Params, PartialEq)]
struct CountedArrays {
    counted: Counted<u16>,
    none: Counted<u16>,
    varying: CountedVarying<u8>,
    inline: CountedInline<u8>,
    constant: CountedVaryingInline<u8, 16>,
    then_count: ThenCount<u8>,
    no_then_count: ThenCount<u8>,
    inline_then_count: InlineThenCount<u8>,
}

fn counted_arrays() -> CountedArrays {
    CountedArrays {
        counted: vec![1, 2].into(),
        none: vec![].into(),
        varying: vec![3].into(),
        inline: vec![4].into(),
        constant: vec![5].into(),
        then_count: vec![6].into(),
        no_then_count: vec![].into(),
        inline_then_count: vec![7].into(),
    }
}

#[test]
fn counts_are_written_from_the_array() {
    image(
        &counted_arrays(),
        &[
            2, 0, 0, 0, // counted: count
            0x00, 0x00, 0x02, 0x00, // referent
            2, 0, 0, 0, // maximum count
            1, 0, 2, 0, // elements
            0, 0, 0, 0, // none: count
            0, 0, 0, 0, // null
            1, 0, 0, 0, // varying: count
            1, 0, 0, 0, // maximum
            0x04, 0x00, 0x02, 0x00, // referent
            1, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            1, 0, 0, 0, // actual count
            3, // element
            0, 0, 0, // padding
            1, 0, 0, 0, // inline: count
            1, 0, 0, 0, // maximum count
            4, // element
            0, 0, 0, // padding
            1, 0, 0, 0, // constant: count
            16, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            1, 0, 0, 0, // actual count
            5, // element
            0, 0, 0, // padding
            0x08, 0x00, 0x02, 0x00, // then_count: referent
            1, 0, 0, 0, // maximum count
            6, // element
            0, 0, 0, // padding
            1, 0, 0, 0, // count
            0, 0, 0, 0, // no_then_count: null
            0, 0, 0, 0, // count
            1, 0, 0, 0, // inline_then_count: maximum count
            7, // element
            0, 0, 0, // padding
            1, 0, 0, 0, // count
        ],
    );
}

#[test]
fn counts_of_a_big_endian_peer() {
    #[derive(Debug, Params, PartialEq)]
    struct One {
        names: Counted<u16>,
    }
    let wire = [
        0, 0, 0, 2, // count
        0, 0, 0, 9, // referent
        0, 0, 0, 2, // maximum count
        0, 1, 0, 2, // elements
    ];
    let names = vec![1, 2].into();
    assert_eq!(read_big_endian(&wire), Ok(One { names }));
}

#[test]
fn a_count_that_contradicts_the_maximum_count_is_refused() {
    let wire = ndr::to_bytes(&counted_arrays());
    let counts = [0, 8, 16, 24, 44, 52, 56, 64, 76, 88, 96, 104, 108, 116];
    for offset in counts {
        let mut wire = wire.clone();
        wire[offset] = wire[offset].wrapping_add(1);
        assert!(
            read::<CountedArrays>(&wire).is_err(),
            "count at {offset} is not what follows"
        );
    }
}

#[test]
fn an_empty_array_may_have_a_pointer() {
    #[derive(Debug, Params, PartialEq)]
    struct Empty {
        counted: Counted<u16>,
        then_count: ThenCount<u16>,
    }
    let wire = [
        0, 0, 0, 0, // count
        1, 0, 0, 0, // referent
        0, 0, 0, 0, // maximum count
        2, 0, 0, 0, // referent
        0, 0, 0, 0, // maximum count
        0, 0, 0, 0, // count
    ];
    let empty = Empty {
        counted: vec![].into(),
        then_count: vec![].into(),
    };
    assert_eq!(read(&wire), Ok(empty));
}

#[test]
fn offset_and_more_elements_than_the_maximum_are_refused() {
    #[derive(Debug, Params, PartialEq)]
    struct One {
        items: ConformantVarying<u8, 4>,
    }
    let wire = |max, offset, actual| {
        let wire = [
            max, 0, 0, 0, offset, 0, 0, 0, actual, 0, 0, 0, 1, 2, 3, 4, 5,
        ];
        let len = 12 + usize::from(actual);
        read::<One>(&wire[..len]).map(|one| one.items.0)
    };
    assert_eq!(wire(4, 0, 2), Ok(vec![1, 2]));
    assert_eq!(
        wire(4, 1, 2),
        Err(Malformed::Illegal {
            field: "items",
            value: 1
        })
    );
    let too_large = |limit| {
        Err(Malformed::TooLarge {
            field: "items",
            value: 5,
            limit,
        })
    };
    assert_eq!(wire(2, 0, 5), too_large(2));
    assert_eq!(
        wire(9, 0, 5),
        too_large(4),
        "the constant of the IDL counts"
    );
}
