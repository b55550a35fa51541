//! Calls of `epmapper`, C706 appendix O.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::epmapper(octets));
