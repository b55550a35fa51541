//! Strings that end with a terminator, and strings that say their length.

use ndr::{AnsiStr, AnsiString, Params, ShortBlob, UnicodeString, Unique, WideStr};
use wire::Malformed;

use crate::{image, read, read_big_endian};

#[derive(Debug, Params, PartialEq)]
struct Strings {
    wide: WideStr,
    unique: Unique<WideStr>,
    narrow: AnsiStr,
    unicode: UnicodeString,
    empty: UnicodeString,
    null: UnicodeString,
    octets: AnsiString,
    blob: ShortBlob,
}

#[test]
fn strings() {
    let value = Strings {
        wide: "ä𝄞".into(),
        unique: Some("".into()),
        narrow: "abc".into(),
        unicode: "M$".into(),
        empty: "".into(),
        null: UnicodeString::NULL,
        octets: vec![0xff, 0, 1].into(),
        blob: vec![0x0102].into(),
    };
    image(
        &value,
        &[
            4, 0, 0, 0, // wide: maximum count
            0, 0, 0, 0, // offset
            4, 0, 0, 0, // actual count
            0xe4, 0x00, // ä
            0x34, 0xd8, 0x1e, 0xdd, // 𝄞
            0, 0, // terminator
            0x00, 0x00, 0x02, 0x00, // unique: referent
            1, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            1, 0, 0, 0, // actual count
            0, 0, // terminator
            0, 0, // padding
            4, 0, 0, 0, // narrow: maximum count
            0, 0, 0, 0, // offset
            4, 0, 0, 0, // actual count
            b'a', b'b', b'c', 0, // "abc" and its terminator
            4, 0, 4, 0, // unicode: Length, MaximumLength
            0x04, 0x00, 0x02, 0x00, // Buffer: referent
            2, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'M', 0, b'$', 0, // "M$"
            0, 0, 0, 0, // empty: Length, MaximumLength
            0x08, 0x00, 0x02, 0x00, // Buffer: referent
            0, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            0, 0, 0, 0, // actual count
            0, 0, 0, 0, // null: Length, MaximumLength
            0, 0, 0, 0, // Buffer: null
            3, 0, 3, 0, // octets: Length, MaximumLength
            0x0c, 0x00, 0x02, 0x00, // Buffer: referent
            3, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            3, 0, 0, 0, // actual count
            0xff, 0, 1, // octets
            0, // padding
            2, 0, 2, 0, // blob: Length, MaximumLength
            0x10, 0x00, 0x02, 0x00, // Buffer: referent
            1, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            1, 0, 0, 0, // actual count
            2, 1, // unit
        ],
    );
}

#[derive(Debug, Params, PartialEq)]
struct Wide {
    name: WideStr,
}

#[derive(Debug, Params, PartialEq)]
struct Unicode {
    name: UnicodeString,
}

#[test]
fn strings_of_a_big_endian_peer() {
    let wire = [
        0, 0, 0, 3, // maximum count
        0, 0, 0, 0, // offset
        0, 0, 0, 2, // actual count
        0, b'x', 0, 0, // "x" and its terminator
    ];
    assert_eq!(read_big_endian(&wire), Ok(Wide { name: "x".into() }));
    let wire = [
        0, 2, 0, 2, // Length, MaximumLength
        0, 0, 0, 1, // Buffer: referent
        0, 0, 0, 1, // maximum count
        0, 0, 0, 0, // offset
        0, 0, 0, 1, // actual count
        0, b'x', // "x"
    ];
    assert_eq!(read_big_endian(&wire), Ok(Unicode { name: "x".into() }));
}

#[test]
fn a_string_has_its_only_terminator_at_the_end() {
    let with_units = |units: &[u8]| {
        let count = u8::try_from(units.len() / 2).unwrap();
        let mut wire = vec![count, 0, 0, 0, 0, 0, 0, 0, count, 0, 0, 0];
        wire.extend_from_slice(units);
        read::<Wide>(&wire).map(|wide| wide.name.into_string())
    };
    let not_text = Err(Malformed::NotText { field: "name" });
    assert_eq!(with_units(&[b'x', 0, 0, 0]).as_deref(), Ok("x"));
    assert_eq!(with_units(&[b'x', 0]), not_text, "no terminator");
    assert_eq!(with_units(&[]), not_text, "nothing at all");
    assert_eq!(with_units(&[0, 0, 0, 0]), not_text, "two terminators");
    assert_eq!(with_units(&[0, 0, b'x', 0, 0, 0]), not_text, "hidden text");
    assert_eq!(with_units(&[0x34, 0xd8, 0, 0]), not_text, "lone surrogate");
}

#[test]
fn a_text_ends_at_its_first_nul() {
    assert_eq!(WideStr::from("a\0b"), WideStr::from("a"));
    assert_eq!(AnsiStr::from("a\0b".to_owned()).as_str(), "a");
}

#[test]
fn a_narrow_string_of_another_code_page_is_refused() {
    #[derive(Debug, Params, PartialEq)]
    struct Narrow {
        name: AnsiStr,
    }
    let wire = [2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0xe4, 0];
    assert_eq!(
        read::<Narrow>(&wire),
        Err(Malformed::NotText { field: "name" })
    );
}

/// Samba and Windows servers leave room for a terminator in some strings.
#[test]
fn maximum_length_may_be_larger_than_length() {
    let wire = [
        2, 0, 4, 0, // Length, MaximumLength
        1, 0, 0, 0, // Buffer: referent
        2, 0, 0, 0, // maximum count
        0, 0, 0, 0, // offset
        1, 0, 0, 0, // actual count
        b'x', 0, // "x"
    ];
    assert_eq!(read(&wire), Ok(Unicode { name: "x".into() }));
}

#[test]
fn a_length_that_contradicts_the_buffer_is_refused() {
    let read = |length, maximum, pointer, actual| {
        let wire = [
            length, 0, maximum, 0, pointer, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, actual, 0, 0, 0, b'x',
            0, b'y', 0,
        ];
        let len = if pointer == 0 {
            8
        } else {
            20 + 2 * usize::from(actual)
        };
        read::<Unicode>(&wire[..len])
    };
    let illegal = |value| {
        Err(Malformed::Illegal {
            field: "name",
            value,
        })
    };
    assert_eq!(read(2, 2, 1, 1), Ok(Unicode { name: "x".into() }));
    assert_eq!(read(2, 2, 1, 2), illegal(1), "more than Length says");
    assert_eq!(read(4, 4, 1, 1), illegal(2), "less than Length says");
    assert_eq!(read(4, 2, 1, 2), illegal(4), "more than MaximumLength says");
    assert_eq!(read(3, 4, 1, 1), illegal(3), "half a character");
    assert_eq!(read(2, 2, 0, 0), illegal(2), "null, yet not empty");
    let null = UnicodeString::NULL;
    assert_eq!(read(0, 2, 0, 0), Ok(Unicode { name: null }));
}

#[test]
fn a_counted_string_is_cut_where_its_length_ends() {
    let long = Unicode {
        name: "x".repeat(40_000).into(),
    };
    let cut = Unicode {
        name: "x".repeat(32_767).into(),
    };
    assert_eq!(read(&ndr::to_bytes(&long)), Ok(cut));
}
