//! What a client proves to a server with.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| auth::oracle::acceptor(octets));
