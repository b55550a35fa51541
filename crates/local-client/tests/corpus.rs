//! Where the fuzzer starts from, and what it found once.

#![cfg(test)]

use local_client::oracle;
use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("local_client_message", oracle::message);
}

#[test]
fn any_octet_of_a_message_can_be_wrong() {
    replay("local_client_message", |octets| {
        for at in 0..octets.len() {
            for wrong in [0, 1, 0x02, 0x20, 0x80] {
                let mut octets = octets.to_vec();
                octets[at] ^= wrong;
                oracle::message(&octets);
                oracle::message(&octets[..at]);
            }
        }
    });
}
