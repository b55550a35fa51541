//! Which names a secret can have, and which ones nobody reaches from afar.

use wire::NtStatus;

/// A name under which secrets are kept for clients.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct SecretName<'a>(&'a str);

impl<'a> SecretName<'a> {
    /// `$MACHINE.ACC`, the password of the computer's own account in its domain.
    pub(super) fn is_machine(name: &str) -> bool {
        name.eq_ignore_ascii_case(MACHINE)
    }

    /// # Errors
    /// The status that [MS-LSAD] 3.1.4.6.1 has for a name that no secret can have, or `STATUS_ACCESS_DENIED` for one that
    /// belongs to the computer itself, whether there is such a secret or not.
    pub(super) fn new(name: &'a str) -> Result<Self, NtStatus> {
        let length = name.encode_utf16().count();
        if name.is_empty() || name.contains(['\\', '\0']) {
            return Err(NtStatus::INVALID_PARAMETER);
        }
        if length > MOST {
            return Err(NtStatus::NAME_TOO_LONG);
        }
        // A global one is `G$` and a name.
        if name.eq_ignore_ascii_case("G$") {
            return Err(NtStatus::INVALID_PARAMETER);
        }
        let begins = |prefix: &&str| {
            let start = name.get(..prefix.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        if OWN.iter().any(begins) {
            return Err(NtStatus::ACCESS_DENIED);
        }
        Ok(Self(name))
    }

    /// The name.
    pub(super) const fn as_str(self) -> &'a str {
        self.0
    }
}

const MACHINE: &str = "$MACHINE.ACC";

/// How the names begin of what a computer keeps to itself: the password of its own account, local and machine secrets, the
/// passwords of services, cached logons, and what the security packages keep. KB Q197160 stopped handing the first one out,
/// with which whoever reads it is the computer; the others are no better.
const OWN: [&str; 10] = [
    MACHINE,
    "L$",
    "M$",
    "NL$",
    "_SC_",
    "SAC",
    "SAI",
    "SANSC",
    "DPAPI_",
    "DefaultPassword",
];

/// The most characters of a name.
const MOST: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_is_refused() {
        let new = |name| SecretName::new(name).err();
        let long = "a".repeat(129);
        for name in ["", "a\\b", "a\0", "G$", "g$"] {
            assert_eq!(new(name), Some(NtStatus::INVALID_PARAMETER), "{name:?}");
        }
        assert_eq!(new(&long), Some(NtStatus::NAME_TOO_LONG));
        for name in ["G$a", "G$$OTHER", "a", &long[1..]] {
            assert_eq!(new(name), None, "{name:?}");
        }
    }

    // KB Q197160: "$MACHINE.ACC is never returned by any interface".
    #[test]
    fn what_is_the_computers_own_is_nobody_elses() {
        for name in [
            "$MACHINE.ACC",
            "$machine.acc",
            "$MACHINE.ACC2",
            "L$x",
            "nl$1",
            "_SC_Netlogon",
        ] {
            assert_eq!(
                SecretName::new(name),
                Err(NtStatus::ACCESS_DENIED),
                "{name}"
            );
        }
    }
}
