//! How a member is, from the document that its service answers.

use std::io::Write;

use cli::Out;
use serde_json::Value;
use wire::FileTime;

use super::row;

/// Shows it, and what there is to do if something is wrong.
pub(super) fn status<W: Write>(out: &mut Out<W>, status: &Value) {
    row(out, "Computer:", &text(&status["computer"]));
    if let Some(renaming) = status["renaming"].as_str() {
        let undecided = format!("{renaming}, if its account has that name already");
        row(out, "Or rather:", &undecided);
    }
    row(out, "Domain:", status["domain"].as_str().unwrap_or("none"));
    let channel = &status["channel"];
    match channel["state"].as_str() {
        Some("up") => {
            let (controller, address) = (text(&channel["controller"]), text(&channel["address"]));
            let since = time(&channel["since"]);
            let up = format!("works, to {controller} ({address}) since {since}");
            row(out, "Secure channel:", &up);
            if !channel["refused"].is_null() {
                row(out, "But:", "it could not be set up again, if it broke");
                why(out, &channel["refused"]);
            }
        }
        Some("down") => {
            let since = time(&channel["since"]);
            row(out, "Secure channel:", &format!("broken since {since}"));
            why(out, &channel["failure"]);
            row(out, "Next attempt:", &time(&channel["retry"]));
        }
        _ => row(out, "Secure channel:", "not needed yet"),
    }
    let password = &status["password"];
    if !password.is_null() {
        row(out, "Password of:", &time(&password["set"]));
        row(out, "Next change:", &time(&password["due"]));
        if !password["pending_since"].is_null() {
            let since = time(&password["pending_since"]);
            row(out, "Undecided since:", &since);
        }
        row(out, "Generation:", &password["generation"].to_string());
        if let Some(failed) = password["last_failure"].as_str() {
            row(out, "Last change failed:", failed);
        }
    }
    if let Some(evidence) = status["copied"].as_str() {
        row(out, "A copy:", evidence);
    }
    if status["paused"] == Value::Bool(true) {
        row(out, "NETLOGON:", "paused");
    } else if status["running"] == Value::Bool(false) {
        row(out, "NETLOGON:", "stopped");
    }
}

/// A failure, and what there is to do about it.
fn why<W: Write>(out: &mut Out<W>, failure: &Value) {
    let (reason, code) = (text(&failure["reason"]), text(&failure["code"]));
    row(out, "Reason:", &format!("{reason} [{code}]"));
    row(out, "Status:", &text(&failure["status"]));
    row(out, "To do:", &text(&failure["remedy"]));
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Seconds since 1970 as a point in time.
fn time(seconds: &Value) -> String {
    let seconds = seconds.as_i64().map(FileTime::from_unix_seconds);
    seconds.map_or_else(|| "never".to_owned(), |time| time.to_string())
}
