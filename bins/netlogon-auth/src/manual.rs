//! What the manual says beyond the options: made from the code, so that it cannot go stale.

use cli::{ExitStatus, exit_statuses};

/// The end of the long help and of the manual page.
pub(crate) fn manual() -> String {
    let mut text = String::from(INTRODUCTION);
    exit_statuses(&mut text, &STATUSES);
    text
}

/// How it may end.
const STATUSES: [ExitStatus; 7] = [
    ExitStatus::Success,
    ExitStatus::Failed,
    ExitStatus::Usage,
    ExitStatus::Unreachable,
    ExitStatus::Rights,
    ExitStatus::Broken,
    ExitStatus::Protocol,
];

const INTRODUCTION: &str = "\
It takes the place of Samba's ntlm_auth where winbindd is not wanted: the logon goes to the `netlogond member` of this
computer, and through its secure channel to a domain controller. Whoever runs it must be allowed to use the service's
socket, which is for the members of one group.

Squid:
  auth_param ntlm program /usr/bin/netlogon-auth --helper-protocol=squid-2.5-ntlmssp
  auth_param basic program /usr/bin/netlogon-auth --helper-protocol=squid-2.5-basic
FreeRADIUS, module mschap:
  ntlm_auth = \"/usr/bin/netlogon-auth --request-nt-key --allow-mschapv2 --username=%{mschap:User-Name} \
--domain=%{mschap:NT-Domain} --challenge=%{mschap:Challenge} --nt-response=%{mschap:NT-Response}\"

A response of MS-CHAPv2 is computed as those of NTLM version 1 are. A domain controller that refuses NTLM version 1
refuses it too (STATUS_NTLM_BLOCKED, or a wrong password), unless its administrator lets it in: `netlogond dc` by
allow-mschapv2-des-responses, Samba's by `ntlm auth = mschapv2-and-ntlmv2-only`. FreeRADIUS has the challenge and the
response among the arguments, where every user of this computer can read them: have no others on it, or hide their
processes from them (proc(5), hidepid).

One logon prints `NT_KEY: ` and the key, or else the status, the reason, and the status as a number. Where this computer has
no valid channel, the reason is the message that its users would see.

Environment:
  NETLOGOND_SOCKET         the socket of the service
  NETLOGON_AUTH_PASSWORD   the password of one logon, if standard input is a terminal
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exit_status_is_in_the_manual() {
        let text = manual();
        for status in STATUSES {
            assert!(text.contains(status.meaning()), "{status:?}");
        }
    }
}
