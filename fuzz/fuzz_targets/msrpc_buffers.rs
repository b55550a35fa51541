//! Buffers in calls, into which NDR does not look.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    msrpc::oracle::tower(octets);
    msrpc::oracle::event_log_records(octets);
    msrpc::oracle::services(octets);
    msrpc::oracle::change_log_entry(octets);
    msrpc::oracle::user_keys(octets);
});
