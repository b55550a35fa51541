//! SMB errors, and the buffers of control codes, [MS-SMB2] 2.2.31.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| smb::oracle::buffers(octets));
