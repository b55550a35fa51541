//! A search for domain controllers as a state machine: what came in, and whether to wait for more. No clock is read
//! here.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::attempt::Attempt;
use crate::controller::{Confirmation, DomainController};

/// What the ways of finding report, in any order.
#[derive(Debug)]
pub(crate) enum Report {
    /// There is one, or more is known about one. A smaller preference is better among those of one source.
    Candidate(Box<DomainController>, u16),
    /// This address is none after all.
    Refuted(IpAddr),
    /// Something was tried.
    Tried(Attempt),
}

/// The candidates and attempts so far.
#[derive(Debug)]
pub(crate) struct Search {
    grace: Duration,
    finish: Instant,
    found: Vec<(DomainController, u16)>,
    refuted: Vec<IpAddr>,
    tried: Vec<Attempt>,
}

impl Search {
    /// Begins at `now`; ends after `total`, or `grace` after a candidate was confirmed by a ping.
    pub(crate) fn new(now: Instant, grace: Duration, total: Duration) -> Self {
        Self {
            grace,
            finish: now.checked_add(total).unwrap_or(now),
            found: Vec::new(),
            refuted: Vec::new(),
            tried: Vec::new(),
        }
    }

    /// Takes a report.
    pub(crate) fn on(&mut self, now: Instant, report: Report) {
        match report {
            Report::Tried(attempt) if self.tried.len() < MAX_TRIED => self.tried.push(attempt),
            Report::Tried(_) => {}
            Report::Refuted(address) => {
                // What one way refuted another may have confirmed, and a confirmation is the stronger word.
                self.found.retain(|(dc, _)| {
                    dc.address != address || dc.confirmation < Confirmation::Unconfirmed
                });
                self.refuted.push(address);
            }
            Report::Candidate(candidate, preference) => self.candidate(now, *candidate, preference),
        }
    }

    /// When to stop waiting, unless everything was tried before.
    pub(crate) const fn finish_at(&self) -> Instant {
        self.finish
    }

    /// The candidates, best first, and what was tried.
    pub(crate) fn finish(mut self) -> (Vec<DomainController>, Vec<Attempt>) {
        // Stable, so that among equals the first to answer stays first.
        self.found
            .sort_by_key(|(dc, preference)| (dc.confirmation, dc.source, *preference));
        let candidates = self.found.into_iter().map(|(dc, _)| dc).collect();
        (candidates, self.tried)
    }

    fn candidate(&mut self, now: Instant, candidate: DomainController, preference: u16) {
        let confirmation = candidate.confirmation;
        if confirmation == Confirmation::Unconfirmed && self.refuted.contains(&candidate.address) {
            return;
        }
        match self
            .found
            .iter()
            .position(|(dc, _)| dc.address == candidate.address)
        {
            Some(index) => {
                let (known, known_preference) = self.found.swap_remove(index);
                self.found
                    .push((known.merge(candidate), known_preference.min(preference)));
            }
            None if self.found.len() < MAX_CANDIDATES => self.found.push((candidate, preference)),
            None => return,
        }
        if confirmation <= Confirmation::MailslotPing {
            self.finish = self.finish.min(now.checked_add(self.grace).unwrap_or(now));
        }
    }
}

/// More than a job can use; a name service that lists more does not cost more memory.
const MAX_CANDIDATES: usize = 64;
/// As many attempts as anybody reads.
const MAX_TRIED: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::controller::Source;
    use crate::ports::Ports;

    const GRACE: Duration = Duration::from_millis(250);
    const TOTAL: Duration = Duration::from_secs(6);

    fn dc(last: u8, source: Source, confirmation: Confirmation) -> DomainController {
        let address = [10, 0, 0, last].into();
        DomainController {
            confirmation,
            ..DomainController::unconfirmed(address, Ports::default(), source)
        }
    }

    fn report(search: &mut Search, now: Instant, dc: DomainController, preference: u16) {
        search.on(now, Report::Candidate(Box::new(dc), preference));
    }

    fn last_octets(search: Search) -> Vec<u8> {
        let (candidates, _) = search.finish();
        candidates
            .iter()
            .map(|dc| match dc.address {
                IpAddr::V4(address) => address.octets()[3],
                IpAddr::V6(_) => 0,
            })
            .collect()
    }

    #[test]
    fn a_confirmed_pdc_ends_the_search_and_the_others_wait_behind_it() {
        let start = Instant::now();
        let mut search = Search::new(start, Duration::ZERO, TOTAL);
        assert_eq!(search.finish_at(), start + TOTAL);
        report(
            &mut search,
            start,
            dc(1, Source::Wins, Confirmation::Unconfirmed),
            0,
        );
        assert_eq!(search.finish_at(), start + TOTAL, "silence is waited out");
        let later = start + Duration::from_millis(20);
        report(
            &mut search,
            later,
            dc(2, Source::Broadcast, Confirmation::MailslotPing),
            0,
        );
        assert_eq!(search.finish_at(), later);
        assert_eq!(last_octets(search), [2, 1]);
    }

    #[test]
    fn any_dc_is_given_grace_and_ordered_by_confirmation_source_preference() {
        let start = Instant::now();
        let mut search = Search::new(start, GRACE, TOTAL);
        for (last, source, confirmation, preference) in [
            (1, Source::Broadcast, Confirmation::Unconfirmed, 0),
            (2, Source::Dns, Confirmation::LdapPing, 7),
            (3, Source::Dns, Confirmation::LdapPing, 2),
            (4, Source::Wins, Confirmation::MailslotPing, 0),
            (5, Source::Wins, Confirmation::NodeStatus, 0),
        ] {
            report(
                &mut search,
                start,
                dc(last, source, confirmation),
                preference,
            );
        }
        assert_eq!(search.finish_at(), start + GRACE);
        assert_eq!(last_octets(search), [3, 2, 4, 5, 1]);
    }

    #[test]
    fn what_two_ways_tell_is_put_together() {
        let start = Instant::now();
        let mut search = Search::new(start, GRACE, TOTAL);
        let named = DomainController {
            netbios_name: "DC".parse().ok(),
            ..dc(1, Source::Wins, Confirmation::NodeStatus)
        };
        report(&mut search, start, named, 3);
        report(
            &mut search,
            start,
            dc(1, Source::Dns, Confirmation::LdapPing),
            4,
        );
        let (candidates, _) = search.finish();
        let [only] = &candidates[..] else {
            panic!("one address, one candidate")
        };
        assert_eq!(only.netbios_name, "DC".parse().ok());
        assert_eq!(
            (only.source, only.confirmation),
            (Source::Dns, Confirmation::LdapPing)
        );
    }

    #[test]
    fn a_refuted_address_does_not_come_back_unless_confirmed() {
        let start = Instant::now();
        let mut search = Search::new(start, GRACE, TOTAL);
        report(
            &mut search,
            start,
            dc(1, Source::Wins, Confirmation::Unconfirmed),
            0,
        );
        search.on(start, Report::Refuted([10, 0, 0, 1].into()));
        report(
            &mut search,
            start,
            dc(1, Source::Broadcast, Confirmation::Unconfirmed),
            0,
        );
        assert!(search.found.is_empty());
        report(
            &mut search,
            start,
            dc(1, Source::Broadcast, Confirmation::MailslotPing),
            0,
        );
        search.on(start, Report::Refuted([10, 0, 0, 1].into()));
        assert_eq!(last_octets(search), [1]);
    }

    #[test]
    fn a_name_service_that_lists_thousands_is_bounded() {
        let start = Instant::now();
        let mut search = Search::new(start, GRACE, TOTAL);
        for n in 0..=u8::MAX {
            report(
                &mut search,
                start,
                dc(n, Source::Wins, Confirmation::Unconfirmed),
                0,
            );
        }
        assert_eq!(search.found.len(), MAX_CANDIDATES);
    }
}
