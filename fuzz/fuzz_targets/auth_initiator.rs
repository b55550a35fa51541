//! What a server challenges a client with.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| auth::oracle::initiator(octets));
