//! Searches that name no account, so that all of them are looked at: a page at a time, RFC 2696, and so much of them at once
//! that others wait no longer than for a logon or two.

use ldap::asn1::{ResultCode, SearchRequest};
use ldap::filter::{effort, matches};
use ldap::{Answer, Dn, Entry, Outcome, Page};

use super::root::domain;
use super::search::{is_in_scope, unavailable};
use super::tree::Tree;
use crate::Controller;

/// How many entries a page has at most; [MS-ADTS] 3.1.1.3.4.6 `MaxPageSize` is twice as many.
const MAX_PAGE: usize = 500;

/// How many accounts are looked at for one request.
const MAX_LOOKED_AT: u32 = 10_000;

/// How many of them at a time.
const BATCH: u32 = 100;

/// How long a filter may be that all accounts are compared with, in comparisons and octets.
const MAX_EFFORT: usize = 2048;

/// What was found up to some account.
struct Walked {
    found: Vec<Entry>,
    /// The last account that was looked at, if there are more.
    last: Option<u32>,
}

impl Controller {
    /// Answers a search below `base` that is for whatever matches.
    pub(super) async fn walk(
        &self,
        tree: &Tree,
        base: &Dn,
        search: &SearchRequest,
        page: Option<&Page>,
    ) -> Result<Answer, Outcome> {
        if effort(&search.filter) > MAX_EFFORT {
            let diagnostic = "the filter is too long for a search through all accounts";
            return Err(Outcome::new(ResultCode::AdminLimitExceeded, diagnostic));
        }
        let begin = match page {
            // RFC 2696: a client that wants no more of the pages says so.
            Some(Page { size: 0, .. }) => return Ok(Answer::Page(Vec::new(), Vec::new())),
            Some(page) => begin(page)?,
            None => None,
        };
        let most = [Some(search.size_limit), page.map(|page| page.size)];
        let most = most.into_iter().flatten().filter(|most| *most != 0).min();
        let most = most.map_or(MAX_PAGE, |most| usize::try_from(most).unwrap_or(MAX_PAGE));
        let most = most.min(MAX_PAGE);
        let walked = self.look_at(tree, base, search, begin, most);
        let Walked { found, last } = walked.await?;
        Ok(match (page, last) {
            (Some(_), last) => {
                let next = last.map_or(Vec::new(), |last| last.to_be_bytes().to_vec());
                Answer::Page(found, next)
            }
            (None, None) => Answer::Found(found, Outcome::SUCCESS),
            (None, Some(_)) => {
                let exceeded = if found.len() >= most {
                    ResultCode::SizeLimitExceeded
                } else {
                    ResultCode::AdminLimitExceeded
                };
                Answer::Found(
                    found,
                    Outcome::new(exceeded, "there is more: ask for pages"),
                )
            }
        })
    }

    /// The entries that match: the domain, and the accounts by their identifiers; or those `behind` one of them.
    async fn look_at(
        &self,
        tree: &Tree,
        base: &Dn,
        search: &SearchRequest,
        behind: Option<u32>,
        most: usize,
    ) -> Result<Walked, Outcome> {
        let is_meant = |entry: &Entry| {
            is_in_scope(&entry.dn, base, search.scope)
                && matches(&search.filter, entry) == Some(true)
        };
        let mut found = Vec::new();
        let mut last = behind.unwrap_or(0);
        if behind.is_none() {
            found.extend(Some(domain(self, tree)).filter(is_meant));
        }
        for _ in 0..MAX_LOOKED_AT / BATCH {
            let batch = self.store().users(last, BATCH, 0).await;
            let batch = batch.map_err(unavailable)?;
            let is_last = batch.len() < usize::try_from(BATCH).unwrap_or(usize::MAX);
            for account in batch {
                if found.len() >= most {
                    return Ok(Walked {
                        found,
                        last: Some(last),
                    });
                }
                last = account.rid;
                // Who is gone meanwhile is not there.
                let Some(user) = self.store().user(last).await.map_err(unavailable)? else {
                    continue;
                };
                let entry = self.account_entry(tree, &user).await.map_err(unavailable)?;
                found.extend(Some(entry).filter(is_meant));
            }
            if is_last {
                return Ok(Walked { found, last: None });
            }
            tokio::task::yield_now().await;
        }
        Ok(Walked {
            found,
            last: Some(last),
        })
    }
}

/// Behind which account a page begins, 0 behind the domain. It says nothing that its client could not ask for anyway.
///
/// # Errors
/// RFC 2696: a cookie that this directory has not made is refused.
fn begin(page: &Page) -> Result<Option<u32>, Outcome> {
    match page.cookie.as_slice() {
        [] => Ok(None),
        cookie => cookie
            .try_into()
            .map(u32::from_be_bytes)
            .map(Some)
            .map_err(|_| {
                Outcome::new(
                    ResultCode::UnwillingToPerform,
                    "the cookie is none of this directory's",
                )
            }),
    }
}
