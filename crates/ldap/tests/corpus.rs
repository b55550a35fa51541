//! Where the fuzzer starts from, and what it found once.

#![cfg(test)]

use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("ldap_server", ldap::oracle::server);
}
