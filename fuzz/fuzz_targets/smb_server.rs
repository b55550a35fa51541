//! What a client sends to an SMB server.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| smb::oracle::server(octets));
