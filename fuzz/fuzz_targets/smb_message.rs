//! SMB 2 and 3 messages, [MS-SMB2] 2.2.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| smb::oracle::message(octets));
