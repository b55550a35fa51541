//! From names to SIDs and back.

use store::{AliasId, PrincipalKind, SamDomain, StoreError};
use wire::Sid;

use super::Desk;
use crate::error::{About as _, Error};

impl Desk {
    /// A user or group of the domain by its name, with or without the domain's before it.
    pub(super) async fn rid_of(
        &self,
        kind: PrincipalKind,
        what: &'static str,
        name: &str,
        missing: StoreError,
    ) -> Result<u32, Error> {
        let own = self.own_part(name);
        let found = self.store.principal(SamDomain::Account, own).await;
        match found.about(what, name)? {
            Some(principal) if principal.kind == kind => Ok(principal.rid),
            _ => Err(missing).about(what, name),
        }
    }

    /// An alias of the domain, or else of BUILTIN; `BUILTIN\NAME` and `DOMAIN\NAME` say which.
    pub(super) async fn alias_of(&self, name: &str) -> Result<AliasId, Error> {
        let domains: &[SamDomain] = match name.split_once('\\') {
            Some((domain, _)) if domain.eq_ignore_ascii_case(BUILTIN) => &[SamDomain::Builtin],
            Some(_) => &[SamDomain::Account],
            None => &[SamDomain::Account, SamDomain::Builtin],
        };
        for domain in domains.iter().copied() {
            let found = self.store.principal(domain, self.own_part(name)).await;
            if let Some(principal) = found.about("alias", name)?
                && principal.kind == PrincipalKind::Alias
            {
                return Ok(AliasId {
                    domain,
                    rid: principal.rid,
                });
            }
        }
        Err(StoreError::NoSuchAlias).about("alias", name)
    }

    /// The SID that is written, or that of the user, group or alias that is named.
    pub(super) async fn sid_of(&self, name: &str) -> Result<Sid, Error> {
        if let Ok(sid) = name.parse() {
            return Ok(sid);
        }
        let own = self.own_part(name);
        let is_builtin = |(domain, _): (&str, &str)| domain.eq_ignore_ascii_case(BUILTIN);
        let domains = if name.split_once('\\').is_some_and(is_builtin) {
            [SamDomain::Builtin].as_slice()
        } else {
            &[SamDomain::Account, SamDomain::Builtin]
        };
        for domain in domains.iter().copied() {
            let found = self.store.principal(domain, own).await;
            if let Some(principal) = found.about("name", name)? {
                let sid = self.domain_sid(domain).child(principal.rid);
                return sid.map_err(|_| StoreError::Corrupt).about("name", name);
            }
        }
        Err(StoreError::NoSuchAccount).about("name", name)
    }

    /// `DOMAIN\NAME` of a SID, if this domain or BUILTIN knows it.
    pub(super) async fn name_of(&self, sid: &Sid) -> Result<Option<String>, Error> {
        let (Some(domain_sid), Some(rid)) = (sid.domain(), sid.rid()) else {
            return Ok(None);
        };
        let (domain, prefix) = if domain_sid == self.domain.sid {
            (SamDomain::Account, self.domain.name.as_str())
        } else if domain_sid == Sid::builtin() {
            (SamDomain::Builtin, BUILTIN)
        } else {
            return Ok(None);
        };
        let mut found = self
            .store
            .lookup_rids(domain, &[rid])
            .await
            .about("SID", &sid.to_string())?;
        let principal = found.pop().flatten();
        Ok(principal.map(|principal| format!("{prefix}\\{}", principal.name)))
    }

    fn domain_sid(&self, domain: SamDomain) -> Sid {
        match domain {
            SamDomain::Account => self.domain.sid.clone(),
            SamDomain::Builtin => Sid::builtin(),
        }
    }

    /// A name without the name of its domain, if that is this one or BUILTIN. A name of another domain is left whole,
    /// and as such it is none here.
    fn own_part<'a>(&self, name: &'a str) -> &'a str {
        match name.split_once('\\') {
            Some((domain, own))
                if domain.eq_ignore_ascii_case(self.domain.name.as_str())
                    || domain.eq_ignore_ascii_case(BUILTIN) =>
            {
                own
            }
            _ => name,
        }
    }
}

pub(super) const BUILTIN: &str = "BUILTIN";
