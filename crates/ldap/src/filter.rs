//! Filters, RFC 4511 4.5.1.7: whether an entry matches, and where to look for those that can.

use rasn::types::SetOf;
use rasn_ldap::{AttributeValueAssertion, Filter, SubstringChoice};
use wire::{Sid, Writer};

use crate::entry::Entry;
use crate::matching::{Side, contains, equals, has_bits, is_on};

/// Whether `entry` matches: `None` for Undefined, which what is not known evaluates to, and comparisons that values of their
/// kind do not have.
#[must_use]
pub fn matches(filter: &Filter, entry: &Entry) -> Option<bool> {
    match filter {
        Filter::And(parts) => combine(parts, entry, false),
        Filter::Or(parts) => combine(parts, entry, true),
        Filter::Not(part) => matches(part, entry).map(|verdict| !verdict),
        Filter::EqualityMatch(assertion) | Filter::ApproxMatch(assertion) => {
            let attribute = entry.attribute(&assertion.attribute_desc.0)?;
            Some(equals(attribute, &assertion.assertion_value))
        }
        Filter::GreaterOrEqual(assertion) => ordered(entry, Side::AtLeast, assertion),
        Filter::LessOrEqual(assertion) => ordered(entry, Side::AtMost, assertion),
        Filter::Substrings(filter) => contains(entry.attribute(&filter.r#type.0)?, filter),
        Filter::Present(name) => Some(!entry.attribute(&name.0)?.values.is_empty()),
        Filter::ExtensibleMatch(assertion) => {
            has_bits(entry.attribute(&assertion.r#type.as_ref()?.0)?, assertion)
        }
        _ => None,
    }
}

fn ordered(entry: &Entry, side: Side, assertion: &AttributeValueAssertion) -> Option<bool> {
    let attribute = entry.attribute(&assertion.attribute_desc.0)?;
    is_on(side, attribute, &assertion.assertion_value)
}

/// What it takes to compare an entry with a filter: its comparisons, and the octets of what is asserted.
#[must_use]
pub fn effort(filter: &Filter) -> usize {
    let one = |octets: usize| octets.saturating_add(1);
    match filter {
        Filter::And(parts) | Filter::Or(parts) => {
            let parts = parts.to_vec().into_iter().map(effort);
            parts.fold(1, usize::saturating_add)
        }
        Filter::Not(part) => one(effort(part)),
        Filter::EqualityMatch(assertion)
        | Filter::ApproxMatch(assertion)
        | Filter::GreaterOrEqual(assertion)
        | Filter::LessOrEqual(assertion) => one(assertion.assertion_value.len()),
        Filter::Substrings(filter) => {
            let parts = filter.substrings.iter().map(|part| match part {
                SubstringChoice::Initial(part)
                | SubstringChoice::Any(part)
                | SubstringChoice::Final(part) => one(part.len()),
                _ => 1,
            });
            parts.fold(1, usize::saturating_add)
        }
        Filter::ExtensibleMatch(assertion) => one(assertion.match_value.len()),
        _ => 1,
    }
}

/// What parts come to of which one that is `decisive` decides; each is looked at once, for they have parts of their own.
fn combine(parts: &SetOf<Filter>, entry: &Entry, decisive: bool) -> Option<bool> {
    let mut verdict = Some(!decisive);
    for part in parts.to_vec() {
        match matches(part, entry) {
            Some(part) if part == decisive => return Some(decisive),
            Some(_) => {}
            None => verdict = None,
        }
    }
    verdict
}

/// Assertions of equality, of which at least one holds for whatever matches `filter`, of attributes by which entries can be
/// found; `None` if the filter does not say so much, so that all entries would have to be looked at.
#[must_use]
pub fn anchors<'f>(
    filter: &'f Filter,
    attributes: &[&'static str],
) -> Option<Vec<(&'static str, &'f [u8])>> {
    match filter {
        Filter::And(parts) => {
            let parts = parts.to_vec();
            parts.into_iter().find_map(|part| anchors(part, attributes))
        }
        Filter::Or(parts) => {
            let mut all = Vec::new();
            for part in parts.to_vec() {
                all.extend(anchors(part, attributes)?);
            }
            Some(all)
        }
        Filter::EqualityMatch(AttributeValueAssertion {
            attribute_desc,
            assertion_value,
            ..
        }) => {
            let mut attributes = attributes.iter();
            let name = attributes.find(|name| name.eq_ignore_ascii_case(&attribute_desc.0))?;
            Some(vec![(*name, assertion_value.as_ref())])
        }
        _ => None,
    }
}

/// The SID that an assertion of one means, in octets or as text.
#[must_use]
pub fn asserted_sid(value: &[u8]) -> Option<Sid> {
    let mut r = wire::Reader::new(value);
    if let Ok(sid) = Sid::decode(&mut r)
        && r.is_empty()
    {
        return Some(sid);
    }
    std::str::from_utf8(value).ok()?.parse().ok()
}

/// The octets of a SID, as directories keep them.
#[must_use]
pub fn sid_octets(sid: &Sid) -> Vec<u8> {
    let mut w = Writer::new();
    sid.encode(&mut w);
    w.into_vec()
}

#[cfg(test)]
mod tests {
    use rasn_ldap::{MatchingRuleAssertion, SubstringFilter};

    use super::*;
    use crate::Dn;
    use crate::entry::Syntax;

    fn equal(name: &str, value: &[u8]) -> Filter {
        let assertion = AttributeValueAssertion::new(name.into(), value.to_vec().into());
        Filter::EqualityMatch(assertion)
    }

    fn present(name: &str) -> Filter {
        Filter::Present(name.into())
    }

    fn and(parts: Vec<Filter>) -> Filter {
        Filter::And(parts.into())
    }

    fn or(parts: Vec<Filter>) -> Filter {
        Filter::Or(parts.into())
    }

    fn entry() -> Entry {
        let sid: Sid = "S-1-5-21-1-2-3-1000".parse().unwrap();
        let dn = Dn::of_domain("our.example").child("CN", "m");
        Entry::new(dn.clone())
            .with_text("sAMAccountName", "M$")
            .with_text("description", "")
            .with("objectSid", Syntax::Sid, [sid_octets(&sid)])
            .with("distinguishedName", Syntax::Dn, [dn.to_string()])
            .with("parameters", Syntax::Octets, [b"Aa"])
    }

    #[test]
    fn values_are_compared_as_their_syntax_has_it() {
        let sid: Sid = "S-1-5-21-1-2-3-1000".parse().unwrap();
        for (name, value, verdict) in [
            ("samaccountname", &b"m$"[..], Some(true)),
            ("sAMAccountName", b"m", Some(false)),
            ("objectSid", b"S-1-5-21-1-2-3-1000", Some(true)),
            ("objectSid", &sid_octets(&sid), Some(true)),
            ("objectSid", b"S-1-5-21-1-2-3", Some(false)),
            ("objectSid", b"", Some(false)),
            ("distinguishedName", b"cn=M, dc=our, dc=example", Some(true)),
            ("distinguishedName", b"M", Some(false)),
            ("parameters", b"Aa", Some(true)),
            ("parameters", b"aa", Some(false)),
            ("description", b"", Some(false)),
            ("unknown", b"", None),
        ] {
            assert_eq!(matches(&equal(name, value), &entry()), verdict, "{name}");
        }
        assert_eq!(matches(&present("objectsid"), &entry()), Some(true));
        assert_eq!(matches(&present("description"), &entry()), Some(false));
        assert_eq!(matches(&present("unknown"), &entry()), None);
    }

    fn substrings(name: &str, parts: Vec<SubstringChoice>) -> Filter {
        Filter::Substrings(SubstringFilter::new(name.into(), parts))
    }

    fn octets(text: &str) -> rasn::types::OctetString {
        text.as_bytes().to_vec().into()
    }

    #[test]
    fn a_text_has_its_parts_one_behind_the_other() {
        use SubstringChoice::{Any, Final, Initial};
        let entry = Entry::new(Dn::default())
            .with("cn", Syntax::Text, ["Jo-Ann Weiss", "x"])
            .with("objectSid", Syntax::Sid, [vec![1]]);
        for (parts, verdict) in [
            (vec![Initial(octets("jo"))], true),
            (vec![Initial(octets("ann"))], false),
            (vec![Final(octets("WEISS"))], true),
            (vec![Final(octets("weis"))], false),
            (vec![Any(octets("ann"))], true),
            (
                vec![
                    Initial(octets("jo")),
                    Any(octets("n w")),
                    Final(octets("ss")),
                ],
                true,
            ),
            // Not the same letters twice.
            (vec![Any(octets("weiss")), Any(octets("s"))], false),
            (
                vec![Initial(octets("jo-ann weiss")), Final(octets("s"))],
                false,
            ),
            (vec![Any(octets("s")), Any(octets("s"))], true),
            (
                vec![Any(octets("s")), Any(octets("s")), Any(octets("s"))],
                false,
            ),
        ] {
            let filter = substrings("CN", parts);
            assert_eq!(matches(&filter, &entry), Some(verdict), "{filter:?}");
        }
        let parts = vec![Any(octets("1"))];
        assert_eq!(
            matches(&substrings("objectSid", parts.clone()), &entry),
            None
        );
        assert_eq!(matches(&substrings("unknown", parts), &entry), None);
    }

    #[test]
    fn numbers_have_an_order_and_bits() {
        let entry = Entry::new(Dn::default())
            .with_text("userAccountControl", "514")
            .with_text("cn", "m")
            .with("objectSid", Syntax::Sid, [vec![1]]);
        let assertion =
            |name: &str, value: &str| AttributeValueAssertion::new(name.into(), octets(value));
        for (name, value, at_least, at_most) in [
            ("userAccountControl", "514", Some(true), Some(true)),
            ("userAccountControl", "99", Some(true), Some(false)),
            ("userAccountControl", "1000", Some(false), Some(true)),
            ("cn", "A", Some(true), Some(false)),
            ("cn", "Z", Some(false), Some(true)),
            ("objectSid", "1", None, None),
            ("unknown", "1", None, None),
        ] {
            let above = Filter::GreaterOrEqual(assertion(name, value));
            let below = Filter::LessOrEqual(assertion(name, value));
            let verdicts = (matches(&above, &entry), matches(&below, &entry));
            assert_eq!(verdicts, (at_least, at_most), "{name} {value}");
        }
        for (rule, mask, verdict) in [
            ("1.2.840.113556.1.4.803", "2", Some(true)),
            ("1.2.840.113556.1.4.803", "514", Some(true)),
            ("1.2.840.113556.1.4.803", "6", Some(false)),
            ("1.2.840.113556.1.4.804", "6", Some(true)),
            ("1.2.840.113556.1.4.804", "4", Some(false)),
            ("1.2.840.113556.1.4.803", "x", None),
            ("1.2.840.113556.1.4.1941", "2", None),
        ] {
            let filter = Filter::ExtensibleMatch(MatchingRuleAssertion::new(
                Some(rule.into()),
                Some("useraccountcontrol".into()),
                octets(mask),
                false,
            ));
            assert_eq!(matches(&filter, &entry), verdict, "{rule} {mask}");
        }
    }

    #[test]
    fn the_effort_of_a_filter_grows_with_all_that_is_in_it() {
        let long = equal("cn", &[b'a'; 100]);
        assert_eq!(effort(&long), 101);
        assert_eq!(effort(&and(vec![long.clone(), present("x")])), 103);
        assert_eq!(effort(&!or(vec![long.clone(), equal("dn", b"a")])), 105);
        let parts = vec![SubstringChoice::Any(octets("abc")); 10];
        assert_eq!(effort(&substrings("cn", parts)), 41);
    }

    /// RFC 4511 4.5.1.7: "A filter of the 'and' choice is TRUE if all the filters in the SET OF evaluate to TRUE, FALSE if
    /// at least one filter is FALSE, and Undefined otherwise."
    #[test]
    fn undefined_is_neither_true_nor_false() {
        let (yes, no, unknown) = (present("objectSid"), present("description"), present("x"));
        for (parts, all, any) in [
            (vec![&yes, &yes], Some(true), Some(true)),
            (vec![&yes, &no], Some(false), Some(true)),
            (vec![&yes, &unknown], None, Some(true)),
            (vec![&no, &unknown], Some(false), None),
            (vec![], Some(true), Some(false)),
        ] {
            let parts: Vec<Filter> = parts.into_iter().cloned().collect();
            assert_eq!(matches(&and(parts.clone()), &entry()), all, "{parts:?}");
            assert_eq!(matches(&or(parts.clone()), &entry()), any, "{parts:?}");
        }
        assert_eq!(matches(&!yes, &entry()), Some(false));
        assert_eq!(matches(&!unknown, &entry()), None);
    }

    #[test]
    fn a_filter_says_where_to_look_or_it_does_not() {
        let find = |filter: &Filter| {
            anchors(filter, &["sAMAccountName", "objectSid"]).map(|anchors| anchors.len())
        };
        let name = equal("SAMACCOUNTNAME", b"a");
        assert_eq!(find(&name), Some(1));
        assert_eq!(find(&and(vec![present("x"), name.clone()])), Some(1));
        assert_eq!(
            find(&or(vec![name.clone(), equal("objectSid", b"S")])),
            Some(2)
        );
        for everything in [
            or(vec![name.clone(), present("x")]),
            !name.clone(),
            present("sAMAccountName"),
            equal("cn", b"a"),
            and(vec![]),
        ] {
            assert_eq!(find(&everything), None, "{everything:?}");
        }
        assert_eq!(find(&or(vec![])), Some(0), "nothing matches");
    }
}
