//! What a server sends to an RPC client.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| rpc::oracle::client(octets));
