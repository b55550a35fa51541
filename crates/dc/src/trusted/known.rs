//! What is stored of a trust that this domain has in another: who that is, and what this one proves itself with there.

use auth::NtHash;
use link::{Account, Candidate, Domain};
use msrpc::netlogon::SecureChannelType;
use store::{StoreError, TrustedDomain};
use wire::SecretBytes;

use super::Trusted;

/// A trust that this domain has in another one.
#[derive(Eq, PartialEq)]
pub(crate) struct Trust {
    /// The trusted domain.
    pub(crate) domain: Domain,
    /// The account that this domain has there.
    pub(crate) account: Account,
    /// The values that its password may have, likeliest first.
    pub(super) values: Vec<(Candidate, NtHash)>,
}

impl Trust {
    /// What a channel is set up with.
    pub(super) fn values(&self) -> impl Iterator<Item = (Candidate, NtHash)> {
        let values = self.values.iter();
        values.map(|(candidate, hash)| (*candidate, hash.duplicate()))
    }
}

impl Trusted {
    /// The trust in the domain of this name, if there is one that users of that domain may come by.
    pub(super) async fn trust_named(&self, domain: &str) -> Result<Option<Trust>, StoreError> {
        // "The trailing period on DNS names is ignored for the purposes of comparison", [MS-LSAD] 3.1.4.7.4.
        let domain = domain.strip_suffix('.').unwrap_or(domain);
        match self.store.trusted_domain_by_name(domain).await? {
            Some(stored) => self.trust(stored).await,
            None => Ok(None),
        }
    }

    /// What is known of a trusted domain; nothing of one that only trusts this one.
    pub(super) async fn trust(&self, stored: TrustedDomain) -> Result<Option<Trust>, StoreError> {
        if !stored.is_outbound() {
            return Ok(None);
        }
        let Ok(name) = stored.name.parse() else {
            return Ok(None);
        };
        let values = self.values(&stored).await?;
        let in_dns = stored.trust_type == TrustedDomain::UPLEVEL;
        let has_dns_name = !stored.dns_name.eq_ignore_ascii_case(&stored.name);
        let domain = Domain {
            name,
            dns_name: has_dns_name.then_some(stored.dns_name),
            sid: stored.sid,
        };
        Ok(Some(Trust {
            account: self.account(&domain, in_dns),
            domain,
            values,
        }))
    }

    /// The account that this domain has in another, [MS-NRPC] 3.5.4.4.2: named after it, in the DNS with a period behind it
    /// if both have a directory, and else its NetBIOS name as computers' accounts are named.
    fn account(&self, domain: &Domain, in_dns: bool) -> Account {
        let (name, channel_type) = match &self.names.dns_domain {
            Some(ours) if in_dns => (format!("{ours}."), SecureChannelType::TRUSTED_DNS_DOMAIN),
            _ => (
                self.names.domain.machine_account(),
                SecureChannelType::TRUSTED_DOMAIN,
            ),
        };
        Account {
            computer: self.names.computer.clone(),
            domain: domain.name.clone(),
            name,
            channel_type,
        }
    }

    /// What the password may be: what the secret `G$$NAME` has, in which NT 4 keeps it, [MS-LSAD] 3.1.4.7.3, and what the
    /// object has, in which a directory does.
    async fn values(&self, stored: &TrustedDomain) -> Result<Vec<(Candidate, NtHash)>, StoreError> {
        let secret = self.store.secret(&format!("G$${}", stored.name)).await?;
        let (current, old) = secret.map_or((None, None), |secret| (secret.current, secret.old));
        let object = self.store.trust_auth(&stored.sid).await?;
        let object = object.and_then(|auth| auth.outgoing);
        let mut values: Vec<(Candidate, NtHash)> = Vec::new();
        for (candidate, password) in [
            (Candidate::Current, current),
            (Candidate::Current, object),
            (Candidate::Old, old),
        ] {
            let Some(password) = password.filter(|password| !password.expose().is_empty()) else {
                continue;
            };
            let hash = hash(&password);
            if values.iter().all(|(_, known)| *known != hash) {
                values.push((candidate, hash));
            }
        }
        Ok(values)
    }
}

fn hash(password: &SecretBytes) -> NtHash {
    NtHash::from_utf16le(password)
}
