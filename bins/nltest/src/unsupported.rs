//! Switches that other versions of `nltest` have and this one does not, each with the reason.

use std::ffi::OsString;
use std::fmt;

/// A switch that is known and not supported.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Unsupported {
    /// Its name, in lower case.
    pub(crate) switch: &'static str,
    /// Why not.
    pub(crate) because: &'static str,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "/{} is not supported, because {}",
            self.switch, self.because
        )
    }
}

/// The first word of a command line that is such a switch.
pub(crate) fn find(words: &[OsString]) -> Option<Unsupported> {
    let texts = words.iter().skip(1).filter_map(|word| word.to_str());
    let mut switches = texts.filter_map(cli::switch_name);
    switches.find_map(|name| {
        let mut known = ALL.iter().copied();
        known
            .find(|(switch, _)| *switch == name)
            .map(|(switch, because)| Unsupported { switch, because })
    })
}

/// All of them, for the manual.
pub(crate) const ALL: [(&str, &str); 15] = [
    ("cdigest", DIGEST),
    (
        "dbflag",
        "what a Netlogon service logs is set where it runs; ours reads NETLOGOND_LOG",
    ),
    (
        "dctrust",
        "Windows dropped it; /sc_query on a domain controller tells the same",
    ),
    (
        "dnsgetdc",
        "/dsgetdc asks the DNS too, and says on failure what it asked",
    ),
    ("dsderegdns", DNS),
    ("dsquerydns", DNS),
    ("dsregdns", DNS),
    (
        "keylist",
        "the locator's ping does not ask who serves key lists",
    ),
    (
        "list_deltas",
        "it reads a file of NT's change log on the controller's own disk",
    ),
    (
        "list_redo",
        "it reads a file of NT's redo log on the controller's own disk",
    ),
    (
        "rid",
        "Windows dropped it, and no call tells the next identifier",
    ),
    ("sdigest", DIGEST),
    ("shutdown", SHUTDOWN),
    ("shutdown_abort", SHUTDOWN),
    (
        "sim_sync",
        "Windows dropped it; /sync has a controller fetch everything",
    ),
];

const DIGEST: &str =
    "a digest made with a password's hash lets whoever gets it try passwords at home";
const DNS: &str =
    "the DNS records of a domain controller are its own affair, and an NT4-style one has none";
const SHUTDOWN: &str = "turning computers off is no matter of the secure channel; `shutdown` and `net rpc shutdown` do it";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Args;

    fn found(line: &str) -> Option<&'static str> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        find(&words).map(|unsupported| unsupported.switch)
    }

    #[test]
    fn in_any_spelling_and_with_its_reason() {
        for line in [
            "nltest /SHUTDOWN:now",
            "nltest /server:X -shutdown",
            "nltest --Shutdown=x",
        ] {
            assert_eq!(found(line), Some("shutdown"));
        }
        assert_eq!(found("nltest /query"), None);
        assert_eq!(found("nltest shutdown"), None, "a value");
        let words = ["nltest", "/DbFlag:0x1"].map(OsString::from);
        let text = find(&words).unwrap().to_string();
        assert!(
            text.starts_with("/dbflag is not supported, because "),
            "{text}"
        );
    }

    #[test]
    fn nothing_is_both_supported_and_not() {
        let command = Args::command();
        for (switch, _) in ALL {
            let mut longs = command.get_arguments().filter_map(clap::Arg::get_long);
            assert!(longs.all(|long| long != switch), "{switch}");
        }
    }
}
