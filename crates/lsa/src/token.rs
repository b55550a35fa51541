//! What a caller may: its SIDs and its rights.

use std::collections::BTreeSet;

use auth::Identity;
use store::{SamDomain, StoreError};
use transport::CallContext;
use wire::Sid;

use crate::Authority;

/// The SIDs and rights of a caller, [MS-DTYP] 2.5.2.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Token {
    user: Option<Sid>,
    sids: BTreeSet<Sid>,
    rights: BTreeSet<String>,
}

impl Token {
    /// The token of somebody who has not said who he is.
    #[must_use]
    pub fn anonymous() -> Self {
        Self {
            user: None,
            sids: [well_known(5, 7), well_known(1, 0), well_known(5, 2)].into(),
            rights: BTreeSet::new(),
        }
    }

    /// Whose token it is; `None` for a null session.
    #[must_use]
    pub const fn user(&self) -> Option<&Sid> {
        self.user.as_ref()
    }

    /// Whether nobody has said who he is.
    #[must_use]
    pub const fn is_anonymous(&self) -> bool {
        self.user.is_none()
    }

    /// The user's SID, those of its groups and aliases, and those that all have.
    #[must_use]
    pub const fn sids(&self) -> &BTreeSet<Sid> {
        &self.sids
    }

    /// Whether the user is, or is in, this.
    #[must_use]
    pub fn has(&self, sid: &Sid) -> bool {
        self.sids.contains(sid)
    }

    /// Whether the user is in this alias of BUILTIN.
    #[must_use]
    pub fn is_in_builtin(&self, rid: u32) -> bool {
        Sid::builtin().child(rid).is_ok_and(|sid| self.has(&sid))
    }

    /// Whether the user is an administrator of the computer.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.is_in_builtin(ADMINISTRATORS)
    }

    /// Whether the user may administer accounts.
    #[must_use]
    pub fn is_account_operator(&self) -> bool {
        self.is_in_builtin(ACCOUNT_OPERATORS)
    }

    /// Whether the user, or an alias or group that it is in, has a right, by its name: `SeMachineAccountPrivilege`.
    #[must_use]
    pub fn has_right(&self, name: &str) -> bool {
        self.rights.contains(name)
    }
}

/// `DOMAIN_ALIAS_RID_ADMINS`, [MS-DTYP] 2.4.2.4.
pub(crate) const ADMINISTRATORS: u32 = 544;
/// `DOMAIN_ALIAS_RID_ACCOUNT_OPS`.
pub(crate) const ACCOUNT_OPERATORS: u32 = 548;

/// A well-known SID of one sub-authority.
#[expect(
    clippy::expect_used,
    reason = "one sub-authority, and an authority of 48 bits"
)]
fn well_known(authority: u8, rid: u32) -> Sid {
    Sid::new(authority.into(), &[rid]).expect("a legal SID")
}

impl Authority {
    /// The token of whoever makes a call.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn token(&self, context: &CallContext) -> Result<Token, StoreError> {
        if !self.still_stands(context).await? {
            return Ok(Token::anonymous());
        }
        match context.identity() {
            Identity::Anonymous => Ok(Token::anonymous()),
            // Nobody's SID is known whom neither this authority nor one that it trusts has judged.
            Identity::Account { sid: None, .. } => Ok(Token::anonymous()),
            Identity::Account {
                sid: Some(sid),
                groups,
                ..
            } => self.token_of(sid, groups).await,
        }
    }

    /// Whether the secure channel that protects a call has not ended: nobody but the computer itself has had a word in what
    /// lets it in. What no channel protects stands.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn still_stands(&self, context: &CallContext) -> Result<bool, StoreError> {
        let (Some(standing), Identity::Account { sid, .. }) =
            (context.standing(), context.identity())
        else {
            return Ok(true);
        };
        match sid.as_ref().and_then(Sid::rid) {
            Some(rid) => Ok(self.store().standing(rid).await? == Some(standing)),
            None => Ok(false),
        }
    }

    /// The token of an account, which those who judged it say is in these groups: its own domain's authority, if that is
    /// another one than this.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn token_of(&self, user: &Sid, groups: &[Sid]) -> Result<Token, StoreError> {
        let mut sids = BTreeSet::from([
            user.clone(),
            well_known(1, 0),  // Everyone
            well_known(5, 2),  // Network
            well_known(5, 11), // Authenticated Users
        ]);
        // What another authority says goes for its own groups: this one's are in its database.
        let foreign = groups.iter().filter(|group| !self.is_own(group));
        sids.extend(foreign.cloned());
        if user.domain().as_ref() == Some(&self.names().sid)
            && let Some(rid) = user.rid()
        {
            let groups = self.store().memberships(rid).await?;
            let groups = groups
                .iter()
                .filter_map(|group| self.names().sid.child(group.rid).ok());
            sids.extend(groups);
        }
        let all: Vec<Sid> = sids.iter().cloned().collect();
        let aliases = self.store().alias_memberships(&all).await?;
        sids.extend(aliases.into_iter().filter_map(|alias| {
            let domain = match alias.domain {
                SamDomain::Builtin => Sid::builtin(),
                SamDomain::Account => self.names().sid.clone(),
            };
            domain.child(alias.rid).ok()
        }));
        let all: Vec<Sid> = sids.iter().cloned().collect();
        let (rights, _) = self.store().rights_of_all(&all).await?;
        Ok(Token {
            user: Some(user.clone()),
            sids,
            rights: rights.into_iter().collect(),
        })
    }

    /// Whether only this authority can say who is, or is in, this: it is in a domain of its own, or in none.
    pub(crate) fn is_own(&self, sid: &Sid) -> bool {
        let domain = sid.domain();
        domain.as_ref() == Some(&self.names().sid)
            // Who is in a domain has its SID below SECURITY_NT_NON_UNIQUE, [MS-DTYP] 2.4.2.4.
            || domain.is_none_or(|domain| !domain.to_string().starts_with("S-1-5-21-"))
    }
}
