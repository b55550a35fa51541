//! Time and randomness, as arguments.

use std::sync::Arc;
use std::time::SystemTime;

use wire::{FileTime, Sid};

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

    /// A SID for accounts: S-1-5-21 and three random numbers, as each Windows domain and computer has it; two of them
    /// will never be the same.
    #[must_use]
    pub fn draw_sid(&self) -> Sid {
        let mut sub_authorities = [SECURITY_NT_NON_UNIQUE, 0, 0, 0];
        for sub_authority in sub_authorities.iter_mut().skip(1) {
            let mut octets = [0; 4];
            self.entropy.fill(&mut octets);
            *sub_authority = u32::from_le_bytes(octets);
        }
        // Four are not too many, and the authority is a small number.
        Sid::new(NT_AUTHORITY, &sub_authorities).unwrap_or_else(|_| Sid::builtin())
    }
}

const NT_AUTHORITY: u64 = 5;
/// `SECURITY_NT_NON_UNIQUE`, [MS-DTYP] 2.4.2.4.
const SECURITY_NT_NON_UNIQUE: u32 = 21;

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
