//! Names that accounts can have, [MS-SAMR] 3.1.1.6.

use msrpc::samr::UserAccountControl;
use wire::NtStatus;

/// Sees that an account of this kind can have a name.
///
/// Computers' names end with `$` and no others do, so that nobody can pass for a computer, nor a computer for a person
/// (CVE-2020-25717, CVE-2021-42278).
///
/// # Errors
/// `STATUS_INVALID_ACCOUNT_NAME`.
pub(super) fn check_user(name: &str, kind: UserAccountControl) -> Result<(), NtStatus> {
    check(name)?;
    let machine = kind.0 & UserAccountControl::MACHINE_ACCOUNT_MASK.0 != 0;
    match name.strip_suffix('$') {
        Some("") => Err(NtStatus::INVALID_ACCOUNT_NAME),
        stem if stem.is_some() == machine => Ok(()),
        _ => Err(NtStatus::INVALID_ACCOUNT_NAME),
    }
}

/// Sees that a group or an alias can have a name.
///
/// # Errors
/// `STATUS_INVALID_ACCOUNT_NAME`.
pub(super) fn check(name: &str) -> Result<(), NtStatus> {
    let legal = (1..=MOST_UNITS).contains(&name.encode_utf16().count())
        && !name.contains(|c: char| c.is_control() || ILLEGAL.contains(c))
        // What cannot be seen makes two names look the same.
        && name.trim() == name
        && !name.ends_with('.');
    if legal {
        Ok(())
    } else {
        Err(NtStatus::INVALID_ACCOUNT_NAME)
    }
}

/// How long a name can be, in units of 16 bits.
const MOST_UNITS: usize = 256;
/// What stands between names elsewhere.
const ILLEGAL: &str = "\"/\\[]:|<>+=;?,*";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_and_computers_cannot_be_mistaken() {
        let person = UserAccountControl::NORMAL_ACCOUNT;
        let computer = UserAccountControl::WORKSTATION_TRUST_ACCOUNT;
        for (name, kind, legal) in [
            ("user", person, true),
            ("a user", person, true),
            ("Jürgen.Weiß", person, true),
            ("MEMBER$", computer, true),
            ("MEMBER$", UserAccountControl::SERVER_TRUST_ACCOUNT, true),
            (
                "MEMBER$",
                UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT,
                true,
            ),
            ("MEMBER", computer, false),
            ("MEMBER$", person, false),
            ("$", computer, false),
            ("$", person, false),
        ] {
            assert_eq!(check_user(name, kind).is_ok(), legal, "{name} {kind:?}");
        }
    }

    #[test]
    fn illegal_names_are_refused() {
        for c in ILLEGAL.chars().chain(['\0', '\n', '\u{7f}']) {
            let name = format!("us{c}er");
            assert_eq!(
                check(&name),
                Err(NtStatus::INVALID_ACCOUNT_NAME),
                "{name:?}"
            );
        }
        for name in ["", " ", " user", "user ", "user.", ".", "\u{a0}user"] {
            assert_eq!(check(name), Err(NtStatus::INVALID_ACCOUNT_NAME), "{name:?}");
        }
        assert_eq!(check(&"x".repeat(256)), Ok(()));
        assert_eq!(check(&"x".repeat(257)), Err(NtStatus::INVALID_ACCOUNT_NAME));
        assert_eq!(
            check(&"𝒳".repeat(129)),
            Err(NtStatus::INVALID_ACCOUNT_NAME),
            "two units each"
        );
    }
}
