//! The switches of NT and Windows: `/Domain:D`, `/joindomain`, in any case. They become the long options that [clap]
//! knows, so that all spellings mean the same and there is one list of options.

use std::ffi::{OsStr, OsString};

/// Rewrites each word that is one of the options of `command` behind a slash, one dash or two, in any case, its value
/// behind a colon or an equals sign; one behind a slash that is none becomes a long option as well, of which clap knows what
/// it resembles. Leaves all others, such as values and paths in them, as they are, and so everything behind `--`. If there
/// are subcommands, the first word that is no switch is one and loses its case.
#[must_use]
pub fn translate(
    words: impl IntoIterator<Item = OsString>,
    command: &clap::Command,
) -> Vec<OsString> {
    let options = options(command);
    let mut words = words.into_iter();
    let mut translated: Vec<OsString> = words.next().into_iter().collect();
    let mut is_verbatim = false;
    let mut awaits_command = command.has_subcommands();
    let mut awaits_value = false;
    for word in words {
        let text = word.to_str().unwrap_or_default();
        if is_verbatim || awaits_value {
            awaits_value = false;
            translated.push(word);
        } else if let Some(switch) = text.strip_prefix('/') {
            let known = long_option(switch, &options, true);
            let option = known.map_or_else(|| unknown(switch), |(option, _)| option);
            translated.push(option.into());
        } else if text.starts_with('-') {
            is_verbatim = text == "--";
            let known = long_option(text.trim_start_matches('-'), &options, false);
            let (option, needs_value) = match known {
                Some((option, needs_value)) => (option.into(), needs_value),
                None => {
                    let needs_value = short_needs_value(text, &options);
                    (word, needs_value)
                }
            };
            awaits_value = needs_value;
            translated.push(option);
        } else if awaits_command {
            awaits_command = false;
            translated.push(lower_case(&word));
        } else {
            translated.push(word);
        }
    }
    translated
}

/// The name of a switch in lower case, as `dbflag` of `/DBFLAG:0`; `None` for a word that is none.
#[must_use]
pub fn switch_name(word: &str) -> Option<String> {
    let switch = word.trim_start_matches(['-', '/']);
    let (name, _) = split(switch);
    (switch.len() < word.len()).then(|| name.to_ascii_lowercase())
}

/// An option by one of its names.
struct Known {
    name: String,
    /// The name that clap calls it by.
    long: String,
    /// Whether the name is the short one, of one letter.
    is_short: bool,
    /// Whether it cannot do without a value.
    needs_value: bool,
}

/// The options of a command and all its subcommands.
fn options(command: &clap::Command) -> Vec<Known> {
    let own = command.get_arguments().flat_map(|arg| {
        let Some(long) = arg.get_long() else {
            return Vec::new();
        };
        let needs_value = arg.get_action().takes_values()
            && arg
                .get_num_args()
                .is_none_or(|range| range.min_values() > 0);
        let known = |name: String, is_short| Known {
            name,
            long: long.to_owned(),
            is_short,
            needs_value,
        };
        let aliases = arg.get_all_aliases().unwrap_or_default();
        let longs = std::iter::once(long).chain(aliases);
        let longs = longs.map(|name| known(name.to_owned(), false));
        let short = arg.get_short().map(|letter| known(letter.into(), true));
        longs.chain(short).collect()
    });
    own.chain(command.get_subcommands().flat_map(options))
        .collect()
}

/// `Domain:D` → `--domain=D`, and whether a value is still wanted; the value keeps its case.
fn long_option(switch: &str, options: &[Known], with_short: bool) -> Option<(String, bool)> {
    let (name, value) = split(switch);
    let name = name.to_ascii_lowercase();
    // As every DOS program understood it. With dashes, clap has its own.
    if with_short && ["?", "h", "help"].contains(&name.as_str()) {
        return Some(("--help".to_owned(), false));
    }
    let mut fit = options.iter().filter(|known| known.name == name);
    let known = fit.find(|known| with_short || !known.is_short)?;
    let long = &known.long;
    Some(match value {
        Some(value) => (format!("--{long}={value}"), false),
        None => (format!("--{long}"), known.needs_value),
    })
}

/// A misspelt switch, with its value behind an equals sign: clap does not repeat that, which may be a password.
fn unknown(switch: &str) -> String {
    match split(switch) {
        (name, Some(value)) => format!("--{name}={value}"),
        (name, None) => format!("--{name}"),
    }
}

/// Name and value, at the first colon or equals sign.
fn split(switch: &str) -> (&str, Option<&str>) {
    match switch.split_once([':', '=']) {
        Some((name, value)) => (name, Some(value)),
        None => (switch, None),
    }
}

/// Whether `-d` has its value in the next word.
fn short_needs_value(word: &str, options: &[Known]) -> bool {
    let name = word.trim_start_matches('-');
    let mut short = options.iter().filter(|known| known.is_short);
    short.any(|known| known.name == name && known.needs_value)
}

fn lower_case(word: &OsStr) -> OsString {
    word.to_str()
        .map_or_else(|| word.to_owned(), |text| text.to_ascii_lowercase().into())
}

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgAction, Command};

    use super::*;

    fn command() -> Command {
        let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
        let value = |name: &'static str| Arg::new(name).long(name);
        Command::new("netdom")
            .arg(value("domain").short('d').global(true))
            .arg(value("config"))
            .arg(value("userd").alias("user"))
            .arg(flag("json"))
            .subcommand(Command::new("member").arg(flag("joindomain")))
    }

    fn translated(line: &str, command: &Command) -> String {
        let words = line.split(' ').map(OsString::from);
        let words = translate(words, command);
        let words: Vec<_> = words.iter().map(|word| word.to_str().unwrap()).collect();
        words.join(" ")
    }

    #[test]
    fn the_line_of_the_knowledge_base() {
        assert_eq!(
            translated(
                r"netdom /Domain:DOMAIN /USER:DOMAIN\root MEMBER \\DOMAINMEMBER /JOINDOMAIN",
                &command()
            ),
            r"netdom --domain=DOMAIN --userd=DOMAIN\root member \\DOMAINMEMBER --joindomain",
        );
    }

    #[test]
    fn a_value_may_hold_colons_and_case() {
        for line in ["netdom /d:Dom:1 member", "netdom -Domain:Dom:1 MEMBER"] {
            assert_eq!(translated(line, &command()), "netdom --domain=Dom:1 member");
        }
    }

    #[test]
    fn dashes_mean_the_same_and_may_have_their_value_in_the_next_word() {
        for line in [
            "netdom --JSON --domain D member",
            "netdom -json -DOMAIN D member",
        ] {
            assert_eq!(
                translated(line, &command()),
                "netdom --json --domain D member"
            );
        }
        assert_eq!(
            translated("netdom -d /json member -h", &command()),
            "netdom -d /json member -h"
        );
    }

    #[test]
    fn what_is_no_switch_is_left_alone() {
        assert_eq!(
            translated(
                "netdom --config /etc/netdom.toml Member -- /joindomain",
                &command()
            ),
            "netdom --config /etc/netdom.toml member -- /joindomain",
        );
        assert_eq!(
            translated("netdom member /typo:x", &command()),
            "netdom member --typo=x"
        );
        assert_eq!(
            translated("netdom --json Member X", &command()),
            "netdom --json member X"
        );
        let single = Command::new("nltest").arg(Arg::new("time").long("time"));
        assert_eq!(translated("nltest /TIME:A B", &single), "nltest --time=A B");
    }

    #[test]
    fn names_of_switches() {
        assert_eq!(switch_name("/DBFLAG:0x1").as_deref(), Some("dbflag"));
        assert_eq!(switch_name("--Shutdown=now").as_deref(), Some("shutdown"));
        assert_eq!(switch_name("DOMAIN"), None);
    }
}
