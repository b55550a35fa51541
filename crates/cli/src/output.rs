//! Writing for a person or a pipe.

use std::fmt::Display;
use std::io::{self, Write};

use crate::printable::escaped_in_json;

/// The reader of our output has gone away, as `head` does: not an error, but no reason to go on printing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Closed;

/// Standard output (or a buffer in a test) that remembers that its reader went away, so that work under way is finished
/// and nothing more is said about it.
pub struct Out<W> {
    writer: W,
    closed: bool,
}

impl<W: Write> Out<W> {
    /// Writes to `writer`.
    #[must_use]
    pub const fn new(writer: W) -> Self {
        Self {
            writer,
            closed: false,
        }
    }

    /// Writes `text` and shows it at once, even without a line end.
    pub fn text(&mut self, text: &str) {
        if !self.closed {
            let written = self
                .writer
                .write_all(text.as_bytes())
                .and_then(|()| self.writer.flush());
            // A full disk behind a redirection cannot be reported any better than by the missing output.
            self.closed = written.is_err();
        }
    }

    /// Writes `line` and a line end.
    pub fn line(&mut self, line: &str) {
        self.text(line);
        self.text("\n");
    }

    /// Writes a JSON document and a line end. A program may read it, and so may a person, on a terminal: what [`escaped`]
    /// escapes is escaped here as JSON has it.
    ///
    /// [`escaped`]: crate::escaped
    pub fn document(&mut self, document: &impl Display) {
        self.line(&escaped_in_json(&document.to_string()));
    }

    /// Whether the reader went away, so that a program without an end has to end.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether everything arrived.
    ///
    /// # Errors
    /// [`Closed`] when the reader went away.
    pub fn finish(self) -> Result<W, Closed> {
        if self.closed {
            Err(Closed)
        } else {
            Ok(self.writer)
        }
    }
}

impl Out<io::Stdout> {
    /// The program's standard output.
    #[must_use]
    pub fn stdout() -> Self {
        Self::new(io::stdout())
    }
}

impl Out<io::Stderr> {
    /// The program's standard error.
    #[must_use]
    pub fn stderr() -> Self {
        Self::new(io::stderr())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken;

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_remembered_and_not_an_error_before_the_end() {
        let mut out = Out::new(Broken);
        assert!(!out.is_closed());
        out.line("one");
        assert!(out.is_closed());
        out.line("two");
        assert!(out.finish().is_err());
    }

    /// Between its texts, JSON has nothing that would have to be escaped.
    #[test]
    fn nothing_in_a_document_acts_on_a_terminal() {
        let name = "\u{9b}31m\u{202e}\u{7f}\u{e0041}é";
        let mut out = Out::new(Vec::new());
        out.document(&format!("{{\"name\":\"{name}\"}}"));
        let written = String::from_utf8(out.finish().unwrap()).unwrap();
        let expected = r#"{"name":"\u009b31m\u202e\u007f\udb40\udc41é"}"#;
        assert_eq!(written, format!("{expected}\n"));
    }

    #[test]
    fn lines_arrive() {
        let mut out = Out::new(Vec::new());
        out.text("Searching");
        out.line(" ...");
        assert_eq!(out.finish().unwrap(), b"Searching ...\n");
    }
}
