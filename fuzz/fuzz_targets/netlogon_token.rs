//! What a client names its secure channel with, and what a server answers and makes of it, [MS-NRPC] 2.2.1.3.1.
#![no_main]

use netlogon::oracle;

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    oracle::token(octets);
    oracle::acceptor(octets);
});
