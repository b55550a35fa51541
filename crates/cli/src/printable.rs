//! Printing what a peer sent.

use std::borrow::Cow;

/// A name from a peer, a file or the environment as it may be shown on a terminal or in a log: as [`escaped`], and it
/// ends after 255 characters.
#[must_use]
pub fn printable(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(LIMIT) {
        None => escaped(name),
        Some((end, _)) => {
            let (head, _) = name.split_at(end);
            Cow::Owned(format!("{}…", escaped(head)))
        }
    }
}

/// A text of any length with its control characters, bidirectional overrides and other invisible characters escaped.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    replaced(text, |c, safe| safe.extend(c.escape_unicode()))
}

/// The same of a JSON document, in the form that JSON has for it.
pub(crate) fn escaped_in_json(document: &str) -> Cow<'_, str> {
    replaced(document, |c, safe| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            safe.push_str(&format!("\\u{unit:04x}"));
        }
    })
}

fn replaced(text: &str, escape: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::new();
    for c in text.chars() {
        if is_harmless(c) {
            safe.push(c);
        } else {
            escape(c, &mut safe);
        }
    }
    Cow::Owned(safe)
}

/// The longest name that any of these protocols has is a DNS name.
const LIMIT: usize = 255;

fn is_harmless(c: char) -> bool {
    !(c.is_control()
        || matches!(
            c,
            // soft hyphen; zero-width and directional marks; line and paragraph separators; directional embeddings,
            // overrides and isolates; byte order mark; interlinear annotations; tags
            '\u{ad}' | '\u{61c}' | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_untouched() {
        assert!(matches!(
            printable(r"DOMAIN\jürgen"),
            Cow::Borrowed(r"DOMAIN\jürgen")
        ));
    }

    #[test]
    fn nothing_reaches_the_terminal_that_acts_on_it() {
        assert_eq!(printable("PDC\u{1b}[2J\r\n"), "PDC\\u{1b}[2J\\u{d}\\u{a}");
        assert_eq!(printable("a\u{202e}b\u{9b}31m"), "a\\u{202e}b\\u{9b}31m");
        let long = printable(&"x".repeat(70_000)).into_owned();
        assert_eq!(long.chars().count(), LIMIT + 1);
    }
}
