//! What a server sends to an SMB client.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| smb::oracle::client(octets));
