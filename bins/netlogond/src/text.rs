//! What a person reads.

mod member;

use std::io::Write;

use ::member::joining::{Joined, Left, Renamed};
use cli::{ExitStatus, Out, Waiting, escaped, printable};
use wire::FileTime;

use crate::error::Error;
use crate::render::Render;
use crate::report::{
    AccountKind, AccountLine, AccountReport, DomainReport, Done, EventLine, ExceptionLine,
    GroupLine, Member, PolicyReport, Report, RightsLine, TrustDirection, TrustLine,
};

/// Writes results as text.
pub(crate) struct Text<W, E> {
    out: Out<W>,
    err: Out<E>,
}

impl<W: Write, E: Write> Text<W, E> {
    pub(crate) const fn new(out: Out<W>, err: Out<E>) -> Self {
        Self { out, err }
    }

    /// The exit status, when all has been written.
    pub(crate) fn ended(self, exit: ExitStatus) -> ExitStatus {
        self.out.ended("netlogond", exit)
    }

    fn row(&mut self, label: &str, value: &str) {
        row(&mut self.out, label, value);
    }

    fn domain(&mut self, report: &DomainReport) {
        self.row("Domain:", &report.domain);
        self.row("SID:", &report.sid);
        self.row("Domain controller:", &report.controller);
        self.row("Made:", &report.created.to_string());
        self.row("Accounts:", &report.users.to_string());
        self.row("Groups:", &report.groups.to_string());
        self.row("Aliases:", &report.aliases.to_string());
    }

    fn done(&mut self, done: &Done) {
        let rid = done
            .rid
            .map_or(String::new(), |rid| format!(" (RID {rid})"));
        let name = printable(&done.name);
        self.out
            .line(&format!("{} {name}: {}{rid}", done.kind, done.done));
    }

    fn account_line(&mut self, account: &AccountLine) {
        let kind = kind(account.kind);
        let state = state(account.disabled, false);
        let name = printable(&account.name);
        self.out
            .line(&format!("{:>10}  {name:<20}  {kind}, {state}", account.rid));
    }

    fn account(&mut self, account: &AccountReport) {
        self.row("Account:", &account.name);
        self.row("RID:", &account.rid.to_string());
        let state = state(account.disabled, account.locked);
        self.row("Kind:", &format!("{}, {state}", kind(account.kind)));
        for (label, text) in [
            ("Full name:", &account.full_name),
            ("Comment:", &account.comment),
            ("Home directory:", &account.home_directory),
            ("Home drive:", &account.home_drive),
            ("Script:", &account.script),
            ("Profile:", &account.profile),
            ("Workstations:", &account.workstations),
        ] {
            if !text.is_empty() {
                self.row(label, text);
            }
        }
        self.row("Groups:", &account.groups.join(", "));
        self.row("Made:", &account.created.to_string());
        self.row("Expires:", &account.account_expires.to_string());
        self.row("Password last set:", &account.password_last_set.to_string());
        if account.previous_password_used != FileTime::ZERO {
            let used = account.previous_password_used;
            self.row("Last came:", &format!("with its previous password, {used}"));
        }
        let must_change = match account.password_must_change {
            FileTime::ZERO => "at the next logon".to_owned(),
            time => time.to_string(),
        };
        self.row("Must be changed:", &must_change);
        let times = account.logon_count;
        self.row(
            "Last logon:",
            &format!("{} ({times} in all)", account.last_logon),
        );
        let (time, count) = (account.bad_password_time, account.bad_password_count);
        self.row("Wrong passwords:", &format!("{count} (last one {time})"));
    }

    fn group(&mut self, group: &GroupLine) {
        let name = printable(&format!("{}\\{}", group.domain, group.name)).into_owned();
        let line = format!(
            "{:>10}  {name:<32}  {}",
            group.rid,
            printable(&group.comment)
        );
        self.out.line(line.trim_end());
    }

    fn member(&mut self, member: &Member) {
        let name = member.name.as_deref().map(printable).unwrap_or_default();
        self.out
            .line(format!("{:<46}  {name}", member.sid).trim_end());
    }

    fn policy(&mut self, policy: &PolicyReport) {
        let yes_or_no = |yes| if yes { "yes" } else { "no" };
        self.row(
            "Shortest password:",
            &format!("{} characters", policy.min_password_length),
        );
        self.row("Password history:", &policy.password_history.to_string());
        self.row("Complex passwords:", yes_or_no(policy.password_complexity));
        self.row("Longest age:", &span(policy.max_password_age));
        self.row("Shortest age:", &span(policy.min_password_age));
        let threshold = match policy.lockout_threshold {
            0 => "never".to_owned(),
            threshold => format!("after {threshold} wrong passwords"),
        };
        self.row("Lockout:", &threshold);
        self.row("Lockout duration:", &span(policy.lockout_duration));
        self.row("Lockout window:", &span(policy.lockout_window));
        self.row("Machine quota:", &policy.machine_account_quota.to_string());
        self.row("Refuse changes:", yes_or_no(policy.refuse_password_change));
        self.row("Default password:", yes_or_no(policy.default_password));
        self.row("Comment:", &policy.comment);
    }

    fn rights(&mut self, rights: &RightsLine) {
        let name = rights.name.as_deref().unwrap_or(&rights.sid);
        self.out.line(&printable(name));
        for right in &rights.rights {
            self.out.line(&format!("    {}", printable(right)));
        }
    }

    fn joined(&mut self, joined: &Joined) {
        let (computer, domain) = (printable(&joined.computer), printable(&joined.domain));
        let account = if joined.created {
            "made"
        } else {
            "given a new password"
        };
        self.out.line(&format!(
            "{computer} is a member of {domain} (its account was {account} on {}, and its secure channel works).",
            printable(&joined.controller)
        ));
    }

    fn renamed(&mut self, renamed: &Renamed) {
        let account = if renamed.account_renamed {
            "was renamed, too"
        } else {
            "had that name already"
        };
        let p = |text: &str| printable(text).into_owned();
        self.out.line(&format!(
            "{} is {} now, a member of {} (its account {account}, and its secure channel to {} works).",
            p(&renamed.from), p(&renamed.computer), p(&renamed.domain), p(&renamed.controller)
        ));
    }

    fn left(&mut self, left: &Left) {
        let account = if left.disabled {
            "was disabled"
        } else {
            "was left as it is"
        };
        let (computer, domain) = (printable(&left.computer), printable(&left.domain));
        self.out.line(&format!(
            "{computer} has left {domain} (its account {account})."
        ));
    }

    fn trust(&mut self, trust: &TrustLine) {
        let p = |text: &str| printable(text).into_owned();
        let direction = match trust.direction {
            TrustDirection::None => "disabled",
            TrustDirection::Inbound => "inbound",
            TrustDirection::Outbound => "outbound",
            TrustDirection::Both => "both",
        };
        let sid = trust.sid.as_deref().unwrap_or("its SID is not known");
        let dns_name = trust
            .dns_name
            .as_deref()
            .map(|name| format!("  {}", p(name)));
        self.out.line(&format!(
            "{:<15}  {direction:<8}  {sid}{}",
            p(&trust.domain),
            dns_name.unwrap_or_default()
        ));
    }

    fn exception(&mut self, exception: &ExceptionLine) {
        let p = |text: &str| printable(text).into_owned();
        let until = if exception.ended { "ended" } else { "until" };
        self.out.line(&format!(
            "{:<20}  {until} {}  {}",
            p(&exception.account),
            exception.until,
            exception.kinds.join(" ")
        ));
        self.out.line(&format!(
            "    {} (made {} by {}); used {} times, last {}",
            p(&exception.reason),
            exception.created,
            p(&exception.owner),
            exception.uses,
            exception.last_use
        ));
    }
}

impl<W: Write, E: Write> Render for Text<W, E> {
    fn report(&mut self, report: &Report) {
        match report {
            // Everything in the settings can be written as TOML, because it was read from there.
            Report::Config(config) => self.out.text(&toml::to_string(config).unwrap_or_default()),
            Report::MemberConfig(config) => {
                self.out.text(&toml::to_string(config).unwrap_or_default());
            }
            Report::Domain(domain) => self.domain(domain),
            Report::Joined(joined) => self.joined(joined),
            Report::Renamed(renamed) => self.renamed(renamed),
            Report::Left(left) => self.left(left),
            Report::Status(status) => member::status(&mut self.out, status),
            Report::Done(done) => self.done(done),
            Report::Accounts(lines) => lines.iter().for_each(|line| self.account_line(line)),
            Report::Account(account) => self.account(account),
            Report::Groups(lines) => lines.iter().for_each(|line| self.group(line)),
            Report::Members(members) => members.iter().for_each(|member| self.member(member)),
            Report::Policy(policy) => self.policy(policy),
            Report::Rights(lines) => lines.iter().for_each(|line| self.rights(line)),
            Report::Events(events) => events.iter().for_each(|event| self.event(event)),
            Report::Exceptions(lines) => lines.iter().for_each(|line| self.exception(line)),
            Report::Trusts(lines) => lines.iter().for_each(|line| self.trust(line)),
        }
    }

    /// Two lines: what it is, and what it says.
    fn event(&mut self, event: &EventLine) {
        let again = if event.count > 1 {
            format!(", {} times until {}", event.count, event.last_time)
        } else {
            String::new()
        };
        let status = event.status.as_deref().map(|status| format!(", {status}"));
        let connection = event
            .connection
            .map(|number| format!(", connection {number:x}"));
        let source = printable(&event.source);
        self.out.line(&format!(
            "{} {} {source} {}{again}{}{}",
            event.time,
            event.kind,
            event.id,
            status.unwrap_or_default(),
            connection.unwrap_or_default()
        ));
        let text = match &event.text {
            Some(text) => escaped(text).into_owned(),
            None => escaped(&event.strings.join(" | ")).into_owned(),
        };
        self.out.line(&format!("    {text}"));
    }

    fn is_closed(&self) -> bool {
        self.out.is_closed()
    }

    fn waiting(&self) -> Waiting {
        Waiting::aloud("netlogond")
    }

    fn failed(&mut self, error: &Error) {
        self.err.line(&format!("netlogond: {}", error.told()));
    }
}

/// A label and a value.
fn row<W: Write>(out: &mut Out<W>, label: &str, value: &str) {
    out.line(format!("{label:<19} {}", printable(value)).trim_end());
}

const fn kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Person => "person",
        AccountKind::Workstation => "workstation or server",
        AccountKind::BackupController => "backup domain controller",
        AccountKind::TrustingDomain => "trusting domain",
    }
}

const fn state(disabled: bool, locked: bool) -> &'static str {
    match (disabled, locked) {
        (true, _) => "disabled",
        (false, true) => "locked",
        (false, false) => "enabled",
    }
}

/// Seconds in the largest unit that has no rest.
fn span(seconds: Option<u64>) -> String {
    let Some(seconds) = seconds else {
        return "for ever".to_owned();
    };
    if seconds == 0 {
        return "none".to_owned();
    }
    for (unit, name) in [(86_400, "days"), (60, "minutes")] {
        if seconds % unit == 0 {
            return format!("{} {name}", seconds / unit);
        }
    }
    format!("{seconds} seconds")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_report_of_each_kind() {
        let mut text = Text::new(Out::new(Vec::new()), Out::new(Vec::new()));
        for report in samples::all() {
            text.report(&report);
            text.out.line("--");
        }
        let shown = String::from_utf8(text.out.finish().unwrap()).unwrap();
        let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!shown.contains(acts), "something acts on the terminal");
        insta::assert_snapshot!(shown);
    }

    #[test]
    fn spans_are_in_the_largest_unit_without_a_rest() {
        assert_eq!(span(None), "for ever");
        assert_eq!(span(Some(0)), "none");
        assert_eq!(span(Some(172_800)), "2 days");
        assert_eq!(span(Some(90_000)), "1500 minutes");
        assert_eq!(span(Some(90_001)), "90001 seconds");
    }
}
