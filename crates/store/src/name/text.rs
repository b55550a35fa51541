//! What is a name, and which names are the same.

use crate::{Result, StoreError};

/// The form in which names are compared: without regard to case.
///
/// Each character is folded by itself to one character, as Windows does it, and a character that is not ASCII never
/// becomes one that is: `ı`, `ſ` and the Kelvin sign are not other spellings of `i`, `s` and `k`, or else a name could
/// be asked for that looks like none and is Administrator's.
pub(crate) fn fold(name: &str) -> String {
    // By way of the capital letter, because `ς` and `σ` share one.
    name.chars().map(|c| lower(upper(c))).collect()
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) if upper.is_ascii() == c.is_ascii() => upper,
        _ => c,
    }
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) if lower.is_ascii() == c.is_ascii() => lower,
        _ => c,
    }
}

/// A name that an account may have, as [MS-SAMR] 3.1.1.6 and Windows have it: 1 to 256 characters, none of which is a
/// control character or one of `"/\[]:|<>+=;?,*`, not only periods and spaces, and no space or period at an end.
///
/// # Errors
/// [`StoreError::InvalidName`].
pub(crate) fn check(name: &str) -> Result<()> {
    let forbidden = |c: char| c.is_control() || "\"/\\[]:|<>+=;?,*".contains(c);
    let length = name.encode_utf16().count();
    if length == 0
        || length > 256
        || name.contains(forbidden)
        || name.ends_with(['.', ' '])
        || name.starts_with(' ')
    {
        return Err(StoreError::InvalidName);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_character_by_character() {
        assert_eq!(fold("MÜLLER$"), fold("müller$"));
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
        assert_eq!(fold("ΟΔΟΣ"), fold("οδοσ"));
        assert_ne!(fold("straße"), fold("strasse"));
    }

    #[test]
    fn no_foreign_letter_passes_for_an_ascii_one() {
        for name in ["adm\u{131}n", "u\u{17f}er", "\u{212a}elvin", "ADM\u{130}N"] {
            assert!(!fold(name).is_ascii(), "{name}");
        }
    }

    #[test]
    fn names_that_no_account_can_have() {
        let long = "a".repeat(257);
        for name in ["", " a", "a ", "a.", "*", "a\0", "a\u{85}", "A\\b", &long] {
            assert!(
                matches!(check(name), Err(StoreError::InvalidName)),
                "{name:?}"
            );
        }
        for name in ["a", "MEMBER$", "Domain Admins", "a.b", &long[1..]] {
            assert!(check(name).is_ok(), "{name:?}");
        }
    }
}
