//! How much one sender is answered.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use super::config::Rate;

/// Counts what each address was answered, so that nobody can make this server flood another with answers to datagrams
/// that were sent in the other's name. Of more addresses than can be kept apart, the newest share one allowance.
#[derive(Debug)]
pub struct Limiter {
    rate: Rate,
    senders: HashMap<Ipv4Addr, Bucket>,
    others: Bucket,
    swept: Instant,
}

/// How many answers are left, in nanoseconds of the time that each takes to be earned.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: Duration,
    seen: Instant,
}

impl Limiter {
    /// How many addresses are kept apart.
    pub const MAX_SENDERS: usize = 4096;

    /// Nobody was answered yet at `now`.
    #[must_use]
    pub fn new(rate: Rate, now: Instant) -> Self {
        Self {
            rate,
            senders: HashMap::new(),
            others: Bucket::full(rate, now),
            swept: now,
        }
    }

    /// Whether `sender` is answered once more.
    pub fn allows(&mut self, sender: Ipv4Addr, now: Instant) -> bool {
        let rate = self.rate;
        if self.senders.len() >= Self::MAX_SENDERS && !self.senders.contains_key(&sender) {
            // Who has all of its allowance again need not be remembered. To look for them is work, which a flood of
            // senders must not make us do for each datagram.
            if now.saturating_duration_since(self.swept) >= SWEEP {
                self.senders.retain(|_, bucket| !bucket.is_full(rate, now));
                self.swept = now;
            }
            if self.senders.len() >= Self::MAX_SENDERS {
                return self.others.take(rate, now);
            }
        }
        self.senders
            .entry(sender)
            .or_insert_with(|| Bucket::full(rate, now))
            .take(rate, now)
    }
}

impl Bucket {
    fn full(rate: Rate, now: Instant) -> Self {
        Self {
            left: capacity(rate),
            seen: now,
        }
    }

    fn is_full(&self, rate: Rate, now: Instant) -> bool {
        self.refilled(rate, now) == capacity(rate)
    }

    fn refilled(&self, rate: Rate, now: Instant) -> Duration {
        self.left
            .saturating_add(now.saturating_duration_since(self.seen))
            .min(capacity(rate))
    }

    fn take(&mut self, rate: Rate, now: Instant) -> bool {
        self.left = self.refilled(rate, now);
        self.seen = now;
        match self.left.checked_sub(cost(rate)) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }
}

/// The time in which one answer is earned.
fn cost(rate: Rate) -> Duration {
    Duration::from_secs(1) / rate.per_second.max(1)
}

fn capacity(rate: Rate) -> Duration {
    cost(rate).saturating_mul(rate.burst.max(1))
}

const SWEEP: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        per_second: 10,
        burst: 5,
    };

    fn sender(number: u32) -> Ipv4Addr {
        Ipv4Addr::from(0x0a00_0000 + number)
    }

    #[test]
    fn a_burst_and_then_as_time_passes() {
        let start = Instant::now();
        let mut limiter = Limiter::new(RATE, start);
        let allowed = |limiter: &mut Limiter, now, count: u32| {
            (0..count)
                .filter(|_| limiter.allows(sender(1), now))
                .count()
        };
        assert_eq!(allowed(&mut limiter, start, 100), 5);
        assert_eq!(
            allowed(&mut limiter, start + Duration::from_millis(200), 100),
            2
        );
        // No more than the burst is saved up.
        assert_eq!(
            allowed(&mut limiter, start + Duration::from_secs(3600), 100),
            5
        );
        assert!(limiter.allows(sender(2), start + Duration::from_secs(3600)));
    }

    #[test]
    fn a_flood_of_senders_is_bounded_and_locks_no_known_one_out() {
        let start = Instant::now();
        let mut limiter = Limiter::new(RATE, start);
        let allowed = (0..100_000)
            .filter(|number| limiter.allows(sender(*number), start))
            .count();
        assert_eq!(allowed, Limiter::MAX_SENDERS + 5);
        assert_eq!(limiter.senders.len(), Limiter::MAX_SENDERS);
        assert!(limiter.allows(sender(0), start));
        // When they are quiet, they are forgotten.
        assert!(limiter.allows(sender(200_000), start + Duration::from_secs(1)));
        assert_eq!(limiter.senders.len(), 1);
    }
}
