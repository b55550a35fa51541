//! Datagrams to and from UDP port 389, [MS-ADTS] 6.3.3.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| locate::oracle::cldap(octets));
