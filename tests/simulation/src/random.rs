//! Numbers that look random and are the same for the same seed.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lsa::Entropy;

/// An enum, and the list of all that there is of it.
macro_rules! all_of {
    (
        $(#[$attribute:meta])*
        $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident,)+ }
    ) => {
        $(#[$attribute])*
        $vis enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            $vis const ALL: &[Self] = &[$(Self::$variant),+];
        }
    };
}

pub(crate) use all_of;

/// SplitMix64: no secret depends on it.
pub(crate) struct Random(Mutex<u64>);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    /// Another one, that draws differently.
    pub(crate) fn fork(&self) -> Self {
        Self::new(self.draw())
    }

    pub(crate) fn draw(&self) -> u64 {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn between(&self, range: Range<u64>) -> u64 {
        range.start + self.draw() % (range.end - range.start).max(1)
    }

    pub(crate) fn chance(&self, per_thousand: u64) -> bool {
        self.between(0..1000) < per_thousand
    }

    pub(crate) fn pick<'a, T>(&self, of: &'a [T]) -> &'a T {
        let index = self.between(0..u64::try_from(of.len()).unwrap());
        &of[usize::try_from(index).unwrap()]
    }

    pub(crate) fn milliseconds(&self, range: Range<u64>) -> Duration {
        Duration::from_millis(self.between(range))
    }

    pub(crate) fn seconds(&self, range: Range<u64>) -> Duration {
        Duration::from_secs(self.between(range))
    }
}

impl Entropy for Random {
    fn fill(&self, octets: &mut [u8]) {
        for octets in octets.chunks_mut(8) {
            octets.copy_from_slice(&self.draw().to_le_bytes()[..octets.len()]);
        }
    }
}
