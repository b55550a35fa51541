//! Which new passwords are good enough, [MS-SAMR] 3.1.1.7.

use msrpc::samr::{PasswordChangeReason, PasswordProperties};
use wire::{NtStatus, SecretBytes};
use zeroize::Zeroizing;

/// What a new password has to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct PasswordRules {
    /// The fewest characters of it.
    pub(crate) min_length: u16,
    /// Whether it has to be complex.
    pub(crate) properties: PasswordProperties,
}

/// The rule that a new password breaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadPassword {
    /// It has fewer characters than it must have.
    #[error("the password is too short")]
    TooShort,
    /// The account has had it before.
    #[error("the password was in use before")]
    InHistory,
    /// It contains the name of the account.
    #[error("the password contains the account's name")]
    ContainsUserName,
    /// It contains a part of the person's name.
    #[error("the password contains a part of the person's name")]
    ContainsFullName,
    /// It has characters of fewer than three kinds.
    #[error("the password is not complex")]
    NotComplex,
    /// The last one is too young.
    #[error("the password was changed too recently")]
    TooRecent,
}

impl BadPassword {
    /// What a client is told.
    pub(crate) const fn reason(self) -> PasswordChangeReason {
        match self {
            Self::TooShort => PasswordChangeReason::TOO_SHORT,
            Self::InHistory => PasswordChangeReason::IN_HISTORY,
            Self::ContainsUserName => PasswordChangeReason::USER_NAME_IN_PASSWORD,
            Self::ContainsFullName => PasswordChangeReason::FULL_NAME_IN_PASSWORD,
            Self::NotComplex => PasswordChangeReason::NOT_COMPLEX,
            Self::TooRecent => PasswordChangeReason::NO_ERROR,
        }
    }
}

impl From<BadPassword> for NtStatus {
    fn from(_: BadPassword) -> Self {
        Self::PASSWORD_RESTRICTION
    }
}

impl PasswordRules {
    /// Sees whether a person's new password, in UTF-16LE, keeps the rules.
    ///
    /// # Errors
    /// [`BadPassword`] with the one that it breaks.
    pub(crate) fn check(
        self,
        password: &SecretBytes,
        user_name: &str,
        full_name: &str,
    ) -> Result<(), BadPassword> {
        if password.expose().len() / 2 < usize::from(self.min_length) {
            return Err(BadPassword::TooShort);
        }
        if self.properties.contains(PasswordProperties::COMPLEX) {
            // What is no text cannot be typed; only machines have such passwords.
            let text = password.to_password().ok_or(BadPassword::NotComplex)?;
            complex(text.expose(), user_name, full_name)?;
        }
        Ok(())
    }
}

/// `DOMAIN_PASSWORD_COMPLEX`, [MS-SAMR] 3.1.1.7.2.
fn complex(password: &str, user_name: &str, full_name: &str) -> Result<(), BadPassword> {
    let folded = Zeroizing::new(password.to_lowercase());
    let contains = |name: &str| name.chars().count() >= 3 && folded.contains(&name.to_lowercase());
    if contains(user_name) {
        return Err(BadPassword::ContainsUserName);
    }
    if full_name.split(SEPARATORS).any(contains) {
        return Err(BadPassword::ContainsFullName);
    }
    let kinds: [fn(char) -> bool; 5] = [
        char::is_uppercase,
        char::is_lowercase,
        |c| c.is_ascii_digit(),
        |c| c.is_ascii_punctuation(),
        |c| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase(),
    ];
    let used = kinds.iter().filter(|kind| password.chars().any(kind));
    if used.count() < 3 {
        return Err(BadPassword::NotComplex);
    }
    Ok(())
}

/// What separates the parts of a person's name.
const SEPARATORS: [char; 7] = [',', '.', '-', '_', ' ', '#', '\t'];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(properties: PasswordProperties, password: &str) -> Result<(), BadPassword> {
        let rules = PasswordRules {
            min_length: 7,
            properties,
        };
        let password = wire::Password::new(password.into()).to_utf16le();
        rules.check(&password, "jweiss", "Weiss, Jo-Ann")
    }

    #[test]
    fn length_counts_units_of_16_bits() {
        let check = |password| check(PasswordProperties(0), password);
        assert_eq!(check("sixsix"), Err(BadPassword::TooShort));
        assert_eq!(check("sevenxx"), Ok(()));
        assert_eq!(check(""), Err(BadPassword::TooShort));
        assert_eq!(check("𝒳𝒳𝒳𝒳"), Ok(()));
    }

    #[test]
    fn complexity_wants_three_kinds_and_no_name() {
        let check = |password| check(PasswordProperties::COMPLEX, password);
        for (password, outcome) in [
            ("Passw0rd", Ok(())),
            ("passw0rd!", Ok(())),
            ("password日本1", Ok(())),
            ("passw0rd", Err(BadPassword::NotComplex)),
            ("PASSWORD", Err(BadPassword::NotComplex)),
            ("日本日本日本日本", Err(BadPassword::NotComplex)),
            ("1-JWeiss-1", Err(BadPassword::ContainsUserName)),
            ("1-wEISs-1A", Err(BadPassword::ContainsFullName)),
            ("xANNx-12", Err(BadPassword::ContainsFullName)),
            // "Jo" is too short to count.
            ("Jo-passw0rd", Ok(())),
        ] {
            assert_eq!(check(password), outcome, "{password}");
        }
    }

    #[test]
    fn what_is_no_text_is_not_complex() {
        let rules = PasswordRules {
            min_length: 0,
            properties: PasswordProperties::COMPLEX,
        };
        let password = SecretBytes::new(vec![0x00, 0xd8, 0x41, 0x00]);
        assert_eq!(rules.check(&password, "", ""), Err(BadPassword::NotComplex));
    }
}
