//! `CommandSequenceWindow`, [MS-SMB2] 3.3.1.1 and 3.3.4.1.2: which numbers a client may give its requests.

use std::collections::BTreeSet;

/// The numbers that were granted and not used yet.
pub(super) struct Window {
    /// All below were used.
    low: u64,
    /// None from here on was granted.
    end: u64,
    /// Those in between that were used.
    used: BTreeSet<u64>,
    max: u64,
}

impl Window {
    /// A new connection: the client may send one request, number 0.
    pub(super) fn new(max_credits: u16) -> Self {
        Self {
            low: 0,
            end: 1,
            used: BTreeSet::new(),
            max: max_credits.max(1).into(),
        }
    }

    /// Uses up `charge` numbers from `first` on; `false`, and nothing happens, unless all of them are there.
    #[must_use]
    pub(super) fn take(&mut self, first: u64, charge: u16) -> bool {
        let Some(after) = first.checked_add(charge.max(1).into()) else {
            return false;
        };
        if first < self.low || after > self.end || self.used.range(first..after).next().is_some() {
            return false;
        }
        self.used.extend(first..after);
        while self.used.remove(&self.low) {
            self.low = self.low.saturating_add(1);
        }
        true
    }

    /// Grants what is asked for, but at least one, as far as the client does not hold too many already. The window is
    /// at most twice as wide, so that a number that is never used does not make it remember others without end.
    pub(super) fn grant(&mut self, asked: u16) -> u16 {
        let width = self.end.saturating_sub(self.low);
        let used = u64::try_from(self.used.len()).unwrap_or(u64::MAX);
        let held = width.saturating_sub(used);
        let possible = self
            .max
            .saturating_sub(held)
            .min(self.max.saturating_mul(2).saturating_sub(width));
        let granted = asked
            .max(1)
            .min(u16::try_from(possible).unwrap_or(u16::MAX));
        self.end = self.end.saturating_add(granted.into());
        granted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // [MS-SMB2] 3.3.5.2.3: a number that is not in the window ends the connection.
    #[test]
    fn a_number_is_good_once_and_only_after_it_was_granted() {
        let mut window = Window::new(8);
        assert!(!window.take(1, 1) && window.take(0, 1) && !window.take(0, 1));
        assert_eq!(window.grant(3), 3);
        assert!(window.take(3, 1), "in any order");
        assert!(!window.take(4, 1) && window.take(1, 2) && !window.take(2, 1));
        assert_eq!(window.low, 4);
        assert!(window.used.is_empty());
    }

    #[test]
    fn a_charge_takes_all_or_nothing() {
        let mut window = Window::new(8);
        assert!(!window.take(0, 2) && !window.take(u64::MAX, 2));
        assert!(window.take(0, 0), "no charge is a charge of one");
        assert_eq!(window.grant(4), 4);
        assert!(window.take(2, 1) && !window.take(1, 3) && window.take(3, 2) && window.take(1, 1));
    }

    #[test]
    fn what_a_client_holds_is_bounded() {
        let mut window = Window::new(8);
        assert!(window.take(0, 1));
        assert_eq!((window.grant(u16::MAX), window.grant(1)), (8, 0));
        // A client that keeps number 1 back.
        let mut next = 2;
        while window.take(next, 1) {
            window.grant(u16::MAX);
            next += 1;
        }
        assert!(window.used.len() <= 16, "{}", window.used.len());
        assert!(window.take(1, 1) && window.grant(1) == 1, "and goes on");
    }
}
