//! Calls of `svcctl`, [MS-SCMR].
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::svcctl(octets));
