//! Calls of `srvsvc`, [MS-SRVS].
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::srvsvc(octets));
