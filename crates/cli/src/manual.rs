//! Lists at the end of a program's long help, which is its manual page's, too.

use std::fmt::Write;

use crate::ExitStatus;

/// A term and what it means.
pub fn manual_line(text: &mut String, term: &str, meaning: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  {term:<24} {meaning}");
}

/// The section that tells what exit statuses mean.
pub fn exit_statuses(text: &mut String, statuses: &[ExitStatus]) {
    text.push_str("\nExit status:\n");
    for status in statuses {
        manual_line(text, &status.code().to_string(), status.meaning());
    }
}
