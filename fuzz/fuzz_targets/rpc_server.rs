//! What a client sends to an RPC server.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| rpc::oracle::server(octets));
