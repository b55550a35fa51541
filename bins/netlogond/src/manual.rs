//! What the manual says beyond the options: made from the code, so that it cannot go stale.

use cli::{ExitStatus, exit_statuses};

/// The end of the long help and of the manual page.
pub(crate) fn manual() -> String {
    let mut text = String::from(INTRODUCTION);
    exit_statuses(&mut text, &ExitStatus::SERVICE);
    text
}

const INTRODUCTION: &str = "\
`netlogond dc init` makes a domain in a state directory, and `netlogond dc` serves it until SIGTERM or SIGINT. Its other
commands administer the domain of a state directory on this machine, also while a service serves it; what they change
holds at once.

The state directory has one SQLite file, domain.db, and while it is used domain.db-wal and domain.db-shm. It holds the
hashes of all passwords: nobody but its owner may have access to it. Back all of them up together, or the copy that
`sqlite3 domain.db '.backup FILE'` makes.

A domain with a name in the DNS (`dns-domain` of the settings) has a small directory, over LDAP on TCP port 389
(`ports.ldap`): its root tells everybody the controller's names and site (`site`), and who has logged on, by GSS-SPNEGO with
signing, finds accounts by name or SID there. Computers have their names and systems in it, and change those of their own.

Environment:
  NETLOGOND_STATE          the state directory
  NETLOGOND_PASSWORD       the new password, for `dc init`, `dc user add` and `dc user password`
  NETLOGOND_LOG            messages for finding faults, such as `debug`; stronger than the settings

Files:
  /etc/netlogond.toml      settings; `netlogond check-config /dev/null` prints them all with their defaults
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exit_status_is_in_the_manual() {
        let text = manual();
        for status in ExitStatus::SERVICE {
            assert!(text.contains(status.meaning()), "{status:?}");
        }
    }
}
