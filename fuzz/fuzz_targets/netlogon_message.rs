//! A message that is said to come through a secure channel.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| netlogon::oracle::message(octets));
