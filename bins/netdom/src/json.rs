//! What a program reads: one document a command, with everything that a person would have been told.

use admin::{
    AccountReport, Finding, JoinReport, LeaveReport, Listing, MemberReport, Outcome, Progress,
    RenameReport, Step, Survey,
};
use cli::ExitStatus;
use serde::Serialize;
use serde_json::{Value, json};

use crate::error::Error;
use crate::render::{AccountChange, Kind, Render};

/// Collects what a command tells, and prints it when the command has ended.
pub(crate) struct Json {
    /// None if the command line was none.
    command: Option<&'static str>,
    events: Vec<Value>,
    /// Why a result is not what one would wish for.
    reason: Option<&'static str>,
    /// `result` or `error`, with what it is.
    ending: Option<(&'static str, Value)>,
}

impl Json {
    pub(crate) const fn new(command: Option<&'static str>) -> Self {
        Self {
            command,
            events: Vec::new(),
            reason: None,
            ending: None,
        }
    }

    /// The document for a command line that is refused.
    pub(crate) fn refused(error: &Error) -> Value {
        let mut json = Self::new(None);
        json.failed(error);
        json.into_document(error.exit())
    }

    /// The document.
    pub(crate) fn into_document(self, exit: ExitStatus) -> Value {
        let mut document = json!({ "command": self.command, "exit": exit.code(), "reason": self.reason, "events": self.events });
        if let (Some((key, value)), Some(fields)) = (self.ending, document.as_object_mut()) {
            fields.insert(key.to_owned(), value);
        }
        document
    }

    fn push(&mut self, event: &impl Serialize) {
        self.events.push(value(event));
    }

    fn result(&mut self, result: &impl Serialize) {
        self.ending = Some(("result", value(result)));
    }
}

/// Only maps with keys that are no text cannot be written, and there are none.
fn value(data: &impl Serialize) -> Value {
    serde_json::to_value(data).unwrap_or_default()
}

impl Render for Json {
    fn joined(&mut self, report: &JoinReport) {
        self.reason = report.channel.reason();
        self.result(report);
    }

    fn verified(&mut self, report: &MemberReport) {
        self.reason = report.channel.reason();
        self.result(report);
    }

    fn member(&mut self, report: &MemberReport) {
        self.verified(report);
    }

    fn account(&mut self, _: AccountChange, report: &AccountReport) {
        self.result(report);
    }

    fn left(&mut self, report: &LeaveReport) {
        self.result(report);
    }

    fn renamed(&mut self, report: &RenameReport) {
        self.reason = report.channel.reason();
        self.result(report);
    }

    fn listing(&mut self, listing: &Listing, _: Kind) {
        self.result(listing);
    }

    fn survey(&mut self, survey: &Survey) {
        self.result(survey);
    }

    fn failed(&mut self, error: &Error) {
        self.reason = Some(error.reason());
        self.ending = Some(("error", error.to_json()));
    }
}

impl Progress for Json {
    fn begin(&mut self, _: &Step) {}

    fn end(&mut self, step: &Step, outcome: &Outcome) {
        #[derive(Serialize)]
        struct Ended<'a> {
            #[serde(flatten)]
            step: &'a Step,
            #[serde(flatten)]
            outcome: &'a Outcome,
        }
        self.push(&Ended { step, outcome });
    }

    fn found(&mut self, finding: &Finding) {
        self.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use admin::{Change, Failure, Reason, Side};

    use super::*;

    #[test]
    fn a_failed_command() {
        let mut json = Json::new(Some("verify"));
        let search = Step::SearchPdc {
            domain: "DOMAIN".into(),
        };
        json.begin(&search);
        json.end(&search, &Outcome::Done);
        json.found(&Finding::FoundPdc {
            pdc: "\\\\P".into(),
        });
        let failure = Failure {
            job: admin::Job::Join,
            side: Side::Pdc("\\\\P".into()),
            step: Some(Step::QueryPdc {
                pdc: "\\\\P".into(),
            }),
            reason: Reason::LogonFailure,
            change: Change::None,
        };
        let error = Error::from(failure);
        json.failed(&error);
        let document = json.into_document(error.exit());
        insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
    }
}
