//! What time it is: the virtual time, and how wrong the member's clock is.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use lsa::Clock;
use tokio::time::Instant;
use wire::FileTime;

pub(crate) struct VirtualClock {
    start: Instant,
    /// In seconds.
    wrong_by: AtomicI64,
}

impl VirtualClock {
    /// Starts in the virtual time of the runtime that it is made in.
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            wrong_by: AtomicI64::new(0),
        }
    }

    /// How long the world is there.
    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    pub(crate) fn jump(&self, wrong_by: i64) {
        self.wrong_by.store(wrong_by, Ordering::Relaxed);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> FileTime {
        let elapsed = i64::try_from(self.elapsed().as_millis()).unwrap();
        let wrong = self.wrong_by.load(Ordering::Relaxed);
        let FileTime(start) = FileTime::from_unix_seconds(1_800_000_000 + wrong);
        FileTime(start + u64::try_from(elapsed).unwrap() * 10_000)
    }
}
