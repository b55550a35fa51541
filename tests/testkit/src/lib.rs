//! What the tests of several crates share.

use std::fs;
use std::path::Path;

/// Gives each seed of a fuzz target's corpus to its oracle: what the fuzzer starts from, and what it once found.
///
/// # Panics
/// When the oracle does, and when there is no seed.
pub fn replay(target: &str, oracle: impl Fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(target);
    let seeds: Vec<_> = fs::read_dir(&corpus)
        .unwrap_or_else(|error| panic!("{}: {error}", corpus.display()))
        .flatten()
        .filter(|seed| seed.path().extension().is_some_and(|kind| kind == "bin"))
        .collect();
    assert!(!seeds.is_empty(), "the corpus of {target} is gone");
    for seed in seeds {
        let octets = fs::read(seed.path())
            .unwrap_or_else(|error| panic!("{}: {error}", seed.path().display()));
        oracle(&octets);
    }
}
