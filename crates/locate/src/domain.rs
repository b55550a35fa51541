//! The name of a domain, of either kind.

use std::fmt;
use std::str::FromStr;

use wire::NetbiosName;

use crate::codec::dotted::{DottedName, InvalidDottedName};

/// The name of a domain as an administrator gives it: `DOMAIN`, or `corp.example`.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum DomainName {
    /// A name without a dot that NetBIOS can hold.
    Netbios(NetbiosName),
    /// A name with a dot (one at the end is enough), or one too long for NetBIOS.
    Dns(DottedName),
}

impl DomainName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Netbios(name) => name.as_str(),
            Self::Dns(name) => name.as_str(),
        }
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DomainName {
    type Err = InvalidDottedName;

    fn from_str(text: &str) -> Result<Self, InvalidDottedName> {
        if let Ok(name) = NetbiosName::new(text) {
            return Ok(Self::Netbios(name));
        }
        let name = DottedName::new(text)?;
        if name.is_empty() {
            return Err(InvalidDottedName::EmptyLabel);
        }
        if let Some(bad) = text
            .chars()
            .find(|c| !c.is_alphanumeric() && !"-_.".contains(*c))
        {
            return Err(InvalidDottedName::Character(bad));
        }
        Ok(Self::Dns(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_makes_it_a_dns_name() {
        assert!(matches!("domain".parse(), Ok(DomainName::Netbios(n)) if n.as_str() == "DOMAIN"));
        assert!(
            matches!("corp.example".parse(), Ok(DomainName::Dns(n)) if n.as_str() == "corp.example")
        );
        assert!(matches!("corp.".parse(), Ok(DomainName::Dns(n)) if n.as_str() == "corp"));
        for bad in ["", ".", "a b", "a/b.c", "a..b"] {
            assert!(bad.parse::<DomainName>().is_err(), "{bad:?}");
        }
    }
}
