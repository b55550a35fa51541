//! The list of domains that translations refer to.

use msrpc::lsarpc::{ReferencedDomainList, TrustInformation};
use ndr::Counted;
use wire::Sid;

/// `ReferencedDomains` as it grows, [MS-LSAT] 3.1.4.5: no domain is in it twice.
#[derive(Debug, Default)]
pub(super) struct Domains(Vec<(String, Sid)>);

impl Domains {
    /// The index of a domain, which is new or old.
    pub(super) fn index(&mut self, name: &str, sid: &Sid) -> i32 {
        let same = |(own_name, own_sid): &(String, Sid)| own_name == name && own_sid == sid;
        let index = self.0.iter().position(same).unwrap_or(self.0.len());
        if index == self.0.len() {
            self.0.push((name.to_owned(), sid.clone()));
        }
        // No more than the names and SIDs of a call, of which there are at most 20,480.
        i32::try_from(index).unwrap_or(NONE)
    }

    /// The SID of the domain at an index.
    pub(super) fn sid(&self, index: i32) -> Option<&Sid> {
        let index = usize::try_from(index).ok()?;
        self.0.get(index).map(|(_, sid)| sid)
    }

    /// As a reply has them.
    pub(super) fn into_list(self) -> ReferencedDomainList {
        let domains = self.0.into_iter().map(|(name, sid)| TrustInformation {
            name: name.as_str().into(),
            sid: Some(sid),
        });
        ReferencedDomainList {
            domains: Counted(domains.collect()),
            max_entries: MAX_ENTRIES,
        }
    }
}

/// The index of no domain.
pub(super) const NONE: i32 = -1;

/// What servers write into a field that is to be ignored.
const MAX_ENTRIES: u32 = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_has_one_index() {
        let mut domains = Domains::default();
        let ours = "S-1-5-21-1-2-3".parse().unwrap();
        let builtin = Sid::builtin();
        assert_eq!(domains.index("OURDOM", &ours), 0);
        assert_eq!(domains.index("BUILTIN", &builtin), 1);
        assert_eq!(domains.index("OURDOM", &ours), 0);
        let list = domains.into_list();
        assert_eq!(list.domains.0.len(), 2);
        assert_eq!(list.domains.0[1].sid, Some(builtin));
    }
}
