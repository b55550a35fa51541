//! Filters, RFC 4511 4.5.1.7: whether an entry matches, and where to look for those that can.

use rasn::types::SetOf;
use rasn_ldap::{AttributeValueAssertion, Filter};
use wire::{Sid, Writer};

use crate::Dn;
use crate::entry::{Attribute, Entry, Syntax};

/// Whether `entry` matches: `None` for Undefined, which what is not known evaluates to, and comparisons that are not made
/// here (substrings, order, other rules).
#[must_use]
pub fn matches(filter: &Filter, entry: &Entry) -> Option<bool> {
    match filter {
        Filter::And(parts) => combine(parts, entry, false),
        Filter::Or(parts) => combine(parts, entry, true),
        Filter::Not(part) => matches(part, entry).map(|verdict| !verdict),
        Filter::EqualityMatch(assertion) | Filter::ApproxMatch(assertion) => {
            let attribute = entry.attribute(&assertion.attribute_desc.0)?;
            Some(has(attribute, &assertion.assertion_value))
        }
        Filter::Present(name) => Some(!entry.attribute(&name.0)?.values.is_empty()),
        _ => None,
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

fn has(attribute: &Attribute, asserted: &[u8]) -> bool {
    let mut values = attribute.values.iter();
    match attribute.syntax {
        Syntax::Octets => values.any(|value| value == asserted),
        Syntax::Sid => asserted_sid(asserted).is_some_and(|sid| {
            let octets = sid_octets(&sid);
            values.any(|value| *value == octets)
        }),
        Syntax::Text => {
            let asserted = text(asserted).to_lowercase();
            values.any(|value| text(value).to_lowercase() == asserted)
        }
        Syntax::Dn => Dn::parse(&text(asserted)).is_ok_and(|asserted| {
            values.any(|value| Dn::parse(&text(value)).is_ok_and(|value| value == asserted))
        }),
    }
}

fn text(octets: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

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
