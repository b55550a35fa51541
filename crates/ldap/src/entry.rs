//! An entry: its name and its attributes, and what of it a client asks for, RFC 4511 4.5.1.8.

use rasn_ldap::{LdapString, PartialAttribute, SearchRequest, SearchResultEntry};

use crate::Dn;

/// An entry of the directory.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// Its name.
    pub dn: Dn,
    attributes: Vec<Attribute>,
}

/// An attribute that an entry has, or could have.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// How its values are compared.
    pub syntax: Syntax,
    /// Its values; without one, the entry does not have it.
    pub values: Vec<Vec<u8>>,
}

/// How values are compared, RFC 4517 4.2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Syntax {
    /// Text, whatever the case of its letters.
    Text,
    /// A distinguished name.
    Dn,
    /// Octets.
    Octets,
    /// The octets of a SID, which clients write as text, too, [MS-ADTS] 3.1.1.3.1.3.2.
    Sid,
}

impl Entry {
    /// An entry of this name that has nothing yet.
    #[must_use]
    pub const fn new(dn: Dn) -> Self {
        Self {
            dn,
            attributes: Vec::new(),
        }
    }

    /// With an attribute of these values, or, if there are none, one that is known and not there.
    #[must_use]
    pub fn with<V: Into<Vec<u8>>>(
        mut self,
        name: &'static str,
        syntax: Syntax,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.attributes.push(Attribute {
            name,
            syntax,
            values: values.into_iter().map(Into::into).collect(),
        });
        self
    }

    /// With an attribute of text, unless that is empty.
    #[must_use]
    pub fn with_text(self, name: &'static str, text: &str) -> Self {
        self.with(
            name,
            Syntax::Text,
            Some(text).filter(|text| !text.is_empty()),
        )
    }

    /// The attribute of this name, in any case, if it is known.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        let mut attributes = self.attributes.iter();
        attributes.find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }
}

/// What a client asks for of each entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Selection {
    all: bool,
    names: Vec<String>,
    types_only: bool,
}

impl Selection {
    /// What a search asks for.
    #[must_use]
    pub fn of(search: &SearchRequest) -> Self {
        let names: Vec<String> = search
            .attributes
            .iter()
            .map(|name| name.0.clone())
            .collect();
        Self {
            all: names.is_empty() || names.iter().any(|name| name == "*"),
            names,
            types_only: search.types_only,
        }
    }

    fn has(&self, name: &str) -> bool {
        self.all
            || self
                .names
                .iter()
                .any(|asked| asked.eq_ignore_ascii_case(name))
    }

    /// The entry with what is asked for.
    #[must_use]
    pub fn apply(&self, entry: &Entry) -> SearchResultEntry {
        let there = entry
            .attributes
            .iter()
            .filter(|attribute| !attribute.values.is_empty() && self.has(attribute.name));
        let attributes = there.map(|attribute| {
            let values: Vec<_> = match self.types_only {
                true => Vec::new(),
                false => attribute
                    .values
                    .iter()
                    .map(|value| value.clone().into())
                    .collect(),
            };
            PartialAttribute::new(attribute.name.into(), values.into())
        });
        SearchResultEntry::new(LdapString(entry.dn.to_string()), attributes.collect())
    }
}

#[cfg(test)]
mod tests {
    use rasn_ldap::{Filter, SearchRequestDerefAliases, SearchRequestScope};

    use super::*;

    fn selected(attributes: &[&str], types_only: bool) -> Vec<(String, usize)> {
        let search = SearchRequest::new(
            "".into(),
            SearchRequestScope::BaseObject,
            SearchRequestDerefAliases::NeverDerefAliases,
            0,
            0,
            types_only,
            Filter::Present("objectClass".into()),
            attributes.iter().map(|&name| name.into()).collect(),
        );
        let entry = Entry::new(Dn::default())
            .with("objectClass", Syntax::Text, ["top", "person"])
            .with_text("cn", "a")
            .with_text("description", "");
        let found = Selection::of(&search).apply(&entry);
        let found = found.attributes.into_iter();
        found
            .map(|found| (found.r#type.0, found.vals.len()))
            .collect()
    }

    #[test]
    fn what_is_asked_for_is_selected() {
        let all = [("objectClass".to_owned(), 2), ("cn".to_owned(), 1)];
        assert_eq!(selected(&[], false), all);
        assert_eq!(selected(&["*"], false), all);
        assert_eq!(selected(&["CN", "cn", "other"], false), all[1..]);
        assert_eq!(
            selected(&["cn", "objectclass"], true),
            [("objectClass".to_owned(), 0), ("cn".to_owned(), 0)]
        );
        for nothing in ["1.1", "+", "description"] {
            assert_eq!(selected(&[nothing], false), [], "{nothing}");
        }
    }
}
