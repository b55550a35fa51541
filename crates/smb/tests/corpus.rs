//! Where the fuzzer starts from, and what it found once.

#![cfg(test)]

use smb::oracle;
use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("smb_buffers", oracle::buffers);
    replay("smb_client", oracle::client);
    replay("smb_message", oracle::message);
    replay("smb_server", oracle::server);
    replay("smb_transform", oracle::transform);
}

// Good connections of which one octet was changed, or that end early.
#[test]
fn no_damaged_connection_lets_anybody_in() {
    replay("smb_server", |seed| damage(seed, oracle::server));
}

#[test]
fn no_damaged_connection_is_believed() {
    replay("smb_client", |seed| damage(seed, oracle::client));
}

fn damage(seed: &[u8], oracle: fn(&[u8])) {
    for at in 0..seed.len() {
        oracle(&seed[..at]);
        let mut damaged = seed.to_vec();
        damaged[at] ^= 1 << (at % 8);
        oracle(&damaged);
    }
}
