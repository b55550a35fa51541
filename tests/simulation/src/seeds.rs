//! Many seeds, one again, and some twice.

use std::env;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use crate::story::{Told, tell};

/// Every seed of a row, on all processors: each is on its own.
fn row(first: u64, count: u64) {
    let next = AtomicU64::new(first);
    let broken = AtomicU64::new(0);
    let failed = AtomicBool::new(false);
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count || failed.load(Ordering::Relaxed) {
                        return;
                    }
                    let told = tell(seed);
                    let violated = !told.world.truth().violations().is_empty();
                    failed.fetch_or(violated, Ordering::Relaxed);
                    holds(seed, &told);
                    broken.fetch_add(u64::from(told.was_broken), Ordering::Relaxed);
                }
            });
        }
    });
    let broken = broken.into_inner();
    println!(
        "{count} seeds; in {broken} the controllers were put back behind all that the member knew"
    );
}

fn holds(seed: u64, told: &Told) {
    let truth = told.world.truth();
    assert!(
        truth.violations().is_empty(),
        "seed {seed}:\n{}\n{:#?}\nall of it: SEED={seed} cargo test -p simulation replay -- --nocapture",
        told.world.trace.last(60),
        truth.violations(),
    );
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
    holds(seed.unwrap_or(1), &told);
}

#[test]
fn a_seed_does_the_same_again() {
    for seed in 0..40 {
        let (once, again) = (tell(seed).world, tell(seed).world);
        assert_eq!(once.trace.digest(), again.trace.digest(), "seed {seed}");
    }
}
