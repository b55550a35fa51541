//! How values are compared, RFC 4517 4.2 and [MS-ADTS] 3.1.1.3.4.4.

use std::borrow::Cow;

use rasn_ldap::{MatchingRuleAssertion, SubstringChoice, SubstringFilter};

use crate::Dn;
use crate::entry::{Attribute, Syntax};
use crate::filter::{asserted_sid, sid_octets};

/// Whether one of the values is the one that is asserted.
pub(crate) fn equals(attribute: &Attribute, asserted: &[u8]) -> bool {
    let mut values = attribute.values.iter();
    match attribute.syntax {
        Syntax::Octets => values.any(|value| value == asserted),
        Syntax::Sid => asserted_sid(asserted).is_some_and(|sid| {
            let octets = sid_octets(&sid);
            values.any(|value| *value == octets)
        }),
        Syntax::Text => {
            let asserted = folded(asserted);
            values.any(|value| folded(value) == asserted)
        }
        Syntax::Dn => Dn::parse(&text(asserted)).is_ok_and(|asserted| {
            values.any(|value| Dn::parse(&text(value)).is_ok_and(|value| value == asserted))
        }),
    }
}

/// Which side of an asserted value is meant; the value itself is on both.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Side {
    AtLeast,
    AtMost,
}

/// Whether one of the values is on this side of the one that is asserted: numbers as numbers, and other text by its letters.
/// `None` where there is no order.
pub(crate) fn is_on(side: Side, attribute: &Attribute, asserted: &[u8]) -> Option<bool> {
    if attribute.syntax != Syntax::Text {
        return None;
    }
    let (limit, number) = (folded(asserted), number(asserted));
    let is_on = |value: &Vec<u8>| {
        let order = match (crate::matching::number(value), number) {
            (Some(value), Some(limit)) => value.cmp(&limit),
            _ => folded(value).cmp(&limit),
        };
        match side {
            Side::AtLeast => order.is_ge(),
            Side::AtMost => order.is_le(),
        }
    };
    Some(attribute.values.iter().any(is_on))
}

/// Whether the parts are in one of the values, each behind the one before. `None` where values have no parts.
pub(crate) fn contains(attribute: &Attribute, filter: &SubstringFilter) -> Option<bool> {
    if attribute.syntax != Syntax::Text {
        return None;
    }
    let parts: Vec<_> = filter.substrings.iter().map(part).collect::<Option<_>>()?;
    Some(attribute.values.iter().any(|value| {
        let value = folded(value);
        let mut rest = Some(value.as_str());
        for (place, part) in &parts {
            rest = rest.and_then(|rest| behind(rest, *place, part));
        }
        rest.is_some()
    }))
}

/// Where in a value a part has to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place {
    Start,
    Anywhere,
    End,
}

fn part(choice: &SubstringChoice) -> Option<(Place, String)> {
    Some(match choice {
        SubstringChoice::Initial(part) => (Place::Start, folded(part)),
        SubstringChoice::Any(part) => (Place::Anywhere, folded(part)),
        SubstringChoice::Final(part) => (Place::End, folded(part)),
        _ => return None,
    })
}

/// What comes after a part, if it is where it has to be.
fn behind<'v>(rest: &'v str, place: Place, part: &str) -> Option<&'v str> {
    match place {
        Place::Start => rest.strip_prefix(part),
        Place::Anywhere => rest.split_once(part).map(|(_, rest)| rest),
        Place::End => rest.ends_with(part).then_some(""),
    }
}

/// The rules for bits, [MS-ADTS] 3.1.1.3.4.4.1 and .2, by which administrators find, for example, disabled accounts. `None`
/// for any other rule.
pub(crate) fn has_bits(attribute: &Attribute, assertion: &MatchingRuleAssertion) -> Option<bool> {
    let mask = number(&assertion.match_value)?;
    let holds: fn(i64, i64) -> bool = match assertion.matching_rule.as_ref()?.0.as_str() {
        "1.2.840.113556.1.4.803" => |value, mask| value & mask == mask,
        "1.2.840.113556.1.4.804" => |value, mask| value & mask != 0,
        _ => return None,
    };
    let mut values = attribute.values.iter().filter_map(|value| number(value));
    Some(values.any(|value| holds(value, mask)))
}

fn number(octets: &[u8]) -> Option<i64> {
    std::str::from_utf8(octets).ok()?.parse().ok()
}

fn folded(octets: &[u8]) -> String {
    text(octets).to_lowercase()
}

fn text(octets: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(octets)
}
