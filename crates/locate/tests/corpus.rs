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
