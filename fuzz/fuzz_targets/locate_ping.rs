//! Domain controller pings, [MS-ADTS] 6.3.1.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    locate::oracle::ping_request(octets);
    locate::oracle::ping_response(octets);
});
