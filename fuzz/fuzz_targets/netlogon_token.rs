//! What a client names its secure channel with, and what a server answers, [MS-NRPC] 2.2.1.3.1.
#![no_main]

use netlogon::{NegotiateRequest, NegotiateResponse};

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    if let Ok(request) = NegotiateRequest::decode(octets) {
        // Names that only a hostile client sends are not written as they were read, so what is written may be refused.
        drop(NegotiateRequest::decode(&request.encode()));
    }
    if let Ok(response) = NegotiateResponse::decode(octets) {
        assert_eq!(NegotiateResponse::decode(&response.encode()), Ok(response));
    }
});
