//! Where the fuzzer starts from, and what it found once.

#![cfg(test)]

use smb::oracle;
use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("smb_buffers", oracle::buffers);
    replay("smb_message", oracle::message);
    replay("smb_server", oracle::server);
    replay("smb_transform", oracle::transform);
}
