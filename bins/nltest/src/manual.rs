//! What the manual says beyond the options: made from the code, so that it cannot go stale.

use admin::Reason;
use cli::{ExitStatus, exit_statuses, manual_line};

use crate::remedy::remedy;
use crate::unsupported;

/// The end of the long help and of the manual page.
pub(crate) fn manual() -> String {
    let mut text = String::from(INTRODUCTION);
    text.push_str("\nSwitches of other versions that are not supported:\n");
    for (switch, because) in unsupported::ALL {
        manual_line(&mut text, &format!("/{switch}"), because);
    }
    // Those that depend on what a member may be asked for are netdom's.
    let statuses = ExitStatus::CLIENT;
    let statuses: Vec<_> = statuses
        .into_iter()
        .filter(|status| *status != ExitStatus::Unproven)
        .collect();
    exit_statuses(&mut text, &statuses);
    text.push_str(
        "\nReason codes (in brackets in error messages, \"reason\" in JSON) and their exit status; netdom has the same codes:\n",
    );
    for reason in Reason::one_of_each() {
        let meaning = format!("{} ({})", remedy(&reason), reason.exit().code());
        manual_line(&mut text, reason.code(), &meaning);
    }
    text
}

const INTRODUCTION: &str = "\
Switches may be written as /Switch:value in any case, and names with or without \\\\.

What is printed on standard output has the form of Windows's own tool. `The command completed successfully` says, as it
always did, that the call was made, and not that the channel works: the exit status says that, and a line on standard error
says what to do about a channel that is broken. What takes longer than a second is said there, too, but for --json.

/sc_query tells how the channel was when it was last used, and sends nothing over it. /sc_verify uses it. /sc_reset drops it,
looks for a domain controller and sets it up anew: it changes no password, so it repairs no channel whose passwords do not
fit. /sc_change_pwd changes the password over a channel that works. `netdom member \\\\NAME /joindomain` repairs one that
does not.

Without /server this machine's own Netlogon service is asked, over SMB at 127.0.0.1; /dsgetdc, /dcname, /whowill, and /dclist as nobody
then look for controllers themselves, and /dclist and /bdc_query with an account ask the controller that is found. Without
/userd nobody in particular asks, which most services answer only to /query and /dsgetdc, if at all; the /sc_ switches take an
administrator of the server. /user reads the server's own accounts, and never shows a hash; the SAM tells no `Version`. The forms of
/logon_query, /dsaddresstosite and /dsgetfti are this tool's own.

Times in text are in UTC.

Environment:
  NLTEST_PASSWORD          password of /userd
  NETDOM_CONFIG            the settings file
  NLTEST_LOG               messages for finding faults, such as `debug`

Files:
  /etc/netdom.toml         settings, as netdom has them: `domain`, `userd`, `passwordd_file`, and under [locate] how
                           machines are found: `wins`, `dns`, `names`, `ports`
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_and_unsupported_switch_is_in_the_manual() {
        let text = manual();
        for reason in Reason::one_of_each() {
            assert!(text.contains(&format!("  {} ", reason.code())));
        }
        for (switch, because) in unsupported::ALL {
            assert!(text.contains(&format!("  /{switch} ")) && text.contains(because));
        }
    }
}
