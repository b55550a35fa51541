//! Calls of `wkssvc`, [MS-WKST].
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::wkssvc(octets));
