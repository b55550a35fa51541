//! PDUs of DCE/RPC, C706 12.6.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| rpc::oracle::pdu(octets));
