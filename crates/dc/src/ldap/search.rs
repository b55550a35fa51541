//! Searches, RFC 4511 4.5: of the root by everybody, of the rest by whoever has logged on. Accounts are found by what the
//! database has an index of, if the filter has it.

use ldap::asn1::{ResultCode, SearchRequest, SearchRequestScope};
use ldap::filter::{anchors, asserted_sid, matches};
use ldap::{Answer, Dn, Entry, Outcome, Page};
use lsa::unreadable;
use store::{Computer, StoreError, User};
use wire::Sid;

use super::account;
use super::root::{domain, root};
use super::tree::Tree;
use crate::Controller;
use crate::computer::{OwnNames, is_computer};

/// What entries can be found by.
const INDEXED: [&str; 3] = ["sAMAccountName", "objectSid", "distinguishedName"];

/// How many values a search can name, each of which costs a question to the database.
const MOST_ANCHORS: usize = 16;

impl Controller {
    /// Answers a search.
    pub(super) async fn search(
        &self,
        tree: &Tree,
        caller: Option<&Sid>,
        search: &SearchRequest,
        page: Option<&Page>,
    ) -> Answer {
        let found = self.find(tree, caller, search, page).await;
        found.unwrap_or_else(|refused| Answer::Found(Vec::new(), refused))
    }

    async fn find(
        &self,
        tree: &Tree,
        caller: Option<&Sid>,
        search: &SearchRequest,
        page: Option<&Page>,
    ) -> Result<Answer, Outcome> {
        let told = |found| told(filtered(found, search), search.size_limit, page);
        let base = Dn::parse(&search.base_object);
        let base = base.map_err(|_| {
            Outcome::new(
                ResultCode::InvalidDnSyntax,
                "the base is no name that is read here",
            )
        })?;
        let only_base = search.scope == SearchRequestScope::BaseObject;
        if base.is_root() && only_base {
            let root = root(self, tree);
            return Ok(told(vec![root]));
        }
        if caller.is_none() {
            return Err(BIND_FIRST);
        }
        if only_base {
            let entry = self.entry(tree, &base).await.map_err(unavailable)?;
            return Ok(told(vec![entry.ok_or(NO_SUCH_OBJECT)?]));
        }
        // The root of an Active Directory has no more below it than its domains do.
        if !base.is_root() && !base.is_within(&tree.domain) {
            return Err(NO_SUCH_OBJECT);
        }
        let Some(anchors) = anchors(&search.filter, &INDEXED) else {
            return self.walk(tree, &base, search, page).await;
        };
        let mut found = self.anchored(tree, anchors).await?;
        found.retain(|entry| is_in_scope(&entry.dn, &base, search.scope));
        Ok(told(found))
    }

    /// The entries that can match at all, each once.
    async fn anchored(
        &self,
        tree: &Tree,
        anchors: Vec<(&'static str, &[u8])>,
    ) -> Result<Vec<Entry>, Outcome> {
        if anchors.len() > MOST_ANCHORS {
            return Err(Outcome::new(
                ResultCode::AdminLimitExceeded,
                "the filter names too many accounts",
            ));
        }
        let mut found: Vec<Entry> = Vec::new();
        for (attribute, value) in anchors {
            let entry = self.by_anchor(tree, attribute, value).await;
            if let Some(entry) = entry.map_err(unavailable)?
                && !found.iter().any(|known| known.dn == entry.dn)
            {
                found.push(entry);
            }
        }
        Ok(found)
    }

    async fn by_anchor(
        &self,
        tree: &Tree,
        attribute: &str,
        value: &[u8],
    ) -> Result<Option<Entry>, StoreError> {
        if attribute == "objectSid" {
            return match asserted_sid(value) {
                Some(sid) => self.by_sid(tree, &sid).await,
                None => Ok(None),
            };
        }
        let Ok(text) = std::str::from_utf8(value) else {
            return Ok(None);
        };
        if attribute == "distinguishedName" {
            return match Dn::parse(text) {
                Ok(dn) => self.entry(tree, &dn).await,
                Err(_) => Ok(None),
            };
        }
        match self.store().user_by_name(text).await? {
            Some(user) => self.account_entry(tree, &user).await.map(Some),
            None => Ok(None),
        }
    }

    async fn by_sid(&self, tree: &Tree, sid: &Sid) -> Result<Option<Entry>, StoreError> {
        let own = &self.names().sid;
        if sid == own {
            return Ok(Some(domain(self, tree)));
        }
        let rid = sid.rid().filter(|_| sid.domain().as_ref() == Some(own));
        let Some(rid) = rid else {
            return Ok(None);
        };
        match self.store().user(rid).await? {
            Some(user) => self.account_entry(tree, &user).await.map(Some),
            None => Ok(None),
        }
    }

    /// The entry of this name.
    async fn entry(&self, tree: &Tree, dn: &Dn) -> Result<Option<Entry>, StoreError> {
        if *dn == tree.domain {
            return Ok(Some(domain(self, tree)));
        }
        match self.account_of(tree, dn).await? {
            Some(user) => self.account_entry(tree, &user).await.map(Some),
            None => Ok(None),
        }
    }

    /// The account whose entry has this name.
    pub(super) async fn account_of(
        &self,
        tree: &Tree,
        dn: &Dn,
    ) -> Result<Option<User>, StoreError> {
        let Some(name) = tree.account_name(dn) else {
            return Ok(None);
        };
        let user = self.store().user_by_name(&name).await?;
        Ok(user.filter(|user| tree.account(user) == *dn))
    }

    /// The names of an account's computer.
    pub(super) fn own_names(&self, user: &User) -> OwnNames {
        let dns_domain = self.settings().dns_domain.as_deref();
        OwnNames::of(&user.name, dns_domain.unwrap_or_default())
    }

    pub(super) async fn account_entry(
        &self,
        tree: &Tree,
        user: &User,
    ) -> Result<Entry, StoreError> {
        let computer = if is_computer(user) {
            let known = self.store().computer(user.rid).await?;
            known.unwrap_or_else(|| self.own_names(user).initial())
        } else {
            Computer::default()
        };
        Ok(account::entry(tree, &self.names().sid, user, &computer))
    }
}

fn filtered(mut entries: Vec<Entry>, search: &SearchRequest) -> Vec<Entry> {
    entries.retain(|entry| matches(&search.filter, entry) == Some(true));
    entries
}

pub(super) fn is_in_scope(dn: &Dn, base: &Dn, scope: SearchRequestScope) -> bool {
    match scope {
        SearchRequestScope::SingleLevel => {
            dn.split_first().is_some_and(|(_, _, above)| above == *base)
        }
        SearchRequestScope::WholeSubtree => dn.is_within(base),
        _ => dn == base,
    }
}

/// RFC 4511 4.5.1.4: as many as the client wants. What it has named is on one page.
fn told(mut found: Vec<Entry>, limit: u32, page: Option<&Page>) -> Answer {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if limit == 0 || found.len() <= limit {
        return match page {
            Some(_) => Answer::Page(found, Vec::new()),
            None => Answer::Found(found, Outcome::SUCCESS),
        };
    }
    found.truncate(limit);
    Answer::Found(found, Outcome::new(ResultCode::SizeLimitExceeded, ""))
}

/// What a client hears when the database cannot be read.
pub(super) fn unavailable(error: StoreError) -> Outcome {
    unreadable(error);
    Outcome::new(ResultCode::Unavailable, "the database cannot be used")
}

/// What somebody hears who has not said who he is.
pub(super) const BIND_FIRST: Outcome =
    Outcome::new(ResultCode::InsufficientAccessRights, "bind first");

pub(super) const NO_SUCH_OBJECT: Outcome = Outcome::new(ResultCode::NoSuchObject, "");
