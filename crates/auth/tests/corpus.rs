//! Where the fuzzer starts from, and what it found once.

#![cfg(test)]

use auth::oracle;
use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("auth_acceptor", oracle::acceptor);
    replay("auth_initiator", oracle::initiator);
    replay("auth_ntlm_message", oracle::ntlm_message);
    replay("auth_spnego_token", oracle::spnego_token);
}
