//! What a program reads: one document.

use cli::ExitStatus;
use serde_json::{Value, json};

use crate::Answer;
use crate::args::Args;
use crate::error::Error;
use crate::question::Question;

/// Question, exit status and reason, with `result` or `error`, and `advice` if there is any.
pub(crate) fn document(
    args: &Args,
    answer: &Result<(Question, Answer), Error>,
    exit: ExitStatus,
) -> Value {
    let switch = args.question().map(|question| question.switch());
    let server = args.server_or_self();
    let mut document = json!({ "command": switch, "server": server, "exit": exit.code() });
    let (reason, ending) = match answer {
        // Only maps with keys that are no text cannot be written, and there are none.
        Ok((_, answer)) => (
            answer.reason(),
            ("result", serde_json::to_value(answer).unwrap_or_default()),
        ),
        Err(error) => (Some(error.reason()), ("error", error.to_json())),
    };
    let advice = match answer {
        Ok((question, answer)) => answer.advice(question, &server),
        Err(_) => None,
    };
    if let Some(fields) = document.as_object_mut() {
        fields.insert("reason".to_owned(), json!(reason));
        fields.insert(ending.0.to_owned(), ending.1);
        if let Some(advice) = advice {
            fields.insert("advice".to_owned(), json!(advice));
        }
    }
    document
}

/// The same for a command line that is refused, of which nothing is known.
pub(crate) fn refused(error: &Error) -> Value {
    json!({
        "command": null, "server": null, "exit": error.exit().code(), "reason": error.reason(),
        "error": error.to_json(),
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use admin::{Change, Failure, Reason, Side};

    use super::*;
    use crate::samples;

    fn args(line: &str) -> Args {
        let words = format!(r"nltest /server:\\MEMBER {line}");
        Args::from_words(words.split(' ').map(OsString::from)).unwrap()
    }

    #[test]
    fn every_answer() {
        let mut documents = Vec::new();
        for (line, question, answer) in samples::all() {
            let args = args(line.split(',').next().unwrap());
            let exit = answer.exit();
            documents.push(document(&args, &Ok((question, answer)), exit));
        }
        insta::assert_snapshot!(serde_json::to_string_pretty(&documents).unwrap());
    }

    #[test]
    fn a_failed_call() {
        let args = args("/sc_verify:DOMAIN");
        let failure = Failure {
            job: admin::Job::Ask,
            side: Side::Member(r"\\MEMBER".into()),
            step: None,
            reason: Reason::NotOffered {
                interface: "netlogon",
            },
            change: Change::None,
        };
        let error = Error::Unanswered {
            question: Box::new(args.question().unwrap()),
            failure: Box::new(failure),
            is_local: false,
        };
        let exit = error.exit();
        let document = document(&args, &Err(error), exit);
        insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
    }
}
