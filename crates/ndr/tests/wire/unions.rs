//! Unions.

use ndr::{Leveled, Ndr, Params, Union, Unique, WideStr};
use wire::Malformed;

use crate::{image, read, read_big_endian};

const SHORT: u16 = 3;

#[derive(Debug, Ndr, PartialEq)]
#[ndr(tag = u16)]
enum Information {
    #[ndr(case = 1)]
    Name(Unique<WideStr>),
    #[ndr(case = 2)]
    Nothing,
    #[ndr(case = SHORT)]
    Short(u16),
    #[ndr(case = SHORT + 1)]
    Hyper(Box<u64>),
}

#[derive(Debug, Ndr, PartialEq)]
#[ndr(tag = u32)]
enum Open {
    #[ndr(case = 1)]
    One(u8),
    #[ndr(default)]
    Other(u32),
}

#[derive(Debug, Ndr, PartialEq)]
#[ndr(tag = u8)]
enum DefaultArm {
    #[ndr(case = 1)]
    One,
    #[ndr(default)]
    Other(u8, Unique<u16>),
}

#[derive(Debug, Params, PartialEq)]
struct Unions {
    name: Leveled<Information>,
    nothing: Leveled<Information>,
    short: Unique<Information>,
    hyper: Information,
    one: Open,
    other: Leveled<Open>,
    arm: DefaultArm,
}

#[test]
fn the_tag_precedes_the_arm_and_each_has_its_own_alignment() {
    let value = Unions {
        name: Information::Name(Some("x".into())).into(),
        nothing: Information::Nothing.into(),
        short: Some(Information::Short(7)),
        hyper: Information::Hyper(Box::new(8)),
        one: Open::One(9),
        other: Open::Other(10).into(),
        arm: DefaultArm::Other(11, Some(12)),
    };
    image(
        &value,
        &[
            1, 0, // level of name
            1, 0, // name: tag
            0x00, 0x00, 0x02, 0x00, // referent
            2, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'x', 0, 0, 0, // "x" and its terminator
            2, 0, // level of nothing
            2, 0, // nothing: tag
            0x04, 0x00, 0x02, 0x00, // short: referent
            3, 0, // tag
            7, 0, // arm
            4, 0, // hyper: tag
            0, 0, // padding to 8
            8, 0, 0, 0, 0, 0, 0, 0, // arm
            1, 0, 0, 0, // one: tag
            9, // arm
            0, 0, 0, // padding
            10, 0, 0, 0, // level of other
            10, 0, 0, 0,  // other: tag
            11, // arm: tag
            0, 0, 0, // padding
            0x08, 0x00, 0x02, 0x00, // referent
            12, 0, // arm
        ],
    );
}

/// The alignment of a structure with a union is that of the union's largest arm, whichever it has.
#[test]
fn a_union_aligns_the_structure_around_it() {
    #[derive(Debug, Ndr, PartialEq)]
    struct Around {
        information: Leveled<Information>,
    }
    #[derive(Debug, Params, PartialEq)]
    struct Parameters {
        a: u8,
        around: Around,
    }
    let value = Parameters {
        a: 1,
        around: Around {
            information: Information::Short(2).into(),
        },
    };
    image(
        &value,
        &[
            1, // a
            0, 0, 0, 0, 0, 0, 0, // padding to 8
            3, 0, // level
            3, 0, // tag
            2, 0, // arm
        ],
    );
}

#[derive(Debug, Params, PartialEq)]
struct One {
    information: Leveled<Information>,
}

#[test]
fn a_level_that_is_not_the_tag_is_refused() {
    assert_eq!(
        read::<One>(&[2, 0, 3, 0, 7, 0]),
        Err(Malformed::Illegal {
            field: "information",
            value: 2
        })
    );
}

#[test]
fn a_tag_without_an_arm_is_refused() {
    assert_eq!(
        read::<One>(&[5, 0, 5, 0]),
        Err(Malformed::Illegal {
            field: "information",
            value: 5
        })
    );
}

#[test]
fn a_tag_of_a_big_endian_peer() {
    let information = Information::Short(7).into();
    assert_eq!(
        read_big_endian(&[0, 3, 0, 3, 0, 7]),
        Ok(One { information })
    );
}

#[test]
fn the_tag_of_a_value() {
    assert_eq!(Information::Hyper(Box::new(0)).tag(), 4);
    assert_eq!(Open::Other(9).tag(), 9);
}
