//! Calls of `samr`, [MS-SAMR].
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::samr(octets));
