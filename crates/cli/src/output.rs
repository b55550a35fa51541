//! Writing for a person or a pipe.

use std::fmt::Display;
use std::io::{self, Write};

use crate::ExitStatus;
use crate::printable::escaped_in_json;

/// The reader of our output has gone away, as `head` does: not an error, but no reason to go on printing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Closed;

/// Standard output (or a buffer in a test) that remembers that its reader went away, so that work under way is finished
/// and nothing more is said about it.
pub struct Out<W> {
    writer: W,
    /// Why nothing more is written.
    failed: Option<io::Error>,
}

impl<W: Write> Out<W> {
    /// Writes to `writer`.
    #[must_use]
    pub const fn new(writer: W) -> Self {
        Self {
            writer,
            failed: None,
        }
    }

    /// Writes `text` and shows it at once, even without a line end.
    pub fn text(&mut self, text: &str) {
        if self.failed.is_none() {
            let written = self
                .writer
                .write_all(text.as_bytes())
                .and_then(|()| self.writer.flush());
            self.failed = written.err();
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
        self.failed.is_some()
    }

    /// The exit status of this program, which has written its results here. What is lost, as on a full disk, is a failure, and
    /// said on standard error; that a reader has gone away is none.
    #[must_use]
    pub fn ended(self, program: &str, exit: ExitStatus) -> ExitStatus {
        match self.failed {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Out::stderr().line(&format!("{program}: the output cannot be written: {error}"));
                match exit {
                    ExitStatus::Success => ExitStatus::Failed,
                    other => other,
                }
            }
            _ => exit,
        }
    }

    /// Whether everything arrived.
    ///
    /// # Errors
    /// [`Closed`] when the reader went away.
    pub fn finish(self) -> Result<W, Closed> {
        if self.failed.is_some() {
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

    struct Broken(io::ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_remembered_and_not_an_error_before_the_end() {
        let mut out = Out::new(Broken(io::ErrorKind::BrokenPipe));
        assert!(!out.is_closed());
        out.line("one");
        assert!(out.is_closed());
        out.line("two");
        assert!(out.finish().is_err());
    }

    #[test]
    fn what_a_full_disk_has_lost_is_a_failure() {
        for (kind, before, after) in [
            (
                io::ErrorKind::BrokenPipe,
                ExitStatus::Success,
                ExitStatus::Success,
            ),
            (
                io::ErrorKind::StorageFull,
                ExitStatus::Success,
                ExitStatus::Failed,
            ),
            (
                io::ErrorKind::StorageFull,
                ExitStatus::Broken,
                ExitStatus::Broken,
            ),
        ] {
            let mut out = Out::new(Broken(kind));
            out.line("one");
            assert_eq!(out.ended("p", before), after);
        }
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
