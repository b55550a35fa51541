//! Datagrams to a domain controller's UDP ports 137, 138 and 389, one after another.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| locate::oracle::responder(octets));
