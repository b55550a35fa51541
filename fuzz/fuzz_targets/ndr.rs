//! NDR: types with everything in them that NDR has.
#![no_main]

#[path = "../../crates/ndr/tests/wire/shapes.rs"]
mod shapes;

libfuzzer_sys::fuzz_target!(|octets: &[u8]| shapes::oracle(octets));
