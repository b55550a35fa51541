//! NTLM messages and what is in them, [MS-NLMP] 2.2.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| auth::oracle::ntlm_message(octets));
