//! Where the fuzzer starts from, and what it found once.

#![cfg(test)]

use locate::oracle;
use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("locate_cldap", oracle::cldap);
    replay("locate_datagram", oracle::datagram);
    replay("locate_name_service", oracle::name_service);
    replay("locate_ping", oracle::ping_request);
    replay("locate_ping", oracle::ping_response);
    replay("locate_responder", oracle::responder);
}

#[test]
fn any_octet_of_what_a_controller_is_sent_can_be_wrong() {
    replay("locate_responder", |octets| {
        for at in 0..octets.len() {
            for wrong in [0, 1, 0x40, 0x80, 0xff] {
                let mut octets = octets.to_vec();
                octets[at] ^= wrong;
                oracle::responder(&octets);
                oracle::responder(&octets[..at]);
            }
        }
    });
}
