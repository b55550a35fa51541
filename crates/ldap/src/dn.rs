//! Distinguished names, RFC 4514: of one value a part, without the forms that nobody writes.

use std::fmt;
use std::str::Chars;

/// A distinguished name. Two are equal whatever the case of their letters.
#[derive(Clone, Debug, Default)]
pub struct Dn(Vec<Rdn>);

/// One part of a name: `CN=Users`.
#[derive(Clone, Debug)]
struct Rdn {
    attribute: String,
    value: String,
}

/// Not a distinguished name, or one in a form that is not read here: several values in a part, `#` and octets.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a distinguished name")]
pub struct NotDn;

impl Dn {
    /// How many parts a name can have.
    pub const MAX_PARTS: usize = 32;

    /// Reads a name; the empty text is that of the root.
    ///
    /// # Errors
    /// [`NotDn`].
    pub fn parse(text: &str) -> Result<Self, NotDn> {
        let mut parts = Vec::new();
        if text.is_empty() {
            return Ok(Self(parts));
        }
        let mut rest = text.chars();
        loop {
            if parts.len() >= Self::MAX_PARTS {
                return Err(NotDn);
            }
            let (part, more) = Rdn::parse(&mut rest)?;
            parts.push(part);
            if !more {
                return Ok(Self(parts));
            }
        }
    }

    /// The name of a domain in a directory, [MS-ADTS] 3.1.1.1.5: `DC=our,DC=example` of `our.example`.
    #[must_use]
    pub fn of_domain(dns_name: &str) -> Self {
        let labels = dns_name.split('.').filter(|label| !label.is_empty());
        Self(labels.map(|label| Rdn::new("DC", label)).collect())
    }

    /// The name of something below this.
    #[must_use]
    pub fn child(&self, attribute: &str, value: &str) -> Self {
        let mut parts = vec![Rdn::new(attribute, value)];
        parts.extend(self.0.iter().cloned());
        Self(parts)
    }

    /// Whether it is the name of the root, which has no parts.
    #[must_use]
    pub const fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// What this lies in, and its own part: the attribute, and its value.
    #[must_use]
    pub fn split_first(&self) -> Option<(&str, &str, Self)> {
        let (first, rest) = self.0.split_first()?;
        Some((&first.attribute, &first.value, Self(rest.to_vec())))
    }

    /// Whether this is `other`, or lies somewhere below it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        let above = self.0.len().checked_sub(other.0.len());
        above.is_some_and(|above| self.0.get(above..) == Some(&other.0))
    }

    /// How many parts it has.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.0.len()
    }
}

impl PartialEq for Dn {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Dn {}

impl fmt::Display for Dn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            write!(f, "{}=", part.attribute)?;
            escape(f, &part.value)?;
        }
        Ok(())
    }
}

impl Rdn {
    fn new(attribute: &str, value: &str) -> Self {
        Self {
            attribute: attribute.to_owned(),
            value: value.to_owned(),
        }
    }

    /// Reads a part and the comma behind it, and says whether there was one.
    fn parse(rest: &mut Chars<'_>) -> Result<(Self, bool), NotDn> {
        let mut attribute = String::new();
        loop {
            match rest.next().ok_or(NotDn)? {
                '=' => break,
                letter if letter.is_ascii_alphanumeric() || "-. ".contains(letter) => {
                    attribute.push(letter);
                }
                _ => return Err(NotDn),
            }
        }
        let attribute = attribute.trim();
        if attribute.is_empty() || attribute.contains(' ') {
            return Err(NotDn);
        }
        let (value, more) = parse_value(rest)?;
        Ok((Self::new(attribute, &value), more))
    }
}

impl PartialEq for Rdn {
    fn eq(&self, other: &Self) -> bool {
        self.attribute.eq_ignore_ascii_case(&other.attribute)
            && self.value.to_lowercase() == other.value.to_lowercase()
    }
}

/// RFC 4514 2.4, backwards; spaces around a value are not of it unless they are escaped.
fn parse_value(rest: &mut Chars<'_>) -> Result<(String, bool), NotDn> {
    let mut octets = Vec::new();
    // Up to where the value is kept although there are spaces.
    let mut kept = 0;
    let mut more = false;
    while let Some(letter) = rest.next() {
        match letter {
            ',' => {
                more = true;
                break;
            }
            ' ' if octets.is_empty() => continue,
            '\\' => {
                octets.push(unescape(rest)?);
                kept = octets.len();
                continue;
            }
            '+' | '"' | ';' | '<' | '>' | '\0' => return Err(NotDn),
            '#' if octets.is_empty() => return Err(NotDn),
            _ => octets.extend(letter.encode_utf8(&mut [0; 4]).bytes()),
        }
        if letter != ' ' {
            kept = octets.len();
        }
    }
    octets.truncate(kept);
    if octets.is_empty() {
        return Err(NotDn);
    }
    let value = String::from_utf8(octets).map_err(|_| NotDn)?;
    Ok((value, more))
}

/// What a backslash stands before: a special character, or an octet in hexadecimal.
fn unescape(rest: &mut Chars<'_>) -> Result<u8, NotDn> {
    let first = rest.next().ok_or(NotDn)?;
    if let Some(high) = first.to_digit(16) {
        let low = rest.next().and_then(|low| low.to_digit(16)).ok_or(NotDn)?;
        return u8::try_from(high << 4 | low).map_err(|_| NotDn);
    }
    if SPECIAL.contains(first) {
        return u8::try_from(first).map_err(|_| NotDn);
    }
    Err(NotDn)
}

/// RFC 4514 2.4.
fn escape(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    let last = value.chars().count().saturating_sub(1);
    for (index, letter) in value.chars().enumerate() {
        match letter {
            '\0' => f.write_str("\\00")?,
            ' ' if index == 0 || index == last => f.write_str("\\ ")?,
            '#' if index == 0 => f.write_str("\\#")?,
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(f, "\\{letter}")?,
            _ => write!(f, "{letter}")?,
        }
    }
    Ok(())
}

/// What may stand behind a backslash as it is.
const SPECIAL: &str = "\\\"+,;<> #=";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_read_whatever_their_case_and_spaces() {
        let users = Dn::of_domain("our.example").child("CN", "Users");
        assert_eq!(users.to_string(), "CN=Users,DC=our,DC=example");
        for text in [
            "cn=users,dc=OUR,dc=example",
            " CN = Users , DC = our,DC=example ",
            "CN=\\55sers,DC=our,DC=example",
        ] {
            assert_eq!(Dn::parse(text), Ok(users.clone()), "{text}");
        }
        assert_ne!(Dn::parse("CN=Users,DC=example,DC=our"), Ok(users));
        assert!(Dn::parse("").unwrap().is_root());
    }

    #[test]
    fn what_is_no_name() {
        for text in [
            "=",
            "CN",
            "CN=",
            "CN=a,",
            ",CN=a",
            "CN=a+OU=b",
            "CN=#0401",
            "CN=\"a\"",
            "C N=a",
            "CN=\\",
            "CN=\\4",
            "CN=\\zz",
            "CN=\\ff",
            "CN=a<b",
            "CN=a\0",
            "<SID=S-1-5-32>",
        ] {
            assert_eq!(Dn::parse(text), Err(NotDn), "{text:?}");
        }
        let many = vec!["DC=x"; Dn::MAX_PARTS].join(",");
        assert_eq!(Dn::parse(&many).map(|dn| dn.depth()), Ok(Dn::MAX_PARTS));
        assert_eq!(Dn::parse(&format!("DC=x,{many}")), Err(NotDn));
    }

    #[test]
    fn what_lies_within_what() {
        let domain = Dn::of_domain("our.example");
        let users = domain.child("CN", "Users");
        let user = users.child("CN", "u");
        assert!(user.is_within(&users) && user.is_within(&domain) && user.is_within(&user));
        assert!(user.is_within(&Dn::default()));
        assert!(!users.is_within(&user));
        assert!(!user.is_within(&domain.child("CN", "Computers")));
        assert_eq!(user.split_first(), Some(("CN", "u", users)));
    }

    proptest! {
        #[test]
        fn any_value_survives(value in "\\PC{1,20}") {
            let dn = Dn::of_domain("d.x").child("CN", &value);
            prop_assert_eq!(Dn::parse(&dn.to_string()), Ok(dn));
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            if let Ok(dn) = Dn::parse(&text) {
                prop_assert_eq!(Dn::parse(&dn.to_string()), Ok(dn));
            }
        }
    }
}
