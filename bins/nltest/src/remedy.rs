//! What to do about a reason, in the switches of this tool.

use admin::Reason;
use wire::Win32Error;

/// What to do: [`Reason::remedy`], which speaks of netdom's switches, where those are ours as well.
pub(crate) const fn remedy(reason: &Reason) -> &'static str {
    match reason {
        Reason::NoDomain | Reason::InvalidDomain { .. } => {
            "name the domain behind the switch, as in /dsgetdc:DOMAIN, or set `domain` in the settings"
        }
        Reason::PdcNotFound { .. } => {
            "check DNS and WINS on this machine, or ask another one with /server:NAME"
        }
        Reason::AccessDenied => "use an administrator of that machine with /userd",
        Reason::DomainLogonAtMember(_) => {
            "give one of the machine's own accounts, as in /userd:NAME\\Administrator"
        }
        Reason::ChannelBroken(_) => {
            "repair it with `netdom member \\\\NAME /joindomain`; a trust between domains is reset on both sides, as `netdom trust` of Windows does it and ours by `netlogond dc trust password`"
        }
        Reason::AnotherDomain { .. } => "check the domain's name and /server",
        Reason::AnotherMachine { .. } => {
            "correct the name's address in DNS, WINS or the settings file (/config)"
        }
        Reason::Win32(Win32Error::ERROR_NO_SITENAME) => {
            "nothing, in a domain without sites; where there are some, give that machine's subnet one"
        }
        reason => reason.remedy(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Args;

    /// A switch that a remedy names is one.
    #[test]
    fn remedies_name_switches_that_there_are() {
        let command = Args::command();
        let mut known: Vec<_> = command
            .get_arguments()
            .flat_map(|arg| {
                let aliases = arg.get_all_aliases().unwrap_or_default();
                arg.get_long().into_iter().chain(aliases)
            })
            .collect();
        // Those of `netdom member`, and of the shell.
        known.extend(["joindomain"]);
        for reason in Reason::one_of_each() {
            if is_netdoms(&reason) {
                continue;
            }
            let remedy = remedy(&reason);
            for switch in remedy.split(|c: char| c.is_whitespace() || "(,:;".contains(c)) {
                let Some(name) = switch.strip_prefix('/') else {
                    continue;
                };
                let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
                assert!(known.contains(&name), "{}: {remedy}", reason.code());
            }
        }
    }

    /// Reasons of what only netdom does.
    const fn is_netdoms(reason: &Reason) -> bool {
        matches!(
            reason,
            Reason::AccountDisabled | Reason::MemberOfAnother { .. } | Reason::MemberFindsNoDc(_)
        )
    }
}
