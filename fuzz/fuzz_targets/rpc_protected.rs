//! What is said over an association that both ends protect: by a client with its verification trailers, and by others.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| rpc::oracle::protected(octets));
