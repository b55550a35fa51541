//! Many seeds, one again, and some twice.

use std::collections::BTreeMap;
use std::env;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::story::{Told, tell};

/// After so many that failed, there is enough to think about.
const MOST_FAILED: usize = 20;

/// Every seed of a row, on all processors: each is on its own.
fn row(first: u64, count: u64) {
    let next = AtomicU64::new(first);
    let broken = AtomicU64::new(0);
    let failed = Mutex::new(BTreeMap::new());
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count || failed.lock().unwrap().len() >= MOST_FAILED {
                        return;
                    }
                    let told = tell(seed);
                    if let Some(failure) = failure(seed, &told) {
                        failed.lock().unwrap().insert(seed, failure);
                    }
                    broken.fetch_add(u64::from(told.was_broken), Ordering::Relaxed);
                }
            });
        }
    });
    let (broken, failed) = (broken.into_inner(), failed.into_inner().unwrap());
    println!(
        "{count} seeds; in {broken} the controllers were put back behind all that the member knew"
    );
    let report: Vec<_> = failed.into_values().collect();
    assert!(report.is_empty(), "{}", report.join("\n"));
}

/// What to read and to do about a seed, if it has shown something.
fn failure(seed: u64, told: &Told) -> Option<String> {
    let truth = told.world.truth();
    let violations = truth.violations();
    (!violations.is_empty()).then(|| {
        format!(
            "seed {seed}:\n{}\n{violations:#?}\nall of it: SEED={seed} cargo test -p simulation replay -- --nocapture",
            told.world.trace.last(60),
        )
    })
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok().map(|text| text.parse().unwrap())
}

#[test]
fn storms_lose_no_password() {
    row(
        number("FIRST").unwrap_or(0),
        number("SEEDS").unwrap_or(2000),
    );
}

#[test]
fn replay() {
    let seed = number("SEED");
    let told = tell(seed.unwrap_or(1));
    if seed.is_some() {
        println!("{}", told.world.trace.last(usize::MAX));
    }
    let failure = failure(seed.unwrap_or(1), &told);
    assert!(failure.is_none(), "{}", failure.unwrap_or_default());
}

#[test]
fn a_seed_does_the_same_again() {
    for seed in 0..40 {
        let (once, again) = (tell(seed).world, tell(seed).world);
        assert_eq!(once.trace.digest(), again.trace.digest(), "seed {seed}");
    }
}
