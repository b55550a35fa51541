//! SPNEGO tokens, RFC 4178 4.2.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| auth::oracle::spnego_token(octets));
