//! What only another authority knows: a member asks its domain for names and SIDs that are none of its own, and a domain those
//! that it trusts.

use wire::Sid;

use super::domains::{Domains, NONE};
use crate::Authority;
use crate::role::Translation;

/// What became of one name or SID, as far as this computer knows.
pub(super) trait Untranslated {
    /// The index of the domain that it is of, if nothing more is known of it.
    fn unknown_in(&self) -> Option<i32>;

    /// Takes what another authority knows of it.
    fn take(&mut self, translation: Translation, domain_index: i32);
}

impl Authority {
    /// Has those SIDs translated that are of other domains.
    pub(super) async fn ask_for_names(
        &self,
        sids: &[&Sid],
        found: &mut [impl Untranslated],
        domains: &mut Domains,
    ) {
        let open = self.foreign(found, domains);
        let asked: Vec<Sid> = open
            .iter()
            .filter_map(|index| sids.get(*index).map(|sid| (*sid).clone()))
            .collect();
        if !asked.is_empty() {
            let answers = self.role.names_of(&asked).await;
            fill(&open, answers.into_iter(), found, domains);
        }
    }

    /// Has those names translated that are of other domains.
    pub(super) async fn ask_for_sids(
        &self,
        names: &[&str],
        found: &mut [impl Untranslated],
        domains: &mut Domains,
    ) {
        let open = self.foreign(found, domains);
        let asked: Vec<String> = open
            .iter()
            .filter_map(|index| names.get(*index).map(|name| (*name).to_owned()))
            .collect();
        if !asked.is_empty() {
            // Another authority speaks for its own names only.
            let answers = self.role.sids_of(&asked).await;
            let answers = answers.into_iter();
            let answers = answers.map(|answer| answer.filter(|answer| !self.is_own(&answer.sid)));
            fill(&open, answers, found, domains);
        }
    }

    /// The indexes of what nothing is known of, not even of which domain it is, or no more than that it is of a trusted one.
    fn foreign(&self, found: &[impl Untranslated], domains: &Domains) -> Vec<usize> {
        let is_foreign = |index: i32| {
            let is_trusted = |sid: &Sid| *sid != self.names().sid && sid.is_domain();
            index == NONE || domains.sid(index).is_some_and(is_trusted)
        };
        let open = found.iter().enumerate();
        let open = open.filter(|(_, found)| found.unknown_in().is_some_and(is_foreign));
        open.map(|(index, _)| index).collect()
    }
}

fn fill(
    open: &[usize],
    answers: impl Iterator<Item = Option<Translation>>,
    found: &mut [impl Untranslated],
    domains: &mut Domains,
) {
    for (index, answer) in open.iter().zip(answers) {
        if let (Some(found), Some(answer)) = (found.get_mut(*index), answer) {
            let domain_index = domains.index(&answer.domain, &answer.domain_sid);
            found.take(answer, domain_index);
        }
    }
}
