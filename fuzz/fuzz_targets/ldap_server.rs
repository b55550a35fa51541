//! What clients of the directory send, before and after a logon.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| ldap::oracle::server(octets));
