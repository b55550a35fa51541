//! Datagrams to and from UDP port 137, RFC 1002 4.2.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| locate::oracle::name_service(octets));
