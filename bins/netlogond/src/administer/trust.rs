//! `dc trust`.

use auth::NtHash;
use store::{Control, NewUser, PasswordChange, StoreError, TrustAuth, TrustedDomain, User};
use wire::Password;

use super::Desk;
use crate::args::{AddTrust, Direction, TrustCommand, TrustPassword};
use crate::error::{About as _, Error, Rule};
use crate::report::{Done, Report, TrustLine};

impl Desk {
    pub(super) async fn trust(&self, command: &TrustCommand) -> Result<Report, Error> {
        match command {
            TrustCommand::Add(add) => self.add_trust(add).await,
            TrustCommand::List => Ok(Report::Trusts(self.trusts().await?)),
            TrustCommand::Password(new) => self.set_trust_password(new).await,
            TrustCommand::Remove { domain } => self.remove_trust(domain).await,
        }
    }

    /// The account first: a trust that is stored without one would be no trust that anybody could come by, and what a crash
    /// leaves of it is set again by the next attempt.
    async fn add_trust(&self, add: &AddTrust) -> Result<Report, Error> {
        let name = add.domain.as_str();
        let new = self.new_trust(add)?;
        // What is known without a password is said before one is asked for.
        let known = self.store.trusted_domain_by_name(name).await;
        if known.about(TRUST, name)?.is_some() {
            return Err(StoreError::TrustExists).about(TRUST, name);
        }
        let password = self.read_password(add.password.password_file.clone(), &account(name))?;
        if add.direction != Direction::Outbound {
            self.set_account(name, &password).await?;
        }
        if let Some(trust) = new {
            let auth = auth(trust.direction, &password);
            let created = self.store.create_trusted_domain(&trust, &auth, self.now());
            created.await.about(TRUST, name)?;
        }
        Ok(Report::Done(Done::new(TRUST, name, "added")))
    }

    /// What is to be stored of a trust; nothing of a domain that is known by its account alone.
    fn new_trust(&self, add: &AddTrust) -> Result<Option<TrustedDomain>, Error> {
        let name = add.domain.as_str();
        let dns_name = add.dns_name.as_deref().unwrap_or(name);
        let is_own_name = add.domain == self.domain.name;
        let is_own_sid = add.sid.as_ref() == Some(&self.domain.sid);
        let broken = |rule| Error::Rule {
            name: name.to_owned(),
            rule,
        };
        if is_own_name || is_own_sid {
            return Err(broken(Rule::OwnDomain));
        }
        let Some(sid) = add.sid.clone() else {
            return match add.direction {
                Direction::Inbound => Ok(None),
                Direction::Outbound | Direction::Both => Err(broken(Rule::NoSid)),
            };
        };
        if !sid.is_domain() {
            return Err(broken(Rule::NoDomainSid));
        }
        Ok(Some(TrustedDomain {
            name: name.to_owned(),
            dns_name: dns_name.to_owned(),
            sid,
            direction: bits(add.direction),
            trust_type: if add.dns_name.is_some() {
                TrustedDomain::UPLEVEL
            } else {
                TrustedDomain::DOWNLEVEL
            },
            attributes: 0,
            posix_offset: 0,
        }))
    }

    async fn trusts(&self) -> Result<Vec<TrustLine>, Error> {
        let stored = self.store.trusted_domains(0, u32::MAX).await;
        let mut lines: Vec<TrustLine> = stored
            .about(TRUST, "*")?
            .into_iter()
            .map(TrustLine::from)
            .collect();
        let accounts = self.accounts(TRUST, Control::INTERDOMAIN_TRUST_ACCOUNT);
        for account in accounts.await? {
            let domain = account.name.trim_end_matches('$');
            if lines
                .iter()
                .all(|line| !line.domain.eq_ignore_ascii_case(domain))
            {
                lines.push(TrustLine::of_account(domain));
            }
        }
        Ok(lines)
    }

    async fn set_trust_password(&self, new: &TrustPassword) -> Result<Report, Error> {
        let domain = &new.domain;
        let stored = self.store.trusted_domain_by_name(domain).await;
        let stored = stored.about(TRUST, domain)?;
        let name = stored
            .as_ref()
            .map_or(domain.as_str(), |trust| trust.name.as_str());
        let account = self.trusting(name).await?;
        if stored.is_none() && account.is_none() {
            return Err(StoreError::NoSuchTrust).about(TRUST, domain);
        }
        let file = new.password.password_file.clone();
        let password = self.read_password(file, &self::account(name))?;
        if account.is_some() {
            self.set_account(name, &password).await?;
        }
        if let Some(trust) = &stored {
            let (auth, now) = (auth(trust.direction, &password), self.now());
            // Where an administrator's tool of NT 4 has put it.
            let secret = format!("G$${name}");
            let known = self.store.secret(&secret).await.about(TRUST, name)?;
            if known.is_some() {
                let value = password.to_utf16le();
                let set = self.store.store_secret(&secret, &value, now);
                set.await.about(TRUST, name)?;
            }
            let changed = self
                .store
                .change_trusted_domain(&trust.sid, Some(&auth), now, |_| {});
            changed.await.about(TRUST, name)?;
        }
        Ok(Report::Done(Done::new(TRUST, name, "given the password")))
    }

    async fn remove_trust(&self, domain: &str) -> Result<Report, Error> {
        let stored = self.store.trusted_domain_by_name(domain).await;
        match stored.about(TRUST, domain)? {
            Some(trust) => {
                let deleted = self.store.delete_trusted_domain(&trust.sid, self.now());
                deleted.await.about(TRUST, &trust.name)?;
                Ok(Report::Done(Done::new(TRUST, &trust.name, "removed")))
            }
            None => {
                let account = self.trusting(domain).await?;
                let account = account
                    .ok_or(StoreError::NoSuchTrust)
                    .about(TRUST, domain)?;
                let deleted = self.store.delete_user(account.rid, self.now());
                deleted.await.about(TRUST, domain)?;
                Ok(Report::Done(Done::new(TRUST, domain, "removed")))
            }
        }
    }

    /// The account by which another domain comes, if there is one.
    async fn trusting(&self, domain: &str) -> Result<Option<User>, Error> {
        let found = self.store.user_by_name(&account(domain)).await;
        let found = found.about(TRUST, domain)?;
        Ok(found.filter(|user| user.control & Control::INTERDOMAIN_TRUST_ACCOUNT != 0))
    }

    /// Sees that the other domain can come by this password. Whoever else has the name of its account may be a computer, which
    /// a trust does not take over.
    async fn set_account(&self, domain: &str, password: &Password) -> Result<(), Error> {
        let (name, now) = (account(domain), self.now());
        let hash = NtHash::from_password(password);
        if let Some(known) = self.trusting(domain).await? {
            let change = PasswordChange::new(&hash, now);
            let set = self.store.set_password(known.rid, change);
            return set.await.about(TRUST, domain);
        }
        let new = NewUser {
            password: Some(&hash),
            ..NewUser::new(&name, Control::INTERDOMAIN_TRUST_ACCOUNT, now)
        };
        let created = self.store.create_user(&new).await;
        created.map(drop).about(TRUST, domain)
    }
}

/// What the half of a trust proves itself with, that of either direction.
fn auth(direction: u32, password: &Password) -> TrustAuth {
    let of = |bit| (direction & bit != 0).then(|| password.to_utf16le());
    TrustAuth {
        incoming: of(INBOUND),
        outgoing: of(OUTBOUND),
    }
}

/// The name of the account by which another domain comes.
fn account(domain: &str) -> String {
    format!("{}$", domain.to_uppercase())
}

const fn bits(direction: Direction) -> u32 {
    match direction {
        Direction::Inbound => INBOUND,
        Direction::Outbound => OUTBOUND,
        Direction::Both => INBOUND | OUTBOUND,
    }
}

const INBOUND: u32 = TrustedDomain::INBOUND;
const OUTBOUND: u32 = TrustedDomain::OUTBOUND;

const TRUST: &str = "trust with";
