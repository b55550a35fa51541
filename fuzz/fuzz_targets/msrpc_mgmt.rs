//! Calls of `mgmt`, C706 appendix Q.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::mgmt(octets));
