//! NetBIOS computer and domain names.

use std::fmt;
use std::str::FromStr;

use crate::Password;

/// The NetBIOS name of a computer or domain: 1 to 15 octets, held in upper case. RFC 1001 14.1, [MS-NBTE] 1.8;
/// characters as [Windows forbids them][naming] in new names are refused.
///
/// Equality is that of the upper-case form, because that is what goes on the wire.
///
/// [naming]: https://learn.microsoft.com/troubleshoot/windows-server/active-directory/naming-conventions-for-computer-domain-site-ou
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct NetbiosName(String);

/// Why a text is no NetBIOS name.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidName {
    /// Nothing there.
    #[error("a NetBIOS name has at least one character")]
    Empty,
    /// Longer than 15 octets.
    #[error("a NetBIOS name has at most 15 characters, and this one has {0}")]
    TooLong(usize),
    /// A character that cannot stand in a computer or domain name.
    #[error("{0:?} cannot stand in a NetBIOS name")]
    Character(char),
}

impl NetbiosName {
    /// The longest name, in octets.
    pub const MAX_LEN: usize = 15;

    /// Checks a name, without leading backslashes, and folds it to upper case.
    ///
    /// # Errors
    /// [`InvalidName`] with the reason.
    pub fn new(name: &str) -> Result<Self, InvalidName> {
        if name.is_empty() {
            return Err(InvalidName::Empty);
        }
        if let Some(bad) = name
            .chars()
            .find(|c| !c.is_ascii_graphic() || FORBIDDEN.contains(*c))
        {
            return Err(InvalidName::Character(bad));
        }
        if name.len() > Self::MAX_LEN {
            return Err(InvalidName::TooLong(name.len()));
        }
        Ok(Self(name.to_ascii_uppercase()))
    }

    /// The name in upper case, without backslashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `NAME$`: the machine account of the computer that has this name.
    #[must_use]
    pub fn machine_account(&self) -> String {
        format!("{}$", self.0)
    }

    /// The password that a machine account is made with when nobody says another, as NT 4 has it: the name in lower case, no
    /// longer than the passwords of LAN Manager. Everybody knows it.
    #[must_use]
    pub fn default_password(&self) -> Password {
        let name = self.0.to_ascii_lowercase();
        Password::new(name.chars().take(LONGEST_LM_PASSWORD).collect())
    }

    /// `\\NAME`.
    #[must_use]
    pub fn unc(&self) -> String {
        format!("\\\\{}", self.0)
    }
}

/// `LM20_PWLEN`.
const LONGEST_LM_PASSWORD: usize = 14;

impl fmt::Display for NetbiosName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for NetbiosName {
    type Err = InvalidName;

    /// Accepts and removes leading `\\`.
    fn from_str(text: &str) -> Result<Self, InvalidName> {
        Self::new(text.strip_prefix("\\\\").unwrap_or(text))
    }
}

/// What Windows refuses in a NetBIOS name, and the period, which would make it a DNS name.
const FORBIDDEN: &str = "\\/:*?\"<>|.,;";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_that_everybody_knows_is_cut_off() {
        let password = |name: &str| name.parse::<NetbiosName>().unwrap().default_password();
        assert_eq!(password("Ws1").expose(), "ws1");
        assert_eq!(password("ABCDEFGHIJKLMNO").expose(), "abcdefghijklmn");
    }

    #[test]
    fn names_are_folded_and_backslashes_optional() {
        let name: NetbiosName = "\\\\DomainMember".parse().unwrap();
        assert_eq!(name.as_str(), "DOMAINMEMBER");
        assert_eq!(name, "domainmember".parse().unwrap());
        assert_eq!(
            (name.machine_account(), name.unc()),
            ("DOMAINMEMBER$".into(), "\\\\DOMAINMEMBER".into())
        );
    }

    #[test]
    fn what_is_no_name_is_refused_with_its_reason() {
        assert_eq!(NetbiosName::new(""), Err(InvalidName::Empty));
        assert_eq!(
            NetbiosName::new("0123456789abcdef"),
            Err(InvalidName::TooLong(16))
        );
        assert_eq!(NetbiosName::new("a.b"), Err(InvalidName::Character('.')));
        assert_eq!(
            NetbiosName::new("a\u{1b}[2J"),
            Err(InvalidName::Character('\u{1b}'))
        );
    }
}
