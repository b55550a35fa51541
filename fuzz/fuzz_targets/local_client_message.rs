//! What programs of a computer ask its Netlogon service, and what it answers.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| local_client::oracle::message(octets));
