//! What a program reads: one document a command.

use std::io::Stdout;

use cli::{ExitStatus, Out, Waiting};
use serde_json::{Value, json};

use crate::error::Error;
use crate::render::Render;
use crate::report::{EventLine, Report};

/// Collects what a command answers, for a document at its end.
pub(crate) struct Json {
    out: Out<Stdout>,
    /// None if the command line was none.
    command: Option<String>,
    reason: Option<&'static str>,
    /// `result` or `error`, with what it is.
    ending: Option<(&'static str, Value)>,
}

impl Json {
    pub(crate) fn new(command: Option<String>) -> Self {
        Self {
            out: Out::stdout(),
            command,
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
        let mut document =
            json!({ "command": self.command, "exit": exit.code(), "reason": self.reason });
        if let (Some((key, value)), Some(fields)) = (self.ending, document.as_object_mut()) {
            fields.insert(key.to_owned(), value);
        }
        document
    }
}

impl Render for Json {
    fn report(&mut self, report: &Report) {
        // Only maps with keys that are no text cannot be written, and there are none.
        self.ending = Some(("result", serde_json::to_value(report).unwrap_or_default()));
    }

    /// At once, on a line of its own.
    fn event(&mut self, event: &EventLine) {
        self.out.line(&json!(event).to_string());
    }

    fn is_closed(&self) -> bool {
        self.out.is_closed()
    }

    fn waiting(&self) -> Waiting {
        Waiting::silently()
    }

    fn failed(&mut self, error: &Error) {
        self.reason = Some(error.reason());
        self.ending = Some(("error", error.to_json()));
    }
}

#[cfg(test)]
mod tests {
    use store::StoreError;

    use super::*;
    use crate::samples;

    #[test]
    fn a_report_of_each_kind() {
        let documents: Vec<Value> = samples::all()
            .iter()
            .map(|report| {
                let mut json = Json::new(Some("dc show".to_owned()));
                json.report(report);
                json.into_document(ExitStatus::Success)
            })
            .collect();
        insta::assert_snapshot!(serde_json::to_string_pretty(&documents).unwrap());
    }

    #[test]
    fn a_failed_command() {
        let error = Error::State {
            directory: "/var/lib/netlogond".into(),
            error: StoreError::Corrupt,
        };
        let mut json = Json::new(Some("dc user list".to_owned()));
        json.failed(&error);
        let document = json.into_document(error.exit());
        insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
    }
}
