//! What every way of showing results has to show.

use cli::Waiting;

use crate::error::Error;
use crate::report::{EventLine, Report};

/// Shows results: as text for a person, or as one JSON document for a program.
pub(crate) trait Render {
    /// What the command answers.
    fn report(&mut self, report: &Report);
    /// One of the events that come one by one.
    fn event(&mut self, event: &EventLine);
    /// Whether nobody reads any more what is shown.
    fn is_closed(&self) -> bool;
    /// Says what is waited for, if anybody is to be told.
    fn waiting(&self) -> Waiting;
    /// The command failed.
    fn failed(&mut self, error: &Error);
}
