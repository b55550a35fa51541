//! How often a channel is tried again that could not be set up, and when one is given up that is slow.

use std::time::Duration;

use tokio::time::Instant;

use crate::{ChannelFailure, Domain};

/// Attempts to set a channel up that failed, one after the other.
#[derive(Debug, Default)]
pub struct Attempts {
    retry: Option<Instant>,
    failures: u32,
}

/// Domain controllers that are asked in one attempt.
pub const MOST_CONTROLLERS: usize = 4;

/// The first wait after no controller could be reached; it doubles, up to the longest.
const FIRST_RETRY: Duration = Duration::from_secs(5);

impl Attempts {
    /// Counts one that failed; how long nobody is to try again. What was refused is refused again: asking sooner than after
    /// the longest wait would only fill logs, there and here.
    pub fn failed(&mut self, failure: &ChannelFailure, longest: Duration) -> Duration {
        let wait = if failure.is_silence() {
            let wait = FIRST_RETRY.saturating_mul(1 << self.failures.min(10));
            wait.min(longest)
        } else {
            longest
        };
        self.failures = self.failures.saturating_add(1);
        self.retry = Some(Instant::now() + wait);
        wait
    }

    /// When it is tried again; `None` if it may be now.
    #[must_use]
    pub fn retry(&self) -> Option<Instant> {
        self.retry.filter(|retry| *retry > Instant::now())
    }

    /// Lets it be tried at once; those that failed still count.
    pub fn try_now(&mut self) {
        self.retry = None;
    }
}

/// Why none of several controllers let this computer in: what one said counts more than that another did not answer.
#[derive(Debug, Default)]
pub struct Refusals(Option<ChannelFailure>);

impl Refusals {
    /// Adds what became of one.
    pub fn add(&mut self, failure: ChannelFailure) {
        let counts_less =
            |failure: &ChannelFailure| matches!(failure, ChannelFailure::Unreachable { .. });
        if self.0.as_ref().is_none_or(counts_less) {
            self.0 = Some(failure);
        }
    }

    /// What to tell of them all.
    #[must_use]
    pub fn into_failure(self, domain: &Domain) -> ChannelFailure {
        self.0.unwrap_or_else(|| ChannelFailure::nobody(domain))
    }
}

/// Answers over one channel that took too long, one after the other.
#[derive(Debug, Default)]
pub struct Slowness(u32);

/// An answer that took longer counts as slow, and so does one that took more than half the longest wait.
const SLOW: Duration = Duration::from_secs(45);

/// So many slow answers, and another controller is looked for.
const MOST_SLOW: u32 = 2;

impl Slowness {
    /// Counts an answer; whether another controller is to be looked for.
    pub fn note(&mut self, took: Duration, longest: Duration) -> bool {
        if took < SLOW.min(longest / 2) {
            self.0 = 0;
            return false;
        }
        self.0 = self.0.saturating_add(1);
        self.0 >= MOST_SLOW
    }
}
