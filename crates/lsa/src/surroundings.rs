//! Time and randomness, as arguments.

use std::sync::Arc;
use std::time::SystemTime;

use wire::FileTime;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// What time it is.
    fn now(&self) -> FileTime;
}

/// Makes octets that nobody can predict.
pub trait Entropy: Send + Sync + 'static {
    /// Fills `octets` with them.
    fn fill(&self, octets: &mut [u8]);
}

/// Where a service takes time and randomness from.
#[derive(Clone)]
pub struct Surroundings {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl Surroundings {
    /// The operating system's.
    #[must_use]
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        }
    }
}

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> FileTime {
        FileTime::from_system_time(SystemTime::now())
    }
}

struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(
        clippy::expect_used,
        reason = "without random numbers there is no secret, and so nothing that may go on"
    )]
    fn fill(&self, octets: &mut [u8]) {
        getrandom::fill(octets).expect("the operating system has no random numbers");
    }
}
