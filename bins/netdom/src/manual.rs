//! What the manual says beyond the options: made from the code, so that it cannot go stale.

use admin::Reason;
use cli::{ExitStatus, exit_statuses, manual_line};

/// The end of the long help and of the manual page.
pub(crate) fn manual() -> String {
    let mut text = String::from(INTRODUCTION);
    exit_statuses(&mut text, &ExitStatus::CLIENT);
    text.push_str("\nReason codes (in brackets in error messages, \"reason\" in JSON) and their exit status:\n");
    for reason in Reason::one_of_each() {
        let meaning = format!("{} ({})", reason.remedy(), reason.exit().code());
        manual_line(&mut text, reason.code(), &meaning);
    }
    text
}

const INTRODUCTION: &str = "\
Switches may be written as /Switch:value in any case, and names with or without \\\\.

Two sides, two accounts: /userd logs on to the domain controller, and is what a computer joins with; /usero logs on to the
computer itself. A domain account cannot log on to a computer whose channel is broken: give a local administrator of it.

A channel is verified by the computer's own Netlogon service where it can be asked, and else by a domain logon, which the
computer can only grant through its channel. Where the channel that is open may be older than the account's password, it is
not proven: `verify` says so, and `member /joindomain` has the computer open it anew and resets it only if it cannot.

Environment:
  NETDOM_PASSWORDD         password of /userd
  NETDOM_PASSWORDO         password of /usero
  NETDOM_CONFIG            the settings file
  NETDOM_LOG               messages for finding faults, such as `debug`

Files:
  /etc/netdom.toml         settings: `domain`, `userd`, `passwordd_file`, `usero`, `passwordo_file`, and under
                           [locate] how machines are found: `wins`, `dns`, `names`, `ports`
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exit_status_and_reason_is_in_the_manual() {
        let text = manual();
        for reason in Reason::one_of_each() {
            assert!(
                text.contains(&format!("  {} ", reason.code())),
                "{}",
                reason.code()
            );
        }
        assert_eq!(
            text.matches("(3)\n").count(),
            9,
            "reasons of the class `unreachable`"
        );
    }
}
