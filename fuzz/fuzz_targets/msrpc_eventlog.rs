//! Calls of `eventlog`, [MS-EVEN].
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::eventlog(octets));
