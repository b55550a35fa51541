//! Names and SIDs of trusted domains, [MS-LSAT] 3.1.4.5 and 3.1.4.9: each is asked of its own domain and of no other.

use std::collections::BTreeMap;

use lsa::Translation;
use tracing::debug;
use wire::Sid;

use super::{Trusted, TrustedChannel};

impl Trusted {
    /// The names of SIDs, as far as they are of trusted domains that tell.
    pub(crate) async fn names_of(&self, sids: &[Sid]) -> Vec<Option<Translation>> {
        let mut by_domain: BTreeMap<Sid, Vec<usize>> = BTreeMap::new();
        for (index, sid) in sids.iter().enumerate() {
            if let Some(domain) = sid.domain() {
                by_domain.entry(domain).or_default().push(index);
            }
        }
        let mut answers = vec![None; sids.len()];
        for (domain, indexes) in by_domain.into_iter().take(MOST_DOMAINS) {
            let Some(channel) = self.channel_to_sid(&domain).await else {
                continue;
            };
            let asked: Vec<Sid> = indexes
                .iter()
                .filter_map(|index| sids.get(*index).cloned())
                .collect();
            let told = match channel.link(self).await {
                Ok(link) => link
                    .names_of(&asked)
                    .await
                    .map_err(|error| error.to_string()),
                Err(failure) => Err(failure.to_string()),
            };
            fill(&channel, &indexes, told, &mut answers);
        }
        answers
    }

    /// The SIDs of names, which say of which domain they are: `OTHER\user`.
    pub(crate) async fn sids_of(&self, names: &[String]) -> Vec<Option<Translation>> {
        let mut by_domain: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            if let Some((domain, _)) = name.split_once('\\') {
                let domain = domain.to_uppercase();
                by_domain.entry(domain).or_default().push(index);
            }
        }
        let mut answers = vec![None; names.len()];
        for (domain, indexes) in by_domain.into_iter().take(MOST_DOMAINS) {
            let Ok(Some(channel)) = self.channel_to(&domain).await else {
                continue;
            };
            let asked: Vec<String> = indexes
                .iter()
                .filter_map(|index| names.get(*index).cloned())
                .collect();
            let told = match channel.link(self).await {
                Ok(link) => link
                    .sids_of(&asked)
                    .await
                    .map_err(|error| error.to_string()),
                Err(failure) => Err(failure.to_string()),
            };
            fill(&channel, &indexes, told, &mut answers);
        }
        answers
    }

    async fn channel_to_sid(&self, sid: &Sid) -> Option<std::sync::Arc<TrustedChannel>> {
        let stored = self.store.trusted_domain(sid).await.ok().flatten()?;
        let trust = self.trust(stored).await.ok().flatten()?;
        Some(self.channel_of(trust))
    }
}

/// Puts what a domain told in its places, as far as it speaks of itself.
fn fill(
    channel: &TrustedChannel,
    indexes: &[usize],
    told: Result<Vec<Option<Translation>>, String>,
    answers: &mut [Option<Translation>],
) {
    let domain = &channel.trust().domain;
    let told = match told {
        Ok(told) => told,
        Err(error) => {
            debug!(domain = %domain.name, error, "a trusted domain translates nothing");
            return;
        }
    };
    for (index, translation) in indexes.iter().zip(told) {
        let is_its_own = |translation: &Translation| {
            translation.domain_sid == domain.sid
                && (translation.sid == domain.sid
                    || translation.sid.domain().as_ref() == Some(&domain.sid))
        };
        if let Some(answer) = answers.get_mut(*index) {
            *answer = translation.filter(is_its_own);
        }
    }
}

/// Domains that one list of names or SIDs may be of; what is of more stays unknown.
const MOST_DOMAINS: usize = 8;
