//! Datagrams to UDP port 138, RFC 1002 4.4, with the mailslot messages in them.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| locate::oracle::datagram(octets));
