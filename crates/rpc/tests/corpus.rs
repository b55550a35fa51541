//! Where the fuzzer starts from, and what it found once.

#![cfg(test)]

use rpc::oracle;
use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("rpc_client", oracle::client);
    replay("rpc_pdu", oracle::pdu);
    replay("rpc_protected", oracle::protected);
    replay("rpc_server", oracle::server);
}
