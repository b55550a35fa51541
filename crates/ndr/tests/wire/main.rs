//! What stands on the wire, octet by octet, and what happens when it is wrong.
#![cfg(test)]

mod arrays;
mod hostile;
mod pointers;
mod round_trip;
mod samba;
mod shapes;
mod strings;
mod unions;
mod values;

use ndr::DataRepresentation::{BigEndian, LittleEndian};
use ndr::{Malformed, Params};

/// `value` is written as `wire`, `wire` is read as `value`, and no part of it is.
#[track_caller]
fn image<P: Params + PartialEq>(value: &P, wire: &[u8]) {
    assert_eq!(hex(&ndr::to_bytes(value)), hex(wire));
    let again = read::<P>(wire);
    assert_eq!(again.as_ref().err(), None);
    assert!(again.as_ref() == Ok(value), "another value was read");
    for len in 0..wire.len() {
        let error = read::<P>(&wire[..len]).err();
        assert!(
            matches!(error, Some(Malformed::Truncated { .. })),
            "the first {len} octets: {error:?}"
        );
    }
    ndr::oracle::<P>(wire);
}

fn read<P: Params>(wire: &[u8]) -> Result<P, Malformed> {
    ndr::from_bytes(wire, LittleEndian)
}

fn read_big_endian<P: Params>(wire: &[u8]) -> Result<P, Malformed> {
    ndr::from_bytes(wire, BigEndian)
}

/// Four octets in a line, which shows where two images differ.
fn hex(octets: &[u8]) -> Vec<String> {
    octets
        .chunks(4)
        .enumerate()
        .map(|(i, chunk)| format!("{:04x}: {chunk:02x?}", i * 4))
        .collect()
}
