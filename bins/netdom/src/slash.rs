//! The switches of NT and Windows: `/Domain:D`, `/joindomain`, in any case. They become the long options that [clap]
//! knows, so that both spellings mean the same and there is one list of options.

use std::ffi::{OsStr, OsString};

/// Rewrites each argument that is one of `switches` behind a slash; leaves all others, such as paths, as they are, and so
/// everything behind `--`. The first word that is no switch is the command and loses its case.
pub(crate) fn translate(
    args: impl IntoIterator<Item = OsString>,
    switches: &[String],
) -> Vec<OsString> {
    let mut args = args.into_iter();
    let mut translated: Vec<OsString> = args.next().into_iter().collect();
    let mut is_verbatim = false;
    let mut awaits_command = true;
    let mut awaits_value = false;
    for arg in args {
        let text = arg.to_str().unwrap_or_default();
        if is_verbatim || awaits_value {
            awaits_value = false;
            translated.push(arg);
        } else if let Some(option) = text
            .strip_prefix('/')
            .and_then(|s| long_option(s, switches))
        {
            translated.push(option.into());
        } else if text.starts_with('-') {
            is_verbatim = text == "--";
            awaits_value = awaits_command && takes_next_word(text);
            translated.push(arg);
        } else if awaits_command {
            awaits_command = false;
            translated.push(lower_case(&arg));
        } else {
            translated.push(arg);
        }
    }
    translated
}

/// `Domain:D` → `--domain=D`; the value keeps its case.
fn long_option(switch: &str, switches: &[String]) -> Option<String> {
    let (name, value) = match switch.split_once(':') {
        Some((name, value)) => (name, Some(value)),
        None => (switch, None),
    };
    let name = match name.to_ascii_lowercase() {
        // As every DOS program understood it, and NETDOM's short form.
        name if name == "?" || name == "h" => "help".to_owned(),
        name if name == "d" => "domain".to_owned(),
        name => name,
    };
    if name != "help" && !switches.contains(&name) {
        return None;
    }
    Some(match value {
        Some(value) => format!("--{name}={value}"),
        None => format!("--{name}"),
    })
}

/// Whether a GNU-style option before the command has its value in the next word, which then is not the command.
fn takes_next_word(option: &str) -> bool {
    let is_flag = ["--json", "--noverbose", "--help", "--version", "-h", "-V"].contains(&option);
    !is_flag && !option.contains('=') && option != "--"
}

fn lower_case(arg: &OsStr) -> OsString {
    arg.to_str()
        .map_or_else(|| arg.to_owned(), |text| text.to_ascii_lowercase().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(line: &str) -> String {
        let switches = ["domain", "user", "joindomain", "noverbose"].map(str::to_owned);
        let words = line.split(' ').map(OsString::from);
        let out = translate(words, &switches);
        out.iter()
            .map(|w| w.to_str().unwrap())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn the_line_of_the_knowledge_base() {
        assert_eq!(
            translated(
                r"netdom /Domain:DOMAIN /USER:DOMAIN\root MEMBER \\DOMAINMEMBER /JOINDOMAIN"
            ),
            r"netdom --domain=DOMAIN --user=DOMAIN\root member \\DOMAINMEMBER --joindomain",
        );
    }

    #[test]
    fn a_value_may_hold_colons_and_case() {
        assert_eq!(
            translated("netdom /d:Dom:1 member"),
            "netdom --domain=Dom:1 member"
        );
    }

    #[test]
    fn what_is_no_switch_is_left_alone() {
        assert_eq!(
            translated("netdom --config /etc/netdom.toml Member -- /joindomain"),
            "netdom --config /etc/netdom.toml member -- /joindomain",
        );
        assert_eq!(translated("netdom member /typo"), "netdom member /typo");
        assert_eq!(
            translated("netdom --json Member X"),
            "netdom --json member X"
        );
    }
}
