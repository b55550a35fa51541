//! Where the fuzzer starts from, and what it found once.

#![cfg(test)]

use netlogon::oracle;
use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("netlogon_token", oracle::token);
    replay("netlogon_token", oracle::acceptor);
    replay("netlogon_message", oracle::message);
}
