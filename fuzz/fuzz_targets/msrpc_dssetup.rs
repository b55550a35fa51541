//! Calls of `dssetup`, [MS-DSSP].
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| msrpc::oracle::dssetup(octets));
