//! Calls of `lsarpc`, [MS-LSAD] and [MS-LSAT].
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::lsarpc(octets));
