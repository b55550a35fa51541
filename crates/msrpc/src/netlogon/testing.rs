//! What each call here is tested for.

use ndr::{DataRepresentation, Params};

/// The octets of an image that is written field by field.
pub(super) fn image(fields: &[&[u8]]) -> Vec<u8> {
    fields.concat()
}

/// `value` is written as `octets` and read from them; no part of them is enough; and whatever single octet of them a peer
/// changes, the outcome is an error or another value.
pub(super) fn check<P: Params + PartialEq>(value: &P, octets: &[u8]) {
    assert_eq!(ndr::to_bytes(value), octets);
    let read = |octets: &[u8]| ndr::from_bytes::<P>(octets, DataRepresentation::LittleEndian);
    match read(octets) {
        Ok(read) => assert!(read == *value, "what was read is another value"),
        Err(error) => panic!("{error}"),
    }
    for len in 0..octets.len() {
        assert!(read(&octets[..len]).is_err(), "a prefix of {len} octets");
    }
    let mut changed = octets.to_vec();
    for at in 0..octets.len() {
        for value in [0x00, 0x01, 0x7f, 0x80, 0xff, octets[at] ^ 0x04] {
            changed[at] = value;
            ndr::oracle::<P>(&changed);
        }
        changed[at] = octets[at];
    }
}
