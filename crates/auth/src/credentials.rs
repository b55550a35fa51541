//! What an initiator proves that it knows.

use std::fmt;

use md4::{Digest, Md4};
use wire::{Password, SecretBytes, SecretKey};

/// Who an initiator says it is, and how it proves it.
///
/// `Debug` shows the account only.
pub enum Credentials {
    /// A null session: nobody, with nothing to prove and no key to protect messages with.
    Anonymous,
    /// An account and its password.
    Password {
        /// Whose password it is.
        account: Account,
        /// What is hashed, and never sent.
        password: Password,
    },
    /// An account and the hash of its password.
    NtHash {
        /// Whose hash it is.
        account: Account,
        /// `NTOWFv1`.
        hash: NtHash,
    },
}

impl Credentials {
    /// A second copy, made on purpose: a tool opens several sessions for one person.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        match self {
            Self::Anonymous => Self::Anonymous,
            Self::Password { account, password } => Self::Password {
                account: account.clone(),
                password: password.duplicate(),
            },
            Self::NtHash { account, hash } => Self::NtHash {
                account: account.clone(),
                hash: hash.duplicate(),
            },
        }
    }

    /// The account and its hash, unless these are nobody's.
    pub(crate) fn into_hash(self) -> Option<(Account, NtHash)> {
        match self {
            Self::Anonymous => None,
            Self::Password { account, password } => {
                Some((account, NtHash::from_password(&password)))
            }
            Self::NtHash { account, hash } => Some((account, hash)),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => f.write_str("anonymous"),
            Self::Password { account, .. } | Self::NtHash { account, .. } => {
                write!(f, "{account}")
            }
        }
    }
}

/// The name of an account, as NTLM presents it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    /// NetBIOS or DNS name of the account's domain; empty for a user principal name, and where the server is to guess.
    pub domain: String,
    /// The account name, or the user principal name with its `@`.
    pub user: String,
}

/// A text that names no account.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("an account is named as DOMAIN\\user, user@dns.domain or user")]
pub struct InvalidAccount;

impl Account {
    /// Reads `DOMAIN\user`, `user@dns.domain` or `user`. A user principal name stays whole: its suffix need not be the
    /// name of a domain, so only a domain controller can take it apart.
    ///
    /// # Errors
    /// [`InvalidAccount`] for a text without a user, or with two backslashes.
    pub fn parse(text: &str) -> Result<Self, InvalidAccount> {
        let (domain, user) = text.split_once('\\').unwrap_or(("", text));
        if user.is_empty() || user.contains('\\') || text.contains('\0') {
            return Err(InvalidAccount);
        }
        Ok(Self {
            domain: domain.into(),
            user: user.into(),
        })
    }

    /// This account, in `domain` if it was named without any.
    #[must_use]
    pub fn or_in_domain(mut self, domain: &str) -> Self {
        if self.domain.is_empty() && !self.user.contains('@') {
            self.domain = domain.into();
        }
        self
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.domain.as_str() {
            "" => f.write_str(&self.user),
            domain => write!(f, "{domain}\\{}", self.user),
        }
    }
}

/// `NTOWFv1`, [MS-NLMP] 3.3.1: all that a domain controller keeps of a password, and as good as the password itself.
#[derive(Eq, PartialEq)]
pub struct NtHash(SecretKey<16>);

impl NtHash {
    /// Takes a stored hash over.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(SecretKey::new(bytes))
    }

    /// MD4 of the UTF-16LE characters.
    #[must_use]
    pub fn from_password(password: &Password) -> Self {
        Self::from_utf16le(&password.to_utf16le())
    }

    /// MD4 of UTF-16LE octets, which need not be text: a machine password is random octets.
    #[must_use]
    pub fn from_utf16le(characters: &SecretBytes) -> Self {
        Self::new(Md4::digest(characters.expose()).into())
    }

    /// The hash, for the function that needs it.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 16] {
        self.0.expose()
    }

    /// A second copy, made on purpose.
    #[must_use]
    pub const fn duplicate(&self) -> Self {
        Self(self.0.duplicate())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [MS-NLMP] 4.2.2.1.2.
    #[test]
    fn hash_of_the_specification() {
        let hash = NtHash::from_password(&Password::new("Password".into()));
        assert_eq!(
            hash.expose(),
            &[
                0xa4, 0xf4, 0x9c, 0x40, 0x65, 0x10, 0xbd, 0xca, 0xb6, 0x82, 0x4e, 0xe7, 0xc3, 0x0f,
                0xd8, 0x52
            ]
        );
    }

    #[test]
    fn the_three_ways_to_name_an_account() {
        let parse = |text| {
            let account = Account::parse(text).unwrap();
            assert_eq!(account.to_string(), text);
            let account = account.or_in_domain("HOME");
            (account.domain, account.user)
        };
        assert_eq!(parse("DOMAIN\\root"), ("DOMAIN".into(), "root".into()));
        assert_eq!(parse("a@dom.test"), (String::new(), "a@dom.test".into()));
        assert_eq!(parse("root"), ("HOME".into(), "root".into()));
        for text in ["", "DOMAIN\\", "a\\b\\c", "a\0b"] {
            assert_eq!(Account::parse(text), Err(InvalidAccount), "{text:?}");
        }
    }

    #[test]
    fn debug_shows_the_account_only() {
        let credentials = Credentials::Password {
            account: Account::parse("DOMAIN\\root").unwrap(),
            password: Password::new("canary".into()),
        };
        assert_eq!(format!("{credentials:?}"), "DOMAIN\\root");
        assert_eq!(format!("{:?}", credentials.duplicate()), "DOMAIN\\root");
    }
}
