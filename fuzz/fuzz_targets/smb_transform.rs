//! The header of encrypted messages, [MS-SMB2] 2.2.41.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| smb::oracle::transform(octets));
