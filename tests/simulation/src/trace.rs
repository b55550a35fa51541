//! What has happened, for whoever reads why a seed has failed; and to see that the same seed does the same.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

#[derive(Default)]
pub(crate) struct Trace(Mutex<Vec<(Duration, String)>>);

impl Trace {
    pub(crate) fn add(&self, at: Duration, what: String) {
        let mut trace = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trace.push((at, what));
    }

    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    pub(crate) fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let trace = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trace.hash(&mut hasher);
        hasher.finish()
    }

    /// The last lines, oldest first.
    pub(crate) fn last(&self, lines: usize) -> String {
        let trace = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        for (at, what) in trace.iter().skip(trace.len().saturating_sub(lines)) {
            let seconds = at.as_secs();
            let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
            let seconds = f64::from(u32::try_from(at.as_millis() % 60_000).unwrap()) / 1000.0;
            let _ = writeln!(text, "{hours:3}:{minutes:02}:{seconds:06.3}  {what}");
        }
        text
    }
}
