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

`netlogond member join` makes this machine a member of a domain, and `netlogond member` keeps its secure channel and
changes its password until SIGTERM or SIGINT. `status`, `verify` and `rotate` ask the service, if it runs; `join`, `rename`
and `leave` need it stopped, or are done from afar with netdom(1). What takes longer than a second is said on standard
error, but for --json. Whoever administers the domain administers this machine
from afar; a local Administrator, who can repair a broken channel, gets a password by `netlogond member password`.

An open channel proves nothing about the password: behind it a domain controller may have been restored, or been given
another one. So the member sets its channel up anew once a day. If it is refused, it says so in event 3210 and in
`status`, and goes on with the channel that it has for as long as that works.

Whenever its channel is set up, a member tells the domain controller what it runs on, by os-release(5) and the version of
the kernel, and its name in the DNS, which is its NetBIOS name in the domain's: an Active Directory keeps both in its
account (operatingSystem, dNSHostName, servicePrincipalName). A controller that does not want to know is left in peace.

At SIGHUP (`systemctl reload`) a service reads its settings anew and goes on serving. It takes over `log.level`, unless
NETLOGOND_LOG is set, and names in its log all other settings that have changed, which the next start takes over. Settings
that cannot be used are an error in the log and change nothing. If any part of a service ends although nobody told it to,
the service names it, and ends with status 1, for systemd to start a whole one.

The state directory has one SQLite file, domain.db, and while it is used domain.db-wal and domain.db-shm. That of a domain
holds the hashes of all passwords, that of a member its own accounts and, encrypted, its password: nobody but its owner
may have access to it. Back all of them up together, or the copy that `sqlite3 domain.db '.backup FILE'` makes.

The key of a member's password is not in the database. It is the file of `key-file`, or systemd's credential
netlogond.key, or machine.key in the state directory, where it protects a copy of the database alone and not one of the
directory.

A member notices that its state is a copy, in event 5900 and in `status`, by two signs. Since its join it knows the
machine's machine-id(5) and, where it may read it, the product UUID of the hardware: they tell a directory that was taken
to another machine, and nothing of a whole machine that was cloned with both. A witness in /run/netlogond has the newest
generation of the password: it tells a directory that was restored on the same machine, until that is restarted, and
nothing of a whole machine that was set back with its memory. Beyond that, a state that is too old shows when the domain
controller no longer accepts any password in it.

A member tells its controller its name in the DNS, which in an Active Directory becomes its account's: `dns-host-name` in
the settings; without it the host name, if that has a domain behind the computer's name; or else the computer's name in the
domain's.

A RADIUS server has users who log on by MS-CHAPv2, as in most wireless networks with EAP-PEAP. Their responses are made as
those of NTLM version 1 are: whoever sees one gets the NT hash by trying all keys of DES, in hours. `netlogond dc` refuses
them with STATUS_NTLM_BLOCKED. With `allow-mschapv2-des-responses = true` it takes them from members that say, over their
sealed channel, that a response is one of MS-CHAPv2 (MSV1_0_ALLOW_MSVCHAPV2; netlogon-auth's --allow-mschapv2), which only
they can know. Without that, NTLM version 1 stays refused. Event 5850 names each such member. Samba's name for the setting is
`ntlm auth = mschapv2-and-ntlmv2-only`.

A member that was restored from a backup or snapshot has the password of that day, which after a change of it is a wrong one:
event 5722, and somebody has to repair its channel. With `accept-previous-machine-password-hours = N` (at most 720), `netlogond dc`
lets it in for N hours after the change with the password that it had replaced itself, so that it can set another one: event
5851 tells of each such channel, event 5852 of each session at the controller, and `dc computer show` says so until the
computer has come with its password again. Whoever has an old backup of a computer can do the same for as long, which is why
it is off by default. It counts for member computers only and for no logon that is passed on, and no such channel tells the
hash of the password in use. Once an administrator has set the password, or has disabled the account, none but the password
in use is accepted.

No exception counts for the account of a domain controller, whose channel can read every secret: event 5841 tells of one that
would have. Nor does one let the hash of a password out unsealed. With `laboratory-exceptions = true` both are as the exception
says, for tests such as smbtorture's, whose account is a backup domain controller's. No real domain should have it.

A trust has two halves: the domain that trusts keeps a password, and the trusted one an account for it. `netlogond dc trust
add` makes this domain's half, and an administrator of the other domain makes the other with the same password: in a Samba
domain of the NT 4 kind `smbpasswd -a -i DOMAIN` makes the account. Users of a domain that this one trusts log
on at its members: their logons are passed on to a controller of their own domain, which is found as [locate] says, over a
channel that is kept to it. `nltest /server:PDC /sc_query:DOMAIN`, `/sc_verify` and `/sc_reset` tell how that is. What the
other domain says of its users is believed as far as it speaks of itself. Trusts are not transitive, and their passwords
are changed by administrators, on both sides.

Environment:
  NETLOGOND_STATE          the state directory
  NETLOGOND_PASSWORD       the new password, for `dc init`, `dc user add`, `dc user password`, `dc trust add`,
                           `dc trust password`, `member init` and `member password`; that of --user, for `member join`,
                           `rename` and `leave`
  NETLOGOND_LOG            messages for finding faults, such as `debug`; stronger than the settings
  CREDENTIALS_DIRECTORY    where systemd puts netlogond.key

Files:
  /etc/netlogond.toml      settings of a domain controller; `netlogond check-config /dev/null` prints them with
                           their defaults, but for [locate], which is that of netdom.toml
  /etc/netlogond-member.toml
                           settings of a member; `netlogond check-config --member /dev/null` prints them, but for
                           [locate], which is that of netdom.toml
  /run/netlogond           the socket for programs of this machine, and the witness
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
