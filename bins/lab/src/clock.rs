//! A clock that goes on with the system's, and can be put forward: between two causes so much time passes that events are
//! told again and not only counted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use lsa::Clock;
use wire::FileTime;

/// The system's clock and what was added to it, in units of 100 ns.
#[derive(Default)]
pub(crate) struct LabClock(AtomicU64);

impl LabClock {
    /// Puts it forward.
    pub(crate) fn advance(&self, by: Duration) {
        let ticks = u64::try_from(by.as_nanos() / 100).unwrap_or(u64::MAX);
        self.0.fetch_add(ticks, Ordering::Relaxed);
    }
}

impl Clock for LabClock {
    fn now(&self) -> FileTime {
        let now = FileTime::from_system_time(SystemTime::now());
        FileTime(now.0.saturating_add(self.0.load(Ordering::Relaxed)))
    }
}
