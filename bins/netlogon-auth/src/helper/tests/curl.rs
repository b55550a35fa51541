//! Tokens of curl 7.88.1 (`--proxy-ntlm`), which offers OEM names and no Unicode, asks for no key, and sends no integrity
//! code.

use super::{Fake, squid};

#[test]
fn curl_has_its_user_let_in() {
    let domain = Fake::new();
    let said = squid(&domain, &["YR ", YR, "\nKK ", KK, "\n"]);
    assert_eq!(said, [format!("TT {TT}"), "AF DOMAIN\\plain".to_owned()]);
    assert_eq!(*domain.judged.borrow(), ["DOMAIN\\plain"]);
}

#[test]
fn curl_hears_of_a_wrong_password() {
    let said = squid(&Fake::new(), &["YR ", YR, "\nKK ", KK_WRONG, "\n"]);
    assert_eq!(said.last().unwrap(), "NA NT_STATUS_LOGON_FAILURE");
}

/// Two octets of UTF-8 are two letters in one code page and others in the next.
#[test]
fn a_name_in_an_unknown_code_page_is_nobodys() {
    let domain = Fake::new();
    let said = squid(&domain, &["YR ", YR, "\nKK ", KK_UMLAUT, "\n"]);
    assert_eq!(said.last().unwrap(), "NA NT_STATUS_INVALID_PARAMETER");
    assert!(domain.judged.borrow().is_empty());
}

/// What curl begins with.
const YR: &str = "TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA=";
/// What it is asked.
const TT: &str = "TlRMTVNTUAACAAAABgAGADgAAAAGgokCAQIDBAUGBwgAAAAAAAAAADwAPAA+AAAABgGxHQAAAA9ET01BSU4CAAwARABPAE0AQQBJAE4AAQAYAEQATwBNAEEASQBOAE0ARQBNAEIARQBSAAcACAAAAAAAAADdAQAAAAA=";
/// What it answers for `DOMAIN\plain`.
const KK: &str = "TlRMTVNTUAADAAAAGAAYAEAAAABsAGwAWAAAAAYABgDEAAAABQAFAMoAAAALAAsAzwAAAAAAAAAAAAAABoKJAvM4nDjlXSTJlTmvvd6IGJhQO/ja7nrrsxduZx8Zay6yBkG7RoCCEZEBAQAAAAAAAACZIVrKfd0BUDv42u5667MAAAAAAgAMAEQATwBNAEEASQBOAAEAGABEAE8ATQBBAEkATgBNAEUATQBCAEUAUgAHAAgAAAAAAAAA3QEAAAAAAAAAAERPTUFJTnBsYWluV09SS1NUQVRJT04=";
/// The same with a wrong password.
const KK_WRONG: &str = "TlRMTVNTUAADAAAAGAAYAEAAAABsAGwAWAAAAAYABgDEAAAABQAFAMoAAAALAAsAzwAAAAAAAAAAAAAABoKJApIUjwfqyeUj2UiglAmxwFFnkSobxxRr1n5aDtIDVMUxoE5xAyRcTgMBAQAAAAAAAADGUlvKfd0BZ5EqG8cUa9YAAAAAAgAMAEQATwBNAEEASQBOAAEAGABEAE8ATQBBAEkATgBNAEUATQBCAEUAUgAHAAgAAAAAAAAA3QEAAAAAAAAAAERPTUFJTnBsYWluV09SS1NUQVRJT04=";
/// The same for `DOMAIN\müller`, in UTF-8.
const KK_UMLAUT: &str = "TlRMTVNTUAADAAAAGAAYAEAAAABsAGwAWAAAAAYABgDEAAAABwAHAMoAAAALAAsA0QAAAAAAAAAAAAAABoKJAq/aSopY4qK282aVsSfYy+S4E3aHaRjoPQrvgRpOjktxPiMMwDK056IBAQAAAAAAAIBc61vKfd0BuBN2h2kY6D0AAAAAAgAMAEQATwBNAEEASQBOAAEAGABEAE8ATQBBAEkATgBNAEUATQBCAEUAUgAHAAgAAAAAAAAA3QEAAAAAAAAAAERPTUFJTm3DvGxsZXJXT1JLU1RBVElPTg==";
