//! The SIDs that every computer knows, [MS-LSAT] 3.1.1.1.1, with the names that Windows gives them.

use wire::Sid;

/// A security principal that belongs to no database.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct WellKnown {
    authority: u64,
    rid: u32,
    /// Its name.
    pub(super) name: &'static str,
}

impl WellKnown {
    /// Its SID.
    pub(super) fn sid(self) -> Option<Sid> {
        Sid::new(self.authority, &[self.rid]).ok()
    }

    /// The name and SID of its domain. All but those of `NT AUTHORITY` have one without a name.
    pub(super) fn domain(self) -> Option<(&'static str, Sid)> {
        let name = if self.authority == NT {
            NT_AUTHORITY
        } else {
            ""
        };
        Some((name, Sid::new(self.authority, &[]).ok()?))
    }

    /// The one with this SID.
    pub(super) fn by_sid(sid: &Sid) -> Option<Self> {
        let [rid] = sid.sub_authorities() else {
            return None;
        };
        let mut all = WELL_KNOWN.iter().copied();
        all.find(|one| one.authority == sid.authority() && one.rid == *rid)
    }

    /// The one with this name, in this domain or in any.
    pub(super) fn by_name(domain: Option<&str>, name: &str) -> Option<Self> {
        let mut all = WELL_KNOWN.iter().copied();
        all.find(|one| {
            let own = if one.authority == NT {
                NT_AUTHORITY
            } else {
                ""
            };
            one.name.eq_ignore_ascii_case(name)
                && domain.is_none_or(|domain| domain.eq_ignore_ascii_case(own))
        })
    }
}

/// The domain of S-1-5.
pub(super) const NT_AUTHORITY: &str = "NT AUTHORITY";
/// The domain of S-1-5-32.
pub(super) const BUILTIN: &str = "BUILTIN";

/// `SECURITY_NT_AUTHORITY`.
const NT: u64 = 5;

const WELL_KNOWN: [WellKnown; 28] = [
    of(0, 0, "NULL SID"),
    of(1, 0, "Everyone"),
    of(2, 0, "LOCAL"),
    of(2, 1, "CONSOLE LOGON"),
    of(3, 0, "CREATOR OWNER"),
    of(3, 1, "CREATOR GROUP"),
    of(3, 2, "CREATOR OWNER SERVER"),
    of(3, 3, "CREATOR GROUP SERVER"),
    of(3, 4, "OWNER RIGHTS"),
    of(NT, 1, "DIALUP"),
    of(NT, 2, "NETWORK"),
    of(NT, 3, "BATCH"),
    of(NT, 4, "INTERACTIVE"),
    of(NT, 6, "SERVICE"),
    of(NT, 7, "ANONYMOUS LOGON"),
    of(NT, 8, "PROXY"),
    of(NT, 9, "ENTERPRISE DOMAIN CONTROLLERS"),
    of(NT, 10, "SELF"),
    of(NT, 11, "Authenticated Users"),
    of(NT, 12, "RESTRICTED"),
    of(NT, 13, "TERMINAL SERVER USER"),
    of(NT, 14, "REMOTE INTERACTIVE LOGON"),
    of(NT, 15, "This Organization"),
    of(NT, 17, "IUSR"),
    of(NT, 18, "SYSTEM"),
    of(NT, 19, "LOCAL SERVICE"),
    of(NT, 20, "NETWORK SERVICE"),
    of(NT, 33, "WRITE RESTRICTED"),
];

const fn of(authority: u64, rid: u32, name: &'static str) -> WellKnown {
    WellKnown {
        authority,
        rid,
        name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_sids_find_each_other() {
        for one in WELL_KNOWN {
            assert_eq!(WellKnown::by_sid(&one.sid().unwrap()), Some(one));
            assert_eq!(WellKnown::by_name(None, one.name), Some(one));
        }
    }

    #[test]
    fn a_domain_narrows_the_search() {
        let by_name = |domain, name| WellKnown::by_name(Some(domain), name).map(|one| one.name);
        assert_eq!(by_name("nt authority", "system"), Some("SYSTEM"));
        assert_eq!(by_name("", "everyone"), Some("Everyone"));
        assert_eq!(by_name("NT AUTHORITY", "Everyone"), None);
        assert_eq!(by_name("OURDOM", "SYSTEM"), None);
    }

    #[test]
    fn only_a_whole_sid_is_known() {
        for sid in ["S-1-5", "S-1-5-32", "S-1-5-32-544", "S-1-1-0-0", "S-1-1-1"] {
            assert_eq!(WellKnown::by_sid(&sid.parse().unwrap()), None, "{sid}");
        }
    }
}
