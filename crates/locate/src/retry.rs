//! When a datagram is sent again, and when it is given up. No clock is read here.

use std::time::{Duration, Instant};

/// Sends at most `attempts` times, `interval` apart, and waits as long after the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Retry {
    interval: Duration,
    left: u8,
    next: Instant,
}

/// What to do now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Act {
    /// Send.
    Send,
    /// Receive until then.
    Wait(Instant),
    /// Give up.
    GiveUp,
}

impl Retry {
    /// Begins at `now`.
    pub(crate) const fn new(now: Instant, interval: Duration, attempts: u8) -> Self {
        Self {
            interval,
            left: attempts,
            next: now,
        }
    }

    /// What to do at `now`.
    pub(crate) fn poll(&mut self, now: Instant) -> Act {
        if now < self.next {
            return Act::Wait(self.next);
        }
        let Some(left) = self.left.checked_sub(1) else {
            return Act::GiveUp;
        };
        self.left = left;
        self.next = now.checked_add(self.interval).unwrap_or(now);
        Act::Send
    }

    /// Sends no more, and waits for `grace` from `now` at most: there was an answer, and others may follow.
    pub(crate) fn settle(&mut self, now: Instant, grace: Duration) {
        let end = now.checked_add(grace).unwrap_or(now);
        self.next = if self.left == 0 {
            self.next.min(end)
        } else {
            end
        };
        self.left = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_attempts_and_no_more() {
        let start = Instant::now();
        let ms = |n| start + Duration::from_millis(n);
        let mut retry = Retry::new(start, Duration::from_millis(100), 3);
        assert_eq!(retry.poll(start), Act::Send);
        assert_eq!(retry.poll(ms(10)), Act::Wait(ms(100)));
        assert_eq!(retry.poll(ms(100)), Act::Send);
        assert_eq!(retry.poll(ms(205)), Act::Send);
        assert_eq!(retry.poll(ms(206)), Act::Wait(ms(305)));
        assert_eq!(retry.poll(ms(305)), Act::GiveUp);
    }

    #[test]
    fn after_the_first_answer_only_the_grace_is_waited_for() {
        let start = Instant::now();
        let ms = |n| start + Duration::from_millis(n);
        let mut retry = Retry::new(start, Duration::from_millis(100), 3);
        assert_eq!(retry.poll(start), Act::Send);
        retry.settle(ms(20), Duration::from_millis(30));
        assert_eq!(retry.poll(ms(21)), Act::Wait(ms(50)));
        // A second answer does not prolong it.
        retry.settle(ms(40), Duration::from_millis(30));
        assert_eq!(retry.poll(ms(41)), Act::Wait(ms(50)));
        assert_eq!(retry.poll(ms(50)), Act::GiveUp);
    }

    #[test]
    fn no_attempts_is_no_attempt() {
        let now = Instant::now();
        assert_eq!(Retry::new(now, Duration::ZERO, 0).poll(now), Act::GiveUp);
    }
}
