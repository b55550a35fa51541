//! Calls of `netlogon`, [MS-NRPC].
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::netlogon(octets));
