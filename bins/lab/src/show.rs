//! What is printed: the story for a person, or one JSON document.

use std::io::Stdout;
use std::path::PathBuf;

use cli::{ExitStatus, Out, printable};
use member::{ChannelStatus, LogonFailure};
use serde_json::json;
use store::{Event, EventKind};
use wire::NtStatus;

use crate::causes::Cause;
use crate::house::{DOMAIN, House, Logged, MEMBER, PDC};
use crate::story::Act;

/// Prints the story as it happens.
pub(crate) struct Show {
    out: Out<Stdout>,
    json: bool,
}

impl Show {
    pub(crate) fn new(json: bool) -> Self {
        Self {
            out: Out::stdout(),
            json,
        }
    }

    /// The exit status, when all has been written.
    pub(crate) fn ended(self, exit: ExitStatus) -> ExitStatus {
        self.out.ended("lab", exit)
    }

    fn line(&mut self, line: &str) {
        if !self.json {
            self.out.line(line);
        }
    }

    /// The domain is up.
    pub(crate) fn built(&mut self, house: &House) {
        self.line(&format!(
            "Domain {DOMAIN}: \\\\{PDC} serves on {}, \\\\{MEMBER} is its member and serves on {}.",
            house.controller_address(),
            house.member_address(),
        ));
    }

    /// A cause begins.
    pub(crate) fn cause(&mut self, cause: Cause) {
        self.line("");
        self.line(&format!("== {}", cause.told()));
        self.line("");
    }

    /// Somebody tried to log on at the member.
    pub(crate) fn logon(&mut self, user: &str, outcome: Result<(), &LogonFailure>) {
        self.line(&format!("{DOMAIN}\\{user} logs on at \\\\{MEMBER}:"));
        match outcome {
            Ok(()) => self.line("  logged on."),
            Err(failure) => {
                let message = failure.message().unwrap_or_else(|| failure.to_string());
                self.line(&format!("  {message}"));
            }
        }
        self.line("");
    }

    /// What both sides have logged.
    pub(crate) fn events(&mut self, logged: &[Logged]) {
        for Logged { computer, event } in logged {
            let number = event.event.event_id;
            let text = text(event).unwrap_or_else(|| event.event.strings.join(", "));
            let kind = match event.event.kind {
                EventKind::Error => "error",
                EventKind::Warning => "warning",
                _ => "information",
            };
            self.line(&format!(
                "{computer}: {} event {number} ({kind})",
                event.event.source
            ));
            self.line(&format!("  {}", printable(&text)));
            if let Ok(data) = <[u8; 4]>::try_from(event.event.data.as_slice()) {
                let status = NtStatus(u32::from_le_bytes(data));
                let [a, b, c, d] = data;
                self.line(&format!(
                    "  Data: {a:02x} {b:02x} {c:02x} {d:02x}    {status}"
                ));
            }
        }
        self.line("");
    }

    /// A command is run.
    pub(crate) fn command(&mut self, program: &str, words: &[&str]) {
        let words = words.iter().map(|word| {
            if word.contains('\\') {
                format!("'{word}'")
            } else {
                (*word).to_owned()
            }
        });
        let words: Vec<_> = words.collect();
        self.line(&format!("$ {program} {}", words.join(" ")));
    }

    /// It has printed a line.
    pub(crate) fn output(&mut self, line: &str) {
        self.line(line);
    }

    /// How the channel is after the repair.
    pub(crate) fn verified(&mut self, channel: &ChannelStatus) {
        self.line("");
        match channel {
            ChannelStatus::Up { controller, .. } => self.line(&format!(
                "The secure channel of \\\\{MEMBER} to domain {DOMAIN} is verified, with \\\\{controller}."
            )),
            ChannelStatus::Down { failure, .. } => {
                self.line(&format!("The secure channel is still broken: {failure}"));
            }
            ChannelStatus::Unused => self.line("The secure channel was not used."),
        }
    }

    /// The story is over; `config` are the settings for the domain, if it stays up.
    pub(crate) fn finished(&mut self, acts: &[Act], config: Option<&PathBuf>) {
        let good = acts.iter().filter(|act| act.is_good()).count();
        if self.json {
            let acts: Vec<_> = acts.iter().map(Act::to_json).collect();
            let document = json!({ "acts": acts, "ok": good == acts.len(), "config": config });
            self.out.line(&document.to_string());
        } else {
            self.line(&format!(
                "{good} of {} channels were broken and repaired.",
                acts.len()
            ));
        }
    }

    /// What to try while the domain stays up.
    pub(crate) fn invite(&mut self, house: &House) {
        let config = house.config.display();
        self.line("");
        self.line("The domain stays up until you press Ctrl-C. In another terminal:");
        self.line("");
        self.line(&format!("  export NETDOM_CONFIG={config}"));
        let program = std::env::current_exe().unwrap_or_else(|_| "lab".into());
        let program = program.display();
        for words in [
            "netdom verify '\\\\DOMAINMEMBER'",
            "netdom member '\\\\DOMAINMEMBER' /joindomain",
            "netdom query workstation /verify",
            "nltest /server:DOMAINMEMBER /sc_query:DOMAIN",
            "nltest /server:DOMAINMEMBER /sc_verify:DOMAIN",
            "nltest /dsgetdc:DOMAIN",
        ] {
            self.line(&format!("  {program} {words}"));
        }
    }
}

/// The text of an event, whichever side has logged it.
fn text(event: &Event) -> Option<String> {
    let (id, strings) = (event.event.event_id, &event.event.strings);
    member::events::message(id, strings).or_else(|| dc::events::message(id, strings))
}
