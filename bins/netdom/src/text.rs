//! What a person reads: the words of NT 4's NETDOM, each line when its step happens.

use std::io::Write;

use admin::{
    AccountReport, Finding, JoinReport, LeaveReport, Listing, MemberReport, Membership, Outcome,
    Progress, Proof, RenameReport, Step, Survey, Surveyed, SurveyedState, Verdict,
};
use cli::{ExitStatus, Out, escaped, printable};

use crate::error::Error;
use crate::render::{AccountChange, Kind, Render};

/// Writes progress and results as text.
pub(crate) struct Text<W, E> {
    out: Out<W>,
    err: Out<E>,
    /// Whether steps are shown, and not only results.
    verbose: bool,
    /// Whether the last line still waits for its end.
    open: bool,
}

impl<W: Write, E: Write> Text<W, E> {
    pub(crate) const fn new(out: Out<W>, err: Out<E>, verbose: bool) -> Self {
        Self {
            out,
            err,
            verbose,
            open: false,
        }
    }

    /// The exit status, when all has been written.
    pub(crate) fn ended(self, exit: ExitStatus) -> ExitStatus {
        self.out.ended("netdom", exit)
    }

    /// A line on standard error, with the program's name.
    pub(crate) fn complain(&mut self, text: &str) {
        self.end_line();
        self.err.line(&format!("netdom: {text}"));
    }

    /// Ends a line that a step has left open.
    fn end_line(&mut self) {
        if std::mem::take(&mut self.open) {
            self.out.text("\n");
        }
    }

    fn line(&mut self, line: &str) {
        self.end_line();
        self.out.line(line);
    }

    /// What is known of a channel, in one line.
    fn verdict(&mut self, verdict: &Verdict) {
        self.line(&judged(verdict, UNPROVEN_REMEDY));
    }
}

impl<W: Write + Send, E: Write + Send> Render for Text<W, E> {
    fn joined(&mut self, report: &JoinReport) {
        let computer = printable(&report.computer);
        if report.changed {
            let domain = printable(&report.domain);
            self.line("");
            self.line(&format!(
                "The computer {computer} joined the domain {domain} successfully."
            ));
            self.line("");
            self.line(&format!(
                "Logoff/Logon {computer} to take modifications into effect."
            ));
        } else {
            self.line("Secure channel checked successfully.");
        }
        // What it would be told to do, it has just done.
        self.line(&judged(&report.channel, ""));
    }

    fn verified(&mut self, report: &MemberReport) {
        self.verdict(&report.channel);
    }

    fn member(&mut self, report: &MemberReport) {
        let mut row = |label: &str, value: &str| self.line(&format!("{label:<19} {value}"));
        row("Computer:", &printable(&report.computer));
        row("Domain:", &printable(&report.domain));
        row("Domain controller:", &printable(&report.pdc));
        match &report.account {
            None => row("Account:", "missing"),
            Some(account) => {
                let state = if account.disabled {
                    "disabled"
                } else {
                    "enabled"
                };
                row(
                    "Account:",
                    &format!("{} ({state})", printable(&account.name)),
                );
                row("Password last set:", &account.password_last_set.to_string());
                row("Last logon:", &account.last_logon.to_string());
            }
        }
        let membership = match &report.membership {
            None => "unknown: the computer could not be asked".to_owned(),
            Some(Membership::Domain(domain)) => format!("domain {}", printable(&domain.name)),
            Some(Membership::Workgroup { name }) => format!("workgroup {}", printable(name)),
        };
        row("Membership:", &membership);
        self.verdict(&report.channel);
    }

    fn account(&mut self, change: AccountChange, report: &AccountReport) {
        let (account, domain) = (printable(&report.account), printable(&report.domain));
        let done = match change {
            AccountChange::Created => "is ready",
            AccountChange::Deleted => "was deleted",
        };
        self.line(&format!(
            "The computer account {account} of domain {domain} {done}."
        ));
    }

    fn left(&mut self, report: &LeaveReport) {
        let (computer, domain) = (printable(&report.computer), printable(&report.domain));
        self.line(&format!(
            "The computer {computer} left the domain {domain}."
        ));
        if let Some(workgroup) = &report.workgroup {
            self.line(&format!("It is in workgroup {} now.", printable(workgroup)));
        }
    }

    fn renamed(&mut self, report: &RenameReport) {
        let p = |text: &str| printable(text).into_owned();
        self.line(&format!(
            "The computer {} of domain {} was renamed to {}.",
            p(&report.from),
            p(&report.domain),
            p(&report.computer)
        ));
        if report.in_effect {
            self.verdict(&report.channel);
        } else {
            self.line(
                "Restart it: only then it goes by that name, and has a secure channel again.",
            );
        }
    }

    /// The shape that batch files of the Knowledge Base parse: with headings, six lines to skip and then four words a
    /// line, of which the last is the name (Q173529, Q297789); without, the name comes first (Q180546).
    fn listing(&mut self, listing: &Listing, kind: Kind) {
        self.end_line();
        let (word, title) = match kind {
            Kind::Member => ("Member", "Members"),
            Kind::Controller => ("Controller", "Domain controllers"),
        };
        if self.verbose {
            let domain = printable(&listing.domain);
            self.out
                .line(&format!("{title} of domain {domain} by their accounts:"));
            self.out.line("");
        }
        for (index, machine) in listing.machines.iter().enumerate() {
            let name = printable(&machine.name);
            if self.verbose {
                let number = index.saturating_add(1);
                self.out.line(&format!("{word} {number} = \\\\{name}"));
            } else {
                self.out.line(&format!("\\\\{name}"));
            }
        }
    }

    /// Each was shown when it was known.
    fn survey(&mut self, _: &Survey) {
        self.end_line();
    }

    fn failed(&mut self, error: &Error) {
        self.complain(&error.to_string());
    }
}

/// A verdict in one sentence, with its reason code; and what to do if there is none.
fn judged(verdict: &Verdict, unproven_remedy: &str) -> String {
    let code = verdict
        .reason()
        .map(|code| format!(" [{code}]"))
        .unwrap_or_default();
    let sentence = match verdict {
        Verdict::Works { proof } => format!("verified: {}", proven(*proof)),
        Verdict::Broken { status, because } => format!("BROKEN: {because}: {status}"),
        Verdict::Unproven { because } => format!("NOT PROVEN: {because}"),
    };
    let remedy = match verdict {
        Verdict::Unproven { .. } => unproven_remedy,
        _ => "",
    };
    format!("Secure channel {sentence}{code}.{remedy}")
}

impl<W: Write + Send, E: Write + Send> Progress for Text<W, E> {
    fn begin(&mut self, step: &Step) {
        if self.verbose {
            self.end_line();
            self.out.text(&begun(step));
            self.open = true;
        }
    }

    fn end(&mut self, step: &Step, outcome: &Outcome) {
        if !self.open {
            return;
        }
        match (outcome, step) {
            (Outcome::Done, Step::StopService { .. }) => self.out.text(" stopped."),
            (Outcome::Done, Step::StartService { .. }) => self.out.text(" started."),
            (Outcome::Done, _) => {}
            (Outcome::NotPossible { reason, because }, _) => {
                self.out
                    .text(&format!(" not possible: {} [{reason}].", escaped(because)));
            }
        }
        self.end_line();
    }

    fn found(&mut self, finding: &Finding) {
        if self.verbose
            && let Some(line) = learnt(finding)
        {
            self.line(&line);
        }
    }

    fn surveyed(&mut self, member: &Surveyed) {
        let state = match &member.state {
            SurveyedState::Verified(report) => judged(&report.channel, UNPROVEN_REMEDY),
            SurveyedState::Reset(report) => format!("Reset. {}", judged(&report.channel, "")),
            SurveyedState::Failed(failure) => format!("Failed: {failure}"),
        };
        self.line(&format!("\\\\{:<15} {state}", printable(&member.name)));
    }
}

/// A step, as it is announced.
fn begun(step: &Step) -> String {
    let p = |name: &str| printable(name).into_owned();
    match step {
        Step::SearchPdc { domain } => format!("Searching PDC for domain {} ...", p(domain)),
        Step::QueryPdc { pdc } => format!("Querying domain information on PDC {} ...", p(pdc)),
        Step::QueryComputer { computer } => {
            format!(
                "Querying domain information on computer {} ...",
                p(computer)
            )
        }
        Step::VerifyChannel { computer } => {
            format!("Verifying secure channel on {} ...", p(computer))
        }
        Step::EndSessions { pdc } => {
            format!(
                "Ending the computer's session on PDC {}, for it to open its channel anew ...",
                p(pdc)
            )
        }
        Step::VerifyAccount { pdc } => {
            format!("Verifying the computer account on the PDC {} ...", p(pdc))
        }
        Step::CreateAccount { pdc } => format!("Creating computer account on PDC {} ...", p(pdc)),
        Step::EnableAccount { pdc } => format!("Enabling computer account on PDC {} ...", p(pdc)),
        Step::DeleteAccount { pdc } => format!("Deleting computer account on PDC {} ...", p(pdc)),
        Step::ResetChannel => "Resetting secure channel ...".to_owned(),
        Step::JoinDomain { computer } => format!("Joining {} to the domain ...", p(computer)),
        Step::LeaveDomain { computer } => {
            format!("Taking {} out of the domain ...", p(computer))
        }
        Step::RenameComputer { computer, name } => {
            format!("Renaming {} to {} ...", p(computer), p(name))
        }
        Step::JoinWorkgroup { workgroup } => format!("Joining workgroup {} ...", p(workgroup)),
        Step::ChangeAccount { pdc } => format!("Changing computer account on PDC {} ...", p(pdc)),
        Step::StopService { computer } => {
            format!("Stopping service NETLOGON on {} ....", p(computer))
        }
        Step::StartService { computer } => {
            format!("Starting service NETLOGON on {} ....", p(computer))
        }
        Step::QueryGroups { computer } => format!("Querying user groups of {} ...", p(computer)),
        Step::AddGroups { domain, computer } => {
            format!("Adding {} domain groups on {} ...", p(domain), p(computer))
        }
        Step::ProveChannel { computer } => {
            format!("Verifying the new secure channel on {} ...", p(computer))
        }
        Step::ProveAccount { pdc } => {
            format!(
                "Setting up a secure channel with the new account on PDC {} ...",
                p(pdc)
            )
        }
        Step::ListAccounts { pdc } => format!("Querying accounts on PDC {} ...", p(pdc)),
        Step::VerifyChannels { members } => {
            format!("Verifying the secure channel of each member ({members}) ...")
        }
        step => format!("{} ...", step.describe()),
    }
}

/// What was learnt, in words. What the last line tells anyway is left to it.
fn learnt(finding: &Finding) -> Option<String> {
    let p = |name: &str| printable(name).into_owned();
    Some(match finding {
        Finding::FoundPdc { pdc } => format!("Found PDC {}", p(pdc)),
        Finding::ControllerFailed {
            controller,
            because,
        } => {
            format!(
                "  {} does not answer ({}); trying the next one.",
                p(controller),
                p(because)
            )
        }
        Finding::AlreadyMember { computer, domain } => {
            format!(
                "Computer {} is already a member of domain {}.",
                p(computer),
                p(domain)
            )
        }
        Finding::NotAMember { computer, .. } => {
            format!("Computer {} is not a member of a domain.", p(computer))
        }
        Finding::ChannelBroken { because } => {
            format!("  The secure channel is broken: {}.", p(because))
        }
        Finding::ChannelUnproven { because } => {
            format!(
                "  The secure channel is not proven to work: {}.",
                p(because)
            )
        }
        Finding::AccountUnfit { reason, because } => format!("  {} [{reason}].", p(because)),
        Finding::GroupAdded { member, alias } => {
            format!("  {} is a member of {} now.", p(member), p(alias))
        }
        _ => return None,
    })
}

const fn proven(proof: Proof) -> &'static str {
    match proof {
        Proof::NetlogonVerified => "the computer's Netlogon service has verified it",
        Proof::DomainLogon => {
            "the computer let a domain account in, which only its channel can decide"
        }
    }
}

const UNPROVEN_REMEDY: &str = " To do: `netdom member \\\\NAME /joindomain` has the computer open it anew, and resets it \
                               only if it cannot.";

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(verbose: bool, play: impl FnOnce(&mut Text<Vec<u8>, Vec<u8>>)) -> String {
        let mut text = Text::new(Out::new(Vec::new()), Out::new(Vec::new()), verbose);
        play(&mut text);
        String::from_utf8(text.out.finish().unwrap()).unwrap()
    }

    fn computer() -> String {
        "\\\\DOMAINMEMBER".to_owned()
    }

    #[test]
    fn a_step_is_shown_when_it_begins_and_ended_when_it_ends() {
        let output = shown(true, |text| {
            let stop = Step::StopService {
                computer: computer(),
            };
            text.begin(&stop);
            text.end(&stop, &Outcome::Done);
            let start = Step::StartService {
                computer: computer(),
            };
            text.begin(&start);
            let because = "the account lacks the right to do this".to_owned();
            text.end(
                &start,
                &Outcome::NotPossible {
                    reason: "access-denied",
                    because,
                },
            );
        });
        assert_eq!(
            output,
            "Stopping service NETLOGON on \\\\DOMAINMEMBER .... stopped.\n\
             Starting service NETLOGON on \\\\DOMAINMEMBER .... not possible: the account lacks the right to do this \
             [access-denied].\n"
        );
    }

    #[test]
    fn names_from_peers_are_escaped() {
        let output = shown(true, |text| {
            text.found(&Finding::FoundPdc {
                pdc: "\u{1b}[2J".into(),
            })
        });
        assert_eq!(output, "Found PDC \\u{1b}[2J\n");
    }

    fn listing() -> Listing {
        let machines = ["A", "B"].map(|name| admin::ListedMachine { name: name.into() });
        Listing {
            domain: "DOMAIN".into(),
            pdc: "\\\\P".into(),
            machines: machines.into(),
        }
    }

    /// `for /f "skip=6 tokens=4"` of Q173529 and Q297789.
    #[test]
    fn batch_files_of_the_knowledge_base_can_parse_the_list() {
        let output = shown(true, |text| {
            let search = Step::SearchPdc {
                domain: "DOMAIN".into(),
            };
            text.begin(&search);
            text.end(&search, &Outcome::Done);
            text.found(&Finding::FoundPdc {
                pdc: "\\\\P".into(),
            });
            let query = Step::QueryPdc {
                pdc: "\\\\P".into(),
            };
            text.begin(&query);
            text.end(&query, &Outcome::Done);
            let list = Step::ListAccounts {
                pdc: "\\\\P".into(),
            };
            text.begin(&list);
            text.end(&list, &Outcome::Done);
            text.listing(&listing(), Kind::Member);
        });
        let names: Vec<&str> = output
            .lines()
            .skip(6)
            .filter_map(|line| line.split_whitespace().nth(3))
            .collect();
        assert_eq!(names, ["\\\\A", "\\\\B"]);
        let found = output
            .lines()
            .find(|line| line.starts_with("Found PDC"))
            .unwrap();
        assert_eq!(
            found.split_whitespace().nth(2),
            Some("\\\\P"),
            "token 3 is the PDC"
        );
    }

    #[test]
    fn without_headings_the_name_comes_first() {
        assert_eq!(
            shown(false, |text| text.listing(&listing(), Kind::Member)),
            "\\\\A\n\\\\B\n"
        );
    }
}
